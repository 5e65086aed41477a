"""Dates as German and English pages write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("januar", "jänner", "jan", "january"),
            ("februar", "feber", "feb", "february"),
            ("märz", "maerz", "mär", "mrz", "mar", "march"),
            ("april", "apr"),
            ("mai", "may"),
            ("juni", "jun", "june"),
            ("juli", "jul", "july"),
            ("august", "aug"),
            ("september", "sep", "sept"),
            ("oktober", "okt", "oct", "october"),
            ("november", "nov"),
            ("dezember", "dez", "dec", "december"),
        ),
        start=1,
    )
    for name in names
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(r"\b(?P<y>[12]\d{3})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?!\d)", re.ASCII)
_ISO_MONTH = re.compile(r"\b(?P<y>[12]\d{3})-(?P<m>\d{2})\b(?!-)", re.ASCII)
_GERMAN = re.compile(
    rf"\b(?P<d>\d{{1,2}})\.?\s*(?P<n>{_NAMES})\b\.?,?\s+(?P<y>[12]\d{{3}})\b", re.IGNORECASE | re.ASCII
)
_ENGLISH = re.compile(
    rf"\b(?P<n>{_NAMES})\b\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>[12]\d{{3}})\b", re.IGNORECASE | re.ASCII
)
_DOTS = re.compile(r"\b(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>[12]\d{3})\b", re.ASCII)
_SHORT_DOTS = re.compile(r"\b(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{2})\b(?![.\d])", re.ASCII)
_MONTH = re.compile(rf"(?<![\d.]\s)\b(?P<n>{_NAMES})\b\.?\s+(?P<y>[12]\d{{3}})\b", re.IGNORECASE | re.ASCII)
_YEAR = re.compile(r"^\s*(?P<y>[12]\d{3})\s*$", re.ASCII)
_FORMS = (_ISO, _GERMAN, _ENGLISH, _DOTS, _SHORT_DOTS, _ISO_MONTH, _MONTH, _YEAR)


def iso_date(words: str) -> str | None:
    """The first date in these words, as exact as they are: ``2026-01-27``, ``2026-01`` or ``2026``; None without one.

    Only a text that is nothing but a year counts as a year; a day that no calendar has is no date.
    """
    for form in _FORMS:
        for found in form.finditer(words):
            told = _iso(found.groupdict())
            if told is not None:
                return told
    return None


def mail_date(words: str) -> str | None:
    """The day of a date as feeds and mails write it ("Tue, 27 Jan 2026 05:00:00 +0100"), as it reads there."""
    parsed = parsedate(words)
    if parsed is None:
        return iso_date(words)
    return _day(*parsed[:3])


def _iso(parts: dict[str, str]) -> str | None:
    year = int(parts["y"])
    if len(parts["y"]) == 2:
        year += 2000
    name = parts.get("n")
    month = _MONTHS[name.lower()] if name else int(parts.get("m", 0))
    if not month:
        return f"{year:04d}"
    if "d" not in parts:
        return f"{year:04d}-{month:02d}" if 1 <= month <= 12 else None
    return _day(year, month, int(parts["d"]))


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
