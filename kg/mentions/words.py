"""What is known about single words: how usual they are, whether they are first names, how German bends them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from kg.errors import NamesError
from kg.mentions.lexicon import fold
from kg.names import words_of
from kg.paths import data_folder

DETERMINERS = frozenset(
    "der die das dem den des dieser diese dieses diesem diesen jener jene jenes jenem jenen ein eine einen einem einer "
    "eines kein keine keinen keinem keiner keines mein meine meinen meinem meiner dein deine deinen deinem deiner sein "
    "seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere unseren unserem unserer euer eure euren eurem "
    "eurer jede jeder jedes jeden jedem alle allen aller manche mancher welche welcher welches welchen welchem solche "
    "solcher beide beiden viele vielen wenige mehrere einige einigen etliche zwei drei vier fünf sechs sieben acht "
    "neun zehn the a an this that these those his her its their our your my".split()
)
DEFINITE = frozenset("der die das dem den des dieser diese dieses diesem diesen jener jene jenes jenem jenen".split())
FUSED = frozenset("am beim im vom zum zur ins ans aufs fürs ums übers".split())
"""Prepositions with an article inside."""


@cache
def usual(word: str) -> float:
    """How usual a word is in German, as its Zipf frequency: 0 unknown, 3 known, 5 everyday."""
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "de"))


@cache
def usual_english(word: str) -> float:
    """How usual a word is in English, as its Zipf frequency."""
    from wordfreq import zipf_frequency

    return float(zipf_frequency(word, "en"))


@cache
def first_names() -> Mapping[str, str]:
    """Folded first name → ``m``, ``f``, ``mf`` or an empty string where the gender is not known."""
    rows = _table("first-names.tsv")
    return MappingProxyType({fold(row[0]): row[1] if len(row) > 1 else "" for row in rows})


@cache
def kin() -> frozenset[str]:
    """Folded nouns for relatives: "Bruder", "Ehefrau"."""
    return words_of(data_folder("ontology") / "words" / "kin.txt")


@cache
def full_names(name: str) -> tuple[str, ...]:
    """The first names that a folded first name may stand for, itself among them: Sepp is Josef, Bob is Robert."""
    return (name, *_short_names().get(name, ()))


@cache
def _short_names() -> Mapping[str, tuple[str, ...]]:
    rows = _table("short-names.tsv")
    return MappingProxyType({fold(short): tuple(map(fold, full.split("|"))) for short, full in rows})


def _table(name: str) -> list[list[str]]:
    """The cells of each row of a table of `ontology/words`, without its header."""
    path = data_folder("ontology") / "words" / name
    try:
        return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:] if line]
    except FileNotFoundError as error:
        raise NamesError(path, "there is no such file; install the program again") from error


def gender_of(name: str) -> str:
    """``m``, ``f`` or an empty string: what the first of a person's names says."""
    first = fold(re.split(r"[\s-]", name.strip(), maxsplit=1)[0])
    found = first_names().get(first) or _genders().get(first, "")
    return found if found in {"m", "f"} else ""


@cache
def _genders() -> Mapping[str, str]:
    """Folded first name → ``m`` or ``f``, of names too rare or foreign to be taken for names wherever they stand."""
    return MappingProxyType({fold(name): gender for name, gender in _table("genders.tsv")})


def may_be_called(noun: str, names: Iterable[str]) -> bool:
    """Whether something with these names may be meant by a noun for bodies that bear it: no bank is a "Ministerium"."""
    word = noun.lower()
    said = next((parts for ending, parts in _bodies() if word.endswith(ending)), None)
    return said is None or any(part in name.lower() for name in names for part in said)


@cache
def _bodies() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Ends of nouns, the longest first → words of which one stands in the name of whatever they mean."""
    rows = sorted(_table("bodies.tsv"), key=lambda row: (-len(row[0]), row[0]))
    return tuple((noun, tuple(parts.split("|"))) for noun, parts in rows)


def is_first_name(word: str) -> bool:
    """Whether people bear this as a first name."""
    return fold(word) in first_names()


def is_shouted(word: str) -> bool:
    """Whether a word is all capitals, as acronyms are."""
    return len(word) > 1 and word.isupper()


def is_mixed(word: str) -> bool:
    """Whether a word has a capital or a figure inside, as many a firm's name has: SiPearl, WhoRanks, Rhea1."""
    inner = word[1:]
    return any(c.isupper() for c in inner) and not word.isupper() and any(c.islower() for c in word)
