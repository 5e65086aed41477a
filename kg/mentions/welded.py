"""Names at the head of a word that goes on with an office: "Telekomchef", "Bundesbankpräsident"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.mentions.candidates import NameCandidate
from kg.mentions.lexicon import Lexicon, fold
from kg.mentions.lines import Line
from kg.mentions.vocabulary import Vocabulary
from kg.mentions.words import usual
from kg.model import Finder
from kg.names import NameEntry, NameList

_GIVING = frozenset({"Company", "Investor", "Organization", "GovernmentBody", "PoliticalOrganization", "MediaOutlet"})
"""Classes of what has offices."""
_PERSON = frozenset({"Person"})
_NEAR = 40
"""Characters."""
_SHORTEST_NAME = 3
_SHORTEST_OFFICE = 4
_EVERYDAY = 4.2
_LONGEST_EVERYDAY = 6
"""A short head as usual as this is only a name before a person: "Allianzchef Jan Bode", no "Bildmanager"."""


class Welded:
    """Finds names that an office is welded to.

    Args:
        names: Gives the offices that are welded to names.
        words: Plain words.
        lexicon: The listed names.
    """

    def __init__(self, names: NameList, words: Vocabulary, lexicon: Lexicon) -> None:
        self._offices = names.welded_offices
        self._words = words
        self._lexicon = lexicon

    def candidates(self, line: Line) -> Iterator[NameCandidate]:
        """The names at the head of the words of a line."""
        if not line.cased:
            return
        for position, word in enumerate(line.words):
            plain = word.text.isalpha() and len(word.folded) == len(word.text)
            if plain and line.capital(position) and _names_person(line, position):
                yield from self._at(line, position)

    def _at(self, line: Line, position: int) -> Iterator[NameCandidate]:
        word = line.words[position]
        for cut in range(_SHORTEST_NAME, len(word.text) - _SHORTEST_OFFICE + 1):
            if word.folded[cut:] not in self._offices:
                continue
            head = word.text[:cut]
            for name in (head, head.removesuffix("s")):
                entries = self._entries(line, position, name)
                if entries:
                    yield NameCandidate(
                        start=word.start, end=word.start + len(name), normal=name, class_=entries[0].class_,
                        score=0.8, found_by=Finder.LIST, entries=entries,
                    )  # fmt: skip
                    return

    def _entries(self, line: Line, position: int, name: str) -> tuple[NameEntry, ...]:
        if len(name) < _SHORTEST_NAME:
            return ()
        # As it is listed: "Mitgründer" is not of MIT.
        known = self._lexicon.entries_for(name)
        entries = tuple(e for e in known if e.class_ in _GIVING and name in e.forms())
        before_person = _before_person(line, position)
        if self._words.is_noun(name) and not (before_person and any(e.class_ == "Company" for e in entries)):
            return ()
        if len(name) <= _LONGEST_EVERYDAY and usual(fold(name)) >= _EVERYDAY and not before_person:
            return ()
        return entries


def _before_person(line: Line, position: int) -> bool:
    here = position + 1 < len(line.words) and line.gap(position) == " "
    return here and line.tagged_at(line.words[position + 1].start, _PERSON)


def _names_person(line: Line, position: int) -> bool:
    """Whether somebody is named near enough to hold the office: "… ist, seit 2025, Ada Kern"."""
    word = line.words[position]
    return any(t.class_ == "Person" and -_NEAR <= t.start - word.end <= _NEAR for t in line.tagged)
