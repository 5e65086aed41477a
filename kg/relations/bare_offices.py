"""Offices of which the sentence does not say whose they are: "Gründerin Ada Blum sagte …", "Max Roth ist da der Chef".

They are told only where the person is publicly known to hold an office in something that the document names: as with
"die Firma", what is known of the world says whom the words take up, and never more than the words say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.mentions.lexicon import fold
from kg.model import Mention, MentionKind, Modality, Place, Qualifiers, RelationMention, RoleValue
from kg.names import NameList, is_no_office, is_office_of_place, tells_founding
from kg.names.ties import Ties
from kg.relations.modality import is_candidacy

FRAME = "a bare office"
_SCORE = 0.85
_ADVERBS = r"(?:(?:da|dort|hier|jetzt|nun|auch|ja|halt|übrigens|inzwischen|weiterhin|selbst|ebenfalls|seit \w+) )*"
_ADJECTIVE = r"(?:[a-zäöüß]+(?:e|er|en) )?"
_BEFORE = re.compile(
    r"(?:,? (?:(?:heißt|ist|hieß|war|bleibt) " + _ADVERBS + r")?|: ?)"
    r"(?:(?:der|die) )?(?:(?:Dr\.?|Doktor|Prof\.?|Professor|ein gewisser|eine gewisse) )*"
)
"""What joins an office to the person behind it: "Gründerin Ada Blum", "der Chef, Max Roth", "der Gründer heißt …"."""
_APPOSED = re.compile(r", (?:also |und zwar )?(?:(?:der|die|einer der|eine der|ihr|ihre|sein|seine) )?" + _ADJECTIVE)
_IS = re.compile(
    r" (?:ist|war|bleibt) " + _ADVERBS + r"(?:nicht mehr |noch )?(?:(?:der|die|einer der|eine der) )?" + _ADJECTIVE
)
_CHAINED = re.compile(r" und |, |/| sowie ")
_ARGUMENT = re.compile(r"\s+(?:von|vom|des|der|bei|beim|für|fürs|at|of|im|in|am|an|zum|zur|aus)\b")
_PERSONS = re.compile(r"\s+(?:von|vom|bei|beim)\s+[A-ZÄÖÜ]")
"""What says behind a person or an office whose it is."""
_OVER = re.compile(r" (?:war|hieß) | nicht mehr ")
_LONGEST = 40
_HEADS = re.compile(r"(?:präsident|kanzler|premier|premierminister|chef|könig)(?:in)?(?:en|s)?$")
_PARLIAMENT = re.compile(r"(?:tag|parlament|senat|kongress|repraesentantenhaus|nationalrat|bundesrat)$")
_GOVERNMENT = re.compile(r"regierung|administration|kabinett|ministerium|department|kommission|haus$|senat$")
"""What states are governed by: no agency has a minister."""
_IN_PARLIAMENT = re.compile(r"abgeordnete|senator|fraktion|kongress|rätin|rat$")
_STATES = frozenset({"Place", "GovernmentBody"})


@dataclass(frozen=True, slots=True)
class _Held:
    role: Mention
    value: RoleValue
    person: Mention
    joined: str


class BareOffices:
    """Finds them.

    Args:
        names: Say in what kind of organisation a role is held.
        ties: Say who is publicly known to hold an office in what.
    """

    def __init__(self, names: NameList, ties: Ties) -> None:
        self._ties = ties
        self._held_in = {fold(role): class_ for role, class_ in names.roles.items()}
        for role, female in names.female_roles.items():
            self._held_in.setdefault(fold(female), names.roles.get(role, ""))

    def find(
        self,
        text: str,
        mentions: Sequence[Mention],
        means: Mapping[Place, str],
        quote: Callable[[Mention, Mention], tuple[int, int]],
    ) -> Iterator[RelationMention]:
        """What a document tells so.

        Args:
            text: The document's text.
            mentions: Its mentions in order, names with the class of what they mean.
            means: Which entity each name means, by its place.
            quote: Gives the stretch of the document that carries two mentions.
        """
        named = [m for m in mentions if m.kind in {MentionKind.NAME, MentionKind.ROLE}]
        organisations = [(m, means[m.start, m.end]) for m in named if (m.start, m.end) in means]
        for held in _held(text, named):
            person = means.get((held.person.start, held.person.end))
            predicate = "founded" if tells_founding(held.value.name) else "holdsRole"
            known = [
                m
                for m, id_ in organisations
                if person
                and self._ties.known(person, predicate, id_)
                and self._may_give(m.class_ or "", id_, held.value)
            ]
            if not known:
                continue
            start, end = quote(held.role, held.person)
            over = held.value.status == "former" or _OVER.search(f" {held.joined}") is not None
            qualifiers = Qualifiers()
            if predicate == "holdsRole":
                qualifiers = Qualifiers(role=held.value.name, role_status="former" if over else "current")
            yield RelationMention(
                predicate=predicate,
                subject=held.person,
                object=min(known, key=lambda m: _distance(m, held.role)),
                start=start,
                end=end,
                segment_id=held.person.segment_id,
                qualifiers=qualifiers,
                modality=Modality.ASSERTED,
                frame=f"{predicate}: {FRAME}",
                path=(f"words {held.role.surface} … {held.person.surface}",),
                score=_SCORE,
            )

    def _may_give(self, class_: str, id_: str, role: RoleValue) -> bool:
        """Whether something of a class has such an office: a minister's is a state's, a founder's a firm's."""
        if tells_founding(role.name):
            return class_ not in _STATES
        if _PARLIAMENT.search(id_) and not _IN_PARLIAMENT.search(role.name.lower()):
            return False
        wanted = self._held_in.get(fold(role.name), "")
        if class_ in _STATES and is_office_of_place(role.name):
            return class_ == "Place" or _PARLIAMENT.search(id_) is not None or _GOVERNMENT.search(id_) is not None
        if class_ == "Place":
            return False
        return wanted == "" or (wanted == "GovernmentBody") == (class_ == "GovernmentBody")


def _distance(organisation: Mention, role: Mention) -> tuple[bool, bool, int]:
    """What such an office is one of comes first: a president's is the land's, a minister's the government's.

    Then what was named last before the role, then what is named next after it.
    """
    other = _STATES - {"Place" if _HEADS.search(role.surface.lower()) else "GovernmentBody"}
    return organisation.class_ in other, organisation.start > role.start, abs(organisation.start - role.start)


def _held(text: str, named: Sequence[Mention]) -> Iterator[_Held]:
    """The offices beside persons without a word of whose they are."""
    for place, role in enumerate(named):
        if not isinstance(role.value, RoleValue) or is_no_office(role.value.name):
            continue
        first = _end_of_chain(text, named, place, -1)
        last = _end_of_chain(text, named, place, 1)
        if _belongs(text, named, first) or _ARGUMENT.match(text, named[last].end) or _ARGUMENT.match(text, role.end):
            continue
        before = named[first - 1] if first else None
        behind = named[last + 1] if last + 1 < len(named) else None
        if behind is not None and _is_person(behind) and _BEFORE.fullmatch(text[named[last].end : behind.start]):
            if not _PERSONS.match(text, behind.end):
                yield _Held(role, role.value, behind, text[named[last].end : behind.start])
        elif before is not None and _is_person(before):
            between = text[before.end : named[first].start]
            if _APPOSED.fullmatch(between) or _IS.fullmatch(between):
                yield _Held(role, role.value, before, between)


def _end_of_chain(text: str, named: Sequence[Mention], place: int, step: int) -> int:
    """The first or last of offices in a row: "CEO und Gründerin Ada Blum"."""
    while 0 <= place + step < len(named) and named[place + step].kind is MentionKind.ROLE:
        one, other = sorted((named[place], named[place + step]), key=lambda m: m.start)
        if not _CHAINED.fullmatch(text[one.end : other.start]):
            break
        place += step
    return place


def _belongs(text: str, named: Sequence[Mention], place: int) -> bool:
    """Whether the words before an office say whose it is ("Apple-CEO", "Apples Chefin") or that nobody holds it yet."""
    start = named[place].start
    before = text[max(0, start - _LONGEST) : start]
    if re.search(r"\w[-–]$", before) or is_candidacy(" ".join(before.split()[-2:])):
        return True
    if not place or _is_person(named[place - 1]) or named[place - 1].kind is MentionKind.ROLE:
        return False
    return re.fullmatch(r"[-–\s]*" + _ADJECTIVE, text[named[place - 1].end : start].lstrip() or "-") is not None


def _is_person(mention: Mention) -> bool:
    return mention.kind is MentionKind.NAME and mention.class_ == "Person"
