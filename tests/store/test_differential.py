"""The same documents and the same questions on both stores give the same rows."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import Extraction
from kg.queries import ParameterType, Query, load_library
from kg.store import Store, open_store
from tests.neo4j.server import Server
from tests.queries.golden_rows import answer
from tests.store.examples import NAMES, example_world
from tests.store.test_contract import content
from tests.store.worlds import worlds

pytestmark = pytest.mark.neo4j
LIBRARY = load_library()


@pytest.fixture(scope="module")
def stores(
    neo4j_server: Server, empty_store: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Store]]:
    """An embedded store and a Neo4j store."""
    path = tmp_path_factory.mktemp("both") / "kg.db"
    shutil.copytree(empty_store, path)
    neo4j_server.empty()
    with open_store(path) as embedded, open_store(neo4j_server.url, environment=neo4j_server.environment()) as server:
        yield embedded, server


@pytest.fixture(scope="module")
def both(stores: tuple[Store, Store]) -> tuple[Store, Store]:
    """Both stores with the example world."""
    fill(stores, example_world())
    return stores


def fill(stores: tuple[Store, Store], world: tuple[Extraction, ...]) -> None:
    for store in stores:
        for document in store.documents():
            store.delete(document.id)
        for extraction in world:
            store.load(extraction)


def test_both_stores_hold_the_same_graph(both: tuple[Store, Store]) -> None:
    embedded, server = both
    assert content(embedded) == content(server)


@pytest.mark.parametrize("query", LIBRARY, ids=LIBRARY.names())
def test_each_question_has_the_same_rows_on_both_stores(query: Query, both: tuple[Store, Store]) -> None:
    embedded, server = both
    assert answer(embedded, query) == answer(server, query)


def any_parameters(query: Query, entity: str, limit: int) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for parameter in query.parameters:
        if parameter.name == "limit":
            given["limit"] = limit
        elif parameter.type is ParameterType.ENTITY:
            given[parameter.name] = entity if "to" not in parameter.name else "glimmer-ai"
        elif parameter.required:
            given[parameter.name] = "2026" if parameter.type is ParameterType.DATE else "Glimmer"
    return given


@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(world=worlds(), entity=st.sampled_from(sorted(NAMES)), limit=st.sampled_from([3, 1000]))
def test_any_world_gives_the_same_graph_and_rows_on_both_stores(
    stores: tuple[Store, Store], world: tuple[Extraction, ...], entity: str, limit: int
) -> None:
    fill(stores, world)
    embedded, server = stores
    assert content(embedded) == content(server)
    for query in LIBRARY:
        values = query.values(any_parameters(query, entity, limit))
        assert embedded.query(query.cypher, values) == server.query(query.cypher, values), query.name
