"""A question of the library and its parameters."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from kg.errors import QueryError
from kg.model import kebab

Value = Any
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_YES_NO = {"true": True, "yes": True, "ja": True, "1": True, "false": False, "no": False, "nein": False, "0": False}


class ParameterType(StrEnum):
    """What a parameter takes."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    LIST = "list"
    ENTITY = "entity"

    def wanted(self) -> str:
        """What a user may write for it."""
        return _WANTED[self]


_WANTED = {
    ParameterType.TEXT: "any text",
    ParameterType.INTEGER: "a whole number such as 25",
    ParameterType.NUMBER: "a number such as 1000000 or 2.5e9",
    ParameterType.BOOLEAN: "true or false",
    ParameterType.DATE: "a date such as 2026-01-27, 2026-01 or 2026",
    ParameterType.LIST: "words with commas between them",
    ParameterType.ENTITY: "the id or the name of an entity, such as nvidia",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a question.

    Attributes:
        default: What stands for it when it is not given, where `required` is off.
        meaning: What it does, in English.
    """

    name: str
    type: ParameterType
    meaning: str
    required: bool
    default: Value = None

    def value(self, given: Value) -> Value:
        """The value that `given` means; text is read by the parameter's type, other values must fit it.

        Raises:
            QueryError: if it does not fit.
        """
        if given is None and not self.required and self.default is None:
            return None
        try:
            return self._read(given) if isinstance(given, str) else self._checked(given)
        except ValueError as error:
            raise QueryError(f"parameter {self.name} is {given!r}; wanted {self.type.wanted()}") from error

    def signature(self) -> str:
        """The parameter as the header has it: ``currency text = "USD"``."""
        tail = "" if self.required else f" = {json.dumps(self.default, ensure_ascii=False)}"
        return f"{self.name} {self.type.value}{tail}"

    def _read(self, text: str) -> Value:
        match self.type:
            case ParameterType.INTEGER:
                return int(text.replace("_", ""))
            case ParameterType.NUMBER:
                return float(text.replace("_", ""))
            case ParameterType.BOOLEAN:
                if text.strip().lower() not in _YES_NO:
                    raise ValueError(text)
                return _YES_NO[text.strip().lower()]
            case ParameterType.DATE:
                if not _DATE.fullmatch(text.strip()):
                    raise ValueError(text)
                return text.strip()
            case ParameterType.LIST:
                return [word.strip() for word in text.split(",") if word.strip()]
            case ParameterType.ENTITY:
                return kebab(text)
            case ParameterType.TEXT:
                return text

    def _checked(self, value: Value) -> Value:
        fits = {
            ParameterType.INTEGER: isinstance(value, int) and not isinstance(value, bool),
            ParameterType.NUMBER: isinstance(value, (int, float)) and not isinstance(value, bool),
            ParameterType.BOOLEAN: isinstance(value, bool),
            ParameterType.LIST: isinstance(value, (list, tuple)),
        }
        if not fits.get(self.type, False):
            raise ValueError(value)
        return list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question of the library.

    Attributes:
        name: Stem of its file.
        theme: Name of its folder.
        row: What one row of the answer means.
        cypher: The statement, without the header.
        columns: Names of the columns of the answer.
    """

    name: str
    theme: str
    question_de: str
    question_en: str
    parameters: tuple[Parameter, ...]
    row: str
    cypher: str
    columns: tuple[str, ...]
    path: Path

    def values(self, given: Mapping[str, Value] | None = None) -> dict[str, Value]:
        """All parameters with their values: those given, read by their types, and the defaults of the others.

        Raises:
            QueryError: if one is unknown, missing, or does not fit its type.
        """
        told = dict(given or {})
        names = [parameter.name for parameter in self.parameters]
        for name in told:
            if name not in names:
                raise QueryError(f"{self.name} has no parameter {name!r}{_nearest(name, names)}; {self._takes()}")
        missing = [p.name for p in self.parameters if p.required and p.name not in told]
        if missing:
            raise QueryError(f"{self.name} needs {', '.join(missing)}; {self._takes()}, such as -p {missing[0]}=…")
        return {p.name: p.value(told[p.name]) if p.name in told else p.default for p in self.parameters}

    def _takes(self) -> str:
        if not self.parameters:
            return "it takes none"
        return "it takes " + ", ".join(p.signature() for p in self.parameters)


def _nearest(name: str, names: list[str]) -> str:
    near = difflib.get_close_matches(name, names, n=1)
    return f", did you mean {near[0]!r}" if near else ""
