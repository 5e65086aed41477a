"""The pieces of an episode: header, chapter list, show notes, notices, then the turns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.documents.lines import Line, lines_of
from kg.documents.marks import SOURCE_MARK, ChapterMark, domains, label, labels, stamp
from kg.model import Document, SegmentKind
from kg.segments.advertising import announces, sponsors
from kg.segments.boilerplate import is_direction, is_notice, is_spoken_notice, opens_with_sign
from kg.segments.marking import front_pieces, marking
from kg.segments.pieces import Piece, cut, piece_of

_HEADING = re.compile(r"#{1,6}\s+\S.*")
_OPENING_TURNS, _CLOSING_TURNS = 3, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The lines around the turns, by their number, with the kind that each has.

    Attributes:
        first_turn: Number of the first line that is spoken; the number of lines where none is.
    """

    lines: tuple[Line, ...]
    kinds: dict[int, SegmentKind]
    marks: dict[int, int]
    chapters: tuple[ChapterMark, ...]
    first_turn: int


def page_pieces(document: Document) -> tuple[tuple[Piece, ...], tuple[ChapterMark, ...]]:
    """The pieces of an episode in order, and its chapter marks."""
    front, begin = front_pieces(document.text)
    frame = _frame(document, begin)
    pieces = [_header_piece(frame, number) for number in range(frame.first_turn)]
    turns = _turns(document.text, frame.lines[frame.first_turn :])
    return (*front, *pieces, *turns), frame.chapters


def _header_piece(frame: Frame, number: int) -> Piece:
    line, kind = frame.lines[number], frame.kinds[number]
    named = domains(line.text) if kind in (SegmentKind.SHOW_NOTE, SegmentKind.SOURCE) else ()
    return Piece(start=line.start, end=line.end, kind=kind, domains=named, mark=frame.marks.get(number))


def _frame(document: Document, begin: int) -> Frame:
    lines = lines_of(document.text, begin)
    cued = next((i for i, n in enumerate(lines) if document.cues and n.end > document.cues[0].start), len(lines))
    top = lines[:cued]
    told = marking(top)
    kinds = dict(told.kinds)
    first_turn = min(_first_turn(top, kinds), cued)
    last_head = max((i for i, kind in kinds.items() if kind is not SegmentKind.TITLE), default=first_turn)
    for number in range(first_turn):
        if number not in kinds:
            kinds[number] = _loose_kind(top[number], before_list=number < last_head)
    return Frame(lines=lines, kinds=kinds, marks=told.marks, chapters=told.chapters, first_turn=first_turn)


def _first_turn(lines: Sequence[Line], kinds: dict[int, SegmentKind]) -> int:
    """The number of the line with which the talk begins."""
    heads = max(kinds, default=-1) + 1
    only_title = all(kind is SegmentKind.TITLE for kind in kinds.values())
    rest = lines[heads:]
    if not rest:
        return heads
    named = labels(lines)
    dense = sum(line.blank_before == 0 for line in rest) * 2 >= len(rest)
    for number in range(heads, len(lines)):
        line = lines[number]
        if named and _label(line.text, named) is not None:
            return number
        notice = is_notice(line) or sponsors(line.text) or opens_with_sign(line.text) or _HEADING.fullmatch(line.text)
        if dense and (line.alone or notice) and number + 1 < len(lines):
            continue
        if only_title and not dense and number == heads and kinds and line.blank_after > 1:
            continue
        if not notice:
            return number
    return heads if only_title and not kinds else len(lines)


def _loose_kind(line: Line, *, before_list: bool) -> SegmentKind:
    """The kind of a line in the header that no mark tells: notices, sponsors, else the summary or a notice below it."""
    if _HEADING.fullmatch(line.text):
        return SegmentKind.TITLE if line.text.startswith("# ") else SegmentKind.HEADING
    if line.text.startswith(SOURCE_MARK):
        return SegmentKind.SOURCE
    if sponsors(line.text) or announces(line.text):
        return SegmentKind.ADVERTISEMENT
    if is_notice(line) or not before_list or (opens_with_sign(line.text) and len(line.text) < 200):
        return SegmentKind.BOILERPLATE
    return SegmentKind.SUMMARY


def _label(text: str, named: frozenset[str]) -> tuple[int, str] | None:
    """Length and name of the label that a turn begins with, after a time if there is one."""
    stamped = stamp(text)
    skip = stamped[0] if stamped else 0
    found = label(text[skip:])
    return (skip + found[0], found[1]) if found and found[1] in named else None


def _turns(text: str, lines: Sequence[Line]) -> list[Piece]:
    named = labels(lines)
    timed = sum(stamp(line.text) is not None for line in lines) * 3 >= len(lines) > 1
    pieces: list[Piece | None] = []
    voice: str | None = None
    turn = 0
    for number, line in enumerate(lines):
        if _HEADING.fullmatch(line.text):
            pieces.append(piece_of(line, SegmentKind.HEADING))
            continue
        whole = piece_of(line, SegmentKind.SPEECH)
        labelled = _label(line.text, named) if named else None
        stamped = stamp(line.text) if timed else None
        skip = labelled[0] if labelled else stamped[0] if stamped else 0
        if labelled:
            voice = labelled[1]
        turn += not named or labelled is not None
        words = line.text[skip:].strip()
        edge = number < _OPENING_TURNS or number >= len(lines) - _CLOSING_TURNS
        notice = is_direction(words) or (edge and is_spoken_notice(words))
        kind = SegmentKind.BOILERPLATE if notice and words else SegmentKind.SPEECH
        if skip:
            pieces.append(cut(text, whole, line.start, line.start + skip, SegmentKind.BOILERPLATE))
        spoken = Piece(start=whole.start, end=whole.end, kind=kind, voice=voice, turn=turn)
        pieces.append(cut(text, spoken, line.start + skip, line.end, kind))
    return [piece for piece in pieces if piece is not None]
