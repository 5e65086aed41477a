"""Mentions resolve to entities: by listed name, by the full name in the same document, else as a new entity."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.entities.curation import Curation
from kg.language import Analysis
from kg.mentions.lexicon import Lexicon, key_of
from kg.model import Document, Entity, Finder, Mention, MentionKind, Resolution, Segment, kebab
from kg.names import NameEntry, NameList
from kg.ontology import Ontology

_CLASS_FAMILY = {"Company": "Organization", "Investor": "Organization", "MediaOutlet": "Organization",
                 "GovernmentBody": "Organization", "PoliticalOrganization": "Organization"}  # fmt: skip


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
        self._known_entities = tuple(known)
        self._lexicon = Lexicon.of(names)
        self._surnames: dict[str, list[NameEntry]] = defaultdict(list)
        for entry in names.entries.values():
            if entry.class_ == "Person" and " " in entry.name:
                self._surnames[key_of(entry.name)[-1]].append(entry)

    def resolve(
        self,
        document: Document,
        segments: Sequence[Segment],
        analyses: Sequence[Analysis],
        mentions: Sequence[Mention],
    ) -> Resolved:
        """Resolve the names among the mentions of one document."""
        names = [m for m in mentions if m.kind is MentionKind.NAME]
        bases = Counter(key_of(m.surface) for m in names)
        listed = {m: e for m in names if (e := self._listed(m, bases)) is not None}
        people = self._people(names, listed, bases)
        resolutions = [self._resolution(m, listed, people, bases) for m in names]
        return Resolved(entities=_entities(resolutions, self._known(listed, people)), resolutions=tuple(resolutions))

    def _listed(self, mention: Mention, bases: Mapping[tuple[str, ...], int]) -> NameEntry | None:
        for form in _forms(mention.surface, bases):
            entries = [e for e in self._lexicon.entries_for(form) if _compatible(e.class_, mention.class_)]
            if entries:
                return entries[0]
        return None

    def _people(
        self, names: Iterable[Mention], listed: Mapping[Mention, NameEntry], bases: Mapping[tuple[str, ...], int]
    ) -> dict[str, set[tuple[str, str]]]:
        """Surname → (id, full name) of the persons whom the document names in full."""
        people: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for mention in names:
            entry = listed.get(mention)
            if entry is not None and entry.class_ == "Person":
                people[key_of(entry.name)[-1]].add((entry.id, entry.name))
            elif entry is None and mention.class_ == "Person":
                name = _forms(mention.surface, bases)[-1]
                if len(key_of(name)) > 1:
                    people[key_of(name)[-1]].add((kebab(name), name))
        return people

    def _resolution(
        self,
        mention: Mention,
        listed: Mapping[Mention, NameEntry],
        people: Mapping[str, set[tuple[str, str]]],
        bases: Mapping[tuple[str, ...], int],
    ) -> Resolution:
        if mention in listed:
            entry = listed[mention]
            return Resolution(mention=mention, entity_id=entry.id, score=mention.score, reasons=("listed name",))
        forms = _forms(mention.surface, bases)
        if mention.class_ in {"Person", None} and len(key_of(mention.surface)) == 1:
            for form in forms:
                bearers = people.get(key_of(form)[0], set())
                if len(bearers) == 1:
                    ((entity_id, name),) = bearers
                    reason = f"surname of {name}, named in full in the document"
                    return Resolution(mention=mention, entity_id=entity_id, score=0.9, reasons=(reason,))
                known = self._surnames.get(key_of(form)[0], [])
                if mention.class_ == "Person" and len(known) == 1 and not bearers:
                    reason = f"surname of {known[0].name}, the only one listed"
                    return Resolution(
                        mention=mention, entity_id=known[0].id, score=0.6, reasons=(reason,), doubtful=True
                    )
        if mention.class_ is None:
            return Resolution(mention=mention, entity_id=None, score=0.0, reasons=("no class",), doubtful=True)
        return Resolution(mention=mention, entity_id=kebab(forms[-1]), score=0.5, reasons=("new name",), doubtful=True)

    def _known(
        self, listed: Mapping[Mention, NameEntry], people: Mapping[str, set[tuple[str, str]]]
    ) -> dict[str, NameEntry]:
        known = {e.id: e for e in listed.values()}
        for entries in self._surnames.values():
            known |= {e.id: e for e in entries if e.id not in known}
        for bearers in people.values():
            for entity_id, name in bearers:
                known.setdefault(entity_id, NameEntry(id=entity_id, name=name, class_="Person"))
        return known


def _forms(surface: str, bases: Mapping[tuple[str, ...], int]) -> tuple[str, ...]:
    """The surface, and without its genitive -s where the document also has it so."""
    bare = surface.rstrip("'’")
    if bare.endswith("s") and len(bare) > 3 and key_of(bare[:-1]) in bases:
        return (bare, bare[:-1])
    return (bare,)


def _compatible(listed: str, tagged: str | None) -> bool:
    if tagged is None or listed == tagged:
        return True
    if tagged == "Person" or listed == "Person":
        return False
    return True


def _entities(resolutions: Sequence[Resolution], known: Mapping[str, NameEntry]) -> tuple[Entity, ...]:
    surfaces: dict[str, set[str]] = defaultdict(set)
    classes: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, str] = {}
    for r in resolutions:
        if r.entity_id is not None:
            surfaces[r.entity_id].add(r.mention.surface)
            classes[r.entity_id][r.mention.class_ or "Organization"] += 1
            names.setdefault(r.entity_id, r.mention.surface)
    entities = []
    for entity_id in sorted(surfaces):
        entry = known.get(entity_id)
        mentions = tuple(sorted(surfaces[entity_id]))
        if entry is None:
            class_ = classes[entity_id].most_common(1)[0][0]
            entities.append(Entity(id=entity_id, name=names[entity_id], class_=class_, mentions=mentions))
        else:
            entities.append(
                Entity(
                    id=entity_id,
                    name=entry.name,
                    class_=entry.class_,
                    mentions=mentions,
                    also_named=entry.also_named,
                    homepage=entry.homepage,
                    listed=bool(entry.source),
                )
            )
    return tuple(entities)


_ = (Finder, _CLASS_FAMILY)
