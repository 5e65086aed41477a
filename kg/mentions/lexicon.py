"""The name lists turned into a table that finds their names in running text.

Names are compared word by word after folding (case, hyphens, dots and apostrophes do not count), so "Scale.ai",
"SCALE AI" and "Scale-AI" are one key. The longest name wins at each place.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.names import NameEntry, NameList

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ \u00a0\u2009]?[-–.&'’/+|:!]{0,2}[ \u00a0\u2009]?")
_SHORTEST_RUN = 8
"""Letters that a name must have to be found however it is cut into words."""
_MARKS = dict.fromkeys(map(ord, "\u0301\u0300\u0302\u0303\u0327\u030c\u030a\u0304"))


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and digits at characters `start` to `end`, with its folded form."""

    start: int
    end: int
    text: str
    folded: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListMatch:
    """Words `first` to `last` (exclusive) of a text name the entries; several where the lists disagree."""

    first: int
    last: int
    entries: tuple[NameEntry, ...]
    inflected: bool
    exact_case: bool


def fold(text: str) -> str:
    """The form in which words are compared: lower case, compatibility forms, accents off, umlauts kept."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    decomposed = unicodedata.normalize("NFD", composed).replace("\u0308", "\ue000").translate(_MARKS)
    return unicodedata.normalize("NFC", decomposed.replace("\ue000", "\u0308"))


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text with their places."""
    return tuple(Word(m.start(), m.end(), m.group(), fold(m.group())) for m in _WORD.finditer(text))


