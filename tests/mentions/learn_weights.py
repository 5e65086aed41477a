"""Learns the weights of `kg.mentions.judgement` and prints them with what they reach.

    python -m tests.mentions.learn_weights SPEECHES.jsonl.gz NAMES.conll.gz

What should be found are listed names that `garbler` garbles. What should be left alone are odd stretches of the
speeches (JSON lines with a field "text") and names of the CoNLL file that no list has, each with the listed name most
like it.
Names are split in halves by their hash: one is learned from, the other measured.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt

import kg.names
import kg.ontology
from kg.mentions.judgement import WEIGHTS, terms
from kg.mentions.lexicon import Lexicon, key_of
from kg.mentions.resemblance import Index
from kg.mentions.words import usual
from tests.mentions.garbler import as_words, garble

_SEED = 7
Floats = npt.NDArray[np.float64]


def main(speeches: Path, corpus: Path) -> None:
    """Learn and print."""
    names = kg.names.load(kg.ontology.load())
    lexicon, index = Lexicon.of(names), Index(names.entries.values())
    rows: list[tuple[list[float], int, bool]] = []
    chance = random.Random(_SEED)
    entries = [e for e in names.entries.values() if e.class_ != "Place"]
    for entry in chance.sample(entries, 2500):
        strength = chance.choice((0.03, 0.08, 0.15))
        surface = (
            as_words(entry.name, chance) if chance.random() < 0.18 else garble(entry.name, chance, strength=strength)
        )
        if key_of(surface) in {key_of(f) for f in entry.forms()}:
            continue
        for found, features in index.compared(surface):
            rows.append((terms(features), int(found.id == entry.id), zlib.crc32(entry.id.encode()) % 2 == 0))
    for surface in (*_odd_stretches(speeches, chance), *_unlisted(corpus, lexicon)):
        if lexicon.entries_for(surface):
            continue
        best = sorted(index.compared(surface), key=lambda x: x[1].sound + 0.5 * x[1].spelling)[:2]
        half = zlib.crc32(surface.encode()) % 2 == 0
        rows += [(terms(features), 0, half) for _, features in best]
    x = np.array([r[0] for r in rows])
    y = np.array([r[1] for r in rows], dtype=np.float64)
    learn = np.array([r[2] for r in rows])
    weights = _fit(x[learn], y[learn])
    _report(x[~learn], y[~learn], weights)
    for name, value in zip(WEIGHTS, weights, strict=True):
        sys.stdout.write(f'    "{name}": {value:.2f},\n')


def _fit(x: Floats, y: Floats, *, steps: int = 3000, rate: float = 0.5, ridge: float = 1e-4) -> Floats:
    scale = np.maximum(np.abs(x).max(axis=0), 1e-9)
    x = x / scale
    weights = np.zeros(x.shape[1])
    moment, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        gradient = x.T @ (p - y) / len(y) + ridge * weights
        moment = 0.9 * moment + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        weights -= rate * 0.1 * (moment / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return np.asarray(weights / scale, dtype=np.float64)


def _report(x: Floats, y: Floats, weights: Floats) -> None:
    p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
    for threshold in (0.5, 0.7, 0.8, 0.9, 0.95):
        hit = p >= threshold
        right = float(y[hit].sum())
        sys.stdout.write(
            f"# at {threshold}: precision {right / max(1, hit.sum()):.3f} recall {right / y.sum():.3f}"
            f" false {int(hit.sum() - right)} of {int((1 - y).sum())}\n"
        )


def _odd_stretches(path: Path, chance: random.Random) -> Iterator[str]:
    """Capitalised words and pairs of the speeches, the rare ones rather than the usual."""
    count = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = str(json.loads(line).get("text", ""))
            for match in re.finditer(r"(?<=[a-zäöü,] )[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)?", text):
                words = match[0].split()
                if min(usual(w.lower()) for w in words) < 4.2 and chance.random() < 0.1:
                    yield match[0]
                    count += 1
            if count > 2500:
                return


def _unlisted(path: Path, lexicon: Lexicon) -> Iterator[str]:
    """Names of the corpus that no list has."""
    name: list[str] = []
    count = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            token, _, tag = line.rstrip("\n").partition("\t")
            if tag.startswith("I-") and name:
                name.append(token)
                continue
            if name and not lexicon.entries_for(" ".join(name)):
                yield " ".join(name)
                count += 1
            name = [token] if tag in {"B-PER", "B-ORG", "B-MISC"} else []
            if count > 2500:
                return


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
