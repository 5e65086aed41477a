"""Candidates for names, and how those that overlap are settled."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass

from kg.mentions.lines import Line
from kg.model import Finder
from kg.names import NameEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class NameCandidate:
    """Characters `start` to `end` of a line may be a name.

    Attributes:
        normal: The surface without inflection.
        class_: The class that the finder would give, None where it cannot say.
        score: How sure it is, 0 to 1; below `ENOUGH` it needs support.
        entries: What the name lists have under this name.
        anchored: Whether the text itself says what it is ("das Start-up …"), so that the class counts more.
    """

    start: int
    end: int
    normal: str
    class_: str | None
    score: float
    found_by: Finder
    entries: tuple[NameEntry, ...] = ()
    anchored: bool = False


ENOUGH = 0.6
_RANK = {
    Finder.DOMAIN: 0, Finder.LIST: 1, Finder.RULE: 2, Finder.TAGGER: 3, Finder.HEADER: 4, Finder.RESEMBLANCE: 5,
}  # fmt: skip


def settle(candidates: Iterable[NameCandidate], *, prefer_heard: bool = False) -> list[NameCandidate]:
    """The candidates that remain when no two may overlap: sure ones first, then listed ones of several words, then
    long ones.

    Args:
        candidates: All candidates of one line.
        prefer_heard: Whether what resembles a name goes before what no list knows.
    """
    taken: list[tuple[int, int]] = []
    kept: list[NameCandidate] = []
    for candidate in sorted(candidates, key=_heard_first if prefer_heard else _precedence):
        place = bisect_left(taken, (candidate.start, candidate.end))
        free_left = place == 0 or taken[place - 1][1] <= candidate.start
        free_right = place == len(taken) or candidate.end <= taken[place][0]
        if free_left and free_right:
            insort(taken, (candidate.start, candidate.end))
            kept.append(candidate)
    return sorted(kept, key=lambda c: c.start)


def _precedence(candidate: NameCandidate) -> tuple[bool, bool, int, int, float, int, str]:
    length = candidate.end - candidate.start
    known = len(candidate.normal.split()) > 1 and candidate.found_by is Finder.LIST and candidate.score >= 0.85
    rank = _RANK[candidate.found_by]
    return (
        candidate.score < ENOUGH,
        not known,
        -length,
        rank,
        -candidate.score,
        candidate.start,
        candidate.class_ or "",
    )


def _heard_first(candidate: NameCandidate) -> tuple[bool, float, int, int]:
    """Listed names, then the most probable resemblance, then the rest as it is."""
    length = candidate.start - candidate.end
    if candidate.found_by is Finder.RESEMBLANCE:
        return (not candidate.anchored, -candidate.score, length, candidate.start)
    return (not candidate.entries, 0.0, length, candidate.start)


def unlisted(
    line: Line, first: int, last: int, class_: str | None, score: float, *, anchored: bool = False
) -> NameCandidate:
    """Words `first` to `last` (exclusive) as a name that grammar tells."""
    start, end = line.words[first].start, line.words[last - 1].end
    return NameCandidate(
        start=start,
        end=end,
        normal=line.text[start:end],
        class_=class_,
        score=score,
        found_by=Finder.RULE,
        anchored=anchored,
    )
