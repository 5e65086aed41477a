"""The serialisations: Turtle (flat), TriG, N-Quads, N-Triples and JSON-LD."""

from __future__ import annotations

from datetime import datetime
from itertools import dropwhile
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kg.errors import ExportError
from kg.export.claimgraph import ClaimGraph
from kg.export.files import write_whole
from kg.export.rdf.jsonld import jsonld
from kg.export.rdf.quads import order_of_triple, quads
from kg.export.rdf.terms import PREFIXES

FORMATS: Final = {
    "turtle": ".ttl",
    "trig": ".trig",
    "nquads": ".nq",
    "ntriples": ".nt",
    "jsonld": ".jsonld",
}
_SERIALISED: Final = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
}
_FLAT: Final = frozenset({"turtle", "ntriples"})


def format_of(path: Path) -> str:
    """The format that a file's name asks for.

    Raises:
        ExportError: if its ending means none.
    """
    for name, suffix in FORMATS.items():
        if path.suffix == suffix:
            return name
    raise ExportError(f"{path}: {path.suffix or 'no ending'} is no RDF format; wanted {', '.join(FORMATS.values())}")


def dumps(graph: ClaimGraph, format_: str = "trig", *, made_at: datetime | None = None) -> str:
    """The graph as text: equal graphs give equal text.

    Turtle and N-Triples know no named graphs: there, the direct triples of the asserted claims stand beside the claims.

    Raises:
        ExportError: if the format is unknown, or the graph breaks the ontology's closed lists.
    """
    if format_ not in FORMATS:
        raise ExportError(f"there is no RDF format {format_!r}; wanted {', '.join(FORMATS)}")
    found = quads(graph, made_at=made_at)
    if format_ == "jsonld":
        return jsonld(found)
    return serialised(found, format_)


def serialised(found: list[Quad], format_: str) -> str:
    """Sorted quads in one of the formats of pyoxigraph."""
    if format_ in _FLAT:
        ordered = sorted({quad.triple for quad in found}, key=order_of_triple)
        written = pyoxigraph.serialize(ordered, format=_SERIALISED[format_], prefixes=PREFIXES)
    else:
        written = pyoxigraph.serialize(found, format=_SERIALISED[format_], prefixes=PREFIXES)
    assert written is not None
    return _readable(written.decode("utf-8"))


def _readable(text: str) -> str:
    """The prefixes in our order (the serialiser's differs from run to run), an empty line before each subject."""
    if not text.startswith("@prefix "):
        return text
    lines = text.removesuffix("\n").split("\n")
    body = dropwhile(lambda line: line.startswith("@prefix "), lines)
    told = [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in PREFIXES.items()]
    ended = True
    for line in body:
        told += ["", line] if ended and line != "}" else [line]
        ended = line == "}" or line.endswith(" .")
    return "\n".join(told) + "\n"


def write(graph: ClaimGraph, path: Path, format_: str | None = None, *, made_at: datetime | None = None) -> Path:
    """Write the graph to `path`, whole or not at all, in the format that its ending asks for.

    Raises:
        ExportError: if the format is unknown or the file cannot be written.
    """
    return write_whole(path, dumps(graph, format_ or format_of(path), made_at=made_at))
