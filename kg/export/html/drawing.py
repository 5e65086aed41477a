"""The drawing: which nodes and edges stand for the claims, and how they look. Nothing of the page around it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING, Any

from kg import ontology
from kg.export.claimgraph import ClaimGraph, GraphClaim
from kg.export.html.wording import amount_text, appearance, texts

if TYPE_CHECKING:
    from pyvis.network import Network

_SMALLEST, _PER_ROOT_OF_DEGREE = 9, 4.5
# Few nodes lie far enough apart for the labels of their edges, many close enough to be seen at once.
_FORCES = ((30, 150, -170), (80, 120, -120), (10**9, 85, -75))
_LONGEST_LABEL = 30
_HOLLOW = "rgba(138,151,166,0.18)"
_OPTIONS = {
    "layout": {"randomSeed": 7, "improvedLayout": False},
    "nodes": {
        "borderWidth": 1.5,
        "borderWidthSelected": 3,
        "scaling": {"label": {"drawThreshold": 1000}},
    },
    "edges": {
        "arrows": {"to": {"scaleFactor": 0.5}},
        "font": {"size": 12, "align": "middle"},
        "scaling": {"label": {"drawThreshold": 8}},
        "selectionWidth": 1.5,
        "hoverWidth": 0.8,
        "smooth": False,
    },
    "interaction": {"hover": True, "keyboard": {"enabled": True, "bindToWindow": False}, "zoomSpeed": 0.6},
    "physics": {
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {
            "centralGravity": 0.012,
            "springConstant": 0.06,
            "damping": 0.6,
            "avoidOverlap": 0.4,
        },
        "minVelocity": 1.2,
        "timestep": 0.45,
        "stabilization": {"iterations": 300, "updateInterval": 20, "fit": True},
    },
}


@dataclass(slots=True, kw_only=True)
class Line:
    """An edge before it is drawn: all claims that say the same of the same two nodes in the same way."""

    start: str
    end: str
    predicate: str
    modality: str
    claims: list[str] = field(default_factory=list)


def lines(graph: ClaimGraph) -> list[Line]:
    """The edges, sorted; a donation is a node of its own between donor and recipient, a figure one beside its name."""
    found: dict[tuple[str, str, str, str], Line] = {}
    for claim in graph.claims:
        for one, other in pairwise(_way(claim)):
            symmetric = ontology.load().predicates[claim.predicate].symmetric
            start, end = sorted((one, other)) if symmetric else (one, other)
            key = (start, end, claim.predicate, claim.modality)
            line = found.setdefault(key, Line(start=start, end=end, predicate=claim.predicate, modality=claim.modality))
            line.claims.append(claim.id)
    return [found[key] for key in sorted(found)]


def network(graph: ClaimGraph, drawn: list[Line], language: str) -> Network:
    """The pyvis network of these lines and the nodes at their ends."""
    from pyvis.network import Network

    made = Network(directed=True, height="100%", width="100%")
    degrees = Counter(end for line in drawn for end in (line.start, line.end))
    names = {key: options for key, options in _nodes(graph, language) if key in degrees}
    for key in sorted(names):
        made.add_node(key, **_sized(names[key], degrees[key]))
    bends = _bends(drawn)
    for number, line in enumerate(drawn):
        made.add_edge(line.start, line.end, **_edge(number, line, bends[number], language))
    options = json.loads(json.dumps(_OPTIONS))
    options["physics"]["stabilization"]["iterations"] = 300 if len(names) <= 150 else 160
    spring, repulsion = next((s, r) for most, s, r in _FORCES if len(names) <= most)
    options["physics"]["forceAtlas2Based"].update(springLength=spring, gravitationalConstant=repulsion)
    options["interaction"]["hideEdgesOnDrag"] = len(drawn) > 600
    made.set_options(json.dumps(options))
    return made


def shortened(name: str) -> str:
    """A name that fits under a node."""
    return name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1].rstrip() + "…"


def _way(claim: GraphClaim) -> tuple[str, ...]:
    """The nodes that a claim leads over."""
    if claim.object is None:
        return claim.subject, _figure(claim)
    if claim.donation is not None:
        return claim.subject, f"donation:{claim.donation}", claim.object
    return claim.subject, claim.object


def _figure(claim: GraphClaim) -> str:
    amount = claim.qualifiers.amount
    money = "" if amount is None else f"{amount.value:g}:{amount.currency or ''}"
    return f"figure:{claim.subject}:{claim.predicate}:{money}"


def _nodes(graph: ClaimGraph, language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for entity in graph.entities:
        yield entity.id, {"label": shortened(entity.name), "kind": entity.class_}
    for claim in graph.claims:
        amount = claim.qualifiers.amount
        words = texts(language)["no_figure"] if amount is None else amount_text(amount, language)
        if claim.object is None:
            yield _figure(claim), {"label": words, "kind": "Amount"}
        if claim.donation is not None:
            yield f"donation:{claim.donation}", {"label": words if amount else " ", "kind": "Donation"}


def _sized(options: dict[str, Any], degree: int) -> dict[str, Any]:
    """A node's options with its look: the more edges, the larger."""
    styles = appearance()["classes"]
    style = styles.get(options["kind"], styles["Organization"])
    fill = _HOLLOW if style.get("hollow") else style["colour"]
    plain = {"background": fill, "border": style["colour"]}
    colour = {**plain, "highlight": {**plain, "border": "#1c7ef0"}, "hover": plain}
    size = style.get("size") or round(_SMALLEST + _PER_ROOT_OF_DEGREE * sqrt(degree - 1), 1)
    font = {"size": min(12 + degree // 2, 26)}
    return {**options, "shape": style["shape"], "color": colour, "size": size, "font": font}


def _edge(number: int, line: Line, bend: float, language: str) -> dict[str, Any]:
    term = ontology.load().predicates[line.predicate]
    style = appearance()["modalities"][line.modality]
    name = term.label_de if language == "de" else term.label_en
    if line.start.startswith("donation:"):
        name = "an" if language == "de" else "to"
    smooth: Mapping[str, Any] | bool = False
    if bend:
        smooth = {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}
    return {
        "id": f"line:{number}",
        "label": _edge_label(style["mark"], name, len(line.claims)),
        "name": style["mark"] + name,
        "predicate": line.predicate,
        "modality": line.modality,
        "claims": line.claims,
        "color": {"color": style["light"], "highlight": style["light"], "hover": style["light"]},
        "dashes": style["dashes"] or False,
        "width": round(1.2 + min(len(line.claims) - 1, 8) * 0.5, 1),
        "smooth": smooth,
        "arrows": "" if term.symmetric else "to",
    }


def _edge_label(mark: str, name: str, count: int) -> str:
    return f"{mark}{name}" + (f" ×{count}" if count > 1 else "")


def _bends(drawn: list[Line]) -> list[float]:
    """How far each edge bends, so that edges between the same two nodes lie apart; its sign is the side."""
    beside: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, line in enumerate(drawn):
        beside[min(line.start, line.end), max(line.start, line.end)].append(number)
    bends = [0.0] * len(drawn)
    for numbers in beside.values():
        middle = (len(numbers) - 1) / 2
        step = min(0.24, 0.9 / max(len(numbers), 1))
        for place, number in enumerate(numbers):
            line = drawn[number]
            side = 1 if line.start <= line.end else -1
            bends[number] = round((place - middle) * step * side, 3)
    return bends
