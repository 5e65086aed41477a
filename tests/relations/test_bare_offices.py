"""Offices of which the sentence does not say whose they are."""

from __future__ import annotations

import re
from functools import cache

import pytest

from kg import names, ontology
from kg.model import Mention, MentionKind, RoleValue, kebab
from kg.names.ties import Ties
from kg.relations.bare_offices import BareOffices

KNOWN = [
    ("ada-blum", "founded", "veltro"),
    ("ada-blum", "holdsRole", "veltro"),
    ("ada-blum", "holdsRole", "nordland"),
    ("max-roth", "holdsRole", "nordland"),
    ("max-roth", "holdsRole", "nordland-regierung"),
]
CLASSES = {
    "Ada Blum": "Person",
    "Max Roth": "Person",
    "Veltro": "Company",
    "Kolk": "Company",
    "Nordland": "Place",
    "Nordland-Regierung": "GovernmentBody",
}
ROLES = "Finanzministerin|Finanzminister|Kanzler|Präsidentin|Gründerin|CEO|Chefin|Großaktionärin"


@cache
def offices() -> BareOffices:
    terms = ontology.load()
    return BareOffices(names.load(terms), Ties(KNOWN, terms))


def told(text: str) -> list[tuple[str, str, str, str | None, str | None]]:
    """Subject, predicate, object, role and status of what a text tells of bare offices."""
    mentions = []
    for found in re.finditer("|".join([*sorted(CLASSES, key=len, reverse=True), ROLES]), text):
        class_ = CLASSES.get(found.group())
        mentions.append(
            Mention(
                start=found.start(),
                end=found.end(),
                surface=found.group(),
                kind=MentionKind.NAME if class_ else MentionKind.ROLE,
                segment_id="s",
                class_=class_,
                value=None if class_ else RoleValue(name=found.group()),
            )
        )
    means = {(m.start, m.end): kebab(m.surface) for m in mentions if m.kind is MentionKind.NAME}
    relations = offices().find(text, mentions, means, lambda one, other: (one.start, max(one.end, other.end)))
    return [
        (r.subject.surface, r.predicate, r.object.surface, r.qualifiers.role, r.qualifiers.role_status)
        for r in relations
        if r.object
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Veltro wächst. CEO Ada Blum freut sich.",
        "Veltro wächst. Ada Blum ist da die CEO.",
        "Veltro wächst. Der Konzern baut um. Ada Blum, die CEO, freut sich.",
        "Kolk verliert, Veltro gewinnt. Die CEO heißt Ada Blum.",
    ],
)
def test_an_office_alone_is_held_where_the_person_is_known_to_hold_one(text: str) -> None:
    assert told(text) == [("Ada Blum", "holdsRole", "Veltro", "CEO", "current")]


def test_offices_in_a_row_are_all_told() -> None:
    assert told("Veltro trennt sich von CEO und Gründerin Ada Blum.") == [
        ("Ada Blum", "holdsRole", "Veltro", "CEO", "current"),
        ("Ada Blum", "founded", "Veltro", None, None),
    ]


def test_who_was_it_or_is_it_no_more_held_it_formerly() -> None:
    assert told("Veltro wächst. Ada Blum war die CEO.")[0][4] == "former"
    assert told("Veltro wächst. Ada Blum ist nicht mehr CEO.")[0][4] == "former"


def test_a_minister_is_the_governments_and_a_chancellor_the_lands() -> None:
    text = "Die Nordland-Regierung hilft Nordland. {} Max Roth sprach."
    assert told(text.format("Finanzminister"))[0][2] == "Nordland-Regierung"
    assert told(text.format("Kanzler"))[0][2] == "Nordland"


@pytest.mark.parametrize(
    "text",
    [
        "Kolk wächst. CEO Ada Blum freut sich.",
        "Veltro wächst. CEO Max Roth freut sich.",
        "Veltro wächst. Die CEO von Kolk, Ada Blum, freut sich.",
        "Veltro wächst. Kolk-CEO Ada Blum freut sich.",
        "Veltro wächst. CEO Ada Blum von Kolk freut sich.",
        "Veltro wächst. Die designierte CEO Ada Blum freut sich.",
        "Veltro wächst. Großaktionärin Ada Blum freut sich.",
        "Veltro wächst. Finanzministerin Ada Blum freut sich.",
        "Nordland wächst. Gründerin Ada Blum freut sich.",
        "Nordland wächst. CEO Ada Blum freut sich.",
        "Veltro wächst. Ada Blum wird nicht CEO.",
    ],
)
def test_nothing_is_told_of_others(text: str) -> None:
    assert told(text) == []
