"""From scores of labels to names: the best sequence that BIO allows, and a class for each name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from kg.language.reader import Labels

Floats = npt.NDArray[np.float32]

# Which of the project's classes a name of a kind can have.
CLASSES: Final = {
    "PER": ("Person",),
    "ORG": ("Company", "Investor", "GovernmentBody", "PoliticalOrganization", "MediaOutlet", "Organization", "Product"),
    "LOC": ("Place",),
    "MISC": ("Product", "AIModel", "Chip", "Law", "Event", "MediaOutlet"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name from word `start` up to word `end`, its kind, its finer class, and how sure it is (0 to 1)."""

    start: int
    end: int
    kind: str
    detail: str
    score: float


def decode(scores: Floats, classes: Floats, labels: Labels) -> list[Name]:
    """All names in scores [words, labels], with classes from scores [words, classes]."""
    if not len(scores):
        return []
    scores = scores.copy()
    scores[:, 0] -= labels.outside
    best = scores.argmax(axis=1)
    if not best.any():
        return []
    if not _valid(best, labels.names):
        best = _viterbi(scores, labels.names)
    sure = np.exp(scores - scores.max(axis=1, keepdims=True))
    sure /= sure.sum(axis=1, keepdims=True)
    found: list[Name] = []
    for start, end, kind in _spans(best.tolist(), labels.names):
        rows = np.arange(start, end)
        found.append(
            Name(
                start=start,
                end=end,
                kind=kind,
                detail=_detail(classes[start:end], kind, labels.classes),
                score=float(sure[rows, best[start:end]].mean()),
            )
        )
    return found


def _detail(scores: Floats, kind: str, classes: Sequence[str]) -> str:
    allowed = [number for number, name in enumerate(classes) if name in CLASSES[kind]]
    shifted = scores - scores.max(axis=1, keepdims=True)
    total = (shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))).sum(axis=0)
    return classes[max(allowed, key=lambda number: float(total[number]))]


def _valid(best: npt.NDArray[np.int64], names: Sequence[str]) -> bool:
    before = "O"
    for number in best.tolist():
        label = names[number]
        if label[0] == "I" and before[2:] != label[2:]:
            return False
        before = label
    return True


def _viterbi(scores: Floats, names: Sequence[str]) -> npt.NDArray[np.int64]:
    """The best allowed sequence: inside a name only after its beginning."""
    barred = np.array(
        [[label[0] == "I" and before[2:] != label[2:] for label in names] for before in names], dtype=np.float32
    )
    step = barred * -1e4
    logs = scores - scores.max(axis=1, keepdims=True)
    logs -= np.log(np.exp(logs).sum(axis=1, keepdims=True))
    here = logs[0] + step[0]
    back = np.zeros(scores.shape, dtype=np.int64)
    for at in range(1, len(logs)):
        ways = here[:, None] + step
        back[at] = ways.argmax(axis=0)
        here = ways.max(axis=0) + logs[at]
    best = np.zeros(len(logs), dtype=np.int64)
    best[-1] = int(here.argmax())
    for at in range(len(logs) - 1, 0, -1):
        best[at - 1] = back[at, best[at]]
    return best


def _spans(best: Sequence[int], names: Sequence[str]) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    for at, number in enumerate(best):
        label = names[number]
        if label[0] == "B":
            found.append((at, at + 1, label[2:]))
        elif label[0] == "I" and found:
            found[-1] = (found[-1][0], at + 1, found[-1][2])
    return found
