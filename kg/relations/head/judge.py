"""The relation head at work: windows go in, scored pairs come out. Needs onnxruntime and numpy alone."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.language.weights import checked, session
from kg.model import TAKING_UP, Mention, MentionKind, Modality, Place, SegmentKind, StandsFor
from kg.relations.head.labels import QUALIFIES, SAME
from kg.relations.head.structure import OFFSETS
from kg.relations.head.windows import KINDS, Floats, Proposed, Window, bucket, windows

if TYPE_CHECKING:
    from kg.language import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the head thinks of an ordered pair of mentions.

    Attributes:
        score: The chance that the text relates them so.
        figures: Figures, dates and offices that it takes to belong to the claim, with their chances, best first.
        start: Where the window begins that showed them.
    """

    subject: Mention
    object: Mention
    predicate: str
    score: float
    modality: Modality
    figures: tuple[tuple[Mention, float], ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What the head makes of a document.

    Attributes:
        verdicts: Every pair that it may take to be related, in the order of the text.
        stands_for: What it takes pronouns and descriptions for.
    """

    verdicts: tuple[Verdict, ...]
    stands_for: StandsFor


FOLDER = Path(__file__).resolve().parents[1] / "weights"
FILES = ("relation-head.onnx", "relation-head.npz", "relation-head.json")


_LEAST_LINK = 0.05


class Judge:
    """The trained head.

    Args:
        folder: Where its files lie.
        threads: Threads of onnxruntime.

    Attributes:
        labels: What it says of an ordered pair of mentions, in the order of its scores.

    Raises:
        LanguageError: if a file is missing or damaged.
    """

    def __init__(self, folder: Path = FOLDER, *, threads: int = 1) -> None:
        checked(folder, FILES)
        self._session = session(folder / "relation-head.onnx", threads)
        with np.load(folder / "relation-head.npz") as arrays:
            self._tensors: dict[str, Floats] = {name: arrays[name].astype(np.float32) for name in arrays.files}
        told = json.loads((folder / "relation-head.json").read_text(encoding="utf-8"))
        self.labels: tuple[str, ...] = tuple(told["labels"])
        self._modalities = tuple(Modality(m) for m in told["modalities"])

    def read(
        self,
        analyses: Iterable[Analysis],
        mentions: Sequence[Mention],
        proposed: Proposed,
        *,
        least: float,
        skipped: frozenset[SegmentKind] = frozenset(),
    ) -> Reading:
        """Every pair whose score is `least` or more; a pair that two windows show is told by the surer one.

        Args:
            analyses: The document's segments with their Docs.
            mentions: Names with the class of what they mean, figures, pronouns and descriptions.
            proposed: What frames propose of them.
            least: Pairs that score less are left out.
            skipped: Kinds of segment that are not read.
        """
        best: dict[tuple[int, int, str], Verdict] = {}
        stands_for: dict[Place, dict[Place, float]] = defaultdict(dict)
        for window in windows(analyses, mentions, proposed, skipped=skipped):
            scores, modalities = self._scores(window)
            chances: Floats = np.asarray(1 / (1 + np.exp(-scores)), dtype=np.float32)
            for verdict in self._verdicts(window, chances, modalities, least):
                key = (verdict.subject.start, verdict.object.start, verdict.predicate)
                if key not in best or best[key].score < verdict.score:
                    best[key] = verdict
            for taking_up, name, chance in _links(window, chances[..., self.labels.index(SAME)]):
                known = stands_for[taking_up]
                known[name] = max(chance, known.get(name, 0.0))
        return Reading(tuple(best[key] for key in sorted(best)), stands_for)

    def _verdicts(self, window: Window, chances: Floats, modalities: Floats, least: float) -> Iterator[Verdict]:
        qualifies: Floats = chances[..., self.labels.index(QUALIFIES)]
        relations = chances.copy()
        relations[..., self.labels.index(QUALIFIES)] = 0
        relations[..., self.labels.index(SAME)] = 0
        relations[np.arange(len(window.mentions)), np.arange(len(window.mentions))] = 0
        offices = [m.kind is MentionKind.ROLE for m in window.mentions]
        relations[offices] = 0
        relations[:, offices] = 0
        for subject, object_, label in zip(*np.nonzero(relations >= least), strict=True):
            yield Verdict(
                subject=window.mentions[subject],
                object=window.mentions[object_],
                predicate=self.labels[label],
                score=round(float(relations[subject, object_, label]), 4),
                modality=self._modalities[int(modalities[subject, object_].argmax())],
                figures=tuple(_figures(window, qualifies, int(subject), int(object_))),
                start=window.start,
                end=window.end,
            )

    def _scores(self, window: Window) -> tuple[Floats, Floats]:
        inputs: dict[str, Any] = {
            "vectors": window.vectors[None],
            "kinds": window.kinds[None],
            "begins": window.begins[None],
            "labels": window.labels[None],
            "firsts": window.spans[:, 0],
            "lasts": window.spans[:, 1],
        }
        subject, object_, left, right = (part[0] for part in self._session.run(None, inputs))
        t = self._tensors
        pair = subject[:, None] + object_[None] + (left[:, None] * right[None]) @ t["product.weight"].T
        pair += t["distance.weight"][bucket(window.spans[None, :, 0] - window.spans[:, None, 0])]
        pair += t["types.weight"][window.types[:, None] * len(KINDS) + window.types[None]]
        pair += t["features.weight"][window.features + OFFSETS].sum(axis=2)
        pair = _gelu(pair)
        return pair @ t["labels.weight"].T + t["labels.bias"], pair @ t["modality.weight"].T + t["modality.bias"]


def _links(window: Window, chances: Floats) -> Iterator[tuple[Place, Place, float]]:
    """What may stand for which name, with the chance."""
    kinds = [m.kind for m in window.mentions]
    for i, j in zip(*np.nonzero(chances >= _LEAST_LINK), strict=True):
        if kinds[i] in TAKING_UP and kinds[j] is MentionKind.NAME:
            one, other = window.mentions[i], window.mentions[j]
            yield (one.start, one.end), (other.start, other.end), round(float(chances[i, j]), 4)


def _figures(window: Window, qualifies: Floats, subject: int, object_: int) -> Iterator[tuple[Mention, float]]:
    chances = np.maximum(qualifies[subject], qualifies[object_])
    for number in np.argsort(-chances):
        mention = window.mentions[int(number)]
        if chances[number] >= 0.3 and mention.value is not None:
            yield mention, round(float(chances[number]), 4)


def _gelu(values: Floats) -> Floats:
    """The exact GELU through a rational approximation of the error function (Abramowitz and Stegun 7.1.26)."""
    x = np.abs(values) / np.sqrt(2.0)
    t = 1 / (1 + 0.3275911 * x)
    tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    erf = np.sign(values) * (1 - tail * np.exp(-x * x))
    return np.asarray(0.5 * values * (1 + erf), dtype=np.float32)
