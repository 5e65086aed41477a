"""Relation mentions become claims: resolved, checked against the ontology, merged within the document, scored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from kg.claims.confidence import Calibration
from kg.model import (
    HEAD,
    LLM,
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
from kg.names import is_no_office, is_office_of_place, is_office_of_state, is_party_word, tells_founding
from kg.names.ties import Ties
from kg.ontology import Ontology
from kg.segments import Timeline

_OF_ONE_LAND = frozenset({"Place", "PoliticalOrganization"})
_ENVOYS = ("botschafter", "gesandte", "konsul", "sonderbeauftragt")
"""Offices that somebody holds in another land."""
MADE = tuple(
    f"develops: {name}"
    for name in (
        "entwickeln", "Software schreiben", "entwickelt von", "developed by", "das von X entwickelte Y",
        "Y, den Browser, den X gebaut hat", "bears its maker's name",
    )
)  # fmt: skip
"""Frames of making itself: whoever sells, offers or shows a thing that others make develops nothing."""
_EMPLOYED = ("mitarbeiter", "mitarbeiterin", "angestellte", "angestellter")
_KNOWN = "publicly known"
"""The step of the way that says that a tie made the claim surer."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A relation mention whose mentions are resolved.

    Attributes:
        link: How sure it is whom its mentions mean, 0 to 1.
        known: Whether subject and object are publicly known to stand so.
        foreign: Whether they are publicly known to be of different lands.
        others_make_it: Whether others are publicly known to make the object.
    """

    subject: str
    object: str | None
    attributed_to: str | None
    qualifiers: Qualifiers
    relation: RelationMention
    link: float
    known: bool
    foreign: bool
    others_make_it: bool


def build_claims(
    document: Document,
    segments: Sequence[Segment],
    relations: Iterable[RelationMention],
    resolutions: Iterable[Resolution],
    entities: Iterable[Entity],
    ontology: Ontology,
    *,
    ties: Ties,
    calibration: Calibration,
    confidence: float | None = None,
) -> tuple[tuple[Claim, ...], tuple[Refusal, ...]]:
    """The claims of a document, and what was refused with its reason.

    Args:
        document: Gives the quotes.
        segments: Give times and speakers.
        relations: What the relation room found.
        resolutions: What each mention means.
        entities: Give the classes that the ontology checks.
        ontology: Refuses what is impossible.
        ties: What is publicly known; it makes a claim surer and is never one.
        calibration: Says how sure a claim is.
        confidence: Claims below are refused; the calibration's own limit by default.
    """
    told, refusals = propose(document, relations, resolutions, entities, ontology, ties)
    least = calibration.least if confidence is None else confidence
    claims: list[Claim] = []
    timeline = Timeline.of(document, segments)
    for proposals in told:
        claim = _claim(document, proposals, segments, timeline, calibration)
        if claim.confidence >= least:
            claims.append(claim)
        else:
            refusals.append(_refusal(document, proposals[0].relation, f"confidence below {least}"))
    return (
        tuple(sorted(claims, key=lambda c: (c.evidence[0].start, c.predicate, c.subject, c.object or "", c.id))),
        tuple(sorted(refusals, key=lambda r: (r.start, r.end, r.reason, r.detail))),
    )


def propose(
    document: Document,
    relations: Iterable[RelationMention],
    resolutions: Iterable[Resolution],
    entities: Iterable[Entity],
    ontology: Ontology,
    ties: Ties,
) -> tuple[list[list[Proposal]], list[Refusal]]:
    """The proposals of each claim that may be made, and what cannot be a claim; the arguments are `build_claims`'s."""
    meanings = {(r.mention.start, r.mention.end): r for r in resolutions}
    classes = {e.id: e.class_ for e in entities}
    refusals: list[Refusal] = []
    groups: dict[tuple[str, str, str | None, Modality], list[Proposal]] = defaultdict(list)
    for relation in map(_as_membership, relations):
        proposal = _resolve(relation, meanings, ontology, ties)
        reason = _refuse(proposal, relation, classes, ontology)
        if reason is not None or proposal is None:
            refusals.append(_refusal(document, relation, reason or "unresolved"))
            continue
        proposal = _turned(proposal, ontology, classes, ties)
        groups[(proposal.subject, relation.predicate, proposal.object, relation.modality)].append(proposal)
    told = [own for proposals in groups.values() for own in _by_amount(proposals)]
    figures = [p for proposals in told for p in proposals if p.object is None]
    others = {id(p) for p in _of_others(figures)}
    refusals += [_refusal(document, p.relation, "the figure is said of another") for p in figures if id(p) in others]
    kept = ([p for p in proposals if id(p) not in others] for proposals in told)
    return [proposals for proposals in kept if proposals], refusals


