"""The tagger's names, trimmed to what a name is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.mentions.candidates import NameCandidate
from kg.mentions.lexicon import fold
from kg.mentions.lines import Line
from kg.mentions.words import DETERMINERS
from kg.model import Finder

_EDGES = " \t\n\r.,;:!?\"'“”„‚‘’()[]{}–—-|/&·…*"
_HEAD = re.compile(r"^(.+?)-[A-ZÄÖÜ]?[a-zäöüß]{3,}$")


def tagged_names(line: Line, common: frozenset[str]) -> Iterator[NameCandidate]:
    """The names of a line that the tagger found.

    Args:
        line: The line.
        common: Words of everyday, which are no names by the tagger's word alone.
    """
    for tagged in line.tagged:
        start, end = _trimmed(line.text, tagged.start, tagged.end)
        if end - start < 2:
            continue
        surface = line.text[start:end]
        if surface.islower() and line.cased:
            continue
        if fold(surface) in DETERMINERS or surface.isdigit():
            continue
        score = 0.35 + 0.4 * tagged.score
        if fold(surface) in common:
            score -= 0.1
        yield NameCandidate(
            start=start,
            end=end,
            normal=surface,
            class_=tagged.class_,
            score=min(score, 0.8),
            found_by=Finder.TAGGER,
        )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without marks at the edges and an article in front; of a compound the name inside ("Elbkern-Chef")."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    first, _, rest = text[start:end].partition(" ")
    if rest and first.lower() in {"der", "die", "das", "dem", "den", "des"}:
        start += len(first) + 1
    compound = _HEAD.match(text[start:end])
    if compound and " " not in text[start:end]:
        end = start + len(compound[1])
    return start, end
