"""What a name tells of its maker."""

from __future__ import annotations

import pytest

from kg.model import Mention, MentionKind
from kg.relations.namesakes import namesake_relations

TEXT = "." * 200


def told(*names: tuple[str, str]) -> list[tuple[str, str]]:
    """Maker and thing of each relation between names of these classes, each in a sentence of its own."""
    mentions, at = [], 0
    for surface, class_ in names:
        mentions.append(
            Mention(
                start=at,
                end=at + len(surface),
                surface=surface,
                kind=MentionKind.NAME,
                segment_id="s",
                class_=class_,
            )
        )
        at += len(surface) + 2
    found = list(namesake_relations(TEXT, mentions, lambda one, other: (one.start, other.end)))
    assert all(
        r.predicate == "develops" and (r.start, r.end) == (r.object.start, r.object.end) for r in found if r.object
    )
    return [(r.subject.surface, r.object.surface) for r in found if r.object]


@pytest.mark.parametrize("thing", ["Kolk Eins", "Kolk-Chips", "Kolks Chip 3"])
def test_a_thing_that_bears_a_firms_name_is_made_by_it(thing: str) -> None:
    assert told(("Kolk", "Company"), (thing, "Chip")) == [("Kolk", thing)]


@pytest.mark.parametrize(
    "names",
    [
        [("Kolk", "Company"), ("Kolkraben", "Product")],
        [("Kolk", "Person"), ("Kolk Eins", "Product")],
        [("Kolk", "Company"), ("Kolk Stiftung", "Organization")],
        [("Brunn", "Company"), ("Kolk Eins", "Product")],
    ],
)
def test_other_names_tell_nothing(names: list[tuple[str, str]]) -> None:
    assert told(*names) == []


def test_the_nearest_mention_of_the_maker_is_meant() -> None:
    names = [("Kolk", "Company"), ("Brunn", "Company"), ("Kolk", "Company"), ("Kolk Eins", "Product")]
    mentions = [Mention(start=n * 10, end=n * 10 + len(s), surface=s, kind=MentionKind.NAME, segment_id="s", class_=c)
                for n, (s, c) in enumerate(names)]  # fmt: skip
    (relation,) = namesake_relations(TEXT, mentions, lambda one, other: (one.start, other.end))
    assert relation.subject.start == 20


def test_what_is_denied_is_made_by_nobody() -> None:
    text = "Kolk Eins wird es nie geben, sagt Kolk"
    mentions = [
        Mention(start=0, end=9, surface="Kolk Eins", kind=MentionKind.NAME, segment_id="s", class_="Product"),
        Mention(start=34, end=38, surface="Kolk", kind=MentionKind.NAME, segment_id="s", class_="Company"),
    ]
    assert not list(namesake_relations(text, mentions, lambda one, other: (0, len(text))))
