"""Ties: what the lists and tables say of pairs of names, and tables out of their form."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg.names
import kg.ontology
from kg.errors import NamesError
from kg.model import kebab
from kg.names import ties
from kg.paths import data_folder

HEADER = "\t".join(ties.COLUMNS)
ONTOLOGY = kg.ontology.load()
OWN = sorted((data_folder("ontology") / "ties").glob("*.tsv"))


def known(tmp_path: Path, *rows: str, names: str = "") -> ties.Ties:
    """Ties of one table and of a name list with one row."""
    tables, listed = tmp_path / "ties", tmp_path / "names.tsv"
    tables.mkdir(exist_ok=True)
    (tables / "t.tsv").write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    listed.write_text("\t".join(kg.names.COLUMNS) + f"\n{names}\n", encoding="utf-8")
    return ties.load(kg.names.load(ONTOLOGY, extra=[listed]), ONTOLOGY, folder=tables)


def test_a_product_is_its_makers_and_an_office_its_holders(tmp_path: Path) -> None:
    product = known(tmp_path, names="Lumi 3\tProduct\t\t\t\t\t\t\tLumenhalde\tgk")
    assert product.known("lumenhalde", "develops", "lumi-3")
    assert not product.known("lumi-3", "develops", "lumenhalde")
    boss = known(tmp_path, names="Ada Blum\tPerson\t\t\t\t\t\tGründerin|Ministerin (ex)\tLumenhalde|Sachsen\tgk")
    assert boss.known("ada-blum", "founded", "lumenhalde")
    assert boss.known("ada-blum", "holdsRole", "sachsen")
    assert not boss.known("ada-blum", "founded", "sachsen")
    assert not boss.known("ada-blum", "valuedAt", None)


def test_an_organisation_sits_in_the_country_of_its_row_but_a_person_may_live_anywhere(tmp_path: Path) -> None:
    assert known(tmp_path, names="Lumenhalde\tCompany\t\t\tDE\t\t\t\t\tgk").known(
        "lumenhalde", "locatedIn", "deutschland"
    )
    assert not known(tmp_path, names="Ada Blum\tPerson\t\t\tDE\t\t\t\t\tgk").known(
        "ada-blum", "locatedIn", "deutschland"
    )


def test_rivals_are_rivals_both_ways_but_an_investor_is_not_invested_in(tmp_path: Path) -> None:
    told = known(tmp_path, "Lumenhalde\tcompetesWith\tKolk\tgk", "Kolk\tinvestedIn\tNordwind\tgk")
    assert told.known("kolk", "competesWith", "lumenhalde")
    assert told.known("lumenhalde", "competesWith", "kolk")
    assert told.known("kolk", "investedIn", "nordwind")
    assert not told.known("nordwind", "investedIn", "kolk")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("subject\tobject\n", "the first line is not the header"),
        (f"{HEADER}\nKolk\tinvestedIn\tNordwind\n", "3 columns"),
        (f"{HEADER}\nKolk\tlikes\tNordwind\tgk\n", "'likes' is no predicate"),
        (f"{HEADER}\nKolk\tvaluedAt\tNordwind\tgk\n", "'valuedAt' is no predicate"),
        (f"{HEADER}\nKolk\tsues\t\tgk\n", "without subject or object"),
    ],
)
def test_a_table_out_of_its_form_is_refused_with_its_line(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "t.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NamesError, match=complaint):
        list(ties.read(path, ONTOLOGY))


@pytest.mark.parametrize("path", OWN, ids=lambda p: p.stem)
def test_our_own_tables_say_nothing_that_the_ontology_refuses(path: Path) -> None:
    entries = kg.names.load(ONTOLOGY).entries
    for subject, predicate, object_ in ties.read(path, ONTOLOGY):
        assert subject != object_
        if subject in entries and object_ in entries:
            refused = ONTOLOGY.refuses(predicate, entries[subject].class_, entries[object_].class_)
            assert refused is None, f"{subject} {predicate} {object_}: {refused}"


def test_a_tie_means_whatever_a_list_calls_by_that_name(tmp_path: Path) -> None:
    listed = "Lumenhalde Holding\tCompany\tLumenhalde\t\t\t\t\t\t\tgk"
    told = known(tmp_path, "Ada Blum\tholdsRole\tLumenhalde\tgk", names=listed)
    assert told.known("ada-blum", "holdsRole", "lumenhalde-holding")


def test_a_thing_is_made_by_others_where_somebody_else_and_no_parent_or_daughter_is_known_to_make_it(
    tmp_path: Path,
) -> None:
    told = known(tmp_path, "Veltro\tdevelops\tLumi\tgk", "Veltro\tsubsidiaryOf\tKolk\tgk")
    assert told.is_made_by_others("lumi", "brunn")
    assert not any(told.is_made_by_others("lumi", maker) for maker in ("veltro", "kolk"))
    assert not told.is_made_by_others("glimmer", "brunn")


def test_our_own_tables_say_nothing_twice() -> None:
    told = [(kebab(s), p, kebab(o)) for path in OWN for s, p, o in ties.read(path, ONTOLOGY)]
    mirrored = {(o, p, s) for s, p, o in told if ONTOLOGY.predicates[p].symmetric}
    assert len(told) == len(set(told))
    assert not mirrored & set(told)


def test_what_is_near_has_to_do_with_one_of_the_names_and_does_not_only_sit_there() -> None:
    known = ties.Ties(
        [("kolk", "develops", "kolk-eins"), ("brunn", "locatedIn", "kiel"), ("ada", "holdsRole", "kolk")],
        ONTOLOGY,
    )
    assert known.near({"kolk"}) == {"kolk-eins", "ada"}
    assert known.near({"kiel"}) == frozenset()
