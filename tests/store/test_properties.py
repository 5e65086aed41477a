"""What holds for all documents, in whatever order they come, come again and go."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import Extraction
from kg.store import Store, open_store
from tests.store.test_contract import content
from tests.store.worlds import worlds


@pytest.fixture(scope="module")
def two_stores(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """Two empty stores."""
    folder = tmp_path_factory.mktemp("two")
    for name in ("a", "b"):
        shutil.copytree(empty_store, folder / name)
    with open_store(folder / "a") as one, open_store(folder / "b") as other:
        yield one, other


def with_other_classes(extraction: Extraction, flags: list[bool]) -> Extraction:
    """The same document with some companies taken for investors, and known to a name list."""
    entities = tuple(
        dataclasses.replace(e, class_="Investor", listed=True) if flag and e.class_ == "Company" else e
        for e, flag in zip(extraction.entities, flags * len(extraction.entities), strict=False)
    )
    return dataclasses.replace(extraction, entities=entities)


@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    world=worlds(),
    flags=st.lists(st.booleans(), min_size=3, max_size=5),
    order=st.permutations([0, 1, 2]),
    again=st.lists(st.sampled_from([0, 1, 2]), max_size=3),
    gone=st.sets(st.sampled_from([0, 1, 2]), max_size=2),
)
def test_a_store_depends_on_the_documents_that_are_in_it_and_on_nothing_else(
    two_stores: tuple[Store, Store],
    world: tuple[Extraction, ...],
    flags: list[bool],
    order: list[int],
    again: list[int],
    gone: set[int],
) -> None:
    changed = [with_other_classes(extraction, flags) for extraction in world]
    winding, straight = two_stores
    for store in two_stores:
        for document in store.documents():
            store.delete(document.id)
    for number in order:
        winding.load(world[number])
    for number in [*again, *order]:
        winding.load(changed[number])
    for number in gone:
        winding.delete(world[number].document.id)
    for number in sorted({0, 1, 2} - gone):
        straight.load(changed[number])
    assert content(winding) == content(straight)
