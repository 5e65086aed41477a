"""The formats that a document can come in."""

from __future__ import annotations

from enum import StrEnum

from kg.errors import SettingsError


class Format(StrEnum):
    """How a file writes a document down; the values are what ``--format`` takes."""

    PAGE = "page"
    NEWSLETTER = "newsletter"
    TEXT = "text"
    SRT = "srt"
    VTT = "vtt"
    WHISPER = "whisper"
    WHISPERX = "whisperx"
    PODCAST = "podcast"
    MARKDOWN = "markdown"
    HTML = "html"
    RSS = "rss"


def format_named(name: str) -> Format:
    """The format of this name.

    Raises:
        SettingsError: if there is none; the message lists all.
    """
    try:
        return Format(name.strip().lower())
    except ValueError:
        known = ", ".join(Format)
        raise SettingsError(f"There is no format {name!r}. Use one of {known}, or leave it out.") from None
