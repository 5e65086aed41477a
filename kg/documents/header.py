"""What the first lines of a page or a newsletter say about it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from kg.documents.dates import iso_date
from kg.documents.lines import Line
from kg.documents.marks import SHOW_NOTES_HEADING, SOURCE_MARK, chapter_marks, ends_with_domain

_EPISODE = re.compile(
    r"(?P<show>.*?)[\s,;:|•·–—-]*(?:\b(?:Folge|Episode|Ausgabe|Sendung|Ep\.?|Nr\.?|No\.?)\s*(?:Nr\.?\s*)?#?|#)"
    r"(?P<number>\d{1,5})\b(?P<rest>.*)",
    re.IGNORECASE | re.ASCII,
)
_REST_TITLE = re.compile(r"\s*[:|–—-]\s*(?P<title>\S.{2,})")
_DATE_LEAD = re.compile(r"^\W*(?:vom|am|von|-|–|—|\||·)?\s*", re.IGNORECASE)
_BYLINE = re.compile(r"(?:Von|By|Autorin?:|Text:)\s+(?P<author>[^·|•–—,\d]+?)\s*(?:[·|•–—,-]\s*(?P<rest>.*))?$")
_TALK = "sprechen|spricht|reden|redet|diskutier(?:en|t)|unterhalten|unterhält|quatsch(?:en|t)|plauder[nt]|talken"
_SPEAKERS = re.compile(rf"(?P<names>\S.{{2,120}}?)\s+(?:{_TALK})\b.{{0,80}}(?:über|:)\s*:?\s*$")
_CAST = re.compile(
    r"(?:Hosts?|Moderation|Moderator(?:in|en|innen)?|Zu Gast|Gast|Gäst(?:e|in|innen)|Sprecher(?:in|innen|:innen)?|Mit"
    r"|Es sprechen|Am Mikrofon)\s*:\s*(?P<names>.+)",
)
_AND = re.compile(r"\s*(?:,|;|&|\bund\b|\bsowie\b|\bmit\b)\s*")
_PARTICLES = "von|van|der|den|de|zu|zum|di|da|la|le|el|bin|dos|del"
_NAME = re.compile(rf"[^\W\d_][\w'’.-]*(?:\s+(?:{_PARTICLES}|[^\W\d_][\w'’.-]*)){{0,4}}")
_AFTER_NAME = re.compile(r"\s*\(.*?\)|\s+[-–—]\s+.*$")
_DATE_LINE = re.compile(
    r"(?:Datum|Erschienen|Veröffentlicht|Stand|Date|Published)(?:\s+am)?\s*:?\s+(?P<date>.+)", re.IGNORECASE
)
_SENTENCE_BREAK = re.compile(r"[^\W\d_]{2}[.!?…]\s+\S")
HEADER_LINES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a page says about itself; each part may be missing.

    Attributes:
        episode_line: The line that names show, number and date.
        title_line: The line that is the title.
        show_line: A newsletter's line with its own name.
        byline: The line that names the author.
        speakers_line: The line that names who speaks.
    """

    title: str = ""
    show: str | None = None
    number: int | None = None
    date: str | None = None
    author: str | None = None
    speakers: tuple[str, ...] = ()
    episode_line: Line | None = None
    title_line: Line | None = None
    show_line: Line | None = None
    byline: Line | None = None
    speakers_line: Line | None = None


def header_of(lines: Sequence[Line]) -> Header:
    """What the first of these lines say about the text that they are taken from."""
    top = list(takewhile(_may_be_header, lines[:HEADER_LINES]))
    speakers_line, speakers = _speakers(lines[: HEADER_LINES * 4])
    episode = next((line for line in top[:3] if _is_episode_line(line)), None)
    if episode is not None:
        return _episode_header(top, episode, speakers_line, speakers)
    place = next((i for i, line in enumerate(top[:6]) if _BYLINE.fullmatch(line.text) and _author(line.text)), None)
    if place is not None:
        return _byline_header(top, place, speakers_line, speakers)
    title = top[0] if top and _is_title(top[0]) else None
    return Header(
        title=title.text if title else "",
        title_line=title,
        date=_dated(top),
        speakers=speakers,
        speakers_line=speakers_line,
    )


