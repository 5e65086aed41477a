"""The store as a networkx graph, and the pieces of it that a query's rows name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx

    from kg.store.base import Store

_ENTITIES = "MATCH (e:Entity) RETURN e.id AS id, properties(e) AS properties ORDER BY id"
_DIRECT = (
    "MATCH (a:Entity)-[r]->(b:Entity) WHERE r.claim IS NOT NULL "
    "RETURN a.id AS start, b.id AS end, r.claim AS claim, type(r) AS type, properties(r) AS properties "
    "ORDER BY start, end, claim"
)


def network_of(store: Store) -> networkx.MultiDiGraph:
    """Entities as nodes (attributes as in the store) and direct relationships as edges keyed by their claims' ids."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    for entity_id, properties in store.query(_ENTITIES):
        graph.add_node(entity_id, **{name: value for name, value in properties.items() if name != "id"})
    for start, end, claim, type_, properties in store.query(_DIRECT):
        graph.add_edge(start, end, key=claim, **{"type": type_, **properties})
    return graph
