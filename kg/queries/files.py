"""Reading one `.cypher` file of the library."""

from __future__ import annotations

import json
import re
from pathlib import Path

from kg.errors import QueryFileError
from kg.queries.columns import column_names
from kg.queries.model import Parameter, ParameterType, Query

_LINE = re.compile(r"//\s*(?P<key>[a-z]+):\s*(?P<value>.*\S)\s*")
_PARAMETER = re.compile(r"(?P<name>[a-z_]+)\s+(?P<type>[a-z]+)(?:\s*=\s*(?P<default>.+?))?\s+--\s+(?P<meaning>.+)")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_USED = re.compile(r"\$([A-Za-z_]\w*)")


def parse_query(path: Path) -> Query:
    """The question in this file; its theme is the name of the folder.

    Raises:
        QueryFileError: if the header lacks a part, a parameter is declared and not used or used and not declared, or
            the columns of the answer have no names.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryFileError(path, f"cannot be read as UTF-8 text: {error}") from error
    if not _NAME.fullmatch(path.stem):
        raise QueryFileError(
            path, "the name of a query file is small letters and digits with hyphens: who-invests.cypher"
        )
    single, parameters, body_line = _header(path, text.splitlines())
    cypher = "\n".join(text.splitlines()[body_line:]).strip().rstrip(";").rstrip()
    if not cypher:
        raise QueryFileError(path, "there is no statement below the header")
    _check_use(path, parameters, cypher)
    columns = column_names(cypher)
    if not columns or any(not re.fullmatch(r"\w+", name) for name in columns):
        raise QueryFileError(path, "each column of the RETURN needs a name of its own: RETURN a.name AS investor")
    return Query(
        name=path.stem,
        theme=path.parent.name,
        question_de=single["de"],
        question_en=single["en"],
        parameters=tuple(parameters),
        row=single["row"],
        cypher=cypher,
        columns=columns,
        path=path,
    )


def _header(path: Path, lines: list[str]) -> tuple[dict[str, str], list[Parameter], int]:
    single: dict[str, str] = {}
    parameters: list[Parameter] = []
    end = next((number for number, line in enumerate(lines) if not line.startswith("//")), len(lines))
    for number, line in enumerate(lines[:end], 1):
        found = _LINE.fullmatch(line)
        if found is None:
            raise QueryFileError(path, f"not a header line: {line!r}; wanted // de: …", line=number)
        key, value = found["key"], found["value"]
        if key == "param":
            parameters.append(_parameter(path, value, number))
        elif key in ("de", "en", "row"):
            if key in single:
                raise QueryFileError(path, f"// {key}: stands twice", line=number)
            single[key] = value
        else:
            raise QueryFileError(path, f"unknown header {key!r}; wanted de, en, param, row", line=number)
    for key, what in (("de", "the question in German"), ("en", "the question in English"), ("row", "what a row means")):
        if key not in single:
            raise QueryFileError(path, f"the header lacks // {key}: ({what})")
    return single, parameters, end


def _parameter(path: Path, text: str, line: int) -> Parameter:
    found = _PARAMETER.fullmatch(text)
    types = [type_.value for type_ in ParameterType]
    if found is None or found["type"] not in types:
        raise QueryFileError(
            path,
            f"not a parameter: {text!r}; wanted NAME TYPE = DEFAULT -- MEANING with TYPE one of {', '.join(types)}",
            line=line,
        )
    type_ = ParameterType(found["type"])
    parameter = Parameter(name=found["name"], type=type_, meaning=found["meaning"], required=found["default"] is None)
    if found["default"] is None:
        return parameter
    try:
        default = json.loads(found["default"])
    except json.JSONDecodeError as error:
        raise QueryFileError(path, f"the default {found['default']} is not JSON: {error.msg}", line=line) from error
    return Parameter(name=found["name"], type=type_, meaning=found["meaning"], required=False, default=default)


def _check_use(path: Path, parameters: list[Parameter], cypher: str) -> None:
    declared = {parameter.name for parameter in parameters}
    used = set(_USED.findall(cypher))
    if used - declared:
        raise QueryFileError(path, f"uses ${', $'.join(sorted(used - declared))} without a // param: line")
    if declared - used:
        raise QueryFileError(path, f"declares {', '.join(sorted(declared - used))} and does not use it")
    if len(declared) != len(parameters):
        raise QueryFileError(path, "declares a parameter twice")
