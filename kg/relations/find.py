"""Finding relation mentions: frames propose, the ontology's classes decide, figures and modality qualify."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import (
    Document,
    DocumentKind,
    Mention,
    MentionKind,
    Modality,
    Place,
    RelationMention,
    Segment,
    SegmentKind,
)
from kg.ontology import Ontology
from kg.relations import verbs
from kg.relations.bare_offices import BareOffices
from kg.relations.clauses import RELATIVE, Clause, Sentence, sentences
from kg.relations.continued import continued, overruling
from kg.relations.deals import with_deal_amounts
from kg.relations.figures import office_at, qualifiers_of
from kg.relations.frames import Frame, FrameSet
from kg.relations.head.proposed import proposed_pairs
from kg.relations.header import header_relations
from kg.relations.items import HYPHENS, Item
from kg.relations.literals import is_other_figure
from kg.relations.misread import is_of_others
from kg.relations.modality import telling
from kg.relations.namesakes import namesake_relations
from kg.relations.patterns import PatternMatcher
from kg.relations.retelling import retold
from kg.relations.verdicts import LEAST, LONGEST_QUOTE, judged, quotes

if TYPE_CHECKING:
    from spacy.vocab import Vocab

    from kg.language import Analysis
    from kg.relations.head.judge import Judge, Reading, Verdict

_NEW_ITEM = re.compile(r"\n\s*\n\s*[^\w\s\"'„“»(]")
"""A blank line and a sign: an emoji, a bullet, the mark of a heading."""
_WHETHER = "ob"
_THAT = "dass"
_IF = frozenset({"wenn", "falls", "if"})
_HEDGED = {Modality.SPECULATIVE: 0.9, Modality.HYPOTHETICAL: 0.8}


def unread(*, advertisements: bool) -> frozenset[SegmentKind]:
    """The kinds of segment that nothing is claimed from, with or without advertisements."""
    silent = frozenset({SegmentKind.BOILERPLATE})
    return silent if advertisements else silent | {SegmentKind.ADVERTISEMENT}


class RelationFinder:
    """Finds relation mentions by frames.

    Args:
        frames: The frames.
        ontology: Decides which classes a predicate relates.
        vocab: The vocabulary of the language pipeline.
        judge: The trained head; without it frames alone decide.
        offices: Finds the offices of which no sentence says whose they are.
        advertisements: Whether advertisements are read too.
    """

    def __init__(
        self,
        frames: FrameSet,
        ontology: Ontology,
        vocab: Vocab,
        *,
        judge: Judge | None = None,
        offices: BareOffices | None = None,
        advertisements: bool = False,
    ) -> None:
        self._offices = offices
        self._frames = frames
        self._ontology = ontology
        self._patterns = PatternMatcher(frames, vocab)
        self._judge = judge
        self._skipped = unread(advertisements=advertisements)

    def read(self, analyses: Sequence[Analysis], mentions: Sequence[Mention]) -> Reading | None:
        """What the relation head makes of a document, before it is known whom pronouns mean; None without a head.

        Args:
            analyses: The document's segments with their Docs.
            mentions: Names with the class of what they resolved to, figures, pronouns and descriptions.
        """
        if self._judge is None:
            return None
        proposed = proposed_pairs(self.propose(analyses, mentions), mentions, self._judge.labels, self._ontology)
        return self._judge.read(analyses, mentions, proposed, least=LEAST, skipped=self._skipped)

    def propose(self, analyses: Iterable[Analysis], mentions: Sequence[Mention]) -> Iterator[RelationMention]:
        """What frames alone propose, questions left out; the arguments are those of `find`."""
        for segment, sentence in self._sentences(analyses, mentions):
            yield from self._in_sentence(sentence, segment.start, segment.id)

    def find(
        self,
        document: Document,
        analyses: Sequence[Analysis],
        mentions: Sequence[Mention],
        reading: Reading | None = None,
        *,
        means: Mapping[Place, str] | None = None,
    ) -> tuple[RelationMention, ...]:
        """The relation mentions of a document, in the order of the text.

        Args:
            document: The document.
            analyses: The document's segments with their Docs.
            mentions: Mentions with the class of what they resolved to; names do not overlap.
            reading: What `read` gave; without it frames alone decide.
            means: Which entity each name means, by its place.
        """
        proposals: list[RelationMention] = []
        text = document.text
        spans = list(_sentence_spans(analyses))
        quote = quotes(text, spans)
        asked: list[tuple[int, int]] = []
        places: dict[int, tuple[Sentence, Item]] = {}
        for segment, sentence in self._sentences(analyses, mentions):
            if reading is not None:
                places.update({i.mention.start: (sentence, i) for i in sentence.items if i.mention is not None})
            if sentence.polar or (sentence.question and sentence.items[0].lemma in _IF):
                asked.append((segment.start + sentence.start, segment.start + sentence.end))
            else:
                asked += _wondered(sentence, segment.start)
            proposals += self._in_sentence(sentence, segment.start, segment.id)
        if reading is not None:
            told_in = [v for v in _meaning(reading.verdicts, mentions) if not _in_one(v, asked)]
            if document.kind is DocumentKind.NEWSLETTER:
                told_in = [v for v in told_in if not _is_across_items(v, text)]
            seen = (_unsaid(p, places) for p in judged(proposals, told_in, self._ontology, quote))
            proposals = [p for p in seen if p.score or not is_other_figure(p, mentions, text, spans)]
        proposals = [p for p in proposals if not is_of_others(p, text)]
        docs = {a.segment.id: a for a in analyses}
        told_as = (retold(p, text, spans, docs.get(p.segment_id)) for p in proposals)
        proposals = list(with_deal_amounts(told_as, text, spans, mentions))
        proposals, going_on = overruling(proposals, continued(proposals, text, spans, self._read(analyses, mentions)))
        told = [
            *header_relations(document, [a.segment for a in analyses], mentions),
            *namesake_relations(text, self._read(analyses, mentions), quote),
        ]
        told += going_on
        if self._offices is not None and means is not None:
            told += self._offices.find(text, self._read(analyses, mentions), means, quote)
        # No sentence tells these: the form of the line or of the name stands for the head's judgement.
        proposals += told if reading is None else (replace(r, chance=r.score) for r in told)
        return tuple(sorted(proposals, key=_order))

    def _read(self, analyses: Iterable[Analysis], mentions: Iterable[Mention]) -> list[Mention]:
        """The mentions outside advertisements and the like."""
        silent = {a.segment.id for a in analyses if a.segment.kind in self._skipped}
        return [m for m in mentions if m.segment_id not in silent]

    def _sentences(
        self, analyses: Iterable[Analysis], mentions: Sequence[Mention]
    ) -> Iterator[tuple[Segment, Sentence]]:
        by_segment: dict[str, list[Mention]] = {}
        for mention in sorted(mentions, key=lambda m: m.start):
            by_segment.setdefault(mention.segment_id, []).append(mention)
        for analysis in analyses:
            segment = analysis.segment
            inside = [m for m in by_segment.get(segment.id, []) if not _is_relative(m, analysis)]
            if segment.kind in self._skipped or not inside:
                continue
            for sentence in sentences(analysis.doc, inside, offset=segment.start):
                yield segment, sentence

    def _in_sentence(self, sentence: Sentence, offset: int, segment_id: str) -> Iterator[RelationMention]:
        if sentence.question:
            return
        for match in self._patterns.matches(sentence):
            items = match.items
            clause = _clause_of(sentence, items[0])
            if clause.subordinator == _WHETHER:
                continue
            # "die EZB-Präsidentin und Ada Blum": the other one is not meant by the description.
            described = match.frame.subject_kind == "description"
            # "die chinesische Alibaba und die Commerzbank": the word of origin is of the first.
            before = match.object is not None and match.object.index == match.subject.index - 1
            alone = described or before or _is_apposed_to_one(match.subject, items)
            alone = alone or _is_behind_one(match.subject, items)
            subjects = [match.subject] if alone else _expand(sentence, match.subject, items)
            objects = [None] if match.object is None else list(_expand(sentence, match.object, items))
            path = (f"words {items[0].text} … {items[-1].text}",)
            for subject in subjects:
                for object_ in objects:
                    yield from self._relation(
                        match.frame, subject, object_, sentence, clause, items, path, offset, segment_id,
                        placed=match.figures,
                    )  # fmt: skip
        for verb_match in verbs.matches(sentence, self._frames):
            if verb_match.clause.subordinator == _WHETHER:
                continue
            for subject in verb_match.subjects:
                for object_ in verb_match.objects or (None,):
                    items = tuple(i for i in (subject, object_, verb_match.verb) if i is not None)
                    yield from self._relation(
                        verb_match.frame, subject, object_, sentence, verb_match.clause, items, verb_match.path,
                        offset, segment_id,
                    )  # fmt: skip

    def _relation(
        self,
        frame: Frame,
        subject: Item,
        object_: Item | None,
        sentence: Sentence,
        clause: Clause,
        items: Sequence[Item],
        path: tuple[str, ...],
        offset: int,
        segment_id: str,
        placed: Sequence[Item] = (),
    ) -> Iterator[RelationMention]:
        assert subject.mention is not None
        other = object_.mention if object_ is not None else None
        object_class = None if other is None else other.class_
        if subject is object_ or self._ontology.refuses(frame.predicate, subject.mention.class_ or "", object_class):
            return
        term = self._ontology.predicates[frame.predicate]
        qualifiers = qualifiers_of(frame, term, sentence, clause, items, subject, object_, placed)
        if qualifiers is None:
            return
        told = telling(sentence, clause, [i for i in (subject, object_) if i is not None], own=frame.words)
        denied = told.modality is Modality.NEGATED and frame.modality is Modality.ASSERTED
        modality = told.modality if frame.modality is None or denied else frame.modality
        office = None
        if "organisation" in term.takes:
            office = office_at(
                clause, subject, object_, is_organisation=lambda c: self._ontology.is_a(c, "Organization")
            )
        start, end = _quote(sentence, clause, [*items, *(i for i in (subject, object_) if i is not None)])
        yield RelationMention(
            predicate=frame.predicate,
            subject=subject.mention,
            object=other,
            start=offset + start,
            end=offset + end,
            segment_id=segment_id,
            qualifiers=qualifiers,
            modality=modality,
            attributed_to=told.source.mention if told.source is not None else None,
            organisation=office.mention if office is not None else None,
            frame=frame.label,
            path=(*path, *told.cues),
            score=round(frame.score * _HEDGED.get(modality, 1.0), 4),
        )


def _wondered(sentence: Sentence, offset: int) -> Iterator[tuple[int, int]]:
    """The stretches of clauses with "ob", which ask."""
    for clause in sentence.clauses:
        if clause.subordinator == _WHETHER and clause.items:
            yield offset + clause.items[0].start, offset + clause.items[-1].end


def _unsaid(relation: RelationMention, places: Mapping[int, tuple[Sentence, Item]]) -> RelationMention:
    """What the head alone tells is denied or imagined where the clause says so: "Intel hat Magdeburg abgesagt"."""
    one = places.get(relation.subject.start)
    other = None if relation.object is None else places.get(relation.object.start)
    if relation.score or one is None or other is None or one[0] is not other[0]:
        return relation
    sentence = one[0]
    last = max(one[1], other[1], key=lambda item: item.index)
    clause = _clause_of(sentence, last)
    if one[1].clause != other[1].clause and clause.subordinator != _THAT:
        return relation
    told = telling(sentence, clause, [one[1], other[1]])
    unsaid = told.modality in {Modality.NEGATED, Modality.HYPOTHETICAL}
    return replace(relation, modality=told.modality) if unsaid else relation


def _is_relative(mention: Mention, analysis: Analysis) -> bool:
    """Whether it is a relative pronoun: frames know whom those stand for by the clauses."""
    if mention.kind is not MentionKind.PRONOUN:
        return False
    start = mention.start - analysis.segment.start
    token = analysis.doc.char_span(start, start + len(mention.surface))
    return token is not None and token[0].tag_ in RELATIVE


def _meaning(verdicts: Iterable[Verdict], mentions: Iterable[Mention]) -> Iterator[Verdict]:
    """The verdicts on what means something, each mention with the class of what it means."""
    known = {(m.start, m.end, m.kind): m for m in mentions}
    for verdict in verdicts:
        subject, object_ = (known.get((m.start, m.end, m.kind)) for m in (verdict.subject, verdict.object))
        if subject is not None and object_ is not None:
            yield replace(verdict, subject=subject, object=object_)


def _in_one(verdict: Verdict, stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether both of the pair stand in one of these stretches, which are in order and apart."""
    first = min(verdict.subject.start, verdict.object.start)
    last = max(verdict.subject.end, verdict.object.end)
    at = bisect_right(stretches, first, key=lambda stretch: stretch[0]) - 1
    return at >= 0 and last <= stretches[at][1]


