"""How figures, dates and times are written for readers, in German or English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from kg.errors import DataError, ExportError
from kg.model import Amount, Percent
from kg.paths import data_folder

_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


@cache
def texts(language: str) -> Mapping[str, str]:
    """What the page says in this language.

    Raises:
        ExportError: if it does not speak the language.
    """
    spoken = _toml("texts.toml")
    if language not in spoken:
        raise ExportError(f"the page does not speak {language!r}; it speaks {', '.join(sorted(spoken))}")
    found: Mapping[str, str] = spoken[language]
    return found


@cache
def appearance() -> Mapping[str, Mapping[str, Any]]:
    """Colours and shapes by class and modality."""
    return _toml("appearance.toml")


def amount_text(amount: Amount, language: str) -> str:
    """Money for readers: "2 Mrd. USD", "28–32 Mrd. USD", "1.250 EUR"."""
    ends = [amount.value]
    if amount.minimum is not None and amount.maximum is not None and amount.minimum < amount.maximum:
        ends = [amount.minimum, amount.maximum]
    scale, name = next(((s, texts(language)[n]) for s, n in _SCALES if ends[-1] >= s), (1.0, ""))
    figures = "–".join(number_text(end / scale, language) for end in ends)
    return " ".join(word for word in (figures, name, amount.currency or "") if word)


def percent_text(percent: Percent, language: str) -> str:
    """A share for readers: "12,5 %"."""
    ends = [percent.value]
    if percent.minimum is not None and percent.maximum is not None and percent.minimum < percent.maximum:
        ends = [percent.minimum, percent.maximum]
    return "–".join(number_text(end, language) for end in ends) + (" %" if language == "de" else "%")


def number_text(value: float, language: str) -> str:
    """A number with at most two decimals and the language's separators."""
    plain = f"{value:,.2f}"
    plain = plain.rstrip("0").rstrip(".")
    return plain.translate(str.maketrans(",.", ".,")) if language == "de" else plain


def date_text(iso: str, language: str) -> str:
    """A date for readers: German ones read "27.01.2026" or "01/2026"."""
    parts = iso.split("-")
    if language != "de" or not all(part.isdigit() for part in parts) or len(parts) not in (2, 3):
        return iso
    return "/".join(reversed(parts)) if len(parts) == 2 else ".".join(reversed(parts))


def time_text(seconds: float) -> str:
    """A place in the audio: "03:07", from an hour on "1:02:05"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def _toml(name: str) -> dict[str, Any]:
    path = data_folder("export") / name
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError(path, "missing; install the program again") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(path, f"not TOML: {error}") from error
