"""A Neo4j server for the tests: the one that KG_NEO4J_URL names, else one started from the jars of Maven Central.

The jars lie in the user's cache folder, everything else in a throw-away folder; the server listens on loopback ports of
its own, has a small heap and a random password, and dies with the tests.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import neo4j
from neo4j.exceptions import AuthError, DriverError, Neo4jError

HERE = Path(__file__).parent
MAIN_CLASS = "org.neo4j.server.CommunityEntryPoint"
ADMIN_CLASS = "org.neo4j.server.startup.Neo4jAdminCommand"
START_SECONDS = 180
OWNED = "KgTestDatabase"
CONFIG = """\
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size=64m
db.tx_log.rotation.retention_policy=keep_none
dbms.security.auth_minimum_password_length=4
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running server and how to get in."""

    url: str
    user: str
    password: str
    database: str | None = None
    home: Path | None = None
    pid: int | None = None

    def environment(self) -> dict[str, str]:
        """What the program reads its account from."""
        account = {"KG_NEO4J_USER": self.user, "KG_NEO4J_PASSWORD": self.password}
        return account if self.database is None else {**account, "KG_NEO4J_DATABASE": self.database}

    def empty(self) -> None:
        """Take all nodes out; the tests own the database."""
        with self.driver() as driver, driver.session(database=self.database) as session:
            session.run("MATCH (n) WHERE NOT n:KgTestDatabase CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()

    def driver(self) -> neo4j.Driver:
        """A driver that is logged in."""
        return neo4j.GraphDatabase.driver(self.url, auth=(self.user, self.password), notifications_min_severity="OFF")


@contextmanager
def running_server() -> Iterator[Server]:
    """The server of the tests.

    Raises:
        RuntimeError: if it does not start, or the given one holds data of somebody else.
    """
    url = os.environ.get("KG_NEO4J_URL")
    if url is None:
        with started_server() as server:
            yield server
        return
    server = Server(
        url=url,
        user=os.environ.get("KG_NEO4J_USER", "neo4j"),
        password=os.environ.get("KG_NEO4J_PASSWORD", ""),
        database=os.environ.get("KG_NEO4J_DATABASE"),
    )
    _own(server)
    yield server


def _own(server: Server) -> None:
    """Mark the database as the tests' own, unless it holds what they did not make."""
    with server.driver() as driver, driver.session(database=server.database) as session:
        if session.run(f"MATCH (n:{OWNED}) RETURN n LIMIT 1").single() is None:
            if session.run("MATCH (n) RETURN n LIMIT 1").single() is not None:
                raise RuntimeError(f"{server.url} holds data; name an empty database with KG_NEO4J_DATABASE")
            session.run(f"CREATE (:{OWNED})").consume()


@contextmanager
def started_server(*, prepare: Callable[[Path], None] | None = None) -> Iterator[Server]:
    """A server of its own, stopped and wiped at the end; `prepare` works on its home folder before it starts."""
    home = Path(tempfile.mkdtemp(prefix="kg-neo4j-"))
    port = free_port()
    (home / "conf").mkdir()
    (home / "conf" / "neo4j.conf").write_text(CONFIG.format(port=port), encoding="utf-8")
    if prepare is not None:
        prepare(home)
    log = home / "console.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*java("512m"), MAIN_CLASS, f"--home-dir={home}", f"--config-dir={home / 'conf'}"],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        password = secrets.token_urlsafe(12)
        _wait(process, port, password, home)
        yield Server(url=f"bolt://127.0.0.1:{port}", user="neo4j", password=password, home=home, pid=process.pid)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(home, ignore_errors=True)


def java(heap: str) -> list[str]:
    """The command that runs Java with the server's jars."""
    return [_tool("java"), f"-Xms{heap}", f"-Xmx{heap}", "-XX:+UseSerialGC", "-cp", f"{jars()}/*"]


def jars() -> Path:
    """The folder with the server's jars, filled on first use.

    Raises:
        RuntimeError: if Maven cannot bring them.
    """
    pom = HERE / "pom.xml"
    version = pom.read_text(encoding="utf-8").split("<neo4j.version>")[1].split("<")[0]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "techpower-kg"
    folder = cache / f"neo4j-{version}"
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix="neo4j-", dir=cache))
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={unfinished}", "-DincludeScope=runtime"]
    result = subprocess.run(
        [_tool("mvn"), "-q", "-B", "-f", str(pom), *goal], capture_output=True, text=True, check=False
    )
    if result.returncode != 0:
        shutil.rmtree(unfinished)
        raise RuntimeError(f"Maven could not bring the jars of Neo4j {version}:\n{result.stdout}{result.stderr}")
    unfinished.chmod(0o755)
    try:
        unfinished.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise
        shutil.rmtree(unfinished)
    return folder


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise RuntimeError(f"{name} is not installed; install it, or name a server with KG_NEO4J_URL")
    return found


def _wait(process: subprocess.Popen[bytes], port: int, password: str, home: Path) -> None:
    """Until the server answers; its first password is changed on the way."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"Neo4j ended at once with {process.returncode}:\n{_logs(home)}")
        try:
            with neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("neo4j", "neo4j")) as driver:
                with driver.session(database="system") as session:
                    session.run("ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", {"new": password}).consume()
                return
        except AuthError:
            raise
        except (DriverError, Neo4jError, OSError):
            time.sleep(0.5)
    raise RuntimeError(f"Neo4j did not answer within {START_SECONDS} seconds:\n{_logs(home)}")


def _logs(home: Path) -> str:
    files = [home / "console.log", home / "logs" / "neo4j.log"]
    return "\n".join(f.read_text(encoding="utf-8", errors="replace")[-3000:] for f in files if f.is_file())
