"""What is chosen for an export, from a store and from memory alike."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.errors import ExportError
from kg.export.claimgraph import ClaimGraph
from kg.export.extractions import from_extractions
from kg.export.selection import Selection, select
from kg.store import Store, open_store
from tests.neo4j.server import Server
from tests.store.conftest import neo4j_server
from tests.store.examples import example_world

__all__ = ["neo4j_server"]

SELECTIONS = {
    "everything": Selection(),
    "one document": Selection(documents=("folge-2",)),
    "around a company": Selection(around="drahtpost"),
    "around a name, two hops": Selection(around="Edda Vell", hops=2),
    "since February": Selection(since="2026-02"),
    "one predicate": Selection(predicates=("investedIn", "valuedAt")),
    "told as true": Selection(modalities=("asserted", "reported")),
    "sure claims": Selection(min_confidence=0.95),
}


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds the example world, of each kind."""
    if request.param == "neo4j":
        server: Server = request.getfixturevalue("neo4j_server")
        server.empty()
        opened = open_store(server.url, environment=server.environment())
    else:
        opened = open_store(tmp_path_factory.mktemp("export") / "kg.db")
    with opened as store:
        for extraction in example_world():
            store.load(extraction)
        yield store


@pytest.mark.parametrize("name", SELECTIONS)
def test_a_store_and_the_extractions_in_it_give_the_same_graph(world: Store, name: str) -> None:
    stored = select(world, SELECTIONS[name])
    told = from_extractions(example_world(), SELECTIONS[name])
    assert stored == told
    assert stored.left_out == told.left_out


def test_everything_means_every_claim_with_its_quotes() -> None:
    graph = whole()
    assert len(graph.claims) == sum(len(extraction.claims) for extraction in example_world())
    assert all(claim.quotes for claim in graph.claims)
    assert graph.left_out == 0


def test_entities_that_are_only_mentioned_belong_to_the_whole_alone() -> None:
    assert "netzbund" in whole().entity_by_id
    assert "netzbund" not in from_extractions(example_world(), Selection(predicates=("investedIn",))).entity_by_id


def test_the_surroundings_hold_claims_among_the_neighbours_but_no_others() -> None:
    graph = from_extractions(example_world(), Selection(around="neustedt"))
    ends = {(claim.subject, claim.object) for claim in graph.claims if claim.object is not None}
    assert ends == {("rechnertage", "neustedt"), ("drahtpost", "neustedt")}
    further = from_extractions(example_world(), Selection(around="neustedt", hops=2))
    assert ("glimmer-ai", "drahtpost") in {(c.subject, c.object) for c in further.claims}
    assert further.left_out == len(whole().claims) - len(further.claims)


def test_documents_without_a_date_are_not_since_a_date() -> None:
    graph = from_extractions(example_world(), Selection(since="2026-02-04"))
    assert [document.id for document in graph.documents] == ["brief-7"]


def test_claims_that_agree_in_donor_recipient_and_amount_tell_of_one_donation() -> None:
    donation = next(d for d in whole().donations if d.donor == "ada-brandt")
    assert donation.recipient == "kampagne-nordhoff"
    assert {whole().claim_by_id[claim].document for claim in donation.claims} == {"folge-2", "brief-7"}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: Selection(predicates=("loves",)), "no predicate 'loves'"),
        (lambda: Selection(modalities=("sung",)), "no modality 'sung'"),
        (lambda: Selection(hops=0), "at least 1 hop"),
        (lambda: from_extractions(example_world(), Selection(documents=("folge-9",))), "no document folge-9"),
        (lambda: from_extractions(example_world(), Selection(around="Niemand")), "no entity is called 'Niemand'"),
    ],
)
def test_a_selection_that_means_nothing_is_refused_with_what_there_is(wrong: object, says: str) -> None:
    assert callable(wrong)
    with pytest.raises(ExportError, match=says):
        wrong()


def whole() -> ClaimGraph:
    """All of the example world."""
    return from_extractions(example_world())
