"""Names that no list knows, by what stands in and beside them: class nouns, "… Ventures", "Stiftung …", "… heißt …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.mentions.candidates import NameCandidate, unlisted
from kg.mentions.lexicon import Lexicon, fold
from kg.mentions.lines import Line
from kg.mentions.origins import Origins
from kg.mentions.parts import class_of_head, class_of_tail, is_head_of_name, is_legal_form
from kg.mentions.people import People
from kg.mentions.vocabulary import Vocabulary
from kg.mentions.words import DETERMINERS, is_first_name, is_mixed, is_shouted, usual
from kg.model import Finder
from kg.names import NameList

_BEARING = frozenset(map(fold, "heißt heißen hieß hießen".split()))
_NAMING = _BEARING | frozenset(map(fold, "heiße namens genannt nennt nennen".split()))
_NAMED_BEFORE = _BEARING | frozenset("nennt nennen nannte nannten genannt".split())
"""Verbs that a name may stand before: "ein Werkzeug, das Wortwolke heißt"."""
_STRONG_TAILS = frozenset(
    "ventures venture capital kapital equity partners angels beteiligungen fund pac labs robotics energy fusion power "
    "technologies software analytics semiconductor semiconductors microsystems pharma therapeutics foundation "
    "institute university act bill times journal kurier anzeiger rundschau tagblatt gmbh ag inc corp ltd zeitung post "
    "gazette ai".split()
)
_AFTER_PERSONS = frozenset(
    "ventures capital foundation stiftung institut institute holding holdings group gruppe gmbh ag se kg partners "
    "immobilien beteiligungen family office trust labs software consulting verlag werke media fund motors "
    "studios".split()
)
"""Ends of names that may start with a person's: "Maria Beispiel Stiftung", but not "Maria Beispiel Post"."""
_LAW = re.compile(r"[a-zäöüß]{4,}(?:gesetz|verordnung|richtlinie)(?:es)?")
_NO_LAW = frozenset(
    "grundgesetz naturgesetz bundesgesetz landesgesetz datenschutzgesetz steuergesetz jahressteuergesetz "
    "haushaltsgesetz schutzgesetz eurichtlinie rechtsverordnung strafgesetz verkehrsgesetz änderungsgesetz "
    "durchführungsverordnung".split()
)


