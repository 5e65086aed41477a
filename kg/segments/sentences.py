"""Where sentences begin, roughly: enough to cut an advertisement out and to place a chapter's begin."""

from __future__ import annotations

import re
from itertools import pairwise

_BREAK = re.compile(r"(?<![.\s]\w)(?<!\b\d)(?<!\b\d\d)(?<!\b[A-Z])[.!?…]+[\"“”’)]*\s+(?=[\"„“(]?[^\W_])|[\r\n]+")


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of ``text[start:end]`` with the blanks behind them; together they cover all of it."""
    bounds = [start, *(found.end() for found in _BREAK.finditer(text, start, end)), end]
    return [(a, b) for a, b in pairwise(bounds) if a < b]
