"""The stores that every contract test runs on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import Store, open_store
from tests.neo4j.server import Server, running_server
from tests.store.examples import example_world

NO_SERVER = "no Neo4j server: set KG_NEO4J_URL, or KG_TEST_NEO4J=1 to start one (make test-neo4j)"


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty embedded store, closed; tests work on copies, since making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "kg.db"
    open_store(path).close()
    return path


@pytest.fixture(scope="session")
def neo4j_server() -> Iterator[Server]:
    """A Neo4j server that the tests own; where it is asked for and does not start, that is a failure."""
    if not (os.environ.get("KG_NEO4J_URL") or os.environ.get("KG_TEST_NEO4J") == "1"):
        pytest.skip(NO_SERVER)
    with running_server() as server:
        yield server


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest, tmp_path: Path, empty_store: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    if request.param == "neo4j":
        server: Server = request.getfixturevalue("neo4j_server")
        server.empty()
        with open_store(server.url, environment=server.environment()) as opened:
            yield opened
    else:
        shutil.copytree(empty_store, tmp_path / "kg.db")
        with open_store(tmp_path / "kg.db") as opened:
            yield opened


@pytest.fixture
def world(store: Store) -> Store:
    """A store that holds the example world."""
    for extraction in example_world():
        store.load(extraction)
    return store
