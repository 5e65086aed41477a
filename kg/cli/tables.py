"""Answers printed as a table, JSON, JSON lines, CSV or Markdown."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from kg.store import Table


class TableFormat(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    MD = "md"


def show(table: Table, format_: TableFormat) -> None:
    """Print the table on standard output."""
    match format_:
        case TableFormat.JSON:
            text = json.dumps(table.dicts(), ensure_ascii=False, indent=1, default=str)
        case TableFormat.JSONL:
            text = "\n".join(json.dumps(row, ensure_ascii=False, default=str) for row in table.dicts())
        case TableFormat.CSV:
            text = _csv(table)
        case TableFormat.MD:
            text = _markdown(table)
        case TableFormat.TABLE:
            text = _terminal(table) if sys.stdout.isatty() else _plain(table)
    sys.stdout.write(text.rstrip("\n") + "\n")


def cell(value: Any) -> str:  # noqa: ANN401 - whatever a store returns
    """A value as people read it: figures with their thousands, lists with commas, nothing for null."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer() and abs(value) >= 1e4:
            return f"{value:,.0f}"
        case int() if abs(value) >= 1e4:
            return f"{value:,}"
        case float():
            return f"{value:.6g}"
        case list():
            return ", ".join(cell(v) for v in value)
        case dict():
            return json.dumps(value, ensure_ascii=False, default=str)
        case _:
            return " ".join(str(value).split())


def _csv(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table:
        writer.writerow([json.dumps(v, ensure_ascii=False) if isinstance(v, list | dict) else v for v in row])
    return out.getvalue()


def _markdown(table: Table) -> str:
    lines = ["| " + " | ".join(table.columns) + " |", "| " + " | ".join("---" for _ in table.columns) + " |"]
    lines += ["| " + " | ".join(cell(v).replace("|", "\\|") for v in row) + " |" for row in table]
    return "\n".join(lines)


def _plain(table: Table) -> str:
    return _aligned([table.columns, *([cell(v) for v in row] for row in table)])


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))] if rows and rows[0] else []
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows)


def _terminal(table: Table) -> str:
    from rich.console import Console
    from rich.table import Table as RichTable
    from rich.text import Text

    rich = RichTable(show_lines=False, header_style="bold")
    for column in table.columns:
        rich.add_column(Text(column), overflow="fold")
    for row in table:
        rich.add_row(*(Text(cell(v)) for v in row))
    console = Console()
    with console.capture() as captured:
        console.print(rich)
    return captured.get() + (f"{len(table)} rows" if len(table) != 1 else "1 row")
