"""The graph for network analysis, and the files that Gephi and networkx read."""

from __future__ import annotations

import io
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings

from kg.errors import ExportError
from kg.export.claimgraph import ClaimGraph
from kg.export.extractions import from_extractions
from kg.export.graph import FORMATS, as_networkx, dumps, write
from tests.export.claimgraphs import claim_graphs
from tests.store.examples import example_world

READERS = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}


def test_every_claim_is_an_edge_of_its_own() -> None:
    graph = as_networkx(world())
    assert {key for *_, key in graph.edges(keys=True)} == {claim.id for claim in world().claims}
    assert graph.number_of_edges("kiesel-chips", "glimmer-ai") > 1


def test_edges_carry_amount_modality_and_quote() -> None:
    edges = as_networkx(world()).get_edge_data("ada-brandt", "kampagne-nordhoff").values()
    assert {edge["modality"] for edge in edges} == {"asserted", "reported"}
    assert {edge["amount"] for edge in edges} == {25_000_000.0}
    assert all(edge["quote"] for edge in edges)


@pytest.mark.parametrize("format_", FORMATS)
def test_networkx_reads_the_file_again(format_: str, tmp_path: Path) -> None:
    path = write(world(), tmp_path / f"graph{FORMATS[format_]}")
    read = READERS[format_](str(path))
    assert read.is_directed()
    assert read.number_of_edges() == len(world().claims)
    assert {name: read.nodes[name]["label"] for name in read} == {e.id: e.name for e in world().entities}
    amounts = sorted(edge["amount"] for *_, edge in read.edges(data=True) if "amount" in edge)
    assert amounts == sorted(c.qualifiers.amount.value for c in world().claims if c.qualifiers.amount is not None)


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_graph_gives_the_same_file(format_: str) -> None:
    assert dumps(world(), format_) == dumps(from_extractions(reversed(example_world())), format_)


def test_gephi_sees_the_colours_of_the_page(tmp_path: Path) -> None:
    read = nx.read_gexf(str(write(world(), tmp_path / "graph.gexf")))
    assert read.nodes["ada-brandt"]["viz"]["color"] == {"r": 224, "g": 122, "b": 63, "a": 1.0}
    assert read.nodes["edda-vell"]["viz"] == read.nodes["ada-brandt"]["viz"]
    assert read.nodes["glimmer-ai"]["viz"] != read.nodes["ada-brandt"]["viz"]


@given(graph=claim_graphs())
@settings(max_examples=30, deadline=None)
def test_whatever_the_names_and_quotes_the_file_can_be_read(graph: ClaimGraph) -> None:
    for format_, reader in READERS.items():
        read = reader(io.BytesIO(dumps(graph, format_).encode("utf-8")))
        assert read.number_of_nodes() == len(graph.entities)


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"no graph format '\.svg'; wanted graphml or gexf"):
        write(world(), tmp_path / "graph.svg")


def world() -> ClaimGraph:
    """The example world."""
    return from_extractions(example_world())
