"""The data model: one document's extraction as nodes and relationships, ready to be written.

Nodes: Entity (with its class labels), Claim, Evidence, Segment, SourceText, Document and Donation, all with `id` and
`uri`.
Relationships: (Claim)-SUBJECT/OBJECT/ATTRIBUTED_TO/IN_ORGANIZATION->(Entity), (Claim)-IN_DOCUMENT->(Document),
(Claim)-HAS_EVIDENCE->(Evidence)-IN_SEGMENT->(Segment)-IN_TEXT->(SourceText)-TEXT_OF->(Document),
(Entity)-MENTIONED_IN->(Document), (Entity)-MADE_DONATION->(Donation)-DONATION_TO->(Entity),
(Claim)-DESCRIBES->(Donation), and the direct ones, such as (Entity)-INVESTED_IN->(Entity), one for each claim that is
asserted or reported.

There is no node for the extraction run: it would carry a clock, and loading the same input twice must give the same
store. What made a claim stands in its `extractor`, what it was made from in the source text's `sha256`.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg.errors import StoreError
from kg.model import Claim, Document, DocumentKind, Evidence, Extraction, Modality, Segment, content_hash
from kg.ontology import Ontology, iri
from kg.store.base import Value
from kg.store.merging import EntityView

SCHEMA_VERSION = 1
TOLD_AS_TRUE = frozenset({Modality.ASSERTED, Modality.REPORTED})
CONTEXT_CHARACTERS = 32
_DOCUMENT_LABEL = {DocumentKind.EPISODE: "Episode", DocumentKind.NEWSLETTER: "NewsletterIssue"}

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeBatch:
    """Nodes of one combination of labels; each row has `id` and `properties`. The first label is the key's."""

    labels: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipBatch:
    """Relationships of one type between two labels; each row has `start`, `end` and `properties`.

    Attributes:
        keyed: Whether the property `claim` tells parallel ones apart.
    """

    type: str
    start_label: str
    end_label: str
    rows: tuple[Row, ...]
    keyed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecords:
    """All that one document brings into the store.

    Attributes:
        fingerprint: Equal for equal extractions; kept on the Document node.
        views: What this document says about each entity.
        donations: Ids of the Donation nodes that its claims describe.
    """

    document_id: str
    fingerprint: str
    nodes: tuple[NodeBatch, ...]
    relationships: tuple[RelationshipBatch, ...]
    views: tuple[EntityView, ...]
    donations: tuple[str, ...]
    claim_count: int
    evidence_count: int


