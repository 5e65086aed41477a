"""The tagger's names, trimmed to what a name is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.mentions.candidates import NameCandidate
from kg.mentions.lexicon import Lexicon, fold
from kg.mentions.lines import Line, Tagged
from kg.mentions.listed import is_figure
from kg.mentions.parts import class_of_head, is_head_of_name
from kg.mentions.vocabulary import FIRM_CLASSES, Vocabulary
from kg.mentions.words import DETERMINERS, is_first_name, kin, usual, usual_english
from kg.model import Finder

_EDGES = " \t\n\r.,;:!?\"'“”„‚‘’()[]{}–—-|/&·…*"
_BASE, _SLOPE = 0.57, 0.3
"""What a name scores by the tagger's own score: from a tenth on it counts, as most such names are right."""
_SURE_OF_TWO = 0.5
_PLAIN, _ENGLISH = 0.25, 0.15
"""What a name loses that is a plain noun, or, in speech, nothing but English words."""
_ADDRESSES = frozenset("herr herrn frau opa oma onkel tante papa mama mutti vati uncle aunt grandpa".split())
"""Words before a person's name that do not belong to it: "Onkel Elon"."""
_APPOSED = re.compile(r", ein(?:e[mnrs]?)? (?:[a-zäöüß]+ ){0,3}(?:[A-ZÄÖÜ]\w*-)?([A-ZÄÖÜ][a-zäöüß]+)\b")
_NO_NAME_TAGS = ("ADV", "ADJD", "PTK", "PPER", "KO", "VA", "VV", "VM", "PAV", "PRF", "PD")
_OPENING_TAGS = ("ITJ", "PTKANT", "ADV", "KO")
_FILLERS = frozenset("also auch da dann doch eben halt hier ja jetzt mal ne noch schon so".split())
_OF = frozenset({"von", "vom", "bei", "zu"})
_RELATIVES = frozenset({"mutter", "tochter", "schwester"})
"""What firms are to each other, and people too."""
_NOUN = 3.3
"""How usual a word before a firm's name must be to be a noun, and no first name: "Ableger Waymo"."""
_OF_A_LAND = re.compile(r"\w{3,}isch(?:e[nmrs]?)?")
"""What is called like a firm of another land is another: "Griechische Telekom"."""
_PLACEHOLDERS = frozenset({"ABC", "XY", "XYZ"})


def tagged_names(
    line: Line, words: Vocabulary, lexicon: Lexicon, listed: Sequence[NameCandidate]
) -> Iterator[NameCandidate]:
    """The names of a line that the tagger found.

    Args:
        line: The line.
        words: Plain words, which are no names by the tagger's word alone.
        lexicon: The listed names.
        listed: The listed names of the line.
    """
    for tagged in line.tagged:
        start, end = _trimmed(line.text, tagged.start, tagged.end)
        start = _behind_interjection(line, start, end, lexicon)
        end = _without_adverb(line, start, end)
        end = _without_firm(line, start, end, lexicon)
        end = _without_figure(line, start, end, lexicon)
        if tagged.class_ == "Person":
            start, end = _without_title(line, start, end, words)
        start, class_ = _behind_noun(line.text[start:end], start, words, lexicon) or (start, tagged.class_)
        start = _behind_plain_nouns(line, start, end, words, lexicon, person=class_ == "Person")
        whole = end
        end, class_ = _before_kind(line, start, end, words, lexicon) or (end, class_)
        end = _without_head(line.text, start, end, words, lexicon)
        if tagged.class_ != "Person":
            end = _without_noun(line, start, end, words, lexicon)
        surface = line.text[start:end]
        if end < whole and " " not in surface and not lexicon.entries_for(surface) and usual(fold(surface)) >= 2.8:
            continue
        if end - start < 2 or not _may_be(line, surface, words) or _is_two(start, end, listed):
            continue
        if is_figure(line, start, end):
            continue
        told = _told_behind(line, end, words)
        yield NameCandidate(
            start=start,
            end=end,
            normal=_place_of(surface, class_, words, lexicon) or surface,
            class_=told or class_,
            score=min(0.84, _score(line, tagged, start, end, words)),
            found_by=Finder.TAGGER if told is None else Finder.RULE,
            anchored=told is not None,
        )


