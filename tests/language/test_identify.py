"""Languages are told apart, and users warned."""

import pytest

from kg.language.identify import caution, identify

GERMAN = (
    "Wir sprechen heute darüber, wie viel Geld die Konzerne in neue Rechenzentren stecken, und wer davon etwas hat."
)
ENGLISH = "Today we talk about how much money the companies are putting into data centres, and about who benefits."
FRENCH = "Aujourd'hui nous parlons de l'argent que les entreprises investissent dans de nouveaux centres de données."


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (ENGLISH, "en"), (FRENCH, "fr")])
def test_the_language_of_a_sentence_is_recognised(text: str, language: str) -> None:
    assert identify(text) == language


def test_long_text_is_judged_by_all_its_parts() -> None:
    assert identify(ENGLISH + GERMAN * 500) == "de"


def test_too_little_text_counts_as_german() -> None:
    assert identify("OK.") == "de"


def test_german_needs_no_warning_and_other_languages_do() -> None:
    assert caution("de") is None
    assert "English" in (caution("en") or "")
    assert "French" in (caution("fr") or "")
    assert "'xx'" in (caution("xx") or "")
