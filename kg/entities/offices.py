"""Who holds which role: by the name lists, and by what the document says beside the names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.entities.clusters import Cluster
from kg.entities.naming import family
from kg.mentions.lexicon import Lexicon, fold
from kg.model import Mention, MentionKind
from kg.names import NameList

_SAME = (
    ("ceo", "chef", "boss", "konzernchef", "vorstandschef", "vorstandsvorsitzender", "firmenchef", "geschäftsführer",
     "vorsitzender", "unternehmenschef"),
    ("gründer", "mitgründer", "co-founder", "cofounder", "founder", "firmengründer", "co-gründer"),
    ("präsident", "us-präsident", "staatspräsident", "amerikanischer präsident"),
    ("kanzler", "bundeskanzler"),
    ("chairman", "verwaltungsratschef", "aufsichtsratschef", "aufsichtsratsvorsitzender"),
)  # fmt: skip


HAS_OFFICES = frozenset({"organisation", "product", "place"})
"""Families of what somebody can hold an office of."""


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds which role in one document."""

    roles: Offices
    held: Mapping[tuple[str, str], frozenset[str]]
    alone: Mapping[str, frozenset[str]]
    people: Mapping[str, Cluster]

    def holder(self, role: str, of: Cluster | None) -> Cluster | None:
        """The one person who holds a role, of an organisation or in the document as a whole."""
        kind = self.roles.kind(role)
        found = self.alone.get(kind, frozenset()) if of is None else self.held.get((kind, of.id), frozenset())
        return self.people[next(iter(found))] if len(found) == 1 else None


class Offices:
    """The roles of the lists.

    Args:
        names: The name lists.
    """

    def __init__(self, names: NameList) -> None:
        self._kinds = {word: group[0] for group in _SAME for word in group}
        self._male = {fold(f): fold(r) for r, f in names.female_roles.items()}
        self._lexicon = Lexicon.of(names)
        self._entries = names.entries
        self._names = names

    def is_elsewhere(self, entity_id: str, place: str) -> bool:
        """Whether an entity is known to be of another land than a place, if that is one."""
        entry = self._entries.get(entity_id)
        home = self._names.land_of(entry) if entry is not None else None
        return home is not None and home != place and place in self._names.countries.values()

    def kind(self, role: str) -> str:
        """The role without gender, inflection and synonyms."""
        word = fold(role)
        for form in (word, *(word[: -len(e)] for e in ("s", "n", "en", "es") if word.endswith(e))):
            base = self._male.get(form, form)
            if base in self._kinds:
                return self._kinds[base]
            if base != form:
                return base
        return word

    def in_document(self, mentions: Sequence[Mention], resolved: Mapping[Mention, Cluster]) -> Holding:
        """The roles that the persons of a document hold.

        Args:
            mentions: All mentions, in order.
            resolved: Names → entities.
        """
        held: dict[tuple[str, str], set[str]] = defaultdict(set)
        alone: dict[str, set[str]] = defaultdict(set)
        people = {c.id: c for c in resolved.values() if c.class_ == "Person"}
        for person in people.values():
            entry = self._entries.get(person.id)
            for office in entry.offices if entry else ():
                organisations = self._lexicon.entries_for(office.organisation)
                if not office.former:
                    alone[self.kind(office.role)].add(person.id)
                    for organisation in organisations:
                        held[self.kind(office.role), organisation.id].add(person.id)
        self._said(mentions, resolved, held, alone)
        return Holding(
            roles=self,
            held={k: frozenset(v) for k, v in held.items()},
            alone={k: frozenset(v) for k, v in alone.items()},
            people=people,
        )

    def _said(
        self,
        mentions: Sequence[Mention],
        resolved: Mapping[Mention, Cluster],
        held: dict[tuple[str, str], set[str]],
        alone: dict[str, set[str]],
    ) -> None:
        """Roles beside names: "Apple-CEO Tim Cook", "Tim Cook, der Apple-CEO"."""
        near = [m for m in mentions if m.kind in {MentionKind.NAME, MentionKind.ROLE}]
        for place, role in enumerate(near):
            if role.kind is not MentionKind.ROLE:
                continue
            left = near[place - 1] if place else None
            right = near[place + 1] if place + 1 < len(near) else None
            firm = left if left is not None and 0 <= role.start - left.end <= 1 else None
            person = right if right is not None and 0 <= right.start - role.end <= 2 else None
            if person is None or resolved.get(person) is None:
                earlier = near[place - 2] if firm is not None and place >= 2 else left
                gap = (firm or role).start - earlier.end if earlier is not None else 99
                person = earlier if earlier is not None and 2 <= gap <= 8 else None
            holder = resolved.get(person) if person is not None else None
            if holder is None or holder.class_ != "Person":
                continue
            kind = self.kind(role.surface)
            alone[kind].add(holder.id)
            organisation = resolved.get(firm) if firm is not None else None
            if organisation is not None and family(organisation.class_) in HAS_OFFICES:
                held[kind, organisation.id].add(holder.id)
