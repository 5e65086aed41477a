"""Who matters in a graph of claims: centrality and communities, by networkx."""

from __future__ import annotations

from dataclasses import dataclass

from kg.export.claimgraph import ClaimGraph
from kg.export.graph import as_networkx

_TOLD = frozenset({"asserted", "reported"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """An entity with its measures.

    Attributes:
        neighbours: How many entities it is directly related to.
        closeness: Mean of the inverse distances to all others, 0 to 1 (harmonic centrality, Marchiori and Latora 2000).
        betweenness: The share of shortest paths that run through it (Brandes 2001).
        community: The number of its community (Louvain, Blondel et al. 2008), the largest first.
    """

    name: str
    class_: str
    neighbours: int
    closeness: float
    betweenness: float
    community: int


def ranked(graph: ClaimGraph) -> tuple[Ranked, ...]:
    """All entities that claims told as true relate, by falling number of neighbours."""
    import networkx as nx

    told = {c.id for c in graph.claims if c.modality in _TOLD and c.object is not None}
    simple = nx.Graph()
    for subject, object_, claim in as_networkx(graph).edges(keys=True):
        if claim in told and subject != object_:
            weight = simple.get_edge_data(subject, object_, {"weight": 0})["weight"]
            simple.add_edge(subject, object_, weight=weight + 1)
    if not simple:
        return ()
    others = max(1, simple.number_of_nodes() - 1)
    close = nx.harmonic_centrality(simple)
    between = nx.betweenness_centrality(simple)
    groups = sorted(nx.community.louvain_communities(simple, seed=1), key=lambda g: (-len(g), min(g)))
    community = {entity: number for number, group in enumerate(groups, start=1) for entity in group}
    found = [
        Ranked(
            name=graph.entity_by_id[entity].name,
            class_=graph.entity_by_id[entity].class_,
            neighbours=simple.degree(entity),
            closeness=close[entity] / others,
            betweenness=between[entity],
            community=community[entity],
        )
        for entity in sorted(simple)
    ]
    return tuple(sorted(found, key=lambda r: (-r.neighbours, -r.betweenness, r.name)))
