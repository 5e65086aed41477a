"""The embedded store over Bolt."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest

from kg.errors import StoreUnavailableError
from kg.queries import Query, load_library
from kg.store import open_store
from kg.store.serve import Served, serve
from tests.queries.golden_rows import answer, golden
from tests.store.examples import example_world, first_episode

LIBRARY = load_library()


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, empty_store: Path) -> Path:
    """A store with the example world."""
    place = tmp_path_factory.mktemp("served") / "kg.db"
    shutil.copytree(empty_store, place)
    with open_store(place) as store:
        for extraction in example_world():
            store.load(extraction)
    return place


@pytest.fixture(scope="module")
def served(path: Path) -> Iterator[Served]:
    """The same, served for reading."""
    with serve(path, port=0) as found:
        yield found


def test_any_driver_may_read(served: Served) -> None:
    with neo4j.GraphDatabase.driver(served.url, auth=(served.user, served.password)) as driver:
        records, _, _ = driver.execute_query("MATCH (e:Entity) RETURN count(e) AS n", database_=served.database)
    assert records[0]["n"] == 26


@pytest.mark.parametrize(
    "cypher",
    [
        "CREATE (n:Entity {id: 'neu'})",
        "CREATE (n:Neu)",
        "MATCH (n:Entity) SET n.name = 'x'",
        "MATCH (n:Claim) DETACH DELETE n",
        "CREATE INDEX neu IF NOT EXISTS FOR (n:Entity) ON (n.neu)",
    ],
)
def test_nobody_may_write(served: Served, cypher: str) -> None:
    with (
        neo4j.GraphDatabase.driver(served.url, auth=(served.user, served.password)) as driver,
        driver.session(database=served.database) as session,
        pytest.raises(neo4j.exceptions.Forbidden),
    ):
        session.run(cypher).consume()


def test_nobody_gets_in_without_the_password(served: Served) -> None:
    with (
        neo4j.GraphDatabase.driver(served.url, auth=(served.user, "geraten")) as driver,
        pytest.raises(neo4j.exceptions.AuthError),
    ):
        driver.verify_connectivity()


def test_the_password_is_in_no_representation(served: Served) -> None:
    assert served.password not in repr(served)


@pytest.mark.parametrize("query", LIBRARY, ids=LIBRARY.names())
def test_the_program_itself_may_ask_over_bolt(query: Query, served: Served) -> None:
    with open_store(served.url, environment=served.environment(), read_only=True) as store:
        table = answer(store, query)
    assert [list(row) for row in table.rows] == golden(query)["rows"]


def test_the_server_listens_on_loopback_alone(served: Served) -> None:
    port = int(served.url.rsplit(":", 1)[1])
    with socket.socket() as other:
        other.settimeout(2)
        address = socket.gethostbyname(socket.gethostname())
        if not address.startswith("127."):
            assert other.connect_ex((address, port)) != 0


def test_a_locked_store_is_not_served(path: Path, served: Served) -> None:
    with pytest.raises(StoreUnavailableError):
        open_store(path)
    assert served.read_only


def test_a_taken_port_is_named(path: Path, tmp_path: Path, empty_store: Path) -> None:
    shutil.copytree(empty_store, tmp_path / "kg.db")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StoreUnavailableError, match="is taken"), serve(tmp_path / "kg.db", port=port):
            pass


def test_there_must_be_a_store(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError, match="there is no store"), serve(tmp_path / "kg.db", port=0):
        pass


def test_a_store_served_for_writing_takes_documents(tmp_path: Path, empty_store: Path) -> None:
    shutil.copytree(empty_store, tmp_path / "kg.db")
    with (
        serve(tmp_path / "kg.db", port=0, read_only=False) as found,
        open_store(found.url, environment=found.environment()) as store,
    ):
        store.load(first_episode())
    with open_store(tmp_path / "kg.db", read_only=True) as store:
        assert [document.claims for document in store.documents()] == [18]
