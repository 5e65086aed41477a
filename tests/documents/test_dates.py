"""Dates as pages write them."""

from __future__ import annotations

import pytest

from kg.documents.dates import iso_date, mail_date


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("vom 27. Januar 2026", "2026-01-27"),
        ("Von Clara Vorlage · 9. Juni 2025", "2025-06-09"),
        ("1. März 2024", "2024-03-01"),
        ("am 3.2.2026", "2026-02-03"),
        ("03.02.26", "2026-02-03"),
        ("2026-02-03T08:00:00+01:00", "2026-02-03"),
        ("January 5, 2026", "2026-01-05"),
        ("Oktober 2025", "2025-10"),
        ("2025", "2025"),
        ("Montag, 9. Juni 2025", "2025-06-09"),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(words: str, iso: str) -> None:
    assert iso_date(words) == iso


@pytest.mark.parametrize("words", ["", "Folge 12", "31. Februar 2026", "1.234.567 Euro", "Ausgabe 2025 der Reihe"])
def test_what_no_calendar_has_is_no_date(words: str) -> None:
    assert iso_date(words) is None


def test_dates_of_feeds_keep_the_day_that_they_name() -> None:
    assert mail_date("Tue, 27 Jan 2026 23:30:00 -0800") == "2026-01-27"
