"""Tables: whole, safe to open, in a fixed order."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ExportError
from kg.export.claimgraph import ClaimGraph, GraphEntity
from kg.export.extractions import from_extractions
from kg.export.tables import CLAIM_COLUMNS, dumps, rows, safe_cell, write
from tests.store.examples import example_world


def test_a_row_of_claims_holds_all_that_a_claim_says() -> None:
    row = next(row for row in rows(world(), "claims") if row["subject"] == "ada-brandt" and row["amount"])
    assert row["predicate"] == "donatedTo"
    assert (row["amount"], row["currency"]) == (25_000_000, "USD")
    assert row["object_name"] == "Kampagne Nordhoff"
    assert row["quote"]
    assert list(row) == CLAIM_COLUMNS


def test_csv_reads_back_to_the_same_rows() -> None:
    read = list(csv.DictReader(io.StringIO(dumps(world(), "claims", "csv"), newline="")))
    told = rows(world(), "claims")
    assert [row["id"] for row in read] == [row["id"] for row in told]
    assert [row["quote"] for row in read] == [safe_cell(row["quote"]) for row in told]
    assert [float(row["amount"]) for row in read if row["amount"]] == [r["amount"] for r in told if r["amount"]]


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "|x", "%x"])
def test_what_looks_like_a_formula_is_made_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", [-12, 0.5, "-3", "Kiesel = Chips", "a-b", None])
def test_numbers_and_plain_text_stay_as_they_are(value: object) -> None:
    assert safe_cell(value) == ("" if value is None else str(value))


@given(name=st.text())
def test_no_cell_of_any_name_starts_like_a_formula(name: str) -> None:
    assert safe_cell(name).lstrip()[:1] not in ("=", "+", "@") or safe_cell(name).startswith("'")


def test_json_lines_hold_one_object_a_claim_without_what_is_not_said() -> None:
    lines = [json.loads(line) for line in dumps(world(), "claims", "jsonl").splitlines()]
    assert len(lines) == len(world().claims)
    assert all(None not in line.values() for line in lines)


def test_markdown_keeps_every_claim_on_one_line_and_escapes_what_would_be_markup() -> None:
    entity = GraphEntity(id="a", name="a|b\n*c* <i>", class_="Company")
    text = dumps(ClaimGraph(entities=(entity,)), "entities", "markdown")
    assert text.splitlines()[2].startswith(r"| a\|b \*c\* \<i\> | Company |")
    assert len(dumps(world(), "claims", "markdown").splitlines()) == len(world().claims) + 2


def test_entities_count_the_claims_that_name_them() -> None:
    counted = {row["id"]: row["claims"] for row in rows(world(), "entities")}
    assert counted["netzbund"] == 0
    assert counted["abendblick"] == sum("abendblick" in claim.entities for claim in world().claims) > 0


def test_a_file_is_written_in_the_format_of_its_ending(tmp_path: Path) -> None:
    assert write(world(), tmp_path / "claims.jsonl").read_text(encoding="utf-8") == dumps(world(), "claims", "jsonl")
    with pytest.raises(ExportError, match=r"no table format '\.xlsx'; wanted csv, jsonl, markdown"):
        write(world(), tmp_path / "claims.xlsx")
    with pytest.raises(ExportError, match="no table 'people'; wanted claims or entities"):
        write(world(), tmp_path / "claims.csv", "people")


def world() -> ClaimGraph:
    """The example world."""
    return from_extractions(example_world())
