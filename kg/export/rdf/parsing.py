"""RDF files as triples, whatever their format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from kg.errors import ExportError
from kg.export.rdf.writing import format_of

_PARSERS: Final = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
}


def parsed(text: str, format_: str, *, name: str = "the RDF") -> Iterator[Quad]:
    """The quads of a text.

    Args:
        text: The RDF.
        format_: One of `kg.export.rdf.writing.FORMATS`.
        name: What errors call it.

    Raises:
        ExportError: if the text is not in the format.
    """
    try:
        yield from pyoxigraph.parse(text, format=_PARSERS[format_])
    except SyntaxError as error:
        raise ExportError(f"{name}: not {format_}: {error}") from error


def parsed_file(path: Path) -> Iterator[Quad]:
    """The quads of a file, in the format that its ending names.

    Raises:
        ExportError: if it cannot be read, or its ending names no format.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ExportError(f"{path} cannot be read: {error}") from error
    yield from parsed(text, format_of(path), name=str(path))
