"""Listed names in running text, weighed: a name that is also a word of everyday needs support from its surroundings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import cache

from kg.mentions.candidates import ENOUGH, NameCandidate
from kg.mentions.lexicon import Lexicon, ListMatch, fold
from kg.mentions.lines import Line, Tagged
from kg.mentions.parts import is_head_of_name
from kg.mentions.surnames import bearers_of, famous
from kg.mentions.words import DEFINITE, DETERMINERS, FUSED, is_first_name, usual, usual_english
from kg.model import Finder, SegmentKind
from kg.names import NameEntry, NameList, words_of
from kg.paths import data_folder

_SIBLING = re.compile(r"\s*(?:\((?:AMC|BMO|DMH)\))?\s*(?:,|\||/|;|&|\+)\s*")
_CODE = re.compile(r"\b(?:Gutschein|Rabatt|Aktions)?[Cc]ode $")
_AFTER_HOURS = frozenset({"AMC", "BMO", "DMH"})
_JOINING = frozenset({"und", "oder", "sowie", "and", "plus", "bzw"})
_ARTICLES = frozenset({"der", "die", "das", "the"})
_PEOPLE_ARE = frozenset({"die", "den"})
"""Articles before a people that is called like its land: "die Schweden"; lands like these have none."""
_OF = frozenset({"aus", "von", "zwischen", "gegen", "für", "der", "des"})
"""What follows an alliance of others: "die Allianz aus Veltro und Kolk"."""
_BY_MEANS = frozenset({"mit", "in", "auf", "per", "an", "zu"})
"""By post and by rail, and no firm."""
_ENOUGH_WITH_ARTICLE = 0.75
_OF_A_LAND = re.compile(r"(?!deutsch)\w+isch(?:e[nmrs]?)?")
_BEFORE_NAMES = frozenset(
    {"bei", "von", "mit", "für", "gegen", "an", "in", "durch", "laut", "über", "zu", "wie", "als"}
)


class Listed:
    """Finds listed names.

    Args:
        names: The name lists.
    """

    def __init__(self, names: NameList) -> None:
        self.lexicon = Lexicon.of(names)
        self._common = names.common_words
        self._german = names.german_words
        self._surnames = bearers_of(names)
        self._kinds = frozenset(fold(n) for n in names.class_nouns)
        self._classes = {fold(n): c for n, c in names.class_nouns.items()}
        self._offices = frozenset(map(fold, (*names.roles, *names.female_roles.values())))
        people = [fold(p) for p in names.party_words if p[0].isupper()]
        self._partisans = frozenset(p + ending for p in people for ending in ("n", "en"))
        self._peoples = frozenset(fold(d) + "n" for d in names.demonyms if d[0].isupper() and d.endswith("e"))

    def candidates(self, line: Line) -> list[NameCandidate]:
        """The listed names of a line, also the doubtful ones, each with its score."""
        return [*self._named(line), *self._people(line)]

    def _without_article(self, line: Line, match: ListMatch) -> ListMatch:
        """The name alone where the article before it is the sentence's: "der Bund" is not Der Bund."""
        opening = line.starts[match.first]
        if match.last - match.first != 2 or line.words[match.first].folded not in _ARTICLES:
            return match
        if match.exact_case and not opening:
            return match
        forms = [f for e in match.entries for f in e.forms() if f.split()[0].lower() in _ARTICLES and " " in f]
        alone = self.lexicon.entries_for(forms[0].split(" ", 1)[1]) if forms else ()
        if match.exact_case and set(alone) & set(match.entries):
            return match
        return replace(match, first=match.first + 1, entries=alone) if alone else match

    def _people(self, line: Line) -> Iterator[NameCandidate]:
        """Surnames that only one listed person bears."""
        for position, word in enumerate(line.words):
            for ending in ("", "s"):
                base = word.folded.removesuffix(ending) if ending else word.folded
                entry = self._surnames.get(base) if len(base) > 3 else None
                spelled = entry is not None and entry.name.lower().endswith(word.text.lower().removesuffix(ending))
                if (
                    entry is not None
                    and spelled
                    and (line.capital(position) or not line.cased)
                    and base + ending == word.folded
                ):
                    score = min(1.0, self._surname_score(line, position, base, known=entry.name in famous()))
                    normal = word.text[: len(base)]
                    yield NameCandidate(
                        start=word.start, end=word.end, normal=normal, class_="Person", score=score,
                        found_by=Finder.RULE, entries=(entry,),
                    )  # fmt: skip

    def _surname_score(self, line: Line, position: int, base: str, *, known: bool) -> float:
        own = 0.2 if known else 0.0
        if self._is_everyday(base) or usual(base) >= 4.9 or (not line.cased and not known and usual(base) >= 3.5):
            return 0.2 + own
        rare = (known or usual(base) < 3.9) and line.tags[position] in {"NE", "FM", "NN", "XY"}
        score = own + (0.62 if rare or line.tags[position] in {"NE", "FM"} else 0.4)
        if line.read and line.cased:
            score -= 0.1
        if position and line.gap(position - 1) == "-" and line.words[position - 1].text[0].isalpha():
            score -= 0.3
        if line.before(position) in DETERMINERS - DEFINITE:
            score -= 0.2
        return score + (0.3 if _is_tagged(line, position) else 0.0)

    def _named(self, line: Line) -> list[NameCandidate]:
        matches = [
            m
            for m in (self._without_article(line, m) for m in self.lexicon.matches(line.text, line.words))
            if not is_figure(line, line.words[m.first].start, line.words[m.last - 1].end)
        ]
        scores = [self._score(line, m) for m in matches]
        sure = {p for m, s in zip(matches, scores, strict=True) if s >= ENOUGH for p in range(m.first, m.last)}
        found = []
        for match, score in zip(matches, scores, strict=True):
            if score < ENOUGH and _has_sibling(line, match, sure):
                score += 0.3
            found.append(_candidate(line, match, min(score, 1.0)))
        return found

    def _score(self, line: Line, match: ListMatch) -> float:
        words = line.words[match.first : match.last]
        article = line.before(match.first) in _PEOPLE_ARE and not line.tags[match.first - 1].startswith("P")
        if len(words) == 1 and article and words[0].folded in self._peoples:
            return 0.0
        is_kind = len(words) == 1 and words[0].folded.removesuffix("s") in self._kinds
        if is_kind and _is_another(line.before(match.first)):
            return 0.0
        if len(words) == 1 and words[0].folded in _with_article() and line.capital(match.first):
            return _ENOUGH_WITH_ARTICLE if _acts_with_article(line, match.first, self._offices) else 0.1
        surface = line.text[words[0].start : words[-1].end]
        if len(words) > 1 and words[0].folded in _ARTICLES:
            score = self._word_score(line, match, surface[words[1].start - words[0].start :], match.first + 1)
            if len(words) > 2 or match.exact_case:
                score += 0.2
        elif len(words) > 1:
            usual_words = all(self._is_everyday(w.folded) or usual(w.folded) > 5.0 for w in words)
            score = 0.9
            if usual_words and not match.exact_case:
                score = self._plain_words_score(line, match)
        else:
            score = self._word_score(line, match, surface, match.first)
        if score >= 0.85:
            return score
        if len(words) == 1 and self._is_everyday(words[0].folded) and _in_english(line, match.first):
            score -= 0.3
        if self._behind_its_kind(line, match):
            score += 0.35
        if words[0].folded in self._partisans and line.before(match.first) in DEFINITE and line.capital(match.first):
            score += 0.2
        # Articles stand before many names of several words: "der Deutschen Bank".
        return score + (_context(line, match) if len(words) == 1 else max(-0.1, _context(line, match)))

    def _behind_its_kind(self, line: Line, match: ListMatch) -> bool:
        """Whether the noun before says of what class the name is: "das Start-up Block"."""
        if not line.before(match.first) or line.gap(match.first - 1) != " " or not line.capital(match.first):
            return False
        first = match.first - 1
        while first > 0 and line.gap(first - 1) == "-":
            first -= 1
        compound = fold(line.text[line.words[first].start : line.words[match.first - 1].end])
        told = self._classes.get(compound) or self._classes.get(line.before(match.first))
        return told is not None and any(e.class_ == told for e in match.entries)

    @staticmethod
    def _plain_words_score(line: Line, match: ListMatch) -> float:
        """A name of everyday words that is not written as the lists do: "Deutschen Bank", "all in"."""
        if not line.cased:
            return 0.3 if all(usual(w.folded) > 4.5 for w in line.words[match.first : match.last]) else 0.65
        capitals = all(line.capital(p) for p in range(match.first, match.last))
        if not capitals:
            return 0.3
        return 0.55 if line.starts[match.first] else 0.8

    def _word_score(self, line: Line, match: ListMatch, surface: str, position: int) -> float:
        word = line.words[position].folded
        forms = [f for e in match.entries for f in e.forms()]
        exact = any(surface.startswith(f) for f in forms)
        acronym = all(f.isupper() for f in forms if len(f) == len(word)) and len(word) <= 5
        everyday = self._is_everyday(word) or (match.inflected and self._is_everyday(word.rstrip("s")))
        if len(word) == 1 or self._is_plain_run(match, word):
            return 0.2
        if not line.cased:
            by_tag = 0.2 if line.tags[position] in {"NE", "FM"} else 0.0
            if everyday and self._is_foreign(word):
                return by_tag + 0.4
            if acronym and not everyday and len(word) > 2 and usual(word) >= 3.5:
                return by_tag + (0.25 if is_first_name(word) else 0.5)
            if everyday or len(word) < 3:
                return by_tag + 0.25
            return 0.9 if len(word) > 4 and usual(word) < 2.5 else by_tag + 0.75
        if surface.islower():
            if exact and not everyday:
                return 0.7
            return 0.1 if usual(word) >= 2.5 or len(word) < 4 else 0.6
        if acronym and not surface.isupper():
            # "Nato" is an acronym as it is spoken; "Tim" is none.
            plain = everyday or is_first_name(word) or not surface.istitle()
            return 0.6 if usual(word) < 3.3 else 0.25 if plain else 0.5
        if everyday:
            by_tag = 0.15 if line.tags[position] in {"NE", "FM"} else 0.0
            if (exact or surface.isupper()) and self._is_foreign(word):
                return 0.6 + by_tag
            return by_tag + (0.5 if exact and not surface.istitle() else 0.35)
        if match.inflected and usual(word) >= 3.5 and usual(word) > usual(word[:-1]) + 0.5:
            return 0.4
        return 0.9 if exact else 0.75

    @staticmethod
    def _is_plain_run(match: ListMatch, word: str) -> bool:
        """Whether a name of several words is written as one that is a word of its own: "Homeoffice"."""
        return usual(word) >= 2.5 and not any(
            fold(f).rstrip("s") == word.rstrip("s") for e in match.entries for f in e.forms()
        )

    def _is_foreign(self, word: str) -> bool:
        """Whether an everyday word is one of another language, which German seldom uses without an article."""
        return word not in self._german and usual(word) < 4.0

    def _is_everyday(self, word: str) -> bool:
        return word in self._common


