"""Every gold document keeps to the annotation guide: what it quotes stands in its text, what it names is declared."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).parent / "gold"
DOCUMENTS = sorted(GOLD.glob("*.json"))

TYPES = {
    "Person", "Company", "Investor", "GovernmentBody", "PoliticalOrganization", "MediaOutlet", "Organization",
    "Product", "AIModel", "Chip", "Law", "Event", "Place",
}  # fmt: skip
PREDICATES = {
    "investedIn", "ownsStakeIn", "acquired", "donatedTo", "valuedAt", "hasRevenue", "develops", "uses", "suppliesTo",
    "competesWith", "partnerOf", "subsidiaryOf", "holdsRole", "founded", "memberOf", "appointed", "dismissed",
    "supports", "opposes", "investigates", "sues", "familyOf", "attended", "locatedIn",
}  # fmt: skip
LITERAL = {"valuedAt", "hasRevenue"}
SYMMETRIC = {"competesWith", "partnerOf", "familyOf"}
MODALITIES = {"asserted", "reported", "planned", "speculative", "hypothetical", "negated"}
LEVELS = {"core", "hard"}
LONGEST_QUOTE = 260  # "at most about 250 characters"
KEBAB = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CURRENCY = re.compile(r"[A-Z]{3}")

Record = dict[str, Any]


class Gold:
    def __init__(self, path: Path) -> None:
        content: Record = json.loads(path.read_text(encoding="utf-8"))
        self.path = path
        self.document: str = content["document"]
        self.source = GOLD / Path(content["source"]).name
        self.text = self.source.read_text(encoding="utf-8")
        self.entities: list[Record] = content["entities"]
        self.claims: list[Record] = content["claims"]
        self.ids = {entity["id"] for entity in self.entities}


@pytest.fixture(params=DOCUMENTS, ids=lambda path: path.stem)
def gold(request: pytest.FixtureRequest) -> Gold:
    return Gold(request.param)


def pair(claim: Record) -> tuple[str, str | None]:
    """Subject and object, in one order where the predicate reads both ways."""
    subject, object_ = claim["subject"], claim["object"]
    if claim["predicate"] in SYMMETRIC and object_ < subject:
        return object_, subject
    return subject, object_


def twice(items: list[Any]) -> list[Any]:
    return [item for position, item in enumerate(items) if item in items[:position]]


def test_there_are_gold_documents() -> None:
    assert DOCUMENTS


def test_a_document_is_named_like_its_files(gold: Gold) -> None:
    assert gold.document == gold.path.stem == gold.source.stem


def test_every_mention_stands_verbatim_in_its_text(gold: Gold) -> None:
    assert [m for e in gold.entities for m in e["mentions"] if not m or m not in gold.text] == []


def test_every_entity_has_a_mention_and_none_twice(gold: Gold) -> None:
    assert [e["id"] for e in gold.entities if not e["mentions"] or twice(e["mentions"])] == []


def test_every_quote_stands_verbatim_in_its_text(gold: Gold) -> None:
    assert [(c["id"], c["quote"]) for c in gold.claims if not c["quote"] or c["quote"] not in gold.text] == []


def test_no_quote_is_longer_than_a_reader_takes_in(gold: Gold) -> None:
    assert [(c["id"], len(c["quote"])) for c in gold.claims if len(c["quote"]) > LONGEST_QUOTE] == []


def test_entity_ids_are_kebab_case_ascii_and_unique(gold: Gold) -> None:
    ids = [entity["id"] for entity in gold.entities]
    assert [i for i in ids if not KEBAB.fullmatch(i)] == []
    assert twice(ids) == []


def test_claim_ids_are_unique(gold: Gold) -> None:
    assert twice([claim["id"] for claim in gold.claims]) == []


def test_entity_types_come_from_the_closed_list(gold: Gold) -> None:
    assert {entity["type"] for entity in gold.entities} <= TYPES


def test_predicates_modalities_and_levels_come_from_the_closed_lists(gold: Gold) -> None:
    assert {claim["predicate"] for claim in gold.claims} <= PREDICATES
    assert {claim["modality"] for claim in gold.claims} <= MODALITIES
    assert {claim["level"] for claim in gold.claims} <= LEVELS


def test_claims_refer_to_entities_of_their_document(gold: Gold) -> None:
    named = {
        (claim["id"], entity)
        for claim in gold.claims
        for entity in (
            claim["subject"],
            claim["object"],
            claim["attributed_to"],
            claim["qualifiers"].get("organisation"),
        )
        if entity is not None
    }
    assert {(claim, entity) for claim, entity in named if entity not in gold.ids} == set()


def test_only_literal_predicates_lack_an_object_and_they_carry_an_amount(gold: Gold) -> None:
    for claim in gold.claims:
        literal = claim["predicate"] in LITERAL
        assert (claim["object"] is None) == literal, claim["id"]
        assert not literal or "amount" in claim["qualifiers"], claim["id"]


def test_amounts_and_percentages_are_plain_numbers_and_currencies_are_iso_codes(gold: Gold) -> None:
    for claim in gold.claims:
        qualifiers: Record = claim["qualifiers"]
        figures = [v for k, v in qualifiers.items() if k.startswith(("amount", "percent"))]
        assert all(type(figure) in (int, float) for figure in figures), claim["id"]
        assert CURRENCY.fullmatch(qualifiers.get("currency", "EUR")), claim["id"]


def test_nothing_is_said_of_itself(gold: Gold) -> None:
    assert [claim["id"] for claim in gold.claims if claim["subject"] == claim["object"]] == []


def test_a_symmetric_claim_is_not_written_down_both_ways(gold: Gold) -> None:
    pairs = [
        (claim["predicate"], *pair(claim), claim["modality"])
        for claim in gold.claims
        if claim["predicate"] in SYMMETRIC
    ]
    assert twice(pairs) == []


def test_claims_are_distinct(gold: Gold) -> None:
    keys = [
        (claim["predicate"], *pair(claim), claim["qualifiers"].get("amount"), claim["modality"])
        for claim in gold.claims
        if claim["predicate"] != "holdsRole"
    ]
    assert twice(keys) == []
    roles = [
        (claim["subject"], claim["object"], claim["qualifiers"].get("role"), claim["modality"])
        for claim in gold.claims
        if claim["predicate"] == "holdsRole"
    ]
    assert twice(roles) == []


def test_optional_is_said_only_where_it_holds(gold: Gold) -> None:
    assert [r["id"] for r in [*gold.entities, *gold.claims] if r.get("optional", True) is not True] == []


def test_together_the_documents_show_every_predicate_modality_and_type() -> None:
    documents = [Gold(path) for path in DOCUMENTS]
    assert {claim["predicate"] for gold in documents for claim in gold.claims} == PREDICATES
    assert {claim["modality"] for gold in documents for claim in gold.claims} == MODALITIES
    assert {entity["type"] for gold in documents for entity in gold.entities} == TYPES
