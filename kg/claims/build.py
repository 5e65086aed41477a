"""Relation mentions become claims: resolved, checked against the ontology, merged within the document, scored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from math import prod
from typing import Any

from kg.model import (
    Claim,
    Document,
    Entity,
    Evidence,
    Mention,
    MentionKind,
    Modality,
    Qualifiers,
    Refusal,
    RelationMention,
    Resolution,
    Segment,
)
from kg.ontology import Ontology
from kg.segments import Timeline

_SURE = 0.99
"""No claim is told with more confidence: the text may be misheard even where every sign agrees."""
_EXTRACTORS = {"relation head": "relation head", "llm": "llm"}


@dataclass(frozen=True, slots=True)
class _Proposal:
    """A relation mention whose mentions are resolved."""

    subject: str
    object: str | None
    attributed_to: str | None
    qualifiers: Qualifiers
    relation: RelationMention
    score: float


def build_claims(
    document: Document,
    segments: Sequence[Segment],
    relations: Iterable[RelationMention],
    resolutions: Iterable[Resolution],
    entities: Iterable[Entity],
    ontology: Ontology,
    *,
    confidence: float = 0.0,
) -> tuple[tuple[Claim, ...], tuple[Refusal, ...]]:
    """The claims of a document, and what was refused with its reason.

    Args:
        document: Gives the quotes.
        segments: Give times and speakers.
        relations: What the relation room found.
        resolutions: What each mention means.
        entities: Give the classes that the ontology checks.
        ontology: Refuses what is impossible.
        confidence: Claims below are refused.
    """
    meanings = {(r.mention.start, r.mention.end): r for r in resolutions}
    classes = {e.id: e.class_ for e in entities}
    refusals: list[Refusal] = []
    groups: dict[tuple[str, str, str | None, Modality], list[_Proposal]] = defaultdict(list)
    for relation in relations:
        proposal = _resolve(relation, meanings, ontology)
        reason = _refuse(proposal, relation, classes, ontology)
        if reason is not None or proposal is None:
            refusals.append(_refusal(document, relation, reason or "unresolved"))
            continue
        groups[(proposal.subject, relation.predicate, proposal.object, relation.modality)].append(proposal)
    claims: list[Claim] = []
    timeline = Timeline.of(document, segments)
    for proposals in groups.values():
        for merged in _by_amount(proposals):
            claim = _claim(document, merged, segments, timeline)
            if claim.confidence >= confidence:
                claims.append(claim)
            else:
                refusals.append(_refusal(document, merged[0].relation, f"confidence below {confidence}"))
    return (
        tuple(sorted(claims, key=lambda c: (c.evidence[0].start, c.predicate, c.subject, c.object or "", c.id))),
        tuple(sorted(refusals, key=lambda r: (r.start, r.end, r.reason, r.detail))),
    )


def _resolve(
    relation: RelationMention, meanings: Mapping[tuple[int, int], Resolution], ontology: Ontology
) -> _Proposal | None:
    def meant(mention: Mention | None) -> Resolution | None:
        return None if mention is None else meanings.get((mention.start, mention.end))

    subject, object_ = meant(relation.subject), meant(relation.object)
    if subject is None or subject.entity_id is None:
        return None
    if relation.object is not None and (object_ is None or object_.entity_id is None):
        return None
    subject_id = subject.entity_id
    object_id = object_.entity_id if object_ is not None else None
    if ontology.predicates[relation.predicate].symmetric and object_id is not None and object_id < subject_id:
        subject_id, object_id = object_id, subject_id
    source, organisation = meant(relation.attributed_to), meant(relation.organisation)
    qualifiers = relation.qualifiers
    if organisation is not None and organisation.entity_id is not None:
        qualifiers = replace(qualifiers, organisation=organisation.entity_id)
    links = [r.score for r in (subject, object_) if r is not None]
    return _Proposal(
        subject=subject_id,
        object=object_id,
        attributed_to=source.entity_id if source is not None else None,
        qualifiers=qualifiers,
        relation=relation,
        score=relation.score * min(links),
    )


def _refuse(
    proposal: _Proposal | None, relation: RelationMention, classes: Mapping[str, str], ontology: Ontology
) -> str | None:
    if proposal is None:
        return "subject or object is unresolved"
    if proposal.subject == proposal.object:
        return "subject and object are the same"
    # "Sie kaufen Nvidia-Chips": who buys a maker's things is somebody else, whoever was named last.
    is_pronoun = relation.subject.kind is MentionKind.PRONOUN
    if is_pronoun and relation.predicate == "uses" and (proposal.object or "").startswith(f"{proposal.subject}-"):
        return "the pronoun would be the maker of what is used"
    object_class = None if proposal.object is None else classes.get(proposal.object, "")
    return ontology.refuses(relation.predicate, classes.get(proposal.subject, ""), object_class)


def _refusal(document: Document, relation: RelationMention, reason: str) -> Refusal:
    object_ = relation.object.surface if relation.object is not None else "(figure)"
    return Refusal(
        reason=reason,
        quote=document.text[relation.start : relation.end],
        start=relation.start,
        end=relation.end,
        detail=f"{relation.subject.surface} {relation.predicate} {object_}",
    )


def _by_amount(proposals: Sequence[_Proposal]) -> list[list[_Proposal]]:
    """Different amounts stay separate claims; what names no amount joins the first that does."""
    groups: dict[float | None, list[_Proposal]] = defaultdict(list)
    for proposal in proposals:
        amount = proposal.qualifiers.amount
        groups[amount.value if amount is not None else None].append(proposal)
    unsaid = groups.pop(None, [])
    if not groups:
        return [unsaid]
    first, *others = groups.values()
    return [[*first, *unsaid], *others]


def _claim(
    document: Document, proposals: Sequence[_Proposal], segments: Sequence[Segment], timeline: Timeline | None
) -> Claim:
    ranked = sorted(proposals, key=lambda p: (-p.score, p.relation.start, p.relation.end, p.relation.frame))
    evidence: dict[tuple[int, int], Evidence] = {}
    for proposal in ranked:
        relation = proposal.relation
        place = (relation.start, relation.end)
        evidence.setdefault(place, _evidence(document, relation, segments, timeline))
    best_by_place: dict[tuple[int, int], float] = {}
    for proposal in ranked:
        best_by_place.setdefault((proposal.relation.start, proposal.relation.end), proposal.score)
    best = ranked[0]
    return Claim(
        document_id=document.id,
        subject=best.subject,
        predicate=best.relation.predicate,
        object=best.object,
        evidence=tuple(evidence.values()),
        qualifiers=_richest([p.qualifiers for p in ranked]),
        modality=best.relation.modality,
        attributed_to=next((p.attributed_to for p in ranked if p.attributed_to is not None), None),
        confidence=round(min(_SURE, 1 - prod(1 - s for s in best_by_place.values())), 3),
        extractor=_EXTRACTORS.get(best.relation.frame, "frames"),
    )


def _richest(found: Sequence[Qualifiers]) -> Qualifiers:
    """The best mention's qualifiers, filled up with what others say."""
    filled: dict[str, Any] = {}
    for f in fields(Qualifiers):
        filled[f.name] = next((v for q in found if (v := getattr(q, f.name)) is not None), None)
    amounts = [q.amount for q in found if q.amount is not None]
    with_currency = next((a for a in amounts if a.currency is not None), None)
    return Qualifiers(**{**filled, "amount": with_currency or (amounts[0] if amounts else None)})


def _evidence(
    document: Document, relation: RelationMention, segments: Sequence[Segment], timeline: Timeline | None
) -> Evidence:
    segment = next((s for s in segments if s.id == relation.segment_id), None)
    timed = timeline is not None and segment is not None and segment.start_seconds is not None
    start_seconds = timeline.seconds_at(relation.start) if timed and timeline is not None else None
    end_seconds = timeline.seconds_at(relation.end) if timed and timeline is not None else None
    return Evidence(
        quote=document.text[relation.start : relation.end],
        start=relation.start,
        end=relation.end,
        segment_id=relation.segment_id,
        start_seconds=start_seconds,
        end_seconds=end_seconds,
        time_basis=segment.time_basis if segment is not None and timed else None,
        speaker=segment.speaker if segment is not None else None,
        frame=relation.frame,
        path=relation.path,
    )
