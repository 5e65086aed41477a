"""What is known before a document is read: the name lists, what is tied to what, entities of other documents."""

from __future__ import annotations

from collections.abc import Iterable

from kg.entities.clusters import joined
from kg.entities.naming import compatible
from kg.mentions.domains import Domains
from kg.mentions.ear import Ear, Hearing
from kg.mentions.lexicon import Lexicon, fold, key_of
from kg.mentions.surnames import bearers_of
from kg.model import Entity, Finder, Mention
from kg.names import NameEntry, NameList
from kg.names.ties import Ties


class Sources:
    """What is known before a document is read.

    Args:
        names: The name lists.
        ties: What is publicly known of them.
        known: Entities of other documents.
    """

    def __init__(self, names: NameList, ties: Ties, known: Iterable[Entity]) -> None:
        self.names = names
        self.hearing = Hearing(names, ties)
        self._lexicon = Lexicon.of(names)
        self._domains = Domains(names)
        self._surnames = bearers_of(names)
        self._known: dict[str, Entity] = {}
        for entity in known:
            for form in (entity.name, *entity.also_named):
                self._known.setdefault(joined(form), entity)

    def listed(self, mention: Mention, ear: Ear) -> tuple[NameEntry, float, str] | None:
        """The listed entity that a mention names by itself, with score and reason."""
        if mention.found_by is Finder.DOMAIN:
            owner = self._domains.owner(mention.surface)
            return None if owner is None else (owner, 0.95, f"domain of {owner.name}")
        entries = self._lexicon.entries_for(mention.normal) or self._lexicon.entries_for(mention.surface)
        fitting = [e for e in entries if compatible(e.class_, mention.class_) or mention.found_by is Finder.LIST]
        if not fitting:
            return None
        best = min(
            fitting,
            key=lambda e: (
                mention.normal not in set(e.forms()),
                not ear.is_present(e),
                not ear.is_near(e),
                e.class_ != mention.class_,
                *_rank(e, mention),
                e.id,
            ),
        )
        return best, max(mention.score, 0.7), f"listed name {best.name!r}"

    def called(self, name: str) -> Entity | None:
        """The listed entity of exactly this name, rather one that bears it as its own; else one of other documents."""
        entries = self._lexicon.entries_for(name)
        if not entries:
            return self._known.get(joined(name))
        best = min(entries, key=lambda e: (fold(e.name) != fold(name), e.id))
        return Entity(
            id=best.id,
            name=best.name,
            class_=best.class_,
            also_named=best.also_named,
            homepage=best.homepage,
            listed=True,
        )

    def surname(self, name: str) -> NameEntry | None:
        """The listed person whom everybody means by this surname."""
        key = key_of(name)
        return self._surnames.get(key[0]) if len(key) == 1 else None

    def known(self, name: str, class_: str) -> Entity | None:
        """What other documents know under a name, if its class fits."""
        found = self._known.get(joined(name))
        return found if found is not None and compatible(found.class_, class_) else None


def _rank(entry: NameEntry, mention: Mention) -> tuple[bool, int]:
    """Of entities with one name first those that bear it as their own, then those that are talked of most."""
    order = ("Person", "Company", "Place", "MediaOutlet", "GovernmentBody", "Investor", "Organization")
    place = order.index(entry.class_) if entry.class_ in order else len(order)
    return fold(entry.name) != fold(mention.normal), place
