"""How likely it is that a recogniser that heard a name wrote this: a logistic model over a few plain features.

The weights below are log-odds. They were learned by `tests/mentions/learn_weights.py` from names of the lists that
`tests/mentions/garbler.py` garbles (what it should find) and from stretches of parliamentary speech that name nothing listed
(what it should leave alone).
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What is compared.

    Attributes:
        sound: Distance of the nearest readings, 0 to 1.
        spelling: Edit distance of the letters, 0 to 1.
        length: Letters of the name, at most 14: long names are rarely alike by chance.
        usual: Zipf frequency of the least usual word of the stretch: everyday words mostly mean themselves.
        same_start: Whether the first letters are the same.
        words: By how many words the stretch and the name differ.
        part: Whether the name is only a person's surname.
    """

    sound: float
    spelling: float
    length: int
    usual: float
    same_start: bool
    words: int
    part: bool


_BIAS = 1.2
_SOUND = -22.0
_SPELLING = -3.0
_LENGTH = 0.35
_USUAL = -0.75
_SAME_START = 0.6
_WORDS = -0.3
_PART = -1.0


def probability(features: Features) -> float:
    """The probability, 0 to 1."""
    odds = (
        _BIAS
        + _SOUND * features.sound
        + _SPELLING * features.spelling
        + _LENGTH * (features.length - 6)
        + _USUAL * (features.usual - 2.0)
        + _SAME_START * features.same_start
        + _WORDS * features.words
        + _PART * features.part
    )
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
