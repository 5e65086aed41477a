"""All nodes and relationships of a store, in an order that depends on nothing but their content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kg.store.base import Store
from kg.store.records import STRUCTURE, Row
from kg.store.statements import KEY_LABELS

Labels = tuple[str, ...]


def nodes_of(store: Store) -> Iterator[tuple[Labels, list[Row]]]:
    """The nodes by their labels, the key's label first; each row is the node's properties."""
    for key in KEY_LABELS:
        by_labels: dict[Labels, list[Row]] = defaultdict(list)
        found = store.query(f"MATCH (n:{key}) RETURN labels(n) AS labels, properties(n) AS properties ORDER BY n.id")
        for labels, properties in found:
            by_labels[key, *sorted(label for label in labels if label != key)].append(properties)
        yield from sorted(by_labels.items())


def relationships_of(store: Store) -> Iterator[tuple[str, str, str, list[Row]]]:
    """The relationships: type, labels of the ends, and rows with `start`, `end` and `properties`."""
    for type_, start, end in STRUCTURE:
        found = store.query(
            f"MATCH (a:{start})-[r:{type_}]->(b:{end}) "
            "RETURN a.id AS start, b.id AS end, properties(r) AS properties ORDER BY start, end"
        )
        if found.rows:
            yield type_, start, end, [dict(row) for row in found.dicts()]
    direct: dict[str, list[Row]] = defaultdict(list)
    for row in store.query(
        "MATCH (a:Entity)-[r]->(b:Entity) "
        "RETURN type(r) AS type, a.id AS start, b.id AS end, properties(r) AS properties ORDER BY type, r.claim"
    ).dicts():
        direct[row["type"]].append(row)
    for type_, rows in sorted(direct.items()):
        yield type_, "Entity", "Entity", rows
