"""Ids depend on content alone and are always fit for IRIs, file names and Cypher."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Amount, Cue, Document, Entity, Mention, MentionKind, Percent, content_hash, kebab


@given(st.text(min_size=1))
def test_every_name_has_a_kebab_case_ascii_id(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kebab(name))


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Weißes Haus", "weisses-haus"),
        ("J.D. Vance", "jd-vance"),
        ("AT&T", "at-and-t"),
        ("Königsberg & Söhne", "koenigsberg-and-soehne"),
        ("X Æ A-12", "x-ae-a-12"),
        ("Société Générale", "societe-generale"),
    ],
)
def test_the_id_is_the_name_as_a_german_would_transcribe_it(name: str, wanted: str) -> None:
    assert kebab(name) == wanted


@given(st.lists(st.text(), min_size=1, max_size=4), st.lists(st.text(), min_size=1, max_size=4))
def test_different_parts_give_different_hashes(left: list[str], right: list[str]) -> None:
    same_parts = [p.replace("\x1f", "") for p in left] == [p.replace("\x1f", "") for p in right]
    if not same_parts and all("\x1f" not in p for p in (*left, *right)):
        assert content_hash(*left) != content_hash(*right)
    assert content_hash(*left) == content_hash(*left)


def test_types_refuse_nonsense() -> None:
    with pytest.raises(ValueError, match="kebab-case"):
        Document(id="Episode 12", text="x")
    with pytest.raises(ValueError, match="span"):
        Cue(start=3, end=3, start_seconds=0, end_seconds=1)
    with pytest.raises(ValueError, match="forward"):
        Cue(start=0, end=3, start_seconds=2, end_seconds=1)
    with pytest.raises(ValueError, match="between"):
        Amount(value=5, minimum=6, maximum=9)
    with pytest.raises(ValueError, match="ISO 4217"):
        Amount(value=5, currency="Euro")
    with pytest.raises(ValueError, match="between"):
        Percent(value=-1)
    with pytest.raises(ValueError, match="fill"):
        Mention(start=0, end=3, surface="Nordwind", kind=MentionKind.NAME, segment_id="s")
    with pytest.raises(ValueError, match="no name"):
        Entity(id="x", name=" ", class_="Person")
