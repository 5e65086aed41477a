"""Ids from content and names, and the checks that the types share."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "Æ": "Ae", "æ": "ae"}
_OTHERS = {"Ø": "O", "ø": "o", "Ł": "L", "ł": "l", "đ": "d", "&": " and ", "+": " plus "}
_GERMAN = str.maketrans(_UMLAUTS | _OTHERS)


@lru_cache(maxsize=65_536)
def kebab(name: str) -> str:
    """The id of what bears this name: kebab-case ASCII ("Weißes Haus" → ``weisses-haus``).

    A name without any Latin letter or digit gives ``x-`` and a hash of it, so that every name has an id.
    """
    ascii_name = unicodedata.normalize("NFKD", name.translate(_GERMAN)).encode("ascii", "ignore").decode("ascii")
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower().replace("'", "").replace(".", "")).strip("-")
    return slug or "x-" + content_hash(name)


def content_hash(*parts: str) -> str:
    """Twelve hexadecimal digits that depend on the parts and their order alone."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(joined, digest_size=6).hexdigest()


def check_span(start: int, end: int) -> None:
    """Refuse a span that is empty or starts before the text."""
    if not 0 <= start < end:
        raise ValueError(f"a span is not empty and starts at 0 or later, not {start}:{end}")


def check_times(start_seconds: float, end_seconds: float) -> None:
    """Refuse times that run backwards."""
    if not 0 <= start_seconds <= end_seconds:
        raise ValueError(f"times run forward from 0, not from {start_seconds} to {end_seconds}")


def check_score(score: float) -> None:
    """Refuse a score that is not between 0 and 1."""
    if not 0 <= score <= 1:
        raise ValueError(f"a score lies between 0 and 1, not at {score}")


def check_range(value: float, minimum: float | None, maximum: float | None) -> None:
    """Refuse a value outside of its own range."""
    if value < 0 or (minimum is not None and minimum > value) or (maximum is not None and maximum < value):
        raise ValueError(f"{value} does not lie between {minimum} and {maximum}")
