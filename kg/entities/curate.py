"""A curator's decisions applied to what was resolved."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from kg.entities.curation import Curation
from kg.mentions.lexicon import key_of
from kg.model import Entity, Mention, MentionKind, Resolution, kebab


def curated(
    curation: Curation,
    document: str,
    entities: Sequence[Entity],
    resolutions: Sequence[Resolution],
    *,
    called: Callable[[str], Entity | None],
) -> tuple[list[Entity], list[Resolution]]:
    """Entities and resolutions after the curator's decisions; without decisions they are what they were.

    A name that the document does not know is looked up with `called` before it becomes an entity of its own. Rejections
    go before aliases, aliases before splits, splits before merges, and classes come last.
    """
    if not curation.decisions:
        return list(entities), list(resolutions)
    by_id = {e.id: e for e in entities}
    work = _Decisions(curation, document, by_id, called)
    changed = [work.applied(r) for r in resolutions]
    return work.entities(changed), changed


class _Decisions:
    def __init__(
        self,
        curation: Curation,
        document: str,
        entities: Mapping[str, Entity],
        called: Callable[[str], Entity | None],
    ) -> None:
        self._called = called
        self._entities = dict(entities)
        self._ids = {key_of(n): e.id for e in entities.values() for n in (*e.also_named, e.name)}
        self._aliases = curation.aliases(document)
        self._rejected = curation.rejected(document)
        self._splits = curation.splits()
        self._merges = curation.merges()
        self._classes = curation.classes()

    def applied(self, resolution: Resolution) -> Resolution:
        mention = resolution.mention
        named = mention.kind is MentionKind.NAME
        forms = {key_of(mention.surface), key_of(mention.normal)} if named else set()
        entity_id = resolution.entity_id
        reasons = list(resolution.reasons)
        name = self._name(entity_id)
        if forms & self._rejected or (name is not None and key_of(name) in self._rejected):
            return _decided(resolution, None, "rejected by the curator")
        alias = next((self._aliases[f] for f in sorted(forms) if f in self._aliases), None)
        if alias is not None:
            entity_id = self._id_of(alias, mention)
            reasons = [f"alias of {alias!r} by the curator"]
        elif name is not None and any(key_of(name) in self._splits.get(f, frozenset()) for f in sorted(forms)):
            entity_id = self._split(mention)
            reasons = [f"not {name!r}, says the curator"]
        name = self._name(entity_id)
        if name is not None and (into := self._merges.get(key_of(name))) is not None:
            entity_id = self._id_of(into, mention)
            reasons.append(f"{name!r} is the same as {into!r}, says the curator")
        if entity_id == resolution.entity_id and reasons == list(resolution.reasons):
            return resolution
        return _decided(resolution, entity_id, *reasons)

    def _name(self, entity_id: str | None) -> str | None:
        return None if entity_id is None else self._entities[entity_id].name

    def _id_of(self, name: str, mention: Mention) -> str:
        """The entity of this name; a new one where the document has none."""
        found = self._ids.get(key_of(name))
        if found is None:
            class_ = self._classes.get(key_of(name)) or mention.class_ or "Organization"
            entity = self._called(name) or Entity(id=kebab(name), name=name, class_=class_)
            found = self._ids[key_of(name)] = entity.id
            self._entities.setdefault(found, entity)
        return found

    def _split(self, mention: Mention) -> str:
        """An entity of its own for what is written so; its id differs from the one that it was taken for."""
        name = mention.normal or mention.surface
        identity = kebab(name)
        if identity in self._entities:
            identity = kebab(f"{name} {mention.class_ or 'other'} 2")
        self._entities.setdefault(identity, Entity(id=identity, name=name, class_=mention.class_ or "Organization"))
        return identity

    def entities(self, resolutions: Sequence[Resolution]) -> list[Entity]:
        surfaces: dict[str, set[str]] = {}
        for r in resolutions:
            if r.entity_id is not None:
                found = surfaces.setdefault(r.entity_id, set())
                if r.mention.kind is MentionKind.NAME:
                    found.add(r.mention.surface)
        kept = []
        for identity in sorted(surfaces):
            entity = self._entities[identity]
            class_ = self._classes.get(key_of(entity.name), entity.class_)
            kept.append(replace(entity, class_=class_, mentions=tuple(sorted(surfaces[identity]))))
        return kept


def _decided(resolution: Resolution, entity_id: str | None, *reasons: str) -> Resolution:
    return replace(resolution, entity_id=entity_id, score=1.0, reasons=tuple(reasons), doubtful=False)
