"""What stands in the page beside the drawing: claims with their quotes, documents, names of classes and predicates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg import ontology
from kg.export.claimgraph import ClaimGraph, GraphClaim, GraphDocument, GraphEntity, GraphQuote
from kg.export.html.drawing import Line
from kg.export.html.wording import amount_text, appearance, date_text, percent_text, texts, time_text
from kg.model import Modality

_ESTIMATED = frozenset({"chapter", "interpolated"})


def contents(graph: ClaimGraph, drawn: list[Line], *, language: str, unseen: int) -> dict[str, Any]:
    """The page's data, as plain JSON values without what is empty."""
    seen = {claim for line in drawn for claim in line.claims}
    claims = [claim for claim in graph.claims if claim.id in seen]
    names = {entity: graph.entity_by_id[entity] for claim in claims for entity in claim.entities}
    used = {claim.predicate for claim in claims}
    ways = {claim.modality for claim in claims}
    return {
        "language": language,
        "unseen": unseen,
        "leftOut": graph.left_out,
        "claims": {claim.id: _claim(claim, graph, language) for claim in claims},
        "documents": {d.id: _document(d, language) for d in graph.documents},
        "entities": {key: _entity(names[key]) for key in sorted(names)},
        "classes": _classes(language),
        "predicates": [_predicate(name, language) for name in ontology.load().predicates if name in used],
        "modalities": [_modality(m, language) for m in Modality if m.value in ways],
    }


def _claim(c: GraphClaim, graph: ClaimGraph, language: str) -> dict[str, Any]:
    return _told(
        document=c.document,
        subject=c.subject,
        predicate=c.predicate,
        object=c.object,
        modality=c.modality,
        confidence=round(c.confidence, 2),
        attributed=c.attributed_to,
        facts=list(_facts(c, graph, language)),
        quotes=[_quote(quote, graph) for quote in c.quotes],
    )


def _facts(c: GraphClaim, graph: ClaimGraph, language: str) -> Iterator[tuple[str, str]]:
    q, words = c.qualifiers, texts(language)
    if q.amount is not None:
        yield words["amount"], amount_text(q.amount, language)
    if q.percent is not None:
        yield words["percent"], percent_text(q.percent, language)
    if q.date is not None:
        yield words["date"], date_text(q.date, language)
    if q.period is not None:
        yield words["period"], q.period
    if q.role is not None or q.role_status is not None:
        status = words.get(q.role_status or "", q.role_status or "")
        yield words["role"], " · ".join(word for word in (q.role, status) if word)
    if q.organisation is not None:
        yield words["organisation"], graph.entity_by_id[q.organisation].name
    for name in ("product", "kin", "joint_with"):
        if getattr(q, name) is not None:
            yield words[name], getattr(q, name)


def _quote(q: GraphQuote, graph: ClaimGraph) -> dict[str, Any]:
    return _told(
        text=q.text,
        before=q.prefix,
        after=q.suffix,
        speaker=q.speaker,
        time=None if q.start_seconds is None else time_text(q.start_seconds),
        estimated=q.time_basis in _ESTIMATED,
        media=q.media if q.media is not None and q.media.startswith(("http://", "https://")) else None,
    )


def _document(d: GraphDocument, language: str) -> dict[str, Any]:
    date = None if d.date is None else date_text(d.date, language)
    return _told(title=d.name, date=date, show=d.show, number=d.number)


def _entity(e: GraphEntity) -> dict[str, Any]:
    also = sorted({*e.also_named, *e.forms} - {e.name})
    homepage = e.homepage if e.homepage is not None and e.homepage.startswith(("http://", "https://")) else None
    return _told(name=e.name, kind=e.class_, also=also, wikidata=e.wikidata, homepage=homepage)


def _classes(language: str) -> dict[str, dict[str, Any]]:
    """Name, colour and shape of each class that a node may have, in the order of the legend."""
    known = ontology.load().classes
    named: dict[str, dict[str, Any]] = {}
    for key, style in appearance()["classes"].items():
        if key in known and key != "Donation":
            label = (known[key].label_de if language == "de" else known[key].label_en).partition(" (")[0]
        else:
            label = texts(language)[key]
        hollow = bool(style.get("hollow"))
        named[key] = {"label": label, "colour": style["colour"], "shape": style["shape"], "hollow": hollow}
    return named


def _predicate(name: str, language: str) -> dict[str, str]:
    term = ontology.load().predicates[name]
    return {"key": name, "label": term.label_de if language == "de" else term.label_en}


def _modality(modality: Modality, language: str) -> dict[str, Any]:
    style = appearance()["modalities"][modality.value]
    return {"key": modality.value, "label": texts(language)[modality.value], **style}


def _told(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
    """The values that say something."""
    return {name: value for name, value in values.items() if value not in (None, "", [], False)}
