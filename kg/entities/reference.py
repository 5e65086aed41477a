"""Descriptions, pronouns and the first person: whom they take up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.entities.clusters import Cluster
from kg.model import Mention, MentionKind, Resolution, Segment
from kg.names import NameList


def references(
    names: NameList,
    segments: Sequence[Segment],
    mentions: Sequence[Mention],
    resolutions: Sequence[Resolution],
    clusters: Mapping[str, Cluster],
) -> list[Resolution]:
    """What the mentions that are no names mean."""
    open_kinds = {MentionKind.DESCRIPTION, MentionKind.PRONOUN, MentionKind.SPEAKER}
    return [
        Resolution(mention=m, entity_id=None, score=0.0, reasons=("nobody to take up",), doubtful=True)
        for m in mentions
        if m.kind in open_kinds
    ]
