"""What only a server has: addresses, accounts, versions, and others who write at the same time."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.errors import QueryError, SettingsError, StoreError, StoreUnavailableError, StoreVersionError
from kg.store import open_store
from kg.store.neo4j import Account, account, server_version
from kg.store.records import SCHEMA_VERSION
from tests.neo4j.server import Server, free_port, started_server
from tests.store.examples import Builder, first_episode
from tests.store.killing import KILLS, assert_whole, killed_load

SECRET = "sehr-geheim-4711"


@pytest.fixture
def server(neo4j_server: Server) -> Server:
    """The server, empty."""
    neo4j_server.empty()
    return neo4j_server


def test_the_account_comes_from_the_environment() -> None:
    env = {"KG_NEO4J_USER": "ich", "KG_NEO4J_PASSWORD": SECRET, "KG_NEO4J_DATABASE": "meine"}
    assert account(env) == Account(user="ich", password=SECRET, database="meine")
    assert account({}) == Account(user="neo4j", password="", database=None)


def test_the_password_is_in_no_representation() -> None:
    assert SECRET not in repr(Account(password=SECRET))


@pytest.mark.parametrize("address", ["http://x:7474", "ftp://x", "postgres://x/y"])
def test_an_address_that_no_store_has_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="no address of a store"):
        open_store(address)


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(SettingsError, match="KG_NEO4J_PASSWORD") as caught:
        open_store(f"bolt://ich:{SECRET}@localhost:7687")
    assert SECRET not in str(caught.value)


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(StoreUnavailableError, match="does not answer"):
        open_store(f"bolt://127.0.0.1:{free_port()}", environment={"KG_NEO4J_PASSWORD": SECRET})


@pytest.fixture
def web_server() -> Iterator[str]:
    """The address of a server that speaks something else."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            try:
                while True:
                    connection, _ = listener.accept()
                    with connection:
                        connection.recv(1024)
                        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            except OSError:
                return

        thread = threading.Thread(target=answer)
        thread.start()
        yield f"bolt://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def test_a_server_that_is_no_neo4j_is_an_error(web_server: str) -> None:
    with pytest.raises(StoreUnavailableError, match="does not answer"):
        open_store(web_server, environment={})


@pytest.mark.parametrize("agent", ["Neo4j/4.4.41", "Neo4j/3.5.35"])
def test_an_old_server_is_refused(agent: str) -> None:
    with pytest.raises(StoreVersionError, match="wanted version 5"):
        server_version(agent, "bolt://x")


@pytest.mark.parametrize("agent", ["Neo4j/5.26.30", "Neo4j/2026.01.0", "Neo4j/5.26.0 compatible (ArcadeDB 26.10.2)"])
def test_a_new_server_is_taken(agent: str) -> None:
    assert server_version(agent, "bolt://x") == agent.removeprefix("Neo4j/")


@pytest.mark.neo4j
def test_a_wrong_password_is_refused_and_not_repeated(server: Server) -> None:
    with pytest.raises(StoreUnavailableError, match="refuses user neo4j") as caught:
        open_store(server.url, environment={"KG_NEO4J_PASSWORD": SECRET})
    assert SECRET not in "".join(traceback.format_exception(caught.value))


@pytest.mark.neo4j
def test_a_missing_database_is_named(server: Server) -> None:
    with pytest.raises(StoreUnavailableError, match="no database 'gibtsnicht'"):
        open_store(server.url, environment={**server.environment(), "KG_NEO4J_DATABASE": "gibtsnicht"})


@pytest.mark.neo4j
def test_tls_to_a_server_without_it_is_an_error_that_names_the_scheme(server: Server) -> None:
    with pytest.raises(StoreUnavailableError, match=r"bolt\+s"):
        open_store(server.url.replace("bolt://", "bolt+s://"), environment=server.environment())


@pytest.mark.neo4j
def test_the_routing_scheme_works_too(server: Server) -> None:
    with open_store(server.url.replace("bolt://", "neo4j://"), environment=server.environment()) as store:
        assert store.load(first_episode()).claims == 18