def donation_id(claim: Claim) -> str:
    """The id of the donation that a claim tells of: donor, recipient, amount and currency.

    Claims that agree in these meet in one donation.
    """
    parts = [claim.subject, claim.object or ""]
    amount = claim.qualifiers.amount
    if amount is not None:
        value = f"{amount.value:.0f}" if amount.value == int(amount.value) else f"{amount.value:.12g}"
        parts.append("-".join([value, *([amount.currency.lower()] if amount.currency else [])]))
    return "--".join(parts)


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
        self._nodes: dict[tuple[str, ...], dict[str, Row]] = defaultdict(dict)
        self._relationships: dict[tuple[str, str, str, bool], list[Row]] = defaultdict(list)

    def records(self) -> DocumentRecords:
        claims = _merged(self._extraction.claims)
        self._add_document()
        for segment in self._extraction.segments:
            self._add_segment(segment)
        for claim in claims:
            self._add_claim(claim)
        views = self._views()
        nodes = tuple(
            NodeBatch(labels=labels, rows=tuple(rows[key] for key in sorted(rows)))
            for labels, rows in sorted(self._nodes.items())
        )
        relationships = tuple(
            RelationshipBatch(type=type_, start_label=start, end_label=end, keyed=keyed, rows=tuple(rows))
            for (type_, start, end, keyed), rows in sorted(self._relationships.items())
        )
        return DocumentRecords(
            document_id=self._document.id,
            fingerprint=_fingerprint(nodes, relationships, views),
            nodes=nodes,
            relationships=relationships,
            views=views,
            donations=tuple(sorted(self._nodes.get(("Donation",), ()))),
            claim_count=len(claims),
            evidence_count=sum(len(claim.evidence) for claim in claims),
        )

    def _node(self, labels: tuple[str, ...], kind: str, identifier: str, properties: Mapping[str, Value]) -> None:
        told = {name: value for name, value in properties.items() if value is not None}
        row = {"id": identifier, "properties": {"uri": iri(kind, identifier), **told}}
        self._nodes[labels].setdefault(identifier, row)

    def _relate(
        self,
        type_: str,
        start: tuple[str, str],
        end: tuple[str, str],
        properties: Mapping[str, Value] | None = None,
        *,
        keyed: bool = False,
    ) -> None:
        told = {name: value for name, value in (properties or {}).items() if value is not None}
        row = {"start": start[1], "end": end[1], "properties": told}
        self._relationships[type_, start[0], end[0], keyed].append(row)

    def _add_document(self) -> None:
        d = self._document
        label = _DOCUMENT_LABEL.get(d.kind)
        labels = ("Document",) if label is None else ("Document", label)
        told = {"kind": d.kind.value, "title": d.title, "date": d.date, "language": d.language, "show": d.show}
        more = {"number": d.number, "author": d.author, "source": d.source or None, "mediaUrl": d.media_url}
        self._node(labels, "doc", d.id, {**told, **more, "speakers": list(d.speakers)})
        text = f"{d.id}-text"
        self._node(("SourceText",), "doc", text, {"sha256": d.sha256, "charCount": len(d.text)})
        self._relate("TEXT_OF", ("SourceText", text), ("Document", d.id))

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
            "domains": list(s.domains),
        }
        self._node(("Segment",), "segment", identifier, told)
        self._relate("IN_TEXT", ("Segment", identifier), ("SourceText", f"{self._document.id}-text"))

    def _add_claim(self, claim: Claim) -> None:
        key = ("Claim", claim.id)
        first = claim.evidence[0]
        told = {
            "predicate": claim.predicate,
            "extractor": claim.extractor,
            "statedBy": first.speaker,
            "frame": first.frame or None,
            **_qualifiers(claim),
        }
        self._node(("Claim",), "claim", claim.id, told)
        self._relate("IN_DOCUMENT", key, ("Document", self._document.id))
        self._relate("SUBJECT", key, ("Entity", claim.subject))
        for type_, entity in (
            ("OBJECT", claim.object),
            ("ATTRIBUTED_TO", claim.attributed_to),
            ("IN_ORGANIZATION", claim.qualifiers.organisation),
        ):
            if entity is not None:
                self._relate(type_, key, ("Entity", entity))
        for number, evidence in enumerate(claim.evidence, 1):
            self._add_evidence(claim, number, evidence)
        if claim.modality in TOLD_AS_TRUE and claim.object is not None:
            self._add_direct(claim, claim.object)

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
            "mediaFragment": _media_fragment(self._document, e),
            "speaker": e.speaker,
            "frame": e.frame or None,
        }
        self._node(("Evidence",), "evidence", identifier, told)
        self._relate("HAS_EVIDENCE", ("Claim", claim.id), ("Evidence", identifier))
        segment = segment_key(self._document.id, e.segment_id)
        if segment in self._nodes.get(("Segment",), {}):
            self._relate("IN_SEGMENT", ("Evidence", identifier), ("Segment", segment))

    def _add_direct(self, claim: Claim, object_: str) -> None:
        term = self._ontology.predicates[claim.predicate]
        told = {"claim": claim.id, "document": claim.document_id, **_qualifiers(claim)}
        self._relate(term.cypher_name, ("Entity", claim.subject), ("Entity", object_), told, keyed=True)
        if claim.predicate != "donatedTo":
            return
        donation = donation_id(claim)
        amount = claim.qualifiers.amount
        money = {} if amount is None else {"amount": amount.value, "currency": amount.currency}
        self._node(("Donation",), "donation", donation, money)
        self._relate("DESCRIBES", ("Claim", claim.id), ("Donation", donation))
        for type_, start, end in (
            ("MADE_DONATION", ("Entity", claim.subject), ("Donation", donation)),
            ("DONATION_TO", ("Donation", donation), ("Entity", object_)),
        ):
            key = (type_, start[0], end[0], False)
            if all((row["start"], row["end"]) != (start[1], end[1]) for row in self._relationships[key]):
                self._relate(type_, start, end)

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


def segment_key(document_id: str, segment_id: str) -> str:
    """The id of a segment among all documents' segments."""
    return segment_id if segment_id.startswith(f"{document_id}-") else f"{document_id}-{segment_id}"


def storable(text: str) -> str:
    """The text without what no store takes: halves of surrogate pairs become the replacement character."""
    return text.encode("utf-8", "replace").decode("utf-8") if any("\ud800" <= c <= "\udfff" for c in text) else text


def _media_fragment(document: Document, evidence: Evidence) -> str | None:
    if document.media_url is None or evidence.start_seconds is None:
        return None
    end = "" if evidence.end_seconds is None else f",{evidence.end_seconds:g}"
    return f"{document.media_url}#t={evidence.start_seconds:g}{end}"


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
    import dataclasses

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
        [[batch.labels, batch.rows] for batch in nodes],
        [[batch.type, batch.start_label, batch.end_label, batch.rows] for batch in relationships],
        [view.properties() for view in views],
    ]
    return content_hash(str(SCHEMA_VERSION), json.dumps(content, sort_keys=True, ensure_ascii=True))