def _episode_header(top: list[Line], episode: Line, speakers_line: Line | None, speakers: tuple[str, ...]) -> Header:
    found = _EPISODE.fullmatch(episode.text)
    if found is None:
        raise AssertionError("an episode line was recognised before")
    show = found["show"].strip(" \t:|·•–—-,'\"„“") or None
    date = iso_date(found["rest"]) or iso_date(found["show"]) or _dated(top)
    inline = _REST_TITLE.fullmatch(found["rest"])
    title, title_line = "", None
    if inline is not None and iso_date(inline["title"]) is None:
        title, title_line = inline["title"].strip(), None
    else:
        others = [line for line in top if line.start > episode.start]
        if others and _is_title(others[0], final_stop=True) and others[0] is not speakers_line:
            title, title_line = others[0].text, others[0]
        elif episode is not top[0]:
            title, title_line = top[0].text, top[0]
    return Header(
        title=title,
        show=show,
        number=int(found["number"]),
        date=date,
        speakers=speakers,
        episode_line=episode,
        title_line=title_line,
        speakers_line=speakers_line,
    )


def _byline_header(top: list[Line], place: int, speakers_line: Line | None, speakers: tuple[str, ...]) -> Header:
    byline = top[place]
    title = top[0] if place > 0 else None
    show = top[1] if place > 1 else None
    number = None if show is None else re.search(r"(?:#|Nr\.? ?|Ausgabe )(\d{1,5})\b", show.text, re.ASCII)
    return Header(
        title=title.text if title else "",
        show=show.text if show else None,
        number=int(number[1]) if number else None,
        date=iso_date(byline.text) or _dated(top),
        author=_author(byline.text),
        speakers=speakers,
        title_line=title,
        show_line=show,
        byline=byline,
        speakers_line=speakers_line,
    )


def _may_be_header(line: Line) -> bool:
    return line.blank_before > 0 or line.blank_after > 0 or len(line.text) < 160


def _is_episode_line(line: Line) -> bool:
    text = line.text
    if len(text) > 150 or text.endswith(("?", "!")) or text.startswith(("#", SOURCE_MARK)):
        return False
    found = _EPISODE.fullmatch(text)
    if found is None or _SENTENCE_BREAK.search(found["show"]):
        return False
    has_word = "#" not in text or re.search(r"\b(?:Folge|Episode|Ausgabe|Sendung|Ep|Nr|No)\b", text, re.IGNORECASE)
    at_end = not found["rest"].strip()
    return bool(has_word) and not (at_end and "|" in text) and not _SENTENCE_BREAK.search(found["rest"])


def _is_title(line: Line, *, final_stop: bool = False) -> bool:
    text = line.text
    if len(text) > 250 or not line.blank_after or chapter_marks([line]) or SHOW_NOTES_HEADING.fullmatch(text):
        return False
    if text.startswith((SOURCE_MARK, "-", "*", ">", "http")) or ends_with_domain(text) or _CAST.fullmatch(text):
        return False
    if text.endswith(":"):
        return False
    return final_stop or (not text.endswith((".", "…", ",", ";")) and len(text) <= 160)


def _dated(top: Sequence[Line]) -> str | None:
    for line in top:
        found = _DATE_LINE.fullmatch(line.text)
        told = iso_date(found["date"]) if found else None
        if told is None and len(line.text) <= 40:
            bare = _DATE_LEAD.sub("", line.text)
            told = iso_date(bare) if re.fullmatch(r"(?:\w+, )?[\d.\s]*\w*\.?\s*[\d\s,-]*", bare) else None
        if told is not None:
            return told
    return None


def _author(text: str) -> str | None:
    found = _BYLINE.fullmatch(text)
    if found is None:
        return None
    names = [name.strip() for name in _AND.split(found["author"])]
    dated = found["rest"] is not None and iso_date(found["rest"]) is not None
    if not all(_is_name(name) and (dated or " " in name) for name in names):
        return None
    return found["author"].strip()


def _speakers(lines: Sequence[Line]) -> tuple[Line | None, tuple[str, ...]]:
    for line in lines:
        if len(line.text) > 220:
            continue
        found = _SPEAKERS.fullmatch(line.text) or _CAST.fullmatch(line.text)
        names = names_in(found["names"]) if found else ()
        if names:
            return line, names
    return None, ()


def names_in(listing: str) -> tuple[str, ...]:
    """The persons of a list like "A, B und C"; empty if any part does not look like a name."""
    parts = [_AFTER_NAME.sub("", part).strip() for part in _AND.split(listing.strip().rstrip("."))]
    names = [part for part in parts if part]
    return tuple(dict.fromkeys(names)) if names and all(map(_is_name, names)) else ()


def _is_name(words: str) -> bool:
    return (
        _NAME.fullmatch(words) is not None
        and words[0].isupper()
        and words.split()[-1][0].isupper()
        and len(words) <= 60
    )