def _of_others(figures: Sequence[Proposal]) -> Iterator[Proposal]:
    """Those of several figures in one breath that are more surely said of another entity: one figure has one owner."""
    owned: list[Proposal] = []
    for told in sorted(figures, key=lambda p: _likelihood(p.relation), reverse=True):
        beside = [p for p in owned if _is_beside(p, told)]
        own = any(p.subject == told.subject and not _is_same_figure(p, told) for p in beside)
        taken = any(p.subject != told.subject and _is_same_figure(p, told) for p in beside)
        # Who has a figure already leaves the next one to somebody who has none.
        left = own and any(
            p.subject != told.subject
            and _is_same_figure(p, told)
            and _is_beside(p, told)
            and not any(o.subject == p.subject for o in beside)
            for p in figures
        )
        if taken or left:
            yield told
        else:
            owned.append(told)


def _is_same_figure(one: Proposal, other: Proposal) -> bool:
    return one.qualifiers.amount == other.qualifiers.amount


def _is_beside(one: Proposal, other: Proposal) -> bool:
    first, second = one.relation, other.relation
    return first.predicate == second.predicate and first.start < second.end and second.start < first.end


def _likelihood(relation: RelationMention) -> tuple[float, float]:
    return (relation.score * (relation.chance or 0.0), relation.chance or relation.score)


def _turned(proposal: Proposal, ontology: Ontology, classes: Mapping[str, str], ties: Ties) -> Proposal:
    """A takeover is read the way that is publicly known: "Slack hat Salesforce gekauft" names the object first."""
    subject, object_ = proposal.subject, proposal.object
    if proposal.relation.predicate != "acquired" or object_ is None or proposal.known:
        return proposal
    if not ties.known(object_, "acquired", subject):
        return proposal
    if ontology.refuses("acquired", classes.get(object_, ""), classes.get(subject, "")) is not None:
        return proposal
    return replace(proposal, subject=object_, object=subject, known=True)


def _as_membership(relation: RelationMention) -> RelationMention:
    """Who is an employee of something belongs to it: that is no office."""
    role = (relation.qualifiers.role or "").lower()
    if relation.predicate != "holdsRole" or not role.endswith(_EMPLOYED):
        return relation
    return replace(relation, predicate="memberOf", qualifiers=Qualifiers(role_status=relation.qualifiers.role_status))


def _resolve(
    relation: RelationMention, meanings: Mapping[tuple[int, int], Resolution], ontology: Ontology, ties: Ties
) -> Proposal | None:
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
    return Proposal(
        subject=subject_id,
        object=object_id,
        attributed_to=source.entity_id if source is not None else None,
        qualifiers=qualifiers,
        relation=relation,
        link=min(links),
        known=ties.known(subject_id, relation.predicate, object_id),
        foreign=object_id is not None and ties.are_foreign(subject_id, object_id),
        others_make_it=object_id is not None and ties.is_made_by_others(object_id, subject_id),
    )


