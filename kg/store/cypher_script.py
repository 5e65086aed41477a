"""`kg export cypher`: a script that rebuilds the graph on any Neo4j 5, one statement a line.

Run it with ``cypher-shell -f graph.cypher``, or paste it into Neo4j Browser; running it twice does no harm.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence

from kg.errors import ExportError
from kg.store import statements as s
from kg.store.base import Store, Value
from kg.store.dump import nodes_of, relationships_of
from kg.store.records import SCHEMA_VERSION

ROWS_A_STATEMENT = 200
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def cypher_script(store: Store) -> Iterator[str]:
    """The lines of the script, each a comment or a whole statement with its semicolon."""
    yield "// A graph of claims for Neo4j 5 or later. Constraints and indexes first, then nodes, then relationships."
    for statement in (*s.CONSTRAINTS, *s.INDEXES, *s.NEO4J_FULL_TEXT):
        yield f"{statement};"
    for labels, rows in nodes_of(store):
        yield from _filled(s.merge_nodes(labels), [{"id": row["id"], "properties": row} for row in rows])
    for type_, start, end, rows in relationships_of(store):
        ends = [{"start": row["start"], "end": row["end"], "properties": row["properties"]} for row in rows]
        yield from _filled(s.merge_any_relationships(type_, start, end), ends)
    yield s.WRITE_SCHEMA.replace("$version", str(SCHEMA_VERSION)) + ";"


def literal(value: Value) -> str:
    """The value as it stands in Cypher text.

    Raises:
        ExportError: if no text means it.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ExportError(f"{value} cannot be written as a number in Cypher")
        return repr(value).replace("e+", "e")
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(name)}: {literal(value[name])}" for name in value) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    raise ExportError(f"a {type(value).__name__} cannot be written in Cypher")


def _filled(statement: str, rows: list[dict[str, Value]]) -> Iterator[str]:
    head, tail = statement.split("$rows", 1)
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        yield f"{head}{literal(rows[start : start + ROWS_A_STATEMENT])}{tail};"


def _quoted(text: str) -> str:
    """In JSON's escapes, which Cypher shares; line ends of all kinds are escaped, so that a statement is one line."""
    inside = json.dumps(text, ensure_ascii=False)[1:-1].replace('\\"', '"').replace("'", "\\'")
    return "'" + re.sub(r"[\x7f-\x9f\u2028\u2029]", lambda found: f"\\u{ord(found.group()):04x}", inside) + "'"


def _key(name: str) -> str:
    return name if _NAME.fullmatch(name) else "`" + name.replace("`", "``") + "`"