def _is_across_items(verdict: Verdict, text: str) -> bool:
    """Whether a new item begins between the two: items of a newsletter have nothing to do with each other."""
    first = min(verdict.subject.end, verdict.object.end)
    return _NEW_ITEM.search(text, first, max(verdict.subject.start, verdict.object.start)) is not None


def _sentence_spans(analyses: Iterable[Analysis]) -> Iterator[tuple[int, int]]:
    for analysis in analyses:
        for sentence in analysis.doc.sents:
            yield analysis.segment.start + sentence.start_char, analysis.segment.start + sentence.end_char


def _is_apposed_to_one(subject: Item, matched: Sequence[Item]) -> bool:
    """Whether what follows a name speaks of it alone: "A, B und C, eine Tochter von D"."""
    behind = [i for i in matched if i.index > subject.index]
    if len(behind) < 2 or behind[0].text != ",":
        return False
    noun = next((i for i in behind if i.tag == "NN"), None)
    return noun is not None and "Number=Plur" not in str(noun.token.morph)


def _is_behind_one(subject: Item, matched: Sequence[Item]) -> bool:
    """Whether the noun before a name speaks of it alone: "der spanische Präsident A, B und C"."""
    before = next((i for i in matched if i.index == subject.index - 1), None)
    if before is None or before.tag != "NN" or (before.mention is not None and before.mention.kind is MentionKind.NAME):
        return False
    return "Number=Sing" in str(before.token.morph)


