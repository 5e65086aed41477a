"""Stretches of a line that might be a garbled name: what is odd about them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from kg.mentions.candidates import NameCandidate, unlisted
from kg.mentions.ear import Ear, Heard
from kg.mentions.lexicon import key_of
from kg.mentions.lines import Line
from kg.mentions.parts import class_of_tail
from kg.mentions.sounds import readings
from kg.mentions.vocabulary import Vocabulary
from kg.mentions.words import DETERMINERS, FUSED, is_first_name, is_mixed, kin, usual
from kg.model import Finder

_LONGEST = 4
_OVER_LISTED = 0.7
"""How probable a garbled name must be to go before a listed one that is a part of it."""
_IN_SMALL_LETTERS = 0.62
_IN_A_RUN = 0.85
"""The same for one word beside another that might belong to the name, and where nothing has capitals."""
_PERSON_FOR_PERSON = 0.8
"""How probable one person's name must be to stand for another's where even the first names differ."""
_NEVER_IN = frozenset(
    "und oder aber nicht ist sind war hat haben wird auch noch ja nein doch mal so dann wenn dass ich wir man es sich "
    "bei von mit für auf aus nach zu".split()
)


def resembling(
    line: Line, ear: Ear, taken: Sequence[NameCandidate], words: Vocabulary, *, lists: bool = True
) -> Iterator[NameCandidate]:
    """Candidates for garbled names.

    Args:
        line: The line.
        ear: Judges what is meant.
        taken: Names that were found otherwise; listed ones are left alone, others may turn out to be garbled.
        words: Plain words.
        lists: Whether listed names count that the document itself does not have in writing.
    """
    clean = [c for c in taken if c.found_by in {Finder.LIST, Finder.DOMAIN} or c.entries]
    blocked = {p for p, w in enumerate(line.words) if any(c.start < w.end and w.start < c.end for c in clean)}
    doubtful = {(c.start, c.end): c for c in taken if c not in clean}
    people = [c for c in doubtful.values() if c.class_ == "Person" and is_first_name(c.normal.split()[0])]
    odd = [_oddness(line, p) for p in range(len(line.words))]
    for first in range(len(line.words)):
        for last in range(first + 1, min(first + _LONGEST, len(line.words)) + 1):
            if not _continues(line, first, last):
                break
            inside = sum(p in blocked for p in range(first, last))
            start, end = line.words[first].start, line.words[last - 1].end
            if any(s <= start and end <= e and (s, e) != (start, end) for s, e in doubtful):
                continue
            if any(start < c.start < end < c.end for c in people):
                continue
            known = doubtful.get((start, end))
            if known is not None and known.normal != line.text[start:end]:
                continue
            if inside == last - first or (known is None and not _is_suspicious(line, first, last, odd)):
                continue
            if last - first == 1 and words.is_plain(line.words[first].folded):
                continue
            candidate = _heard(line.text[start:end], start, known, ear, lists=lists)
            least = _least(line, first, last, odd, blocked, inside=bool(inside))
            if candidate is not None and candidate.score >= least and not _stands_inside(candidate, clean):
                yield replace(candidate, anchored=bool(inside))


def _stands_inside(candidate: NameCandidate, clean: Sequence[NameCandidate]) -> bool:
    """Whether what is heard stands there already, beside another word: "CEO Ada Blum" is Ada Blum with her office."""
    inside = (c for c in clean if candidate.start <= c.start and c.end <= candidate.end)
    return any(entry.id in {e.id for e in candidate.entries} for c in inside for entry in c.entries)


def _least(line: Line, first: int, last: int, odd: Sequence[int], blocked: Set[int], *, inside: bool) -> float:
    """How probable a garbled name must be where it stands."""
    if inside:
        return _OVER_LISTED
    if not line.cased:
        return _IN_SMALL_LETTERS
    beside = [p for p, gap in ((first - 1, first - 1), (last, last - 1)) if 0 <= p < len(odd) and line.gap(gap) == " "]
    in_run = any((odd[p] == 2 or p in blocked) and line.capital(p) and not line.starts[max(p, first)] for p in beside)
    return _IN_A_RUN if in_run and last - first == 1 else 0.0


def _heard(surface: str, start: int, known: NameCandidate | None, ear: Ear, *, lists: bool) -> NameCandidate | None:
    # Two words with capitals look like a person's name, whatever they are.
    class_ = known.class_ if known and (known.anchored or known.found_by is Finder.TAGGER) else None
    named = known is not None and known.found_by is Finder.TAGGER
    heard, normal = ear.hear(surface, class_, lists=lists, named=named), surface
    if heard is None and surface.endswith("s") and len(surface) > 5:
        normal = surface[:-1]
        heard = ear.hear(normal, class_, lists=lists, named=named)
    if heard is not None and known is not None and known.class_ == "Person" and not _is_same_person(heard, normal):
        return None
    if heard is None or key_of(heard.likeness.form) in {key_of(surface), key_of(normal)}:
        return None
    *beginning, tail = normal.split()
    if class_of_tail(tail) is not None and key_of(" ".join(beginning)) == key_of(heard.likeness.form):
        return None  # "Elbkern Labs" is no garbled "Elbkern": it says what Elbkern is
    if _is_longer(normal, heard.likeness.form) or (not heard.own and ear.begins(surface)):
        return None
    return NameCandidate(
        start=start,
        end=start + len(surface),
        normal=normal,
        class_=heard.likeness.entry.class_ or None,
        score=heard.score,
        found_by=Finder.RESEMBLANCE,
        entries=(heard.likeness.entry,),
    )


def _is_longer(surface: str, form: str) -> bool:
    """Whether the stretch has much more in it than the name; letters that are spelled out count as they sound."""
    return max(map(len, readings(form))) < 0.7 * max(map(len, readings(surface)))


def _is_same_person(heard: Heard, name: str) -> bool:
    """Whether a proper person's name may be a garbled one: by the first name, or by a very near sound."""
    if heard.likeness.entry.class_ != "Person":
        return True
    return name.split()[0] == heard.likeness.form.split()[0] or heard.own or heard.score >= _PERSON_FOR_PERSON


