"""Finding mentions: listed names, the tagger's names and figures, settled so that no two names overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.mentions.lexicon import Lexicon, ListMatch, Word, fold, words_of
from kg.mentions.quantities import find_quantities
from kg.model import Amount, DateValue, Document, Finder, Mention, MentionKind, Percent, RoleValue, Segment
from kg.names import NameList
from kg.ontology import Ontology

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.language import Analysis

_TAGGER_CLASSES = {"PER": "Person", "LOC": "Place", "ORG": "Organization", "MISC": None}
_QUANTITY_KINDS = {Amount: MentionKind.AMOUNT, Percent: MentionKind.PERCENT, DateValue: MentionKind.DATE}
_FORMER = frozenset({"ex", "ehemaliger", "ehemalige", "ehemaligen", "früherer", "frühere", "früheren", "damaliger",
                     "damalige", "damaligen", "einstiger", "einstige", "einstigen", "vorherige", "vorheriger", "alt",
                     "former"})  # fmt: skip
_DETERMINERS = frozenset({"der", "die", "das", "dem", "den", "des", "dieser", "diese", "dieses", "diesem", "diesen"})
_COMMON_FROM = 4.3
"""Zipf frequency (wordfreq, German) from which a listed name is also an everyday word and needs support."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: int
    end: int
    class_: str | None
    found_by: Finder
    score: float


class MentionFinder:
    """Finds what documents name, count and date.

    Args:
        names: The name lists.
        ontology: The classes.
    """

    def __init__(self, names: NameList, ontology: Ontology) -> None:
        self._names = names
        self._ontology = ontology
        self._lexicon = Lexicon.of(names)
        self._roles = {fold(r): r for r in names.roles}
        self._class_nouns = {fold(n): c for n, c in names.class_nouns.items()}

    def find(self, document: Document, analyses: Sequence[Analysis]) -> tuple[Mention, ...]:
        """All mentions of a document, in order; names do not overlap names."""
        year = int(document.date[:4]) if document.date else None
        found: list[Mention] = []
        for analysis in analyses:
            segment, doc = analysis.segment, analysis.doc
            text = doc.text
            words = words_of(text)
            names = list(_settle([*self._listed(text, words, doc), *_tagged(doc)]))
            found += (_name(c, segment, text) for c in names)
            found += self._role_mentions(text, words, segment)
            found += self._descriptions(text, words, segment)
            for q in find_quantities(text, year=year, language=document.language):
                kind = _QUANTITY_KINDS[type(q.value)]
                found.append(_mention(q.start, q.end, kind, segment, text, value=q.value, found_by=Finder.RULE))
        return tuple(sorted(found, key=lambda m: (m.start, -m.end, m.kind)))

    def _listed(self, text: str, words: Sequence[Word], doc: Doc) -> Iterator[_Candidate]:
        tagged = [(e.start_char, e.end_char) for e in doc.ents]
        for match in self._lexicon.matches(text, words):
            start, end = words[match.first].start, words[match.last - 1].end
            supported = any(s < end and start < e for s, e in tagged)
            if not self._needs_support(match, text[start:end]) or supported:
                classes = {e.class_ for e in match.entries}
                class_ = classes.pop() if len(classes) == 1 else None
                yield _Candidate(start, end, class_, Finder.LIST, 0.95 if match.exact_case else 0.85)

    def _needs_support(self, match: ListMatch, surface: str) -> bool:
        if match.last - match.first > 1:
            return surface.islower() and _frequency(surface) > _COMMON_FROM
        if surface.islower() or len(surface) < 2:
            return True
        word = fold(surface)
        if surface.isupper() and len(surface) > 1 and match.exact_case:
            return False
        return word in self._names.common_words or _frequency(word) >= _COMMON_FROM

    def _role_mentions(self, text: str, words: Sequence[Word], segment: Segment) -> Iterator[Mention]:
        for position, word in enumerate(words):
            role = self._roles.get(word.folded)
            if role is None or not word.text[0].isupper():
                continue
            before = words[position - 1].folded if position else ""
            status = "former" if before in _FORMER else None
            value = RoleValue(name=role, status=status)
            yield _mention(word.start, word.end, MentionKind.ROLE, segment, text, value=value, found_by=Finder.RULE)

    def _descriptions(self, text: str, words: Sequence[Word], segment: Segment) -> Iterator[Mention]:
        for before, word in zip(words, words[1:], strict=False):
            class_ = self._class_nouns.get(word.folded)
            if class_ is not None and before.folded in _DETERMINERS and word.text[0].isupper():
                yield _mention(
                    word.start, word.end, MentionKind.DESCRIPTION, segment, text, class_=class_, found_by=Finder.RULE
                )


def _tagged(doc: Doc) -> Iterator[_Candidate]:
    for ent in doc.ents:
        class_ = _TAGGER_CLASSES.get(ent.label_, ent.label_)
        yield _Candidate(ent.start_char, ent.end_char, class_, Finder.TAGGER, 0.8)


def _settle(candidates: Iterable[_Candidate]) -> Iterator[_Candidate]:
    """The longest candidates first; where two are equally long the list knows better than the tagger."""
    taken: list[_Candidate] = []
    for candidate in sorted(candidates, key=lambda c: (c.start - c.end, c.found_by is not Finder.LIST, c.start)):
        if all(candidate.end <= t.start or t.end <= candidate.start for t in taken):
            taken.append(candidate)
    yield from sorted(taken, key=lambda c: c.start)


def _name(candidate: _Candidate, segment: Segment, text: str) -> Mention:
    return _mention(
        candidate.start,
        candidate.end,
        MentionKind.NAME,
        segment,
        text,
        class_=candidate.class_,
        found_by=candidate.found_by,
        score=candidate.score,
    )


def _mention(
    start: int,
    end: int,
    kind: MentionKind,
    segment: Segment,
    text: str,
    *,
    class_: str | None = None,
    value: Amount | Percent | DateValue | RoleValue | None = None,
    found_by: Finder,
    score: float = 1.0,
) -> Mention:
    surface = text[start:end]
    return Mention(
        start=segment.start + start,
        end=segment.start + end,
        surface=surface,
        kind=kind,
        segment_id=segment.id,
        normal=surface,
        class_=class_,
        value=value,
        found_by=found_by,
        score=score,
    )


@cache
def _frequency(word: str) -> float:
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "de"))
