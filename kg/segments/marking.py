"""The lines that a mark of their own tells: title, byline, chapter list, show notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.documents.header import header_of
from kg.documents.lines import Line
from kg.documents.markdown import front_matter
from kg.documents.marks import SHOW_NOTES_HEADING, SOURCE_MARK, ChapterMark, chapter_marks, domains, ends_with_domain
from kg.model import SegmentKind
from kg.segments.boilerplate import is_notice
from kg.segments.pieces import Piece, cut

_LONGEST_NOTE = 250
_FRONT_KINDS = {
    "title": SegmentKind.TITLE,
    "titel": SegmentKind.TITLE,
    "summary": SegmentKind.SUMMARY,
    "description": SegmentKind.SUMMARY,
    "zusammenfassung": SegmentKind.SUMMARY,
    "beschreibung": SegmentKind.SUMMARY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """Which lines, by their number, are marked as what.

    Attributes:
        marks: The chapter mark that a line is, by its number.
        chapters: The chapter marks.
    """

    kinds: dict[int, SegmentKind]
    marks: dict[int, int]
    chapters: tuple[ChapterMark, ...]


def marking(lines: Sequence[Line]) -> Marking:
    """What the marks in these lines tell."""
    header = header_of(lines)
    chapters = chapter_marks(lines)
    places = {line.start: number for number, line in enumerate(lines)}
    kinds: dict[int, SegmentKind] = {}
    for told in (header.title_line, header.episode_line):
        if told is not None:
            kinds[places[told.start]] = SegmentKind.TITLE
    for told in (header.show_line, header.byline, header.speakers_line):
        if told is not None:
            kinds[places[told.start]] = SegmentKind.HEADING
    marks = {places[mark.line.start]: number for number, mark in enumerate(chapters)}
    kinds |= dict.fromkeys(marks, SegmentKind.CHAPTER)
    kinds |= {n: SegmentKind.HEADING for n, line in enumerate(lines) if SHOW_NOTES_HEADING.fullmatch(line.text)}
    kinds |= dict.fromkeys(_notes(lines, kinds), SegmentKind.SHOW_NOTE)
    return Marking(kinds=kinds, marks=marks, chapters=chapters)


def _notes(lines: Sequence[Line], kinds: dict[int, SegmentKind]) -> list[int]:
    """The lines below a show notes heading that are notes: until a wide gap or the last one with a domain."""
    found: list[int] = []
    for number, line in enumerate(lines):
        if SHOW_NOTES_HEADING.fullmatch(line.text) is None:
            continue
        run = _run_below(lines, number, kinds)
        linked = [i for i in run if ends_with_domain(lines[i].text) or domains(lines[i].text)]
        if linked:
            found += [i for i in run if i <= linked[-1]]
        elif len(run) < 12 and run and lines[run[-1]].blank_after > 1:
            found += run
    return found


def _run_below(lines: Sequence[Line], number: int, kinds: dict[int, SegmentKind]) -> list[int]:
    run: list[int] = []
    for below in range(number + 1, len(lines)):
        line = lines[below]
        wide = line.blank_before > 1 and below > number + 1
        crowded = bool(run) and line.blank_before == 0 and lines[run[0]].blank_after > 0
        note = ends_with_domain(line.text) or (len(line.text) <= _LONGEST_NOTE and not is_notice(line))
        if below in kinds or wide or crowded or not note or line.text.startswith(SOURCE_MARK):
            break
        run.append(below)
    return run


def front_pieces(text: str) -> tuple[tuple[Piece, ...], int]:
    """The pieces of a Markdown front matter and where it ends; none and 0 where there is none."""
    front = front_matter(text)
    pieces: list[Piece | None] = []
    for line in front.lines:
        whole = Piece(start=line.start, end=line.end, kind=SegmentKind.BOILERPLATE)
        key, colon, value = line.text.partition(":")
        kind = _FRONT_KINDS.get(key.strip().lower()) if colon else None
        split = line.end - len(value) if kind is not None and value.strip() else line.end
        pieces.append(cut(text, whole, line.start, split, SegmentKind.BOILERPLATE))
        pieces.append(cut(text, whole, split, line.end, kind or SegmentKind.BOILERPLATE))
    return tuple(piece for piece in pieces if piece is not None), front.end
