"""How sure a claim is: a chance that the document says it, from all signs of all places that say it.

The weights are those of a logistic regression (`python -m kg.calibration`), fitted on documents whose claims are
known; a claim's confidence is therefore meant to be read as a frequency: of claims told with 0.7, seven of ten hold.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from kg.errors import DataError
from kg.model import LLM, MentionKind, Modality, RelationMention
from kg.names import words_of
from kg.paths import data_folder

SIGNS: Final = (
    "frame", "framed", "chance", "places", "distance", "referring", "unlinked", "doubt", "unsaid", "joined", "lasting",
    "passing", "taken_up", "unheard", "figure",
)  # fmt: skip
"""The signs of a claim, in the order of their weights.

frame: the best frame's score, 0 without one; framed: whether there is one; chance: the log-odds of the best chance that
the relation head gives; places: the logarithm of the number of places that say it; distance: that of the characters
between the two mentions; referring: whether one of them is a pronoun or description; unlinked: how unsure it is then
whom they mean; doubt: how unsure it is where both are names; unsaid: whether it is told otherwise than as a fact;
joined: frame and chance together; taken_up and unheard: the frame's score and the chance where a frame speaks of a
pronoun or description, of which the head is seldom sure, times how sure it is whom that means; figure: whether a frame
reads a figure; lasting: whether the two are publicly known to stand so (`kg.names.ties`), in a way that lasts; passing:
the same where it may be over (`ontology/words/lasting.txt`), if the head gives it a chance or a frame says it.
"""
_HEARD: Final = 0.2
"""From this chance on the head hears what is known but may be over; below, the text hardly says it."""
_LEAST: Final = 0.02
_MOST: Final = 0.99
"""No claim is told with more confidence: the text may be misheard even where every sign agrees."""
_NEAR: Final = 40.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """A logistic regression: log-odds are bias + weights · signs + the predicate's own."""

    bias: float
    signs: tuple[float, ...]
    predicates: Mapping[str, float]

    def chance(self, signs: Sequence[float], predicate: str) -> float:
        """The chance for these signs, between 0 and 1."""
        odds = self.bias + sum(w * x for w, x in zip(self.signs, signs, strict=True))
        odds += self.predicates.get(predicate, 0.0)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Weights for what the relation head has judged, and for what it has not.

    Attributes:
        asked: The confidence of what only a language model tells.
        least: Claims below are refused where the user sets no other limit.
    """

    judged: Weights
    frames_alone: Weights
    asked: float
    least: float

    def confidence(self, proposals: Sequence[RelationMention], links: Sequence[float], *, known: bool) -> float:
        """How sure a claim is that these relation mentions tell.

        Args:
            proposals: One or more, of the same claim.
            links: For each how sure it is whom its mentions mean, 0 to 1.
            known: Whether subject and object are publicly known to stand so.
        """
        pairs = list(zip(proposals, links, strict=True))
        chance = self.asked * max((link for p, link in pairs if p.frame == LLM), default=0.0)
        told = [(p, link) for p, link in pairs if p.frame != LLM]
        if told:
            relations = [p for p, _ in told]
            weights = self.judged if any(p.chance is not None for p in relations) else self.frames_alone
            seen = signs(relations, [link for _, link in told], known=known)
            own = weights.chance(seen, relations[0].predicate)
            chance = max(chance, own)
        return round(min(_MOST, chance), 3)


def signs(proposals: Sequence[RelationMention], links: Sequence[float], *, known: bool) -> tuple[float, ...]:
    """The signs of a claim that these relation mentions tell, as `SIGNS` lists them."""
    frame = max(p.score for p in proposals)
    chances = [p.chance or 0.0 for p in proposals]
    best = max(range(len(proposals)), key=lambda n: (chances[n], proposals[n].score, links[n], -n))
    chance = min(0.995, max(_LEAST, chances[best]))
    odds = math.log(chance / (1 - chance))
    relation = proposals[best]
    ends = [relation.subject, *([relation.object] if relation.object is not None else [])]
    gap = max(m.start for m in ends) - min(m.end for m in ends) if len(ends) > 1 else 0
    referring = any(m.kind is not MentionKind.NAME for m in ends)
    places = len({(p.start, p.end) for p in proposals})
    lasting = relation.predicate in lasting_relations()
    heard = frame > 0 or chance >= _HEARD
    return (
        frame,
        float(frame > 0),
        odds,
        math.log(places),
        math.log1p(max(0, gap) / _NEAR),
        float(referring),
        referring * (1 - links[best]),
        (not referring) * (1 - links[best]),
        float(relation.modality is not Modality.ASSERTED),
        frame * odds,
        float(known and lasting),
        float(known and not lasting and heard),
        frame * referring * links[best],
        (frame > 0) * referring * links[best] * odds,
        float(frame > 0 and relation.object is None),
    )


@cache
def lasting_relations() -> frozenset[str]:
    """The predicates of which what is publicly known holds at any time."""
    return words_of(data_folder("ontology") / "words" / "lasting.txt")


@cache
def load() -> Calibration:
    """The program's own weights, `ontology/words/confidence.toml`.

    Raises:
        DataError: if the file is not in its form.
    """
    return read(data_folder("ontology") / "words" / "confidence.toml")


def read(path: Path) -> Calibration:
    """The weights of a file.

    Raises:
        DataError: if it is not in its form.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        judged, alone = (_weights(table[name]) for name in ("judged", "frames_alone"))
        return Calibration(
            judged=judged, frames_alone=alone, asked=_share(table["asked"]), least=_share(table["least"])
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError) as error:
        raise DataError(path, f"not a file of weights for confidence: {error!r}") from error


def _weights(table: Mapping[str, Any]) -> Weights:
    unknown = table["signs"].keys() ^ set(SIGNS)
    if unknown:
        raise ValueError(f"wanted weights of {', '.join(SIGNS)}; wrong are {', '.join(sorted(unknown))}")
    return Weights(
        bias=float(table["bias"]),
        signs=tuple(float(table["signs"][name]) for name in SIGNS),
        predicates={name: float(value) for name, value in table["predicates"].items()},
    )


def _share(value: object) -> float:
    if not isinstance(value, (int, float)) or not 0 <= value <= 1:
        raise ValueError(f"{value!r} does not lie between 0 and 1")
    return float(value)
