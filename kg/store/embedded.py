"""The embedded store: ArcadeDB in this process, one folder on disk, no server.

One process writes at a time (the engine locks the folder); several may read when none writes.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from kg.errors import QueryError, StoreError, StoreUnavailableError
from kg.queries.columns import column_names
from kg.store import statements as s
from kg.store.base import Parameters, Run, Table, Value
from kg.store.cypher import CypherStore
from kg.store.engines import Database, create_database, engine, open_database
from kg.store.migrations import migrate
from kg.store.records import SCHEMA_VERSION
from kg.store.values import EmbeddedValues

T = TypeVar("T")
_FULL_TEXT = (
    "CREATE VERTEX TYPE Entity IF NOT EXISTS",
    "CREATE VERTEX TYPE Evidence IF NOT EXISTS",
    "CREATE PROPERTY Entity.searchText IF NOT EXISTS STRING",
    "CREATE PROPERTY Evidence.quote IF NOT EXISTS STRING",
    "CREATE INDEX entity_text IF NOT EXISTS ON Entity (searchText) FULL_TEXT",
    "CREATE INDEX evidence_text IF NOT EXISTS ON Evidence (quote) FULL_TEXT",
)
_FSYNC_EACH_COMMIT = "ALTER DATABASE `arcadedb.txWalFlush` 2"
_NO_FSYNC = "ALTER DATABASE `arcadedb.txWalFlush` 0"
UNFINISHED = ".kgtmp"


class EmbeddedStore(CypherStore):
    """A store in a folder.

    Args:
        path: The folder; it is made where it does not exist, unless `read_only`.
        read_only: Never write; several processes may read at once.

    Raises:
        StoreUnavailableError: if the folder is locked, is no store, or is not there and must only be read.
        StoreVersionError: if it was written by a newer program.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        super().__init__(str(path), read_only=read_only)
        self._writing = threading.Lock()
        if not is_store(path):
            if read_only:
                raise StoreUnavailableError(f"there is no store at {path}; kg build makes one, --store names another")
            _create(path)
        self._db: Database = _open(path, read_only=read_only)
        self._values = EmbeddedValues(self._lookup, self._relationship_types)
        try:
            self._prepare()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Let go of the folder."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _prepare(self) -> None:
        version = self._schema_version() or 0
        self._check_version(version)
        if version < SCHEMA_VERSION:
            self._refuse_if_read_only(f"bring it from data model {version} to {SCHEMA_VERSION}")
            self._in_transaction(lambda run: migrate(run, version))
            _make_schema(self._db)
        if not self._read_only:
            self._db.command("sql", _FSYNC_EACH_COMMIT)

    def _in_transaction(self, work: Callable[[Run], T]) -> T:
        database = self._opened()
        failure = engine().ArcadeDBError
        try:
            # One writer at a time: two threads that both bring a new class would race to make its type.
            with self._writing:
                result: T = database.run_in_transaction(lambda: work(self._run))
        except failure as error:
            raise StoreError(f"{self._address}: the store refused to write: {error}") from error
        return result

    def _run(self, cypher: str, parameters: Parameters) -> list[dict[str, Value]]:
        answer = self._db.command("opencypher", cypher, dict(parameters))
        return [] if answer is None else [dict(row) for row in answer.iter_dicts()]

    def _ask(self, cypher: str, parameters: Parameters, *, read_only: bool) -> Table:
        database = self._opened()
        ask = database.query if read_only else database.command
        try:
            answer = ask("opencypher", cypher, dict(parameters))
            found = [] if answer is None else [{n: row.get(n) for n in row.property_names} for row in answer]
        except engine().ArcadeDBError as error:
            raise QueryError(_complaint(str(error))) from error
        names = column_names(cypher)
        if found and (names is None or set(names) != set(found[0])):
            names = tuple(found[0])
        columns = names or ()
        rows = (tuple(self._values.plain(row.get(name)) for name in columns) for row in found)
        return Table(columns=columns, rows=tuple(rows))

    def _engine(self) -> tuple[str, str]:
        return "ArcadeDB (embedded)", str(engine().__version__)

    def _opened(self) -> Database:
        if self._db is None:
            raise StoreError(f"{self._address} is closed")
        return self._db

    def _relationship_types(self) -> frozenset[str]:
        found = self._opened().query("sql", "SELECT name FROM schema:types WHERE type = 'edge'")
        return frozenset(row.get("name") for row in found)

    def _lookup(self, ids: list[str]) -> dict[str, dict[str, Value]]:
        found = self._opened().query("sql", f"SELECT @rid AS rid, @this AS record FROM [{', '.join(ids)}]")  # noqa: S608 - ids of the engine
        return {row.get("record")["@rid"]: row.get("record") for row in found}


