"""The embedded store over Bolt on this machine: for Neo4j Browser, drivers, notebooks and other programs.

The engine's own server does it, in this process; it listens on loopback only.
"""

from __future__ import annotations

import base64
import json
import secrets
import shutil
import socket
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import StoreUnavailableError
from kg.store.embedded import EmbeddedStore, is_store
from kg.store.engines import engine

HOST = "127.0.0.1"
DEFAULT_PORT = 7687
USER = "neo4j"
DATABASE = "kg"
_BOLT = "Bolt:com.arcadedb.bolt.BoltProtocolPlugin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """Where a served store is, and how to get in."""

    url: str
    password: str = field(repr=False)
    user: str = USER
    database: str = DATABASE
    read_only: bool = True

    def environment(self) -> dict[str, str]:
        """What `open_store` and the command line need to get in."""
        return {
            "KG_NEO4J_USER": self.user,
            "KG_NEO4J_PASSWORD": self.password,
            "KG_NEO4J_DATABASE": self.database,
        }


@contextmanager
def serve(path: Path, *, port: int = DEFAULT_PORT, read_only: bool = True) -> Iterator[Served]:
    """Serve the store at `path` until the block ends; the password is new each time.

    Args:
        path: The folder of an embedded store.
        port: Port on loopback; 0 takes any free one.
        read_only: Whether clients may only read.

    Raises:
        StoreUnavailableError: if there is no store, it is locked, or the port is taken.
    """
    if not is_store(path):
        raise StoreUnavailableError(f"there is no store at {path}; kg build makes one")
    EmbeddedStore(path).close()
    bolt = port or _free_port()
    _check_free(bolt)
    root = Path(tempfile.mkdtemp(prefix="kg-serve-"))
    (root / "config").mkdir()
    (root / "config" / "server-groups.json").write_text(json.dumps(_GROUPS), encoding="utf-8")
    (root / "databases").mkdir()
    (root / "databases" / DATABASE).symlink_to(path.resolve(), target_is_directory=True)
    settings = {
        "host": HOST,
        "http_port": _free_port(),
        "server_plugins": _BOLT,
        "bolt_host": HOST,
        "bolt_port": bolt,
        "bolt_defaultDatabase": DATABASE,
        "server_logsDirectory": str(root / "log"),
    }
    owner, password = secrets.token_urlsafe(18), secrets.token_urlsafe(18)
    try:
        server = engine().create_server(str(root), root_password=owner, config=settings)
        server.start()
        try:
            _let_in(settings["http_port"], owner, password, group="reader" if read_only else "admin")
            yield Served(url=f"bolt://{HOST}:{bolt}", password=password, read_only=read_only)
        finally:
            server.stop()
    except (engine().ArcadeDBError, OSError) as error:
        raise StoreUnavailableError(f"the store {path} cannot be served: {error}") from error
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _let_in(port: object, owner: str, password: str, *, group: str) -> None:
    """Make the one user that clients use: the engine lets it do what its group may."""
    user = json.dumps({"name": USER, "password": password, "databases": {DATABASE: [group]}})
    request = urllib.request.Request(
        f"http://{HOST}:{port}/api/v1/server",
        data=json.dumps({"command": f"create user {user}"}).encode(),
        headers={
            "Authorization": "Basic " + base64.b64encode(f"root:{owner}".encode()).decode(),
            "Content-Type": "application/json",
        },
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=10):
        pass


def _group(access: list[str], records: list[str]) -> dict[str, object]:
    return {"access": access, "resultSetLimit": -1, "readTimeout": -1, "types": {"*": {"access": records}}}


_GROUPS = {
    "databases": {
        "*": {
            "groups": {
                "admin": _group(
                    ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
                    ["createRecord", "readRecord", "updateRecord", "deleteRecord"],
                ),
                "reader": _group([], ["readRecord"]),
                "*": _group([], []),
            }
        }
    },
    "version": 2,
}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _check_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise StoreUnavailableError(
                f"port {port} on {HOST} is taken (by a Neo4j server?); give another with --port, or 0 for any"
            ) from error
