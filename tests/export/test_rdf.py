"""RDF of a claim graph: named graphs, literals, the same bytes each time, the same triples in each format."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, Namespace
from rdflib.namespace import RDF, XSD
from rdflib.term import BNode, Literal, URIRef

from kg.errors import ExportError
from kg.export.claimgraph import ClaimGraph
from kg.export.extractions import from_extractions
from kg.export.rdf.writing import FORMATS, dumps, write
from kg.ontology import NAMESPACE, VOCABULARY, iri
from tests.store.examples import example_world

TP, TPV = Namespace(NAMESPACE), Namespace(VOCABULARY)
SCHEMA = Namespace("https://schema.org/")
# rdflib's parsers of named graphs still use names that rdflib itself has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
PARSERS = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "ntriples": "nt", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def graph() -> ClaimGraph:
    """The example world."""
    return from_extractions(example_world())


@pytest.fixture(scope="module")
def flat(graph: ClaimGraph) -> Graph:
    """Its Turtle, read by rdflib."""
    return Graph().parse(data=dumps(graph, "turtle"), format="turtle")


def test_the_same_graph_gives_the_same_bytes_in_every_format(graph: ClaimGraph) -> None:
    again = from_extractions(reversed(example_world()))
    for format_ in FORMATS:
        assert dumps(graph, format_) == dumps(again, format_)


@pytest.mark.parametrize("format_", ["nquads", "jsonld"])
def test_the_formats_with_named_graphs_hold_the_same_quads_as_trig(graph: ClaimGraph, format_: str) -> None:
    assert quads(graph, format_) == quads(graph, "trig")


def test_the_flat_formats_hold_the_same_triples_without_the_names_of_graphs(graph: ClaimGraph, flat: Graph) -> None:
    triples = {(s, p, o) for s, p, o, _ in quads(graph, "trig")}
    assert set(flat) == triples
    assert set(Graph().parse(data=dumps(graph, "ntriples"), format="nt")) == triples


def test_no_node_is_blank(flat: Graph) -> None:
    assert not [term for triple in flat for term in triple if isinstance(term, BNode)]


def test_direct_triples_stand_for_asserted_claims_alone(graph: ClaimGraph) -> None:
    facts = {(s, p, o) for s, p, o, name in quads(graph, "trig") if name is not None and str(name).endswith("/facts")}
    asserted = [claim for claim in graph.claims if claim.modality == "asserted"]
    wanted = {
        (e(c.subject), TP[c.predicate], e(c.object) if c.object else URIRef(iri("amount", c.id))) for c in asserted
    }
    assert facts == wanted


def test_each_document_has_a_graph_of_its_claims_and_all_share_the_graph_of_entities(graph: ClaimGraph) -> None:
    names = {str(name).removeprefix(iri("graph", "")) for *_, name in quads(graph, "trig") if name is not None}
    each = {f"{document}/{kind}" for document in ("folge-1", "folge-2", "brief-7") for kind in ("claims", "facts")}
    assert names == {"entities", *each}


def test_numbers_are_integers_or_decimals_without_trailing_zeros(graph: ClaimGraph, flat: Graph) -> None:
    claim = next(c for c in graph.claims if c.predicate == "investedIn" and c.subject == "habicht-kapital")
    value = flat.value(URIRef(iri("amount", claim.id)), SCHEMA.value)
    assert value in (Literal(500_000_000), Literal(100_000_000))
    share = next(c for c in graph.claims if c.qualifiers.percent and c.qualifiers.percent.value == 12.5)
    percent = flat.value(URIRef(iri("claim", share.id)), TP.percent)
    assert isinstance(percent, Literal)
    assert (str(percent), percent.datatype) == ("12.5", XSD.decimal)


def test_dates_are_typed_as_exact_as_they_are_known(flat: Graph) -> None:
    kinds = {str(date.datatype).rpartition("#")[2] for date in flat.objects(None, TP.date) if isinstance(date, Literal)}
    assert kinds == {"date", "gYearMonth", "gYear"}


def test_a_figure_is_the_object_of_its_claim(graph: ClaimGraph, flat: Graph) -> None:
    claim = next(c for c in graph.claims if c.predicate == "hasRevenue")
    this, amount = URIRef(iri("claim", claim.id)), URIRef(iri("amount", claim.id))
    assert flat.value(this, RDF.object) == flat.value(this, TP.amount) == amount


def test_a_donation_carries_donor_recipient_amount_and_the_surest_modality(flat: Graph) -> None:
    donation = URIRef(iri("donation", "ada-brandt--kampagne-nordhoff--25000000-usd"))
    assert flat.value(donation, TP.donor) == e("ada-brandt")
    assert flat.value(donation, TP.modality, any=False) == TPV.asserted
    assert len(list(flat.subjects(TP.describes, donation))) == 2


def test_no_clock_is_in_it_unless_one_is_given(graph: ClaimGraph) -> None:
    assert "startedAtTime" not in dumps(graph, "turtle")
    dated = dumps(graph, "turtle", made_at=datetime(2026, 11, 26, 1, 2, 3, tzinfo=UTC))
    assert "2026-11-26T01:02:03+00:00" in dated


def test_a_file_is_written_in_the_format_of_its_ending(graph: ClaimGraph, tmp_path: Path) -> None:
    path = write(graph, tmp_path / "new" / "graph.nq")
    assert path.read_text(encoding="utf-8") == dumps(graph, "nquads")
    assert [p.name for p in path.parent.iterdir()] == ["graph.nq"]


def test_an_unknown_ending_is_refused_with_those_that_are_known(graph: ClaimGraph, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.docx is no RDF format; wanted \.ttl, \.trig"):
        write(graph, tmp_path / "graph.docx")


def e(key: str) -> URIRef:
    """An entity's IRI."""
    return URIRef(iri("entity", key))


def quads(graph: ClaimGraph, format_: str) -> set[tuple[object, object, object, object]]:
    """The quads that rdflib reads; None for the default graph."""
    dataset = Dataset()
    dataset.parse(data=dumps(graph, format_), format=PARSERS[format_])
    return {(s, p, o, None if str(g) == "urn:x-rdflib:default" else g) for s, p, o, g in dataset.quads()}
