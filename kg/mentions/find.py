"""Finding mentions: listed names, unlisted names, what resembles one, figures, roles; no name overlaps another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kg.mentions.bare import bare_names
from kg.mentions.candidates import ENOUGH, NameCandidate, settle
from kg.mentions.domains import Domains
from kg.mentions.ear import Ear, Hearing
from kg.mentions.formulas import formula_names
from kg.mentions.grammar import Grammar
from kg.mentions.lines import Line, line_of
from kg.mentions.listed import Listed, supported
from kg.mentions.memory import Memory, memory_of
from kg.mentions.others import Others
from kg.mentions.quantities import find_quantities, is_taken_back
from kg.mentions.resembling import again, garbled_surnames, resembling
from kg.mentions.surnames import by_surname, surnames_of
from kg.mentions.tagged import tagged_names
from kg.mentions.welded import Welded
from kg.model import (
    Amount,
    DateValue,
    Document,
    DocumentKind,
    Finder,
    Mention,
    MentionKind,
    Percent,
    kebab,
)
from kg.names import NameList, ties
from kg.ontology import Ontology

if TYPE_CHECKING:
    from kg.language import Analysis

_QUANTITY_KINDS = {Amount: MentionKind.AMOUNT, Percent: MentionKind.PERCENT, DateValue: MentionKind.DATE}


class MentionFinder:
    """Finds what documents name, count and date.

    Args:
        names: The name lists.
        ontology: The classes that names may have.
    """

    def __init__(self, names: NameList, ontology: Ontology) -> None:
        self._classes = frozenset(ontology.entity_classes())
        self._listed = Listed(names)
        self._grammar = Grammar(names)
        self._welded = Welded(names, self._grammar.words, self._listed.lexicon)
        self._domains = Domains(names)
        self._others = Others(names)
        self._lands = frozenset(names.countries.values())
        self._hearing = Hearing(names, ties.load(names, ontology))

    def find(self, document: Document, analyses: Sequence[Analysis]) -> tuple[Mention, ...]:
        """All mentions of a document, in order; names do not overlap names, figures or roles."""
        read = any(a.doc.ents for a in analyses)
        lines = [line_of(a, read=read) for a in analyses]
        first = [
            [*self._first_look(document, line), *bare]
            for line, bare in zip(lines, bare_names(lines, self._grammar.words), strict=True)
        ]
        people = surnames_of(c for cs in first for c in cs)
        first = [list(by_surname(line, cs, people, self._lands)) for line, cs in zip(lines, first, strict=True)]
        memory = self._memory(document, lines, first)
        sure = frozenset(
            e.id
            for cs in first
            for c in cs
            if c.score >= ENOUGH
            for e in c.entries
            if len(c.entries) == 1 and c.found_by is not Finder.RULE
        )
        clean = [
            [c for c in settle([*supported(cs, sure), *memory.candidates(line)]) if c.score >= ENOUGH]
            for line, cs in zip(lines, first, strict=True)
        ]
        if document.kind is not DocumentKind.NEWSLETTER:
            clean = self._with_garbled(document, lines, clean)
        found: list[Mention] = []
        for line, names in zip(lines, clean, strict=True):
            figures = list(self._figures(document, line))
            names = [n for n in names if not _is_currency(n, line, figures)]
            found += (self._name(line, c) for c in names)
            found += (f for f in figures if not any(_overlap(n, line, f) for n in names))
            found += self._others.find(line, names)
        return tuple(sorted(found, key=lambda m: (m.start, -m.end, m.kind)))

    def _with_garbled(
        self, document: Document, lines: Sequence[Line], clean: Sequence[list[NameCandidate]]
    ) -> list[list[NameCandidate]]:
        """The names of each line, and what a recogniser may have made of others."""
        ear = self._ear(document, lines, clean)
        heard = [
            list(resembling(line, ear, names, self._grammar.words, lists=not line.written))
            for line, names in zip(lines, clean, strict=True)
        ]
        surnames = garbled_surnames(c for cs in heard for c in cs)
        return [
            settle([*names, *again(line, surnames), *(c for c in cs if c.normal not in surnames)], prefer_heard=True)
            for line, names, cs in zip(lines, clean, heard, strict=True)
        ]

    def _ear(self, document: Document, lines: Sequence[Line], names: Sequence[Sequence[NameCandidate]]) -> Ear:
        mentions = [self._name(line, c) for line, cs in zip(lines, names, strict=True) for c in cs]
        return self._hearing.ear(mentions, [line.segment for line in lines], document.text)

    def _first_look(self, document: Document, line: Line) -> list[NameCandidate]:
        listed = self._listed.candidates(line)
        welded = list(self._welded.candidates(line))
        heads = {c.start for c in welded}
        return [
            *listed,
            *welded,
            *self._grammar.candidates(line),
            *(c for c in tagged_names(line, self._grammar.words, self._listed.lexicon, listed) if c.start not in heads),
            *formula_names(line, self._grammar.words, self._listed.lexicon),
            *self._domains.candidates(line, _own_stems(document)),
        ]

    def _memory(self, document: Document, lines: Sequence[Line], first: Sequence[list[NameCandidate]]) -> Memory:
        kept = [c for cs in first for c in settle(cs) if c.score >= ENOUGH and c.found_by is not Finder.DOMAIN]
        extra: dict[str, str | None] = dict.fromkeys(_people(document, lines), "Person")
        if document.show:
            extra[document.show] = "MediaOutlet"
        return memory_of(kept, extra)

    def _name(self, line: Line, candidate: NameCandidate) -> Mention:
        class_ = candidate.class_ if candidate.class_ in self._classes else None
        return Mention(
            start=line.offset + candidate.start,
            end=line.offset + candidate.end,
            surface=line.text[candidate.start : candidate.end],
            kind=MentionKind.NAME,
            segment_id=line.segment.id,
            normal=candidate.normal,
            class_=class_,
            found_by=candidate.found_by,
            score=candidate.score,
        )

    @staticmethod
    def _figures(document: Document, line: Line) -> Iterator[Mention]:
        year = int(document.date[:4]) if document.date else None
        for q in find_quantities(line.text, year=year, language=document.language):
            if is_taken_back(document.text, line.offset + q.start, line.offset + q.end):
                continue
            yield Mention(
                start=line.offset + q.start,
                end=line.offset + q.end,
                surface=line.text[q.start : q.end],
                kind=_QUANTITY_KINDS[type(q.value)],
                segment_id=line.segment.id,
                normal=line.text[q.start : q.end],
                value=q.value,
                found_by=Finder.RULE,
            )


def _overlap(name: NameCandidate, line: Line, figure: Mention) -> bool:
    return figure.start < line.offset + name.end and line.offset + name.start < figure.end


def _is_currency(name: NameCandidate, line: Line, figures: Sequence[Mention]) -> bool:
    """Whether a name is nothing but the land of an amount's currency: "10 Milliarden US-Dollar"."""
    first, last = line.offset + name.start, line.offset + name.end
    return any(f.kind is MentionKind.AMOUNT and f.start < first and last < f.end for f in figures)


def _own_stems(document: Document) -> Mapping[str, str]:
    """Stem of a domain → the show that it belongs to."""
    if not document.show:
        return {}
    slug = kebab(document.show)
    return {slug: document.show, slug.replace("-", ""): document.show, slug.partition("-")[0]: document.show}


def _people(document: Document, lines: Iterable[Line]) -> Iterator[str]:
    yield from document.speakers
    if document.author:
        yield document.author
    seen = set(document.speakers)
    for line in lines:
        speaker = line.segment.speaker
        if speaker and speaker not in seen and " " in speaker:
            seen.add(speaker)
            yield speaker
