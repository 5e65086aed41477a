"""What a document's header says of itself: who hosts the show, who writes the newsletter.

"A und B sprechen heute über:" and "Von A · 9. Juni 2025" name no show; it is the one that the title line names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Document, DocumentKind, Mention, MentionKind, Qualifiers, RelationMention, Segment, SegmentKind

_HOSTS = re.compile(r"\b(sprechen|spricht|reden|diskutieren|unterhalten|besprechen)\b.*\b(über|von)\b", re.IGNORECASE)
_BYLINE = re.compile(r"^\s*von\s", re.IGNORECASE)
_SCORE = 0.9


def header_relations(
    document: Document, segments: Sequence[Segment], mentions: Sequence[Mention]
) -> Iterator[RelationMention]:
    """Hosts and authors, with the header line as the quote.

    Args:
        document: Says whether it is an episode or a newsletter.
        segments: Its segments, in order.
        mentions: Names with the class of what they resolved to.
    """
    show = _show(segments, mentions)
    if show is None or document.kind is DocumentKind.TEXT:
        return
    for segment in segments:
        if segment.kind is not SegmentKind.HEADING:
            continue
        text = document.text[segment.start : segment.end]
        role = "Host" if _HOSTS.search(text) else "Autor" if _BYLINE.match(text) else None
        if role is None:
            continue
        for mention in mentions:
            if segment.start <= mention.start < segment.end and mention.class_ == "Person":
                yield RelationMention(
                    predicate="holdsRole",
                    subject=mention,
                    object=show,
                    start=segment.start,
                    end=segment.end,
                    segment_id=segment.id,
                    qualifiers=Qualifiers(role=role, role_status="current"),
                    frame=f"holdsRole: header, {role}",
                    path=("header line",),
                    score=_SCORE,
                )


def _show(segments: Sequence[Segment], mentions: Sequence[Mention]) -> Mention | None:
    """The show or newsletter that the first lines name."""
    opening = [s for s in segments if s.kind in {SegmentKind.TITLE, SegmentKind.HEADING}][:4]
    for segment in opening:
        for mention in mentions:
            inside = segment.start <= mention.start < segment.end
            if inside and mention.kind is MentionKind.NAME and mention.class_ == "MediaOutlet":
                return mention
    return None
