"""Versions of training examples: as the program finds their names, several in one text, with other names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random

from kg.model import TAKING_UP, Mention, MentionKind
from kg.names import NameEntry, NameList
from kg.relations.head.examples import Example, Label

_LENGTHS = (1, 500, 900, 1500)
"""Characters from which on a text of several examples takes up no more; 1 leaves an example alone."""
_TRIES = 12


def as_found(example: Example, found: Iterable[Mention]) -> Example:
    """The example with the mentions that the program itself finds in its text, as far as they can bear its labels.

    A mention found takes the place of those marked that it overlaps by half or more of both; figures and the first
    person stay as they are marked. What a pronoun or description that was not found bears, the nearest name of the same
    thing bears. Labels whose mentions were not found are dropped.

    Args:
        example: Its labels move to the mentions found.
        found: Mentions of `example.text`; those without class or value are left out, pronouns and "ich" excepted.
    """
    usable = [m for m in map(_shown, found) if m.class_ or m.value is not None or m.kind is MentionKind.PRONOUN]
    chosen: dict[int, Mention] = {}
    for number, marked in enumerate(example.mentions):
        best = max(usable, key=lambda m: (_shared(m, marked), _is_office(m) == _is_office(marked)), default=None)
        if best is not None and 2 * _shared(best, marked) >= max(_length(best), _length(marked)):
            chosen[number] = best
        elif marked.kind not in TAKING_UP and (marked.kind is not MentionKind.NAME or marked.surface[:1].islower()):
            chosen[number] = marked
    kept = {_place(m): m for m in chosen.values()}
    for mention in usable:
        if not any(_shared(mention, m) for m in kept.values() if _is_office(m) == _is_office(mention)):
            kept[_place(mention)] = mention
    mentions = [kept[place] for place in sorted(kept)]
    places = {_place(m): number for number, m in enumerate(mentions)}
    moved = {number: places[_place(m)] for number, m in chosen.items()}
    entities = [""] * len(mentions)
    for number, place in moved.items():
        entities[place] = example.entities[number]
    for number, marked in enumerate(example.mentions):
        if number not in moved and marked.kind in TAKING_UP:
            named = _nearest_name(example, number, chosen)
            if named is not None:
                moved[number] = moved[named]
    return replace(
        example,
        mentions=tuple(mentions),
        labels=tuple(
            dict.fromkeys(
                replace(x, subject=moved[x.subject], object=moved[x.object])
                for x in example.labels
                if x.subject in moved and x.object in moved and moved[x.subject] != moved[x.object]
            )
        ),
        entities=tuple(entities),
        ignored=frozenset((moved[s], moved[o]) for s, o in example.ignored if s in moved and o in moved),
    )


def with_pronouns(example: Example, found: Iterable[Mention]) -> Example:
    """The example as marked, with the pronouns of which it says nothing: they bear no relation."""
    pronouns = [_shown(m) for m in found if m.kind in {MentionKind.PRONOUN, MentionKind.SPEAKER} and not m.plural]
    free = [m for m in pronouns if not any(_shared(m, other) for other in example.mentions)]
    order = sorted(range(len(example.mentions) + len(free)), key=lambda n: (*example.mentions, *free)[n].start)
    place = {number: at for at, number in enumerate(order)}
    return replace(
        example,
        mentions=tuple((*example.mentions, *free)[n] for n in order),
        labels=tuple(replace(x, subject=place[x.subject], object=place[x.object]) for x in example.labels),
        entities=tuple((*example.entities, *[""] * len(free))[n] for n in order),
        ignored=frozenset((place[s], place[o]) for s, o in example.ignored),
    )


def _nearest_name(example: Example, number: int, chosen: Mapping[int, Mention]) -> int | None:
    """The chosen name of the same thing that stands nearest, one before it rather than one behind."""
    own, start = example.entities[number], example.mentions[number].start
    alike = [n for n, m in chosen.items() if example.entities[n] == own and own and m.kind is MentionKind.NAME]
    return min(alike, key=lambda n: (chosen[n].start > start, abs(chosen[n].start - start)), default=None)


def _shown(mention: Mention) -> Mention:
    """The mention as the head sees it: "ich" is a person wherever it is known who speaks."""
    speaks = mention.kind is MentionKind.SPEAKER and not mention.plural
    return replace(mention, class_="Person") if speaks else mention


def _place(mention: Mention) -> tuple[int, int, bool]:
    """Where it stands; an office and whom it describes ("der Chef") may stand in one place."""
    return mention.start, mention.end, _is_office(mention)


def _is_office(mention: Mention) -> bool:
    return mention.kind is MentionKind.ROLE


def _shared(one: Mention, other: Mention) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _length(mention: Mention) -> int:
    return mention.end - mention.start


def joined(examples: Iterable[Example], chance: Random) -> Iterator[Example]:
    """The examples in another order, most of them several in one text, like the turns of a talk.

    What stands in one says nothing about the names of another: so the head learns to leave neighbours alone. Examples
    that share a name stay apart, for there nobody knows.
    """
    rest = list(examples)
    chance.shuffle(rest)
    while rest:
        limit = chance.choice(_LENGTHS)
        together: list[Example] = [rest.pop()]
        names = _surfaces(together[0])
        for _ in range(_TRIES):
            if not rest or sum(len(e.text) for e in together) >= limit:
                break
            other = rest.pop()
            if names & _surfaces(other):
                rest.insert(chance.randrange(len(rest) + 1), other)
                continue
            together.append(other)
            names |= _surfaces(other)
        yield _as_one(together, chance)


def _surfaces(example: Example) -> set[str]:
    return {m.surface.lower() for m in example.mentions if m.kind is MentionKind.NAME}


def _as_one(examples: Sequence[Example], chance: Random) -> Example:
    text, mentions = "", list[Mention]()
    labels: list[Label] = []
    entities: list[str] = []
    ignored: set[tuple[int, int]] = set()
    for part, example in enumerate(examples):
        if text:
            text += chance.choice((" ", "\n\n")) if text[-1] in ".!?" else "\n\n"
        offset, first = len(text), len(mentions)
        text += example.text
        mentions += (replace(m, start=m.start + offset, end=m.end + offset) for m in example.mentions)
        labels += (replace(x, subject=x.subject + first, object=x.object + first) for x in example.labels)
        entities += (f"{part}:{entity}" if entity else "" for entity in example.entities)
        ignored |= {(s + first, o + first) for s, o in example.ignored}
    return Example(
        text=text,
        mentions=tuple(mentions),
        labels=tuple(labels),
        entities=tuple(entities),
        ignored=frozenset(ignored),
        source=examples[0].source,
    )


class Renamer:
    """Exchanges the names of an example for others of the same class, so that the head learns words, not names."""

    def __init__(self, names: NameList, chance: Random) -> None:
        self._chance = chance
        self._by_class: dict[str, list[NameEntry]] = {}
        for entry in names.entries.values():
            self._by_class.setdefault(entry.class_, []).append(entry)

    def renamed(self, example: Example, *, share: float = 0.6) -> Example:
        """The example with a share of its names exchanged; the same surface is always exchanged for the same name."""
        chosen: dict[tuple[str, str], str] = {}
        text, mentions, position = "", [], 0
        for mention in example.mentions:
            text += example.text[position : mention.start]
            surface = self._surface(mention, chosen, share)
            start = len(text)
            text += surface
            mentions.append(replace(mention, start=start, end=start + len(surface), surface=surface, normal=surface))
            position = mention.end
        text += example.text[position:]
        return replace(example, text=text, mentions=tuple(mentions))

    def _surface(self, mention: Mention, chosen: dict[tuple[str, str], str], share: float) -> str:
        pool = self._by_class.get(mention.class_ or "", ())
        if mention.kind is not MentionKind.NAME or not pool or mention.surface[0].islower():
            return mention.surface
        key = (mention.class_ or "", mention.surface)
        if key not in chosen:
            chosen[key] = self._another(mention, pool) if self._chance.random() < share else mention.surface
        return chosen[key]

    def _another(self, mention: Mention, pool: Sequence[NameEntry]) -> str:
        entry = self._chance.choice(pool)
        forms = [f for f in (entry.name, *entry.aliases) if 2 < len(f) < 40]
        name = self._chance.choice(forms) if forms else entry.name
        if mention.class_ == "Person" and " " not in mention.surface and " " in name:
            name = name.rsplit(" ", 1)[-1]
        return name + ("s" if mention.surface.endswith("s") and not name.endswith("s") else "")
