"""Figures, dates and times for readers; the page's texts and colours are whole."""

from __future__ import annotations

import pytest

from kg import ontology
from kg.export.html.wording import (
    amount_text,
    appearance,
    date_text,
    number_text,
    percent_text,
    texts,
    time_text,
)
from kg.model import Amount, Modality, Percent


@pytest.mark.parametrize(
    ("amount", "german", "english"),
    [
        (Amount(value=2e9, currency="USD"), "2 Mrd. USD", "2 billion USD"),
        (Amount(value=2.5e7, currency="EUR"), "25 Mio. EUR", "25 million EUR"),
        (Amount(value=1.5e12, currency="USD"), "1,5 Bio. USD", "1.5 trillion USD"),
        (Amount(value=12345, currency="EUR"), "12.345 EUR", "12,345 EUR"),
        (Amount(value=0.99), "0,99", "0.99"),
        (Amount(value=3e10, currency="USD", minimum=2.8e10, maximum=3.2e10), "28–32 Mrd. USD", "28–32 billion USD"),
        (Amount(value=1.25e9, currency="EUR", minimum=5e8, maximum=2e9), "0,5–2 Mrd. EUR", "0.5–2 billion EUR"),
        (Amount(value=0), "0", "0"),
    ],
)
def test_amounts_read_like_a_newspaper(amount: Amount, german: str, english: str) -> None:
    assert (amount_text(amount, "de"), amount_text(amount, "en")) == (german, english)


def test_shares_carry_their_percent_sign() -> None:
    assert percent_text(Percent(value=12.5), "de") == "12,5 %"
    assert percent_text(Percent(value=15, minimum=10, maximum=20), "en") == "10–20%"


@pytest.mark.parametrize(
    ("iso", "german"),
    [("2026-01-27", "27.01.2026"), ("2026-01", "01/2026"), ("2026", "2026"), ("im Mai", "im Mai"), ("a-b", "a-b")],
)
def test_dates_are_written_as_exact_as_they_are_known(iso: str, german: str) -> None:
    assert date_text(iso, "de") == german
    assert date_text(iso, "en") == iso


@pytest.mark.parametrize(("seconds", "text"), [(0, "00:00"), (187.9, "03:07"), (3725, "1:02:05")])
def test_times_are_minutes_and_seconds(seconds: float, text: str) -> None:
    assert time_text(seconds) == text


def test_large_and_small_numbers_keep_two_decimals_at_most() -> None:
    assert number_text(1234567.891, "de") == "1.234.567,89"
    assert number_text(100, "de") == "100"


def test_both_languages_say_the_same_things() -> None:
    german, english = texts("de"), texts("en")
    assert set(german) == set(english)
    assert {m.value for m in Modality} <= set(german)


def test_every_class_and_every_modality_has_a_look_of_its_own() -> None:
    looks = appearance()
    assert set(ontology.load().entity_classes()) <= set(looks["classes"])
    assert set(looks["modalities"]) == {m.value for m in Modality}
    drawn = [(style["colour"], style["shape"]) for style in looks["classes"].values()]
    assert len(set(drawn)) == len(drawn)
