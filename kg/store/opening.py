"""One function that opens any store by its address."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import SettingsError
from kg.store.base import Store

if TYPE_CHECKING:
    from collections.abc import Mapping

DEFAULT_PATH = "kg.db"
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


def open_store(
    address: str | Path | None = None,
    *,
    read_only: bool = False,
    environment: Mapping[str, str] | None = None,
) -> Store:
    """The store at this address, open; use it in a `with` block.

    Args:
        address: A folder for the embedded store (``kg.db`` in the working directory by default), or ``bolt://host:7687``,
            ``neo4j://…``, ``bolt+s://…``, ``neo4j+s://…`` for a Neo4j server.
        read_only: Never write; a store that is not there is an error then.
        environment: Where ``KG_NEO4J_USER``, ``KG_NEO4J_PASSWORD`` and ``KG_NEO4J_DATABASE`` stand, the process's by
            default.

    Raises:
        SettingsError: if the address has an unknown scheme.
        StoreUnavailableError: if the store cannot be reached, is locked, or the password is wrong.
        StoreVersionError: if a newer program wrote it.
    """
    if isinstance(address, str) and "://" in address:
        scheme = address.split("://", 1)[0]
        if scheme not in SCHEMES:
            raise SettingsError(
                f"{scheme}:// is no address of a store; wanted a folder or {', '.join(f'{s}://' for s in SCHEMES)}"
            )
        from kg.store.neo4j import Neo4jStore, account

        return Neo4jStore(address, account(environment), read_only=read_only)
    from kg.store.embedded import EmbeddedStore

    return EmbeddedStore(Path(address if address is not None else DEFAULT_PATH), read_only=read_only)