@contextmanager
def fresh_store(path: Path) -> Iterator[EmbeddedStore]:
    """A new store at `path` for a first, large load: it appears there when the block ends without an error.

    Until then it grows in a folder beside it, without waiting for the disk at each document; a build that is broken off
    leaves nothing at `path`, and what it left beside it is swept away by the next.

    Raises:
        StoreError: if something is at `path` already.
    """
    if path.exists():
        raise StoreError(f"{path} exists already; open it to add documents, or remove it")
    unfinished = path.with_name(path.name + UNFINISHED)
    shutil.rmtree(unfinished, ignore_errors=True)
    _create(unfinished)
    store = EmbeddedStore(unfinished)
    try:
        store._opened().command("sql", _NO_FSYNC)
        yield store
        store._opened().command("sql", _FSYNC_EACH_COMMIT)
    except BaseException:
        store.close()
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    store.close()
    _to_disk(unfinished)
    unfinished.rename(path)


def is_store(path: Path) -> bool:
    """Whether a store lies there; False where there is nothing or an empty folder.

    Raises:
        StoreUnavailableError: if something else lies there.
    """
    if not path.exists() or (path.is_dir() and not any(path.iterdir())):
        return False
    if not path.is_dir() or not (path / "schema.json").is_file():
        raise StoreUnavailableError(f"{path} is no store of this program; name another place with --store")
    return True


def _create(path: Path) -> None:
    """Make an empty store that is at `path` whole or not at all."""
    unfinished = path.with_name(f"{path.name}{UNFINISHED}-{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        database = create_database(unfinished)
        _make_schema(database)
        database.close()
        unfinished.rename(path)
    except (OSError, engine().ArcadeDBError) as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise StoreUnavailableError(f"cannot make a store at {path}: {error}") from error


def _make_schema(database: Database) -> None:
    for statement in _FULL_TEXT:
        database.command("sql", statement)
    for statement in (*s.CONSTRAINTS, *s.INDEXES):
        database.command("opencypher", statement)
    database.command("opencypher", s.WRITE_SCHEMA, {"version": SCHEMA_VERSION})


def _open(path: Path, *, read_only: bool) -> Database:
    failure = engine().ArcadeDBError
    try:
        return open_database(path, read_only=read_only)
    except failure as error:
        if read_only and "needs recovery" in str(error):
            _recover(path)
            return _open(path, read_only=True)
        raise _unavailable(path, error) from error


def _recover(path: Path) -> None:
    """Let the engine repair what a killed process left: opening for writing does it."""
    try:
        open_database(path, read_only=False).close()
    except engine().ArcadeDBError as error:
        raise _unavailable(path, error) from error


def _unavailable(path: Path, error: Exception) -> StoreUnavailableError:
    if "LockException" in str(error) or "locked" in str(error):
        return StoreUnavailableError(
            f"the store {path} is open in another process; wait for it to end, close it there, or let that process "
            "share it with kg serve and give its bolt:// address with --store"
        )
    return StoreUnavailableError(f"the store {path} cannot be opened: {_complaint(str(error))}")


def _complaint(message: str) -> str:
    """What the engine says, without the names of its classes."""
    import re

    plain = re.sub(r"^[^:]*: (?:[\w.]+Exception: )?|\s*\(caused by .*$", "", message, flags=re.DOTALL).strip()
    if "is not idempotent" in message:
        return f"the statement writes, but only reading is allowed here: {plain}"
    return plain or message


def _to_disk(folder: Path) -> None:
    for path in [*folder.iterdir(), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
