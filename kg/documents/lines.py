"""The lines of a text with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\r\n]+")
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that shows something, without the blanks around it.

    Attributes:
        start: First character in the whole text.
        blank_before: Empty lines between this line and the one before it.
        blank_after: Empty lines between this line and the one after it; large at the end of the text.
    """

    start: int
    end: int
    text: str
    blank_before: int
    blank_after: int

    @property
    def alone(self) -> bool:
        """Whether empty lines stand on both sides."""
        return self.blank_before > 0 and self.blank_after > 0


EDGE = 99


def lines_of(text: str, start: int = 0) -> tuple[Line, ...]:
    """All lines of the text from `start` on that show something, in order."""
    places = [(m.start(), m.end()) for m in _LINE.finditer(text, start) if not m[0].isspace()]
    gaps = [EDGE]
    for (_, end), (next_start, _) in pairwise(places):
        gaps.append(len(_BREAK.findall(text, end, next_start)) - 1)
    gaps.append(EDGE)
    return tuple(_trimmed(text, place, gaps[i], gaps[i + 1]) for i, place in enumerate(places))


def _trimmed(text: str, place: tuple[int, int], before: int, after: int) -> Line:
    raw = text[place[0] : place[1]]
    start = place[0] + len(raw) - len(raw.lstrip())
    stripped = raw.strip()
    return Line(start=start, end=start + len(stripped), text=stripped, blank_before=before, blank_after=after)
