"""The name lists are in order, and the lint sees when they are not."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg.names
import kg.ontology
from kg.errors import NamesError
from kg.names.lint import lint
from kg.paths import data_folder

HEADER = "\t".join(kg.names.COLUMNS)


def row(name: str, class_: str, aliases: str = "", homepage: str = "") -> str:
    """A row of a list."""
    return "\t".join([name, class_, aliases, "", "", homepage, "", "", "", "gk"])


def written(folder: Path, *rows: str) -> Path:
    """A list with these rows."""
    path = folder / "list.tsv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def test_our_own_lists_have_no_findings() -> None:
    assert lint(sorted((data_folder("ontology") / "names").glob("*.tsv"))) == ()


def test_our_own_lists_hold_four_thousand_entities_and_more() -> None:
    assert len(kg.names.load(kg.ontology.load()).entries) > 4000


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ((row("Kestrelbach", "Company"), row("Kestrelbach", "Product")), "duplicate"),
        ((row("Kestrelbach", "Company", "KB-X"), row("Kornbach", "Company", "KB-X")), "clash"),
        ((row("Kestrelbach", "Company", "Problem"),), "everyday"),
        ((row("Kestrelbach", "Company", homepage="kein Netz"),), "form"),
    ],
)
def test_the_lint_sees_what_is_wrong(tmp_path: Path, rows: tuple[str, ...], rule: str) -> None:
    assert [f.rule for f in lint([written(tmp_path, *rows)])] == [rule]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("name\tclass\n", "the first line is not the header"),
        (f"{HEADER}\nKestrelbach\tCompany\n", "2 columns"),
        (f"{HEADER}\n{row('Kestrelbach', 'Firm')}\n", "unknown class 'Firm'"),
        (f"{HEADER}\n{row('', 'Company')}\n", "a row without a name"),
    ],
)
def test_a_list_that_breaks_the_format_is_refused_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "list.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NamesError) as caught:
        list(kg.names.read(path, ["Company"]))
    assert complaint in str(caught.value)
    assert f"{path}:" in str(caught.value)


def test_a_list_of_the_user_goes_before_ours(tmp_path: Path) -> None:
    own = written(tmp_path, row("Nvidia", "Product"), row("Kestrelbach", "Company", "KB-X"))
    names = kg.names.load(kg.ontology.load(), extra=[own])
    assert names.entries["nvidia"].class_ == "Product"
    assert names.entries["kestrelbach"].aliases == ("KB-X",)


def test_offices_that_are_over_are_former(tmp_path: Path) -> None:
    cells = ["Anna Beispiel", "Person", "", "", "DE", "", "", "CEO (ex)|Gründerin", "Kestrelbach|Kornbach", "gk"]
    (entry,) = kg.names.read(written(tmp_path, "\t".join(cells)), ["Person"])
    assert [(o.role, o.organisation, o.former) for o in entry.offices] == [
        ("CEO", "Kestrelbach", True),
        ("Gründerin", "Kornbach", False),
    ]
