"""What recognisers and typists do to text, done to training sentences: case, merged and split words, spelling."""

import random
import re
from dataclasses import replace
from typing import Final

from kg.language.training.corpora import Tagged

_SOUNDS: Final = (
    ("ph", "f"), ("ck", "k"), ("c", "k"), ("k", "c"), ("y", "i"), ("i", "y"), ("th", "t"), ("v", "w"), ("w",
    "v"), ("v", "f"),
    ("ee", "i"), ("oo", "u"), ("ou", "au"), ("ow", "au"), ("ai", "ei"), ("ei", "ai"), ("ea", "i"), ("sh",
    "sch"), ("sch", "sh"),
    ("ch", "tsch"), ("z", "s"), ("s", "z"), ("dt", "t"), ("ie", "i"), ("e", "ä"), ("ä", "e"), ("x", "ks"),
    ("qu", "kw"), ("j", "dsch"),
    ("d", "t"), ("t", "d"), ("b", "p"), ("p", "b"), ("o", "u"), ("u", "o"), ("a", "e"), ("er", "a"), ("m", "n"),
    ("h", ""),
)  # fmt: skip
_MARKS: Final = frozenset(".,;:!?„“”\"'»«()–-")


def misspell(word: str, chance: random.Random) -> str:
    """The word as somebody might write it who only heard it."""
    for _ in range(chance.choice((1, 1, 2))):
        fitting = [
            (old, new) for old, new in _SOUNDS if old in word.lower()[1:] or (old in word.lower() and len(word) > 4)
        ]
        roll = chance.random()
        if fitting and roll < 0.7:
            old, new = chance.choice(fitting)
            at = chance.choice([found.start() for found in re.finditer(re.escape(old), word.lower())])
            new = new.capitalize() if word[at].isupper() else new
            word = word[:at] + new + word[at + len(old) :]
        elif len(word) > 3:
            at = chance.randrange(1, len(word))
            word = word[:at] + (word[at] * 2 if roll < 0.85 else "") + word[at + 1 :]
    return word or "x"


def garble(sentence: Tagged, chance: random.Random) -> Tagged:
    """Names merged, split or misspelt, here and there."""
    fine = sentence.fine or ("",) * len(sentence.words)
    words: list[str] = []
    labels: list[str] = []
    kinds: list[str] = []
    for word, label, kind in zip(sentence.words, sentence.labels, fine, strict=True):
        named = label[:1] in {"B", "I"}
        letters = word.isalpha() and len(word) > 3
        roll = chance.random()
        if named and letters and roll < 0.2:
            word = misspell(word, chance)
        if named and label[0] == "I" and letters and 0.2 < roll < 0.26 and words and words[-1].isalpha():
            words[-1] += word.lower() if chance.random() < 0.5 else word
            continue
        if named and letters and len(word) > 6 and 0.26 < roll < 0.34:
            at = chance.randrange(3, len(word) - 2)
            second = word[at:].capitalize() if chance.random() < 0.5 else word[at:]
            words += [word[:at], second]
            labels += [label, "I-" + label[2:]]
            kinds += [kind, kind]
            continue
        words.append(word)
        labels.append(label)
        kinds.append(kind)
    return replace(sentence, words=tuple(words), labels=tuple(labels), fine=tuple(kinds) if sentence.fine else ())


def without_marks(sentence: Tagged) -> Tagged:
    """The sentence without punctuation, as raw recognisers give it."""
    fine = sentence.fine or ("",) * len(sentence.words)
    kept = [
        (word, label, kind)
        for word, label, kind in zip(sentence.words, sentence.labels, fine, strict=True)
        if word not in _MARKS
    ]
    if not kept:
        return sentence
    words, labels, kinds = zip(*kept, strict=True)
    return replace(sentence, words=words, labels=labels, fine=kinds if sentence.fine else ())


def recase(words: tuple[str, ...], chance: random.Random, *, lower: float = 0.25) -> tuple[str, ...]:
    """The words in one of the cases that text comes in."""
    roll = chance.random()
    if roll < lower:
        return tuple(word.lower() for word in words)
    if roll < lower + 0.04:
        return (words[0].lower().capitalize(), *(word.lower() for word in words[1:]))
    if roll < lower + 0.06:
        return tuple(word.upper() for word in words)
    if roll < lower + 0.08:
        return tuple(word[:1].upper() + word[1:] for word in words)
    return words


def augment(sentence: Tagged, chance: random.Random, *, lower: float = 0.25, garbled: float = 0.12) -> Tagged:
    """The sentence as one of the ways it might have come."""
    if chance.random() < garbled:
        sentence = garble(sentence, chance)
    if chance.random() < 0.08:
        sentence = without_marks(sentence)
    return replace(sentence, words=recase(sentence.words, chance, lower=lower))
