"""What format a file is in, by its content first."""

from __future__ import annotations

import json
import re

from kg.documents.decoding import decode
from kg.documents.formats import Format
from kg.documents.header import header_of
from kg.documents.lines import lines_of
from kg.documents.marks import SOURCE_MARK, chapter_marks, ends_with_domain, labels

_SRT = re.compile(r"\s*\d+[ \t]*\r?\n\s*\d{1,3}:\d{2}:\d{2}[,.]\d{1,3}[ \t]*-->")
_SRT_BARE = re.compile(r"\s*\d{1,3}:\d{2}:\d{2},\d{1,3}[ \t]*-->")
_JSON = re.compile(r'\s*(?:\{\s*(?:"|\}|$)|\[\s*(?:[{\[\]"]|$))')
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h[1-6])\b", re.IGNORECASE)
_TAGS = re.compile(r"</(?:p|div|h[1-6]|li|article|section|span|a)>", re.IGNORECASE)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:.*\r?\n)*?---[ \t]*(?:\r?\n|$)")
_MARKDOWN = re.compile(
    r"^(?:#{1,6} +\S|```|[ \t]*[-*] \[[^\]\n]+\]\(|> +\S)"
    r"|\[[^\]\n]{1,300}\]\((?:https?:|/|\.)[^)\s]*\)|\*\*\S[^*\n]{0,300}\*\*",
    re.MULTILINE,
)
_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_SHOW_NOTES = re.compile(r"\W*show\s?notes?\W*", re.IGNORECASE)
_NEWSLETTER = re.compile(r"\bnewsletter\b|\babonnent|\binbox\b|\bim browser (?:ansehen|öffnen|lesen)", re.IGNORECASE)


def recognise(data: bytes, name: str) -> Format:
    """The format of a file by its content; the name's ending decides where the content leaves a choice.

    Raises:
        InputError: if the content is no text (see `decode`).
    """
    return recognise_text(decode(data, name), name)


def recognise_text(text: str, name: str) -> Format:
    """The format of a text that was read from a file of this name."""
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if text.lstrip().startswith("WEBVTT"):
        return Format.VTT
    if _SRT.match(text) or _SRT_BARE.match(text):
        return Format.SRT
    if _JSON.match(text) or (suffix == ".json" and text.lstrip()[:1] in "{["):
        return _transcript_json(text)
    opening = _first_tag(text)
    if _FEED.match(text, opening):
        return Format.RSS
    if _HTML.match(text, opening) or (suffix in (".html", ".htm", ".xhtml") and _TAGS.search(text)):
        return Format.HTML
    return _written(text, suffix)


def _first_tag(text: str) -> int:
    """Where a marked-up text begins, behind blanks, comments and instructions."""
    place = 0
    while True:
        place += len(text[place : place + 4096]) - len(text[place : place + 4096].lstrip())
        if text.startswith("<!--", place):
            close, width = text.find("-->", place), 3
        elif text.startswith("<?", place):
            close, width = text.find("?>", place), 2
        else:
            return place
        if close < 0:
            return place
        place = close + width


def _transcript_json(text: str) -> Format:
    """Which of the transcript formats; truncated JSON is told by its words, so that the right reader complains."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        data = None
    segments = data.get("segments") if isinstance(data, dict) else data
    first = segments[0] if isinstance(segments, list) and segments else None
    keys = set(first) if isinstance(first, dict) else set(re.findall(r'"(\w+)"\s*:', text[:4000]))
    if keys & {"startTime", "endTime", "body"}:
        return Format.PODCAST
    if (isinstance(data, dict) and "word_segments" in data) or '"word_segments"' in text or '"speaker"' in text:
        return Format.WHISPERX
    return Format.WHISPER


def _written(text: str, suffix: str) -> Format:
    if suffix in (".md", ".markdown") or _FRONT_MATTER.match(text):
        return Format.MARKDOWN
    format_ = recognise_prose(text)
    if format_ in (Format.TEXT, Format.NEWSLETTER):
        marks = len(_MARKDOWN.findall(text))
        if (_HEADING.search(text) and marks > 1) or marks > 3:
            return Format.MARKDOWN
    return format_


def recognise_prose(text: str) -> Format:
    """Whether a text without markup around it is page text, a newsletter or neither."""
    lines = lines_of(text)
    header = header_of(lines)
    if chapter_marks(lines) or header.episode_line is not None or header.speakers_line is not None:
        return Format.PAGE
    if labels(lines):
        return Format.TEXT
    sources = sum(line.text.startswith(SOURCE_MARK) for line in lines)
    if sources > 1 or (header.byline is not None and (sources or _NEWSLETTER.search(text))):
        return Format.NEWSLETTER
    if header.byline is not None and header.title:
        return Format.NEWSLETTER
    noted = sum(ends_with_domain(line.text) for line in lines)
    if noted > 1 and any(_SHOW_NOTES.fullmatch(line.text) for line in lines):
        return Format.PAGE
    return Format.TEXT
