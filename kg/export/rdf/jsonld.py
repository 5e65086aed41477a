"""JSON-LD with the context of `export/context.jsonld`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.export.rdf.terms import PREFIXES, term
from kg.paths import data_folder

_TYPE, _STRING = term("rdf:type"), term("xsd:string")


@cache
def context() -> dict[str, Any]:
    """The context: short names for all terms, with the types of their values."""
    text = (data_folder("export") / "context.jsonld").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["@context"]
    return found


def jsonld(quads: Iterable[Quad]) -> str:
    """Sorted quads as one JSON-LD document: the default graph's nodes, then each named graph with its own."""
    graphs: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for quad in quads:
        assert isinstance(quad.subject, NamedNode)
        name = "" if isinstance(quad.graph_name, DefaultGraph) else _compact(quad.graph_name.value)
        subject = _compact(quad.subject.value)
        _add(graphs[name].setdefault(subject, {"id": subject}), quad)
    nodes = graphs.pop("", {})
    for name in sorted(graphs):
        nodes.setdefault(name, {"id": name})["@graph"] = list(graphs[name].values())
    document = {"@context": context(), "@graph": list(nodes.values())}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _add(node: dict[str, Any], quad: Quad) -> None:
    if quad.predicate == _TYPE:
        assert isinstance(quad.object, NamedNode)
        key, value = "type", _vocabulary(quad.object.value)
    else:
        key = _vocabulary(quad.predicate.value)
        value = _value(quad.object, _coercion(key))
    node[key] = [*_listed(node[key]), value] if key in node else value


def _listed(value: Any) -> list[Any]:  # noqa: ANN401 - JSON values
    return value if isinstance(value, list) else [value]


def _value(value: NamedNode | BlankNode | Literal | Triple, coercion: str | None) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, Literal):
        if value.language is not None:
            return {"@value": value.value, "@language": value.language}
        if value.datatype == _STRING and coercion is None:
            return value.value
        datatype = _compact(value.datatype.value)
        return value.value if datatype == coercion else {"@value": value.value, "@type": datatype}
    assert isinstance(value, NamedNode)
    if coercion == "@id":
        return _compact(value.value)
    if coercion == "@vocab":
        return _vocabulary(value.value)
    return {"id": _compact(value.value)}


def _coercion(key: str) -> str | None:
    definition = context().get(key)
    return definition.get("@type") if isinstance(definition, dict) else None


@cache
def _names() -> dict[str, str]:
    """Short names by IRI."""
    names = {}
    for name, definition in context().items():
        target = definition.get("@id") if isinstance(definition, dict) else definition
        if isinstance(target, str) and ":" in target and not target.startswith("http") and not name.startswith("@"):
            prefix, local = target.split(":", 1)
            names[context()[prefix] + local] = name
    return names


def _vocabulary(iri: str) -> str:
    """The short name of a term, else its compact IRI."""
    return _names().get(iri) or _compact(iri)


@cache
def _prefixes() -> dict[str, str]:
    """The prefixes of the context by namespace."""
    return {namespace: prefix for prefix, namespace in PREFIXES.items() if context().get(prefix) == namespace}


def _compact(iri: str) -> str:
    """The IRI with a prefix of the context, where one fits."""
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    while cut > 0 and iri[:cut] not in _prefixes():
        cut = iri.rfind("/", 0, cut - 1) + 1
    return f"{_prefixes()[iri[:cut]]}:{iri[cut:]}" if 0 < cut < len(iri) else iri
