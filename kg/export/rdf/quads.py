"""A claim graph as quads: one graph of entities, one of claims and one of facts for each document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import pyoxigraph
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg import ontology
from kg.errors import ExportError
from kg.export.claimgraph import ClaimGraph, GraphClaim, GraphDocument, GraphDonation, GraphEntity, GraphSegment
from kg.export.rdf.quotes import quote_triples, segment_triples, speaker
from kg.export.rdf.terms import concept, date, link, node, number, term, wikidata
from kg.model import Amount

Triple = tuple[NamedNode, str, NamedNode | Literal]
"""Subject, prefixed name of the property, object."""

_TYPE = term("rdf:type")
_DOCUMENT_CLASS = {"episode": "tp:Episode", "newsletter": "tp:NewsletterIssue"}
_SERIES_CLASS = {"episode": "schema:PodcastSeries"}


def quads(graph: ClaimGraph, *, made_at: datetime | None = None) -> list[Quad]:
    """All quads, sorted, without blank nodes.

    Args:
        graph: What to write.
        made_at: When the claims were made, if that is to stand in it; without it, equal graphs give equal quads.

    Raises:
        ExportError: if an entity bears a class or a claim a predicate that the ontology lacks.
    """
    found = {*_about_documents(graph, made_at), *_entities(graph.entities)}
    segments: dict[str, list[GraphSegment]] = {}
    for segment in graph.segments:
        segments.setdefault(segment.document, []).append(segment)
    donations = {claim: donation for donation in graph.donations for claim in donation.claims}
    for claim in graph.claims:
        name = claims_graph(claim.document)
        found.update(_in_graph(name, _claim(claim)))
        if claim.id in donations:
            found.update(_in_graph(name, _donation(donations[claim.id], graph)))
        if claim.modality == "asserted":
            found.update(_in_graph(facts_graph(claim.document), [_fact(claim)]))
    for document, held in segments.items():
        found.update(_in_graph(claims_graph(document), (t for s in held for t in segment_triples(s))))
    return sorted(found, key=order)


def order(quad: Quad) -> tuple[str, ...]:
    """The place of a quad: the default graph first."""
    graph = quad.graph_name
    return ("" if isinstance(graph, DefaultGraph) else str(graph), *order_of_triple(quad.triple))


def order_of_triple(triple: pyoxigraph.Triple) -> tuple[str, ...]:
    """The place of a triple in its graph: the type first within a subject."""
    predicate = triple.predicate
    return str(triple.subject), "" if predicate == _TYPE else predicate.value, str(triple.object)


def claims_graph(document: str) -> NamedNode:
    """The name of the graph of a document's claims."""
    return NamedNode(f"{node('graph', document).value}/claims")


def facts_graph(document: str) -> NamedNode:
    """The name of the graph of the direct triples of a document's asserted claims."""
    return NamedNode(f"{node('graph', document).value}/facts")


def run(document: str, extractor: str) -> NamedNode:
    """The node of the run in which this extractor read this document."""
    return node("run", f"{document}--{extractor}")


def _in_graph(name: NamedNode | DefaultGraph, triples: Iterable[Triple]) -> Iterator[Quad]:
    for subject, predicate, object_ in triples:
        yield Quad(subject, term(predicate), object_, name)


def _about_documents(graph: ClaimGraph, made_at: datetime | None) -> Iterator[Quad]:
    extractors: dict[str, set[str]] = {document.id: set() for document in graph.documents}
    for claim in graph.claims:
        extractors[claim.document].add(claim.extractor)
    for document in graph.documents:
        told = [*_document(document), *_bundles(document, extractors[document.id])]
        for extractor in sorted(extractors[document.id]):
            told += _run(document.id, extractor, made_at)
        yield from _in_graph(DefaultGraph(), told)


