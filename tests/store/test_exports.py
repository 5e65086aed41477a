"""The whole graph out of one store and into a Neo4j server: as a script, and as files for the offline import."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import ExportError
from kg.store import Store, open_store
from kg.store.admin_csv import import_arguments, write_admin_csv
from kg.store.cypher_script import cypher_script, literal
from tests.neo4j.server import ADMIN_CLASS, Server, java, started_server
from tests.store.examples import Builder, example_world
from tests.store.test_contract import HOSTILE, content


@pytest.fixture(scope="module")
def hostile_world(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The example world and one document with all that breaks a quotation."""
    path = tmp_path_factory.mktemp("hostile") / "kg.db"
    shutil.copytree(empty_store, path)
    with open_store(path) as store:
        for extraction in example_world():
            store.load(extraction)
        b = Builder("boese", title="", forms={"glimmer-ai": HOSTILE})
        for text in (*HOSTILE, "a;b,c|d\te", "\u0085 Steuerzeichen \x7f \x1b", '""', "'", "\\"):
            b.says("glimmer-ai", "uses", "flint-2", quote=text, role=text)
        store.load(b.done())
        yield store


def test_the_script_has_one_statement_a_line(hostile_world: Store) -> None:
    lines = list(cypher_script(hostile_world))
    assert all(line.splitlines() == [line] for line in lines)
    assert all(line.endswith(";") for line in lines[1:])


def test_the_script_is_the_same_each_time(hostile_world: Store) -> None:
    assert list(cypher_script(hostile_world)) == list(cypher_script(hostile_world))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (3, "3"),
        (1e300, "1e300"),
        (0.1, "0.1"),
        ('it\'s\n"x"\\', "'it\\'s\\n\"x\"\\\\'"),
        ({"a b": [1, "x"], "c": {}}, "{`a b`: [1, 'x'], c: {}}"),
    ],
)
def test_values_are_written_as_cypher(value: object, text: str) -> None:
    assert literal(value) == text


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        literal(float("nan"))


@pytest.mark.neo4j
def test_the_script_rebuilds_the_graph_on_a_server_even_when_run_twice(
    hostile_world: Store, neo4j_server: Server
) -> None:
    neo4j_server.empty()
    statements = [line for line in cypher_script(hostile_world) if not line.startswith("//")]
    with neo4j_server.driver() as driver, driver.session(database=neo4j_server.database) as session:
        for statement in [*statements, *statements]:
            session.run(statement.removesuffix(";")).consume()
    with open_store(neo4j_server.url, environment=neo4j_server.environment()) as server:
        assert content(server) == content(hostile_world)


def test_the_files_go_into_an_empty_folder_only(hostile_world: Store, tmp_path: Path) -> None:
    write_admin_csv(hostile_world, tmp_path)
    write_admin_csv(hostile_world, tmp_path)
    (tmp_path / "brief.txt").write_text("meins")
    with pytest.raises(ExportError, match=r"brief\.txt"):
        write_admin_csv(hostile_world, tmp_path)


def test_the_script_beside_the_files_names_all_of_them(hostile_world: Store, tmp_path: Path) -> None:
    files = write_admin_csv(hostile_world, tmp_path)
    script = (tmp_path / "import.sh").read_text(encoding="utf-8")
    assert all(path.name in script for path in files if path.suffix == ".csv")


@pytest.mark.neo4j
@pytest.mark.skipif("KG_NEO4J_URL" in os.environ, reason="the offline import needs the jars, not a running server")
def test_the_files_are_imported_offline_by_neo4j_admin(hostile_world: Store, tmp_path: Path) -> None:
    if os.environ.get("KG_TEST_NEO4J") != "1":
        pytest.skip("set KG_TEST_NEO4J=1 to start servers (make test-neo4j)")
    files = write_admin_csv(hostile_world, tmp_path)

    def offline_import(home: Path) -> None:
        command = [*java("256m"), ADMIN_CLASS, "database", "import", "full", "neo4j", *import_arguments(files)]
        environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf"), "HEAP_SIZE": "256m"}
        done = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]

    with started_server(prepare=offline_import) as server:
        with server.driver() as driver, driver.session() as session:
            for line in (tmp_path / "schema.cypher").read_text(encoding="utf-8").splitlines():
                session.run(line.removesuffix(";")).consume()
        with open_store(server.url, environment=server.environment()) as store:
            assert content(store) == content(hostile_world)
