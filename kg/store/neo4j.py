"""The store on a Neo4j server, by the official driver: version 5 or later, any edition, no plug-ins.

Each document is one managed transaction, which the driver runs again after a transient error.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j import exceptions as failures

from kg.errors import QueryError, SettingsError, StoreError, StoreUnavailableError, StoreVersionError
from kg.store import statements as s
from kg.store.base import Parameters, Run, Table, Value
from kg.store.cypher import CypherStore
from kg.store.migrations import migrate
from kg.store.records import SCHEMA_VERSION
from kg.store.values import node, relationship

T = TypeVar("T")
OLDEST = (5, 0)
_CONNECT_SECONDS = 10.0
_RETRY_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who asks, and which database: None is the server's default one."""

    user: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str | None = None


def account(environment: Mapping[str, str] | None = None) -> Account:
    """The account from KG_NEO4J_USER, KG_NEO4J_PASSWORD and KG_NEO4J_DATABASE."""
    env = os.environ if environment is None else environment
    return Account(
        user=env.get("KG_NEO4J_USER") or "neo4j",
        password=env.get("KG_NEO4J_PASSWORD", ""),
        database=env.get("KG_NEO4J_DATABASE") or None,
    )


class Neo4jStore(CypherStore):
    """A store on a server.

    Args:
        address: ``bolt://``, ``neo4j://``, or these with ``+s`` (TLS) or ``+ssc`` (TLS with any certificate).
        account: User, password and database.
        read_only: Never write.

    Raises:
        SettingsError: if the address holds a password.
        StoreUnavailableError: if the server cannot be reached, refuses the password, or has no such database.
        StoreVersionError: if the server is older than Neo4j 5, or a newer program wrote the data.
    """

    def __init__(self, address: str, account: Account, *, read_only: bool = False) -> None:
        if urlsplit(address).username is not None:
            raise SettingsError(
                "the address of a server holds no user or password; put them into KG_NEO4J_USER and KG_NEO4J_PASSWORD"
            )
        super().__init__(address, read_only=read_only)
        self._account = account
        self._driver = neo4j.GraphDatabase.driver(
            address,
            auth=neo4j.basic_auth(account.user, account.password),
            connection_timeout=_CONNECT_SECONDS,
            connection_acquisition_timeout=_CONNECT_SECONDS,
            max_transaction_retry_time=_RETRY_SECONDS,
            notifications_min_severity="OFF",
            user_agent="techpower-kg",
        )
        try:
            self._version = self._check_server()
            self._prepare()
        except BaseException:
            self._driver.close()
            raise

    def close(self) -> None:
        """Close all connections."""
        self._driver.close()

    def _check_server(self) -> str:
        with self._as_store_errors():
            agent = self._driver.get_server_info().agent
        return server_version(agent, self._address)

    def _prepare(self) -> None:
        with self._as_store_errors():
            version = self._schema_version()
        if version is not None:
            self._check_version(version)
        if self._read_only or version == SCHEMA_VERSION:
            return
        with self._as_store_errors():
            old = version if version is not None else self._version_without_mark()
            self._in_transaction(lambda run: migrate(run, old))
            with self._session() as session:
                for statement in (*s.CONSTRAINTS, *s.INDEXES, *s.NEO4J_FULL_TEXT):
                    session.run(statement).consume()
                session.run("CALL db.awaitIndexes(60)").consume()

    def _version_without_mark(self) -> int:
        """0 where an older program left claims, else that of an empty store."""
        return 0 if self.query("MATCH (c:Claim) RETURN 1 AS one LIMIT 1").rows else SCHEMA_VERSION

    def _in_transaction(self, work: Callable[[Run], T]) -> T:
        def unit(transaction: neo4j.ManagedTransaction) -> T:
            def run(cypher: str, parameters: Parameters) -> list[dict[str, Value]]:
                return [dict(record) for record in transaction.run(cypher, dict(parameters))]

            return work(run)

        with self._as_store_errors(), self._session() as session:
            try:
                return session.execute_write(unit)
            except failures.ConstraintError:
                # Another process made the same entity at the same time: what it wrote is there now.
                return session.execute_write(unit)

    def _ask(self, cypher: str, parameters: Parameters, *, read_only: bool) -> Table:
        def unit(transaction: neo4j.ManagedTransaction) -> Table:
            result = transaction.run(cypher, dict(parameters))
            columns = tuple(result.keys())
            return Table(columns=columns, rows=tuple(tuple(plain(v) for v in record.values()) for record in result))

        with self._as_store_errors(), self._session() as session:
            try:
                return session.execute_read(unit) if read_only else session.execute_write(unit)
            except (failures.CypherSyntaxError, failures.CypherTypeError, failures.ConstraintError) as error:
                raise QueryError(_message(error)) from error
            except failures.ClientError as error:
                if read_only and "AccessMode" in str(error.code):
                    raise QueryError(
                        f"the statement writes, but only reading is allowed here: {_message(error)}"
                    ) from error
                if str(error.code).startswith("Neo.ClientError.Statement"):
                    raise QueryError(_message(error)) from error
                raise

    def _engine(self) -> tuple[str, str]:
        return "Neo4j", self._version

    def _session(self) -> neo4j.Session:
        return self._driver.session(database=self._account.database)

    @contextmanager
    def _as_store_errors(self) -> Iterator[None]:
        """Say what the driver's errors mean for the user; the password is in none of them."""
        where, who = self._address, self._account
        try:
            yield
        except failures.AuthError as error:
            raise StoreUnavailableError(
                f"{where} refuses user {who.user} with this password; set KG_NEO4J_USER and KG_NEO4J_PASSWORD"
            ) from error
        except failures.ClientError as error:
            raise self._of_client(error) from error
        except (failures.ServiceUnavailable, failures.SessionExpired, OSError) as error:
            raise StoreUnavailableError(
                f"{where} does not answer; is the server running, and are the port and the scheme right (bolt+s:// and "
                f"neo4j+s:// for TLS)? {_message(error)}"
            ) from error
        except (failures.ConfigurationError, ValueError) as error:
            raise SettingsError(f"{where} is no address of a server: {_message(error)}") from error
        except (failures.Neo4jError, failures.DriverError) as error:
            raise StoreError(f"{where}: {_message(error)}") from error

    def _of_client(self, error: failures.ClientError) -> StoreError:
        where, code = self._address, str(error.code)
        if "DatabaseNotFound" in code:
            name = self._account.database
            return StoreUnavailableError(f"{where} has no database {name!r}; create it, or set KG_NEO4J_DATABASE")
        if "CredentialsExpired" in code:
            return StoreUnavailableError(
                f"{where} wants a new password for user {self._account.user}: set one in Neo4j Browser, then put it "
                "into KG_NEO4J_PASSWORD"
            )
        if "NotALeader" in code or "ForbiddenOnReadOnlyDatabase" in code or "WriteOnReadOnlyAccessDbException" in code:
            return StoreUnavailableError(
                f"{where} only reads; give the address of the cluster with neo4j:// so that writes find their way"
            )
        if "Security.Forbidden" in code:
            return StoreUnavailableError(f"{where}: user {self._account.user} may not do this: {_message(error)}")
        return StoreError(f"{where}: {_message(error)}")


