"""Amounts, percentages and dates as the genre says them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.mentions.quantities import find_quantities, is_taken_back
from kg.model import Amount, DateValue, Percent


def only(text: str, *, year: int | None = 2026, language: str = "de") -> Amount | Percent | DateValue:
    """The one quantity of a text."""
    (found,) = find_quantities(text, year=year, language=language)
    return found.value


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("anderthalb Milliarden", 1.5e9, None),
        ("ein 900-Millionen-Deal", 9e8, None),
        ("mit $60 TKP", 60, "USD"),
        ("€11 Mrd.", 11e9, "EUR"),
        ("1,2 Mio. Euro", 1.2e6, "EUR"),
        ("zwei Milliarden Dollar", 2e9, "USD"),
        ("25 Millionen", 25e6, None),
        ("4.000 Euro", 4000, "EUR"),
        ("180 000 Euro", 180_000, "EUR"),
        ("1\u202f200\u202f000 Dollar", 1.2e6, "USD"),
        ("sechseinhalb Milliarden", 6.5e9, None),
        ("10 Milliarden US-Dollar", 10e9, "USD"),
        ("die 120 millionen euro runde", 120e6, "EUR"),
        ("EINE MILLIARDE", 1e9, None),
        ("Anderthalb mrd. dollar", 1.5e9, "USD"),
    ],
)
def test_an_amount_is_a_number_in_its_currency(text: str, value: float, currency: str | None) -> None:
    amount = only(text)
    assert isinstance(amount, Amount)
    assert amount.value == pytest.approx(value)
    assert amount.currency == currency


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("zwischen 2 und 4 Milliarden", 2e9, 4e9),
        ("zwischen 40 und 60 Millionen", 40e6, 60e6),
        ("ein niedriger zweistelliger Millionenbetrag", 10e6, 40e6),
        ("ein mittlerer dreistelliger Millionenbetrag", 400e6, 700e6),
    ],
)
def test_a_range_keeps_both_ends_and_takes_its_midpoint(text: str, low: float, high: float) -> None:
    amount = only(text)
    assert isinstance(amount, Amount)
    assert amount.minimum == pytest.approx(low, rel=0.01)
    assert amount.maximum == pytest.approx(high, rel=0.01)
    assert amount.value == pytest.approx((low + high) / 2, rel=0.01)


def test_an_english_billion_is_a_german_milliarde() -> None:
    english, german = only("2 billion dollars", language="en"), only("2 Billionen Dollar")
    assert isinstance(english, Amount)
    assert isinstance(german, Amount)
    assert (english.value, german.value) == (2e9, 2e12)


@pytest.mark.parametrize(
    "text",
    [
        "6 Millionen Nutzer",
        "3 Kinder",
        "Folge 88",
        "zwei Leute",
        "200 Megawatt",
        "6 millionen nutzer",
        "the other two won",
    ],
)
def test_what_is_counted_is_no_money(text: str) -> None:
    assert not [q for q in find_quantities(text, year=2026) if isinstance(q.value, Amount)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("31 Prozent", 31),
        ("31 prozent", 31),
        ("1,3%", 1.3),
        ("ein Viertel", 25),
        ("die Hälfte", 50),
        ("zwei Drittel", 66.67),
    ],
)
def test_a_share_is_a_percentage(text: str, value: float) -> None:
    share = only(text)
    assert isinstance(share, Percent)
    assert share.value == pytest.approx(value, abs=0.01)


@pytest.mark.parametrize(
    ("text", "iso"),
    [("27. Januar 2026", "2026-01-27"), ("im Mai 2025", "2025-05"), ("letztes Jahr", "2025"), ("seit 2016", "2016")],
)
def test_a_date_is_as_exact_as_it_is_said(text: str, iso: str) -> None:
    date = only(text)
    assert isinstance(date, DateValue)
    assert date.iso == iso


def test_without_the_year_of_the_document_relative_years_are_left_out() -> None:
    assert list(find_quantities("letztes Jahr", year=None)) == []


@given(st.text(alphabet="0123456789 ,.€$%MilonedrzwischuVt-\n", max_size=60))
def test_quantities_stand_in_the_text_and_never_overlap(text: str) -> None:
    end = 0
    for quantity in find_quantities(text, year=2026):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end


@pytest.mark.parametrize(
    ("text", "taken_back"),
    [
        ("Die haben 300 Millionen geholt, oder? Nee, nicht 300, sondern 600.", True),
        ("Die haben 300 Millionen geholt, nicht 3000.", False),
        ("Die haben 300 Millionen geholt, nicht nur 300.", False),
    ],
)
def test_a_figure_that_is_corrected_at_once_is_known(text: str, taken_back: bool) -> None:
    start = text.index("300 Millionen")
    assert is_taken_back(text, start, start + 13) is taken_back