@cache
def _with_article() -> frozenset[str]:
    """Everyday words that with an article are firms wherever one acts: "die Bahn baut"."""
    return words_of(data_folder("ontology") / "words" / "with-article.txt")


def _acts_with_article(line: Line, position: int, offices: Set[str]) -> bool:
    """Whether an everyday word with its article stands where firms do: "die Bahn baut", "Chef der Post"."""
    behind = line.after(position)
    if line.before(position) not in _PEOPLE_ARE | {"der"} or behind in _OF:
        return False
    if line.gap(position).endswith("-"):
        return is_head_of_name(behind or "")
    opener = line.before(position - 1) or ""
    if opener in _BY_MEANS:
        return False
    return opener in _BEFORE_NAMES | _JOINING | offices or _is_verb(line, position + 1) or _is_verb(line, position - 2)


def _is_another(before: str) -> bool:
    """Whether a noun of a kind is not what it means alone: "das dänische Innenministerium", "ein Innenministerium"."""
    return before in DETERMINERS - DEFINITE or _OF_A_LAND.fullmatch(before) is not None


def _is_tagged(line: Line, position: int) -> bool:
    word = line.words[position]
    return any(t.start <= word.start and word.end <= t.end and t.class_ == "Person" for t in line.tagged)


def _candidate(line: Line, match: ListMatch, score: float) -> NameCandidate:
    start, end = line.words[match.first].start, line.words[match.last - 1].end
    classes = {e.class_ for e in match.entries}
    return NameCandidate(
        start=start,
        end=end,
        normal=_normal(line.text[start:end], match),
        class_=classes.pop() if len(classes) == 1 else None,
        score=max(0.0, min(1.0, score)),
        found_by=Finder.LIST,
        entries=match.entries,
    )


