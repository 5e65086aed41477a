"""Names that no list knows, by what stands in and beside them: first names, class nouns, "… Ventures", "… heißt …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType

from kg.mentions.candidates import NameCandidate
from kg.mentions.lexicon import fold, key_of
from kg.mentions.lines import Line
from kg.mentions.words import DETERMINERS, FUSED, is_first_name, is_mixed, is_shouted, usual, usual_english
from kg.model import Finder
from kg.names import NameList
from kg.paths import data_folder

_PARTICLES = frozenset("von van de der den zu zur vom del della di da du la le bin ibn al el ter ten af".split())
_TITLES = frozenset("herr herrn frau doktor dr prof professor professorin mr mrs ms sir lord lady senator".split())
_NAMING = frozenset("heißt heissen heißen hieß hießen heiße namens genannt nennt nennen nennen".split())
_PERSON_HEADS = re.compile(
    r"(?:(?:co-?)?(?:vize-?)?(?:chef|boss|ceo|cto|cfo|coo|gründer|mitgründer|präsident|sprecher|manager|vorstand|politiker"
    r"|kandidat|minister|mitarbeiter|aktionär|investor|partner|host|moderator|vertraute|anwalt|analyst|forscher|erfinder"
    r"|entwickler|eigner|eigentümer|inhaber|chairman|mitglied|abgeordnete|generalsekretär|schatzmeister)"
    r"(?:in|innen|s|r|n|en|e)?|tochter|töchter|mutter|aktien?|anteile?|deal|übernahme|beteiligung|konzern|gruppe|zentrale|"
    r"investoren|gründerinnen|kunden|sprecherin)"
)
_PLACEHOLDERS = frozenset({"xy", "xyz", "x", "y", "z", "a", "b", "c", "abc"})
_ENGLISH_KINDS = frozenset(
    "Super PAC|Joint Venture|Business Angel|Venture Capital|Venture Capital Fund|Private Equity|Private Equity Fund|Hedge Fund|"
    "Growth Equity|Big Tech|Public Company|Investor Relations|Artificial Intelligence|Machine Learning|Deep Tech|Family Office|"
    "Open Source|Term Sheet|Venture Capital Investment|Venture Partner|Data Center|Board Member|Social Media|Small Cap".split(
        "|"
    )
)
_STRONG_TAILS = frozenset(
    "ventures venture capital kapital equity partners angels beteiligungen fund pac labs robotics energy fusion power "
    "technologies software analytics semiconductor semiconductors microsystems pharma therapeutics foundation institute "
    "university act bill times journal kurier anzeiger rundschau tagblatt gmbh ag inc corp ltd zeitung post gazette ai".split()
)
_LEGAL = frozenset({"gmbh", "ag", "se", "kg", "inc", "corp", "ltd", "llc", "co", "ev", "limited", "plc", "mbh", "ug"})
_LAW = re.compile(r"[a-zäöüß]{4,}(?:gesetz|verordnung|richtlinie)(?:es)?")
_NO_LAW = frozenset(
    "grundgesetz naturgesetz bundesgesetz landesgesetz datenschutzgesetz steuergesetz jahressteuergesetz haushaltsgesetz "
    "schutzgesetz eurichtlinie rechtsverordnung strafgesetz verkehrsgesetz änderungsgesetz durchführungsverordnung".split()
)


@cache
def _parts() -> Mapping[str, Mapping[str, str]]:
    """Place (``head``, ``tail``) → folded words → class."""
    path = data_folder("ontology") / "words" / "name-parts.tsv"
    places: dict[str, dict[str, str]] = {"head": {}, "tail": {}}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        word, class_, place = line.split("\t")
        places[place][" ".join(key_of(word))] = class_
    return MappingProxyType({p: MappingProxyType(words) for p, words in places.items()})


def class_of_tail(word: str) -> str | None:
    """The class of what ends with this word: "Ventures" → Investor."""
    return _parts()["tail"].get(fold(word))


def class_of_head(word: str) -> str | None:
    """The class of what starts with this word, which belongs to the name: "Stiftung" → Organization."""
    return _parts()["head"].get(fold(word))


def is_legal_form(word: str) -> bool:
    """Whether a folded word is a legal form such as GmbH, which no name keeps."""
    return word in _LEGAL


class Grammar:
    """Finds names by grammar.

    Args:
        names: Gives class nouns, roles and everyday words.
    """

    def __init__(self, names: NameList) -> None:
        self._nouns = {fold(n): c for n, c in names.class_nouns.items() if " " not in n}
        self._roles = frozenset(fold(r.rsplit("-", 1)[-1]) for r in names.roles)
        self._common = names.common_words
        self._demonyms = {fold(d): p for d, p in names.demonyms.items()}
        self._surnames = frozenset(
            fold(e.name.rsplit(" ", 1)[1]) for e in names.entries.values() if e.class_ == "Person" and " " in e.name
        )
        firms = {"Company", "Investor", "Organization", "MediaOutlet"}
        self._firms = frozenset(n for n, c in self._nouns.items() if c in firms)
        kinds = {*names.class_nouns, *names.roles, *_ENGLISH_KINDS}
        self._kinds = frozenset(" ".join(key_of(k)) for k in kinds)
        demonyms = {fold(d) for d in names.demonyms}
        female = {fold(f) for f in names.female_roles.values()}
        self._plain = frozenset({*self._nouns, *self._roles, *demonyms, *female})

    def candidates(self, line: Line) -> Iterator[NameCandidate]:
        """The names of a line, left to right; they may overlap."""
        for position in range(len(line.words)):
            for candidate in self._at(line, position):
                if not self._is_kind(candidate.normal):
                    yield candidate

    def _at(self, line: Line, position: int) -> Iterator[NameCandidate]:
        yield from self._person(line, position)
        yield from self._from_place(line, position)
        if line.cased:
            yield from self._demonym(line, position)
            yield from self._with_tail(line, position)
            yield from self._with_head(line, position)
            yield from self._apposition(line, position)
            yield from self._called(line, position)
            yield from self._compound(line, position)
            yield from self._law(line, position)

    def _is_kind(self, name: str) -> bool:
        """Whether what looks like a name is a kind of thing: Super PAC, Joint Venture, Business Angels."""
        key = " ".join(key_of(name))
        return key in self._kinds or key.rstrip("s") in self._kinds or key in _PLACEHOLDERS

    # What is a name's word: a capital that neither grammar nor everyday explains.

    def _may_name(self, line: Line, position: int) -> bool:
        word = line.words[position]
        if line.starts[position] and usual(line.words[position].folded) >= 4.5:
            return False
        return line.capital(position) and word.folded not in DETERMINERS and not word.text.isdigit()

    def _is_odd(self, line: Line, position: int) -> bool:
        """Whether a word is hardly a German noun."""
        word = line.words[position]
        return (
            not self._is_noun(word.text)
            and max(usual(word.folded), usual_english(word.folded) - 0.7) < 5.5
            and (usual(word.folded) < 3.6 or is_mixed(word.text) or line.tags[position] in {"NE", "FM"})
        )

    def _run_right(self, line: Line, first: int, *, longest: int = 4) -> int:
        """The end of the run of capitalised words that starts at `first`, joined by blanks or hyphens."""
        last = first + 1
        while (
            last < len(line.words)
            and last - first < longest
            and line.gap(last - 1) in {" ", "-", " & "}
            and not line.starts[last]
            and (self._may_name(line, last) or self._is_number(line, last))
        ):
            last += 1
        return last

    @staticmethod
    def _is_number(line: Line, position: int) -> bool:
        """Whether a figure may end a name ("Priel 3"), rather than count something."""
        word = line.words[position]
        gap = line.gap(position)
        counts = line.after(position)[:4] in {"mill", "mill", "proz", "mio", "mrd", "euro", "doll", "%"}
        return (
            word.text.isdigit() and len(word.text) <= 2 and not re.match(r"[.,:]\d|\s?[%€$]", gap + "0") and not counts
        )

    def _person(self, line: Line, first: int) -> Iterator[NameCandidate]:
        word = line.words[first]
        if not is_first_name(word.folded) or (line.cased and not line.capital(first)):
            return
        last = self._given_names(line, first)
        family = last
        while family < len(line.words) and line.gap(family - 1) == " " and line.words[family].folded in _PARTICLES:
            family += 1
        if family < len(line.words) and line.gap(family - 1) == " " and self._is_surname(line, family):
            last = family + 1
            if last < len(line.words) and line.gap(last - 1) == "-" and self._is_surname(line, last):
                last += 1
        if last - first < 2:
            return
        score = 0.8 if line.cased else 0.65
        if line.cased and usual(word.folded) > 5 and line.starts[first]:
            score = 0.5
        yield _candidate(line, first, last, "Person", score)

    def _given_names(self, line: Line, first: int) -> int:
        """The end of the first names and initials that start at `first`."""
        last = first + 1
        while last < len(line.words) and last - first < 3 and (line.capital(last) or not line.cased):
            text, gap = line.words[last].text, line.gap(last - 1)
            initial = len(text) == 1 and text.isalpha() and gap in {" ", ". "} and line.gap(last)[:1] == "."
            after_initial = gap == ". " and len(line.words[last - 1].text) == 1
            if initial or ((gap in {" ", "-"} or after_initial) and is_first_name(text) and not self._is_noun(text)):
                last += 1
            elif after_initial and self._may_name(line, last):
                return last + 1
            else:
                break
        return last

    def _is_surname(self, line: Line, position: int) -> bool:
        word = line.words[position]
        if line.cased:
            odd_start = line.starts[position] and line.tags[position] not in {"NE", "NN", "FM"}
            shouted = is_shouted(word.text) and len(word.text) > 2
            return self._may_name(line, position) and not odd_start and not shouted and not self._is_noun(word.text)
        known = word.folded in self._surnames and usual(word.folded) < 4.3
        return (known or usual(word.folded) < 3.3) and len(word.text) > 3 and word.folded not in self._common

    def _is_noun(self, word: str) -> bool:
        """Whether a word is a class noun, a role or a demonym, also in an inflected form."""
        folded = fold(word)
        if folded in self._plain or self._is_firm(folded):
            return True
        return any(
            folded.endswith(e) and folded[: -len(e)] in self._plain for e in ("s", "es", "n", "en", "e", "innen")
        )

    def _from_place(self, line: Line, position: int) -> Iterator[NameCandidate]:
        """Svenja aus Jena, ein Start-up aus Husum: a first name alone, and a place that no list has."""
        word = line.words[position]
        if word.folded != "aus" or position == 0 or position + 1 >= len(line.words) or line.gap(position) != " ":
            return
        before, place = line.words[position - 1], line.words[position + 1]
        fits = line.capital(position + 1) if line.cased else usual(place.folded) < 3.6 and len(place.text) > 3
        if not fits or line.starts[position] or line.starts[position + 1] or self._is_noun(place.text):
            return
        if (
            line.gap(position - 1) == " "
            and is_first_name(before.text)
            and (line.capital(position - 1) or not line.cased)
        ):
            alone = position < 2 or not is_first_name(line.words[position - 2].text) or line.gap(position - 2) != " "
            if alone:
                yield _candidate(line, position - 1, position, "Person", 0.7)
        named = line.cased and line.capital(position - 1) and line.tags[position - 1] in {"NN", "NE", "FM"}
        odd = usual(place.folded) < 3.3 and line.tags[position + 1] in {"NE", "FM", "NN"}
        plural = line.tags[position + 1] == "NN" and place.folded.endswith(("en", "er", "s"))
        if named and odd and not plural and line.gap(position + 1)[:1] != "-":
            yield _candidate(line, position + 1, position + 2, "Place", 0.63)

    def _demonym(self, line: Line, position: int) -> Iterator[NameCandidate]:
        """Der Berliner Neobroker, das schwedische Start-up: the place, where it says where a firm is."""
        word = line.words[position]
        place = self._demonyms.get(word.folded)
        if place is None and word.text[0].islower():
            place = next((self._demonyms[s] for e in ("e", "er", "es", "en", "em")
                          if word.folded.endswith(e) and (s := word.folded[: -len(e)]) in self._demonyms), None)  # fmt: skip
        if place is None or line.gap(position) != " ":
            return
        for ahead in range(position + 1, min(position + 5, len(line.words))):
            if line.starts[ahead] or line.gap(ahead - 1) not in {" ", "-"}:
                return
            if line.capital(ahead):
                last = ahead
                while last + 1 < len(line.words) and line.gap(last) == "-":
                    last += 1
                if self._is_firm(fold(line.text[line.words[ahead].start : line.words[last].end])):
                    yield replace(_candidate(line, position, position + 1, "Place", 0.65), normal=place)
                return

    def _is_firm(self, word: str) -> bool:
        """Whether a word, or the last part of it, is a kind of firm."""
        if word in self._firms:
            return True
        return any(word.endswith(f) for f in self._firms if len(f) >= 5 and len(word) > len(f) + 2)

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
        inner = range(first, position)
        odd = any(self._is_odd(line, p) and not self._is_english(line, p) for p in inner)
        strong = line.words[position].folded in _STRONG_TAILS and line.before(first) not in DETERMINERS
        if not odd and not strong:
            return
        last = position + 1
        while last < len(line.words) and line.gap(last - 1) == " " and self._goes_on(line, last):
            last += 1
        yield _candidate(line, first, last, class_, 0.75 if odd else 0.62, anchored=odd)

    def _goes_on(self, line: Line, position: int) -> bool:
        word = line.words[position]
        return line.capital(position) and not line.starts[position] and class_of_tail(word.folded) is not None

    def _belongs_to(self, line: Line, position: int, tail: int) -> bool:
        """Whether a word before the tail is part of the name."""
        word = line.words[position]
        if line.gap(position) not in {" ", " & ", "-"} or not self._may_name(line, position):
            return False
        if line.words[tail].folded in _LEGAL:
            return not line.starts[position + 1]
        if self._is_noun(word.text) or (line.starts[position + 1] and position + 1 != tail):
            return False
        if line.starts[position] and usual(word.folded) > 5.0:
            return False
        if word.folded.endswith(("ungen", "heiten", "keiten", "schaften", "ionen")):
            return False
        plain = line.tags[position] == "NN" and usual(word.folded) >= 3.2 and position + 1 != tail
        genitive = word.folded.endswith("s") and line.tags[position] == "NE" and position + 1 != tail
        return not plain and not genitive and not (line.gap(position) == "-" and line.tags[position] == "TRUNC")

    @staticmethod
    def _is_english(line: Line, position: int) -> bool:
        """Whether a word is a usual English one, as speakers mix them in."""
        word = line.words[position].folded
        return usual_english(word) >= 4.2 and not is_mixed(line.words[position].text)

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
        if line.gap(following - 1) != " " or not self._may_name(line, following) or line.starts[following]:
            return
        last = self._run_right(line, following, longest=3)
        yield _candidate(line, position, last, class_, 0.75, anchored=True)

    def _apposition(self, line: Line, position: int) -> Iterator[NameCandidate]:
        """Das Start-up Elbkern, der Verein LobbyControl; the noun stays outside."""
        word = line.words[position]
        class_ = self._class_of_noun(word.folded)
        following = position + 1
        if class_ is None or following >= len(line.words) or line.gap(position) not in {" ", " “", ' "', " „"}:
            return
        if line.starts[following] or not self._may_name(line, following) or class_of_head(word.folded):
            return
        tag = line.tags[following]
        if tag.startswith(("ADJ", "V", "AR", "P", "AP")) and not is_mixed(line.words[following].text):
            return
        last = self._run_right(line, following, longest=2 if class_ == "Person" else 4)
        if last == following + 1 and not self._is_apposed(line, following):
            return
        yield _candidate(line, following, last, class_, 0.72, anchored=True)

    def _is_apposed(self, line: Line, position: int) -> bool:
        """Whether a single word after a class noun is its name, not its object ("… Investoren Sorgen machen")."""
        word = line.words[position]
        if is_legal_form(word.folded) or not self._is_odd(line, position):
            return False
        if line.tags[position] == "NN" and not is_mixed(word.text):
            return usual(word.folded) < 1.5 and not word.folded.endswith(("ungen", "en", "heiten", "keiten"))
        return True

    def _class_of_noun(self, word: str) -> str | None:
        if word in self._nouns:
            return self._nouns[word]
        if word in self._roles or word in _TITLES:
            return "Person"
        for cut in (1, 2):
            if word[:-cut] in self._nouns and word[-cut:] in {"s", "n", "es", "en", "e"}:
                return self._nouns[word[:-cut]]
        return None

    def _called(self, line: Line, position: int) -> Iterator[NameCandidate]:
        """… eine App namens Wortwolke; der Roboter heißt Fadenhans."""
        if line.words[position].folded not in _NAMING:
            return
        first = position + 1
        if first >= len(line.words) or line.gap(position) != " " or not self._may_name(line, first):
            return
        if line.tags[first] in {"ART", "PPOSAT", "PPER", "ADV"}:
            return
        class_ = None
        for back in range(position - 1, max(-1, position - 9), -1):
            class_ = self._class_of_noun(line.words[back].folded) if line.capital(back) else None
            if class_ is not None or line.starts[back]:
                break
        yield _candidate(
            line, first, self._run_right(line, first, longest=3), class_, 0.65, anchored=class_ is not None
        )

    def _compound(self, line: Line, position: int) -> Iterator[NameCandidate]:
        """Wattwurm-Gründerin, Elbkern-Aktie: the name inside."""
        if position + 1 >= len(line.words) or line.gap(position) != "-" or not self._may_name(line, position):
            return
        if position and line.gap(position - 1) == "-":
            return
        head = line.words[position + 1].folded
        if not _PERSON_HEADS.fullmatch(head):
            return
        word = line.words[position]
        if usual(word.folded) >= 2.0 or len(word.text) < 4 or is_shouted(word.text):
            return
        yield _candidate(line, position, position + 1, None, 0.62)

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


def _candidate(
    line: Line, first: int, last: int, class_: str | None, score: float, *, anchored: bool = False
) -> NameCandidate:
    start, end = line.words[first].start, line.words[last - 1].end
    return NameCandidate(
        start=start,
        end=end,
        normal=line.text[start:end],
        class_=class_,
        score=score,
        found_by=Finder.RULE,
        anchored=anchored,
    )


_ = FUSED
