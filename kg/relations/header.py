"""What a document says of itself: who hosts the show, who edits it, who writes the newsletter.

"A und B sprechen heute über:" and "Von A · 9. Juni 2025" name no show; it is the one that the title line names, or,
without one, the one whose listeners are welcomed ("hier ist …", "ihr hört …"). Credits stand in the first and last
words, boilerplate included, and are told in the ways of `ontology/words/credits.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.errors import DataError
from kg.model import Document, DocumentKind, Mention, MentionKind, Qualifiers, RelationMention, Segment, SegmentKind
from kg.paths import data_folder

_HOSTS = re.compile(r"\b(sprechen|spricht|reden|diskutieren|unterhalten|besprechen)\b.*\b(über|von)\b", re.IGNORECASE)
_BYLINE = re.compile(r"^\s*von\s", re.IGNORECASE)
_WELCOME = re.compile(
    r"\b(?:(?:hier|das hier|das) ist|ihr hört|du hörst|sie hören|willkommen (?:zurück )?(?:zu|bei|zum|zur|beim))"
    r"(?: (?:der|die|das|den|dem))?\s*$",
    re.IGNORECASE,
)
_SCORE = 0.9
_SHOW, _PERSON = "\ue000", "\ue001"
"""Characters of the private use area stand for the show and for persons while credits are looked for."""
_OWN_MARKS = str.maketrans({_SHOW: " ", _PERSON: " "})
"""A document's own characters of that kind mean nothing."""
_PEOPLE = rf"((?:(?:der|die|dem|den) )?{_PERSON}(?:(?:, | und |, und | & )(?:(?:der|die|dem|den) )?{_PERSON})*)"
_ENDS = 6
"""Credits stand in so many segments from either end."""
_SHOWS = frozenset({"MediaOutlet", "Company", "Organization", "Product"})


def header_relations(
    document: Document, segments: Sequence[Segment], mentions: Sequence[Mention]
) -> Iterator[RelationMention]:
    """Hosts, makers and authors, with the line as the quote.

    Args:
        document: Says whether it is an episode or a newsletter.
        segments: Its segments, in order.
        mentions: Names with the class of what they resolved to.
    """
    show = _show(document, segments, mentions)
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
                yield _holds(mention, show, role, (segment.start, segment.end), "header line")
    for segment in [*segments[:_ENDS], *segments[max(_ENDS, len(segments) - _ENDS) :]]:
        yield from _credits(document, segment, mentions, show)


def _credits(
    document: Document, segment: Segment, mentions: Sequence[Mention], show: Mention
) -> Iterator[RelationMention]:
    text, places, people = _marked(document, segment, mentions, show)
    for role, patterns in _credit_patterns().items():
        for pattern in patterns:
            for found in pattern.finditer(text):
                named = [people[at] for at in range(found.start(1), found.end(1)) if at in people]
                quote = (places[found.start()], max(named[-1].end, places[found.end() - 1]))
                for person in named:
                    yield _holds(person, show, role, quote, "credits")


def _marked(
    document: Document, segment: Segment, mentions: Sequence[Mention], show: Mention
) -> tuple[str, list[int], dict[int, Mention]]:
    """The segment with one character for each person and for the show, where each stands, and who."""
    text: list[str] = []
    places: list[int] = []
    people: dict[int, Mention] = {}
    at = segment.start
    inside = [m for m in mentions if segment.start <= m.start < segment.end and m.kind is MentionKind.NAME]
    for mention in sorted(inside, key=lambda m: m.start):
        is_show = mention.class_ == show.class_ and mention.surface.lower() == show.surface.lower()
        if mention.start < at or not (is_show or mention.class_ == "Person"):
            continue
        text.append(document.text[at : mention.start].translate(_OWN_MARKS))
        places.extend(range(at, mention.start))
        if not is_show:
            people[len(places)] = mention
        text.append(_SHOW if is_show else _PERSON)
        places.append(mention.start)
        at = mention.end
    text.append(document.text[at : segment.end].translate(_OWN_MARKS))
    places.extend(range(at, segment.end))
    return "".join(text), places, people


def _holds(person: Mention, show: Mention, role: str, quote: tuple[int, int], step: str) -> RelationMention:
    return RelationMention(
        predicate="holdsRole",
        subject=person,
        object=show,
        start=quote[0],
        end=quote[1],
        segment_id=person.segment_id,
        qualifiers=Qualifiers(role=role, role_status="current"),
        frame=f"holdsRole: {step}, {role}",
        path=(step,),
        score=_SCORE,
    )


def _show(document: Document, segments: Sequence[Segment], mentions: Sequence[Mention]) -> Mention | None:
    """The show or newsletter that the first lines name, or that somebody welcomes to."""
    opening = [s for s in segments if s.kind in {SegmentKind.TITLE, SegmentKind.HEADING}][:4]
    for segment in opening:
        for mention in mentions:
            inside = segment.start <= mention.start < segment.end and mention.kind is MentionKind.NAME
            whole = document.text[segment.start : segment.end].strip() == mention.surface
            if inside and (mention.class_ == "MediaOutlet" or (whole and mention.class_ in _SHOWS)):
                return mention
    spoken = [s for s in segments if s.kind is SegmentKind.SPEECH][:_ENDS]
    for mention in mentions:
        if mention.kind is MentionKind.NAME and mention.class_ == "MediaOutlet":
            start = next((s.start for s in spoken if s.start <= mention.start < s.end), mention.start)
            if _WELCOME.search(document.text[start : mention.start]):
                return mention
    return None


@cache
def _credit_patterns() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    path = data_folder("ontology") / "words" / "credits.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {role: tuple(map(_compiled, entry["patterns"])) for role, entry in table.items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, re.error, IndexError) as error:
        raise DataError(path, f"not a file of credits: {error!r}") from error


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{show}", _SHOW).replace("{people}", _PEOPLE), re.IGNORECASE)