def _may_be(line: Line, surface: str, words: Vocabulary) -> bool:
    if (
        surface.startswith("Code ")
        or surface.split()[-1] in _PLACEHOLDERS
        or surface.isdigit()
        or fold(surface) in DETERMINERS
        or words.is_kind(surface)
    ):
        return False
    return not (surface.islower() and line.cased)


def _is_two(start: int, end: int, listed: Sequence[NameCandidate]) -> bool:
    """Whether the stretch is two listed names side by side: "Trump SpaceX"."""
    inside = [c for c in listed if start <= c.start and c.end <= end and c.score >= _SURE_OF_TWO]
    return len(inside) > 1 and sum(c.end - c.start for c in inside) >= end - start - len(inside)


def _score(line: Line, tagged: Tagged, start: int, end: int, words: Vocabulary) -> float:
    score = _BASE + _SLOPE * tagged.score
    inside = _inside(line, start, end)
    if len(inside) == 1:
        word = line.words[inside[0]]
        known = max(usual(word.folded), usual_english(word.folded) - 1.0)
        plain = known >= 2.8 and (line.tags[inside[0]] != "NE" or known >= 4.5) and not word.text.isupper()
        if plain or (tagged.class_ == "Person" and _is_no_surname(word.folded, words)):
            score -= _PLAIN
    elif inside and all(usual_english(line.words[p].folded) >= 3.3 for p in inside) and not line.written:
        score -= _ENGLISH
    return score


def _is_no_surname(word: str, words: Vocabulary) -> bool:
    """Whether people hardly bear this name: a usual German word that is on no list of names."""
    return usual(word) >= 3.2 and not is_first_name(word) and word not in words.surnames


def _place_of(surface: str, class_: str | None, words: Vocabulary, lexicon: Lexicon) -> str | None:
    """The place of a demonym that the tagger takes for a place: "die Chinesen", "der Osloer Börse"."""
    word = fold(surface)
    place = words.demonyms.get(word) or words.demonyms.get(word.removesuffix("n"))
    if place is not None or class_ == "Person" or lexicon.entries_for(surface):
        return place
    towns = [surface.removesuffix(ending) for ending in ("er", "ern") if surface.endswith(ending)]
    return next((t for t in towns if any(e.class_ == "Place" for e in lexicon.entries_for(t))), None)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without marks at the edges and an article or a form of address in front."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    first, _, rest = text[start:end].partition(" ")
    if rest and (first.lower() in {"der", "die", "das", "dem", "den", "des"} or fold(first) in _ADDRESSES):
        start += len(first) + 1
    return start, end


def _behind_noun(surface: str, start: int, words: Vocabulary, lexicon: Lexicon) -> tuple[int, str] | None:
    """Where the name begins in "Kanzlei Brodersen Quast", and the class that the noun in front gives it."""
    noun, _, name = surface.partition(" ")
    class_ = words.nouns.get(fold(noun))
    if class_ is None and lexicon.entries_for(name):
        class_ = words.class_of_ending(fold(noun))
    if class_ is None or not name[:1].isupper() or class_of_head(noun) is not None or lexicon.entries_for(surface):
        return None
    return start + len(noun) + 1, class_


def _inside(line: Line, start: int, end: int) -> list[int]:
    """The positions of the words that lie within a stretch of a line."""
    return [p for p, w in enumerate(line.words) if start <= w.start and w.end <= end]


def _behind_interjection(line: Line, start: int, end: int, lexicon: Lexicon) -> int:
    """Where the name begins behind a word that opens the sentence: "Nee, Elbkern", "Also Ole Tamm"."""
    inside = _inside(line, start, end)
    if len(inside) < 2 or not line.starts[inside[0]] or lexicon.entries_for(line.text[start:end]):
        return start
    return line.words[inside[1]].start if line.tags[inside[0]].startswith(_OPENING_TAGS) else start


