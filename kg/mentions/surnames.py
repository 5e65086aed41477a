"""Surnames that stand for one person: the only listed bearer, or one whom everybody means by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import lru_cache

from kg.mentions.candidates import ENOUGH, NameCandidate
from kg.mentions.lexicon import Lexicon, fold
from kg.mentions.lines import Line
from kg.mentions.words import is_first_name
from kg.names import NameEntry, NameList, words_of
from kg.paths import data_folder

_WHERE = frozenset("in im nach aus auf über durch zwischen bis um ab".split())
"""Words before a place; "von" and "an" stand before people as well."""


_GENERATIONS = frozenset({"junior", "jr", "jr.", "senior", "sr", "sr.", "ii", "iii"})
"""What stands behind a surname."""


@lru_cache(maxsize=2)
def bearers_of(names: NameList) -> Mapping[str, NameEntry]:
    """Folded surname → the person meant; surnames that are listed names or first names themselves are left out."""
    people: dict[str, list[NameEntry]] = defaultdict(list)
    for entry in names.entries.values():
        surname = fold(entry.name.rsplit(" ", 1)[-1])
        if entry.class_ == "Person" and " " in entry.name and surname not in _GENERATIONS:
            people[surname].append(entry)
    lexicon = Lexicon.of(names)
    known_by_it = famous()
    found = {}
    for surname, entries in people.items():
        meant = entries if len(entries) == 1 else [e for e in entries if e.name in known_by_it]
        if len(meant) == 1 and not is_first_name(surname):
            others = [e for e in lexicon.entries_for(surname) if e.class_ != "Place" and e.id != meant[0].id]
            if not others or meant[0].name in known_by_it:
                found[surname] = meant[0]
    return found


@lru_cache(maxsize=1)
def famous() -> frozenset[str]:
    """Names of those whom everybody means by the surname alone, even where relatives are named in full."""
    return words_of(data_folder("ontology") / "words" / "known-by-surname.txt")


def surnames_of(candidates: Iterable[NameCandidate]) -> frozenset[str]:
    """The folded surnames of the people whom a document names in full."""
    people = [c for c in candidates if c.class_ == "Person" and c.score >= ENOUGH and " " in c.normal]
    return frozenset(fold(c.normal.rsplit(" ", 1)[1]) for c in people)


def by_surname(
    line: Line, candidates: Sequence[NameCandidate], surnames: Set[str], lands: Set[str]
) -> Iterator[NameCandidate]:
    """The candidates as somebody of the document is called: "Santorinis" is hers, and no island.

    Args:
        line: The line.
        candidates: Its candidates.
        surnames: Of the people of the document.
        lands: Names of countries: they stay what they are.
    """
    at = {w.start: position for position, w in enumerate(line.words)}
    for c in candidates:
        folded = fold(c.normal)
        land = any(e.name in lands for e in c.entries)
        there = line.before(at.get(c.start, 0)) in _WHERE
        if c.class_ == "Place" and folded in surnames and not land and not there:
            continue
        bent = folded not in surnames and folded.removesuffix("s") in surnames
        genitive = c.class_ == "Person" and bent and not is_first_name(c.normal)
        yield replace(c, normal=c.normal.removesuffix("s")) if genitive else c