def _normal(surface: str, match: ListMatch) -> str:
    if not match.inflected:
        return surface
    if surface.lower().endswith("n"):
        return surface[:-1]
    known = {f.casefold() for e in match.entries for f in e.forms()}
    if surface.lower().endswith("es") and surface[:-2].casefold() in known:
        return surface[:-2]
    return surface[:-1]


def _context(line: Line, match: ListMatch) -> float:
    """What the surroundings say for or against a name, between -0.6 and 0.6."""
    score = 0.0
    start, end = line.words[match.first].start, line.words[match.last - 1].end
    over = [t for t in line.tagged if t.start < end and start < t.end]
    if over:
        # A word inside a longer name is mostly a part of it: "Training Chips" is no magazine.
        score += 0.0 if _is_part(line, match, over) else 0.4
    elif line.read and line.cased:
        # Without capitals the tagger misses more.
        score -= 0.1
    before, after = line.before(match.first), line.after(match.last - 1)
    gap_before = line.gap(match.first - 1) if match.first else " "
    gap_after = line.gap(match.last - 1)
    joined = gap_after == "-" and match.last < len(line.words) and line.words[match.last].text[0].isupper()
    if joined:
        # The determiner belongs to what follows: "der Apple-CEO".
        plain = line.read and not any(t.start < end and start < t.end for t in line.tagged)
        score += 0.4 if is_head_of_name(line.words[match.last].folded) else -0.15 if plain else 0.15
    if gap_before.endswith("-"):
        score -= 0.4
    if joined:
        pass
    elif before in DETERMINERS or before in FUSED or (match.first and line.tags[match.first - 1].startswith("ADJA")):
        classes = {e.class_ for e in match.entries}
        bodies = bool(classes & {"GovernmentBody", "PoliticalOrganization"}) or _is_spoken_acronym(line, match)
        if bodies and before in DEFINITE | FUSED:
            score += 0.3
        elif _is_no_word(line, match):
            score -= 0.1
        else:
            score -= 0.15 if "MediaOutlet" in classes else 0.35
    elif before in _BEFORE_NAMES or _is_verb(line, match.last) or after in {"aus"}:
        score += 0.2
    if line.segment.kind is SegmentKind.SOURCE or re.match(r"\s*\|", gap_after) or gap_before.rstrip().endswith("|"):
        score += 0.4
    if line.starts[match.first] and line.cased:
        score -= 0.05
    return score


