"""The encoder at work: words go in window by window, and come out with vectors, names and syntax."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from kg.language.lemmas import verb_tag
from kg.language.pieces import PieceVocabulary
from kg.language.trees import best_heads
from kg.language.weights import FOLDER, checked, session

Floats = npt.NDArray[np.float32]
Whole = npt.NDArray[np.int64]

# Pieces in a window: as long as training saw, as short as costs nothing.
_FULL: Final = 160
_ENOUGH: Final = 64
_WORD: Final = 12
# After a strong mark a sentence starts unless the scores speak clearly against it.
_AFTER_MARK: Final = -4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the encoder says about a text, a row a word.

    Attributes:
        trunk: The trunk's word vectors [words, hidden], which every head may build on.
        vectors: The names branch's word vectors [words, hidden].
        names: Scores of the BIO labels [words, labels].
        classes: Scores of the project's classes [words, classes].
        tags: Number of the STTS tag of each word; likewise `parts`.
        features: Number of the value of each morphological feature [words, features].
        starts: Whether a sentence starts with the word.
        heads: Place of the head of each word in the text, its own for a root.
        relations: Number of the dependency label of each word.
    """

    trunk: Floats
    vectors: Floats
    names: Floats
    classes: Floats
    tags: Whole
    parts: Whole
    features: Whole
    starts: npt.NDArray[np.bool_]
    heads: Whole
    relations: Whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What the numbers mean."""

    names: tuple[str, ...]
    classes: tuple[str, ...]
    outside: float
    tags: tuple[str, ...]
    parts: tuple[str, ...]
    features: tuple[tuple[str, tuple[str, ...]], ...]
    relations: tuple[str, ...]


class Reader:
    """The encoder with its names branch and syntax branch.

    Raises:
        LanguageError: if a weight file is missing or damaged.
    """

    def __init__(self, folder: Path = FOLDER, *, prefix: str = "", threads: int = 1) -> None:
        graphs = [f"{prefix}{name}.onnx" for name in ("trunk", "names", "syntax", "relations")]
        files = checked(folder, ["encoder.npz", f"{prefix}labels.json", *graphs])
        with np.load(files["encoder.npz"], allow_pickle=False) as arrays:
            self.vocabulary = _vocabulary(arrays)
            self._rows = _unpacked(arrays["scales"], arrays["nibbles"])
            self._positions: Floats = arrays["positions"]
        self.labels = _labels(json.loads(files[f"{prefix}labels.json"].read_text(encoding="utf-8")))
        self._trunk, self._names, self._syntax, self._relations = (session(files[name], threads) for name in graphs)
        self._tag_numbers = {tag: number for number, tag in enumerate(self.labels.tags)}
        widths = [len(values) for _, values in self.labels.features]
        self._columns = [slice(sum(widths[:at]), sum(widths[: at + 1])) for at in range(len(widths))]

    def read(
        self, words: Sequence[str], breaks: Sequence[bool], strong: Sequence[bool], *, fixed: bool = False
    ) -> Reading:
        """Everything about a text of any length.

        Args:
            words: Its words, without white space.
            breaks: Where a paragraph starts: a sentence starts there too.
            strong: Where a strong mark stands just before: a window may end there.
            fixed: Whether sentences start at the breaks and nowhere else.
        """
        parts: list[Reading] = []
        at = 0
        pieces = [self.vocabulary.ids(word)[:_WORD] for word in words]
        while at < len(words):
            end, closed = self._extent(pieces, at, breaks, strong)
            part = self._window(pieces[at:end], breaks[at:end], strong[at:end], at, fixed)
            if not closed and not fixed:
                # No mark to cut at: what follows the last sentence start is read again with what comes after it.
                later = np.flatnonzero(part.starts[(end - at) // 3 :]) + (end - at) // 3
                size = int(later[-1]) if len(later) and later[-1] > 0 else end - at
                part = _beginning(part, size)
                end = at + size
            parts.append(part)
            at = end
        read = _joined(parts, self.labels)
        return replace(read, tags=self._fitting(words, read.tags))

    def _fitting(self, words: Sequence[str], tags: Whole) -> Whole:
        """The tags with those of verbs made to fit the words' forms."""
        names = [verb_tag(word, self.labels.tags[tag]) for word, tag in zip(words, tags.tolist(), strict=True)]
        return np.array([self._tag_numbers[name] for name in names], dtype=np.int64)

    def _extent(
        self, pieces: Sequence[tuple[int, ...]], at: int, breaks: Sequence[bool], strong: Sequence[bool]
    ) -> tuple[int, bool]:
        """Where the window that starts at a word ends, and whether it ends at a mark, a break or the text's end."""
        total, best = 2, at
        for number in range(at, len(pieces)):
            if number > at and (breaks[number] or strong[number]):
                if total >= _ENOUGH:
                    return number, True
                best = number
            total += len(pieces[number])
            if total > _FULL and number > at:
                return (best, True) if best > at else (number, False)
        return len(pieces), True

    def _window(
        self,
        pieces: Sequence[tuple[int, ...]],
        breaks: Sequence[bool],
        strong: Sequence[bool],
        offset: int,
        fixed: bool,
    ) -> Reading:
        ids = [self.vocabulary.BEGIN]
        firsts: list[int] = []
        for piece in pieces:
            firsts.append(len(ids))
            ids.extend(piece)
        ids.append(self.vocabulary.END)
        embedded = self._rows[ids] + self._positions[: len(ids)]
        hidden, middle = self._trunk.run(None, {"pieces": embedded[None]})
        words = np.array(firsts, dtype=np.int64)
        vectors, names, classes = self._names.run(None, {"hidden": hidden, "firsts": words})
        tags, parts, starts, features, arcs, children, parents = self._syntax.run(
            None, {"middle": middle, "firsts": words}
        )
        begins = np.array(breaks, dtype=bool)
        if not fixed:
            begins |= starts[0, :, 1] - starts[0, :, 0] > np.where(strong, _AFTER_MARK, 0.0)
        begins[0] = True
        bounds = [*np.flatnonzero(begins).tolist(), len(pieces)]
        heads = np.zeros(len(pieces), dtype=np.int64)
        for start, end in pairwise(bounds):
            columns = np.concatenate([[0], np.arange(start + 1, end + 1)])
            found = best_heads(arcs[0, start:end][:, columns])
            heads[start:end] = [0 if head == 0 else start + head for head in found]
        relations = self._relations.run(None, {"children": children[0], "parents": parents[0, heads]})[0].argmax(-1)
        own = np.arange(len(pieces))
        return Reading(
            trunk=hidden[0, firsts],
            vectors=vectors[0],
            names=names[0],
            classes=classes[0],
            tags=tags[0].argmax(-1),
            parts=parts[0].argmax(-1),
            features=np.stack([features[0, :, columns].argmax(-1) for columns in self._columns], axis=-1),
            starts=begins,
            heads=np.where(heads == 0, own, heads - 1) + offset,
            relations=relations,
        )


