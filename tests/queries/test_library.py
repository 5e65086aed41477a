"""The questions that come with the program."""

from __future__ import annotations

import json

import pytest

from kg import ontology
from kg.model import Modality
from kg.paths import data_folder
from kg.queries import Query, lint, load_library, reference
from kg.queries.library import THEMES
from kg.store import Store
from tests.queries.golden_rows import FOLDER, REGENERATE, answer, golden, regenerate

LIBRARY = load_library()
TERMS = ontology.load()
WORDS = {*TERMS.classes, *TERMS.predicates, *Modality, "current", "former"}
each_query = pytest.mark.parametrize("query", LIBRARY, ids=LIBRARY.names())


@each_query
def test_each_question_keeps_the_rules_of_the_house(query: Query) -> None:
    assert lint(query, WORDS) == []


@each_query
def test_each_question_belongs_to_a_theme(query: Query) -> None:
    assert query.theme in THEMES


@each_query
def test_each_question_answers_on_the_example_as_it_did_before(query: Query, example_store: Store) -> None:
    table = answer(example_store, query)
    if REGENERATE:
        regenerate(query, table)
    wanted = golden(query)
    assert list(table.columns) == wanted["columns"]
    assert json.loads(json.dumps(table.rows)) == wanted["rows"]


@each_query
def test_each_question_has_rows_on_the_example(query: Query) -> None:
    assert golden(query)["rows"]


@each_query
def test_each_question_has_the_columns_that_its_text_names(query: Query, example_store: Store) -> None:
    assert answer(example_store, query).columns == query.columns


def test_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(LIBRARY.names())


def test_the_table_of_questions_is_fresh() -> None:
    text = (data_folder("queries") / "README.md").read_text(encoding="utf-8")
    assert text == reference(LIBRARY), "run python -m kg.queries"


def test_the_ways_between_entities_go_over_all_direct_relationships() -> None:
    direct = {term.cypher_name for term in TERMS.predicates.values() if not term.literal}
    for query in LIBRARY:
        if "*1.." in query.cypher and "SUPPORTS" in query.cypher:
            assert all(name in query.cypher for name in direct), query.name
