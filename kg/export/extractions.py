"""Extractions that are still in memory, as the graph that a store of them would give."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.claims.keys import (
    CONTEXT_CHARACTERS,
    TOLD_AS_TRUE,
    donation_id,
    media_fragment,
    segment_key,
    storable,
)
from kg.export.claimgraph import (
    ClaimGraph,
    GraphClaim,
    GraphDocument,
    GraphEntity,
    GraphQuote,
    GraphSegment,
)
from kg.export.selection import EVERYTHING, Selection, chosen_documents, one_called, surroundings
from kg.model import Claim, Document, Entity, Evidence, Extraction, Percent


def from_extractions(extractions: Iterable[Extraction], selection: Selection = EVERYTHING) -> ClaimGraph:
    """The chosen part of what these extractions say; equal to what `select` gives for a store of them.

    Raises:
        ExportError: if there is no such document or entity, or several entities are called so.
    """
    by_document = {extraction.document.id: extraction for extraction in extractions}
    everything = [by_document[key] for key in sorted(by_document)]
    entities = _entities(everything)
    documents = chosen_documents([_document(e.document) for e in everything], selection)
    chosen = [by_document[document.id] for document in documents]
    claims = [c for e in chosen for c in _claims(e) if _allowed(c, selection)]
    if selection.around is not None:
        found = [(e.id, e.name) for e in entities.values() if _is_called(e, selection.around)]
        reached = surroundings(
            ((c.subject, c.object) for c in claims), one_called(selection.around, found), selection.hops
        )
        claims = [c for c in claims if c.subject in reached and (c.object is None or c.object in reached)]
    named = {entity for claim in claims for entity in claim.entities}
    if not selection.narrows_claims:
        named |= {entity.id for extraction in chosen for entity in extraction.entities}
    segments = {quote.segment for claim in claims for quote in claim.quotes}
    told = {claim.document for claim in claims}
    total = sum(len({claim.id for claim in extraction.claims}) for extraction in everything)
    return ClaimGraph(
        documents=tuple(d for d in documents if d.id in told or not selection.narrows_claims),
        segments=tuple(sorted((g for e in chosen for g in _segments(e) if g.id in segments), key=lambda g: g.id)),
        entities=tuple(entities[key] for key in sorted(named)),
        claims=tuple(sorted(claims, key=lambda claim: claim.id)),
        left_out=total - len(claims),
    )


def _allowed(claim: GraphClaim, selection: Selection) -> bool:
    return (
        (not selection.predicates or claim.predicate in selection.predicates)
        and (not selection.modalities or claim.modality in selection.modalities)
        and claim.confidence >= selection.min_confidence
    )


def _is_called(entity: GraphEntity, name: str) -> bool:
    return name == entity.id or name.lower() == entity.name.lower() or name in entity.forms


def _document(document: Document) -> GraphDocument:
    return GraphDocument(
        id=document.id,
        kind=document.kind.value,
        title=document.title,
        date=document.date,
        language=document.language,
        show=document.show,
        number=document.number,
        author=document.author,
        media_url=document.media_url,
        speakers=document.speakers,
        sha256=document.sha256,
        characters=len(document.text),
    )


def _segments(extraction: Extraction) -> Iterable[GraphSegment]:
    for segment in extraction.segments:
        yield GraphSegment(
            id=segment_key(extraction.document.id, segment.id),
            document=extraction.document.id,
            kind=segment.kind.value,
            start=segment.start,
            end=segment.end,
            start_seconds=segment.start_seconds,
            end_seconds=segment.end_seconds,
            time_basis=None if segment.time_basis is None else segment.time_basis.value,
            speaker=segment.speaker,
            chapter=segment.chapter,
        )


def _entities(extractions: Iterable[Extraction]) -> Mapping[str, GraphEntity]:
    """Each entity once: as the first document whose entity a name list knows names it, with all documents' forms."""
    views: dict[str, list[Entity]] = defaultdict(list)
    for extraction in extractions:
        for entity in {e.id: e for e in extraction.entities}.values():
            views[entity.id].append(entity)
    merged = {}
    for key, seen in views.items():
        first = min(seen, key=lambda entity: not entity.listed)
        merged[key] = GraphEntity(
            id=key,
            name=storable(first.name),
            class_=first.class_,
            forms=tuple(sorted({storable(form) for entity in seen for form in entity.mentions})),
            also_named=tuple(sorted({storable(name) for name in first.also_named})),
            wikidata=first.wikidata,
            homepage=first.homepage,
            listed=first.listed,
        )
    return merged


def _claims(extraction: Extraction) -> Iterable[GraphClaim]:
    """One claim for each id, with the quotes of all that bear it."""
    known = {segment_key(extraction.document.id, segment.id) for segment in extraction.segments}
    by_id: dict[str, list[Claim]] = defaultdict(list)
    for claim in extraction.claims:
        by_id[claim.id].append(claim)
    for claims in by_id.values():
        evidence = list(claims[0].evidence)
        if len(claims) > 1:
            together = sorted((e for claim in claims for e in claim.evidence), key=lambda e: (e.start, e.end))
            evidence = [e for number, e in enumerate(together) if number == 0 or e != together[number - 1]]
        yield _claim(claims[0], max(c.confidence for c in claims), evidence, extraction.document, known)


def _claim(
    claim: Claim, confidence: float, evidence: list[Evidence], document: Document, segments: set[str]
) -> GraphClaim:
    percent = claim.qualifiers.percent
    share = None if percent is None else Percent(value=float(percent.value))
    quotes = [_quote(claim, number, e, document, segments) for number, e in enumerate(evidence, 1)]
    donated = claim.predicate == "donatedTo" and claim.modality in TOLD_AS_TRUE and claim.object is not None
    return GraphClaim(
        id=claim.id,
        document=document.id,
        subject=claim.subject,
        predicate=claim.predicate,
        object=claim.object,
        modality=claim.modality.value,
        confidence=float(confidence),
        qualifiers=dataclasses.replace(claim.qualifiers, percent=share),
        attributed_to=claim.attributed_to,
        extractor=claim.extractor,
        donation=donation_id(claim) if donated else None,
        quotes=tuple(sorted(quotes, key=lambda quote: (quote.start, quote.end, quote.id))),
    )


def _quote(claim: Claim, number: int, e: Evidence, document: Document, segments: set[str]) -> GraphQuote:
    segment = segment_key(document.id, e.segment_id)
    text = document.text
    return GraphQuote(
        id=f"{claim.id}-{number}",
        text=storable(e.quote),
        start=e.start,
        end=e.end,
        prefix=storable(text[max(0, e.start - CONTEXT_CHARACTERS) : e.start]),
        suffix=storable(text[e.end : e.end + CONTEXT_CHARACTERS]),
        start_seconds=e.start_seconds,
        end_seconds=e.end_seconds,
        time_basis=None if e.time_basis is None else e.time_basis.value,
        speaker=e.speaker,
        segment=segment if segment in segments else None,
        media=media_fragment(document, e),
    )
