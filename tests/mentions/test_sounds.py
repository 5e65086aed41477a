"""How names sound, and which names a garbled one resembles."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.resemblance import Index
from kg.mentions.sounds import distance, nearest, readings
from kg.names import NameEntry
from tests.mentions.garbler import as_words, garble
from tests.mentions.texts import names


@pytest.mark.parametrize(
    ("heard", "name"),
    [
        ("Deep Mainz", "DeepMind"),
        ("Häcking Feis", "Hugging Face"),
        ("Te Es Em Ce", "TSMC"),
        ("Dschulien", "Julian"),
        ("Palan Tier", "Palantir"),
        ("Blekstohn", "Blackstone"),
    ],
)
def test_spellings_that_sound_alike_are_near(heard: str, name: str) -> None:
    assert nearest(readings(heard), readings(name)) < 0.2


@pytest.mark.parametrize(("one", "other"), [("Siemens", "Samsung"), ("Berlin", "Bremen"), ("Google", "Apple")])
def test_names_that_sound_different_are_far(one: str, other: str) -> None:
    assert nearest(readings(one), readings(other)) > 0.25


SOUNDS = st.text(alphabet="pbtdkgfvszSxhjlmnNraeiouöü@", max_size=12)


@given(SOUNDS, SOUNDS)
def test_the_distance_reads_both_ways_and_stays_between_0_and_1(one: str, other: str) -> None:
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert 0 <= distance(one, other) <= 1
    assert distance(one, one) == 0


def test_garbled_names_are_found_again_more_often_than_others_are() -> None:
    chance = random.Random(5)
    index = Index(names().entries.values())
    companies = sorted(n for n, e in names().entries.items() if e.class_ == "Company" and len(e.name) > 6)
    right = wrong = 0
    for entry_id in chance.sample(companies, 120):
        found = index.like(garble(names().entries[entry_id].name, chance, strength=0.05), least=0.6)
        right += bool(found) and found[0].entry.id == entry_id
        wrong += bool(found) and found[0].entry.id != entry_id
    assert right > 50
    assert wrong < right / 8


def test_the_garbler_gives_the_same_forms_for_the_same_seed() -> None:
    forms = [garble("Hugging Face", random.Random(3)) for _ in range(2)]
    assert forms[0] == forms[1]
    assert as_words("Palantir", random.Random(3)) == as_words("Palantir", random.Random(3))


def test_an_index_is_asked_for_what_it_holds_only() -> None:
    index = Index([NameEntry(id="palantir", name="Palantir", class_="Company")])
    assert [x.entry.id for x in index.like("Palan Tier")] == ["palantir"]
    assert index.like("Siemens") == []
    assert index.like("…") == []
