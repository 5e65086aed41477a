"""When each segment is spoken: from cues, else placed between chapter marks as an estimate."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from kg.documents.lines import lines_of
from kg.documents.marks import ChapterMark, chapter_marks
from kg.model import Cue, Document, DocumentKind, Segment, SegmentKind, TimeBasis
from kg.segments.alignment import Anchor, align
from kg.segments.pieces import Piece

CHARACTERS_PER_SECOND = 15.0
"""How fast German is spoken, about; used where a single chapter mark tells nothing about the length."""
_SPOKEN = (SegmentKind.SPEECH, SegmentKind.ADVERTISEMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The times of a piece, all None where nothing is known, and the chapter that it begins in."""

    start_seconds: float | None = None
    end_seconds: float | None = None
    basis: TimeBasis | None = None
    chapter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The places of a text whose time is known; what lies between is interpolated.

    Attributes:
        anchors: In rising order of offsets and of seconds.
    """

    anchors: tuple[Anchor, ...]

    @classmethod
    def of(cls, document: Document, segments: Iterable[Segment]) -> Timeline | None:
        """The timeline of a document, None where nothing is known about its times."""
        if document.cues:
            return _of_cues(document.cues)
        if document.kind is not DocumentKind.EPISODE:
            return None
        told = tuple(segments)
        spoken = [s for s in told if s.kind in _SPOKEN and s.start_seconds is not None]
        marks = chapter_marks(lines_of(document.text))
        if not spoken or not marks or marks[-1].line.start > spoken[0].start:
            return None
        return _of_chapters(document.text, spoken[0].start, told[-1].end, marks)

    def seconds_at(self, offset: int) -> float:
        """The seconds at a character: exact at an anchor, interpolated between two, never outside of all."""
        number = bisect_right(self.anchors, offset, key=lambda anchor: anchor.offset)
        if number == 0:
            return self.anchors[0].seconds
        before = self.anchors[number - 1]
        if number == len(self.anchors):
            return before.seconds
        after = self.anchors[number]
        share = (offset - before.offset) / (after.offset - before.offset)
        return before.seconds + (after.seconds - before.seconds) * share

    def chapter_at(self, offset: int) -> str | None:
        """The title of the chapter that a character lies in."""
        number = bisect_right(self.anchors, offset, key=lambda anchor: anchor.offset)
        return next((a.title for a in reversed(self.anchors[:number]) if a.title is not None), None)


def seconds_at(document: Document, segments: tuple[Segment, ...], offset: int) -> float | None:
    """An estimate of when a character is spoken; None outside of the timed segments.

    With word cues it is the begin of the word, with cues it is interpolated within the cue, with chapter marks between
    them. For many offsets of one document `Timeline.of` is quicker.
    """
    inside = next((s for s in segments if s.start <= offset < s.end), None)
    if inside is None or inside.start_seconds is None or inside.end_seconds is None:
        return None
    timeline = _timeline(document, segments)
    if timeline is None:
        return None
    number = bisect_right(document.cues, offset, key=lambda cue: cue.start) - 1
    if number >= 0 and document.cues[number].basis is TimeBasis.WORD and offset < document.cues[number].end:
        offset = document.cues[number].start
    return min(max(timeline.seconds_at(offset), inside.start_seconds), inside.end_seconds)


@lru_cache(maxsize=4)
def _timeline(document: Document, segments: tuple[Segment, ...]) -> Timeline | None:
    return Timeline.of(document, segments)


def place(document: Document, pieces: Sequence[Piece], chapters: Sequence[ChapterMark]) -> list[Placed]:
    """The times and chapters of the pieces, in their order."""
    last = _last_seconds(chapters, pieces)
    if document.cues:
        timeline = _of_cues(document.cues)
        return [_marked(p, chapters, last) or _cued(document.cues, timeline, p) for p in pieces]
    spoken = [p for p in pieces if p.kind in _SPOKEN and p.turn is not None]
    if not chapters or not spoken or chapters[-1].line.start > spoken[0].start:
        return [_marked(p, chapters, last) or Placed() for p in pieces]
    estimated = _of_chapters(document.text, spoken[0].start, pieces[-1].end, chapters)
    first = spoken[0].start
    return [_marked(p, chapters, last) or (_estimated(estimated, p) if p.start >= first else Placed()) for p in pieces]


def _marked(piece: Piece, chapters: Sequence[ChapterMark], last: float) -> Placed | None:
    if piece.mark is None:
        return None
    mark = chapters[piece.mark]
    end = chapters[piece.mark + 1].seconds if piece.mark + 1 < len(chapters) else max(last, mark.seconds)
    return Placed(start_seconds=mark.seconds, end_seconds=end, basis=TimeBasis.CHAPTER, chapter=mark.title)


def _estimated(timeline: Timeline, piece: Piece) -> Placed:
    return Placed(
        start_seconds=timeline.seconds_at(piece.start),
        end_seconds=timeline.seconds_at(piece.end),
        basis=TimeBasis.INTERPOLATED,
        chapter=timeline.chapter_at(piece.start),
    )


def _cued(cues: Sequence[Cue], timeline: Timeline, piece: Piece) -> Placed:
    first = bisect_right(cues, piece.start, key=lambda cue: cue.end)
    inside = []
    for number in range(first, len(cues)):
        if cues[number].start >= piece.end:
            break
        inside.append(cues[number])
    if not inside:
        return Placed()
    basis = TimeBasis.WORD if all(cue.basis is TimeBasis.WORD for cue in inside) else TimeBasis.CUE
    start = timeline.seconds_at(max(piece.start, inside[0].start))
    end = timeline.seconds_at(min(piece.end, inside[-1].end))
    return Placed(start_seconds=start, end_seconds=end, basis=basis)


def _of_cues(cues: Sequence[Cue]) -> Timeline:
    anchors: list[Anchor] = []
    for number, cue in enumerate(cues):
        following = cues[number + 1] if number + 1 < len(cues) else None
        limit = following.start_seconds if following is not None else cue.end_seconds
        anchors.append(Anchor(offset=cue.start, seconds=cue.start_seconds))
        if following is None or cue.end < following.start:
            anchors.append(Anchor(offset=cue.end, seconds=max(min(cue.end_seconds, limit), cue.start_seconds)))
    return Timeline(anchors=tuple(_rising(anchors)))


def _of_chapters(text: str, start: int, end: int, marks: Sequence[ChapterMark]) -> Timeline:
    last = _length(marks, end - start)
    wanted = [Anchor(offset=start, seconds=mark.seconds, title=mark.title) for mark in marks]
    aligned = align(text, start, end, wanted, last)
    first = [] if aligned[0].offset == start else [Anchor(offset=start, seconds=0.0)]
    return Timeline(anchors=tuple(_rising([*first, *aligned, Anchor(offset=end, seconds=last)])))


def _rising(anchors: Iterable[Anchor]) -> list[Anchor]:
    """The anchors without those that would let time stand still over no text or run backwards."""
    kept: list[Anchor] = []
    for anchor in anchors:
        if kept and anchor.offset <= kept[-1].offset:
            kept[-1] = Anchor(offset=kept[-1].offset, seconds=anchor.seconds, title=anchor.title or kept[-1].title)
        else:
            kept.append(anchor)
    latest = accumulate((anchor.seconds for anchor in kept), max)
    return [anchor for anchor, seconds in zip(kept, latest, strict=True) if anchor.seconds >= seconds]


def _last_seconds(marks: Sequence[ChapterMark], pieces: Sequence[Piece]) -> float:
    spoken = [p for p in pieces if p.kind in _SPOKEN and p.turn is not None]
    return _length(marks, pieces[-1].end - spoken[0].start if spoken else 0) if marks else 0.0


def _length(marks: Sequence[ChapterMark], characters: int) -> float:
    """When the talk ends, about: one average chapter after the last mark."""
    if len(marks) > 1:
        spans = [b.seconds - a.seconds for a, b in pairwise(marks)]
        return marks[-1].seconds + sum(spans) / len(spans)
    return marks[-1].seconds + characters / CHARACTERS_PER_SECOND
