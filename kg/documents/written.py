"""Page text, newsletters and plain text: the document's text is the file as it was read."""

from __future__ import annotations

import re

from kg.documents.formats import Format
from kg.documents.header import header_of
from kg.documents.lines import Line, lines_of
from kg.documents.marks import is_anonymous, label, labels, stamp
from kg.model import Document, DocumentKind, TimeBasis
from kg.model.documents import Cue


def read_written(text: str, format_: Format, document_id: str, source: str) -> Document:
    """The document of a page text, a newsletter or a plain text."""
    lines = lines_of(text)
    header = header_of(lines)
    names = labels(lines)
    named = tuple(dict.fromkeys(name for name in _in_order(lines, names) if not is_anonymous(name)))
    cues = _stamped(text, lines)
    return Document(
        id=document_id,
        text=text,
        kind=DocumentKind.EPISODE if cues else _kind(format_, text, lines, names),
        title=header.title,
        date=header.date,
        show=header.show,
        number=header.number,
        author=header.author,
        speakers=header.speakers or named,
        cues=cues,
        source=source,
    )


def _kind(format_: Format, text: str, lines: tuple[Line, ...], names: frozenset[str]) -> DocumentKind:
    if format_ is Format.PAGE:
        return DocumentKind.EPISODE
    if format_ is Format.NEWSLETTER:
        return DocumentKind.NEWSLETTER
    if names or sounds_spoken(text, lines):
        return DocumentKind.EPISODE
    return DocumentKind.TEXT


_SPOKEN = re.compile(
    r"\b(?:ich|du|dir|dich|ihr|euch|wir|äh|ähm|hm|ja|nee|nö|okay|genau|also|halt|irgendwie|glaube|krass|ach|quasi|sozusagen"
    r"|eigentlich|mal)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


def sounds_spoken(text: str, lines: tuple[Line, ...]) -> bool:
    """Whether a text without labels reads like turns: many lines, some very short, and the words of talk."""
    turns = [line for line in lines if not line.alone] or list(lines)
    short = sum(len(line.text) < 90 for line in turns)
    if len(turns) < 4 or len(turns) * 2 < len(lines) or not short:
        return False
    words = len(_WORD.findall(text))
    return len(_SPOKEN.findall(text)) * 22 > words


def _in_order(lines: tuple[Line, ...], names: frozenset[str]) -> list[str]:
    found = []
    for line in lines:
        stamped = stamp(line.text)
        labelled = label(line.text[stamped[0] :] if stamped else line.text)
        if labelled is not None and labelled[1] in names:
            found.append(labelled[1])
    return found


def _stamped(text: str, lines: tuple[Line, ...]) -> tuple[Cue, ...]:
    """Cues of a transcript that tells the time before each turn; () for all others."""
    stamps = [(line, found) for line in lines if (found := stamp(line.text)) is not None]
    long = sum(len(line.text) > 120 or line.text.endswith((".", "?", "!")) for line, _ in stamps)
    if len(stamps) < 2 or long * 2 < len(stamps) or len(stamps) * 3 < len(lines):
        return ()
    times = [seconds for _, (_, seconds) in stamps]
    if times != sorted(times):
        return ()
    cues = []
    for i, (line, (length, seconds)) in enumerate(stamps):
        stop = stamps[i + 1][0].start if i + 1 < len(stamps) else len(text)
        words = text[line.start + length : stop]
        start = line.start + length + len(words) - len(words.lstrip())
        end = line.start + length + len(words.rstrip())
        last = times[i + 1] if i + 1 < len(times) else seconds + (end - start) / 15
        if start < end:
            cues.append(Cue(start=start, end=end, start_seconds=seconds, end_seconds=last, basis=TimeBasis.CUE))
    return tuple(cues)
