"""The stores that every contract test runs on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import Store, open_store
from tests.store.examples import example_world


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty embedded store, closed; tests work on copies, since making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "kg.db"
    open_store(path).close()
    return path


@pytest.fixture(params=["embedded"])
def store(tmp_path: Path, empty_store: Path) -> Iterator[Store]:
    """An empty store of each kind."""
    shutil.copytree(empty_store, tmp_path / "kg.db")
    with open_store(tmp_path / "kg.db") as opened:
        yield opened


@pytest.fixture
def world(store: Store) -> Store:
    """A store that holds the example world."""
    for extraction in example_world():
        store.load(extraction)
    return store