@pytest.mark.neo4j
def test_constraints_and_indexes_are_made_once(server: Server) -> None:
    for _ in range(2):
        open_store(server.url, environment=server.environment()).close()
    with open_store(server.url, environment=server.environment()) as store:
        constraints = store.query("SHOW CONSTRAINTS YIELD name RETURN name ORDER BY name").column("name")
        indexes = store.query("SHOW INDEXES YIELD name, type RETURN name, type ORDER BY name").dicts()
    assert [name for name in constraints if name.endswith("_id")] == sorted(
        f"{label}_id"
        for label in ("claim", "document", "donation", "entity", "evidence", "segment", "sourcetext", "storeschema")
    )
    assert {row["name"] for row in indexes if row["type"] == "FULLTEXT"} == {"entity_text", "evidence_text"}


@pytest.mark.neo4j
def test_a_store_opened_for_reading_writes_nothing(server: Server) -> None:
    with open_store(server.url, environment=server.environment(), read_only=True) as store:
        with pytest.raises(StoreError, match="for reading only"):
            store.load(first_episode())
        with pytest.raises(QueryError, match="only reading"):
            store.query("CREATE (n:X) RETURN n.id AS id")
        assert store.info().schema_version == 0


@pytest.mark.neo4j
def test_data_of_a_newer_program_is_refused(server: Server) -> None:
    with open_store(server.url, environment=server.environment()) as store:
        store.query("MATCH (s:StoreSchema) SET s.version = 99", read_only=False)
    with pytest.raises(StoreVersionError, match="update the program"):
        open_store(server.url, environment=server.environment())


@pytest.mark.neo4j
def test_claims_without_a_mark_are_those_of_an_older_program(server: Server) -> None:
    with open_store(server.url, environment=server.environment()) as store:
        store.load(first_episode())
        store.query("MATCH (s:StoreSchema) DELETE s", read_only=False)
        store.query("MATCH (e:Entity) REMOVE e.searchText", read_only=False)
    with open_store(server.url, environment=server.environment()) as store:
        assert store.info().schema_version == SCHEMA_VERSION
        assert store.query("MATCH (e:Entity) WHERE e.searchText IS NULL RETURN count(e) AS n").rows == ((0,),)


@pytest.mark.neo4j
def test_several_may_load_documents_that_share_entities(server: Server) -> None:
    def work(number: int) -> None:
        with open_store(server.url, environment=server.environment()) as store:
            for step in range(4):
                b = Builder(f"faden-{number}-{step}")
                b.says("glimmer-ai", "uses", "flint-2").says("kiesel-chips", "suppliesTo", "glimmer-ai")
                store.load(b.says(f"neu-{step}", "uses", "kiesel-9").done())

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    with open_store(server.url, environment=server.environment()) as store:
        assert store.info().nodes["Claim"] == 48
        assert store.info().nodes["Entity"] == 8


@pytest.mark.neo4j
def test_tls_works_with_a_certificate_of_ones_own() -> None:
    if os.environ.get("KG_TEST_NEO4J") != "1":
        pytest.skip("set KG_TEST_NEO4J=1 to start servers (make test-neo4j)")
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")

    def with_certificate(home: Path) -> None:
        folder = home / "certificates" / "bolt"
        folder.mkdir(parents=True)
        make = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        files = ["-keyout", str(folder / "private.key"), "-out", str(folder / "public.crt")]
        subprocess.run([*make, *files], check=True, capture_output=True)
        with (home / "conf" / "neo4j.conf").open("a", encoding="utf-8") as config:
            config.write("server.bolt.tls_level=OPTIONAL\ndbms.ssl.policy.bolt.enabled=true\n")
            config.write("dbms.ssl.policy.bolt.client_auth=NONE\n")

    with started_server(prepare=with_certificate) as found:
        address = found.url.replace("bolt://", "bolt+ssc://")
        with open_store(address, environment=found.environment()) as store:
            assert store.load(first_episode()).claims == 18
        with pytest.raises(StoreUnavailableError):
            open_store(found.url.replace("bolt://", "bolt+s://"), environment=found.environment())


@pytest.mark.neo4j
def test_a_killed_load_leaves_every_document_whole_or_absent(server: Server) -> None:
    for kill in range(KILLS):
        server.empty()
        done = killed_load(server.url, kill, server.environment())
        with open_store(server.url, environment=server.environment()) as store:
            assert_whole(store, done, kill)
