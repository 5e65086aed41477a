"""Treebanks in CoNLL-U, read with the words as they are written: "im" is one word."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg.language.training.corpora import lines
from kg.language.training.noise import recase

FEATURES: Final = (
    "Case", "Number", "Gender", "Person", "Tense", "Mood", "VerbForm", "Degree", "Definite", "PronType", "Poss",
    "Polarity", "Reflex", "Voice",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A sentence with tags and dependencies; "" where the corpus does not say.

    Attributes:
        heads: For each word the place of its head from 1, 0 for the root, -1 where unknown.
        features: UD features, `Case=Nom|Number=Sing`, or "?" where unknown.
    """

    words: tuple[str, ...]
    tags: tuple[str, ...]
    parts: tuple[str, ...]
    features: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


def bare(
    words: Sequence[str], *, tags: Sequence[str] = (), heads: Sequence[int] = (), relations: Sequence[str] = ()
) -> Tree:
    """The tree of words of which no more is known than tags, or heads and relations, or nothing."""
    size = len(words)
    none = ("",) * size
    return Tree(
        words=tuple(words),
        tags=tuple(tags) or none,
        parts=none,
        features=("?",) * size,
        lemmas=none,
        heads=tuple(heads) or (-1,) * size,
        relations=tuple(relations) or none,
    )


def conllu(path: Path) -> list[Tree]:
    """All sentences of a file; a word written as one ("im") takes the place of its first part, with all features."""
    return [_tree(rows) for rows in _blocks(path)]


def _blocks(path: Path) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in lines(path):
        if not line.strip():
            if rows:
                yield rows
            rows = []
        elif not line.startswith("#"):
            rows.append(line.split("\t"))
    if rows:
        yield rows


def _tree(rows: list[list[str]]) -> Tree:
    merged: dict[int, tuple[int, str, str]] = {}
    for row in rows:
        if "-" in row[0]:
            first, last = (int(number) for number in row[0].split("-"))
            for number in range(first, last + 1):
                merged[number] = (first, row[1], row[4])
    place: dict[int, int] = {0: 0}
    kept: list[list[str]] = []
    for row in rows:
        if not row[0].isdigit():
            continue
        number = int(row[0])
        first, written, tag = merged.get(number, (number, "", ""))
        if number == first:
            row = list(row)
            if written:
                row[1] = written
                if tag not in {"_", ""}:
                    row[4] = tag
            kept.append(row)
        elif kept[-1][5] == "_" or "Case" not in kept[-1][5]:
            kept[-1][5] = row[5]
            kept[-1][4] = "APPRART" if kept[-1][3] == "ADP" else kept[-1][4]
        place[number] = len(kept)
    heads = [place[int(row[6])] for row in kept]
    return Tree(
        words=tuple(row[1] for row in kept),
        tags=tuple("" if row[4] == "_" else row[4] for row in kept),
        parts=tuple(row[3] for row in kept),
        features=tuple("" if row[5] == "_" else row[5] for row in kept),
        lemmas=tuple(row[2] for row in kept),
        heads=tuple(0 if head == at + 1 else head for at, head in enumerate(heads)),
        relations=tuple(row[7] for row in kept),
    )


_STTS_IBK: Final = {
    "PTKMA": "ADV", "PTKIFG": "ADV", "PTKMWL": "ADV", "VVPPER": "VVFIN", "VAPPER": "VAFIN", "VMPPER": "VMFIN",
    "KOUSPPER": "KOUS",
    "PPERPPER": "PPER", "ADVART": "ADV", "EMOASC": "$(", "EMOIMG": "$(", "AKW": "ITJ", "HST": "XY", "ADR": "XY",
    "URL": "XY",
    "EML": "XY", "DM": "ITJ", "ONO": "ITJ",
}  # fmt: skip


def empirist(path: Path) -> list[Tree]:
    """EmpiriST: tags of informal German, no trees. Runs of short sentences are put together."""
    found: list[Tree] = []
    words: list[str] = []
    tags: list[str] = []
    for line in lines(path):
        if line.startswith("</s>") and words:
            found.append(bare(words, tags=tags))
            words, tags = [], []
        elif "\t" in line:
            fields = line.split("\t")
            words.append(fields[0])
            tags.append(_STTS_IBK.get(fields[1], fields[1]))
    return found


def recased(tree: Tree, chance: random.Random, *, lower: float) -> Tree:
    """The tree with its words in one of the cases that text comes in."""
    return replace(tree, words=recase(tree.words, chance, lower=lower))


_DROPPED: Final = frozenset((".", ",", ";", ":", "!", "?", "-", "–", '"', "„", "“", "”", "(", ")", "..."))


def unpunctuated(tree: Tree) -> Tree:
    """The tree without its marks; what hung on a mark hangs on the mark's head."""
    keep = [at for at, word in enumerate(tree.words) if word not in _DROPPED]
    if not keep or len(keep) == len(tree.words):
        return tree
    place = {at + 1: number + 1 for number, at in enumerate(keep)}
    place[0] = 0

    def head(at: int) -> int:
        up = tree.heads[at]
        if up < 0:
            return -1
        seen = 0
        while up not in place and seen < 10:
            up, seen = tree.heads[up - 1], seen + 1
        return place.get(up, 0)

    def pick(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(values[at] for at in keep)

    return Tree(
        words=pick(tree.words),
        tags=pick(tree.tags),
        parts=pick(tree.parts),
        features=pick(tree.features),
        lemmas=pick(tree.lemmas),
        heads=tuple(head(at) for at in keep),
        relations=pick(tree.relations),
    )
