"""Passages: what the model reads at once, with the entities that are mentioned there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.model import Entity, Mention, MentionKind, Segment, SegmentKind

LONGEST = 2500
"""Characters of a passage: some two minutes of speech, short enough for the model to miss little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of the document.

    Attributes:
        start: First character in the document.
        mentions: For each entity mentioned, by id, its mentions in order.
        figures: Amounts, percentages, dates and roles, in order.
        segments: The segments that it is cut from, in order.
    """

    text: str
    start: int
    entities: tuple[Entity, ...]
    mentions: Mapping[str, tuple[Mention, ...]]
    figures: tuple[Mention, ...]
    segments: tuple[Segment, ...]

    @property
    def end(self) -> int:
        """One past its last character."""
        return self.start + len(self.text)

    def segment_at(self, place: int) -> Segment:
        """The segment that holds a character of the document."""
        return next((s for s in reversed(self.segments) if s.start <= place), self.segments[0])


def passages(
    text: str,
    segments: Iterable[Segment],
    mentions: Sequence[Mention],
    meanings: Mapping[tuple[int, int], str],
    entities: Mapping[str, Entity],
    *,
    skipped: frozenset[SegmentKind],
) -> Iterator[Passage]:
    """The passages that mention at least one entity, in order.

    Args:
        text: The document's text.
        segments: Its segments, in order.
        mentions: Names, descriptions, pronouns and figures, in order.
        meanings: The entity id of a mention by its first character and the one past its last.
        entities: The document's entities by id.
        skipped: Kinds of segment that are not read.
    """
    read = [s for s in segments if s.kind not in skipped]
    for start, end in _stretches(text, segments, skipped):
        inside = [m for m in mentions if start <= m.start and m.end <= end]
        named: dict[str, list[Mention]] = {}
        for mention in inside:
            entity_id = meanings.get((mention.start, mention.end))
            if entity_id is not None:
                named.setdefault(entity_id, []).append(mention)
        if not any(m.kind is MentionKind.NAME for found in named.values() for m in found):
            continue
        yield Passage(
            text=text[start:end],
            start=start,
            entities=tuple(entities[i] for i in sorted(named)),
            mentions={i: tuple(found) for i, found in named.items()},
            figures=tuple(m for m in inside if m.value is not None),
            segments=tuple(s for s in read if s.start < end and start < s.end),
        )


def _stretches(text: str, segments: Iterable[Segment], skipped: frozenset[SegmentKind]) -> Iterator[tuple[int, int]]:
    """Neighbouring segments together as far as they fit; what is skipped parts them, a longer one is cut."""
    first: int | None = None
    last = 0
    for segment in segments:
        if segment.kind in skipped:
            if first is not None:
                yield from _cut(text, first, last)
            first = None
            continue
        if first is not None and segment.end - first <= LONGEST:
            last = segment.end
            continue
        if first is not None:
            yield from _cut(text, first, last)
        first, last = segment.start, segment.end
    if first is not None:
        yield from _cut(text, first, last)


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        limit = start + LONGEST
        stops = [text.rfind(mark, start + LONGEST // 2, limit) for mark in (". ", "? ", "! ", "\n")]
        at = max(stops) + 1 or text.rfind(" ", start, limit) + 1 or limit
        yield start, at
        start = at
    if start < end:
        yield start, end
