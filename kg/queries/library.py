"""All questions of a folder, by name, and the table that explains them."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from kg.errors import QueryError, QueryFileError
from kg.paths import data_folder
from kg.queries.files import parse_query
from kg.queries.model import Query

THEMES: Mapping[str, str] = MappingProxyType(
    {
        "money": "Money: investments, stakes, valuations",
        "chips": "Chips and models",
        "power": "Power: donations, roles, influence",
        "conflict": "Conflict and alliance",
        "sources": "Sources and trust",
        "network": "Network: paths, neighbours, bridges",
        "housekeeping": "Housekeeping: what is in the store",
    }
)


class Library:
    """Questions by name, in the order of theme and name."""

    def __init__(self, queries: Iterator[Query] | tuple[Query, ...]) -> None:
        order = list(THEMES)
        found = sorted(
            queries, key=lambda q: (order.index(q.theme) if q.theme in order else len(order), q.theme, q.name)
        )
        self._queries: dict[str, Query] = {}
        for query in found:
            if query.name in self._queries:
                other = self._queries[query.name].path
                raise QueryFileError(query.path, f"the name {query.name} is taken by {other}; give one of them another")
            self._queries[query.name] = query

    def __iter__(self) -> Iterator[Query]:
        return iter(self._queries.values())

    def __len__(self) -> int:
        return len(self._queries)

    def __contains__(self, name: object) -> bool:
        return name in self._queries

    def names(self) -> tuple[str, ...]:
        """The names of all questions."""
        return tuple(self._queries)

    def get(self, name: str) -> Query:
        """The question of this name.

        Raises:
            QueryError: if there is none.
        """
        query = self._queries.get(name)
        if query is None:
            near = difflib.get_close_matches(name, self._queries, n=3, cutoff=0.5)
            hint = f"did you mean {', '.join(near)}?" if near else "kg queries lists them all"
            raise QueryError(f"there is no question {name!r}; {hint}")
        return query


def load_library(folder: Path | None = None) -> Library:
    """All questions in the folders below `folder`, the program's own by default.

    Raises:
        QueryFileError: if a file has no proper header.
    """
    root = folder if folder is not None else data_folder("queries")
    return Library(parse_query(path) for path in sorted(root.rglob("*.cypher")))


def reference(library: Library) -> str:
    """The library as Markdown: the text of `queries/README.md`."""
    lines = [
        "# The library of questions",
        "",
        "<!-- Made from the headers of the files; `python -m kg.queries` writes it again. -->",
        "",
        f"{len(library)} questions. `kg query NAME -p PARAMETER=VALUE` answers one.",
        "The files run unchanged in Neo4j Browser, once the parameters are set with `:param`.",
        "An *entity* is given by its id or name. A parameter without a default must be given.",
    ]
    theme = None
    for query in library:
        if query.theme != theme:
            theme = query.theme
            lines += ["", f"## {THEMES.get(theme, theme)}", ""]
            lines += ["| name | question | parameters | a row is |", "| --- | --- | --- | --- |"]
        parameters = "<br>".join(f"`{p.signature()}` {_cell(p.meaning)}" for p in query.parameters)
        question = f"{_cell(query.question_en)}<br>*{_cell(query.question_de)}*"
        name = f"[{query.name}]({query.theme}/{query.name}.cypher)"
        lines.append(f"| {name} | {question} | {parameters} | {_cell(query.row)} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
