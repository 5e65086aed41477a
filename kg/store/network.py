"""The store as a networkx graph, whole or as far as the rows of a query name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.store.base import Store, Table, Value

if TYPE_CHECKING:
    import networkx

_ENTITIES = "MATCH (e:Entity) RETURN e.id AS id, properties(e) AS properties ORDER BY id"
_DIRECT = (
    "MATCH (a:Entity)-[r]->(b:Entity) "
    "RETURN a.id AS start, b.id AS end, r.claim AS claim, type(r) AS type, properties(r) AS properties "
    "ORDER BY start, end, claim"
)
_NAMED = (
    "MATCH (e:Entity) WHERE e.id IN $words OR e.name IN $words "
    "RETURN e.id AS id, properties(e) AS properties ORDER BY id"
)
_CLAIMED = (
    "UNWIND $words AS word MATCH (c:Claim {id: word})-[:SUBJECT]->(a:Entity) MATCH (c)-[:OBJECT]->(b:Entity) "
    "RETURN a.id AS start, b.id AS end, c.id AS claim, c.predicate AS type, properties(c) AS properties,"
    " properties(a) AS subject, properties(b) AS object ORDER BY start, end, claim"
)
_BETWEEN = (
    "MATCH (a:Entity)-[r]->(b:Entity) WHERE a.id IN $ids AND b.id IN $ids "
    "RETURN a.id AS start, b.id AS end, r.claim AS claim, type(r) AS type, properties(r) AS properties "
    "ORDER BY start, end, claim"
)


def network_of(store: Store) -> networkx.MultiDiGraph:
    """Entities as nodes (attributes as in the store) and direct relationships as edges keyed by their claims' ids."""
    graph = _empty()
    for entity_id, properties in store.query(_ENTITIES):
        _add_node(graph, entity_id, properties)
    for start, end, claim, type_, properties in store.query(_DIRECT):
        graph.add_edge(start, end, key=claim, **{**properties, "type": type_})
    return graph


def subgraph_of(store: Store, table: Table) -> networkx.MultiDiGraph:
    """What the rows of an answer name: the entities by id or name, and the claims by id as edges between entities.

    Where the rows name no claim, the edges are all direct relationships between the entities that they name.
    """
    words = sorted(set(_all_words(table.rows)))
    graph = _empty()
    for entity_id, properties in store.query(_NAMED, {"words": words}):
        _add_node(graph, entity_id, properties)
    named = sorted(graph.nodes)
    for row in store.query(_CLAIMED, {"words": words}).dicts():
        _add_node(graph, row["start"], row["subject"])
        _add_node(graph, row["end"], row["object"])
        graph.add_edge(row["start"], row["end"], key=row["claim"], **{**row["properties"], "type": row["type"]})
    if graph.number_of_edges() == 0:
        for start, end, claim, type_, properties in store.query(_BETWEEN, {"ids": named}):
            graph.add_edge(start, end, key=claim, **{**properties, "type": type_})
    return graph


def _empty() -> networkx.MultiDiGraph:
    import networkx as nx

    return nx.MultiDiGraph()


def _add_node(graph: networkx.MultiDiGraph, entity_id: str, properties: dict[str, Value]) -> None:
    graph.add_node(entity_id, **{name: value for name, value in properties.items() if name != "id"})


def _all_words(values: Iterable[Value]) -> Iterator[str]:
    """All texts within the values, at any depth."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from _all_words(value.values())
        elif isinstance(value, (list, tuple)):
            yield from _all_words(value)
