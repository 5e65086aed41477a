"""Tables of claims and entities: CSV for spreadsheets, JSON Lines for programs, Markdown for readers."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from kg import ontology
from kg.errors import ExportError
from kg.export.claimgraph import ClaimGraph, GraphClaim, GraphEntity
from kg.export.files import write_whole

FORMATS: Final = {"csv": ".csv", "jsonl": ".jsonl", "markdown": ".md"}
TABLES: Final = ("claims", "entities")
Row = Mapping[str, Any]

CLAIM_COLUMNS: Final = (
    "id document document_title document_date subject subject_name predicate object object_name modality confidence "
    "attributed_to attributed_name amount amount_min amount_max currency percent date period role role_status "
    "organisation product kin joint_with quote speaker seconds start end extractor"
).split()
ENTITY_COLUMNS: Final = "id name class aliases wikidata homepage listed claims".split()
_MARKDOWN: Final = {
    "claims": "subject_name predicate object_name modality details quote document_title".split(),
    "entities": "name class aliases claims".split(),
}
_FORMULA = re.compile(r"\s*[=+\-@|%\t\r\n]")
_A_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def rows(graph: ClaimGraph, table: str) -> list[dict[str, Any]]:
    """The rows of the table ``claims`` or ``entities``, in the order of their ids; None where nothing is said.

    Raises:
        ExportError: if there is no such table.
    """
    if table == "claims":
        return [_claim(claim, graph) for claim in graph.claims]
    if table == "entities":
        counts = Counter(entity for claim in graph.claims for entity in claim.entities)
        return [_entity(entity, counts[entity.id]) for entity in graph.entities]
    raise ExportError(f"there is no table {table!r}; wanted {' or '.join(TABLES)}")


def dumps(graph: ClaimGraph, table: str = "claims", format_: str = "csv") -> str:
    """A table as text.

    Raises:
        ExportError: if there is no such table or format.
    """
    if format_ == "csv":
        return _csv(rows(graph, table), CLAIM_COLUMNS if table == "claims" else ENTITY_COLUMNS)
    if format_ == "jsonl":
        told = ({name: value for name, value in row.items() if value not in (None, [])} for row in rows(graph, table))
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in told)
    if format_ == "markdown":
        return _markdown(rows(graph, table), _MARKDOWN[table])
    raise ExportError(f"there is no table format {format_!r}; wanted {', '.join(FORMATS)}")


def write(graph: ClaimGraph, path: Path, table: str = "claims", format_: str | None = None) -> Path:
    """Write a table to `path`, whole or not at all, in the format that its ending names.

    Raises:
        ExportError: if there is no such table or format, or the file cannot be written.
    """
    wanted = format_ or next((name for name, suffix in FORMATS.items() if suffix == path.suffix), path.suffix)
    return write_whole(path, dumps(graph, table, wanted))


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe in front."""
    if isinstance(value, (list, tuple)):
        value = " | ".join(str(item) for item in value)
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) and not _A_NUMBER.fullmatch(text) else text


def _claim(c: GraphClaim, graph: ClaimGraph) -> dict[str, Any]:
    q, names = c.qualifiers, graph.entity_by_id
    document = graph.document_by_id[c.document]
    quote = c.quotes[0] if c.quotes else None
    amount = q.amount
    return {
        "id": c.id,
        "document": c.document,
        "document_title": document.title or None,
        "document_date": document.date,
        "subject": c.subject,
        "subject_name": names[c.subject].name,
        "predicate": c.predicate,
        "object": c.object,
        "object_name": None if c.object is None else names[c.object].name,
        "modality": c.modality,
        "confidence": c.confidence,
        "attributed_to": c.attributed_to,
        "attributed_name": None if c.attributed_to is None else names[c.attributed_to].name,
        "amount": None if amount is None else _plain(amount.value),
        "amount_min": None if amount is None else _plain(amount.minimum),
        "amount_max": None if amount is None else _plain(amount.maximum),
        "currency": None if amount is None else amount.currency,
        "percent": None if q.percent is None else _plain(q.percent.value),
        "date": q.date,
        "period": q.period,
        "role": q.role,
        "role_status": q.role_status,
        "organisation": q.organisation,
        "product": q.product,
        "kin": q.kin,
        "joint_with": q.joint_with,
        "quote": None if quote is None else quote.text,
        "speaker": None if quote is None else quote.speaker,
        "seconds": None if quote is None else _plain(quote.start_seconds),
        "start": None if quote is None else quote.start,
        "end": None if quote is None else quote.end,
        "extractor": c.extractor,
    }


def _entity(e: GraphEntity, claims: int) -> dict[str, Any]:
    return {
        "id": e.id,
        "name": e.name,
        "class": e.class_,
        "aliases": sorted({*e.also_named, *e.forms} - {e.name}),
        "wikidata": e.wikidata,
        "homepage": e.homepage,
        "listed": e.listed,
        "claims": claims,
    }


def _plain(value: float | None) -> float | int | None:
    """A number, as an integer where it is whole."""
    return int(value) if value is not None and float(value).is_integer() else value


def _csv(table: Iterable[Row], columns: list[str]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(row[column]) for column in columns] for row in table)
    return written.getvalue()


def _markdown(table: Iterable[Row], columns: list[str]) -> str:
    head = [column.replace("_name", "").replace("_", " ") for column in columns]
    lines = [f"| {' | '.join(head)} |", f"|{'|'.join(' --- ' for _ in columns)}|"]
    for row in table:
        told = {**row, "details": _details(row), "predicate": _label(row)}
        lines.append(f"| {' | '.join(_markdown_cell(told[column]) for column in columns)} |")
    return "\n".join(lines) + "\n"


def _label(row: Row) -> str:
    name = row.get("predicate")
    return "" if name is None else ontology.load().predicates[name].label_en


def _details(row: Row) -> str:
    """The qualifiers of a claim in one cell."""
    said = []
    if row.get("amount") is not None:
        said.append(f"{row['amount']:,} {row['currency'] or ''}".strip())
    if row.get("percent") is not None:
        said.append(f"{row['percent']} %")
    others = ("date", "period", "role", "role_status", "organisation", "product", "kin", "joint_with")
    said += [str(row[name]) for name in others if row.get(name) is not None]
    if row.get("attributed_name") is not None:
        said.append(f"according to {row['attributed_name']}")
    return "; ".join(said)


def _markdown_cell(value: object) -> str:
    """Text that Markdown shows as it is, on one line."""
    if isinstance(value, (list, tuple)):
        value = ", ".join(str(item) for item in value)
    text = " ".join(("" if value is None else str(value)).split())
    return re.sub(r"([\\`*_{}\[\]<>#|~&])", r"\\\1", text)
