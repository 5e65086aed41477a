"""The pieces of what is written to be read: newsletters, articles, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.documents.lines import Line, lines_of
from kg.documents.marks import SOURCE_MARK, ChapterMark, domains
from kg.model import Document, SegmentKind
from kg.segments.advertising import announces, sponsors
from kg.segments.boilerplate import is_credit, is_notice, opens_with_sign
from kg.segments.marking import Marking, front_pieces, marking
from kg.segments.pieces import Piece

_MARKED_HEADING = re.compile(r"#{1,6}\s+\S.*")
_SENTENCE_END = re.compile(r"[.!?…;,][\"“”‘’)]*$")
_SOURCE = re.compile(
    rf"{SOURCE_MARK}.*|(?:Quellen?|Source|Link|Links|via)\s*:\s*\S.*|\W*https?://\S+\W*|\[[^\]]+\]:\s+\S+.*"
    r"|(?:[-*•|/·,]?\s*\[[^\]]+\]\([^)]*\)\s*)+",
    re.IGNORECASE,
)
_LONGEST_HEADING = 140
_LONGEST_SOLD = 1500
"""Characters below "Anzeige" that belong to it, up to the next heading."""
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_FENCE = re.compile(r"```.*|~~~.*|\|?[\s:|-]+\|?")


def written_pieces(document: Document) -> tuple[tuple[Piece, ...], tuple[ChapterMark, ...]]:
    """The pieces of a written document in order, and its chapter marks."""
    front, begin = front_pieces(document.text)
    lines = lines_of(document.text, begin)
    told = marking(lines)
    return (*front, *_body(document.text, lines, told)), told.chapters


def _body(text: str, lines: Sequence[Line], told: Marking) -> list[Piece]:
    wrapped = _is_wrapped(lines)
    pieces: list[Piece] = []
    sold_until = -1
    titled = SegmentKind.TITLE in told.kinds.values()
    for number, line in enumerate(lines):
        kind = told.kinds.get(number) or _kind(lines, number)
        if kind is SegmentKind.HEADING and line.text.startswith("# ") and not titled:
            kind, titled = SegmentKind.TITLE, True
        if line.alone and _announces_sold(line.text):
            kind, sold_until = SegmentKind.ADVERTISEMENT, line.end + _LONGEST_SOLD
        elif kind in (SegmentKind.HEADING, SegmentKind.TITLE, SegmentKind.CHAPTER):
            sold_until = -1
        elif kind in (SegmentKind.TEXT, SegmentKind.SOURCE) and (line.end <= sold_until or _is_sold(line.text)):
            kind = SegmentKind.ADVERTISEMENT
        named = domains(line.text) if kind in (SegmentKind.SOURCE, SegmentKind.SHOW_NOTE) else ()
        before = pieces[-1] if pieces else None
        if wrapped and before and kind is before.kind is SegmentKind.TEXT and _continues(text, line, before):
            pieces[-1] = Piece(start=before.start, end=line.end, kind=kind)
        else:
            pieces.append(Piece(start=line.start, end=line.end, kind=kind, domains=named, mark=told.marks.get(number)))
    return pieces


def _kind(lines: Sequence[Line], number: int) -> SegmentKind:
    line = lines[number]
    words = line.text
    if _PICTURE.fullmatch(words) or _FENCE.fullmatch(words) or is_notice(line):
        return SegmentKind.BOILERPLATE
    if _SOURCE.fullmatch(words) and _short_source(words):
        return SegmentKind.SOURCE
    return SegmentKind.HEADING if _is_heading(lines, number) else SegmentKind.TEXT


def _short_source(words: str) -> bool:
    """Whether a link line names sources, not a news item that begins with the same sign."""
    plain = re.sub(r"\([^)]*\)|https?://\S+", "", words)
    return len(plain) <= 200 and not re.search(r"[^\W\d_]{3,}[.!?:]\s+[^\W\d_]\w*\s+[a-zäöü]", plain)


def _is_heading(lines: Sequence[Line], number: int) -> bool:
    line = lines[number]
    words = line.text
    if _MARKED_HEADING.fullmatch(words):
        return True
    if not line.alone or len(words) > _LONGEST_HEADING or number + 1 == len(lines) or is_credit(words):
        return False
    if words.endswith(":") or opens_with_sign(words):
        return not _SENTENCE_END.search(words) or words.endswith(("?", "!"))
    following = lines[number + 1]
    plain = not _SENTENCE_END.search(words) and not words.endswith(")") and len(words) <= 100
    return plain and (len(following.text) > _LONGEST_HEADING or following.blank_after == 0)


def _announces_sold(words: str) -> bool:
    plain = words.strip("#*_ :[]()–—-")
    return announces(plain) or plain.lower() in ("anzeige", "sponsored", "gesponsert")


def _is_sold(words: str) -> bool:
    opening = words.lstrip("*_[( ").lower()
    return opening.startswith(("anzeige:", "anzeige]", "werbung:", "werbung]", "sponsored:")) or sponsors(words)


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether an editor broke the paragraphs into lines of like length."""
    inner = [line for line in lines if line.blank_after == 0]
    broken = [line for line in inner if 45 <= len(line.text) <= 110 and not _SENTENCE_END.search(line.text)]
    return len(inner) > 2 and len(broken) * 2 > len(inner)


def _continues(text: str, line: Line, before: Piece) -> bool:
    last = text[max(before.start, text.rfind("\n", 0, before.end) + 1) : before.end]
    bullet = line.text[:1] in "-*•+>|" or re.match(r"\d+[.)]\s", line.text) is not None
    return line.blank_before == 0 and not bullet and len(last) >= 40
