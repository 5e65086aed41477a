"""Places and parties that a word beside a name stands for: "der Berliner Neobroker", "die demokratische Senatorin"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.mentions.candidates import NameCandidate, unlisted
from kg.mentions.lexicon import fold
from kg.mentions.lines import Line
from kg.mentions.vocabulary import FIRM_CLASSES, Vocabulary
from kg.mentions.words import DETERMINERS
from kg.names import NameList

_ENDINGS = ("em", "en", "er", "es", "e")
_DESCENT = "stämmig"
_LINKS = frozenset("ist war sei als bin bist bleibt wurde".split())
_BETWEEN = frozenset("ein eine einen einer einem gebürtiger gebürtige waschechter waschechte auch selbst ja".split())
_CALLED = frozenset({"namens", "also"})
_PERSON = frozenset({"Person"})
_LOOSE = frozenset({" ", ", "})
_FARTHEST = 4
"""Words between a word of origin and the noun that it goes with."""


class Origins:
    """Finds what words of origin and allegiance stand for, where they say where somebody belongs.

    Args:
        names: Gives demonyms and the words of parties.
        words: Plain words.
    """

    def __init__(self, names: NameList, words: Vocabulary) -> None:
        self._words = words
        self._places = words.demonyms
        self._people = frozenset(fold(d) for d in (*names.demonyms, *names.party_words) if d[0].isupper())
        self._parties = {fold(word): party for word, party in names.party_words.items()}

    def candidates(self, line: Line, position: int) -> Iterator[NameCandidate]:
        """What a word with a blank behind it stands for."""
        if not line.cased:
            return
        place = self._named(line, position, self._places)
        if place is not None and (
            self._before_firm(line, position)
            or self._beside_person(line, position)
            or self._is_predicate(line, position)
        ):
            yield replace(unlisted(line, position, position + 1, "Place", 0.65), normal=place)
        party = self._named(line, position, self._parties)
        if party is not None and self._beside_person(line, position):
            yield replace(unlisted(line, position, position + 1, "PoliticalOrganization", 0.65), normal=party)

    @staticmethod
    def _named(line: Line, position: int, known: Mapping[str, str]) -> str | None:
        word = line.words[position]
        if word.folded in known:
            return known[word.folded]
        if word.text[0].isupper():
            return None
        stems = (word.folded.removesuffix(e).removesuffix(_DESCENT) for e in _ENDINGS)
        return next((known[s] for s in stems if s in known), None)

    def _before_firm(self, line: Line, position: int) -> bool:
        """Der Berliner Neobroker, das schwedische Start-up Klarna."""
        noun = self._noun_ahead(line, position)
        if noun is None:
            return False
        text, end = noun
        return self._words.is_firm(text) or _begins(line, end, FIRM_CLASSES)

    def _beside_person(self, line: Line, position: int) -> bool:
        """Der Texaner Ted Cruz, die demokratische Senatorin Elizabeth Warren; Selenskyj, der ukrainische Präsident."""
        if self._is_noun(line, position) and (
            _begins(line, position + 1, _PERSON) or _ends_before(line, position, _PERSON)
        ):
            return True
        noun = self._noun_ahead(line, position)
        if noun is None or not self._words.is_plain(noun[0]):
            return False
        name = noun[1] + int(noun[1] < len(line.words) and line.words[noun[1]].folded in _CALLED)
        return _begins(line, name, _PERSON, gaps=_LOOSE) or self._behind_person(line, position)

    @staticmethod
    def _behind_person(line: Line, position: int) -> bool:
        article = position - 1
        return article > 0 and line.words[article].folded in DETERMINERS and _ends_before(line, article, _PERSON)

    def _is_noun(self, line: Line, position: int) -> bool:
        """Whether it is a person's word, "Texaner", and no language: "Französisch"."""
        return line.capital(position) and line.words[position].folded in self._people

    def _is_predicate(self, line: Line, position: int) -> bool:
        """Er ist Österreicher, sie ist eine gebürtige Kölnerin: a noun that goes with none behind it."""
        following = position + 1 < len(line.words) and line.gap(position) == " " and line.capital(position + 1)
        if not self._is_noun(line, position) or following or line.gap(position)[:1] == "-":
            return False
        before = position - 1
        while before > 0 and line.words[before].folded in _BETWEEN and not line.starts[before]:
            before -= 1
        return before >= 0 and not line.starts[before + 1] and line.words[before].folded in _LINKS

    @staticmethod
    def _noun_ahead(line: Line, position: int) -> tuple[str, int] | None:
        """The folded noun that the word goes with, over at most some small words, and where it ends."""
        if line.gap(position) != " ":
            return None
        for ahead in range(position + 1, min(position + 1 + _FARTHEST, len(line.words))):
            if line.starts[ahead] or line.gap(ahead - 1) not in {" ", "-"}:
                return None
            if line.capital(ahead):
                last = ahead
                while last + 1 < len(line.words) and line.gap(last) == "-":
                    last += 1
                return fold(line.text[line.words[ahead].start : line.words[last].end]), last + 1
        return None


def _begins(line: Line, position: int, classes: frozenset[str], *, gaps: frozenset[str] = frozenset({" "})) -> bool:
    """Whether the tagger takes what begins there for a name of one of the classes."""
    if position >= len(line.words) or line.starts[position] or line.gap(position - 1) not in gaps:
        return False
    return any(t.start == line.words[position].start and t.class_ in classes for t in line.tagged)


def _ends_before(line: Line, position: int, classes: frozenset[str]) -> bool:
    """Whether a name of one of the classes stands before a word, a comma between them."""
    if position == 0 or line.gap(position - 1) != ", ":
        return False
    return any(t.end == line.words[position - 1].end and t.class_ in classes for t in line.tagged)