def _continues(line: Line, first: int, last: int) -> bool:
    word = line.words[last - 1]
    if last - 1 > first:
        if line.gap(last - 2) not in {" ", "-"} or (line.starts[last - 1] and line.gap(last - 2) != " "):
            return False
        if line.starts[last - 1]:
            return False
    if last - 1 > first and line.cased and not line.capital(last - 1):
        rare = line.tags[last - 1] in {"ADJD", "ADJA"} and usual(word.folded) < 4.0
        foreign = rare or line.tags[last - 1] in {"NE", "FM", "XY"} or usual(word.folded) < 1.5
        if not foreign or len(word.text) < 4:
            return False
    kind = last - 1 > first and word.folded in kin()
    return not kind and word.folded not in _NEVER_IN and word.folded not in DETERMINERS and word.folded not in FUSED


def _oddness(line: Line, position: int) -> int:
    """0 a plain word, 1 one that might be part of a name, 2 one that is hardly anything else."""
    word = line.words[position]
    text = word.text
    if text.isdigit():
        return 0
    if not line.cased:
        rarity = usual(word.folded)
        return 2 if rarity < 2.2 else 1 if rarity < 3.6 else 0
    if not text[0].isupper():
        return 1 if usual(word.folded) < 1.0 and len(text) > 3 else 0
    if is_mixed(text) or (text.isupper() and len(text) <= 5):
        return 2
    rarity = usual(word.folded)
    if line.tags[position] == "NN" and rarity >= 1.0:
        return 1
    if rarity < 2.2 or (line.tags[position] in {"NE", "FM"} and rarity < 3.8):
        return 2
    return 1 if rarity < 4.3 or not line.starts[position] else 0


def _is_suspicious(line: Line, first: int, last: int, odd: Sequence[int]) -> bool:
    span = odd[first:last]
    if line.cased and not line.capital(first):
        return False
    if len(span) == 1:
        return span[0] == 2 and len(line.words[first].text) > 2
    if not line.cased:
        long = line.words[last - 1].end - line.words[first].start > 4
        return long and (max(span) == 2 or class_of_tail(line.words[last - 1].text) is not None)
    # Two German nouns do not stand side by side: words with capitals in a row are mostly a name.
    capitals = all(line.capital(p) for p in range(first, last))
    return max(span) == 2 or (capitals and not any(line.starts[p] for p in range(first, last)))


def garbled_surnames(heard: Iterable[NameCandidate]) -> frozenset[str]:
    """The surnames of garbled full names: the person will be called so again."""
    people = [c for c in heard if c.class_ == "Person" and len(c.normal.split()) == 2]
    return frozenset(c.normal.split()[1] for c in people if len(c.normal.split()[1]) > 3)


def again(line: Line, surnames: Set[str]) -> Iterator[NameCandidate]:
    """Garbled surnames that stand alone."""
    for position, word in enumerate(line.words):
        if word.text in surnames and usual(word.folded) < 3.5:
            yield unlisted(line, position, position + 1, "Person", 0.7)
