"""Makes `data/store-v0.zip`, a store as data model 0 had it: ``python -m tests.store.make_old_store``.

Model 0 was never published; it stands for whatever a program before this one left behind.
"""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from kg.store.embedded import EmbeddedStore
from tests.store.examples import first_episode

TARGET = Path(__file__).parent / "data" / "store-v0.zip"
BACKWARDS = (
    "MATCH (e:Entity) REMOVE e.searchText",
    "MATCH (:Entity)-[r]->(:Entity) SET r.doc = r.document REMOVE r.document",
    "MATCH (s:StoreSchema) DELETE s",
)


def main() -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kg.db"
        with EmbeddedStore(path) as store:
            store.load(first_episode())
            for statement in BACKWARDS:
                store.query(statement, read_only=False)
        with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for file in sorted(path.iterdir()):
                archive.write(file, file.name)


if __name__ == "__main__":
    main()
