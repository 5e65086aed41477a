"""What a stretch of text sounds like."""

from __future__ import annotations

from kg import ontology as ontologies
from kg.mentions.ear import Ear, Hearing
from kg.names import ties
from tests.mentions.texts import analysed, document, finder, names


def ear(*lines: str, tagged: tuple[tuple[str, str], ...] = ()) -> Ear:
    """The ear of a document of these lines."""
    doc, segments = document(*lines)
    found = finder().find(doc, analysed(doc, segments, tagged=tagged))
    return Hearing(names(), ties.load(names(), ontologies.load())).ear(found, segments, doc.text)


def test_a_bare_first_name_sounds_like_nobodys_full_name() -> None:
    assert ear("Gestern war Svenja da.").hear("Svenja", "Person", named=True) is None


def test_a_garbled_firm_sounds_like_the_one_on_the_lists() -> None:
    heard = ear("Gestern kam Koarwief dazu.").hear("Kohrwief", "Company", named=True)
    assert heard is not None
    assert heard.likeness.entry.id == "coreweave"


def test_a_name_in_the_document_may_be_taken_up_by_its_beginning() -> None:
    own = ear("Windhund Analytics wächst.", tagged=(("Windhund Analytics", "ORG"),))
    assert own.begins("Windhund")
    assert not own.begins("Windhund Analytics")


def test_what_is_known_to_have_to_do_with_a_name_of_the_document_is_heard_sooner() -> None:
    assert ear("Da redet er von Stargade, wie immer.").hear("Stargade", "Product", named=True) is None
    heard = ear("Da redet Sam Altman von Stargade, wie immer.").hear("Stargade", "Product", named=True)
    assert heard is not None
    assert heard.likeness.entry.name == "Stargate"
