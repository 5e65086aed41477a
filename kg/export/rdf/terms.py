"""Names, prefixes and literals of the RDF that the program writes."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from kg.ontology import IDS, NAMESPACE, VOCABULARY, iri

PREFIXES: Final = {
    "tp": NAMESPACE,
    "tpv": VOCABULARY,
    "e": f"{IDS}entity/",
    "doc": f"{IDS}doc/",
    "series": f"{IDS}series/",
    "speaker": f"{IDS}speaker/",
    "g": f"{IDS}graph/",
    "c": f"{IDS}claim/",
    "amt": f"{IDS}amount/",
    "dn": f"{IDS}donation/",
    "ev": f"{IDS}evidence/",
    "sel": f"{IDS}selector/",
    "seg": f"{IDS}segment/",
    "run": f"{IDS}run/",
    "agent": f"{IDS}agent/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "wd": "http://www.wikidata.org/entity/",
}
_DATES: Final = (
    (re.compile(r"\d{4}"), "gYear"),
    (re.compile(r"\d{4}-(?:0[1-9]|1[0-2])"), "gYearMonth"),
    (re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"), "date"),
)
_NOT_IN_IRIS = re.compile(r"(?![A-Za-z0-9._~:/?#@!$&'()*+,;=%-])[\x00-\x9f]")
_QID = re.compile(r"Q[1-9][0-9]*")


@cache
def term(name: str) -> NamedNode:
    """The term with this prefixed name (``tp:Claim``)."""
    prefix, local = name.split(":", 1)
    return NamedNode(PREFIXES[prefix] + local)


def node(kind: str, identifier: str) -> NamedNode:
    """The node of an entity, claim, document, … with this id."""
    return NamedNode(iri(kind, identifier))


def number(value: float) -> Literal:
    """A number: whole ones are integers, others decimals without trailing zeros, so that equal values look equal."""
    exact = Decimal(repr(value))
    if exact == exact.to_integral_value():
        return Literal(f"{exact:.0f}", datatype=term("xsd:integer"))
    return Literal(f"{exact.normalize():f}", datatype=term("xsd:decimal"))


def date(iso: str) -> Literal:
    """A date as exact as it is known: a day, a month or a year; what is none of these stays text."""
    for pattern, name in _DATES:
        if pattern.fullmatch(iso):
            return Literal(iso, datatype=term(f"xsd:{name}"))
    return Literal(iso)


def concept(notation: str) -> NamedNode:
    """A concept of the vocabulary (``tpv:asserted``)."""
    return NamedNode(VOCABULARY + quote(notation, safe="-._~"))


def link(address: str | None) -> NamedNode | None:
    """A web address as an IRI; None where it is none, such as a path on somebody's disk."""
    if address is None or not re.match(r"https?://[^/\s]", address):
        return None
    try:
        return NamedNode(_NOT_IN_IRIS.sub(lambda found: quote(found.group()), address))
    except ValueError:
        return None


def wikidata(identifier: str | None) -> NamedNode | None:
    """The IRI of a Wikidata item; None where the identifier is none."""
    return term(f"wd:{identifier}") if identifier is not None and _QID.fullmatch(identifier) else None