def _without_adverb(line: Line, start: int, end: int) -> int:
    """The end of the name without everyday words that go on with the sentence: "Anna Brix da", "Ole Tamm bereit"."""
    inside = _inside(line, start, end)
    while len(inside) > 1:
        word = line.words[inside[-1]]
        number = line.tags[inside[-1]] == "CARD" and word.text.isalpha()
        least = 4.0 if len(inside) == 2 else 2.0
        everyday = usual(word.folded) >= least and line.tags[inside[-1]].startswith(_NO_NAME_TAGS)
        if not word.text.islower() or not (number or everyday or word.text in _FILLERS):
            break
        inside.pop()
        end = line.words[inside[-1]].end
    return end


def _without_firm(line: Line, start: int, end: int, lexicon: Lexicon) -> int:
    """The end of a name behind which a firm is named: "Maren Wolff von Otto", "Veltro zu Kolk"."""
    inside = _inside(line, start, end)
    if lexicon.entries_for(line.text[start:end]):
        return end
    for place, position in enumerate(inside[1:-1], start=1):
        if line.words[position].folded in _OF:
            named = lexicon.entries_for(line.text[line.words[inside[place + 1]].start : end])
            if any(e.class_ in FIRM_CLASSES for e in named):
                return line.words[inside[place - 1]].end
    return end


def _without_figure(line: Line, start: int, end: int, lexicon: Lexicon) -> int:
    """The end of a listed firm's name behind which a figure or a small word stands: "Revolut 75", "OpenAI drin"."""
    inside = _inside(line, start, end)
    if len(inside) < 2 or lexicon.entries_for(line.text[start:end]):
        return end
    last, before = line.words[inside[-1]], line.words[inside[-2]].end
    named = any(e.class_ in FIRM_CLASSES for e in lexicon.entries_for(line.text[start:before]))
    return before if named and (last.text.isdigit() or (line.cased and last.text.islower())) else end


def _without_title(line: Line, start: int, end: int, words: Vocabulary) -> tuple[int, int]:
    """A person's name without office and kin: "CEO Ada Blum", "Ada Blum CEO", "Ada Blums Mann"."""
    inside = _inside(line, start, end)
    folded = [line.words[p].folded for p in inside]
    while len(inside) > 1 and (words.is_office(folded[len(inside) - 1]) or folded[len(inside) - 1] in kin()):
        inside.pop()
    first = 0
    while first + 1 < len(inside) and words.is_office(folded[first]) and not is_first_name(folded[first]):
        first += 1
    return (line.words[inside[first]].start, line.words[inside[-1]].end) if inside else (start, end)


def _told_behind(line: Line, end: int, words: Vocabulary) -> str | None:
    """The class that an apposition gives a name: "Mara Hagen, eine Immobilienfirma aus Kiel"."""
    told = _APPOSED.match(line.text, end)
    if told is None or not line.cased or fold(told[1]) in _RELATIVES:
        return None
    return words.class_of_ending(fold(told[1]))


def _behind_plain_nouns(line: Line, start: int, end: int, words: Vocabulary, lexicon: Lexicon, *, person: bool) -> int:
    """Where the name begins in "Halle Wattwurm" and "Berliner Beratungsstelle Netzmut"."""
    inside = _inside(line, start, end)
    if not line.cased or len(inside) < 2 or lexicon.entries_for(line.text[start:end]):
        return start
    owner = line.words[inside[0]].text
    owned = len(inside) > 2 and owner.endswith("s") and bool(lexicon.entries_for(owner[:-1]))
    if owned and line.gap(inside[0]) == line.gap(inside[1]) == " " and line.tags[inside[1]] == "NN":
        # "Ubisofts Ableger Vantage Studios"
        return line.words[inside[2]].start
    firm = lexicon.entries_for(line.text[line.words[inside[1]].start : end])
    first = line.words[inside[0]]
    plain = words.is_noun(first.text) or usual(first.folded) >= _NOUN
    if person and plain and not is_first_name(first.text) and any(e.class_ in FIRM_CLASSES for e in firm):
        return line.words[inside[1]].start
    for place, position in enumerate(inside[:-1]):
        noun, after = line.words[position], inside[place + 1]
        if _is_compound_before_name(line, inside, place):
            return line.words[after].start
        if _OF_A_LAND.fullmatch(noun.folded):
            break
        if not (words.is_noun(noun.text) or _is_german_noun(line, position, edge=place == 0)):
            if place or not (noun.text.endswith("er") or line.gap(position) == "-"):
                break
        elif class_of_head(noun.text) is not None or line.gap(position) != " ":
            break
        else:
            odd = words.is_odd(line, after) and line.capital(after) and line.tags[after] in {"NE", "FM", "XY"}
            if odd or lexicon.entries_for(line.text[line.words[after].start : end]):
                return line.words[after].start
    return start


