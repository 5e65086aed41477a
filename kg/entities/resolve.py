"""Mentions resolve to entities: listed, heard, short for a full name, known from other documents, or new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.entities.clusters import Cluster, Shorts, joined, nearest, new_clusters, shorts_of
from kg.entities.curate import curated
from kg.entities.curation import Curation
from kg.entities.naming import compatible, family
from kg.entities.offices import Offices
from kg.entities.reference import references
from kg.entities.sides import with_sides
from kg.language import Analysis
from kg.mentions.domains import Domains, stem_of
from kg.mentions.ear import Ear, Hearing
from kg.mentions.lexicon import Lexicon, fold, key_of
from kg.mentions.lines import WRITTEN
from kg.mentions.surnames import bearers_of
from kg.model import Document, Entity, Finder, Mention, MentionKind, Resolution, Segment
from kg.names import NameEntry, NameList
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
        self._names = names
        self._curation = curation or Curation()
        self._lexicon = Lexicon.of(names)
        self._domains = Domains(names)
        self._hearing = Hearing(names)
        self._offices = Offices(names)
        self._surnames = bearers_of(names)
        self._known: dict[str, Entity] = {}
        for entity in known:
            for form in (entity.name, *entity.also_named):
                self._known.setdefault(joined(form), entity)

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
        names = [m for m in mentions if m.kind is MentionKind.NAME]
        clusters = _Work(self, document, segments).clusters(names)
        with_sides(clusters.values(), document.text)
        resolutions = [_resolution(m, c) for c in clusters.values() for m in c.mentions]
        resolutions += references(self._offices, analyses, mentions, resolutions, clusters)
        entities = [_entity(c) for c in clusters.values()]
        entities, resolutions = curated(self._curation, document.id, entities, resolutions)
        return Resolved(
            entities=tuple(sorted(entities, key=lambda e: e.id)),
            resolutions=tuple(sorted(resolutions, key=lambda r: (r.mention.start, -r.mention.end, r.mention.kind))),
        )

    # What the lists say.

    def entry_for(self, mention: Mention, ear: Ear) -> tuple[NameEntry, float, str] | None:
        """The listed entity that a mention names by itself, with score and reason."""
        if mention.found_by is Finder.DOMAIN:
            owner = self._domains.owner(mention.surface)
            return None if owner is None else (owner, 0.95, f"domain of {owner.name}")
        entries = self._lexicon.entries_for(mention.normal) or self._lexicon.entries_for(mention.surface)
        fitting = [e for e in entries if compatible(e.class_, mention.class_) or mention.found_by is Finder.LIST]
        if fitting:
            best = min(
                fitting, key=lambda e: (not ear.is_present(e), e.class_ != mention.class_, _rank(e, mention), e.id)
            )
            return best, max(mention.score, 0.7), f"listed name {best.name!r}"
        return None

    def surname(self, mention: Mention) -> NameEntry | None:
        """The listed person whom everybody means by this surname."""
        key = key_of(mention.normal)
        return self._surnames.get(key[0]) if len(key) == 1 else None


def _rank(entry: NameEntry, mention: Mention) -> tuple[bool, int]:
    """Of entities with one name first those that bear it as their own, then those that are talked of most."""
    order = ("Person", "Company", "Place", "MediaOutlet", "GovernmentBody", "Investor", "Organization")
    place = order.index(entry.class_) if entry.class_ in order else len(order)
    return fold(entry.name) != fold(mention.normal), place


class _Work:
    """The resolving of one document."""

    def __init__(self, resolver: Resolver, document: Document, segments: Sequence[Segment]) -> None:
        self._resolver = resolver
        self._document = document
        self._segments = segments
        self._written = frozenset(s.id for s in segments if s.kind in WRITTEN)
        self._clusters: dict[str, Cluster] = {}

    def clusters(self, names: Sequence[Mention]) -> dict[str, Cluster]:
        ear = self._resolver._hearing.ear(names, self._segments)
        left: list[Mention] = []
        heard: list[Mention] = []
        for m in names:
            if m.found_by is Finder.RESEMBLANCE:
                heard.append(m)
                continue
            found = self._resolver.entry_for(m, ear)
            if found is None:
                left.append(m)
            else:
                self._listed(m, *found)
        self._new(left)
        for m in heard:
            self._heard(m, ear)
        return {i: self._clusters[i] for i in sorted(self._clusters)}

    def _listed(self, mention: Mention, entry: NameEntry, score: float, reason: str) -> None:
        cluster = self._clusters.get(entry.id)
        if cluster is None:
            cluster = Cluster(id=entry.id, name=entry.name, class_=entry.class_, entry=entry)
            self._clusters[entry.id] = cluster
        cluster.add(mention, score, reason)

    def _new(self, mentions: Sequence[Mention]) -> None:
        domains = [m for m in mentions if m.found_by is Finder.DOMAIN]
        fresh = new_clusters([m for m in mentions if m.found_by is not Finder.DOMAIN], self._written)
        full = [*self._clusters.values(), *(c for c in fresh if len(c.name.split()) > 1)]
        shorts = shorts_of(full)
        for cluster in sorted(fresh, key=lambda c: (-len(c.name.split()), c.id)):
            self._settle(cluster, shorts)
        by_name = {joined(n): c for c in self._clusters.values() for n in (c.name, *(m.normal for m in c.mentions))}
        for m in domains:
            self._domain(m, by_name)

    def _settle(self, cluster: Cluster, shorts: Shorts) -> None:
        """A cluster of unlisted names becomes a part of another one, or an entity of its own."""
        if len(cluster.name.split()) == 1:
            bearers = [c for c in shorts.of(cluster.name) if c.id != cluster.id]
            if family(cluster.class_) not in {None, "person"} and len(cluster.mentions) > 1:
                bearers = [c for c in bearers if compatible(c.class_, cluster.class_)] or bearers
            if bearers:
                for m in cluster.mentions:
                    target = self._own(nearest(m, bearers))
                    score = 0.85 if len(bearers) == 1 else 0.6
                    target.add(m, score, f"short for {target.name}, named in full in the document")
                return
            person = self._resolver.surname(cluster.mentions[0])
            if person is not None and cluster.class_ in {"Person", "Company"} and person.id in self._clusters:
                for m in cluster.mentions:
                    self._listed(m, person, 0.8, f"surname of {person.name}")
                return
            if person is not None and cluster.class_ == "Person":
                for m in cluster.mentions:
                    self._listed(m, person, 0.55, f"surname of {person.name}, the only one listed")
                return
        known = self._resolver._known.get(joined(cluster.name))
        if known is not None and compatible(known.class_, cluster.class_):
            cluster.id, cluster.name, cluster.class_ = known.id, known.name, known.class_
            for m in cluster.mentions:
                cluster.reasons[m] = (0.8, (f"known from other documents as {known.name}",))
        self._own(cluster)

    def _own(self, cluster: Cluster) -> Cluster:
        """The cluster among the document's entities; one with the same id takes its mentions."""
        there = self._clusters.get(cluster.id)
        if there is None:
            self._clusters[cluster.id] = cluster
            return cluster
        if there is not cluster:
            for m in cluster.mentions:
                score, reasons = cluster.reasons[m]
                there.add(m, score, *reasons)
        return there

    def _domain(self, mention: Mention, by_name: Mapping[str, Cluster]) -> None:
        stem = stem_of(mention.surface)
        target = by_name.get(joined(stem)) or by_name.get(joined(mention.normal))
        if target is not None:
            self._own(target).add(mention, 0.8, f"domain that bears the name {target.name!r}")
        else:
            (cluster,) = new_clusters([mention], self._written)
            self._own(cluster)

    def _heard(self, mention: Mention, ear: Ear) -> None:
        heard = ear.hear(mention.normal, mention.class_)
        if heard is None:
            (fresh,) = new_clusters([mention], self._written)
            self._own(fresh)
            return
        entry = heard.likeness.entry
        where = "in the document's own header" if heard.own else "in the name lists"
        reason = f"sounds like {heard.likeness.form!r} {where} (distance {heard.likeness.sound:.2f})"
        cluster = self._clusters.get(entry.id)
        if cluster is None:
            listed = self._resolver._names.entries.get(entry.id)
            cluster = Cluster(id=entry.id, name=entry.name, class_=entry.class_ or mention.class_ or "Company",
                              entry=listed)  # fmt: skip
            self._clusters[entry.id] = cluster
        cluster.add(mention, heard.score, reason)


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
