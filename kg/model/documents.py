"""Documents and their segments."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from kg.model.ids import ID, check_span, check_times


class DocumentKind(StrEnum):
    """What a document is to its readers."""

    EPISODE = "episode"
    NEWSLETTER = "newsletter"
    TEXT = "text"


class TimeBasis(StrEnum):
    """What a time in the audio rests on, from sure to rough."""

    WORD = "word"
    CUE = "cue"
    INTERPOLATED = "interpolated"
    CHAPTER = "chapter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A stretch of a document's text whose place in the audio is known.

    Raises:
        ValueError: if the stretch is empty or ends before it starts.
    """

    start: int
    end: int
    start_seconds: float
    end_seconds: float
    basis: TimeBasis = TimeBasis.CUE
    speaker: str | None = None

    def __post_init__(self) -> None:
        check_span(self.start, self.end)
        check_times(self.start_seconds, self.end_seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One transcript or newsletter.

    Attributes:
        id: Kebab-case ASCII, from the file's stem; the same id loaded again replaces the document.
        text: The text that all offsets count in. For page text, Markdown and plain text it is the file as read; for
            cue formats (SRT, WebVTT, JSON) and HTML it is the transcript that the reader joins together.
        date: ISO 8601, as exact as known (``2026``, ``2026-01`` or ``2026-01-27``).
        speakers: Names of hosts and guests, as far as the source names them.
        cues: What the source says about times and voices, in the order of the text.
        source: Where it was read from, as the user gave it.
        media_url: The audio, where the source names it.
    """

    id: str
    text: str
    kind: DocumentKind = DocumentKind.TEXT
    title: str = ""
    date: str | None = None
    language: str = "de"
    show: str | None = None
    number: int | None = None
    author: str | None = None
    speakers: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    source: str = ""
    media_url: str | None = None

    def __post_init__(self) -> None:
        if not ID.fullmatch(self.id):
            raise ValueError(f"a document's id is kebab-case ASCII, not {self.id!r}")

    @property
    def sha256(self) -> str:
        """Hash of the text: two documents with the same hash are the same words."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


class SegmentKind(StrEnum):
    """What a stretch of a document is."""

    TITLE = "title"
    SUMMARY = "summary"
    CHAPTER = "chapter"
    SHOW_NOTE = "show note"
    HEADING = "heading"
    SPEECH = "speech"
    TEXT = "text"
    SOURCE = "source"
    ADVERTISEMENT = "advertisement"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """What one speaker says without a break, or one paragraph or line of written text.

    Attributes:
        start_seconds: None where nothing is known about times.
        time_basis: What the times rest on; INTERPOLATED and CHAPTER are estimates.
        speaker: The speaker's name, where the document says or lets us infer it.
        chapter: The title of the chapter that holds the segment.
        domains: Web domains that a show note or source line names, lower case (``theverge.com``).
    """

    id: str
    document_id: str
    kind: SegmentKind
    start: int
    end: int
    start_seconds: float | None = None
    end_seconds: float | None = None
    time_basis: TimeBasis | None = None
    speaker: str | None = None
    chapter: str | None = None
    domains: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_span(self.start, self.end)
        known = (self.start_seconds is None, self.end_seconds is None, self.time_basis is None)
        if len(set(known)) != 1:
            raise ValueError("a segment's start, end and basis of time are known together or not at all")
        if self.start_seconds is not None and self.end_seconds is not None:
            check_times(self.start_seconds, self.end_seconds)
