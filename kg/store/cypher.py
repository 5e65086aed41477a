"""What the stores that speak Cypher have in common: all but the connection."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from kg import ontology as _ontology
from kg.errors import StoreError, StoreVersionError
from kg.model import Extraction
from kg.store import statements as s
from kg.store.base import LoadReport, Parameters, Run, StoredDocument, StoreInfo, Table
from kg.store.records import SCHEMA_VERSION
from kg.store.rows import records_of
from kg.store.writing import remove_document, write_document

if TYPE_CHECKING:
    import networkx

T = TypeVar("T")


class CypherStore(ABC):
    """A store whose engine takes Cypher statements in transactions."""

    def __init__(self, address: str, *, read_only: bool) -> None:
        self._address = address
        self._read_only = read_only
        self._ontology = _ontology.load()

    @property
    def address(self) -> str:
        """Where the store is, without any password."""
        return self._address

    @abstractmethod
    def _in_transaction(self, work: Callable[[Run], T]) -> T:
        """Run `work` in one writing transaction, again after a transient error; all or nothing of it is kept."""

    @abstractmethod
    def _ask(self, cypher: str, parameters: Parameters, *, read_only: bool) -> Table:
        """The answer to one statement."""

    @abstractmethod
    def _engine(self) -> tuple[str, str]:
        """Name and version of the engine."""

    @abstractmethod
    def close(self) -> None:
        """Let go of files and connections."""

    def load(self, extraction: Extraction) -> LoadReport:
        """Put one document in, in one transaction; see `kg.store.base.Store.load`."""
        self._refuse_if_read_only("load a document")
        records = records_of(extraction, self._ontology)
        return self._in_transaction(lambda run: write_document(run, records, self._ontology))

    def delete(self, document_id: str) -> bool:
        """Take one document out, with all that only it vouches for; whether it was there."""
        self._refuse_if_read_only("delete a document")
        return self._in_transaction(lambda run: remove_document(run, document_id, self._ontology))

    def documents(self) -> tuple[StoredDocument, ...]:
        """All documents, sorted by id."""
        return tuple(StoredDocument(**row) for row in self.query(s.DOCUMENTS).dicts())

    def query(self, cypher: str, parameters: Parameters | None = None, *, read_only: bool = True) -> Table:
        """The answer to one Cypher statement; see `kg.store.base.Store.query`."""
        if not read_only:
            self._refuse_if_read_only("run a statement that writes")
        return self._ask(cypher, parameters or {}, read_only=read_only)

    def info(self) -> StoreInfo:
        """Engine, versions and counts."""
        nodes = {label: self._count(f"MATCH (n:{label}) RETURN count(n) AS n") for label in s.KEY_LABELS}
        counted = self.query("MATCH ()-[r]->() RETURN type(r) AS type, count(r) AS n ORDER BY type")
        engine, version = self._engine()
        return StoreInfo(
            engine=engine,
            version=version,
            address=self._address,
            schema_version=self._schema_version() or 0,
            read_only=self._read_only,
            nodes=nodes,
            relationships={row["type"]: row["n"] for row in counted.dicts()},
        )

    def as_networkx(self) -> networkx.MultiDiGraph:
        """Entities as nodes and the direct relationships between them as edges; see `kg.store.network`."""
        from kg.store.network import network_of

        return network_of(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _count(self, cypher: str) -> int:
        return int(self.query(cypher).rows[0][0])

    def _schema_version(self) -> int | None:
        rows = self.query(s.READ_SCHEMA).rows
        return int(rows[0][0]) if rows else None

    def _refuse_if_read_only(self, what: str) -> None:
        if self._read_only:
            raise StoreError(f"{self._address} is open for reading only; open it for writing to {what}")

    def _check_version(self, version: int) -> None:
        if version > SCHEMA_VERSION:
            raise StoreVersionError(
                f"{self._address} has data model {version}, this program knows up to {SCHEMA_VERSION}; "
                "update the program, or build a new store from the documents"
            )
