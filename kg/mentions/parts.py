"""Words that make names: what stands at their end ("… Ventures"), at their start ("Stiftung …"), and legal forms."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.mentions.lexicon import fold, key_of
from kg.paths import data_folder

_LEGAL = frozenset({"gmbh", "ag", "se", "kg", "inc", "corp", "ltd", "llc", "co", "ev", "limited", "plc", "mbh", "ug"})


_HEADS = re.compile(
    r"(?:(?:co-?)?(?:vize-?)?(?:chef|boss|ceo|cto|cfo|coo|gründer|mitgründer|präsident|sprecher|manager|vorstand|"
    r"politiker|kandidat|minister|mitarbeiter|aktionär|investor|partner|host|moderator|vertraute|anwalt|analyst|"
    r"forscher|erfinder|entwickler|eigner|eigentümer|inhaber|chairman|mitglied|abgeordnete|generalsekretär|"
    r"schatzmeister)(?:in|innen|s|r|n|en|e)?|tochter|töchter|mutter|aktien?|anteile?|deal|übernahme|beteiligung|"
    r"konzern|gruppe|zentrale|investoren|kunden)"
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
    """Whether a folded word is a legal form such as GmbH."""
    return word in _LEGAL


def is_head_of_name(word: str) -> bool:
    """Whether a folded word often follows a name and a hyphen: "…-Chef", "…-Aktie", "…-Tochter"."""
    return _HEADS.fullmatch(word) is not None