def server_version(agent: str, address: str) -> str:
    """The version that a server's name for itself tells (``Neo4j/5.26.0``).

    Raises:
        StoreVersionError: if it is older than 5.
    """
    version = agent.removeprefix("Neo4j/")
    numbers = tuple(int(n) for n in re.findall(r"\d+", version)[:2])
    if agent.startswith("Neo4j/") and numbers < OLDEST:
        raise StoreVersionError(
            f"{address} is Neo4j {version}; wanted version 5 or later (the Cypher used here needs it)"
        )
    return version


def plain(value: Any) -> Value:  # noqa: ANN401 - the driver's values have no common type
    """A value of the driver as plain Python."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, neo4j.graph.Node):
        return node(value.labels, {name: plain(item) for name, item in value.items()})
    if isinstance(value, neo4j.graph.Path):
        return {
            "nodes": [plain(item) for item in value.nodes],
            "relationships": [plain(item) for item in value.relationships],
        }
    if isinstance(value, neo4j.graph.Relationship):
        return relationship(value.type, {name: plain(item) for name, item in value.items()})
    if isinstance(value, Mapping):
        return {str(name): plain(value[name]) for name in sorted(value)}
    if hasattr(value, "iso_format"):
        return value.iso_format()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return str(value)


def _message(error: BaseException) -> str:
    text = getattr(error, "message", None) or str(error)
    return str(text).strip()
