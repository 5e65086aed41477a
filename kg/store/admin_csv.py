"""`kg export neo4j-admin`: CSV files with headers for the offline import of a Neo4j server."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.errors import ExportError
from kg.store import statements as s
from kg.store.base import Store, Value
from kg.store.dump import nodes_of, relationships_of
from kg.store.records import SCHEMA_VERSION, Row

ARRAY_DELIMITER = "\x1f"
_DELIMITER_OPTION = "U+001F"
_TYPES = {bool: "boolean", int: "long", float: "double", str: "string", list: "string[]"}


def write_admin_csv(store: Store, folder: Path) -> tuple[Path, ...]:
    """Write the files, a script `import.sh` that imports them, and `schema.cypher` for constraints and indexes.

    Raises:
        ExportError: if the folder holds other files, or a value has no place in such a file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    strange = [p.name for p in folder.iterdir() if not (p.suffix == ".csv" or p.name in ("import.sh", "schema.cypher"))]
    if strange:
        raise ExportError(f"{folder} holds other files ({sorted(strange)[0]}, …); name an empty folder")
    for old in folder.glob("*.csv"):
        old.unlink()
    nodes = [_write_nodes(folder, labels, rows) for labels, rows in nodes_of(store)]
    nodes.append(_write_nodes(folder, (s.SCHEMA_LABEL,), [{"id": "kg", "version": SCHEMA_VERSION}]))
    relationships = [_write_relationships(folder, *found) for found in relationships_of(store)]
    schema = folder / "schema.cypher"
    lines = [f"{statement};\n" for statement in (*s.CONSTRAINTS, *s.INDEXES, *s.NEO4J_FULL_TEXT)]
    schema.write_text("".join(lines), encoding="utf-8")
    script = folder / "import.sh"
    script.write_text(_script(nodes, relationships), encoding="utf-8")
    script.chmod(0o755)
    return (*nodes, *relationships, schema, script)


def import_arguments(files: Iterable[Path]) -> list[str]:
    """What `neo4j-admin database import full` needs to know of these files."""
    options = [f"--array-delimiter={_DELIMITER_OPTION}", "--multiline-fields=true", "--bad-tolerance=0"]
    for path in files:
        if path.name.startswith("nodes-"):
            options.append(f"--nodes={path}")
        elif path.name.startswith("relationships-"):
            options.append(f"--relationships={path}")
    return options


def _script(nodes: list[Path], relationships: list[Path]) -> str:
    files = [Path(path.name) for path in (*nodes, *relationships)]
    options = " \\\n  ".join(import_arguments(files))
    return (
        "#!/bin/sh\n"
        "# Imports the graph into an empty database of a stopped Neo4j 5 server; start it afterwards and run\n"
        "# schema.cypher with cypher-shell for the constraints and indexes.\n"
        'cd "$(dirname "$0")" || exit 1\n'
        f'exec neo4j-admin database import full "${{1:-neo4j}}" \\\n  {options}\n'
    )


def _write_nodes(folder: Path, labels: Sequence[str], rows: Sequence[Row]) -> Path:
    names = sorted({name for row in rows for name in row} - {"id"})
    header = [f"id:ID({labels[0]})", *(f"{name}:{_type(rows, name)}" for name in names), ":LABEL"]
    label = ARRAY_DELIMITER.join(labels)
    lines = ([row["id"], *(row.get(name) for name in names), label] for row in rows)
    return _write(folder / f"nodes-{'-'.join(labels)}.csv", header, lines)


def _write_relationships(folder: Path, type_: str, start: str, end: str, rows: Sequence[Row]) -> Path:
    properties = [row["properties"] for row in rows]
    names = sorted({name for told in properties for name in told})
    header = [f":START_ID({start})", f":END_ID({end})", ":TYPE", *(f"{n}:{_type(properties, n)}" for n in names)]
    lines = ([row["start"], row["end"], type_, *(row["properties"].get(name) for name in names)] for row in rows)
    return _write(folder / f"relationships-{type_}.csv", header, lines)


def _type(rows: Iterable[Row], name: str) -> str:
    found = {type(row[name]) for row in rows if row.get(name) is not None}
    kinds = {_TYPES.get(kind, "") for kind in found}
    if len(kinds) != 1 or "" in kinds:
        raise ExportError(f"the property {name} has values of several types: {sorted(kind.__name__ for kind in found)}")
    return kinds.pop()


def _write(path: Path, header: Sequence[str], lines: Iterable[Sequence[Value]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(header) + "\n")
        for line in lines:
            file.write(",".join(_cell(value) for value in line) + "\n")
    return path


def _cell(value: Value) -> str:
    """All text is quoted, so that an empty text is not taken for a missing one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, list):
        if any(ARRAY_DELIMITER in item or not item for item in value):
            raise ExportError("a list holds an empty text or a text with the control character U+001F")
        value = ARRAY_DELIMITER.join(value)
    return '"' + re.sub('"', '""', value) + '"'
