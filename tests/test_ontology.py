"""The ontology says what can be claimed; all rooms ask it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import ontology as ontologies
from kg.errors import OntologyError
from kg.ontology import iri

ONTOLOGY = ontologies.load()


def test_the_closed_lists_are_those_of_the_annotation_guide() -> None:
    assert set(ONTOLOGY.entity_classes()) == {
        "Person", "Company", "Investor", "GovernmentBody", "PoliticalOrganization", "MediaOutlet", "Organization",
        "Product", "AIModel", "Chip", "Law", "Event", "Place",
    }  # fmt: skip
    assert set(ONTOLOGY.predicates) == {
        "investedIn", "ownsStakeIn", "acquired", "donatedTo", "valuedAt", "hasRevenue", "develops", "uses",
        "suppliesTo", "competesWith", "partnerOf", "subsidiaryOf", "holdsRole", "founded", "memberOf", "appointed",
        "dismissed", "supports", "opposes", "investigates", "sues", "familyOf", "attended", "locatedIn",
    }  # fmt: skip
    assert {p.name for p in ONTOLOGY.predicates.values() if p.symmetric} == {"competesWith", "partnerOf", "familyOf"}
    assert {p.name for p in ONTOLOGY.predicates.values() if p.literal} == {"valuedAt", "hasRevenue"}


def test_classes_know_what_stands_above_them() -> None:
    assert ONTOLOGY.is_a("Investor", "Agent")
    assert ONTOLOGY.is_a("Chip", "Artifact")
    assert not ONTOLOGY.is_a("Place", "Agent")
    assert not ONTOLOGY.is_a("Unknown", "Entity")


@pytest.mark.parametrize(
    ("predicate", "subject", "object_", "allowed"),
    [
        ("investedIn", "Investor", "Company", True),
        ("investedIn", "Person", "Person", False),
        ("holdsRole", "Person", "Place", True),
        ("holdsRole", "Company", "Company", False),
        ("valuedAt", "Company", None, True),
        ("valuedAt", "Company", "Company", False),
        ("valuedAt", "Person", None, False),
        ("develops", "Company", None, False),
        ("familyOf", "Person", "Company", False),
        ("eats", "Person", "Company", False),
    ],
)
def test_what_is_impossible_is_refused_with_a_reason(
    predicate: str, subject: str, object_: str | None, allowed: bool
) -> None:
    reason = ONTOLOGY.refuses(predicate, subject, object_)
    assert (reason is None) is allowed


def test_every_term_has_a_name_for_cypher_and_labels_in_both_languages() -> None:
    relationships = [p.cypher_name for p in ONTOLOGY.predicates.values()]
    assert len(set(relationships)) == len(relationships)
    assert all(name.isupper() and name.isascii() for name in relationships)
    assert all(t.label_de and t.label_en and t.cypher_name for t in ONTOLOGY.classes.values())
    assert all(t.label_de and t.label_en and t.cypher_name for t in ONTOLOGY.predicates.values())


def test_iris_encode_what_they_do_not_allow() -> None:
    assert iri("entity", "nvidia").endswith("/id/entity/nvidia")
    assert iri("entity", 'a b<>"{}|\\^`/?#').isascii()
    assert not set(iri("entity", 'a b<>"{}|\\^`').removeprefix("https://")) & set(' <>"{}|\\^`')


def test_a_broken_ontology_names_the_file_and_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "techpower.ttl").write_text("@prefix tp: <https://example.org/> . tp:x a", encoding="utf-8")
    with pytest.raises(OntologyError, match=r"techpower\.ttl.*not valid Turtle"):
        ontologies.load(tmp_path)
    with pytest.raises(OntologyError, match="is missing"):
        ontologies.load(tmp_path / "nowhere")
