"""A model of how a German recogniser writes a name that it does not know.

It reads the name as German or as English (acronyms letter by letter), confuses a sound now and then, writes the sounds
in German spelling, and splits or joins words. It knows no name and no document: the same seed gives the same forms.
"""

from __future__ import annotations

import random
import re
from functools import cache

from wordfreq import top_n_list

from kg.mentions.resemblance import Index
from kg.mentions.sounds import pieces_of, readings
from kg.names import NameEntry

_LETTERS = {
    "p": ("p", "pp"), "b": ("b", "bb"), "t": ("t", "tt", "th"), "d": ("d",), "k": ("k", "ck", "c"), "g": ("g",),
    "f": ("f", "ff", "v"), "v": ("w", "v"), "s": ("s", "ss", "c"), "z": ("s", "z"), "S": ("sch", "sh"), "x": ("ch",),
    "h": ("h",), "j": ("j", "y"), "l": ("l", "ll"), "m": ("m", "mm"), "n": ("n", "nn"), "N": ("ng", "n"),
    "r": ("r", "rr"), "a": ("a", "ah", "aa"), "e": ("e", "eh", "ä"), "i": ("i", "ie", "ih"), "o": ("o", "oh"),
    "u": ("u", "uh"), "ö": ("ö", "er"), "ü": ("ü", "y"), "@": ("e", "er"),
}  # fmt: skip
_CONFUSED = {
    "p": "b", "b": "p", "t": "d", "d": "t", "k": "g", "g": "k", "f": "v", "v": "f", "s": "z", "z": "s", "S": "s",
    "m": "n", "n": "m", "e": "ia@", "i": "eü", "o": "ua", "u": "o", "a": "eo", "ö": "e@", "ü": "iu", "@": "ea",
    "r": "l", "l": "r",
}  # fmt: skip
_DROPPED = "hr@tjn"
_PAIRS = (("ai", ("ei", "ai", "ey")), ("oi", ("eu", "oi", "oy")), ("au", ("au", "ow")), ("ts", ("z", "ts", "tz")),
          ("tS", ("tsch", "ch", "dsch")), ("ks", ("x", "ks", "chs")), ("kv", ("qu", "kw")))  # fmt: skip


def garble(name: str, random: random.Random, *, strength: float = 0.12) -> str:
    """The name as a recogniser might write it.

    Args:
        name: A clean name.
        random: Where chance comes from.
        strength: How probable it is that a sound is heard as another or not at all.
    """
    words = [_garbled_word(piece, random, strength) for piece in pieces_of(name)]
    return " ".join(_split_or_join([w for w in words if w], random)) or name


@cache
def vocabulary() -> Index:
    """Usual German and English words, by sound: a recogniser would rather write words that it knows."""
    words = [*top_n_list("de", 15_000), *top_n_list("en", 4_000)]
    fit = sorted({w.capitalize() for w in words if w.isalpha() and 2 < len(w) < 10})
    return Index((NameEntry(id=w.lower(), name=w, class_="") for w in fit), surnames=False)


def as_words(name: str, random: random.Random) -> str:
    """The name as usual words that sound like its parts, where there are such words; else the name itself."""
    parts = [part for piece in pieces_of(name) for part in _syllables(piece, random)]
    found = []
    for part in parts:
        like = [x for x in vocabulary().like(part, least=0.02) if x.sound < 0.25]
        found.append(random.choice(like[:2]).form if like else part.capitalize())
    return " ".join(found)


def _syllables(word: str, random: random.Random) -> list[str]:
    places = [m.start() + 1 for m in re.finditer(r"(?<=[aeiouäöüy])[^aeiouäöüy](?=[aeiouäöüy])", word[2:-2])]
    if len(word) < 6 or not places or random.random() < 0.4:
        return [word]
    at = random.choice(places) + 1
    return [word[:at], word[at:]]


def _garbled_word(piece: str, random: random.Random, strength: float) -> str:
    if piece.isdigit():
        return piece
    if random.random() < 0.25:
        return piece if random.random() < 0.5 else _misspelled(piece, random)
    sounds = random.choice(readings(piece))
    heard = "".join(_misheard(s, random, strength) for s in sounds)
    return _spelled(heard, random).capitalize()


def _misheard(sound: str, random: random.Random, strength: float) -> str:
    chance = random.random()
    if chance < strength:
        return random.choice(_CONFUSED.get(sound, sound))
    if chance < strength * 1.4 and sound in _DROPPED:
        return ""
    return sound


def _spelled(sounds: str, random: random.Random) -> str:
    written = []
    place = 0
    while place < len(sounds):
        pair = next((letters for two, letters in _PAIRS if sounds.startswith(two, place)), None)
        if pair is not None:
            written.append(random.choice(pair))
            place += 2
        else:
            plain, *rare = _LETTERS.get(sounds[place], (sounds[place],))
            written.append(random.choice(rare) if rare and random.random() < 0.2 else plain)
            place += 1
    return "".join(written)


def _misspelled(word: str, random: random.Random) -> str:
    place = random.randrange(len(word))
    if random.random() < 0.5 and len(word) > 3:
        return word[:place] + word[place + 1 :]
    return word[:place] + word[place] + word[place:]


def _split_or_join(words: list[str], random: random.Random) -> list[str]:
    result: list[str] = []
    for word in words:
        if len(word) >= 6 and random.random() < 0.2:
            places = [m.start() + 1 for m in re.finditer(r"(?<=[aeiouäöü])[^aeiouäöü](?=[aeiouäöü])", word[1:-1])]
            if places:
                at = random.choice(places)
                result += [word[:at], word[at:].capitalize()]
                continue
        result.append(word)
    if len(result) > 1 and random.random() < 0.12:
        at = random.randrange(len(result) - 1)
        result[at : at + 2] = [result[at] + result[at + 1].lower()]
    return result
