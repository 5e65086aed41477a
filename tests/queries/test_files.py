"""Reading query files, their parameters, and the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from kg.errors import QueryError, QueryFileError
from kg.queries import Query, column_names, lint, load_library, parse_query

HEADER = "// de: Wer?\n// en: Who?\n// row: an entity\n"
GOOD = "MATCH (n:Entity)\nRETURN n.name AS name\nORDER BY name"


def query_of(tmp_path: Path, text: str, *, name: str = "frage") -> Query:
    path = tmp_path / "money" / f"{name}.cypher"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return parse_query(path)


def test_a_file_becomes_a_question(tmp_path: Path) -> None:
    header = HEADER + '// param: words list = ["a", "b"] -- which words\n// param: entity entity -- of whom\n'
    query = query_of(
        tmp_path, header + "\nMATCH (n:Entity {id: $entity})\nWHERE n.name IN $words\nRETURN n.id AS id;\n"
    )
    assert (query.name, query.theme, query.question_de, query.question_en) == ("frage", "money", "Wer?", "Who?")
    assert [p.signature() for p in query.parameters] == ['words list = ["a", "b"]', "entity entity"]
    assert query.columns == ("id",)
    assert query.cypher.endswith("AS id")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (GOOD, "lacks // de:"),
        ("// de: Wer?\n// en: Who?\n" + GOOD, "lacks // row:"),
        (HEADER, "no statement"),
        (HEADER + "// de: Noch\n" + GOOD, "stands twice"),
        (HEADER + "// hm: x\n" + GOOD, "unknown header"),
        (HEADER + "// einfach so\n" + GOOD, "not a header line"),
        (HEADER + "// param: x wort -- y\n" + GOOD, "not a parameter"),
        (HEADER + "// param: x text = {1 -- y\n" + GOOD, "not JSON"),
        (HEADER + "// param: x text -- y\n" + GOOD, "declares x"),
        (HEADER + "MATCH (n {id: $x})\nRETURN n.id AS id", "uses \\$x"),
        (HEADER + "MATCH (n)\nRETURN n.id", "name of its own"),
    ],
)
def test_a_broken_file_is_refused_with_the_reason(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(QueryFileError, match=complaint):
        query_of(tmp_path, text)


def test_a_file_name_is_kebab_case(tmp_path: Path) -> None:
    with pytest.raises(QueryFileError, match="small letters"):
        query_of(tmp_path, HEADER + GOOD, name="Wer_Was")


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    for theme in ("money", "power"):
        (tmp_path / theme).mkdir()
        (tmp_path / theme / "same.cypher").write_text(HEADER + GOOD, encoding="utf-8")
    with pytest.raises(QueryFileError, match="is taken"):
        load_library(tmp_path)


@pytest.mark.parametrize(
    ("type_", "given", "value"),
    [
        ("text", "x y", "x y"),
        ("integer", "1_000", 1000),
        ("integer", 7, 7),
        ("number", "2.5e9", 2.5e9),
        ("boolean", "ja", True),
        ("boolean", "False", False),
        ("date", "2026-01", "2026-01"),
        ("list", "a, b,,c", ["a", "b", "c"]),
        ("list", ("a", "b"), ["a", "b"]),
        ("entity", "Weißes Haus", "weisses-haus"),
        ("entity", "nvidia", "nvidia"),
    ],
)
def test_parameters_are_read_by_their_types(tmp_path: Path, type_: str, given: Any, value: Any) -> None:
    query = query_of(tmp_path, f"{HEADER}// param: x {type_} -- y\nMATCH (n)\nWHERE n.x = $x\nRETURN n.id AS id")
    assert query.values({"x": given}) == {"x": value}


@pytest.mark.parametrize(
    ("type_", "given"),
    [("integer", "1.5"), ("number", "viel"), ("boolean", "vielleicht"), ("date", "27.1.2026"), ("integer", True)],
)
def test_a_value_that_does_not_fit_is_refused_with_what_was_wanted(tmp_path: Path, type_: str, given: Any) -> None:
    query = query_of(tmp_path, f"{HEADER}// param: x {type_} -- y\nMATCH (n)\nWHERE n.x = $x\nRETURN n.id AS id")
    with pytest.raises(QueryError, match=r"parameter x is .* wanted"):
        query.values({"x": given})


def test_defaults_stand_for_what_is_not_given(tmp_path: Path) -> None:
    header = HEADER + "// param: x integer = 5 -- y\n// param: z text = null -- y\n"
    query = query_of(tmp_path, header + "MATCH (n)\nWHERE n.x = $x + $z\nRETURN n.id AS id")
    assert query.values() == {"x": 5, "z": None}
    assert query.values({"z": "q"}) == {"x": 5, "z": "q"}


def test_an_unknown_parameter_is_refused_with_the_nearest(tmp_path: Path) -> None:
    query = query_of(tmp_path, HEADER + "// param: limit integer = 5 -- y\n" + GOOD + "\nLIMIT $limit")
    with pytest.raises(QueryError, match="did you mean 'limit'"):
        query.values({"limt": "3"})


def test_a_missing_parameter_is_named(tmp_path: Path) -> None:
    query = query_of(tmp_path, HEADER + "// param: who entity -- y\nMATCH (n {id: $who})\nRETURN n.id AS id")
    with pytest.raises(QueryError, match="needs who"):
        query.values()


def test_an_unknown_question_is_refused_with_the_nearest() -> None:
    with pytest.raises(QueryError, match="did you mean investments"):
        load_library().get("investment")


@pytest.mark.parametrize(
    ("cypher", "names"),
    [
        ("RETURN 1 AS a, 'x, y' AS b", ("a", "b")),
        ("MATCH (n) RETURN DISTINCT n.id, count(*) AS `wie viele` ORDER BY n.id LIMIT 3", ("n.id", "wie viele")),
        ("CALL { MATCH (x) RETURN x } RETURN x.id AS id // RETURN y AS z", ("id",)),
        ("RETURN COLLECT { MATCH (a) RETURN a.x AS y ORDER BY y } AS list, {a: 1, b: 2} AS map;", ("list", "map")),
        ("MATCH (n) RETURN n.id AS id UNION MATCH (m) RETURN m.id AS id", ("id",)),
        ("MATCH (n) RETURN *", None),
        ("CREATE (n)", None),
    ],
)
def test_columns_are_read_from_the_text(cypher: str, names: tuple[str, ...] | None) -> None:
    assert column_names(cypher) == names


@pytest.mark.parametrize(
    ("cypher", "complaint"),
    [
        ("MATCH (n:Entity)\nRETURN n.id AS id", "no order"),
        ("MATCH (n:$(x))\nRETURN n.id AS id\nORDER BY id", "dynamic labels"),
        ("MATCH (n:Entity)\nWHERE n.name = 'Nvidia'\nRETURN n.id AS id\nORDER BY id", "should be a parameter"),
        ("MATCH (n:Entity) RETURN n.id AS id\nORDER BY id", "one clause a line"),
        ("match (n:Entity)\nRETURN n.id AS id\nORDER BY id", "keywords in capitals"),
        ("MATCH (n:Entity)\nSET n.x = 1\nRETURN n.id AS id\nORDER BY id", "only reads"),
        ("MATCH (n:Entity)\nRETURN elementId(n) AS id\nORDER BY id", "run-time ids"),
        ("MATCH (n:Entity)\nRETURN n.type AS type, collect(n.id) AS ids\nORDER BY type", "in no order"),
        (
            "MATCH (a)-[r:T]->(b)\nWITH a, b\nORDER BY r.x\nRETURN a.id AS a, collect(b.id) AS b\nORDER BY a",
            "WITH drops r",
        ),
        ("MATCH p = SHORTEST 1 (a)-[:T]-(b)\nRETURN length(p) AS n\nORDER BY n", "no SHORTEST"),
        ("CALL apoc.meta.data()\nYIELD label\nRETURN label AS label\nORDER BY label", "plug-ins"),
    ],
)
def test_the_rules_find_what_runs_differently_on_the_engines(tmp_path: Path, cypher: str, complaint: str) -> None:
    assert any(complaint in found for found in lint(query_of(tmp_path, HEADER + cypher)))


def test_the_rules_let_a_clean_question_pass(tmp_path: Path) -> None:
    cypher = (
        "MATCH (a:Entity)-[r:USES]->(b:Entity {type: 'Chip'})\nWHERE a.name STARTS WITH b.name\n"
        "WITH a, b, r\nORDER BY r.claim\nRETURN a.name AS user, collect(r.claim) AS claims\nORDER BY user"
    )
    assert lint(query_of(tmp_path, HEADER + cypher), {"Chip"}) == []