def _is_part(line: Line, match: ListMatch, over: Sequence[Tagged]) -> bool:
    """Whether the tagger takes a single bent word for the end of a longer name."""
    start = line.words[match.first].start
    return match.inflected and match.last - match.first == 1 and all(t.start < start for t in over)


def _is_spoken_acronym(line: Line, match: ListMatch) -> bool:
    """Whether a body of four letters and more is written as a word: "die Gema", "der Bafin"."""
    word = line.words[match.first]
    bodies = [e for e in match.entries if e.class_ in {"Organization", "GovernmentBody", "PoliticalOrganization"}]
    forms = {f for e in bodies for f in e.forms() if fold(f) == word.folded}
    capitals = bool(forms) and all(f.isupper() for f in forms)
    return len(word.folded) > 3 and word.text.istitle() and capitals and usual(word.folded) < 4.0


def _is_no_word(line: Line, match: ListMatch) -> bool:
    """Whether an article says nothing against a name, as no noun is written so: "die Crowdstrike", "die Gema"."""
    word = line.words[match.first].folded
    return usual(word) < 2.0 or (usual(word) < 4.0 and line.tags[match.first] in {"NE", "FM"})


def _in_english(line: Line, position: int) -> bool:
    """Whether a usual English word with a capital stands beside: "Venture Capital Investment"."""
    if not line.cased:
        return False
    before = position > 0 and line.gap(position - 1) == " " and not line.starts[position]
    behind = position + 1 < len(line.words) and line.gap(position) == " " and not line.starts[position + 1]
    beside = [position + step for step, there in ((-1, before), (1, behind)) if there]
    words = [line.words[p].folded for p in beside if line.capital(p)]
    return any(usual_english(w) >= 4.0 and usual_english(w) > usual(w) for w in words)