def _is_compound_before_name(line: Line, inside: Sequence[int], place: int) -> bool:
    """Whether a compound with a hyphen ends here and a person's name begins: "Wise-Veteran Taavet Hinrik"."""
    if place == 0 or line.gap(inside[place - 1]) != "-" or line.gap(inside[place]) != " ":
        return False
    given, first = line.words[inside[place + 1]].text, line.words[inside[place - 1]].text
    return is_first_name(given) and not is_first_name(first) and place + 2 < len(inside)


def _before_kind(line: Line, start: int, end: int, words: Vocabulary, lexicon: Lexicon) -> tuple[int, str] | None:
    """Where the name ends in "Rhea 300 Inferenz-Chip", and the class that the noun behind gives it."""
    inside = _inside(line, start, end)
    if len(inside) < 3 or not line.cased or lexicon.entries_for(line.text[start:end]):
        return None
    *_, before, noun = inside
    class_ = words.nouns.get(line.words[noun].folded)
    if class_ is None or line.gap(before) != "-" or line.tags[before] == "NE":
        return None
    first = inside[-3]
    named = line.words[first].text.isdigit() or words.is_odd(line, first)
    return (line.words[first].end, class_) if named and line.gap(first) == " " else None


def _without_noun(line: Line, start: int, end: int, words: Vocabulary, lexicon: Lexicon) -> int:
    """The end of a listed name behind which other words stand: "Google Rechenleistung", "Adidas Sportvorstand"."""
    inside = _inside(line, start, end)
    if not line.cased or lexicon.entries_for(line.text[start:end]):
        return end
    while len(inside) > 1 and (
        _is_german_noun(line, inside[-1])
        or words.is_office(line.words[inside[-1]].folded)
        or (words.is_noun(line.words[inside[-1]].text) and line.gap(inside[-2]) == " ")
        or line.tags[inside[-1]].startswith("VV")
    ):
        inside.pop()
        if lexicon.entries_for(line.text[start : line.words[inside[-1]].end]):
            return line.words[inside[-1]].end
    return end


def _is_german_noun(line: Line, position: int, *, edge: bool = False) -> bool:
    """Whether a word is a noun of everyday German; `edge`: whatever joins it to the word before."""
    word = line.words[position].folded
    joined = edge or line.gap(position - 1) == " "
    return line.tags[position] == "NN" and joined and usual(word) >= 2.5 > usual_english(word)


def _without_head(text: str, start: int, end: int, words: Vocabulary, lexicon: Lexicon) -> int:
    """The end of the name inside of a compound: "Elbkern-Chef", "US-Anbieter", but "Coca-Cola" is a name."""
    surface = text[start:end]
    if "-" not in surface or " " in surface or lexicon.entries_for(surface):
        return end
    first, _, rest = surface.partition("-")
    last = fold(surface.rsplit("-", 1)[1])
    if lexicon.entries_for(first) and usual(fold(first)) < 4.0:
        return start + len(first)
    plain = words.is_plain(last) or is_head_of_name(last) or usual(last) >= 2.5 or last.rstrip("s") in {"vc", "pac"}
    if not plain or len(first) < 2:
        return end
    longest = surface.rsplit("-", 1)[0]
    return start + (len(longest) if "-" in rest and lexicon.entries_for(longest) else len(first))