def _beginning(part: Reading, size: int) -> Reading:
    """The first words of a reading, up to a sentence start."""
    return Reading(**{field.name: getattr(part, field.name)[:size] for field in fields(part)})


def _joined(parts: Sequence[Reading], labels: Labels) -> Reading:
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return Reading(
            trunk=np.zeros((0, 384), dtype=np.float32),
            vectors=np.zeros((0, 384), dtype=np.float32),
            names=np.zeros((0, len(labels.names)), dtype=np.float32),
            classes=np.zeros((0, len(labels.classes)), dtype=np.float32),
            tags=none,
            parts=none,
            features=np.zeros((0, len(labels.features)), dtype=np.int64),
            starts=np.zeros(0, dtype=bool),
            heads=none,
            relations=none,
        )
    return Reading(
        trunk=np.concatenate([part.trunk for part in parts]),
        vectors=np.concatenate([part.vectors for part in parts]),
        names=np.concatenate([part.names for part in parts]),
        classes=np.concatenate([part.classes for part in parts]),
        tags=np.concatenate([part.tags for part in parts]),
        parts=np.concatenate([part.parts for part in parts]),
        features=np.concatenate([part.features for part in parts]),
        starts=np.concatenate([part.starts for part in parts]),
        heads=np.concatenate([part.heads for part in parts]),
        relations=np.concatenate([part.relations for part in parts]),
    )


def _vocabulary(arrays: Any) -> PieceVocabulary:  # noqa: ANN401  # the library has no types
    pieces = arrays["pieces"].tobytes().decode("utf-8").split("\n")
    replaced = arrays["replacements"].tobytes().decode("utf-8").split("\n")
    # An empty table is one empty string.
    characters = dict(zip(arrays["characters"].tolist(), replaced, strict=False))
    return PieceVocabulary(pieces, arrays["scores"].tolist(), characters)


def _unpacked(scales: npt.NDArray[np.float16], nibbles: npt.NDArray[np.uint8]) -> Floats:
    """The 4-bit word rows in single precision."""
    values = np.empty((*nibbles.shape[:2], 32), dtype=np.float32)
    np.bitwise_and(nibbles, 15, out=values[..., :16], casting="unsafe")
    np.right_shift(nibbles, 4, out=values[..., 16:], casting="unsafe")
    values -= 8
    values *= scales[..., None]
    return values.reshape(len(values), -1)


def _labels(data: dict[str, Any]) -> Labels:
    return Labels(
        names=tuple(data["names"]),
        classes=tuple(data["classes"]),
        outside=float(data["outside"]),
        tags=tuple(data["tags"]),
        parts=tuple(data["parts"]),
        features=tuple((name, tuple(values)) for name, values in data["features"]),
        relations=tuple(data["relations"]),
    )