def _document(d: GraphDocument) -> Iterator[Triple]:
    this = node("doc", d.id)
    yield this, "rdf:type", term("tp:Document")
    if d.kind in _DOCUMENT_CLASS:
        yield this, "rdf:type", term(_DOCUMENT_CLASS[d.kind])
    yield this, "dcterms:identifier", Literal(d.id)
    if d.title:
        yield this, "dcterms:title", Literal(d.title, language=d.language) if d.language else Literal(d.title)
    if d.date:
        yield this, "dcterms:issued", date(d.date)
    if d.language:
        yield this, "dcterms:language", Literal(d.language)
    if d.number is not None:
        name = "schema:episodeNumber" if d.kind == "episode" else "schema:issueNumber"
        yield this, name, number(d.number)
    if d.author:
        yield this, "dc:creator", Literal(d.author)
    if d.show:
        series = node("series", d.show)
        yield this, "schema:partOfSeries", series
        yield series, "rdf:type", term(_SERIES_CLASS.get(d.kind, "schema:Periodical"))
        yield series, "dcterms:title", Literal(d.show)
    audio = link(d.media_url)
    if audio is not None:
        yield this, "schema:audio", audio
    for name in d.speakers:
        yield from speaker(this, "schema:contributor", d.id, name)
    text = node("doc", f"{d.id}-text")
    yield text, "rdf:type", term("tp:SourceText")
    yield text, "tp:textOf", this
    yield text, "tp:charCount", number(d.characters)
    yield text, "tp:sha256", Literal(d.sha256)


def _bundles(d: GraphDocument, extractors: Iterable[str]) -> Iterator[Triple]:
    claims, facts = claims_graph(d.id), facts_graph(d.id)
    yield claims, "rdf:type", term("prov:Bundle")
    yield claims, "dcterms:source", node("doc", d.id)
    yield claims, "rdfs:label", Literal(f"Claims of {d.id} with evidence", language="en")
    yield claims, "rdfs:label", Literal(f"Aussagen aus {d.id} mit Belegen", language="de")
    for extractor in extractors:
        yield claims, "prov:wasGeneratedBy", run(d.id, extractor)
    yield facts, "rdf:type", term("prov:Bundle")
    yield facts, "prov:wasDerivedFrom", claims
    yield facts, "rdfs:label", Literal(f"Direct triples of the asserted claims of {d.id}", language="en")
    yield facts, "rdfs:label", Literal(f"Direkte Tripel der als Tatsache gemachten Aussagen aus {d.id}", language="de")


def _run(document: str, extractor: str, made_at: datetime | None) -> Iterator[Triple]:
    this, agent = run(document, extractor), node("agent", extractor)
    yield this, "rdf:type", term("tp:ExtractionRun")
    yield this, "prov:used", node("doc", f"{document}-text")
    yield this, "prov:wasAssociatedWith", agent
    if made_at is not None:
        yield this, "prov:startedAtTime", Literal(made_at.isoformat(), datatype=term("xsd:dateTime"))
    yield agent, "rdf:type", term("prov:SoftwareAgent")
    yield agent, "rdfs:label", Literal(extractor)


def _entities(entities: Iterable[GraphEntity]) -> Iterator[Quad]:
    known = ontology.load().classes
    for entity in entities:
        if entity.class_ not in known:
            raise ExportError(f"entity {entity.id} bears the class {entity.class_}, which the ontology lacks")
        yield from _in_graph(node("graph", "entities"), _entity(entity, known[entity.class_].ancestors))


def _entity(e: GraphEntity, classes: Iterable[str]) -> Iterator[Triple]:
    this = node("entity", e.id)
    for class_ in classes:
        yield this, "rdf:type", term(f"tp:{class_}")
    yield this, "dcterms:identifier", Literal(e.id)
    yield this, "rdfs:label", Literal(e.name)
    for name in sorted({*e.also_named} - {e.name}):
        yield this, "skos:altLabel", Literal(name)
    for form in sorted({*e.forms} - {e.name, *e.also_named}):
        yield this, "skos:hiddenLabel", Literal(form)
    item, homepage = wikidata(e.wikidata), link(e.homepage)
    if item is not None:
        yield this, "schema:sameAs", item
    if homepage is not None:
        yield this, "foaf:homepage", homepage


