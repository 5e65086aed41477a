"""Golden rows: one file a question, with the parameters that a human gave and the rows that came out.

``KG_REGENERATE_GOLDEN=1 pytest tests/queries`` writes the rows anew; look at the difference before you commit it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from kg.queries import Query
from kg.store import Store, Table

FOLDER = Path(__file__).parent / "golden"
REGENERATE = bool(os.environ.get("KG_REGENERATE_GOLDEN"))


def golden(query: Query) -> dict[str, Any]:
    """The golden file of a question: `parameters`, `columns` and `rows`."""
    path = FOLDER / f"{query.name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"parameters": {}}
    return found


def answer(store: Store, query: Query) -> Table:
    """The answer to the question with the parameters of its golden file."""
    return store.query(query.cypher, query.values(golden(query)["parameters"]))


def regenerate(query: Query, table: Table) -> None:
    """Write the golden file anew."""
    head = {"parameters": golden(query)["parameters"], "columns": list(table.columns)}
    rows = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in table.rows)
    text = json.dumps(head, ensure_ascii=False)[:-1] + ', "rows": [\n' + rows + "\n]}\n"
    (FOLDER / f"{query.name}.json").write_text(text, encoding="utf-8")
