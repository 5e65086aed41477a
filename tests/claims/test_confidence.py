"""Confidence: more signs make a claim surer, what is unsure is refused with its reason, weights are fitted right."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import ontology
from kg.calibration import Case, crossed, expected_error, fit
from kg.claims import build_claims, confidence
from kg.claims.confidence import SIGNS, Weights, read
from kg.errors import DataError
from kg.model import Document, Entity, Mention, MentionKind, RelationMention, Resolution, Segment, SegmentKind
from kg.names.ties import Ties
from kg.paths import data_folder

TEXT = "Ada Blum gründet Nordwind."
OWN = data_folder("ontology") / "words" / "confidence.toml"


def mention(surface: str, class_: str) -> Mention:
    start = TEXT.index(surface)
    return Mention(
        start=start, end=start + len(surface), surface=surface, kind=MentionKind.NAME, segment_id="s", class_=class_
    )


ADA, NORDWIND = mention("Ada Blum", "Person"), mention("Nordwind", "Company")


def relation(*, score: float, chance: float | None, frame: str = "founded: gründen") -> RelationMention:
    return RelationMention(
        predicate="founded", subject=ADA, object=NORDWIND, start=0, end=len(TEXT), segment_id="s", score=score,
        chance=chance, frame=frame,
    )  # fmt: skip


unit = st.floats(0, 1)


@given(unit, unit, unit, unit)
def test_a_higher_chance_or_score_never_makes_a_claim_less_sure(
    low: float, high: float, score: float, link: float
) -> None:
    low, high = sorted((low, high))
    weights = confidence.load()
    sure = [weights.confidence([relation(score=score, chance=c)], [link], known=False) for c in (low, high)]
    assert 0 <= sure[0] <= sure[1] <= 0.99


def test_a_second_place_makes_a_claim_surer() -> None:
    one = relation(score=0.0, chance=0.5)
    other = replace(one, start=4)
    weights = confidence.load()
    assert weights.confidence([one, other], [1, 1], known=False) > weights.confidence([one], [1], known=False)


def test_what_is_publicly_known_is_surer_but_never_sure_without_words_that_say_it() -> None:
    weights = confidence.load()
    doubtful, empty = relation(score=0.0, chance=0.3), relation(score=0.0, chance=0.0)
    assert weights.confidence([doubtful], [1], known=True) > weights.confidence([doubtful], [1], known=False)
    assert weights.confidence([empty], [1], known=True) < weights.least


def gained(predicate: str, chance: float) -> float:
    """By how much what is publicly known of a pair makes a claim surer that the head gives a chance."""
    said = replace(relation(score=0.0, chance=chance), predicate=predicate)
    weights = confidence.load()
    return weights.confidence([said], [1], known=True) - weights.confidence([said], [1], known=False)


def test_what_lasts_weighs_more_than_what_may_be_over() -> None:
    assert gained("develops", 0.3) > gained("supports", 0.3) > 0


def test_what_may_be_over_lifts_nothing_that_the_head_does_not_hear() -> None:
    assert gained("supports", 0.1) == 0
    assert gained("develops", 0.1) > 0


def test_the_relations_that_last_are_predicates_of_the_ontology() -> None:
    assert confidence.lasting_relations() <= set(ontology.load().predicates)


def test_what_only_a_language_model_tells_has_the_confidence_that_the_file_says() -> None:
    weights = confidence.load()
    asked = relation(score=0.75, chance=None, frame="llm")
    assert weights.confidence([asked], [1.0], known=False) == weights.asked
    assert weights.confidence([asked, relation(score=0.9, chance=0.9)], [1.0, 1.0], known=False) >= weights.asked
    alone = weights.confidence([relation(score=0.0, chance=0.2)], [0.1], known=False)
    unsure = weights.confidence([asked, relation(score=0.0, chance=0.2)], [0.1, 0.1], known=False)
    assert unsure == max(alone, round(weights.asked * 0.1, 3))


def claims_of(told: RelationMention, least: float | None) -> tuple[int, list[str]]:
    ada = Entity(id="ada-blum", name="Ada Blum", class_="Person")
    firm = Entity(id="nordwind", name="Nordwind", class_="Company")
    claims, refusals = build_claims(
        Document(id="d", text=TEXT),
        (Segment(id="s", document_id="d", kind=SegmentKind.SPEECH, start=0, end=len(TEXT)),),
        (told,),
        (Resolution(mention=ADA, entity_id="ada-blum", score=1.0), Resolution(mention=NORDWIND, entity_id="nordwind")),
        (ada, firm),
        ontology.load(),
        ties=Ties([], ontology.load()),
        calibration=confidence.load(),
        confidence=least,
    )
    return len(claims), [r.reason for r in refusals]


def test_a_doubtful_claim_is_refused_with_its_reason_unless_the_user_wants_it() -> None:
    doubtful = relation(score=0.0, chance=0.2)
    assert claims_of(doubtful, None) == (0, [f"confidence below {confidence.load().least}"])
    assert claims_of(doubtful, 0.0) == (1, [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("least = ", "least = 7"),
        ("[judged]", "[verdicts]"),
        ("distance = ", "remoteness = "),
        ("bias = ", 'bias = "much" # '),
        ("[judged.signs]", "[judged.signs"),
    ],
)
def test_a_file_out_of_its_form_is_an_error_that_names_it(tmp_path: Path, old: str, new: str) -> None:
    broken = tmp_path / "confidence.toml"
    broken.write_text(OWN.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DataError, match=r"confidence\.toml"):
        read(broken)


def drawn(number: int, seed: int) -> list[Case]:
    """Cases whose truth is drawn by weights that are known."""
    chance = np.random.default_rng(seed)
    true = Weights(bias=-1.0, signs=(2.0, *[0.0] * (len(SIGNS) - 1)), predicates={"founded": 0.5, "sues": -0.5})
    cases = []
    for n in range(number):
        signs = tuple(chance.normal(size=len(SIGNS)))
        predicate = ("founded", "sues")[n % 2]
        right = bool(chance.random() < true.chance(signs, predicate))
        cases.append(Case(f"d{n % 5}", (str(n), predicate, None), signs, right))
    return cases


def test_weights_that_made_the_truth_are_found_again() -> None:
    found = fit(drawn(6000, 1), ("founded", "sues"))
    assert found.signs[0] == pytest.approx(2.0, abs=0.2)
    assert all(abs(w) < 0.15 for w in found.signs[1:])
    assert found.predicates["founded"] - found.predicates["sues"] == pytest.approx(1.0, abs=0.25)


def test_cross_validated_chances_are_frequencies() -> None:
    cases = drawn(3000, 2)
    right = np.array([c.right for c in cases])
    chances = crossed(cases, ("founded", "sues"))
    assert expected_error(chances, right) < 0.04
    assert expected_error(np.ones(4) * 0.95, np.array([True, False, True, False])) == pytest.approx(0.45)
