"""Words that nobody knows and that stand without an article: in German a countable noun does not, a name does."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from kg.mentions.candidates import NameCandidate, unlisted
from kg.mentions.lines import Line
from kg.mentions.vocabulary import Vocabulary
from kg.mentions.words import DETERMINERS, FUSED, is_first_name, usual, usual_english
from kg.model import SegmentKind

_PLAIN_ENDING = re.compile(
    r".*(?:ungs?|ungen|heit|heiten|keit|keiten|schaft|schaften|tät|täten|ion|ionen|ismus|nis|nisse|tum|chen|lein|en|ern|e|"
    r"er|sche|innen|erin|barkeit|losigkeit|arbeit|zeit|politik|recht|macht|kraft|geld|s)"
)
_BEFORE_NAMES = frozenset({"bei", "von", "an", "gegen", "namens", "nennt"})
_HEADINGS = frozenset({SegmentKind.TITLE, SegmentKind.CHAPTER, SegmentKind.SHOW_NOTE, SegmentKind.HEADING})
_OFTEN = 2


def bare_names(lines: Sequence[Line], words: Vocabulary) -> list[list[NameCandidate]]:
    """For each line the unknown words that stand like names, where the document has them often enough.

    A word counts double in a heading, before a finite verb and after a preposition.
    """
    places = [list(_places(line, words)) for line in lines]
    weights: Counter[str] = Counter()
    for line, found in zip(lines, places, strict=True):
        for position in found:
            weights[line.words[position].folded] += _weight(line, position)
    return [
        [unlisted(line, p, p + 1, None, 0.61) for p in found if weights[line.words[p].folded] >= _OFTEN]
        for line, found in zip(lines, places, strict=True)
    ]


def _places(line: Line, words: Vocabulary) -> Iterator[int]:
    # A tagger sees more than that.
    if not line.cased or line.read:
        return
    for position, word in enumerate(line.words):
        if not line.capital(position) or len(word.text) < 5 or not word.text.isalpha() or word.text.isupper():
            continue
        if usual(word.folded) >= 0.5 or usual_english(word.folded) >= 2.0 or is_first_name(word.text):
            continue
        if _PLAIN_ENDING.fullmatch(word.folded) or words.is_noun(word.text):
            continue
        if line.gap(position)[:1] == "-" or (position and line.gap(position - 1)[-1:] == "-"):
            continue
        if not _has_article(line, position):
            yield position


def _has_article(line: Line, position: int) -> bool:
    before = line.before(position)
    if before in DETERMINERS or before in FUSED:
        return True
    if position and not line.starts[position]:
        left = line.words[position - 1]
        adjective = line.tags[position - 1].startswith("ADJA") or re.fullmatch(r"[a-zäöüß]{3,}(?:e[nrsm]?)", left.text)
        owner = left.text[0].isupper() and left.folded.endswith("s") and line.gap(position - 1) == " "
        plain = line.tags[position - 1].startswith(("V", "APPR"))
        return bool(owner or (adjective and before not in _BEFORE_NAMES and not plain))
    return False


def _weight(line: Line, position: int) -> int:
    verb = position + 1 < len(line.words) and line.tags[position + 1] in {"VVFIN", "VAFIN", "VMFIN"}
    supported = verb or line.before(position) in _BEFORE_NAMES or line.segment.kind in _HEADINGS
    return 2 if supported else 1
