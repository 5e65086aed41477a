"""Sentences with marked mentions, as frames write their examples: ``{S:Person|Ada Blum} gründet {O|Nordwind}``.

A mark names a slot, a class where it matters, and the surface. The slots AMOUNT, PERCENT, DATE and ROLE are figures and
offices. A genitive is written with a bar before its ending: ``{S|Nvidia|s}``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.mentions.quantities import find_quantities
from kg.model import Mention, MentionKind, RoleValue

_MARK = re.compile(r"\{(?P<slot>\w+)(?::(?P<class>\w+))?\|(?P<surface>[^}|]*)(?:\|(?P<ending>[^}]*))?\}")
_FIGURES = {
    "AMOUNT": MentionKind.AMOUNT, "PERCENT": MentionKind.PERCENT, "DATE": MentionKind.DATE, "ROLE": MentionKind.ROLE,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marked:
    """The plain text, its mentions in order, and the mentions of each slot."""

    text: str
    mentions: tuple[Mention, ...]
    slots: Mapping[str, tuple[Mention, ...]]


def parse(marked: str, *, segment_id: str, classes: Mapping[str, str]) -> Marked:
    """Read the markup.

    Args:
        marked: The sentence.
        segment_id: The segment that the mentions shall belong to.
        classes: The class of each slot that names none.

    Raises:
        ValueError: if a slot has no class.
    """
    text = ""
    position = 0
    mentions: list[Mention] = []
    slots: dict[str, list[Mention]] = {}
    for match in _MARK.finditer(marked):
        text += marked[position : match.start()]
        mention = _mention(match, len(text), segment_id, classes)
        mentions.append(mention)
        slots.setdefault(match["slot"], []).append(mention)
        text += mention.surface
        position = match.end()
    text += marked[position:]
    return Marked(text, tuple(mentions), {slot: tuple(found) for slot, found in slots.items()})


def _mention(match: re.Match[str], start: int, segment_id: str, classes: Mapping[str, str]) -> Mention:
    normal, slot = match["surface"], match["slot"]
    surface = normal + (match["ending"] or "")
    end = start + len(surface)
    kind = _FIGURES.get(match["class"] or slot)
    if kind is MentionKind.ROLE:
        value = RoleValue(name=surface)
        return Mention(
            start=start, end=end, surface=surface, kind=kind, segment_id=segment_id, normal=normal, value=value
        )
    if kind is not None:
        figures = list(find_quantities(surface, year=2026))
        return Mention(
            start=start,
            end=end,
            surface=surface,
            kind=kind,
            segment_id=segment_id,
            normal=normal,
            value=figures[0].value if len(figures) == 1 else None,
        )
    class_ = match["class"] or classes.get(slot)
    if class_ is None:
        raise ValueError(f"the slot {slot} of {match.group()} has no class")
    return Mention(
        start=start,
        end=end,
        surface=surface,
        kind=MentionKind.NAME,
        segment_id=segment_id,
        normal=normal,
        class_=class_,
    )
