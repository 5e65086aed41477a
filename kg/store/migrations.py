"""Bringing a store that an older program wrote to the data model of this one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from kg.store import statements as s
from kg.store.base import Run
from kg.store.records import SCHEMA_VERSION

Migration = Callable[[Run], None]


def migrate(run: Run, version: int) -> None:
    """Bring the store from `version` to that of the program, inside the open transaction."""
    for older in range(version, SCHEMA_VERSION):
        MIGRATIONS[older](run)
    run(s.WRITE_SCHEMA, {"version": SCHEMA_VERSION})


def _from_0(run: Run) -> None:
    """Model 0 had no text for the full-text index on entities, and `doc` for the document of a relationship."""
    run(
        "MATCH (e:Entity) WHERE e.searchText IS NULL "
        "SET e.searchText = reduce(text = e.name, form IN coalesce(e.surfaceForms, []) | text + ' · ' + form)",
        {},
    )
    run("MATCH (:Entity)-[r]->(:Entity) WHERE r.doc IS NOT NULL SET r.document = r.doc REMOVE r.doc", {})
    run("MATCH (d:Document) REMOVE d.fingerprint", {})


MIGRATIONS: Mapping[int, Migration] = MappingProxyType({0: _from_0})
"""From each older version to the next."""
