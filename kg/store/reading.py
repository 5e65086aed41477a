"""What the program itself asks a store: the entities that it knows, and what it holds about one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.errors import QueryError
from kg.model import Entity, kebab
from kg.store.base import Store, Table

_KNOWN = """
MATCH (e:Entity)-[:MENTIONED_IN]->(d:Document)
WHERE NOT d.id IN $besides
RETURN DISTINCT e.id AS id, e.name AS name, e.type AS class, coalesce(e.alsoNamed, []) AS also,
  coalesce(e.surfaceForms, []) AS forms, e.homepage AS homepage, e.wikidata AS wikidata
ORDER BY id
"""
_CALLED = """
MATCH (e:Entity)
WHERE e.id = $id OR toLower(e.name) = toLower($name) OR $name IN coalesce(e.surfaceForms, [])
  OR $name IN coalesce(e.alsoNamed, [])
OPTIONAL MATCH (e)-[m:MENTIONED_IN]->(d:Document)
RETURN e.id AS id, e.name AS name, e.type AS class, coalesce(e.alsoNamed, []) AS also,
  coalesce(e.surfaceForms, []) AS forms, e.homepage AS homepage, e.wikidata AS wikidata, count(d) AS documents
ORDER BY documents DESC, id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An entity of the store and in how many documents it is mentioned."""

    entity: Entity
    documents: int


def known_entities(store: Store, *, besides: Iterable[str] = ()) -> tuple[Entity, ...]:
    """The entities that documents of the store mention, by id.

    Args:
        store: The store.
        besides: Documents that do not count: what is built again must not learn from its own earlier self, or the same
            input twice would not give the same store.
    """
    return tuple(_entity(row) for row in store.query(_KNOWN, {"besides": sorted(besides)}).dicts())


def entity_called(store: Store, name: str) -> Found:
    """The entity with this id, name or surface form, the one that most documents mention where several are called so.

    Raises:
        QueryError: if there is none; names near to it are told.
    """
    rows = store.query(_CALLED, {"id": kebab(name), "name": name}).dicts()
    if not rows:
        raise QueryError(f"nothing in {store.address} is called {name!r}{_near(store, name)}")
    return Found(entity=_entity(rows[0]), documents=int(rows[0]["documents"]))


def _near(store: Store, name: str) -> str:
    import difflib

    names: Table = store.query("MATCH (e:Entity) RETURN e.name AS name ORDER BY name")
    near = difflib.get_close_matches(name, [str(n) for n in names.column("name")], n=3, cutoff=0.5)
    return f"; did you mean {' or '.join(near)}?" if near else "; kg query hubs lists who is there"


def _entity(row: dict[str, object]) -> Entity:
    return Entity(
        id=str(row["id"]),
        name=str(row["name"]),
        class_=str(row["class"]),
        also_named=_texts(row["also"]),
        mentions=_texts(row["forms"]),
        homepage=None if row["homepage"] is None else str(row["homepage"]),
        wikidata=None if row["wikidata"] is None else str(row["wikidata"]),
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list) else ()
