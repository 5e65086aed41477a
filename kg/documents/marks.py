"""How pages mark things: chapter marks, link lines, labels, domains. The segments room reads the same marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kg.documents.lines import Line

_TIME = r"(?:(?P<h>\d{1,3}):)?(?P<m>\d{1,2}):(?P<s>\d{2})(?:[.,]\d{1,3})?"
_CHAPTER = re.compile(
    rf"(?:[(\[]{_TIME}[)\]]|{_TIME.replace('?P<', '?P<b')})\s*(?:[-–—:|•]\s*)?(?P<title>\S.*)", re.ASCII
)
_STAMP = re.compile(rf"[(\[]?{_TIME}[)\]]?\s*(?:[-–—:|]\s*)?", re.ASCII)
_LABEL = re.compile(
    r"[*_]{0,3}(?P<name>[^\W\d_][^:;!?\"„“()\[\]\n*]{0,48}?)\s*(?:\([^)\n]{1,30}\))?\s*"
    r"(?::[*_]{0,3}|[*_]{1,3}:)(?=\s|$)"
)
_LONGEST_DOMAIN = 300
_ANONYMOUS = re.compile(r"(?:speaker|sprecher(?:in)?|spk|unknown|unbekannt|person|stimme)[\s_-]*\w{0,3}", re.IGNORECASE)
_TLD = r"[a-z]{2,18}"
_DOMAIN = re.compile(
    rf"(?<![@\w.-])(?:https?://)?(?P<domain>(?:[\w-]+\.)+{_TLD})(?![\w@])(?:[/?#:][^\s)\]>]*)?", re.IGNORECASE
)
_FINAL_DOMAIN = re.compile(
    rf"[-–—|·:]\s*\(?(?:https?://)?(?:[\w-]+\.)+{_TLD}(?:[/?#]\S*)?\)?\s*$",
    re.IGNORECASE,
)
_NO_DOMAIN = re.compile(r"\.(?:txt|md|pdf|html?|json|mp3|jpe?g|png|py|js|csv|docx?|xlsx?)$", re.IGNORECASE)
SHOW_NOTES_HEADING = re.compile(
    r"\W*(?:show\s?notes?|links?(?: (?:zur|dieser|der) (?:folge|episode|sendung))?|quellen|linkliste"
    r"|erwähnte links)\W*",
    re.IGNORECASE,
)
SOURCE_MARK = "🔗"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterMark:
    """A line like "(00:15:49) Title" with the place of the line and the seconds that it names."""

    line: Line
    seconds: float
    title: str


def chapter_marks(lines: Iterable[Line]) -> tuple[ChapterMark, ...]:
    """The first block of lines that lists chapters: two or more, short, with times that run forward.

    One mark suffices where it stands alone in brackets. Lines that only begin with a time, as some transcripts do at
    each turn, are no chapters: their times stand before sentences.
    """
    runs: list[list[ChapterMark]] = [[]]
    for line in lines:
        mark = _chapter(line)
        if mark is None:
            runs.append([])
        elif runs[-1] and runs[-1][-1].seconds > mark.seconds:
            runs.append([mark])
        else:
            runs[-1].append(mark)
    for run in runs:
        if len(run) > 1 or (run and run[0].line.text[0] in "([" and run[0].line.alone):
            return tuple(run) if _listed(run) else ()
    return ()


def _listed(run: list[ChapterMark]) -> bool:
    sentences = sum(mark.title.endswith((".", "…")) or len(mark.title) > 120 for mark in run)
    forward = all(a.seconds < b.seconds for a, b in pairwise(run))
    return forward and sentences * 3 <= len(run)


def _chapter(line: Line) -> ChapterMark | None:
    found = _CHAPTER.fullmatch(line.text)
    if found is None or len(line.text) > 250:
        return None
    hours, minutes, seconds = (found[key] or found["b" + key] for key in "hms")
    return ChapterMark(line=line, seconds=_seconds(hours, minutes, seconds), title=found["title"])


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    return int(hours or 0) * 3600.0 + int(minutes) * 60.0 + int(seconds)


def stamp(text: str) -> tuple[int, float] | None:
    """Length and seconds of the time that a line begins with ("[00:01:23] Hallo"), or None."""
    found = _STAMP.match(text)
    if found is None:
        return None
    return found.end(), _seconds(found["h"], found["m"], found["s"])


def label(text: str) -> tuple[int, str] | None:
    """Length (with the colon) and name of what could be a speaker's label at the start of a line, or None."""
    found = _LABEL.match(text)
    if found is None or len(found["name"].split()) > 4:
        return None
    return found.end(), found["name"]


def labels(lines: Iterable[Line]) -> frozenset[str]:
    """The speakers' labels of a transcript: names before a colon that come back on a good part of the lines."""
    counts: Counter[str] = Counter()
    total = 0
    for line in lines:
        total += 1
        text = line.text
        stamped = stamp(text)
        found = label(text[stamped[0] :] if stamped else text)
        if found is not None and found[1][0].isupper():
            counts[found[1]] += 1
    recurring = {name for name, count in counts.items() if count > 1}
    spoken = sum(counts[name] for name in recurring)
    if len(recurring) < 2 or spoken * 4 < total:
        return frozenset()
    return frozenset(recurring | {name for name in counts if len(name.split()) <= 2 and spoken * 2 >= total})


def is_anonymous(voice: str) -> bool:
    """Whether a voice is only numbered (``SPEAKER_00``, "Sprecher 2"), not named."""
    return _ANONYMOUS.fullmatch(voice.strip()) is not None


def domains(text: str) -> tuple[str, ...]:
    """The web domains that a line names, lower case and without ``www.``, in order, each once."""
    found: dict[str, None] = {}
    for match in _DOMAIN.finditer(text):
        domain = match["domain"].lower().removeprefix("www.")
        linked = "://" in match[0]
        if (linked or not _NO_DOMAIN.search(domain)) and "." in domain and "_" not in domain:
            found[domain] = None
    return tuple(found)


def ends_with_domain(text: str) -> bool:
    """Whether a line is a show note: words, a dash, a domain."""
    return _FINAL_DOMAIN.search(text[-_LONGEST_DOMAIN:]) is not None
