"""Who matters in a graph is told by networkx, the same each time."""

from __future__ import annotations

from pathlib import Path

from kg.claims import files
from kg.export.extractions import from_extractions
from kg.export.ranking import ranked

GOLD = Path(__file__).parents[1] / "gold" / "beispielfolge.json"


def test_the_entity_that_most_claims_touch_comes_first_and_two_runs_agree() -> None:
    graph = from_extractions([files.read(GOLD)])
    found = ranked(graph)
    assert found == ranked(graph)
    assert found[0].neighbours >= 5
    assert [r.neighbours for r in found] == sorted((r.neighbours for r in found), reverse=True)
    assert {r.community for r in found} == set(range(1, max(r.community for r in found) + 1))


def test_a_graph_without_claims_ranks_nobody() -> None:
    graph = from_extractions([])
    assert ranked(graph) == ()
