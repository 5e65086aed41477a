"""The graph for network analysis: networkx, and GraphML or GEXF for Gephi, yEd and others."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg import ontology
from kg.errors import ExportError
from kg.export.claimgraph import ClaimGraph, GraphClaim, GraphEntity
from kg.export.files import write_whole

if TYPE_CHECKING:
    import networkx

FORMATS: Final = {"graphml": ".graphml", "gexf": ".gexf"}
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_networkx(graph: ClaimGraph) -> networkx.MultiDiGraph:
    """Entities as nodes and claims between them as edges, keyed by their ids.

    A claim about a figure (a valuation, revenue) has no second entity: it is an edge from the entity to itself. Values
    are strings, numbers and booleans; what a claim does not say is not there.
    """
    import networkx as nx

    made = nx.MultiDiGraph()
    for entity in graph.entities:
        made.add_node(entity.id, **_node(entity))
    for claim in graph.claims:
        made.add_edge(claim.subject, claim.object or claim.subject, key=claim.id, **_edge(claim, graph))
    return made


def dumps(graph: ClaimGraph, format_: str) -> str:
    """The graph as GraphML or GEXF; equal graphs give equal text. In GEXF, nodes have the page's colours.

    Raises:
        ExportError: if the format is neither.
    """
    import networkx as nx

    if format_ not in FORMATS:
        raise ExportError(f"there is no graph format {format_!r}; wanted {' or '.join(FORMATS)}")
    made = as_networkx(graph)
    for _, values in made.nodes(data=True):
        values.update(_in_xml(values))
        if format_ == "gexf":
            values["viz"] = {"color": _colour(values["type"])}
    for _, _, values in made.edges(data=True):
        values.update(_in_xml(values))
    written = io.BytesIO()
    if format_ == "graphml":
        nx.write_graphml_xml(made, written, named_key_ids=True, infer_numeric_types=True)
        return written.getvalue().decode("utf-8")
    nx.write_gexf(made, written, version="1.2draft")
    # The writer puts today's date in; the same graph must give the same file.
    return re.sub(r' lastmodifieddate="[^"]*"', "", written.getvalue().decode("utf-8"), count=1)


def write(graph: ClaimGraph, path: Path, format_: str | None = None) -> Path:
    """Write the graph to `path`, whole or not at all, in the format that its ending names.

    Raises:
        ExportError: if the format is unknown or the file cannot be written.
    """
    wanted = format_ or next((name for name, suffix in FORMATS.items() if suffix == path.suffix), path.suffix)
    return write_whole(path, dumps(graph, wanted))


def _node(entity: GraphEntity) -> dict[str, Any]:
    return _told(
        label=entity.name,
        type=entity.class_,
        aliases=" | ".join(sorted({*entity.also_named, *entity.forms} - {entity.name})),
        wikidata=entity.wikidata,
        homepage=entity.homepage,
        listed=entity.listed,
    )


def _edge(claim: GraphClaim, graph: ClaimGraph) -> dict[str, Any]:
    q, amount = claim.qualifiers, claim.qualifiers.amount
    document = graph.document_by_id.get(claim.document)
    quote = claim.quotes[0] if claim.quotes else None
    return _told(
        label=ontology.load().predicates[claim.predicate].label_en,
        predicate=claim.predicate,
        modality=claim.modality,
        confidence=float(claim.confidence),
        weight=float(claim.confidence),
        amount=None if amount is None else float(amount.value),
        currency=None if amount is None else amount.currency,
        percent=None if q.percent is None else float(q.percent.value),
        date=q.date,
        period=q.period,
        role=q.role,
        role_status=q.role_status,
        organisation=q.organisation,
        product=q.product,
        kin=q.kin,
        joint_with=q.joint_with,
        attributed_to=claim.attributed_to,
        document=claim.document,
        document_date=None if document is None else document.date,
        quote=None if quote is None else quote.text,
        speaker=None if quote is None else quote.speaker,
        seconds=None if quote is None or quote.start_seconds is None else float(quote.start_seconds),
    )


def _colour(class_: str) -> dict[str, float]:
    from kg.export.html.wording import appearance

    looks = appearance()["classes"]
    code = looks.get(class_, looks["Organization"])["colour"].lstrip("#")
    red, green, blue = (int(code[place : place + 2], 16) for place in (0, 2, 4))
    return {"r": red, "g": green, "b": blue, "a": 1.0}


def _told(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - values of attributes
    return {name: value for name, value in values.items() if value is not None}


def _in_xml(values: dict[str, Any]) -> dict[str, Any]:
    """The values without the characters that XML cannot hold."""
    return {name: _NOT_IN_XML.sub("\ufffd", value) for name, value in values.items() if isinstance(value, str)}
