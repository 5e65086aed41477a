"""From a document to its segments."""

from __future__ import annotations

from collections.abc import Sequence

from kg.documents.marks import ChapterMark
from kg.model import Document, DocumentKind, Segment, SegmentKind, content_hash
from kg.segments.advertising import without_advertisements
from kg.segments.page import page_pieces
from kg.segments.pieces import Piece
from kg.segments.times import Placed, place
from kg.segments.voices import speakers_of
from kg.segments.writing import written_pieces


def segment(document: Document) -> tuple[Segment, ...]:
    """The segments of a document, in order; every character that shows is in exactly one of them.

    Times come from the document's cues; where it only has chapter marks, speech is placed between them by its length
    and by the words of the chapters' titles, and marked as INTERPOLATED. Speakers come from cues and labels, else from
    what is said; where that does not suffice they are None.
    """
    pieces, chapters = _pieces(document)
    speakers = speakers_of(document, pieces)
    placed = place(document, pieces, chapters)
    return tuple(map(_segment, [document] * len(pieces), pieces, speakers, placed))


def _pieces(document: Document) -> tuple[Sequence[Piece], Sequence[ChapterMark]]:
    """The pieces of an episode, or of a written page: also that of an episode of which only the page is there."""
    if document.kind is DocumentKind.EPISODE or document.cues:
        pieces, chapters = page_pieces(document)
        if not document.cues and not chapters and all(piece.kind is not SegmentKind.SPEECH for piece in pieces):
            pieces, chapters = written_pieces(document)
    else:
        pieces, chapters = written_pieces(document)
    return without_advertisements(document.text, pieces, show=document.show), chapters


def _segment(document: Document, piece: Piece, speaker: str | None, placed: Placed) -> Segment:
    words = document.text[piece.start : piece.end]
    return Segment(
        id="s" + content_hash(document.id, str(piece.start), piece.kind, words),
        document_id=document.id,
        kind=piece.kind,
        start=piece.start,
        end=piece.end,
        start_seconds=placed.start_seconds,
        end_seconds=placed.end_seconds,
        time_basis=placed.basis,
        speaker=speaker,
        chapter=placed.chapter,
        domains=piece.domains,
    )