def is_figure(line: Line, start: int, end: int) -> bool:
    """Whether a word belongs to a figure or a code: US in "US-Dollar", "(AMC)" for after market close, "Code FUNK"."""
    before, after = line.text[:start], line.text[end:]
    if before.endswith("(") and after.startswith(")") and line.text[start:end] in _AFTER_HOURS:
        return True
    return _CODE.search(before) is not None or re.match(r"[-\s](?:Dollar|Millionen|Milliarden)", after) is not None


def _is_verb(line: Line, position: int) -> bool:
    if position >= len(line.words) or line.starts[position] or line.gap(position - 1) != " ":
        return False
    return line.tags[position] in {"VVFIN", "VAFIN", "VMFIN"}


def _has_sibling(line: Line, match: ListMatch, sure: set[int]) -> bool:
    """Whether a sure name stands beside, joined by a comma, a bar or a word like "und", and not by a hyphen."""
    if match.first and line.gap(match.first - 1).endswith("-"):
        return False
    return any(position in sure for position in (*_left_of(line, match.first), *_right_of(line, match.last - 1)))


def _left_of(line: Line, first: int) -> Iterator[int]:
    if first >= 1 and _SIBLING.fullmatch(line.gap(first - 1)):
        yield first - 1
    if first >= 2 and line.words[first - 1].text in _AFTER_HOURS:
        yield first - 2
    if first >= 2 and line.words[first - 1].folded in _JOINING:
        yield first - 2


def _right_of(line: Line, last: int) -> Iterator[int]:
    if last + 1 < len(line.words) and _SIBLING.fullmatch(line.gap(last)):
        yield last + 1
    if last + 2 < len(line.words) and line.words[last + 1].folded in _JOINING:
        yield last + 2


def supported(candidates: Sequence[NameCandidate], ids: frozenset[str]) -> list[NameCandidate]:
    """The candidates, those raised whose entity the document names elsewhere beyond doubt."""
    return [replace(c, score=min(1.0, c.score + 0.3)) if _names(c.entries, ids) else c for c in candidates]


def _names(entries: Sequence[NameEntry], ids: frozenset[str]) -> bool:
    return any(e.id in ids for e in entries)
