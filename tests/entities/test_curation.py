"""A curator has the last word, and can take it back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.entities import (
    Alias,
    Curation,
    Decision,
    NotSameAs,
    Reject,
    Retype,
    SameAs,
    as_toml,
    read_curation,
    write_curation,
)
from kg.errors import DataError
from tests.entities.world import entity, meaning, resolved

TEXT = (
    "Nvidia investiert in CoreWeave, sagt Tim Cook.",
    "Das Start-up Kestrelbach wächst.",
    "Gernot Kestrelbach lacht über Kestrelbach Ventures.",
)


def curated(*decisions: Decision) -> Curation:
    """A curation with these decisions."""
    return Curation(decisions=decisions)


def test_an_alias_makes_a_surface_mean_an_entity() -> None:
    found = resolved(*TEXT, curation=curated(Alias(name="Nvidia", alias="CoreWeave")))
    assert meaning(found, "CoreWeave").entity_id == "nvidia"
    assert entity(found, "nvidia").mentions == ("CoreWeave", "Nvidia")


def test_an_alias_of_another_document_changes_nothing() -> None:
    decision = Alias(name="Nvidia", alias="CoreWeave", document="another")
    assert resolved(*TEXT, curation=curated(decision)) == resolved(*TEXT)


def test_same_as_merges_into_the_first_name() -> None:
    found = resolved(*TEXT, curation=curated(SameAs(names=("CoreWeave", "Nvidia"))))
    assert "nvidia" not in {e.id for e in found.entities}
    assert meaning(found, "Nvidia").entity_id == "coreweave"
    assert meaning(found, "Nvidia").reasons[-1].endswith("says the curator")


def test_not_same_as_gives_a_surface_an_entity_of_its_own() -> None:
    found = resolved(*TEXT, curation=curated(NotSameAs(left="Kestrelbach", right="Kestrelbach")))
    assert meaning(found, "Kestrelbach").entity_id not in {None, "kestrelbach"}


def test_what_is_rejected_names_nothing() -> None:
    found = resolved(*TEXT, curation=curated(Reject(name="CoreWeave")))
    assert meaning(found, "CoreWeave").entity_id is None
    assert "coreweave" not in {e.id for e in found.entities}


def test_retype_gives_a_class() -> None:
    found = resolved(*TEXT, curation=curated(Retype(name="Kestrelbach Ventures", class_="Company")))
    assert entity(found, "kestrelbach-ventures").class_ == "Company"


NAMES = st.sampled_from(
    ["Nvidia", "CoreWeave", "Tim Cook", "Kestrelbach", "Gernot Kestrelbach", "Neuling", "Größe & Co"]
)
NOTES = st.none() | st.text(min_size=1, max_size=12)
DECISIONS = st.one_of(
    st.builds(Alias, name=NAMES, alias=NAMES, document=st.none() | st.just("text"), note=NOTES),
    st.builds(SameAs, names=st.lists(NAMES, min_size=2, max_size=3, unique=True).map(tuple), note=NOTES),
    st.builds(NotSameAs, left=NAMES, right=NAMES, note=NOTES),
    st.builds(Reject, name=NAMES, document=st.none() | st.just("text"), note=NOTES),
    st.builds(Retype, name=NAMES, class_=st.sampled_from(["Company", "Person", "Product"]), note=NOTES),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(DECISIONS, max_size=4), DECISIONS)
def test_a_decision_taken_back_leaves_no_trace(before: list[Decision], decision: Decision) -> None:
    first = Curation(decisions=tuple(dict.fromkeys(before)))
    again = first.with_decision(decision)
    if decision not in first.decisions:
        again = again.without(decision)
        assert as_toml(again) == as_toml(first)
    else:
        assert again == first
    assert resolved(*TEXT, curation=again) == resolved(*TEXT, curation=first)


@settings(max_examples=25, deadline=None)
@given(st.lists(DECISIONS, max_size=4))
def test_whatever_is_decided_all_that_is_meant_exists(decisions: list[Decision]) -> None:
    found = resolved(*TEXT, curation=Curation(decisions=tuple(decisions)))
    assert {r.entity_id for r in found.resolutions} - {None} == {e.id for e in found.entities}


@given(st.lists(DECISIONS, max_size=6))
def test_the_file_gives_back_what_was_written(decisions: list[Decision]) -> None:
    import tempfile

    curation = Curation(decisions=tuple(decisions))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "curation.toml"
        write_curation(path, curation)
        assert sorted(map(repr, read_curation(path).decisions)) == sorted(map(repr, curation.decisions))


def test_no_file_means_no_decision(tmp_path: Path) -> None:
    assert read_curation(tmp_path / "nothing.toml") == Curation()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[[alias]\n", "not TOML"),
        ("[[merge]]\nname = 'x'\n", "is no decision"),
        ("[[alias]]\nname = 'x'\n", "missing ['alias']"),
        ("[[reject]]\nname = 'x'\nwhy = 'y'\n", "unknown ['why']"),
        ("[[same-as]]\nnames = ['x']\n", "two or more names"),
        ("[[retype]]\nname = 'x'\nclass = 'Firm'\n", "unknown class 'Firm'"),
        ("[[reject]]\nname = 3\n", "is a text"),
    ],
)
def test_a_wrong_file_is_refused_with_what_is_wrong(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "curation.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_curation(path, classes=["Company"])
    assert complaint in str(caught.value)
    assert str(path) in str(caught.value)
