"""A small world of names, and documents resolved in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import kg.ontology
from kg.entities import Curation, Resolved, Resolver
from kg.model import Entity, Resolution, SegmentKind
from tests.mentions.texts import analysed, document, finder, names


@cache
def plain_resolver() -> Resolver:
    """The resolver on the program's own lists, without decisions."""
    return Resolver(names(), kg.ontology.load())


def resolved(
    *lines: str | tuple[str, SegmentKind],
    curation: Curation | None = None,
    known: Iterable[Entity] = (),
    tagged: Sequence[tuple[str, str]] = (),
    speakers: Sequence[str | None] = (),
) -> Resolved:
    """What a few lines name."""
    doc, segments = document(*lines, speakers=speakers)
    analyses = analysed(doc, segments, tagged=tagged)
    known = tuple(known)
    resolver = plain_resolver()
    if curation is not None or known:
        resolver = Resolver(names(), kg.ontology.load(), curation=curation, known=known)
    return resolver.resolve(doc, segments, analyses, finder().find(doc, analyses))


def entity(found: Resolved, entity_id: str) -> Entity:
    """The entity with this id."""
    return next(e for e in found.entities if e.id == entity_id)


def meaning(found: Resolved, surface: str) -> Resolution:
    """The first resolution of this surface."""
    return next(r for r in found.resolutions if r.mention.surface == surface)
