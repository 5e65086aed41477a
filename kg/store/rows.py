"""Makes the nodes and relationships of one document out of its extraction."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from kg.claims.keys import (
    CONTEXT_CHARACTERS,
    TOLD_AS_TRUE,
    donation_id,
    media_fragment,
    segment_key,
    storable,
)
from kg.errors import StoreError
from kg.model import Claim, DocumentKind, Evidence, Extraction, Segment, content_hash
from kg.ontology import Ontology, iri
from kg.store.base import Value
from kg.store.merging import EntityView
from kg.store.records import SCHEMA_VERSION, DocumentRecords, Link, NodeBatch, RelationshipBatch, Row

_DOCUMENT_LABEL = {DocumentKind.EPISODE: "Episode", DocumentKind.NEWSLETTER: "NewsletterIssue"}
_ORDER = ("Document", "SourceText", "Segment", "Donation", "Claim", "Evidence")


def records_of(extraction: Extraction, ontology: Ontology) -> DocumentRecords:
    """The nodes and relationships of one document.

    Raises:
        StoreError: if a claim belongs to another document, names an unknown entity or predicate, or an entity bears an
            unknown class.
    """
    _check(extraction, ontology)
    writer = _Writer(extraction, ontology)
    return writer.records()


def _check(extraction: Extraction, ontology: Ontology) -> None:
    document = extraction.document.id
    known = {entity.id for entity in extraction.entities}
    for entity in extraction.entities:
        if entity.class_ not in ontology.classes:
            raise StoreError(
                f"{document}: entity {entity.id} bears the class {entity.class_}, which the ontology lacks"
            )
    for claim in extraction.claims:
        if claim.document_id != document:
            raise StoreError(f"{document}: claim {claim.id} belongs to document {claim.document_id}")
        if claim.predicate not in ontology.predicates:
            raise StoreError(f"{document}: claim {claim.id} uses {claim.predicate}, which the ontology lacks")
        named = (claim.subject, claim.object, claim.attributed_to, claim.qualifiers.organisation)
        for entity_id in named:
            if entity_id is not None and entity_id not in known:
                raise StoreError(
                    f"{document}: claim {claim.id} names the entity {entity_id}, which is not among the document's"
                    " entities; extract the document again or add the entity to its claims file"
                )


class _Writer:
    """Collects rows by label combination and relationship type."""

    def __init__(self, extraction: Extraction, ontology: Ontology) -> None:
        self._extraction = extraction
        self._document = extraction.document
        self._ontology = ontology
        self._nodes: dict[tuple[tuple[str, ...], tuple[Link, ...]], dict[str, Row]] = defaultdict(dict)
        self._direct: dict[str, list[Row]] = defaultdict(list)
        self._segments = {segment_key(self._document.id, segment.id) for segment in extraction.segments}

    def records(self) -> DocumentRecords:
        claims = _merged(self._extraction.claims)
        self._add_document()
        for segment in self._extraction.segments:
            self._add_segment(segment)
        for claim in claims:
            self._add_claim(claim)
        views = self._views()
        nodes = tuple(
            NodeBatch(labels=labels, links=links, rows=tuple(rows[key] for key in sorted(rows)))
            for (labels, links), rows in sorted(
                self._nodes.items(), key=lambda item: (_ORDER.index(item[0][0][0]), item[0])
            )
        )
        relationships = tuple(
            RelationshipBatch(type=type_, rows=tuple(rows)) for type_, rows in sorted(self._direct.items())
        )
        return DocumentRecords(
            document_id=self._document.id,
            fingerprint=_fingerprint(nodes, relationships, views),
            views=views,
            nodes=nodes,
            relationships=relationships,
            donations=tuple(row["id"] for batch in nodes if batch.labels == ("Donation",) for row in batch.rows),
            claim_count=len(claims),
            evidence_count=sum(len(claim.evidence) for claim in claims),
        )

    def _node(
        self,
        labels: tuple[str, ...],
        kind: str,
        identifier: str,
        properties: Mapping[str, Value],
        links: Iterable[tuple[Link, str | None]] = (),
    ) -> None:
        told = {name: value for name, value in properties.items() if value is not None}
        tied = [(link, other) for link, other in links if other is not None]
        row = {
            "id": identifier,
            "properties": {"uri": iri(kind, identifier), **told},
            "links": [other for _, other in tied],
        }
        self._nodes[labels, tuple(link for link, _ in tied)].setdefault(identifier, row)

    def _add_document(self) -> None:
        d = self._document
        label = _DOCUMENT_LABEL.get(d.kind)
        labels = ("Document",) if label is None else ("Document", label)
        told = {"kind": d.kind.value, "title": d.title, "date": d.date, "language": d.language, "show": d.show}
        more = {"number": d.number, "author": d.author, "source": d.source or None, "mediaUrl": d.media_url}
        self._node(labels, "doc", d.id, {**told, **more, "speakers": list(d.speakers) or None})
        text = f"{d.id}-text"
        links = [(Link("TEXT_OF", "Document"), d.id)]
        self._node(("SourceText",), "doc", text, {"sha256": d.sha256, "charCount": len(d.text)}, links)

    def _add_segment(self, s: Segment) -> None:
        identifier = segment_key(self._document.id, s.id)
        told = {
            "kind": s.kind.value,
            "charStart": s.start,
            "charEnd": s.end,
            "startTime": s.start_seconds,
            "endTime": s.end_seconds,
            "timeBasis": None if s.time_basis is None else s.time_basis.value,
            "speaker": s.speaker,
            "chapter": s.chapter,
            "text": storable(self._document.text[s.start : s.end]),
            "domains": list(s.domains) or None,
        }
        links = [(Link("IN_TEXT", "SourceText"), f"{self._document.id}-text")]
        self._node(("Segment",), "segment", identifier, told, links)

    def _add_claim(self, claim: Claim) -> None:
        first = claim.evidence[0]
        told = {
            "predicate": claim.predicate,
            "extractor": claim.extractor,
            "statedBy": first.speaker,
            "frame": first.frame or None,
            **_qualifiers(claim),
        }
        direct = claim.modality in TOLD_AS_TRUE and claim.object is not None
        links = [
            (Link("IN_DOCUMENT", "Document"), self._document.id),
            (Link("SUBJECT", "Entity"), claim.subject),
            (Link("OBJECT", "Entity"), claim.object),
            (Link("ATTRIBUTED_TO", "Entity"), claim.attributed_to),
            (Link("IN_ORGANIZATION", "Entity"), claim.qualifiers.organisation),
            (Link("DESCRIBES", "Donation"), donation_id(claim) if direct and claim.predicate == "donatedTo" else None),
        ]
        self._node(("Claim",), "claim", claim.id, told, links)
        for number, evidence in enumerate(claim.evidence, 1):
            self._add_evidence(claim, number, evidence)
        if direct:
            self._add_direct(claim)

    def _add_evidence(self, claim: Claim, number: int, e: Evidence) -> None:
        identifier = f"{claim.id}-{number}"
        text = self._document.text
        told = {
            "quote": storable(e.quote),
            "prefix": storable(text[max(0, e.start - CONTEXT_CHARACTERS) : e.start]),
            "suffix": storable(text[e.end : e.end + CONTEXT_CHARACTERS]),
            "charStart": e.start,
            "charEnd": e.end,
            "startTime": e.start_seconds,
            "endTime": e.end_seconds,
            "timeBasis": None if e.time_basis is None else e.time_basis.value,
            "mediaFragment": media_fragment(self._document, e),
            "speaker": e.speaker,
            "frame": e.frame or None,
            "path": list(e.path) or None,
        }
        segment = segment_key(self._document.id, e.segment_id)
        links = [
            (Link("HAS_EVIDENCE", "Claim", outgoing=False), claim.id),
            (Link("IN_SEGMENT", "Segment"), segment if segment in self._segments else None),
        ]
        self._node(("Evidence",), "evidence", identifier, told, links)

    def _add_direct(self, claim: Claim) -> None:
        told = {"claim": claim.id, "document": claim.document_id, **_qualifiers(claim)}
        row = {
            "start": claim.subject,
            "end": claim.object,
            "properties": {name: value for name, value in told.items() if value is not None},
        }
        self._direct[self._ontology.predicates[claim.predicate].cypher_name].append(row)
        if claim.predicate == "donatedTo":
            amount = claim.qualifiers.amount
            money = {} if amount is None else {"amount": float(amount.value), "currency": amount.currency}
            links = [
                (Link("MADE_DONATION", "Entity", outgoing=False), claim.subject),
                (Link("DONATION_TO", "Entity"), claim.object),
            ]
            self._node(("Donation",), "donation", donation_id(claim), money, links)

    def _views(self) -> tuple[EntityView, ...]:
        counts = Counter(r.entity_id for r in self._extraction.resolutions if r.entity_id is not None)
        views = {
            e.id: EntityView(
                id=e.id,
                document_id=self._document.id,
                name=storable(e.name),
                class_=e.class_,
                forms=tuple(sorted({storable(form) for form in e.mentions})),
                also_named=tuple(sorted({storable(name) for name in e.also_named})),
                wikidata=e.wikidata,
                homepage=e.homepage,
                listed=e.listed,
                mentions=counts[e.id] or len(e.mentions),
            )
            for e in self._extraction.entities
        }
        return tuple(views[key] for key in sorted(views))


def _qualifiers(claim: Claim) -> dict[str, Value]:
    q = claim.qualifiers
    return {
        "modality": claim.modality.value,
        "confidence": float(claim.confidence),
        "amount": None if q.amount is None else float(q.amount.value),
        "amountMin": None if q.amount is None or q.amount.minimum is None else float(q.amount.minimum),
        "amountMax": None if q.amount is None or q.amount.maximum is None else float(q.amount.maximum),
        "currency": None if q.amount is None else q.amount.currency,
        "percent": None if q.percent is None else float(q.percent.value),
        "percentMin": None if q.percent is None or q.percent.minimum is None else float(q.percent.minimum),
        "percentMax": None if q.percent is None or q.percent.maximum is None else float(q.percent.maximum),
        "date": q.date,
        "period": q.period,
        "role": q.role,
        "roleStatus": q.role_status,
        "suppliedProductText": q.product,
        "kinship": q.kin,
        "jointWith": q.joint_with,
    }


def _merged(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """One claim for each id, with the evidence of all that bear it, in the order of the text."""
    by_id: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_id[claim.id].append(claim)
    return tuple(_one(by_id[key]) for key in sorted(by_id))


def _one(claims: list[Claim]) -> Claim:
    if len(claims) == 1:
        return claims[0]
    found = sorted((e for claim in claims for e in claim.evidence), key=lambda e: (e.start, e.end))
    evidence = found[:1] + [after for before, after in pairwise(found) if after != before]
    fields = {f.name: getattr(claims[0], f.name) for f in dataclasses.fields(claims[0]) if f.init}
    fields["evidence"] = tuple(evidence)
    fields["confidence"] = max(claim.confidence for claim in claims)
    return Claim(**fields)


def _fingerprint(
    nodes: tuple[NodeBatch, ...], relationships: tuple[RelationshipBatch, ...], views: tuple[EntityView, ...]
) -> str:
    content = [
        [[batch.labels, batch.links, batch.rows] for batch in nodes],
        [[batch.type, batch.rows] for batch in relationships],
        [view.properties() for view in views],
    ]
    return content_hash(str(SCHEMA_VERSION), json.dumps(content, sort_keys=True, ensure_ascii=True))
