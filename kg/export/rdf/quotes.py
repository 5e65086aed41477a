"""Quotes and segments as Web Annotation selectors over a document's text, with their times and voices."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kg.export.claimgraph import GraphClaim, GraphQuote, GraphSegment
from kg.export.rdf.terms import concept, link, node, number, term

Triple = tuple[NamedNode, str, NamedNode | Literal]


def quote_triples(q: GraphQuote, claim: GraphClaim) -> Iterator[Triple]:
    """One piece of evidence of a claim: the quote with what stands around it, its place, time and voice."""
    this, text = node("evidence", q.id), node("doc", f"{claim.document}-text")
    words, place = node("selector", f"{q.id}-quote"), node("selector", f"{q.id}-position")
    yield node("claim", claim.id), "tp:hasEvidence", this
    yield this, "rdf:type", term("tp:Evidence")
    yield this, "rdf:type", term("oa:SpecificResource")
    yield this, "oa:hasSource", text
    yield this, "prov:wasQuotedFrom", text
    yield this, "oa:hasSelector", words
    yield this, "oa:hasSelector", place
    yield words, "rdf:type", term("oa:TextQuoteSelector")
    yield words, "oa:exact", Literal(q.text)
    yield words, "oa:prefix", Literal(q.prefix)
    yield words, "oa:suffix", Literal(q.suffix)
    yield from _position(place, q.start, q.end)
    yield from _times(this, q)
    if q.segment is not None:
        yield this, "tp:inSegment", node("segment", q.segment)
    media = link(q.media)
    if media is not None:
        yield this, "tp:mediaFragment", media
    if q.speaker is not None:
        yield from speaker(this, "prov:wasAttributedTo", claim.document, q.speaker)


def segment_triples(s: GraphSegment) -> Iterator[Triple]:
    """A segment: its kind, place, time, voice and chapter."""
    this, place = node("segment", s.id), node("selector", s.id)
    yield this, "rdf:type", term("tp:Segment")
    yield this, "rdf:type", term("oa:SpecificResource")
    yield this, "oa:hasSource", node("doc", f"{s.document}-text")
    yield this, "oa:hasSelector", place
    yield this, "dc:type", Literal(s.kind)
    yield from _position(place, s.start, s.end)
    yield from _times(this, s)
    if s.chapter is not None:
        yield this, "dc:subject", Literal(s.chapter)
    if s.speaker is not None:
        yield from speaker(this, "prov:wasAttributedTo", s.document, s.speaker)


def speaker(this: NamedNode, property_: str, document: str, name: str) -> Iterator[Triple]:
    """Somebody who speaks in a document, known by name alone; whether it is one of the entities is not said."""
    voice = node("speaker", f"{document}--{name}")
    yield this, property_, voice
    yield voice, "rdf:type", term("prov:Person")
    yield voice, "rdfs:label", Literal(name)


def _position(this: NamedNode, start: int, end: int) -> Iterator[Triple]:
    yield this, "rdf:type", term("oa:TextPositionSelector")
    yield this, "oa:start", number(start)
    yield this, "oa:end", number(end)


def _times(this: NamedNode, span: GraphQuote | GraphSegment) -> Iterator[Triple]:
    if span.start_seconds is not None:
        yield this, "tp:startTime", number(span.start_seconds)
    if span.end_seconds is not None:
        yield this, "tp:endTime", number(span.end_seconds)
    if span.time_basis is not None:
        yield this, "tp:timeBasis", concept(span.time_basis)
