"""Words that make names: what stands at their end ("… Ventures"), at their start ("Stiftung …"), and legal forms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.mentions.lexicon import fold, key_of
from kg.names import words_of
from kg.paths import data_folder

_LEGAL = frozenset({"gmbh", "ag", "se", "kg", "inc", "corp", "ltd", "llc", "co", "ev", "limited", "plc", "mbh", "ug"})


_ENDINGS = ("", "in", "innen", "s", "es", "r", "n", "en", "e", "er", "ern")
_SHORT = 6
"""A shorter noun is no sign at the end of a longer word: "…-Zimmermann" is no "-Mann"."""
_CHIEF = "chef"


@cache
def _heads() -> frozenset[str]:
    return frozenset(map(fold, words_of(data_folder("ontology") / "words" / "compound-heads.txt")))


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
    """Whether a folded word is a legal form such as GmbH."""
    return word in _LEGAL


@cache
def is_head_of_name(word: str) -> bool:
    """Whether a folded word often follows a name and a hyphen: "…-Chef", "…-Finanzchef", "…-Ermittlungen"."""
    stems = {word.removesuffix(ending) for ending in _ENDINGS}
    heads = _heads()
    return bool(stems & heads) or any(
        stem[cut:] in heads and (len(stem) - cut >= _SHORT or stem[cut:] == _CHIEF)
        for stem in stems
        for cut in range(2, len(stem) - 3)
    )
