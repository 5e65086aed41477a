"""Who makes the show: header lines and credits, in the first and last words of a document."""

from __future__ import annotations

import pytest

from kg.model import Document, DocumentKind, Mention, MentionKind, Segment, SegmentKind
from kg.relations.header import header_relations

CLASSES = {"Netzfunk": "MediaOutlet", "Ada Blum": "Person", "Jo Kern": "Person", "Kolk": "Company"}


def told(
    *lines: str, kinds: tuple[SegmentKind, ...] | None = None, title: str = "Netzfunk Folge 12"
) -> set[tuple[str, str, str]]:
    """Person, role and quote of what a document of these lines says of itself; its title names the show."""
    lines = (title, *lines)
    text = "\n".join(lines)
    segments, mentions, at = [], [], 0
    for number, line in enumerate(lines):
        kind = SegmentKind.TITLE if number == 0 else (kinds or ())[number - 1] if kinds else SegmentKind.SPEECH
        segments.append(Segment(id=f"s{number}", document_id="d", kind=kind, start=at, end=at + len(line)))
        for surface, class_ in CLASSES.items():
            start = line.find(surface)
            if start >= 0:
                mentions.append(
                    Mention(
                        start=at + start,
                        end=at + start + len(surface),
                        surface=surface,
                        kind=MentionKind.NAME,
                        segment_id=f"s{number}",
                        class_=class_,
                    )
                )
        at += len(line) + 1
    document = Document(id="d", text=text, kind=DocumentKind.EPISODE)
    found = list(header_relations(document, segments, mentions))
    assert all(r.object is not None and r.object.surface == "Netzfunk" for r in found)
    return {(r.subject.surface, r.qualifiers.role or "", text[r.start : r.end]) for r in found}


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("Netzfunk ist ein Podcast von Ada Blum und Jo Kern.", {("Ada Blum", "Host"), ("Jo Kern", "Host")}),
        ("Netzfunk Talk ist eine kleine Sendung mit Ada Blum.", {("Ada Blum", "Host")}),
        ("Moderation: Ada Blum, Jo Kern", {("Ada Blum", "Host"), ("Jo Kern", "Host")}),
        ("Den Schnitt macht wie immer niemand, Redaktion: Jo Kern.", {("Jo Kern", "Redaktion")}),
        ("Produziert von der Jo Kern in Bremen.", {("Jo Kern", "Produzent")}),
        ("Hier ist Netzfunk, guten Morgen, ich bin Ada Blum.", {("Ada Blum", "Host")}),
        ("Ich bin Ada Blum, und das hier ist Netzfunk.", {("Ada Blum", "Host")}),
        ("Mit mir am Mikro ist wie immer die Jo Kern.", {("Jo Kern", "Host")}),
        ("Bei mir ist heute Jo Kern, die Gründerin von Kolk.", set()),
        ("Ada Blum hört Netzfunk gern.", set()),
        ("Jo Kern hat mit Ada Blum über die Redaktion gesprochen.", set()),
        ("Das Geld kommt von Kolk, produziert von Kolk.", set()),
    ],
)
def test_credits_name_people_and_what_they_do(line: str, roles: set[tuple[str, str]]) -> None:
    assert {(person, role) for person, role, _ in told(line)} == roles


def test_the_quote_holds_everybody_whom_the_credit_names() -> None:
    quotes = {quote for _, _, quote in told("Ja. Netzfunk ist ein Podcast von Ada Blum und Jo Kern. Tschüss.")}
    assert quotes == {"Netzfunk ist ein Podcast von Ada Blum und Jo Kern"}


def test_a_documents_own_private_characters_are_nobody() -> None:
    assert told("Produziert von \ue001.", "\ue000 ist ein Podcast von \ue001.") == set()


def test_what_is_said_in_the_middle_of_a_talk_is_no_credit() -> None:
    talk = ["Ja."] * 9
    assert told(*talk, "Moderation: Ada Blum", *talk) == set()


def test_a_headers_hosts_hold_their_role_in_the_show_of_the_title() -> None:
    line = "Ada Blum und Jo Kern sprechen heute über:"
    assert told(line, kinds=(SegmentKind.HEADING,)) == {("Ada Blum", "Host", line), ("Jo Kern", "Host", line)}


def test_a_show_without_a_title_is_the_one_that_listeners_are_welcomed_to() -> None:
    opening = "Hallo, hier ist Netzfunk, der Podcast über Geld, ich bin Ada Blum."
    assert {(person, role) for person, role, _ in told(opening, title="Transkript")} == {("Ada Blum", "Host")}
    assert told("Moderation: Ada Blum", "Gestern lief Netzfunk.", title="Transkript") == set()
