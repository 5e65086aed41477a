"""Amounts, percentages and dates as German (and English) texts say them.

"anderthalb Milliarden", "zwischen 2 und 4 Milliarden Dollar", "900-Millionen-Deal", "€11 Mrd.", "ein niedriger
zweistelliger Millionenbetrag", "ein Viertel", "15 bis 20 Prozent", "27. Januar 2026", "letztes Jahr". A figure counts
as money only with a currency or a magnitude, and not when it counts things ("6 Millionen Nutzer").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.model import Amount, DateValue, Percent
from kg.paths import data_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """An amount, percentage or date at characters `start` to `end` of the text that was searched."""

    start: int
    end: int
    value: Amount | Percent | DateValue


_MAGNITUDES = {
    "tausend": 1e3, "tsd": 1e3, "k": 1e3, "thousand": 1e3,
    "mio": 1e6, "million": 1e6, "millionen": 1e6, "millions": 1e6, "mn": 1e6, "m": 1e6,
    "mrd": 1e9, "milliarde": 1e9, "milliarden": 1e9, "bn": 1e9, "b": 1e9,
    "bio": 1e12, "billion": 1e12, "billionen": 1e12, "trillion": 1e12,
}  # fmt: skip
_ENGLISH_MAGNITUDES = {"billion": 1e9, "billions": 1e9, "trillion": 1e12}
_CURRENCIES = {
    "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD", "us-dollar": "USD", "dollars": "USD", "us dollar": "USD",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR",
    "£": "GBP", "gbp": "GBP", "pfund": "GBP", "pounds": "GBP",
    "chf": "CHF", "franken": "CHF", "schweizer franken": "CHF",
    "¥": "JPY", "yen": "JPY", "jpy": "JPY", "yuan": "CNY", "renminbi": "CNY", "cny": "CNY", "rmb": "CNY",
    "won": "KRW", "rupien": "INR", "inr": "INR", "rubel": "RUB", "kronen": "SEK", "złoty": "PLN", "zloty": "PLN",
}  # fmt: skip
_IN_FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
_SOON = 90
"""Characters within which somebody corrects a figure."""
_SMALL = {
    "ein": 1, "eine": 1, "einen": 1, "einer": 1, "einem": 1, "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5,
    "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "one": 1, "two": 2, "three": 3,
    "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5, "dreieinhalb": 3.5, "viereinhalb": 4.5,
    "fünfeinhalb": 5.5, "sechseinhalb": 6.5, "siebeneinhalb": 7.5, "achteinhalb": 8.5,
    "neuneinhalb": 9.5, "zehneinhalb": 10.5, "elfeinhalb": 11.5, "zwölfeinhalb": 12.5,
    "hundert": 100, "zweihundert": 200, "dreihundert": 300, "vierhundert": 400, "fünfhundert": 500,
    "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
    "neunzig": 90,
    "halbe": 0.5, "halben": 0.5, "half": 0.5,
}  # fmt: skip
_SHARES = {
    "die hälfte": 50, "der hälfte": 50, "zur hälfte": 50, "ein drittel": 100 / 3, "einem drittel": 100 / 3,
    "zwei drittel": 200 / 3, "ein viertel": 25, "einem viertel": 25, "drei viertel": 75, "ein fünftel": 20,
    "ein zehntel": 10,
}  # fmt: skip
_MONTHS = {
    "januar": 1, "jänner": 1, "februar": 2, "märz": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7, "august": 8,
    "september": 9, "oktober": 10, "november": 11, "dezember": 12,
}  # fmt: skip
_RELATIVE_YEARS = {
    "letztes jahr": -1, "letzten jahres": -1, "letzten jahr": -1, "vergangenen jahr": -1, "vergangenes jahr": -1,
    "vorjahr": -1, "dieses jahr": 0, "diesem jahr": 0, "dieses jahres": 0, "nächstes jahr": 1, "nächsten jahr": 1,
    "kommenden jahr": 1,
}  # fmt: skip

_LETTER = "A-Za-zÄÖÜäöüß"
_GROUPED = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)(?:,\d+)?"
_DIGITS = rf"{_GROUPED}|\d+(?:[.,]\d+)?"
_WORDS = rf"(?<![{_LETTER}])(?:" + "|".join(sorted(_SMALL, key=len, reverse=True)) + rf")(?![{_LETTER}])"
_NUMBER = rf"(?:(?<![\d.,]){_DIGITS}|{_WORDS})"
_MAGNITUDE = (
    r"(?:Tausend|Tsd\.?|Mio\.?|Million(?:en)?|millions?|Mrd\.?|Milliarden?|Bio\.?|Billion(?:en)?|billions?|"
    rf"trillions?|thousand|bn|mn|[kmb])(?![{_LETTER}\d])"
)
_SIGN = r"(?:US\$|\$|€|£|¥)"
_CURRENCY_WORD = (
    r"(?:US[- ]?Dollars?|Dollars?|USD|Euros?|EUR|€|\$|£|Schweizer Franken|Franken|CHF|Pfund|GBP|pounds|Yuan|"
    rf"Renminbi|CNY|RMB|Yen|JPY|(?-i:Won)|Rupien|INR|Rubel|Kronen|Złoty|Zloty)(?![{_LETTER}])"
)
_RANGE_WORD = r"\s*(?:bis|und|oder|to|and|[-–])\s*"
_AMOUNT = re.compile(
    rf"(?P<sign>{_SIGN})?\s?(?:(?P<low>{_NUMBER})(?:[ \u00a0]?(?P<low_magnitude>{_MAGNITUDE}))?(?P<range>{_RANGE_WORD})"
    rf"(?:bis zu )?{_SIGN}?)?(?P<number>{_NUMBER})(?:[ \u00a0-]?(?P<magnitude>{_MAGNITUDE}))?"
    rf"(?:[ \u00a0-]?(?P<currency>{_CURRENCY_WORD}))?",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    rf"von\s+(?P<low>{_NUMBER})\s+auf\s+(?={_NUMBER}[ \u00a0]?(?P<magnitude>{_MAGNITUDE}))", re.IGNORECASE
)
_DIGIT_COUNT = re.compile(
    r"(?:(?P<part>niedrig|mittler|hoh)e[rnms]?\s+)?(?P<digits>ein|zwei|drei|vier|fünf|sechs)stellige[rnms]?\s+"
    r"(?P<unit>Millionen|Milliarden|Tausend)?(?P<tail>-?(?:betrag|summe|bereich|euro-?betrag)\w*)?",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    rf"(?:(?:zwischen\s+)?(?P<low>{_NUMBER})\s*(?:%|Prozent)?{_RANGE_WORD})?(?P<number>{_NUMBER})\s?-?"
    rf"(?:%|Prozent|prozentige?\w*|percent|per cent)(?![{_LETTER}]*punkt)",
    re.IGNORECASE,
)
_SHARE = re.compile(rf"\b(?:{'|'.join(_SHARES)})\b", re.IGNORECASE)
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"(?:(?P<day>\d{{1,2}})\.\s*)?(?P<month>{_MONTH})\s+(?P<year>(?:19|20)\d\d)"
    rf"|(?P<nday>\d{{1,2}})\.(?P<nmonth>\d{{1,2}})\.(?P<nyear>(?:19|20)\d\d)"
    rf"|(?P<quarter>Q[1-4]|[1-4]\. Quartal|(?:erste|zweite|dritte|vierte)[sn]? Quartal)(?:\s+(?P<qyear>(?:19|20)\d\d))?"
    rf"|(?P<relative>{'|'.join(_RELATIVE_YEARS)})"
    r"|(?<![\d.,$€£-])(?P<only>(?:19[5-9]|20[0-4])\d)"
    r"(?![\d%€$]|[.,]\d|\s*(?:Prozent|Euro|Dollar|Millionen|Milliarden))",
    re.IGNORECASE,
)


def find_quantities(text: str, *, year: int | None = None, language: str = "de") -> Iterator[Quantity]:
    """The amounts, percentages and dates of `text`, in order, without overlaps.

    Args:
        text: What to search.
        year: The year of the document, for "letztes Jahr"; without it relative years are left out.
        language: ``en`` reads "billion" as 10^9, German as 10^12.
    """
    taken = 0
    found = [*_percents(text), *_digit_counts(text), *_amounts(text, language), *_dates(text, year)]
    for quantity in sorted(found, key=lambda q: (q.start, -q.end)):
        if quantity.start >= taken:
            yield quantity
            taken = quantity.end


def is_taken_back(text: str, start: int, end: int) -> bool:
    """Whether what follows denies the figure at these characters: "300 Millionen, oder? – Nee, nicht 300 …"."""
    number = _IN_FIGURES.search(text, start, end)
    if number is None:
        return False
    return re.compile(rf"\bnicht {re.escape(number.group())}(?![.,]?\d)").search(text, end, end + _SOON) is not None


def _amounts(text: str, language: str) -> Iterator[Quantity]:
    inherited = {m.start("low"): m for m in _FROM_TO.finditer(text)}
    for start, opening in inherited.items():
        factor = _factor(opening["magnitude"], language)
        yield Quantity(start=start, end=opening.end("low"), value=Amount(value=_number(opening["low"]) * factor))
    position = 0
    while match := _AMOUNT.search(text, position):
        position = max(match.end(), match.start() + 1)
        if match.start("number") in inherited or match.start("low") in inherited:
            position = match.end("low") if match["low"] else match.end("number")
            continue
        quantity = _amount(text, match, language)
        if quantity is not None:
            yield quantity


def _amount(text: str, match: re.Match[str], language: str) -> Quantity | None:
    magnitude, sign = match["magnitude"], match["sign"] or match["currency"]
    if (magnitude or "").lower() in {"k", "m", "b", "bn", "mn"} and not match["sign"] and not match["currency"]:
        return None
    if (magnitude is None and sign is None) or _counts_things(text, match.end()):
        return None
    currency = _currency(match["sign"]) or _currency(match["currency"]) or _currency_behind(text, match.end())
    factor = _factor(magnitude, language)
    value = _number(match["number"]) * factor
    start = match.start() + len(match.group()) - len(match.group().lstrip())
    if match["low"] is None or _is_article(match["low"], match["range"]):
        start = start if match["sign"] or match["low"] is None else match.start("number")
        return Quantity(start=start, end=match.end(), value=Amount(value=value, currency=currency))
    low = _number(match["low"]) * _factor(match["low_magnitude"] or magnitude, language)
    if low > value:
        low /= factor
    if low >= value:
        return Quantity(start=match.start("number"), end=match.end(), value=Amount(value=value, currency=currency))
    middle = Amount(value=(low + value) / 2, currency=currency, minimum=low, maximum=value)
    return Quantity(start=start, end=match.end(), value=middle)


def _is_article(low: str, between: str) -> bool:
    """Only a real number opens a range: "eine oder zwei Milliarden" is one, "eine und 3 Millionen" is not."""
    return low.lower() in {"eine", "einen", "einer", "einem"} and between.strip() in {"und", "and"}


def _currency_behind(text: str, end: int) -> str | None:
    """The currency inside a compound or after a short filler: "900-Millionen-Dollar-Deal"."""
    behind = re.match(rf"-?(?:schwere[nrs]?\s+)?({_CURRENCY_WORD})", text[end : end + 20], re.IGNORECASE)
    return _currency(behind[1]) if behind else None


def _counts_things(text: str, end: int) -> bool:
    word = re.match(r"\s+(?:(?:aktive|tägliche|monatliche|neue|zahlende)[nr]?\s+)*([\w:]+)", text[end : end + 60])
    return bool(word) and word is not None and word[1].lower() in _counted_nouns()


@cache
def _counted_nouns() -> frozenset[str]:
    path = data_folder("ontology") / "words" / "counted-nouns.txt"
    return frozenset(path.read_text(encoding="utf-8").lower().split())


def _digit_counts(text: str) -> Iterator[Quantity]:
    """The lower part of 10 to 99 million for "ein niedriger zweistelliger Millionenbetrag", and its like."""
    sizes = {"ein": 0, "zwei": 1, "drei": 2, "vier": 3, "fünf": 4, "sechs": 5}
    for match in _DIGIT_COUNT.finditer(text):
        unit = {"millionen": 1e6, "milliarden": 1e9, "tausend": 1e3}.get((match["unit"] or "").lower(), 1.0)
        if match["unit"] is None and match["tail"] is None:
            continue
        size, part = sizes[match["digits"].lower()], (match["part"] or "").lower()
        low, high = 10**size * unit, (10 ** (size + 1) - 1) * unit
        third = (high - low) / 3
        if part == "niedrig":
            high = low + third
        elif part == "hoh":
            low = high - third
        elif part == "mittler":
            low, high = low + third, high - third
        middle = Amount(value=(low + high) / 2, minimum=low, maximum=high)
        yield Quantity(start=match.start(), end=match.end(), value=middle)


def _percents(text: str) -> Iterator[Quantity]:
    for match in _PERCENT.finditer(text):
        value = _number(match["number"])
        low = _number(match["low"]) if match["low"] else None
        if low is None or low >= value:
            start = match.start("number") if low is not None else match.start()
            yield Quantity(start=start, end=match.end(), value=Percent(value=value))
        else:
            middle = Percent(value=(low + value) / 2, minimum=low, maximum=value)
            yield Quantity(start=match.start(), end=match.end(), value=middle)
    for match in _SHARE.finditer(text):
        share = Percent(value=round(_SHARES[match.group().lower()], 2))
        yield Quantity(start=match.start(), end=match.end(), value=share)


def _dates(text: str, year: int | None) -> Iterator[Quantity]:
    for match in _DATE.finditer(text):
        date = _date(match, year)
        if date is not None:
            yield Quantity(start=match.start(), end=match.end(), value=date)


def _date(match: re.Match[str], year: int | None) -> DateValue | None:
    if match["month"]:
        month = f"{match['year']}-{_MONTHS[match['month'].lower()]:02d}"
        return DateValue(iso=f"{month}-{int(match['day']):02d}" if match["day"] else month)
    if match["nday"]:
        day, month_number = int(match["nday"]), int(match["nmonth"])
        valid = 1 <= day <= 31 and 1 <= month_number <= 12
        return DateValue(iso=f"{match['nyear']}-{month_number:02d}-{day:02d}") if valid else None
    if match["quarter"]:
        words = {"erste": "1", "zweite": "2", "dritte": "3", "vierte": "4"}
        number = next((n for w, n in words.items() if match["quarter"].lower().startswith(w)), None)
        number = number or re.sub(r"\D", "", match["quarter"])
        return DateValue(period=f"Q{number} {match['qyear']}" if match["qyear"] else f"Q{number}")
    if match["relative"]:
        return None if year is None else DateValue(iso=str(year + _RELATIVE_YEARS[match["relative"].lower()]))
    return DateValue(iso=match["only"])


def _number(text: str) -> float:
    small = _SMALL.get(text.lower())
    if small is not None:
        return float(small)
    if re.fullmatch(_GROUPED, text):
        text = re.sub(r"[^\d,]", "", text)
    return float(text.replace(",", "."))


def _factor(magnitude: str | None, language: str) -> float:
    if not magnitude:
        return 1.0
    key = magnitude.lower().rstrip(".")
    if language == "en" and key in _ENGLISH_MAGNITUDES:
        return _ENGLISH_MAGNITUDES[key]
    return _MAGNITUDES.get(key) or _MAGNITUDES.get(key.rstrip("s"), 1.0)


def _currency(word: str | None) -> str | None:
    return None if word is None else _CURRENCIES.get(word.lower()) or _CURRENCIES.get(word.lower().replace(" ", "-"))
