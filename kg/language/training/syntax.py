"""The syntax part: layers of its own on the frozen trunk; heads for tags, morphology, sentences, dependencies."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
import torch.nn.functional as functional
from torch import Tensor, nn

from kg.language.pieces import PieceVocabulary
from kg.language.training.descent import Descent, descend, grouped, half_precision, padded
from kg.language.training.names import pieces_of
from kg.language.training.network import HIDDEN, SyntaxHead, Trunk, gather_words
from kg.language.training.treebanks import FEATURES, Tree, recased, unpunctuated
from kg.language.trees import best_heads

SOURCES: Final = ("ud_german_gsd", "ud_german_pud", "empirist", "bundestag_reden", "corrected")
_LONGEST = 224


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """The labels of each head, in the order of their numbers; "" is no value."""

    tags: tuple[str, ...]
    parts: tuple[str, ...]
    relations: tuple[str, ...]
    features: tuple[tuple[str, tuple[str, ...]], ...]


def inventory(trees: Sequence[Tree]) -> Inventory:
    """All labels that occur in the trees, sorted."""
    values: dict[str, set[str]] = {name: {""} for name in FEATURES}
    for tree in trees:
        for found in tree.features:
            for name, value in _features(found).items():
                if name in values:
                    values[name].add(value)
    return Inventory(
        tags=tuple(sorted({tag for tree in trees for tag in tree.tags if tag})),
        parts=tuple(sorted({part for tree in trees for part in tree.parts if part})),
        relations=tuple(sorted({name for tree in trees for name in tree.relations if name})),
        features=tuple((name, tuple(sorted(values[name]))) for name in FEATURES),
    )


def _features(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.split("|") if "=" in part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Sentences that follow each other, from one source."""

    trees: tuple[Tree, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntaxOptions:
    """How the syntax part is trained.

    Attributes:
        layers: Which of the names' layers it starts from.
        rates: Learning rates of layers and heads.
    """

    steps: int = 1400
    pieces: int = 1200
    layers: tuple[int, ...] = (8, 9, 10, 11)
    rates: tuple[float, float] = (2e-4, 1.5e-3)
    lower: float = 0.2
    seed: int = 1
    every: int = 200


class SyntaxModel(nn.Module):
    """The lowest layers of a frozen trunk, layers and heads of its own above."""

    def __init__(self, trunk: Trunk, layers: nn.ModuleList, labels: Inventory) -> None:
        super().__init__()
        self.trunk = trunk.requires_grad_(False)
        self.upper = layers
        self.source = nn.Embedding(len(SOURCES), HIDDEN)
        nn.init.normal_(self.source.weight, std=0.02)
        self.head = SyntaxHead(
            tags=len(labels.tags),
            parts=len(labels.parts),
            features=[len(values) for _, values in labels.features],
            relations=len(labels.relations),
        )

    def forward(self, batch: "SyntaxBatch", dropout: float = 0.0) -> Tensor:
        """Word vectors [windows, words, hidden]."""
        with torch.no_grad():
            x = self.trunk(batch.ids, batch.mask)
        x = x + self.source(batch.source)[:, None]
        for layer in self.upper:
            x = layer(x, batch.mask, dropout)
        return functional.dropout(gather_words(x, batch.firsts), dropout, self.training)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntaxBatch:
    """Padded tensors of windows; -100 where nothing is to be learnt."""

    ids: Tensor
    mask: Tensor
    firsts: Tensor
    source: Tensor
    tags: Tensor
    parts: Tensor
    features: Tensor
    starts: Tensor
    heads: Tensor
    relations: Tensor
    sentence: Tensor


def make_batch(windows: Sequence[Window], vocabulary: PieceVocabulary, labels: Inventory) -> SyntaxBatch:
    """The windows as tensors."""
    cut = [_cut(window, vocabulary) for window in windows]
    ids, mask, firsts = padded(cut)
    size, width = firsts.shape

    def blank(*shape: int) -> Any:  # noqa: ANN401  # the library has no types
        return np.full((size, *shape), -100, dtype=np.int64)

    tags, parts, starts, heads, relations = (blank(width) for _ in range(5))
    features = blank(width, len(labels.features))
    sentence = np.full((size, width), -1, dtype=np.int64)
    index = {
        "tags": {tag: number for number, tag in enumerate(labels.tags)},
        "parts": {part: number for number, part in enumerate(labels.parts)},
        "relations": {name: number for number, name in enumerate(labels.relations)},
    }
    for row, (window, (_, places)) in enumerate(zip(windows, cut, strict=True)):
        offset = 0
        for number, tree in enumerate(window.trees):
            fits = offset + len(tree.words) <= len(places)
            for at in range(min(len(tree.words), len(places) - offset)):
                here = offset + at
                sentence[row, here] = number
                starts[row, here] = int(at == 0) if window.source != "empirist" else -100
                tags[row, here] = index["tags"].get(tree.tags[at], -100)
                parts[row, here] = index["parts"].get(tree.parts[at], -100)
                if tree.features[at] != "?":
                    known = _features(tree.features[at])
                    for which, (name, values) in enumerate(labels.features):
                        # PUD says little about verb forms, degree and voice.
                        if window.source == "ud_german_pud" and name in {"VerbForm", "Voice", "Degree"}:
                            continue
                        value = known.get(name, "")
                        features[row, here, which] = values.index(value) if value in values else -100
                if fits and tree.heads[at] >= 0:
                    heads[row, here] = 0 if tree.heads[at] == 0 else offset + tree.heads[at]
                    relations[row, here] = index["relations"].get(tree.relations[at], -100)
            offset += len(tree.words)
        if len(window.trees) == 1 and window.source in {"ud_german_gsd", "ud_german_pud"}:
            starts[row, 0] = 1
    return SyntaxBatch(
        ids=torch.from_numpy(ids),
        mask=torch.from_numpy(mask),
        firsts=torch.from_numpy(firsts),
        source=torch.tensor([SOURCES.index(window.source) for window in windows]),
        tags=torch.from_numpy(tags),
        parts=torch.from_numpy(parts),
        features=torch.from_numpy(features),
        starts=torch.from_numpy(starts),
        heads=torch.from_numpy(heads),
        relations=torch.from_numpy(relations),
        sentence=torch.from_numpy(sentence),
    )


def _cut(window: Window, vocabulary: PieceVocabulary) -> tuple[list[int], list[int]]:
    return pieces_of([word for tree in window.trees for word in tree.words], vocabulary, _LONGEST)


def allowed(sentence: Tensor) -> Tensor:
    """Which heads a word may have [batch, child, head + 1]: those of its own sentence, and the root."""
    same = (sentence[:, :, None] == sentence[:, None, :]) & (sentence >= 0)[:, :, None]
    root = torch.ones_like(same[:, :, :1])
    return torch.cat([root, same], -1)


def syntax_loss(model: SyntaxModel, batch: SyntaxBatch, vectors: Tensor) -> Tensor:
    """The sum of the heads' cross entropies."""
    head = model.head

    def cross(scores: Tensor, gold: Tensor) -> Tensor:
        if not bool((gold != -100).any()):
            return scores.sum() * 0.0
        return functional.cross_entropy(scores.float().flatten(0, -2), gold.flatten(), ignore_index=-100)

    loss = 0.7 * cross(head.tags(vectors), batch.tags) + 0.4 * cross(head.parts(vectors), batch.parts)
    loss = loss + 0.5 * cross(head.starts(vectors), batch.starts)
    for which, feature in enumerate(head.features):
        loss = loss + 0.12 * cross(feature(vectors), batch.features[..., which])
    if bool((batch.heads >= 0).any()):
        scores = head.arcs(vectors).float().masked_fill(~allowed(batch.sentence), -1e4)
        loss = loss + cross(scores, batch.heads)
        loss = loss + cross(head.relations(vectors, batch.heads.clamp(min=0)), batch.relations)
    return loss


def windows(
    sources: dict[str, Sequence[Tree]],
    shares: dict[str, float],
    options: SyntaxOptions,
    vocabulary: PieceVocabulary,
    labels: Inventory,
) -> Iterator[SyntaxBatch]:
    """Batches without end, of one to four sentences that follow each other, in all cases, with and without marks."""
    chance = random.Random(options.seed)
    while True:
        drawn: list[Window] = []
        for source in sorted(sources):
            trees = list(sources[source])
            at = chance.randrange(3)
            while at < len(trees):
                many = chance.choice((1, 1, 1, 2, 3, 4)) if source != "bundestag_reden" else chance.choice((3, 4, 5))
                group = trees[at : at + many]
                at += many
                if chance.random() >= shares.get(source, 1.0):
                    continue
                bare = chance.random() < (0.12 if source != "bundestag_reden" else 0.6)
                lower = chance.random() < options.lower + (0.25 if bare else 0.0)
                group = [unpunctuated(tree) if bare else tree for tree in group]
                group = [recased(tree, chance, lower=1.0 if lower else 0.0) for tree in group]
                if sum(len(tree.words) for tree in group) <= 130:
                    drawn.append(Window(trees=tuple(group), source=source))
        groups = grouped(drawn, [len(_cut(window, vocabulary)[0]) for window in drawn], options.pieces)
        chance.shuffle(groups)
        for some in groups:
            yield make_batch(some, vocabulary, labels)


def train_syntax(
    model: SyntaxModel,
    feed: Iterator[SyntaxBatch],
    options: SyntaxOptions,
    *,
    checkpoint: Path,
    progress: Callable[[str], None],
    evaluate: Callable[[SyntaxModel], str] | None = None,
) -> None:
    """Train in place; a checkpoint of an interrupted run is taken up."""
    head = [*model.head.parameters(), *model.source.parameters()]
    optimiser = torch.optim.AdamW(
        [{"params": model.upper.parameters(), "lr": options.rates[0]}, {"params": head, "lr": options.rates[1]}],
        weight_decay=0.01,
        betas=(0.9, 0.98),
        fused=True,
    )

    def loss_of(batch: SyntaxBatch) -> Tensor:
        with half_precision():
            vectors = model(batch, 0.15)
        return syntax_loss(model, batch, vectors.float())

    descend(
        model,
        optimiser,
        feed,
        loss_of,
        Descent(name="syntax", steps=options.steps, every=options.every, warm=12, floor=0.01, clip=2.0),
        checkpoint=checkpoint,
        progress=progress,
        evaluate=(lambda: evaluate(model)) if evaluate else None,
    )


@torch.inference_mode()
def parse(model: SyntaxModel, trees: Sequence[Tree], vocabulary: PieceVocabulary, labels: Inventory) -> list[Tree]:
    """The trees as the model sees their words, one sentence a window."""
    model.eval()
    order = sorted(range(len(trees)), key=lambda number: len(trees[number].words))
    found: dict[int, Tree] = {}
    for at in range(0, len(order), 32):
        some = order[at : at + 32]
        batch = make_batch(
            [Window(trees=(trees[number],), source="ud_german_gsd") for number in some], vocabulary, labels
        )
        with half_precision():
            vectors = model(batch)
        vectors = vectors.float()
        arcs = model.head.arcs(vectors).masked_fill(~allowed(batch.sentence), -1e4).numpy()
        tags = model.head.tags(vectors).argmax(-1).tolist()
        parts = model.head.parts(vectors).argmax(-1).tolist()
        features = [feature(vectors).argmax(-1).tolist() for feature in model.head.features]
        heads = np.zeros(arcs.shape[:2], dtype=np.int64)
        sizes = [
            min(len(trees[number].words), int((batch.sentence[row] >= 0).sum())) for row, number in enumerate(some)
        ]
        for row, size in enumerate(sizes):
            heads[row, :size] = best_heads(arcs[row, :size, : size + 1])
        relations = model.head.relations(vectors, torch.from_numpy(heads)).argmax(-1).tolist()
        for row, number in enumerate(some):
            size, rest = sizes[row], len(trees[number].words) - sizes[row]
            found[number] = Tree(
                words=trees[number].words,
                tags=tuple(labels.tags[tags[row][i]] for i in range(size)) + ("",) * rest,
                parts=tuple(labels.parts[parts[row][i]] for i in range(size)) + ("",) * rest,
                features=tuple(
                    "|".join(
                        f"{name}={values[features[which][row][i]]}"
                        for which, (name, values) in enumerate(labels.features)
                        if values[features[which][row][i]]
                    )
                    for i in range(size)
                )
                + ("",) * rest,
                lemmas=("",) * (size + rest),
                heads=tuple(int(head) for head in heads[row, :size]) + (-1,) * rest,
                relations=tuple(labels.relations[relations[row][i]] for i in range(size)) + ("",) * rest,
            )
    return [found[number] for number in range(len(trees))]
