"""Mentions resolve to entities: listed, heard, short for a full name, known from other documents, or new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.entities.clusters import Cluster
from kg.entities.curate import curated
from kg.entities.curation import Curation
from kg.entities.gathering import Gathering
from kg.entities.offices import Offices
from kg.entities.reference import references, speakers
from kg.entities.sides import with_sides
from kg.entities.sources import Sources
from kg.language import Analysis
from kg.model import Document, Entity, Mention, MentionKind, Resolution, Segment, StandsFor
from kg.names import NameList, ties
from kg.ontology import Ontology

DOUBTFUL_BELOW = 0.6
"""Resolutions with a lower score are shown to a human."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What the mentions of one document mean.

    Attributes:
        entities: Every entity that is mentioned, by id.
        resolutions: One for each mention that can have an entity, in the order of the text.
    """

    entities: tuple[Entity, ...]
    resolutions: tuple[Resolution, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the names of one document, and who speaks of themselves, mean.

    Attributes:
        clusters: The entities by id, before a curator's decisions.
        resolutions: What the names mean, before a curator's decisions.
        decided: The same after them.
    """

    clusters: Mapping[str, Cluster]
    resolutions: Sequence[Resolution]
    decided: Resolved


class Resolver:
    """Resolves the mentions of documents.

    Args:
        names: The name lists.
        ontology: The classes.
        curation: What a curator decided; it has the last word.
        known: Entities that other documents of the store know.
    """

    def __init__(
        self,
        names: NameList,
        ontology: Ontology,
        *,
        curation: Curation | None = None,
        known: Iterable[Entity] = (),
    ) -> None:
        self._ontology = ontology
        self._curation = curation or Curation()
        self._offices = Offices(names)
        self._sources = Sources(names, ties.load(names, ontology), known)

    def resolve(
        self,
        document: Document,
        segments: Sequence[Segment],
        analyses: Sequence[Analysis],
        mentions: Sequence[Mention],
    ) -> Resolved:
        """The entities of one document, and what each of its mentions means.

        Args:
            document: The document.
            segments: Its segments.
            analyses: Its analysed segments.
            mentions: What `MentionFinder.find` found in it.
        """
        return self.taken_up(self.names(document, segments, mentions), document, analyses, mentions)

    def names(self, document: Document, segments: Sequence[Segment], mentions: Sequence[Mention]) -> Named:
        """The entities of one document, and what its names and "ich" mean; the arguments are those of `resolve`."""
        names = [m for m in mentions if m.kind is MentionKind.NAME]
        clusters = Gathering(self._sources, segments, document.text).clusters(names)
        with_sides(clusters.values(), document.text)
        resolutions = [_resolution(m, c) for c in clusters.values() for m in c.mentions]
        resolutions += speakers(segments, mentions, clusters)
        return Named(clusters=clusters, resolutions=resolutions, decided=self._decided(document, clusters, resolutions))

    def taken_up(
        self,
        named: Named,
        document: Document,
        analyses: Sequence[Analysis],
        mentions: Sequence[Mention],
        *,
        stands_for: StandsFor | None = None,
    ) -> Resolved:
        """The same with what pronouns and descriptions mean.

        Args:
            named: What `names` gave.
            document: The document.
            analyses: Its analysed segments.
            mentions: What `MentionFinder.find` found in it.
            stands_for: What the relation head has read; without it the nearest name that fits is taken.
        """
        others = references(self._offices, analyses, mentions, named.resolutions, named.clusters, stands_for)
        return self._decided(document, named.clusters, [*named.resolutions, *others])

    def _decided(
        self, document: Document, clusters: Mapping[str, Cluster], resolutions: Sequence[Resolution]
    ) -> Resolved:
        entities = [_entity(c) for c in clusters.values()]
        entities, decided = curated(self._curation, document.id, entities, resolutions, called=self._sources.called)
        return Resolved(
            entities=tuple(sorted(entities, key=lambda e: e.id)),
            resolutions=tuple(sorted(decided, key=lambda r: (r.mention.start, -r.mention.end, r.mention.kind))),
        )


def _resolution(mention: Mention, cluster: Cluster) -> Resolution:
    score, reasons = cluster.reasons[mention]
    score = max(0.0, min(1.0, score))
    return Resolution(
        mention=mention, entity_id=cluster.id, score=score, reasons=reasons, doubtful=score < DOUBTFUL_BELOW
    )


def _entity(cluster: Cluster) -> Entity:
    entry = cluster.entry
    return Entity(
        id=cluster.id,
        name=cluster.name,
        class_=cluster.class_,
        mentions=tuple(sorted({m.surface for m in cluster.mentions})),
        also_named=entry.also_named if entry else (),
        homepage=entry.homepage if entry else None,
        listed=entry is not None,
    )
