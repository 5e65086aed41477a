"""One segment as the finders see it: its words, their tags, where sentences start, whether capitals mean anything."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.mentions.lexicon import Word, words_of
from kg.mentions.words import usual
from kg.model import Segment, SegmentKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.language import Analysis

WRITTEN = frozenset({SegmentKind.TITLE, SegmentKind.SUMMARY, SegmentKind.CHAPTER, SegmentKind.SHOW_NOTE,
                      SegmentKind.HEADING, SegmentKind.TEXT, SegmentKind.SOURCE})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name that the tagger found, at characters `start` to `end` of the segment."""

    start: int
    end: int
    class_: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Line:
    """A segment with its words.

    Attributes:
        offset: Where the segment starts in the document; all other places count in `text`.
        tags: STTS tag of each word, an empty string where unknown.
        starts: For each word, whether it opens a sentence (its capital says nothing).
        cased: Whether the segment writes capitals as German does.
        written: Whether somebody typed it; speech went through a recogniser.
        tagged: The tagger's names.
        read: Whether a tagger has read the document at all.
    """

    segment: Segment
    text: str
    words: tuple[Word, ...]
    tags: tuple[str, ...]
    starts: tuple[bool, ...]
    cased: bool
    written: bool
    tagged: tuple[Tagged, ...] = ()
    read: bool = False
    domains: tuple[str, ...] = field(default=())

    @property
    def offset(self) -> int:
        """Where the segment starts in the document."""
        return self.segment.start

    def capital(self, position: int) -> bool:
        """Whether a word starts with a capital or a figure."""
        sign = self.words[position].text[0]
        return sign.isupper() or sign.isdigit()

    def gap(self, position: int) -> str:
        """What stands between a word and the next one."""
        if position + 1 >= len(self.words):
            return self.text[self.words[position].end :]
        return self.text[self.words[position].end : self.words[position + 1].start]

    def before(self, position: int) -> str:
        """The folded word before, an empty string where a sentence or the segment starts between them."""
        if position == 0 or self.starts[position]:
            return ""
        return self.words[position - 1].folded

    def after(self, position: int) -> str:
        """The folded word behind, an empty string at the end of the sentence."""
        following = position + 1
        return "" if following >= len(self.words) or self.starts[following] else self.words[following].folded

    def tagged_at(self, start: int, classes: Set[str]) -> bool:
        """Whether the tagger takes what begins at a character for a name of one of the classes."""
        return any(t.start == start and t.class_ in classes for t in self.tagged)


def line_of(analysis: Analysis, *, read: bool = False) -> Line:
    """The line of an analysed segment.

    Args:
        analysis: The segment and its Doc.
        read: Whether a tagger has read the document.
    """
    segment, doc = analysis.segment, analysis.doc
    text = doc.text
    words = words_of(text)
    tags, starts = _tags(doc, words)
    return Line(
        segment=segment,
        text=text,
        words=words,
        tags=tags,
        starts=starts,
        cased=_is_cased(words, starts),
        written=segment.kind in WRITTEN,
        tagged=tuple(_tagged(doc)),
        read=read,
        domains=segment.domains,
    )


def _tags(doc: Doc, words: Sequence[Word]) -> tuple[tuple[str, ...], tuple[bool, ...]]:
    tags = [""] * len(words)
    starts = [False] * len(words)
    position = 0
    count = len(words)
    opening = True
    has_sentences = doc.has_annotation("SENT_START")
    for token in doc:
        opening = opening or bool(has_sentences and token.is_sent_start)
        start, end = token.idx, token.idx + len(token.text)
        while position < count and words[position].start < start:
            position += 1
        while position < count and words[position].start < end:
            tags[position] = token.tag_
            starts[position] = opening
            opening = False
            position += 1
    return tuple(tags), tuple(starts)


def _is_cased(words: Sequence[Word], starts: Sequence[bool]) -> bool:
    """Whether enough of the words that are not at a start have capitals; German prose has one in four or five."""
    inner = [w for w, s in zip(words, starts, strict=True) if not s and w.text[0].isalpha()]
    if len(inner) < 8:
        return any(w.text[0].isupper() for w in words)
    return sum(w.text[0].isupper() for w in inner) >= 0.05 * len(inner)


def _tagged(doc: Doc) -> list[Tagged]:
    found = []
    for ent in doc.ents:
        detail = str(ent._.name_class) if ent.has_extension("name_class") else ""
        score = float(ent._.name_score) if ent.has_extension("name_score") else 0.0
        class_ = detail or {"PER": "Person", "LOC": "Place", "ORG": "Organization"}.get(ent.label_)
        found.append(Tagged(ent.start_char, ent.end_char, class_, score or 0.7))
    return found


def everyday(word: str) -> bool:
    """Whether a folded word is so usual that it names nothing by itself."""
    return usual(word) >= 4.2
