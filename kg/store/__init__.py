"""Where the graph of claims lives: an embedded store without a server, or Neo4j. Both take the same Cypher."""

from __future__ import annotations

from kg.store.base import LoadOutcome, LoadReport, Store, StoredDocument, StoreInfo, Table, Value
from kg.store.opening import DEFAULT_PATH, open_store

__all__ = [
    "DEFAULT_PATH",
    "LoadOutcome",
    "LoadReport",
    "Store",
    "StoreInfo",
    "StoredDocument",
    "Table",
    "Value",
    "open_store",
]