def _refuse(
    proposal: Proposal | None, relation: RelationMention, classes: Mapping[str, str], ontology: Ontology
) -> str | None:
    if proposal is None:
        return "subject or object is unresolved"
    if proposal.subject == proposal.object:
        return "subject and object are the same"
    # "Sie kaufen Nvidia-Chips": who buys a maker's things is somebody else, whoever was named last.
    is_pronoun = relation.subject.kind is MentionKind.PRONOUN
    if is_pronoun and relation.predicate == "uses" and (proposal.object or "").startswith(f"{proposal.subject}-"):
        return "the pronoun would be the maker of what is used"
    if relation.predicate == "develops" and proposal.others_make_it and relation.frame not in MADE:
        return "others are publicly known to make it"
    object_class = None if proposal.object is None else classes.get(proposal.object, "")
    belongs = relation.predicate in {"holdsRole", "memberOf"} and object_class in _OF_ONE_LAND
    role = relation.qualifiers.role or ""
    if belongs and proposal.foreign and not role.lower().startswith(_ENVOYS):
        return "the person is publicly known to be of another land"
    if relation.predicate == "holdsRole" and (reason := _refuse_role(role, relation.object, object_class)) is not None:
        return reason
    return ontology.refuses(relation.predicate, classes.get(proposal.subject, ""), object_class)


def _refuse_role(role: str, object_: Mention | None, class_: str | None) -> str | None:
    """Why nobody holds the role in something of the class; nothing where somebody may."""
    if tells_founding(role):
        return "who founded something is told by founded"
    if is_no_office(role):
        return "what somebody owns, gives or belongs to is no office"
    if class_ == "PoliticalOrganization" and (is_office_of_state(role) or (object_ and is_party_word(object_.surface))):
        return "a party's word before an office tells who belongs to it"
    if class_ == "Place" and role and not is_office_of_place(role):
        return "a place gives offices of state, no professions"
    return None


def _refusal(document: Document, relation: RelationMention, reason: str) -> Refusal:
    object_ = relation.object.surface if relation.object is not None else "(figure)"
    return Refusal(
        reason=reason,
        quote=document.text[relation.start : relation.end],
        start=relation.start,
        end=relation.end,
        detail=f"{relation.subject.surface} {relation.predicate} {object_}",
    )


def _by_amount(proposals: Sequence[Proposal]) -> list[list[Proposal]]:
    """Different amounts stay separate claims; what names no amount joins the first that does."""
    groups: dict[float | None, list[Proposal]] = defaultdict(list)
    for proposal in proposals:
        amount = proposal.qualifiers.amount
        groups[amount.value if amount is not None else None].append(proposal)
    unsaid = groups.pop(None, [])
    if not groups:
        return [unsaid]
    first, *others = groups.values()
    return [[*first, *unsaid], *others]


def _claim(
    document: Document,
    proposals: Sequence[Proposal],
    segments: Sequence[Segment],
    timeline: Timeline | None,
    calibration: Calibration,
) -> Claim:
    ranked = sorted(proposals, key=lambda p: _rank(p, calibration))
    evidence: dict[tuple[int, int], Evidence] = {}
    for proposal in ranked:
        relation = proposal.relation
        place = (relation.start, relation.end)
        evidence.setdefault(place, _evidence(document, proposal, segments, timeline))
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
        confidence=calibration.confidence([p.relation for p in ranked], [p.link for p in ranked], known=best.known),
        extractor=best.relation.frame if best.relation.frame in {HEAD, LLM} else "frames",
    )


def _rank(proposal: Proposal, calibration: Calibration) -> tuple[float, int, int, str]:
    relation = proposal.relation
    sure = calibration.confidence([relation], [proposal.link], known=proposal.known)
    return -sure, relation.start, relation.end, relation.frame


def _richest(found: Sequence[Qualifiers]) -> Qualifiers:
    """The best mention's qualifiers, filled up with what others say."""
    filled: dict[str, Any] = {}
    for f in fields(Qualifiers):
        filled[f.name] = next((v for q in found if (v := getattr(q, f.name)) is not None), None)
    amounts = [q.amount for q in found if q.amount is not None]
    with_currency = next((a for a in amounts if a.currency is not None), None)
    return Qualifiers(**{**filled, "amount": with_currency or (amounts[0] if amounts else None)})


def _evidence(
    document: Document, proposal: Proposal, segments: Sequence[Segment], timeline: Timeline | None
) -> Evidence:
    relation = proposal.relation
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
        path=(*relation.path, _KNOWN) if proposal.known else relation.path,
    )
