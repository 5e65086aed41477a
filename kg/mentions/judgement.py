"""How likely it is that a recogniser that heard a name wrote this: a logistic model over a few plain features.

The weights are log-odds by unit of their feature. `tests/mentions/learn_weights.py` learned them from listed names that
`tests/mentions/garbler.py` garbles (what it should find) and from odd words of parliamentary speeches and names that no
list has (what it should leave alone); no form of any real transcript was among them.
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
        same_start: Whether the first sounds are the same.
        words: By how many words the stretch and the name differ.
        part: Whether the name is only a person's surname.
        worst: Distance in sound of the words that are least alike, where both have as many words, else `sound`.
        given: Whether a person's first name is the same.
    """

    sound: float
    spelling: float
    length: int
    usual: float
    same_start: bool
    words: int
    part: bool
    worst: float
    given: bool


WEIGHTS = {
    "bias": 0.73,
    "sound": -8.32,
    "spelling": -1.68,
    "length": 0.27,
    "usual": -0.36,
    "same start": 0.19,
    "words": -0.54,
    "surname only": -2.61,
    "sound of a long name": -0.82,
    "sound squared": 1.52,
    "worst word": -5.66,
    "same first name": 0.61,
}
_VALUES = tuple(WEIGHTS.values())


def terms(features: Features) -> list[float]:
    """The features as the numbers that the weights belong to, in the order of `WEIGHTS`."""
    return [
        1.0,
        features.sound,
        features.spelling,
        features.length - 6.0,
        features.usual - 2.0,
        float(features.same_start),
        float(features.words),
        float(features.part),
        features.sound * (features.length - 6.0),
        features.sound**2,
        features.worst,
        float(features.given),
    ]


def probability(features: Features) -> float:
    """The probability, 0 to 1."""
    odds = sum(w * t for w, t in zip(_VALUES, terms(features), strict=True))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))
