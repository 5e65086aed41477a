"""The name lists: what the world calls its companies, people, chips, parties, places, as reviewed tables."""

from __future__ import annotations

from kg.names.lists import (
    ADJECTIVE_ENDINGS,
    COLUMNS,
    NameEntry,
    NameList,
    Office,
    bare_domain,
    is_no_office,
    is_office_of_place,
    is_office_of_state,
    is_party_word,
    load,
    read,
    tells_founding,
    words_of,
)

__all__ = [
    "ADJECTIVE_ENDINGS",
    "COLUMNS",
    "NameEntry",
    "NameList",
    "Office",
    "bare_domain",
    "is_no_office",
    "is_office_of_place",
    "is_office_of_state",
    "is_party_word",
    "load",
    "read",
    "tells_founding",
    "words_of",
]
