"""Places and parties that a word beside a name stands for: "der Berliner Neobroker", "die demokratische Senatorin"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.mentions.candidates import NameCandidate, unlisted
from kg.mentions.lexicon import Lexicon, fold
from kg.mentions.lines import Line
from kg.mentions.vocabulary import FIRM_CLASSES, Vocabulary
from kg.mentions.words import usual
from kg.names import ADJECTIVE_ENDINGS, NameList, is_office_of_place

_DESCENT = "stämmig"
_LINKS = frozenset("ist war sei als bin bist bleibt wurde".split())
_BEFORE_NOUNS = ("ART", "ADJA", "ADV", "PIAT", "PDAT", "PTKA")
_APPOSING = frozenset({", ", " – ", " - ", " ("})
_CALLED = frozenset({"namens", "also"})
_NAMING = frozenset({"von", "um"})
_PERSON = frozenset({"Person"})
_LOOSE = frozenset({" ", ", "})
_SHORTEST_TOWN = 6
_EVERYDAY = 3.5
_EVERYDAY_FIRM = 4.5
"""Words as usual as these are no towns, no firms."""
_FARTHEST = 4
"""Words between a word of origin and the noun that it goes with."""


class Origins:
    """Finds what words of origin and allegiance stand for, where they say where somebody belongs.

    Args:
        names: Gives demonyms and the words of parties.
        words: Plain words.
    """

    def __init__(self, names: NameList, words: Vocabulary) -> None:
        self._lexicon = Lexicon.of(names)
        self._words = words
        self._places = words.demonyms
        self._people = frozenset(fold(d) for d in (*names.demonyms, *names.party_words) if d[0].isupper())
        self._partisans = {fold(word): party for word, party in names.party_words.items() if word[0].isupper()}
        self._parties = {fold(word): party for word, party in names.party_words.items() if word[0].islower()}

    def candidates(self, line: Line, position: int) -> Iterator[NameCandidate]:
        """What a word with a blank behind it stands for."""
        if not line.cased:
            return
        place = self._named(line, position, self._places) or self._town(line, position)
        if place is not None and (
            self._before_firm(line, position)
            or self._beside_person(line, position)
            or self._is_predicate(line, position)
        ):
            yield replace(unlisted(line, position, position + 1, "Place", 0.65), normal=place)
        noun = line.capital(position) and not line.starts[position]
        party = self._named(line, position, self._partisans if noun else self._parties)
        if party is not None and self._beside_person(line, position):
            yield replace(unlisted(line, position, position + 1, "PoliticalOrganization", 0.65), normal=party)

    @staticmethod
    def _named(line: Line, position: int, known: Mapping[str, str]) -> str | None:
        """What a noun, or an adjective in any form, stands for."""
        word = line.words[position]
        if word.folded in known:
            return known[word.folded]
        if word.text[0].isupper() and not line.starts[position]:
            return known.get(word.folded.removesuffix("n"))
        stems = (word.folded.removesuffix(e).removesuffix(_DESCENT) for e in ADJECTIVE_ENDINGS)
        return next((known[s] for s in stems if s in known), None)

    def _town(self, line: Line, position: int) -> str | None:
        """The listed town of "Linzer" and "Augsburger"."""
        text = line.words[position].text
        if not text[0].isupper() or not text.endswith("er") or len(text) < _SHORTEST_TOWN:
            return None
        if line.starts[position] or usual(line.words[position].folded) >= _EVERYDAY:
            return None
        towns = [e for e in self._lexicon.entries_for(text[:-2]) if e.class_ == "Place"]
        return towns[0].name if len(towns) == 1 else None

    def _before_firm(self, line: Line, position: int) -> bool:
        """Der Berliner Neobroker, das schwedische Start-up Klarna, die schwedische Klarna, die Schweden von Klarna."""
        if self._names_firm(line, position + 1):
            return True
        if self._is_noun(line, position) and line.after(position) in _NAMING:
            return self._names_firm(line, position + 2)
        noun = self._noun_ahead(line, position)
        if noun is None:
            return False
        text, end = noun
        forms = (text, text.removesuffix("n"), text.removesuffix("en"))
        return any(map(self._words.is_firm, forms)) or _begins(line, end, FIRM_CLASSES)

    def _names_firm(self, line: Line, position: int) -> bool:
        """Whether a firm's name begins there, by the tagger or by the lists: "Unicredit", no "Bank"."""
        if position >= len(line.words) or line.starts[position] or line.gap(position - 1) != " ":
            return False
        word = line.words[position]
        listed = [e for e in self._lexicon.entries_for(word.text) if e.class_ in FIRM_CLASSES]
        if not line.capital(position) or usual(word.folded) >= _EVERYDAY_FIRM:
            listed = []
        return bool(listed) or _begins(line, position, FIRM_CLASSES)

    def _beside_person(self, line: Line, position: int) -> bool:
        """Der Texaner Ted Cruz, die demokratische Senatorin Elizabeth Warren; Selenskyj, der ukrainische Präsident."""
        apposed = _behind_person(line, position)
        if self._is_noun(line, position) and (apposed or _begins(line, position + 1, _PERSON)):
            return True
        noun = self._noun_ahead(line, position)
        if noun is None:
            return False
        text, end = noun
        if is_office_of_place(text) or _begins(line, end, _PERSON):
            return True
        name = end + int(end < len(line.words) and line.words[end].folded in _CALLED)
        beside = apposed or _begins(line, name, _PERSON, gaps=_LOOSE)
        return beside and self._words.is_plain(text)

    def _is_noun(self, line: Line, position: int) -> bool:
        """Whether it is a person's word, "Texaner", and no language: "Französisch"."""
        word = line.words[position].folded
        return line.capital(position) and (word in self._people or word.removesuffix("n") in self._people)

    def _is_predicate(self, line: Line, position: int) -> bool:
        """Er ist Österreicher, sie ist eine gebürtige Kölnerin: a noun that goes with none behind it."""
        following = position + 1 < len(line.words) and line.gap(position) == " " and line.capital(position + 1)
        if not self._is_noun(line, position) or following or line.gap(position)[:1] == "-":
            return False
        before = _start_of_phrase(line, position) - 1
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
    return line.tagged_at(line.words[position].start, classes)


def _behind_person(line: Line, position: int) -> bool:
    """Whether the phrase of a word stands in apposition to a person's name: "Ada Blum, die spanische Ministerin"."""
    first = _start_of_phrase(line, position)
    if first == 0 or line.gap(first - 1) not in _APPOSING:
        return False
    return any(t.end == line.words[first - 1].end and t.class_ in _PERSON for t in line.tagged)


def _start_of_phrase(line: Line, position: int) -> int:
    """Where the article, the adverbs and the adjectives before a word begin."""
    first = position
    while first > max(0, position - _FARTHEST) and line.gap(first - 1) == " " and not line.starts[first]:
        if not line.tags[first - 1].startswith(_BEFORE_NOUNS):
            break
        first -= 1
    return first