def _expand(sentence: Sentence, item: Item, matched: Sequence[Item]) -> list[Item]:
    """The mention and what is coordinated with it; not where it is the first part of a compound."""
    behind = sentence.items[item.index + 1] if item.index + 1 < len(sentence.items) else None
    if behind is not None and behind.text in HYPHENS:
        return [item]
    inside = {i.index for i in matched}
    group = [i for i in sentence.items if i.names_entity and i.group == item.group]
    return [i for i in group if i is item or i.index not in inside]


def _clause_of(sentence: Sentence, item: Item) -> Clause:
    return next((c for c in sentence.clauses if c.number == item.clause), sentence.clauses[0])


def _quote(sentence: Sentence, clause: Clause, items: Sequence[Item]) -> tuple[int, int]:
    """The stretch that carries the claim: the sentence, else its clauses, else what lies between the mentions."""
    first, last = min(i.start for i in items), max(i.end for i in items)
    if sentence.end - sentence.start <= LONGEST_QUOTE:
        return sentence.items[0].start, sentence.items[-1].end
    start = min(first, clause.items[0].start)
    end = max(last, clause.items[-1].end)
    if end - start <= LONGEST_QUOTE:
        return start, end
    return (first, last) if last - first <= LONGEST_QUOTE else (first, first + LONGEST_QUOTE)


def _order(relation: RelationMention) -> tuple[int, int, str, int, int]:
    object_start = relation.object.start if relation.object is not None else -1
    return relation.start, relation.end, relation.predicate, relation.subject.start, object_start