def key_of(name: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(w.folded for w in words_of(name))


class Lexicon:
    """Finds listed names.

    Args:
        names: The name lists; entries that a document adds can be given on top with `with_entries`.
    """

    def __init__(self, entries: Iterable[NameEntry]) -> None:
        self._by_key: dict[tuple[str, ...], list[tuple[NameEntry, str]]] = {}
        self._longest: dict[str, int] = {}
        self._joined: dict[str, list[tuple[NameEntry, str]]] = {}
        for entry in entries:
            keys = [(form, key) for form in entry.forms() if not form.startswith("$") and (key := key_of(form))]
            for form, key in keys:
                self._add(form, key, entry)
            if entry.class_ == "Person":
                continue
            for form, key in keys:
                self._add_run(form, "".join(key), entry)
                # A form that is listed goes before one that grammar makes of another.
                for bent in _bent(key):
                    self._add(form, bent, entry)
        self._runs = sorted(self._joined)

    @staticmethod
    def of(names: NameList) -> Lexicon:
        """The lexicon of all entries, made once for each list."""
        return _lexicon_of(names)

    def _add(self, form: str, key: tuple[str, ...], entry: NameEntry) -> None:
        known = self._by_key.setdefault(key, [])
        if all(e.id != entry.id for e, _ in known):
            known.append((entry, form))
        self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def _add_run(self, form: str, run: str, entry: NameEntry) -> None:
        if len(run) >= _SHORTEST_RUN and run.isalpha():
            self._joined.setdefault(run, []).append((entry, form))

    def entries_for(self, name: str) -> tuple[NameEntry, ...]:
        """The entries that bear exactly this name, however it is cut into words."""
        key = key_of(name)
        run = "".join(key)
        known = self._by_key.get(key, [])
        if not known and len(key) > 1 and name.isupper() and all(len(k) <= 3 for k in key):
            known = self._by_key.get((run,), [])
        return _as_written(name, known or self._joined.get(run, []))

    def matches(self, text: str, words: Sequence[Word]) -> Iterator[ListMatch]:
        """The longest listed names, left to right, without overlaps."""
        position = 0
        while position < len(words):
            match = self._match_at(text, words, position)
            if match is not None:
                yield match
            position = match.last if match is not None else position + 1

    def _match_at(self, text: str, words: Sequence[Word], first: int) -> ListMatch | None:
        """As it is listed, or as a run of words where that takes in more of them: "Rhein Metall" is not the Rhine."""
        listed = self._listed_at(text, words, first)
        run = self._run_at(text, words, first)
        return run if run is not None and (listed is None or run.last > listed.last) else listed

    def _listed_at(self, text: str, words: Sequence[Word], first: int) -> ListMatch | None:
        longest = max(self._longest.get(f, 0) for f, _ in stems(words[first].folded))
        for last in range(min(first + longest, len(words)), first, -1):
            if any(
                not _joined(text, a, b) for a, b in zip(words[first : last - 1], words[first + 1 : last], strict=True)
            ):
                continue
            head = tuple(w.folded for w in words[first : last - 1])
            for ending, inflected in stems(words[last - 1].folded):
                known = self._by_key.get((*head, ending))
                if known:
                    surface = text[words[first].start : words[last - 1].end]
                    exact = any(surface == form or surface.startswith(form) for _, form in known)
                    return ListMatch(
                        first=first,
                        last=last,
                        entries=_as_written(surface, known),
                        inflected=inflected,
                        exact_case=exact,
                    )
        return None

    def _run_at(self, text: str, words: Sequence[Word], first: int) -> ListMatch | None:
        """Names that are written in more or in fewer words: "Terra Power" and "Terrapower"."""
        word = words[first]
        if not (word.text.isupper() and len(word.text) <= 3) and not self._begins_run(word.folded):
            return None
        for last in range(min(first + 5, len(words)), first, -1):
            if any(text[words[p].end : words[p + 1].start] not in {" ", "-"} for p in range(first, last - 1)):
                continue
            run = "".join(w.folded for w in words[first:last])
            spelled = last - first > 1 and all(w.text.isupper() and len(w.text) <= 3 for w in words[first:last])
            if spelled:
                known = self._by_key.get((run,))
            elif last - first > 3 or any(len(w.folded) < 3 for w in words[first:last]):
                continue
            else:
                known = self._joined.get(run)
            if known:
                entries = tuple(dict.fromkeys(e.id for e, _ in known))
                by_id = {e.id: e for e, _ in known}
                return ListMatch(
                    first=first, last=last, entries=tuple(by_id[i] for i in entries), inflected=False, exact_case=False
                )
        return None

    def _begins_run(self, start: str) -> bool:
        """Whether the letters of any name, joined to one word, start so."""
        at = bisect_left(self._runs, start)
        return at < len(self._runs) and self._runs[at].startswith(start)


def _as_written(surface: str, known: Sequence[tuple[NameEntry, str]]) -> tuple[NameEntry, ...]:
    """The entries of a name, without acronyms where it is written like a word: "Bund" is not BUND."""
    words = [e for e, form in known if not form.isupper()]
    return tuple(words if words and surface.istitle() else (e for e, _ in known))


@lru_cache(maxsize=2)
def _lexicon_of(names: NameList) -> Lexicon:
    return Lexicon(names.entries.values())


def stems(folded: str) -> Iterator[tuple[str, bool]]:
    """The word itself and, where it may be a German genitive or plural, the word without its -s."""
    yield folded, False
    if len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss"):
        yield folded[:-1], True
        if len(folded) > 5 and folded.endswith("es"):
            yield folded[:-2], True
    elif len(folded) > 5 and folded.endswith(("ern", "eln", "aten", "nden")):
        yield folded[:-1], True


_ADJECTIVE = re.compile(
    r"(.*(?:isch|lich|ig|deutsch|bund)|weiss|rot|schwarz|grün|neu|gross|frei|blau|vereinigt|national|international|"
    r"sächsisch|süd\w+|nord\w+|ober\w+|öffentlich|ehrlich|alt|jung|link|christlich\w*)(?:e|er|es|en|em)"
)


def _bent(key: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The key, and its forms with the endings that German adjectives take: "Deutsche Bank", "der Deutschen Bank"."""
    place = 1 if len(key) > 2 and key[0] in {"der", "die", "das"} else 0
    if len(key) < place + 2:
        return (key,)
    found = _ADJECTIVE.fullmatch(key[place])
    if found is None:
        return (key,)
    bent = tuple((*key[:place], found[1] + ending, *key[place + 1 :]) for ending in ("e", "er", "es", "en", "em"))
    return tuple(dict.fromkeys((key, *bent, *(b[place:] for b in bent))))


def _joined(text: str, left: Word, right: Word) -> bool:
    gap = text[left.end : right.start]
    if not _GAP.fullmatch(gap):
        return False
    ends_sentence = gap.startswith(".") and gap != "." and len(left.text) > 2
    return not ends_sentence or left.folded in {"inc", "dr", "st", "jr", "prof", "vs", "corp", "ltd", "bros"}
