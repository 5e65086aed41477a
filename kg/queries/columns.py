"""The column names of a query, read from its text: the embedded engine names none when a result is empty."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PIECE = re.compile(
    r"""(?P<skip>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<quoted>'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`)
      | (?P<word>[^\W\d]\w*)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_END = frozenset({"ORDER", "SKIP", "LIMIT", "OFFSET", "UNION"})


def pieces(cypher: str, *, skipped: bool = False) -> Iterator[tuple[str, str, int]]:
    """The text in pieces: kind (``quoted``, ``word``, ``other``, and ``skip`` for blanks and comments), text, place."""
    for piece in _PIECE.finditer(cypher):
        kind = piece.lastgroup or "other"
        if skipped or kind != "skip":
            yield kind, piece.group(), piece.start()


def column_names(cypher: str) -> tuple[str, ...] | None:
    """The names of the columns that the query returns; None where its text does not tell (``RETURN *``, no RETURN)."""
    items = _returned_items(cypher)
    if items is None:
        return None
    names = []
    for start, end, alias in items:
        name = alias if alias is not None else cypher[start:end].strip()
        if not name or name == "*":
            return None
        names.append(name)
    return tuple(names)


def _returned_items(cypher: str) -> list[tuple[int, int, str | None]] | None:
    """Start, end and alias of each item of the last RETURN that is in no brackets."""
    depth = 0
    items: list[tuple[int, int, str | None]] | None = None
    start, alias, after_as, inside = 0, None, False, False

    def close(end: int) -> None:
        if items is not None and inside:
            items.append((start, end, alias))

    for kind, text, place in pieces(cypher):
        word = text.upper() if kind == "word" and depth == 0 else ""
        if word == "RETURN":
            items, inside, start, alias, after_as = [], True, place + len(text), None, False
        elif inside and word == "DISTINCT" and not cypher[start:place].strip():
            start = place + len(text)
        elif inside and word in _END:
            close(place)
            inside = False
        elif inside and depth == 0 and text == ",":
            close(place)
            start, alias = place + len(text), None
        elif inside and depth == 0 and after_as and kind in ("word", "quoted"):
            alias = text[1:-1].replace("``", "`") if text.startswith("`") else text
        after_as = word == "AS"
        if kind == "other":
            depth += (text in "([{") - (text in ")]}")
    close(len(cypher.rstrip().rstrip(";")))
    return items
