"""Whether RDF keeps to the shapes: classes, closed lists, qualifiers, evidence, and facts that claims assert."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import ExportError
from kg.export.claimgraph import ClaimGraph
from kg.export.rdf.parsing import parsed_file
from kg.export.rdf.quads import quads
from kg.export.rdf.terms import PREFIXES
from kg.ontology import NAMESPACE
from kg.paths import data_folder

if TYPE_CHECKING:
    import rdflib

_MAX_CLAIMS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One break of a shape.

    Attributes:
        severity: ``violation``, ``warning`` or ``info``.
        focus: What breaks it: a claim, an entity, or the predicate of claims.
        path: The property that is wrong.
        value: The value that is wrong, if one is.
        claims: Some of the claims that break it, where `focus` is a predicate.
    """

    severity: str
    message: str
    focus: str
    path: str = ""
    value: str = ""
    claims: tuple[str, ...] = ()

    def __str__(self) -> str:
        where = ", ".join(self.claims) if self.claims else self.focus
        return f"{self.severity}: {self.message} ({where}{f': {self.value}' if self.value else ''})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the shapes found; warnings alone still conform."""

    claims: int
    findings: tuple[Finding, ...] = ()

    @property
    def conforms(self) -> bool:
        """Whether there is no violation."""
        return all(finding.severity != "violation" for finding in self.findings)

    def counts(self) -> dict[str, int]:
        """How often each message occurs, the most frequent first."""
        counted = Counter(finding.message for finding in self.findings)
        return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def validate(source: Path | ClaimGraph) -> Report:
    """Check an RDF file of the program, or what it would write, against ``ontology/shapes``.

    It takes some seconds for a thousand claims; check one document at a time.

    Raises:
        ExportError: if pyshacl is not installed, or the file cannot be read.
    """
    try:
        from pyshacl import validate as check
    except ImportError as error:
        raise ExportError('checking RDF needs pyshacl: pip install "techpower-kg[validate]"') from error
    import rdflib

    data = _flat(parsed_file(source) if isinstance(source, Path) else quads(source))
    _, told, _ = check(data, shacl_graph=_shapes(), inference="none", advanced=False, meta_shacl=False)
    claims = len(set(data.subjects(rdflib.RDF.type, rdflib.URIRef(f"{NAMESPACE}Claim"))))
    return Report(claims=claims, findings=tuple(sorted(_findings(told, data), key=str)))


def _shapes() -> rdflib.Graph:
    import rdflib

    shapes = rdflib.Graph()
    for path in sorted((data_folder("ontology") / "shapes").glob("*.ttl")):
        shapes.parse(path, format="turtle")
    return shapes


def _flat(found: Iterable[Quad]) -> rdflib.Graph:
    """All quads in one graph."""
    import rdflib

    def node(value: Any) -> rdflib.term.Node:  # noqa: ANN401 - the terms of pyoxigraph have no common type
        if isinstance(value, NamedNode):
            return rdflib.URIRef(value.value)
        if isinstance(value, Literal):
            if value.language is not None:
                return rdflib.Literal(value.value, lang=value.language)
            return rdflib.Literal(value.value, datatype=rdflib.URIRef(value.datatype.value))
        return rdflib.BNode(value.value)

    graph = rdflib.Graph()
    for quad in found:
        graph.add((node(quad.subject), node(quad.predicate), node(quad.object)))
    return graph


def _findings(told: rdflib.Graph, data: rdflib.Graph) -> Iterable[Finding]:
    from rdflib.collection import Collection
    from rdflib.namespace import RDF, SH

    for result in told.subjects(RDF.type, SH.ValidationResult):
        focus, value = told.value(result, SH.focusNode), told.value(result, SH.value)
        path = told.value(result, SH.resultPath)
        if path is not None and (path, RDF.first, None) in told:
            path = list(Collection(told, path))[-1]
        messages = sorted(told.objects(result, SH.resultMessage), key=lambda m: (getattr(m, "language", "") != "en", m))
        claims = []
        if isinstance(focus, type(path)) and str(focus).startswith(NAMESPACE) and path is not None:
            claims = sorted(
                str(c) for c in data.subjects(RDF.predicate, focus) if (c, path, value) in data or value is None
            )
        yield Finding(
            severity=str(told.value(result, SH.resultSeverity)).rpartition("#")[2].lower(),
            message=str(messages[0]) if messages else "",
            focus=_short(focus),
            path=_short(path),
            value=_short(value),
            claims=tuple(_short(claim) for claim in claims[:_MAX_CLAIMS]),
        )


def _short(node: object) -> str:
    """An IRI with a prefix, a literal as it is; empty for nothing."""
    text = "" if node is None else str(node)
    for prefix, namespace in PREFIXES.items():
        if text.startswith(namespace):
            return f"{prefix}:{text[len(namespace) :]}"
    return text
