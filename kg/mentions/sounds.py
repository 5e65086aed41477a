"""How names sound and how a German recogniser writes what it hears.

A word is read twice: as German spelling and as English spelling in German ears ("th" as s, "j" as tsch, "a" before a
consonant and a silent e as eh). Acronyms are spelled out in both alphabets. The readings are strings of sounds:

    p b t d k g f v s z S(sch) x(ch) h j l m n N(ng) r, vowels a e i o u ö ü and @ (a weak e); figures stay as they are.

Two spellings are compared by the cheapest alignment of their sounds (`distance`), where what ears confuse (b and p,
e and i, a weak e and nothing) costs little. `skeleton` is the coarse key by which names are looked up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import Levenshtein

_Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(table: Iterable[tuple[str, str]]) -> _Rules:
    return tuple((re.compile(pattern), sound) for pattern, sound in table)


# Capital letters on the right are sounds already and are not rewritten again: S (sch), N (ng), X (ch), J, Z (voiced s),
# E (open eh that the later rules must not touch), I (a closed i), A, O, U.
_GERMAN = _rules(
    (
        (r"dsch|tsch|tzsch|zsch", "tS"),
        (r"sch|sh", "S"),
        (r"\bsp(?=[a-zäöü])", "Sp"),
        (r"\bst(?=[a-zäöü])", "St"),
        (r"chs", "ks"),
        (r"\bch(?=[aoulr])", "k"),
        (r"ch", "x"),
        (r"ck|kk|cc|qu(?=$)", "k"),
        (r"qu", "kv"),
        (r"tion", "tsion"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"rh", "r"),
        (r"tz|zz|z", "ts"),
        (r"c(?=[eiäöy])", "ts"),
        (r"c", "k"),
        (r"x", "ks"),
        (r"ß|ss", "s"),
        (r"s(?=[aeiouäöü])", "Z"),
        (r"ng", "N"),
        (r"n(?=[kg])", "N"),
        (r"\bv|v\b", "f"),
        (r"w", "v"),
        (r"ie(?=n\b|ns\b)", "iE"),
        (r"ie|ih|iee", "i"),
        (r"eih|eih|ei|ai|ey|ay|aih", "AI"),
        (r"äu|eu|oi|oy", "OI"),
        (r"au|ou(?=[^aeiou])", "AU"),
        (r"äh|eh|ee|ä", "e"),
        (r"oh|oo|ow\b", "o"),
        (r"uh", "u"),
        (r"ah|aa", "a"),
        (r"öh", "ö"),
        (r"üh|y(?=[^aeiou])", "ü"),
        (r"y", "i"),
        (r"er\b|e\b", "@"),
        (r"e(?=[nlm]\b)", "@"),
        (r"(?<=[bdg])\b", ""),
        (r"h(?![aeiouäöüAEIOU])", ""),
        (r"([a-zA-Z])\1+", r"\1"),
    )
)
_ENGLISH = _rules(
    (
        (r"tch|ch", "tS"),
        (r"sch", "sk"),
        (r"sh|ti(?=on|al)|ci(?=al|on|ou)", "S"),
        (r"dge?\b|dge|j", "tS"),
        (r"\bg(?=[iy])|\bge(?=[aeiou])|g(?=e\b|y\b|ia|ies)", "tS"),
        (r"\bkn|\bgn", "n"),
        (r"\bwr", "r"),
        (r"\bwh", "v"),
        (r"\bx", "s"),
        (r"ght", "t"),
        (r"igh", "AI"),
        (r"ph|gh\b", "f"),
        (r"th", "s"),
        (r"ck", "k"),
        (r"qu", "kv"),
        (r"x", "ks"),
        (r"sc(?=[eiy])", "s"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"z", "s"),
        (r"ng", "N"),
        (r"n(?=[kg])", "N"),
        (r"eigh|ey\b", "E"),
        (r"ee|ea(?=[^rt])|ie\b|ei", "I"),
        (r"ea(?=r)|eer", "I"),
        (r"ea", "E"),
        (r"oo", "U"),
        (r"oa|oe\b|ow\b|aw|au|ough", "O"),
        (r"ou|ow", "AU"),
        (r"oi|oy", "OI"),
        (r"ai|ay", "E"),
        (r"ew|eu|ue\b", "jU"),
        (r"a(?=[bcdfgkmnpstvz]es?\b)", "E"),
        (r"i(?=[bcdfgkmnpstvzlr]es?\b)", "AI"),
        (r"o(?=[bcdfgkmnpstvzlr]es?\b)", "O"),
        (r"u(?=[bcdfgkmnpstvzlr]es?\b)", "jU"),
        (r"\bi(?=[a-z]?$)", "AI"),
        (r"le\b", "@l"),
        (r"(?<=[a-zA-Z]{2})e\b", ""),
        (r"(?<=[a-zA-Z]{2})ed\b", "t"),
        (r"(?<=[a-zA-Z])y\b", "i"),
        (r"\by", "j"),
        (r"y", "AI"),
        (r"[ei]r\b|or\b|ur\b|er(?=[^aeiouAEIOU])|ir(?=[^aeiouAEIOU])|ur(?=[^aeiouAEIOU])", "ö"),
        (r"u(?=[^aeiouAEIOU]{2}|[^aeiouAEIOU]\b)", "a"),
        (r"a(?=[^aeiourlwAEIOU]|r\B(?=[aeiou]))", "e"),
        (r"w", "v"),
        (r"h(?![aeiouAEIOU])", ""),
        (r"([a-zA-Z])\1+", r"\1"),
    )
)
_AS_SOUND = str.maketrans(
    {"Z": "z", "X": "x", "J": "j", "E": "e", "I": "i", "A": "a", "O": "o", "U": "u", "T": "t", "q": "k", "c": "k",
     "y": "i", "ä": "e", "w": "v", "C": "k", "'": "", "’": ""}
)  # fmt: skip
_GERMAN_LETTERS = dict(
    zip("abcdefghijklmnopqrstuvwxyz", "a be tse de e ef ge ha i jot ka el em en o pe ku er es te u fau ve iks üpsilon "
        "tset".split(), strict=True)
)  # fmt: skip
_ENGLISH_LETTERS = dict(
    zip("abcdefghijklmnopqrstuvwxyz", "ei bi si di i ef tSi etS ai tSei kei el em en o pi kju ar es ti ju vi dabelju "
        "eks vai si".split(), strict=True)
)  # fmt: skip
_FIGURES = {
    "eins": "1", "zwei": "2", "drei": "3", "vier": "4", "fünf": "5", "sechs": "6", "sieben": "7", "acht": "8",
    "neun": "9", "zehn": "10", "elf": "11", "zwölf": "12", "one": "1", "two": "2", "three": "3", "four": "4",
    "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
}  # fmt: skip
_PIECES = re.compile(r"\d+|[^\W\d_]+")
_CAMEL = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])|(?<=[A-ZÄÖÜ])(?=[A-ZÄÖÜ][a-zäöüß]{2})")
_VOWELS = frozenset("aeiouöü@")
_ALIGNED = 2
_HOPELESS = 0.6


@lru_cache(maxsize=200_000)
def german(word: str) -> str:
    """The sounds of a lower-case word read as German."""
    for pattern, sound in _GERMAN:
        word = pattern.sub(sound, word)
    return word.translate(_AS_SOUND)


@lru_cache(maxsize=200_000)
def english(word: str) -> str:
    """The sounds of a lower-case word read as English, as German ears take them."""
    for pattern, sound in _ENGLISH:
        word = pattern.sub(sound, word)
    return word.translate(_AS_SOUND)


def pieces_of(name: str) -> list[str]:
    """The parts of a name that are read one by one: words, figures, and what CamelCase joins."""
    return [part for piece in _PIECES.findall(name) for part in _CAMEL.split(piece) if part]


def _is_spelled(piece: str) -> bool:
    """Whether a piece is read letter by letter: TSMC, AI, but not a word in capitals."""
    if len(piece) == 1:
        return piece.isalpha()
    return piece.isupper() and len(piece) <= 5


@lru_cache(maxsize=100_000)
def _readings_of_piece(piece: str) -> tuple[str, ...]:
    folded = piece.lower()
    if folded.isdigit() or not folded.isalpha():
        return (folded,)
    if folded in _FIGURES:
        return (_FIGURES[folded], german(folded))
    found = []
    if _is_spelled(piece):
        found += [
            "".join(_GERMAN_LETTERS.get(c, c) for c in folded),
            "".join(_ENGLISH_LETTERS.get(c, c) for c in folded),
        ]
    if not _is_spelled(piece) or (len(piece) > 2 and any(c in "aeiouy" for c in folded)):
        found += [german(folded), english(folded)]
    return tuple(dict.fromkeys(f.translate(_AS_SOUND) for f in found))


@lru_cache(maxsize=100_000)
def readings(name: str, *, most: int = 8) -> tuple[str, ...]:
    """How a name may sound, at most `most` ways; one string of sounds each, words run together."""
    parts = [_readings_of_piece(p) for p in pieces_of(name)]
    return tuple(dict.fromkeys("".join(choice) for choice in _first(product(*parts), most * 2)))[:most]


def _first(choices: Iterator[tuple[str, ...]], most: int) -> Iterator[tuple[str, ...]]:
    for _, choice in zip(range(most), choices, strict=False):
        yield choice


_NEAR = ("pb", "td", "kg", "fv", "szS", "mnN", "xkS", "sx", "vu", "rl", "ji", "tsS")
_NEAR_VOWELS = ("ei", "ou", "ae", "oa", "ö@", "öe", "üi", "üu", "a@", "e@", "i@", "o@", "u@", "öo")


def _costs() -> dict[tuple[str, str], float]:
    costs: dict[tuple[str, str], float] = {}
    for one in "aeiouöü@":
        for other in "aeiouöü@":
            costs[one, other] = 0.0 if one == other else 0.55
    for group, cost in (*((g, 0.3) for g in _NEAR), *((g, 0.25) for g in _NEAR_VOWELS)):
        for one in group:
            for other in group:
                if one != other:
                    costs[one, other] = cost
    return costs


_SUBSTITUTE = _costs()
_DROP = {
    "@": 0.2, "h": 0.25, "r": 0.4, "j": 0.35, "e": 0.5, "i": 0.45, "a": 0.6, "o": 0.6, "u": 0.5, "ö": 0.5, "ü": 0.5,
    "t": 0.6, "d": 0.6, "s": 0.7, "n": 0.7,
}  # fmt: skip


@lru_cache(maxsize=200_000)
def distance(one: str, other: str) -> float:
    """The cheapest alignment of two strings of sounds, by the sounds of the longer one: 0 the same, 1 nothing alike."""
    if one == other:
        return 0.0
    longest = max(len(one), len(other))
    if not one or not other:
        return 1.0
    row = [0.0]
    for sound in other:
        row.append(row[-1] + _DROP.get(sound, 1.0))
    for left in one:
        drop_left = _DROP.get(left, 1.0)
        diagonal, row[0] = row[0], row[0] + drop_left
        for place, right in enumerate(other, start=1):
            same = diagonal + (0.0 if left == right else _SUBSTITUTE.get((left, right), 1.0))
            diagonal = row[place]
            row[place] = min(same, row[place] + drop_left, row[place - 1] + _DROP.get(right, 1.0))
    return row[-1] / longest


def nearest(ones: Sequence[str], others: Sequence[str]) -> float:
    """The smallest distance between any two readings; only the pairs that share most signs are aligned."""
    pairs = sorted((Levenshtein.normalized_distance(a, b), a, b) for a in ones for b in others)
    if not pairs or pairs[0][0] > _HOPELESS:
        return 1.0
    return min(distance(a, b) for _, a, b in pairs[:_ALIGNED])
