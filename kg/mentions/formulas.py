"""Names after set phrases: a show's sponsor, the show itself, what a newsletter recommends, an event with its place."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kg.errors import NamesError
from kg.mentions.candidates import NameCandidate, unlisted
from kg.mentions.lexicon import Lexicon
from kg.mentions.lines import Line
from kg.mentions.vocabulary import Vocabulary
from kg.mentions.words import DETERMINERS, usual
from kg.model import Finder
from kg.paths import data_folder

_SCORE = 0.72
_RARE = 2.0
"""Zipf frequency below which a noun in small letters or with the end of an event is a name."""
_BEHIND = 8
"""Words behind a name within which a noun says what it is."""
_TITLE_ENDS = re.compile(r"[(\n|]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A set phrase, as `ontology/words/formulas.toml` has it."""

    class_: str
    before: re.Pattern[str]
    after: re.Pattern[str] | None
    whole: bool
    described: bool


def formula_names(line: Line, words: Vocabulary, lexicon: Lexicon) -> Iterator[NameCandidate]:
    """The names that set phrases of a line introduce.

    Args:
        line: The line.
        words: Plain words.
        lexicon: The listed names: places after events.
    """
    formulas, events, ends = _formulas()
    for formula in formulas:
        for match in formula.before.finditer(line.text):
            yield from _title(line, match, formula) if formula.whole else _run(line, match, formula, words)
    for match in events.finditer(line.text):
        yield from _event(line, match, ends, lexicon)


def _run(line: Line, match: re.Match[str], formula: Formula, words: Vocabulary) -> Iterator[NameCandidate]:
    first = _word_at(line, match.end())
    if first is None or line.words[first].folded in DETERMINERS:
        return
    if line.cased:
        last = words.run_right(line, first, longest=3) if words.may_name(line, first) else first
    else:
        last = first + 1 if usual(line.words[first].folded) < _RARE else first
    if last == first or words.is_noun(line.words[first].text):
        return
    if formula.after is not None and not formula.after.match(line.text, line.words[last - 1].end):
        return
    class_ = _class_behind(line, last, words) if formula.described else None
    yield unlisted(line, first, last, class_ or formula.class_, _SCORE, anchored=True)


def _class_behind(line: Line, last: int, words: Vocabulary) -> str | None:
    """The class of the first noun behind a name that says what it is: "Belegfuchs, das ist die Buchhaltungs-App"."""
    for position in range(last, min(last + _BEHIND, len(line.words))):
        found = words.class_of_ending(line.words[position].folded) if line.capital(position) else None
        if found is not None:
            return found
    return None


def _title(line: Line, match: re.Match[str], formula: Formula) -> Iterator[NameCandidate]:
    title = _TITLE_ENDS.split(line.text[match.end() :], maxsplit=1)[0].rstrip().strip(' \t"„“»«')
    at = line.text.find(title, match.end())
    if 3 <= len(title) <= 80:
        yield NameCandidate(
            start=at, end=at + len(title), normal=title, class_=formula.class_, score=_SCORE, found_by=Finder.RULE,
            anchored=True,
        )  # fmt: skip


def _event(line: Line, match: re.Match[str], ends: Sequence[str], lexicon: Lexicon) -> Iterator[NameCandidate]:
    first = _word_at(line, match.end())
    if first is None or first + 2 >= len(line.words) or line.words[first + 1].folded != "in":
        return
    word = line.words[first]
    place = lexicon.entries_for(line.words[first + 2].text)
    named = word.folded.endswith(tuple(ends)) and usual(word.folded) < _RARE and len(word.text) > 5
    if named and any(e.class_ == "Place" for e in place):
        yield unlisted(line, first, first + 1, "Event", _SCORE, anchored=True)


def _word_at(line: Line, start: int) -> int | None:
    return next((p for p, w in enumerate(line.words) if w.start == start), None)


@cache
def _formulas() -> tuple[tuple[Formula, ...], re.Pattern[str], tuple[str, ...]]:
    path = data_folder("ontology") / "words" / "formulas.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        found = tuple(
            Formula(
                class_=raw["class"],
                before=re.compile(raw["before"], re.IGNORECASE),
                after=re.compile(raw["after"], re.IGNORECASE) if "after" in raw else None,
                whole=raw.get("whole", False),
                described=raw.get("described", False),
            )
            for raw in tables["formula"]
        )
        events = tables["events"]
        return found, re.compile(events["before"], re.IGNORECASE), tuple(events["ends"])
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, re.error) as error:
        raise NamesError(path, f"not a file of formulas: {error!r}") from error
