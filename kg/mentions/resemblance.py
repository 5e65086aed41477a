"""Which names a stretch of text resembles: found by the skeleton of their consonants, judged by sound and spelling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from kg.mentions.judgement import Features, probability
from kg.mentions.sounds import nearest, pieces_of, readings
from kg.mentions.words import is_first_name, usual, usual_english
from kg.names import NameEntry, NameList

_SOFT_C = re.compile(r"(?<!s)c(?=[eiäöy])")
_SOFT_G = re.compile(r"g(?=[eiy])")
_GERMAN_KEYS = re.compile(r"d?t?z?sch|tsch|ch(?=s)|ch|ck|ph|th|tz|qu|sh|s|z|x|ng|w|v|y|j|h|[aeiouäöü]+|.")
_ENGLISH_KEYS = re.compile(
    r"tch|sch|ch|ck|ph|th|tz|qu|sh|ti(?=on)|wh|ght|gh|kn(?=.)|d?j|s|z|x|ng|w|v|y|j|h|[aeiouäöü]+|."
)
_GERMAN_CODES = {
    "tzsch": "s", "dtsch": "s", "dsch": "s", "tsch": "s", "zsch": "s", "sch": "s", "ch": "k", "ck": "k", "ph": "f",
    "th": "t", "tz": "s", "qu": "kf", "sh": "s", "c": "k", "s": "s", "z": "s", "x": "ks", "ng": "n", "w": "f", "v": "f",
    "y": "", "j": "", "h": "", "b": "p", "p": "p", "d": "t", "t": "t", "g": "k", "k": "k", "q": "k", "f": "f", "m": "n",
    "n": "n", "l": "l", "r": "r", "ß": "s",
}  # fmt: skip
_ENGLISH_CODES = _GERMAN_CODES | {
    "tch": "s", "sch": "sk", "ch": "s", "th": "s", "ti": "s", "wh": "f", "ght": "t", "gh": "", "kn": "n", "dj": "s",
    "j": "s",
}  # fmt: skip
_LOOKED_AT = 10
_VOWELLESS = re.compile(r"[^aeiouäöüy]+")
_RUNS = re.compile(r"(.)\1+")


@lru_cache(maxsize=300_000)
def _word_keys(piece: str) -> tuple[str, str, str]:
    """The skeletons of one word by its German, its English and its spelled or other reading, repetition included."""
    folded = piece.lower()
    if folded.isdigit():
        return folded, folded, folded
    if len(piece) == 1 or (piece.isupper() and len(piece) <= 4):
        letters = "".join(_LETTERS.get(c, "") for c in folded)
        english = "".join(_ENGLISH_LETTERS.get(c, "") for c in folded)
        as_word = "".join(_GERMAN_CODES.get(m, "") for m in _GERMAN_KEYS.findall(folded))
        return letters, english, as_word if len(piece) > 2 and not _VOWELLESS.fullmatch(folded) else letters
    german = "".join(_GERMAN_CODES.get(m, "") for m in _GERMAN_KEYS.findall(_SOFT_C.sub("z", folded)))
    soft = _SOFT_G.sub("j", _SOFT_C.sub("s", folded))
    english = "".join(_ENGLISH_CODES.get(m, "") for m in _ENGLISH_KEYS.findall(soft))
    return german.replace("ts", "s"), english.replace("ts", "s"), german.replace("ts", "s")


_LETTERS = {
    "b": "p", "c": "s", "d": "t", "f": "f", "g": "k", "j": "t", "k": "k", "l": "l", "m": "n", "n": "n", "p": "p",
    "q": "k", "r": "r", "s": "s", "t": "t", "v": "f", "w": "f", "x": "ks", "y": "psln", "z": "st",
}  # fmt: skip
_ENGLISH_LETTERS = {
    "b": "p", "c": "s", "d": "t", "f": "f", "g": "s", "h": "s", "j": "s", "k": "k", "l": "l", "m": "n", "n": "n",
    "p": "p", "q": "k", "r": "r", "s": "s", "t": "t", "v": "f", "w": "tplf", "x": "ks", "y": "f", "z": "s",
}  # fmt: skip


def keys_of(pieces: Sequence[str]) -> tuple[str, ...]:
    """The skeletons of words that are read one after the other."""
    read = [_word_keys(p) for p in pieces]
    return tuple(dict.fromkeys(_RUNS.sub(r"\1", "".join(k)) for k in zip(*read, strict=True)))


def _shortened(key: str) -> Iterator[str]:
    """The key without one of its signs."""
    size = len(key)
    if size >= 4:
        for place in range(size):
            # Two equal signs that come to stand side by side are one, as everywhere in a key.
            behind = place + 2 if 0 < place < size - 1 and key[place - 1] == key[place + 1] else place + 1
            yield key[:place] + key[behind:]


@lru_cache(maxsize=100_000)
def _spoken(name: str) -> str:
    """The name with its acronyms spelled out, for a first look."""
    return (
        name
        if not re.search(r"(?<![a-zäöüß])(?:[A-Z]{2,3}|[B-DF-HJ-NP-TV-XZ]{4,5})(?![a-zäöüß])|\b[A-Z]\b", name)
        else readings(name)[0].replace("@", "e")
    )


@lru_cache(maxsize=300_000)
def _rough(name: str) -> str:
    """Letters as a rough spelling of sounds, for a first look at many candidates."""
    text = re.sub(r"[^a-z0-9äöü]+", "", name.lower().replace("ß", "ss"))
    return _ROUGH.sub(lambda m: _ROUGH_CODES.get(m[0], m[0][0]), text)


_ROUGH = re.compile(
    r"tzsch|dsch|tsch|sch|ch|ck|ph|th|tz|ts|qu|sh|ei|ai|ay|ey|ee|ea|ie|ou|au|äu|eu|oo|[a-zäöü]h(?![aeiouäöü])|"
    r"(.)\1+|."
)
_ROUGH_CODES = {
    "tzsch": "s", "dsch": "s", "tsch": "s", "sch": "s", "ch": "s", "ck": "k", "ph": "f", "th": "t", "tz": "s",
    "ts": "s", "qu": "k", "sh": "s", "ei": "e", "ai": "e", "ay": "e", "ey": "e", "ee": "i", "ea": "i", "ie": "i",
    "ou": "u", "au": "a", "äu": "o", "eu": "o", "oo": "u", "z": "s", "c": "k", "q": "k", "v": "w", "f": "w", "b": "p",
    "d": "t", "g": "k", "y": "i", "ä": "e", "ö": "e", "ü": "u", "j": "i", "x": "k",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """A name that a stretch of text may be meant as.

    Attributes:
        score: The probability that it is, before the document is asked.
        form: The name or alias that it resembles.
        sound: Distance in sound, 0 to 1.
        part: Whether only a person's surname was compared.
    """

    entry: NameEntry
    form: str
    score: float
    sound: float
    part: bool = False


class Index:
    """Names by skeleton.

    Args:
        entries: The names to be found.
        surnames: Whether the surnames of persons are names of their own.
    """

    def __init__(self, entries: Iterable[NameEntry], *, surnames: bool = True) -> None:
        self._forms: list[tuple[NameEntry, str, bool]] = []
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_short: dict[str, list[int]] = defaultdict(list)
        self._by_given: dict[str, list[int]] = defaultdict(list)
        for entry in entries:
            for form in dict.fromkeys((entry.name, *entry.also_named, *entry.aliases)):
                self._add(entry, form, part=False)
            if surnames and entry.class_ == "Person" and " " in entry.name:
                self._add(entry, entry.name.rsplit(" ", 1)[1], part=True)

    def _add(self, entry: NameEntry, form: str, *, part: bool) -> None:
        pieces = pieces_of(form)
        if not pieces or ("." in form[1:-1] and form.islower()) or sum(map(len, pieces)) < 3:
            return
        number = len(self._forms)
        self._forms.append((entry, form, part))
        given = _given(form)
        if given is not None and entry.class_ == "Person":
            self._by_given[given].append(number)
        for key in keys_of(pieces):
            if len(key) >= 2:
                self._by_key[key].append(number)
                for short in _shortened(key):
                    self._by_short[short].append(number)

    def __len__(self) -> int:
        return len(self._forms)

    def near(self, keys: Iterable[str]) -> set[int]:
        """The numbers of the forms whose skeleton is the same or differs by one sound."""
        found: set[int] = set()
        for key in keys:
            if len(key) < 2:
                continue
            found.update(self._by_key.get(key, ()))
            if len(key) >= 3:
                found.update(self._by_short.get(key, ()))
            for short in _shortened(key):
                found.update(self._by_key.get(short, ()))
                if len(short) >= 5:
                    found.update(self._by_short.get(short, ()))
        return found

    def _closest(self, surface: str, numbers: set[int]) -> list[int]:
        """The candidates that are most similar by rough spelling."""
        ordered = sorted(numbers)
        ranked = process.extract(
            _rough(_spoken(surface)),
            [_rough(_spoken(self._forms[n][1])) for n in ordered],
            scorer=Levenshtein.normalized_distance,
            processor=None,
            limit=_LOOKED_AT,
            score_cutoff=0.6,
        )
        return [ordered[place] for _, _, place in ranked]

    def like(self, surface: str, *, least: float = 0.5) -> list[Likeness]:
        """The names that a stretch of text resembles, best first, each entity once."""
        best: dict[str, Likeness] = {}
        for number, features in self._compared(surface):
            entry, form, part = self._forms[number]
            score = probability(features)
            if score >= least and (entry.id not in best or best[entry.id].score < score):
                best[entry.id] = Likeness(entry=entry, form=form, score=score, sound=features.sound, part=part)
        return sorted(best.values(), key=lambda x: (-x.score, x.entry.id))

    def compared(self, surface: str) -> Iterator[tuple[NameEntry, Features]]:
        """What a stretch of text is compared with, and how."""
        for number, features in self._compared(surface):
            yield self._forms[number][0], features

    def _compared(self, surface: str) -> Iterator[tuple[int, Features]]:
        pieces = pieces_of(surface)
        if not pieces:
            return
        spoken = readings(surface)
        plain = re.sub(r"[\W_]+", "", surface.lower())
        # Where the first name came through whole, the surname may be further off than a skeleton shows.
        namesakes = self._by_given.get(_given(surface) or "", ())
        for number in self._closest(surface, self.near(keys_of(pieces)).union(namesakes)):
            _, form, part = self._forms[number]
            yield number, _features(surface, plain, spoken, len(pieces), form, part=part)


def _features(surface: str, plain: str, spoken: Sequence[str], count: int, form: str, *, part: bool) -> Features:
    bare = re.sub(r"[\W_]+", "", form.lower())
    spelling = Levenshtein.normalized_distance(plain, bare)
    others = readings(form)
    same_figures = re.findall(r"\d+", surface) == re.findall(r"\d+", form) or not re.search(r"\d", surface)
    sound = nearest(spoken, others) if spelling < 0.8 and same_figures else 1.0
    return Features(
        sound=sound,
        spelling=spelling,
        length=min(len(bare), 14),
        usual=_usual(surface, form),
        same_start=bool({s[:1] for s in spoken} & {o[:1] for o in others}),
        words=abs(count - len(pieces_of(form))),
        part=part,
        worst=_worst(surface, form, sound),
        given=_same_given(surface, form),
    )


def _worst(surface: str, form: str, sound: float) -> float:
    """The distance of the two words that are least alike, word by word."""
    left, right = surface.split(), form.split()
    if len(left) != len(right) or len(left) < 2 or sound >= 1.0:
        return sound
    return max(nearest(readings(a), readings(b)) for a, b in zip(left, right, strict=True))


def _given(name: str) -> str | None:
    """The first name of a name of two words or more."""
    first, _, rest = name.partition(" ")
    return first if rest and is_first_name(first) else None


def _same_given(surface: str, form: str) -> bool:
    given = _given(surface)
    return given is not None and form.startswith(given + " ")


def _usual(surface: str, form: str) -> float:
    """How usual the least usual word of a stretch is, leaving out words that the name has too; figures do not count."""
    same = {p.lower() for p in re.findall(r"[^\W\d_]{2,}", form)}
    words = [p.lower() for p in re.findall(r"[^\W\d_]{2,}", surface)]
    return min((_usual_anywhere(w) for w in words if w not in same), default=2.0)


@lru_cache(maxsize=100_000)
def _usual_anywhere(word: str) -> float:
    return max(usual(word), usual_english(word) - 1.0)


@lru_cache(maxsize=2)
def index_of(names: NameList) -> Index:
    """The index of all listed names, made once for each list."""
    return Index(names.entries.values())
