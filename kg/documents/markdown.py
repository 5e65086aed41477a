"""Markdown with its front matter; the document's text is the file as it was read."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.documents.dates import iso_date
from kg.documents.formats import Format
from kg.documents.header import names_in
from kg.documents.lines import Line, lines_of
from kg.documents.recognition import recognise_prose
from kg.documents.written import read_written
from kg.model import Document, DocumentKind

_PAIR = re.compile(r"(?P<key>[\w-]+)\s*:(?:\s+(?P<value>.*))?")
_HEADING = re.compile(r"^#{1,6}\s+(?P<title>\S.*?)\s*#*$", re.MULTILINE)
_KINDS = {
    "episode": DocumentKind.EPISODE,
    "podcast": DocumentKind.EPISODE,
    "transcript": DocumentKind.EPISODE,
    "transkript": DocumentKind.EPISODE,
    "folge": DocumentKind.EPISODE,
    "newsletter": DocumentKind.NEWSLETTER,
    "text": DocumentKind.TEXT,
    "article": DocumentKind.TEXT,
    "artikel": DocumentKind.TEXT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """The keys of a front matter with their values; a list is one value with commas.

    Attributes:
        lines: Its lines, the rules around it included.
        end: Where the text below begins.
    """

    values: dict[str, str]
    lines: tuple[Line, ...] = ()
    end: int = 0

    def get(self, *keys: str) -> str | None:
        """The value of the first of these keys that has one."""
        return next((self.values[key] for key in keys if self.values.get(key)), None)


def front_matter(text: str) -> FrontMatter:
    """The front matter that a text begins with; an empty one where there is none. What it cannot read it leaves out."""
    lines = lines_of(text)
    close = None
    if lines and lines[0].start == 0 and lines[0].text == "---":
        close = next((i for i, line in enumerate(lines[1:], 1) if line.text in ("---", "...")), None)
    if close is None:
        return FrontMatter(values={})
    values: dict[str, str] = {}
    key = ""
    for line in lines[1:close]:
        found = _PAIR.fullmatch(line.text)
        if line.text.startswith("- ") and key:
            values[key] = ", ".join(filter(None, [values[key], _unquoted(line.text[2:])]))
        elif found is not None:
            key = found["key"].lower()
            values[key] = _unquoted(found["value"] or "")
    return FrontMatter(values=values, lines=lines[: close + 1], end=lines[close].end)


def read_markdown(text: str, format_: Format, document_id: str, source: str) -> Document:
    """The document of a Markdown file: metadata from the front matter, else from the first heading and lines."""
    front = front_matter(text)
    body = text[front.end :]
    plain = read_written(body, recognise_prose(body), document_id, source)
    heading = _HEADING.search(body)
    number = re.search(r"\d{1,6}", front.get("number", "episode", "nummer", "folge") or "", re.ASCII)
    told_date = front.get("date", "datum", "published", "pubdate")
    kind = _KINDS.get((front.get("kind", "type", "art", "layout") or "").lower())
    language = re.match(r"[a-z]{2,3}\b", (front.get("language", "lang", "sprache") or "de").lower())
    persons = ", ".join(filter(None, map(front.values.get, ("speakers", "hosts", "host", "guests", "guest"))))
    return replace(
        plain,
        text=text,
        kind=kind or plain.kind,
        title=front.get("title", "titel") or (heading["title"] if heading else "") or plain.title,
        date=(iso_date(told_date) if told_date else None) or plain.date,
        language=language[0] if language else "de",
        show=front.get("show", "podcast", "series", "newsletter", "reihe") or plain.show,
        number=int(number[0]) if number else plain.number,
        author=front.get("author", "authors", "autor", "autorin") or plain.author,
        speakers=names_in(persons) or plain.speakers,
        cues=tuple(replace(cue, start=cue.start + front.end, end=cue.end + front.end) for cue in plain.cues),
        media_url=front.get("audio", "media", "media_url", "enclosure"),
    )


def _unquoted(value: str) -> str:
    plain = value.strip()
    if plain.startswith("[") and plain.endswith("]"):
        return ", ".join(part for part in (_unquoted(p) for p in plain[1:-1].split(",")) if part)
    if len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "\"'":
        return plain[1:-1]
    return plain