def _claim(c: GraphClaim) -> Iterator[Triple]:
    if c.predicate not in ontology.load().predicates:
        raise ExportError(f"claim {c.id} uses the predicate {c.predicate}, which the ontology lacks")
    this, q = node("claim", c.id), c.qualifiers
    yield this, "rdf:type", term("tp:Claim")
    yield from (
        (this, "rdf:subject", node("entity", c.subject)),
        (this, "rdf:predicate", term(f"tp:{c.predicate}")),
        (this, "rdf:object", _object(c)),
        (this, "tp:modality", concept(c.modality)),
        (this, "tp:confidence", number(c.confidence)),
        (this, "dcterms:isPartOf", node("doc", c.document)),
        (this, "prov:wasGeneratedBy", run(c.document, c.extractor)),
    )
    for name, entity in (("tp:attributedTo", c.attributed_to), ("tp:inOrganization", q.organisation)):
        if entity is not None:
            yield this, name, node("entity", entity)
    if q.amount is not None or c.object is None:
        yield this, "tp:amount", node("amount", c.id)
        yield from _amount(node("amount", c.id), q.amount)
    if q.percent is not None:
        yield this, "tp:percent", number(q.percent.value)
    if q.date is not None:
        yield this, "tp:date", date(q.date)
    if q.role_status is not None:
        yield this, "tp:roleStatus", concept(q.role_status)
    for name, words in (
        ("tp:period", q.period),
        ("tp:role", q.role),
        ("tp:suppliedProductText", q.product),
        ("tp:kinship", q.kin),
        ("tp:jointWith", q.joint_with),
    ):
        if words is not None:
            yield this, name, Literal(words)
    if c.donation is not None:
        yield this, "tp:describes", node("donation", c.donation)
    for quote in c.quotes:
        yield from quote_triples(quote, c)


def _object(c: GraphClaim) -> NamedNode:
    """The object, which for figures is the node of the amount."""
    return node("amount", c.id) if c.object is None else node("entity", c.object)


def _fact(c: GraphClaim) -> Triple:
    return node("entity", c.subject), f"tp:{c.predicate}", _object(c)


def _amount(this: NamedNode, amount: Amount | None) -> Iterator[Triple]:
    yield this, "rdf:type", term("schema:MonetaryAmount")
    if amount is None:
        return
    yield this, "schema:value", number(amount.value)
    for name, end in (("schema:minValue", amount.minimum), ("schema:maxValue", amount.maximum)):
        if end is not None:
            yield this, name, number(end)
    if amount.currency is not None:
        yield this, "schema:currency", Literal(amount.currency)


def _donation(d: GraphDonation, graph: ClaimGraph) -> Iterator[Triple]:
    told = [graph.claim_by_id[claim] for claim in d.claims]
    this = node("donation", d.id)
    yield this, "rdf:type", term("tp:Donation")
    yield this, "tp:donor", node("entity", d.donor)
    yield this, "tp:recipient", node("entity", d.recipient)
    yield this, "tp:modality", concept(min(claim.modality for claim in told))
    dates = [claim.qualifiers.date for claim in told if claim.qualifiers.date is not None]
    if dates:
        yield this, "tp:date", date(min(dates))
    amounts = [claim.qualifiers.amount for claim in told if claim.qualifiers.amount is not None]
    if amounts:
        lows = [a.minimum for a in amounts if a.minimum is not None]
        highs = [a.maximum for a in amounts if a.maximum is not None]
        widest = Amount(
            value=amounts[0].value,
            currency=amounts[0].currency,
            minimum=min(lows, default=None),
            maximum=max(highs, default=None),
        )
        yield this, "tp:amount", node("amount", d.id)
        yield from _amount(node("amount", d.id), widest)
