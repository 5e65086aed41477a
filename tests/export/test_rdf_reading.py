"""RDF there and back."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given, settings

from kg.errors import ExportError
from kg.export.claimgraph import ClaimGraph
from kg.export.extractions import from_extractions
from kg.export.rdf.reading import loads, read
from kg.export.rdf.writing import FORMATS, dumps, write
from tests.export.claimgraphs import claim_graphs
from tests.store.examples import example_world


@pytest.mark.parametrize("format_", FORMATS)
def test_the_example_world_comes_back_from_every_format(format_: str) -> None:
    graph = from_extractions(example_world())
    back = loads(dumps(graph, format_), format_)
    assert back.claims == graph.claims
    assert back.segments == graph.segments
    assert back.documents == graph.documents
    assert back.donations == graph.donations
    assert [(e.id, e.name, e.class_) for e in back.entities] == [(e.id, e.name, e.class_) for e in graph.entities]


@given(graph=claim_graphs())
@settings(max_examples=80, deadline=None)
def test_any_claims_come_back_from_trig_and_json_ld(graph: ClaimGraph) -> None:
    for format_ in ("trig", "jsonld"):
        back = loads(dumps(graph, format_), format_)
        assert back.claims == tuple(with_addresses_escaped(graph))
        assert back.segments == graph.segments
        assert [e.name for e in back.entities] == [e.name for e in graph.entities]


@given(graph=claim_graphs())
@settings(max_examples=30, deadline=None)
def test_what_came_back_is_written_as_the_same_bytes(graph: ClaimGraph) -> None:
    once = loads(dumps(graph, "nquads"), "nquads")
    assert dumps(loads(dumps(once, "nquads"), "nquads"), "nquads") == dumps(once, "nquads")


def test_a_file_that_is_no_rdf_is_refused_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("this is no Turtle", encoding="utf-8")
    with pytest.raises(ExportError, match=r"graph\.ttl: not turtle"):
        read(tmp_path / "graph.ttl")


def test_a_file_that_was_cut_off_says_what_is_missing(tmp_path: Path) -> None:
    path = write(from_extractions(example_world()), tmp_path / "graph.nt")
    kept = [line for line in path.read_text(encoding="utf-8").splitlines() if "#modality>" not in line]
    path.write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(ExportError, match="has no tp:modality; is the file cut off"):
        read(path)


def with_addresses_escaped(graph: ClaimGraph) -> list[object]:
    """The claims as RDF can hold them: what an IRI does not allow in an address of audio is percent-encoded."""
    return [
        dataclasses.replace(
            claim,
            quotes=tuple(
                dataclasses.replace(quote, media=None if quote.media is None else escaped(quote.media))
                for quote in claim.quotes
            ),
        )
        for claim in graph.claims
    ]


def escaped(address: str) -> str:
    """An address as an IRI."""
    return address.replace(" ", "%20").replace("[", "%5B").replace("]", "%5D")
