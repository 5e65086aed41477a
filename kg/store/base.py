"""What a store is to the rest of the program: documents go in, tables come out.

Every store keeps the same data model (`kg.store.records`) and speaks the same Cypher: one query file serves all.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import TYPE_CHECKING, Any, Protocol, Self, runtime_checkable

from kg.errors import StoreError
from kg.model import Extraction

if TYPE_CHECKING:
    import networkx
    import pandas

Value = Any
"""A plain Python value: None, bool, int, float, str, list or dict of these.

A node is ``{"labels": [...], "properties": {...}}``, a relationship ``{"type": ..., "properties": {...}}``, a path
``{"nodes": [...], "relationships": [...]}``; dates and times are ISO 8601 strings.
"""

Parameters = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a query: column names in the order of its RETURN, and rows of plain values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...] = ()

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def dicts(self) -> list[dict[str, Value]]:
        """The rows as dictionaries by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def column(self, name: str) -> list[Value]:
        """The values of one column.

        Raises:
            KeyError: if there is no such column.
        """
        if name not in self.columns:
            raise KeyError(f"no column {name!r}; there are {', '.join(self.columns)}")
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def frame(self) -> pandas.DataFrame:
        """The table as a pandas frame.

        Raises:
            StoreError: if pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as error:
            raise StoreError("a frame needs pandas, which is not installed: pip install pandas") from error
        return pd.DataFrame(list(self.rows), columns=list(self.columns))


class LoadOutcome(StrEnum):
    """What loading a document did to the store."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What loading one document did; the counts are those of the document.

    Attributes:
        new_entities: Entities that the store did not hold before.
        orphans: Entities that went because no document mentions them any more.
    """

    document_id: str
    outcome: LoadOutcome
    claims: int = 0
    entities: int = 0
    evidence: int = 0
    new_entities: int = 0
    orphans: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document as the store knows it."""

    id: str
    kind: str
    title: str
    date: str | None
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreInfo:
    """What a store is and how much it holds.

    Attributes:
        engine: ``ArcadeDB (embedded)`` or ``Neo4j``.
        version: The engine's version.
        counts: Number of nodes by label and of relationships by type, sorted by name.
    """

    engine: str
    version: str
    address: str
    schema_version: int
    read_only: bool
    nodes: Mapping[str, int]
    relationships: Mapping[str, int]

    def as_dict(self) -> dict[str, Value]:
        """For JSON."""
        return {f.name: _plain(getattr(self, f.name)) for f in dataclasses.fields(self)}


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value


class Run(Protocol):
    """Runs one statement inside an open transaction."""

    def __call__(self, cypher: str, parameters: Parameters) -> list[dict[str, Value]]:
        """The rows that the statement returns."""
        ...


@runtime_checkable
class Store(Protocol):
    """A graph of claims. Use it as a context manager: leaving the block closes it."""

    @property
    def address(self) -> str:
        """Where the store is, without any password."""
        ...

    def load(self, extraction: Extraction) -> LoadReport:
        """Put one document in, in one transaction.

        The same extraction again changes nothing; another one of the same document replaces it.

        Raises:
            StoreError: if a claim names an entity that the extraction does not hold, or the store is read-only.
        """
        ...

    def delete(self, document_id: str) -> bool:
        """Take one document out, with all that only it vouches for; whether it was there."""
        ...

    def documents(self) -> tuple[StoredDocument, ...]:
        """All documents, sorted by id."""
        ...

    def query(self, cypher: str, parameters: Parameters | None = None, *, read_only: bool = True) -> Table:
        """The answer to one Cypher statement, a reading one unless `read_only` is off.

        Raises:
            QueryError: if the statement is wrong, lacks a parameter, or writes although it must not.
        """
        ...

    def info(self) -> StoreInfo:
        """Engine, versions and counts."""
        ...

    def as_networkx(self) -> networkx.MultiDiGraph:
        """Entities as nodes and the direct relationships between them as edges, keyed by their claims' ids."""
        ...

    def close(self) -> None:
        """Let go of files and connections; closing twice does no harm."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


Work = Callable[[Run], LoadReport]
