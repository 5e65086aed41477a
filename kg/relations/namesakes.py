"""What a name itself tells: "Amazon Prime", "Nvidia-GPUs" and "Googles Pixel 9" bear the name of who makes them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from kg.model import Mention, MentionKind, RelationMention

_MAKERS = frozenset({"Company", "MediaOutlet"})
_THINGS = frozenset({"Product", "AIModel", "Chip"})
_SCORE = 0.85
_SHORTEST = 3
"""Letters of a maker: shorter names begin too many words."""
_BREAK = re.compile(r"[ \-–]")
_GENITIVE = re.compile(r"['’]?s$")
_DENIED = re.compile(r"\b(?:nie|niemals|kein\w*)\b")


def namesake_relations(
    text: str, mentions: Sequence[Mention], quote: Callable[[Mention, Mention], tuple[int, int]]
) -> Iterator[RelationMention]:
    """Who makes the things that bear a maker's name, where the document names the maker too.

    Args:
        text: The document's text.
        mentions: Names with the class of what they resolved to.
        quote: Gives the stretch of the document that carries two mentions.
    """
    names = [m for m in mentions if m.kind is MentionKind.NAME]
    makers: dict[str, list[Mention]] = defaultdict(list)
    for mention in names:
        if mention.class_ in _MAKERS and len(mention.surface) >= _SHORTEST:
            makers[mention.surface.casefold()].append(mention)
    for thing in names:
        maker = _maker(thing, makers) if thing.class_ in _THINGS else None
        if maker is not None:
            start, end = quote(thing, thing)
            if _DENIED.search(text, start, end):
                continue
            yield RelationMention(
                predicate="develops",
                subject=maker,
                object=thing,
                start=start,
                end=end,
                segment_id=thing.segment_id,
                frame="develops: bears its maker's name",
                path=("the name itself",),
                score=_SCORE,
            )


def _maker(thing: Mention, makers: dict[str, list[Mention]]) -> Mention | None:
    surface = thing.surface.casefold()
    for found in _BREAK.finditer(surface):
        named = makers.get(surface[: found.start()]) or makers.get(_GENITIVE.sub("", surface[: found.start()]))
        if named:
            return min(named, key=lambda m: (abs(m.start - thing.start), m.start))
    return None
