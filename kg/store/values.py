"""Values of the engines as plain Python values, in one form for all stores."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from kg.store.base import Value
from kg.store.engines import engine

_PATH = re.compile(r"\(#\d+:\d+\)(?:(?:<-|-)\[#\d+:\d+\](?:->|-)\(#\d+:\d+\))*")
_ID = re.compile(r"([(\[])(#\d+:\d+)")


def node(labels: Iterable[str], properties: Mapping[str, Value]) -> dict[str, Value]:
    """A node as a plain value."""
    return {"labels": sorted(labels), "properties": {name: properties[name] for name in sorted(properties)}}


def relationship(type_: str, properties: Mapping[str, Value]) -> dict[str, Value]:
    """A relationship as a plain value."""
    return {"type": type_, "properties": {name: properties[name] for name in sorted(properties)}}


class EmbeddedValues:
    """Turns the embedded engine's values into plain ones.

    Args:
        lookup: Gives the records with these run-time ids, by id.
        relationship_types: Gives the names of all relationship types.
    """

    def __init__(
        self,
        lookup: Callable[[list[str]], dict[str, dict[str, Value]]],
        relationship_types: Callable[[], frozenset[str]],
    ) -> None:
        self._lookup = lookup
        self._relationship_types = relationship_types
        self._types: frozenset[str] = frozenset()

    def plain(self, value: Value) -> Value:
        """The value without anything of the engine."""
        if isinstance(value, dict):
            if "@type" in value:
                return self._record(value)
            return {str(name): self.plain(value[name]) for name in sorted(value)}
        if isinstance(value, (list, tuple)):
            return [self.plain(item) for item in value]
        if isinstance(value, str):
            return self._path(value) if value.startswith("(#") and _PATH.fullmatch(value) else value
        if value is None or isinstance(value, (bool, int, float)):
            return value
        if hasattr(value, "isoformat"):
            return value.isoformat()
        return self._java(value)

    def _record(self, record: Mapping[str, Value]) -> dict[str, Value]:
        type_ = str(record["@type"])
        properties = {name: self.plain(value) for name, value in record.items() if not name.startswith("@")}
        if self._is_relationship(type_):
            return relationship(type_, properties)
        return node(type_.split("~"), properties)

    def _java(self, value: Value) -> Value:
        """What the Java build gives: its own objects for nodes, relationships and paths."""
        if hasattr(value, "getTypeName") and hasattr(value, "propertiesAsMap"):
            properties = engine().convert_java_to_python(value.propertiesAsMap())
            return self._record({"@type": str(value.getTypeName()), **properties})
        if hasattr(value, "getVertices") and hasattr(value, "getEdges"):
            return {
                "nodes": [self.plain(item) for item in value.getVertices()],
                "relationships": [self.plain(item) for item in value.getEdges()],
            }
        return str(value)

    def _is_relationship(self, type_: str) -> bool:
        if type_ not in self._types and "~" not in type_:
            self._types = self._relationship_types()
        return type_ in self._types

    def _path(self, text: str) -> Value:
        """A path, which the engine gives as the ids along it."""
        ids = [(bracket, found) for bracket, found in _ID.findall(text)]
        records = self._lookup(sorted({found for _, found in ids}))
        if any(found not in records for _, found in ids):
            return text
        return {
            "nodes": [self._record(records[found]) for bracket, found in ids if bracket == "("],
            "relationships": [self._record(records[found]) for bracket, found in ids if bracket == "["],
        }