class Grammar:
    """Finds names by grammar.

    Args:
        names: Gives class nouns, roles and everyday words.
    """

    def __init__(self, names: NameList) -> None:
        self.words = Vocabulary(names)
        self._people = People(self.words, Lexicon.of(names))
        self._origins = Origins(names, self.words)

    def candidates(self, line: Line) -> Iterator[NameCandidate]:
        """The names of a line, left to right; they may overlap."""
        for position in range(len(line.words)):
            for candidate in self._at(line, position):
                if not self.words.is_kind(candidate.normal):
                    yield candidate

    def _at(self, line: Line, position: int) -> Iterator[NameCandidate]:
        yield from self._people.candidates(line, position)
        yield from self._origins.candidates(line, position)
        if line.cased:
            yield from self._with_tail(line, position)
            yield from self._with_head(line, position)
            yield from self._apposition(line, position)
            yield from self._called(line, position)
            yield from self._compound(line, position)
            yield from self._law(line, position)

    def _with_tail(self, line: Line, position: int) -> Iterator[NameCandidate]:
        """Kestrel Ventures, Lausitz Reaktor, Bright Prairie PAC."""
        class_ = class_of_tail(line.words[position].folded)
        if class_ is None or not line.capital(position) or position == 0 or line.starts[position]:
            return
        first = position
        while first > 0 and position - first < 4 and self._belongs_to(line, first - 1, position):
            first -= 1
        if first == position or line.gap(position - 1) == "-":
            return
        if is_first_name(line.words[first].text) and line.words[position].folded not in _AFTER_PERSONS:
            return
        inner = range(first, position)
        odd = any(self.words.is_odd(line, p) and not self.words.is_english(line, p) for p in inner)
        strong = line.words[position].folded in _STRONG_TAILS and line.before(first) not in DETERMINERS
        if not odd and not strong:
            return
        last = position + 1
        while last < len(line.words) and line.gap(last - 1) == " " and self._goes_on(line, last):
            last += 1
        yield unlisted(line, first, last, class_, 0.75 if odd else 0.62, anchored=odd)

    def _goes_on(self, line: Line, position: int) -> bool:
        word = line.words[position]
        return line.capital(position) and not line.starts[position] and class_of_tail(word.folded) is not None

    def _belongs_to(self, line: Line, position: int, tail: int) -> bool:
        """Whether a word before the tail is part of the name."""
        word = line.words[position]
        if line.gap(position) not in {" ", " & ", "-"} or not self.words.may_name(line, position):
            return False
        if is_legal_form(line.words[tail].folded):
            return not line.starts[position + 1]
        if word.folded in self.words.demonyms and class_of_tail(line.words[tail].folded) == "MediaOutlet":
            return position + 1 == tail
        if self.words.is_noun(word.text) or (line.starts[position + 1] and position + 1 != tail):
            return False
        if line.starts[position] and usual(word.folded) > 5.0:
            return False
        if word.folded.endswith(("ungen", "heiten", "keiten", "schaften", "ionen")):
            return False
        plain = line.tags[position] == "NN" and usual(word.folded) >= 3.2 and position + 1 != tail
        genitive = word.folded.endswith("s") and line.tags[position] == "NE" and position + 1 != tail
        return not plain and not genitive and not (line.gap(position) == "-" and line.tags[position] == "TRUNC")

    def _with_head(self, line: Line, position: int) -> Iterator[NameCandidate]:
        """Stiftung Neue Glut, Staatsanwaltschaft Zwickau, Stadtwerke Bramwald."""
        word = line.words[position].folded
        class_ = class_of_head(word) or (class_of_head(word[:-1]) if word.endswith("n") else None)
        following = position + 1
        if class_ is None and following < len(line.words) and line.gap(position) == " ":
            class_ = class_of_head(f"{line.words[position].text} {line.words[following].text}")
            following += 1
        if class_ is None or not line.capital(position) or following >= len(line.words):
            return
        if line.gap(following - 1) != " " or not self.words.may_name(line, following) or line.starts[following]:
            return
        last = self.words.run_right(line, following, longest=3)
        found = unlisted(line, position, last, class_, 0.75, anchored=True)
        bent = word.endswith("n") and class_of_head(word) is None
        head = line.words[position].text
        yield replace(found, normal=head[:-1] + found.normal[len(head) :]) if bent else found

    def _apposition(self, line: Line, position: int) -> Iterator[NameCandidate]:
        """Das Start-up Elbkern, der Verein LobbyControl; the noun stays outside."""
        word = line.words[position]
        class_ = self.words.class_of_compound(line, position)
        following = position + 1
        if class_ is None or following >= len(line.words) or line.gap(position) not in {" ", " “", ' "', " „"}:
            return
        if line.starts[following] or not self.words.may_name(line, following) or class_of_head(word.folded):
            return
        tag = line.tags[following]
        if tag.startswith(("ADJ", "V", "AR", "P", "AP")) and not is_mixed(line.words[following].text):
            return
        last = self.words.run_right(line, following, longest=2 if class_ == "Person" else 4)
        if last - following < 3 and self.words.is_english(line, following):
            return
        both = [line.words[p].folded in self.words.surnames for p in range(following, last)]
        if class_ == "Person" and len(both) == 2 and all(both) and not is_first_name(line.words[following].text):
            last = following + 1
        if last == following + 1 and not self._is_apposed(line, following):
            return
        yield unlisted(line, following, last, class_, 0.72, anchored=True)

    def _is_apposed(self, line: Line, position: int) -> bool:
        """Whether a single word after a class noun is its name, not its object ("… Investoren Sorgen machen")."""
        word = line.words[position]
        if is_legal_form(word.folded) or not self.words.is_odd(line, position):
            return False
        if line.tags[position] == "NN" and not is_mixed(word.text):
            return usual(word.folded) < 1.5 and not word.folded.endswith(("ungen", "en", "heiten", "keiten"))
        return True

    def _called(self, line: Line, position: int) -> Iterator[NameCandidate]:
        """… eine App namens Wortwolke; der Roboter heißt Fadenhans; ein Werkzeug, das Spendenlupe heißt."""
        word = line.words[position].folded
        first = position + 1
        behind = first < len(line.words) and line.gap(position) == " " and self.words.may_name(line, first)
        if word in _NAMING and behind and line.tags[first] not in {"ART", "PPOSAT", "PPER", "ADV"}:
            yield self._named(line, first, self.words.run_right(line, first, longest=3))
        elif word in _NAMED_BEFORE:
            first = position
            while first > 0 and position - first < 3 and self._may_be_called(line, first - 1, position):
                first -= 1
            if any(self.words.is_odd(line, p) for p in range(first, position)):
                named = self._named(line, first, position)
                # What is only called so may be a notion: there the noun has to say what thing it is.
                if named.anchored or word in _BEARING:
                    yield named

    def _may_be_called(self, line: Line, position: int, verb: int) -> bool:
        """Whether a word belongs to the name before a verb of naming."""
        word = line.words[position]
        if (
            line.gap(position) != " "
            or word.folded in DETERMINERS
            or line.tags[position].startswith(("AP", "ADV", "K"))
        ):
            return False
        if position + 1 == verb and self.words.is_number(line, position):
            return True
        noun = line.tags[position] == "NN"
        plain = noun and (usual(word.folded) >= 3.3 or self.words.class_of_ending(word.folded) is not None)
        return line.capital(position) and not plain and not self.words.is_noun(word.text)

    def _named(self, line: Line, first: int, last: int) -> NameCandidate:
        """The name with the class of the noun that stands before it."""
        class_ = None
        for back in range(first - 1, max(-1, first - 10), -1):
            class_ = self.words.class_of_noun(line.words[back].folded) if line.capital(back) else None
            if class_ is not None or line.starts[back]:
                break
        return unlisted(line, first, last, class_, 0.65, anchored=class_ is not None)

    def _compound(self, line: Line, position: int) -> Iterator[NameCandidate]:
        """Wattwurm-Gründerin, Elbkern-Aktie: the name inside."""
        if position + 1 >= len(line.words) or line.gap(position) != "-" or not self.words.may_name(line, position):
            return
        if position and line.gap(position - 1) == "-":
            return
        head = line.words[position + 1].folded
        if not is_head_of_name(head):
            return
        word = line.words[position]
        if usual(word.folded) >= 2.0 or len(word.text) < 4 or is_shouted(word.text):
            return
        yield unlisted(line, position, position + 1, None, 0.62)

    def _law(self, line: Line, position: int) -> Iterator[NameCandidate]:
        """Gründungszukunftsgesetz, and other laws with a name of one word."""
        word = line.words[position]
        if _LAW.fullmatch(word.folded) and line.capital(position) and word.folded.rstrip("es") not in _NO_LAW:
            joined = (position and line.gap(position - 1) == "-") or word.folded in _NO_LAW
            if not joined and len(word.folded) >= 14:
                normal = re.sub(r"(gesetz|verordnung|richtlinie)es$", r"\1", word.text)
                yield NameCandidate(
                    start=word.start, end=word.end, normal=normal, class_="Law", score=0.65, found_by=Finder.RULE,
                    anchored=True,
                )  # fmt: skip
