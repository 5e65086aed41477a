"""Stretches of a text on their way to becoming segments."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kg.documents.lines import Line
from kg.model import SegmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a document with its kind, before times and ids.

    Attributes:
        start: First character of the document's text; with `end` it is never blank at either side.
        voice: The speaker as the source labels him, named or numbered.
        turn: Number of the turn that it belongs to, for speech.
        mark: Number of the chapter mark that it is, for chapter lines.
    """

    start: int
    end: int
    kind: SegmentKind
    voice: str | None = None
    turn: int | None = None
    mark: int | None = None
    domains: tuple[str, ...] = ()


def piece_of(line: Line, kind: SegmentKind, *, domains: tuple[str, ...] = ()) -> Piece:
    """The whole line as one piece."""
    return Piece(start=line.start, end=line.end, kind=kind, domains=domains)


def cut(text: str, piece: Piece, start: int, end: int, kind: SegmentKind) -> Piece | None:
    """The part ``text[start:end]`` of a piece without the blanks around it, or None if nothing shows there."""
    words = text[start:end]
    left = start + len(words) - len(words.lstrip())
    right = start + len(words.rstrip())
    return replace(piece, start=left, end=right, kind=kind) if left < right else None
