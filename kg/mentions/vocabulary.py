"""What the lists say about plain words: kinds of firms, roles, demonyms, surnames; and which words a name may have."""

from __future__ import annotations

import re

from kg.mentions.lexicon import fold, key_of
from kg.mentions.lines import Line
from kg.mentions.words import DETERMINERS, is_mixed, usual, usual_english
from kg.names import NameList

_TITLES = frozenset("herr herrn frau doktor dr prof professor professorin mr mrs ms sir lord lady senator".split())
_FIRMS_TOO = frozenset(
    "partner investor gesellschafter eigentümer inhaber kunde lieferant aktionär grossaktionär geldgeber "
    "betreiber".split()
)
"""Roles that firms have as well as people."""
_PLACEHOLDERS = frozenset({"xy", "xyz", "x", "y", "z", "a", "b", "c", "abc"})


FIRM_CLASSES = frozenset({"Company", "Investor", "Organization", "MediaOutlet"})
"""Classes of what is founded and has a seat."""


class Vocabulary:
    """Plain words.

    Args:
        names: Gives class nouns, roles, demonyms and everyday words.
    """

    def __init__(self, names: NameList) -> None:
        self.nouns = {fold(n): c for n, c in names.class_nouns.items() if " " not in n}
        self.roles = frozenset(fold(r.rsplit("-", 1)[-1]) for r in names.roles)
        self.common = names.common_words
        self.demonyms = {fold(d): p for d, p in names.demonyms.items()}
        self.surnames = frozenset(
            fold(e.name.rsplit(" ", 1)[1]) for e in names.entries.values() if e.class_ == "Person" and " " in e.name
        )
        self._firms = frozenset(n for n, c in self.nouns.items() if c in FIRM_CLASSES)
        self._endings = tuple(sorted(r for r in self.roles if len(r) >= 5))
        kinds = {*names.class_nouns, *names.roles, *names.jargon}
        self._kinds = frozenset(" ".join(key_of(k)) for k in kinds)
        demonyms = {fold(d) for d in names.demonyms}
        female = {fold(f) for f in names.female_roles.values()}
        self._plain = frozenset({*self.nouns, *self.roles, *demonyms, *female})

    def is_kind(self, name: str) -> bool:
        """Whether what looks like a name is a kind of thing: Super PAC, Joint Venture, Business Angels."""
        *first, last = key_of(name) or ("",)
        key = " ".join((*first, last))
        if key in self._kinds or key.rstrip("s") in self._kinds or key in _PLACEHOLDERS:
            return True
        # "Inference Chips", "Coding Agents": what is counted, with plain words before it.
        counted = bool(first) and last.endswith("s") and last[:-1] in self.nouns
        return counted and all(max(usual(w), usual_english(w)) >= 3.2 for w in first)

    def is_noun(self, word: str) -> bool:
        """Whether a word is a class noun, a role or a demonym, also in an inflected form."""
        folded = fold(word)
        if folded in self._plain or self.is_firm(folded):
            return True
        return any(
            folded.endswith(e) and folded[: -len(e)] in self._plain for e in ("s", "es", "n", "en", "e", "innen")
        )

    def is_plain(self, word: str) -> bool:
        """Whether a folded word is a class noun, a role or ends with one: "Digitalminister"."""
        return self.is_noun(word) or self.is_office(word)

    def is_office(self, word: str) -> bool:
        """Whether a folded word is a role or ends with one: "sportvorstand"."""
        return word in self.roles or any(word.endswith(r) for r in self._endings)

    def is_firm(self, word: str) -> bool:
        """Whether a word, or the last part of it, is a kind of firm."""
        if word in self._firms:
            return True
        return any(word[start:] in self._firms for start in range(3, len(word) - 4))

    def class_of_noun(self, word: str) -> str | None:
        """The class of what a folded class noun, role or title stands before."""
        if word in self.nouns:
            return self.nouns[word]
        if word in self.roles or word in _TITLES:
            return "Person" if word not in _FIRMS_TOO else None
        for cut in (1, 2):
            if word[:-cut] in self.nouns and word[-cut:] in {"s", "n", "es", "en", "e"}:
                return self.nouns[word[:-cut]]
        return None

    def class_of_ending(self, word: str) -> str | None:
        """The class of a folded noun or of the one that a compound ends with: "buchhaltungssoftware"."""
        found = self.class_of_noun(word)
        if found is not None:
            return found
        cuts = (word[start:] for start in range(3, len(word) - 2))
        return next((self.nouns[ending] for ending in cuts if ending in self.nouns), None)

    def may_name(self, line: Line, position: int) -> bool:
        """Whether a word may be a part of a name: a capital that no sentence start explains."""
        word = line.words[position]
        if line.starts[position] and usual(line.words[position].folded) >= 4.5:
            return False
        return line.capital(position) and word.folded not in DETERMINERS and not word.text.isdigit()

    def is_odd(self, line: Line, position: int) -> bool:
        """Whether a word is hardly a German noun."""
        word = line.words[position]
        return (
            not self.is_noun(word.text)
            and max(usual(word.folded), usual_english(word.folded) - 0.7) < 5.5
            and (usual(word.folded) < 3.6 or is_mixed(word.text) or line.tags[position] in {"NE", "FM"})
        )

    @staticmethod
    def is_english(line: Line, position: int) -> bool:
        """Whether a word is a usual English one, as speakers mix them in."""
        word = line.words[position].folded
        return usual_english(word) >= 4.2 and not is_mixed(line.words[position].text)

    def run_right(self, line: Line, first: int, *, longest: int = 4) -> int:
        """The end of the run of capitalised words that starts at `first`, joined by blanks or hyphens."""
        last = first + 1
        while (
            last < len(line.words)
            and last - first < longest
            and line.gap(last - 1) in {" ", "-", " & "}
            and not line.starts[last]
            and (self.may_name(line, last) or self.is_number(line, last))
            and not (line.tags[last] == "NN" and usual(line.words[last].folded) >= 3.3)
        ):
            last += 1
        return last

    @staticmethod
    def is_number(line: Line, position: int) -> bool:
        """Whether a figure may end a name ("Priel 3"), rather than count something."""
        word = line.words[position]
        gap = line.gap(position)
        counts = line.after(position)[:4] in {"mill", "proz", "mio", "mrd", "euro", "doll", "%"}
        return (
            word.text.isdigit() and len(word.text) <= 2 and not re.match(r"[.,:]\d|\s?[%€$]", gap + "0") and not counts
        )

    def class_of_compound(self, line: Line, position: int) -> str | None:
        """The class of what a class noun stands before, also where hyphens join it: "Rüstungs-Start-up"."""
        first = position
        while first > 0 and line.gap(first - 1) == "-":
            first -= 1
        for start in range(first, position + 1):
            word = fold(line.text[line.words[start].start : line.words[position].end])
            found = self.class_of_noun(word)
            if found is not None:
                return found
        return None
