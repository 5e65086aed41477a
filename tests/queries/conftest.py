"""The example world in an embedded store, for reading only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import Store, open_store
from tests.store.examples import example_world


@pytest.fixture(scope="session")
def example_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds the example world."""
    path: Path = tmp_path_factory.mktemp("example") / "kg.db"
    with open_store(path) as store:
        for extraction in example_world():
            store.load(extraction)
        yield store
