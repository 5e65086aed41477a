"""``python -m kg.queries`` writes `queries/README.md` anew from the headers of the files."""

from __future__ import annotations

from kg.paths import data_folder
from kg.queries.library import load_library, reference


def main() -> None:
    """Write the table."""
    (data_folder("queries") / "README.md").write_text(reference(load_library()), encoding="utf-8")


if __name__ == "__main__":
    main()
