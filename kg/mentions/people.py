"""Persons and places that no list knows: first name and surname, "Svenja aus Jena"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.mentions.candidates import NameCandidate, unlisted
from kg.mentions.lexicon import Lexicon, fold
from kg.mentions.lines import Line
from kg.mentions.parts import class_of_head, class_of_tail
from kg.mentions.vocabulary import FIRM_CLASSES, Vocabulary
from kg.mentions.words import is_first_name, is_shouted, usual, usual_english

_PARTICLES = frozenset("von van de der den zu zur vom del della di da du la le bin ibn al el ter ten af".split())


class People:
    """Finds persons and places.

    Args:
        words: Plain words.
        lexicon: The listed names.
    """

    def __init__(self, words: Vocabulary, lexicon: Lexicon) -> None:
        self._words = words
        self._lexicon = lexicon

    def candidates(self, line: Line, position: int) -> Iterator[NameCandidate]:
        """The names that start at a word."""
        yield from self._person(line, position)
        yield from self._from_place(line, position)
        yield from self._unknown_person(line, position)

    def _person(self, line: Line, first: int) -> Iterator[NameCandidate]:
        word = line.words[first]
        if not is_first_name(word.folded) or (line.cased and not line.capital(first)):
            return
        last = self._given_names(line, first)
        family = last
        while family < len(line.words) and line.gap(family - 1) == " " and line.words[family].folded in _PARTICLES:
            family += 1
        if last < family < len(line.words) and self._is_firm(line, family):
            family = len(line.words)  # "Claude von Anthropic", "von Mercedes zu Bosch"
        if family < len(line.words) and line.gap(family - 1) == " " and self._is_surname(line, family):
            last = family + 1
            if last < len(line.words) and line.gap(last - 1) == "-" and self._is_surname(line, last):
                last += 1
        if last - first < 2:
            return
        score = 0.8 if line.cased else 0.65
        if line.cased and usual(word.folded) > 5 and line.starts[first]:
            score = 0.5
        yield unlisted(line, first, last, "Person", score)

    def _is_firm(self, line: Line, position: int) -> bool:
        """Whether a listed firm is called so, and behind "von" no listed person."""
        name = line.words[position].text
        listed = any(e.class_ in FIRM_CLASSES for e in self._lexicon.entries_for(name))
        return listed and (line.before(position) == "zu" or fold(name) not in self._words.surnames)

    def _unknown_person(self, line: Line, first: int) -> Iterator[NameCandidate]:
        """Two words with capitals that no German noun is: a first name that no list has, and a surname."""
        last = first + 1
        if not line.cased or last >= len(line.words) or line.gap(first) != " " or line.starts[last]:
            return
        words = line.words[first], line.words[last]
        if any(not w.text.istitle() or not w.text.isalpha() or len(w.text) < 3 for w in words):
            return
        if any(not self._words.may_name(line, p) or self._words.is_noun(line.words[p].text) for p in (first, last)):
            return
        if is_first_name(words[0].text) or class_of_tail(words[1].text) or class_of_head(words[0].text):
            return
        if (
            any(usual_english(w.folded) >= 4.0 or usual(w.folded) >= 3.6 for w in words[:1])
            or line.gap(last)[:1] == "-"
        ):
            return
        before = first and line.gap(first - 1) in {" ", "-"} and not line.starts[first] and line.capital(first - 1)
        if before and not self._words.is_noun(line.words[first - 1].text):
            return
        if words[0].folded.endswith("s") and words[0].folded[:-1] in self._words.surnames:
            return
        if words[1].folded in self._words.surnames and usual(words[1].folded) < 4.5:
            yield unlisted(line, first, last + 1, "Person", 0.72)
        elif (
            not line.read
            and usual(words[0].folded) < 2.5
            and usual(words[1].folded) < 2.0
            and usual_english(words[1].folded) < 3.0
        ):
            yield unlisted(line, first, last + 1, "Person", 0.61)

    def _given_names(self, line: Line, first: int) -> int:
        """The end of the first names and initials that start at `first`."""
        last = first + 1
        while last < len(line.words) and last - first < 3 and (line.capital(last) or not line.cased):
            text, gap = line.words[last].text, line.gap(last - 1)
            initial = len(text) == 1 and text.isalpha() and gap in {" ", ". "} and line.gap(last)[:1] == "."
            after_initial = gap == ". " and len(line.words[last - 1].text) == 1
            if initial or (
                (gap in {" ", "-"} or after_initial) and is_first_name(text) and not self._words.is_noun(text)
            ):
                last += 1
            elif after_initial and self._words.may_name(line, last):
                return last + 1
            else:
                break
        return last

    def _is_surname(self, line: Line, position: int) -> bool:
        word = line.words[position]
        if line.cased:
            odd_start = line.starts[position] and line.tags[position] not in {"NE", "NN", "FM"}
            shouted = is_shouted(word.text) and len(word.text) > 2
            if usual_english(word.folded) >= 5.0 and word.folded not in self._words.surnames:
                return False
            return (
                self._words.may_name(line, position)
                and not odd_start
                and not shouted
                and not self._words.is_noun(word.text)
            )
        known = word.folded in self._words.surnames and usual(word.folded) < 4.3
        return (known or usual(word.folded) < 3.3) and len(word.text) > 3 and word.folded not in self._words.common

    def _from_place(self, line: Line, position: int) -> Iterator[NameCandidate]:
        """Svenja aus Jena, ein Start-up aus Husum: a first name alone, and a place that no list has."""
        word = line.words[position]
        if word.folded != "aus" or position == 0 or position + 1 >= len(line.words) or line.gap(position) != " ":
            return
        before, place = line.words[position - 1], line.words[position + 1]
        fits = line.capital(position + 1) if line.cased else usual(place.folded) < 3.6 and len(place.text) > 3
        if not fits or line.starts[position] or line.starts[position + 1] or self._words.is_noun(place.text):
            return
        if (
            line.gap(position - 1) == " "
            and is_first_name(before.text)
            and (line.capital(position - 1) or not line.cased)
        ):
            alone = position < 2 or not is_first_name(line.words[position - 2].text) or line.gap(position - 2) != " "
            if alone:
                yield unlisted(line, position - 1, position, "Person", 0.7)
        named = line.cased and line.capital(position - 1) and line.tags[position - 1] in {"NN", "NE", "FM"}
        odd = usual(place.folded) < 3.3 and line.tags[position + 1] in {"NE", "FM", "NN"}
        plural = line.tags[position + 1] == "NN" and place.folded.endswith(("en", "er", "s"))
        if named and odd and not plural and line.gap(position + 1)[:1] != "-":
            yield unlisted(line, position + 1, position + 2, "Place", 0.63)
