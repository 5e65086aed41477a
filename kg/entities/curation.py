"""What a curator decided: aliases, merges, splits, rejections and classes, in one readable TOML file.

The file is read before and applied after everything else, on every run, so that a decision outlives each of them.
Nothing of a decision is written anywhere else: take it out of the file and the next run is as if it had never been
made::

    [[alias]]                     # this is how they write her here
    name = "Anna Beispiel"
    alias = "Hanna Beispiehl"
    document = "folge-12"         # optional: only there

    [[same-as]]                   # the first name stays
    names = ["Beispiel AG", "Beispiel Holding"]

    [[not-same-as]]               # what is written like the first is not the second
    names = ["Beispiel", "Beispiel AG"]

    [[reject]]                    # no name at all
    name = "Beispielhaft"

    [[retype]]
    name = "Beispiel AG"
    class = "Investor"
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import DataError
from kg.mentions.lexicon import key_of

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """What is written `alias` means the entity of this name; `document` limits it to one document."""

    name: str
    alias: str
    document: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SameAs:
    """All these names mean one entity, the first."""

    names: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotSameAs:
    """What is written `left` is another entity than the one named `right`."""

    left: str
    right: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """What is written so names nothing; `document` limits it to one document."""

    name: str
    document: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retype:
    """The entity of this name is of this class."""

    name: str
    class_: str
    note: str | None = None


Decision = Alias | SameAs | NotSameAs | Reject | Retype
_TABLES: Mapping[str, type[Decision]] = {
    "alias": Alias, "same-as": SameAs, "not-same-as": NotSameAs, "reject": Reject, "retype": Retype,
}  # fmt: skip
_FIELDS: Mapping[str, frozenset[str]] = {
    "alias": frozenset({"name", "alias", "document", "note"}),
    "same-as": frozenset({"names", "note"}),
    "not-same-as": frozenset({"names", "note"}),
    "reject": frozenset({"name", "document", "note"}),
    "retype": frozenset({"name", "class", "note"}),
}
_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "alias": ("name", "alias"),
    "same-as": ("names",),
    "not-same-as": ("names",),
    "reject": ("name",),
    "retype": ("name", "class"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Curation:
    """All decisions, in the order of the file. Their order makes no difference but for chains of `SameAs`."""

    decisions: tuple[Decision, ...] = ()

    def with_decision(self, decision: Decision) -> Curation:
        """These decisions and one more; one that is there already changes nothing."""
        return self if decision in self.decisions else Curation(decisions=(*self.decisions, decision))

    def without(self, decision: Decision) -> Curation:
        """These decisions but one; one that is not there changes nothing."""
        return Curation(decisions=tuple(d for d in self.decisions if d != decision))

    def aliases(self, document: str) -> dict[Key, str]:
        """Written form → name of the entity, for one document."""
        fitting = (d for d in self.decisions if isinstance(d, Alias) and d.document in {None, document})
        return {key_of(d.alias): d.name for d in fitting}

    def rejected(self, document: str) -> frozenset[Key]:
        """Written forms that name nothing in one document."""
        fitting = (d for d in self.decisions if isinstance(d, Reject) and d.document in {None, document})
        return frozenset(key_of(d.name) for d in fitting)

    def classes(self) -> dict[Key, str]:
        """Name → class."""
        return {key_of(d.name): d.class_ for d in self.decisions if isinstance(d, Retype)}

    def merges(self) -> dict[Key, str]:
        """Name → the name that stays for it; chains are followed to their end."""
        into: dict[Key, str] = {}
        for decision in self.decisions:
            if isinstance(decision, SameAs):
                first, *others = decision.names
                into |= {key_of(other): first for other in others if key_of(other) != key_of(first)}
        return {key: _end_of(key, into) for key in into}

    def splits(self) -> dict[Key, frozenset[Key]]:
        """Written form → names of the entities that it does not mean."""
        found: dict[Key, frozenset[Key]] = {}
        for d in self.decisions:
            if isinstance(d, NotSameAs):
                found[key_of(d.left)] = found.get(key_of(d.left), frozenset()) | {key_of(d.right)}
        return found


def _end_of(key: Key, into: Mapping[Key, str]) -> str:
    seen = {key}
    name = into[key]
    while (following := key_of(name)) in into and following not in seen:
        seen.add(following)
        name = into[following]
    return name


def read_curation(path: Path, *, classes: Iterable[str] | None = None) -> Curation:
    """The decisions of a file; none if there is no such file.

    Args:
        path: The TOML file.
        classes: The classes that a decision may name; any by default.

    Raises:
        DataError: if the file is not TOML, has a table or field that means nothing, or lacks one.
    """
    if not path.exists():
        return Curation()
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(path, f"not TOML: {error}") from error
    allowed = None if classes is None else frozenset(classes)
    return Curation(decisions=tuple(_decisions(path, tables, allowed)))


def _decisions(path: Path, tables: Mapping[str, object], classes: frozenset[str] | None) -> Iterator[Decision]:
    for kind, rows in tables.items():
        if kind not in _TABLES or not isinstance(rows, list):
            raise DataError(path, f"{kind!r} is no decision; write [[{']], [['.join(_TABLES)}]]")
        for number, row in enumerate(rows, start=1):
            where = f"[[{kind}]] number {number}"
            _check(path, where, kind, row)
            if kind == "retype" and classes is not None and row["class"] not in classes:
                raise DataError(
                    path, f"{where}: unknown class {row['class']!r}; it is one of {', '.join(sorted(classes))}"
                )
            yield _decision(kind, row)


def _check(path: Path, where: str, kind: str, row: object) -> None:
    if not isinstance(row, dict):
        raise DataError(path, f"{where}: not a table")
    unknown = set(row) - _FIELDS[kind]
    missing = [f for f in _REQUIRED[kind] if not row.get(f)]
    if unknown or missing:
        wanted = ", ".join(sorted(_FIELDS[kind]))
        raise DataError(path, f"{where}: it takes {wanted}; unknown {sorted(unknown)}, missing {missing}")
    if "names" in row:
        names = row["names"]
        two = len(names) == 2 if kind == "not-same-as" else len(names) >= 2
        if not isinstance(names, list) or not all(isinstance(n, str) and key_of(n) for n in names) or not two:
            raise DataError(
                path, f"{where}: names is a list of {'two' if kind == 'not-same-as' else 'two or more'} names"
            )
    if not all(isinstance(v, str) and v for f, v in row.items() if f != "names"):
        raise DataError(path, f"{where}: every field but names is a text")


def _decision(kind: str, row: Mapping[str, object]) -> Decision:
    note = str(row["note"]) if "note" in row else None
    document = str(row["document"]) if "document" in row else None
    names = row.get("names")
    listed = tuple(map(str, names)) if isinstance(names, list) else ()
    match kind:
        case "alias":
            return Alias(name=str(row["name"]), alias=str(row["alias"]), document=document, note=note)
        case "same-as":
            return SameAs(names=listed, note=note)
        case "not-same-as":
            return NotSameAs(left=listed[0], right=listed[1], note=note)
        case "reject":
            return Reject(name=str(row["name"]), document=document, note=note)
        case _:
            return Retype(name=str(row["name"]), class_=str(row["class"]), note=note)


def write_curation(path: Path, curation: Curation) -> None:
    """Write all decisions; reading the file gives them back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_toml(curation), encoding="utf-8")


def as_toml(curation: Curation) -> str:
    """The decisions as the text of a TOML file."""
    lines = ["# Decisions of a curator, applied last on every run. `kg review` adds to them; you may edit them.\n"]
    for decision in curation.decisions:
        kind = next(k for k, t in _TABLES.items() if isinstance(decision, t))
        lines += [f"\n[[{kind}]]\n", *(f"{f} = {_toml(v)}\n" for f, v in _row(decision).items() if v is not None)]
    return "".join(lines)


def _row(decision: Decision) -> dict[str, str | tuple[str, ...] | None]:
    match decision:
        case Alias():
            return {
                "name": decision.name,
                "alias": decision.alias,
                "document": decision.document,
                "note": decision.note,
            }
        case SameAs():
            return {"names": decision.names, "note": decision.note}
        case NotSameAs():
            return {"names": (decision.left, decision.right), "note": decision.note}
        case Reject():
            return {"name": decision.name, "document": decision.document, "note": decision.note}
        case Retype():
            return {"name": decision.name, "class": decision.class_, "note": decision.note}


def _toml(value: str | tuple[str, ...]) -> str:
    # JSON's strings are TOML's basic strings but for DEL, which TOML wants escaped too.
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
