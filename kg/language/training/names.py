"""The names head and the layers below it: training, and what it says about a text while it trains."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import torch
import torch.nn.functional as functional
from torch import Tensor, nn

from kg.language.pieces import PieceVocabulary
from kg.language.training.corpora import COARSE, MASKED, Tagged
from kg.language.training.descent import Descent, descend, grouped, half_precision, padded
from kg.language.training.encoder import Encoder
from kg.language.training.network import NamesHead, Trunk, gather_words, upper_layers
from kg.language.training.noise import augment

LABELS: Final = ("O", *(f"{place}-{kind}" for kind in COARSE for place in "BI"))
FINE: Final = (
    "Person", "Company", "Investor", "GovernmentBody", "PoliticalOrganization", "MediaOutlet", "Organization",
    "Product", "AIModel", "Chip", "Law", "Event", "Place",
)  # fmt: skip
CORPORA: Final = (
    "germeval2014", "wikiner_de", "plenarprotokolle_ner", "smartdata", "mobie", "legal_ler", "bundestag_reden",
    "written", "talk",
)  # fmt: skip
_LONGEST = 160
_BLOCK = 6000


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesOptions:
    """How long and how fast the names are trained.

    Attributes:
        trunk: Layers that later parts share.
        frozen: Whether the trunk keeps still.
        rates: Learning rates of the layers and of the head.
    """

    steps: int = 2000
    pieces: int = 1200
    trunk: int = 8
    frozen: bool = False
    rates: tuple[float, float] = (1e-4, 1e-3)
    lower: float = 0.25
    seed: int = 1
    every: int = 200


class NamesModel(nn.Module):
    """Trunk, the names' own upper layers, and the head."""

    def __init__(self, encoder: Encoder, trunk: int) -> None:
        super().__init__()
        self.trunk = Trunk(encoder, range(trunk))
        self.upper = upper_layers(encoder, range(trunk, encoder.layers))
        self.head = NamesHead(len(LABELS), len(FINE), len(CORPORA))

    def forward(self, batch: "Batch", dropout: float = 0.0) -> tuple[Tensor, Tensor]:
        """Label and class scores [sentences, words, ...]."""
        x = self.trunk(batch.ids, batch.mask, dropout)
        for layer in self.upper:
            x = layer(x, batch.mask, dropout)
        return self.head(gather_words(x, batch.firsts), batch.corpus)  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Padded tensors of some sentences; labels are -100 where nothing is to be learnt."""

    ids: Tensor
    mask: Tensor
    firsts: Tensor
    labels: Tensor
    fine: Tensor
    corpus: Tensor
    weights: Tensor


def pieces_of(
    words: Sequence[str], vocabulary: PieceVocabulary, longest: int = _LONGEST
) -> tuple[list[int], list[int]]:
    """Piece ids with begin and end, and the place of each word's first piece; what is too long is cut off."""
    ids, firsts = [vocabulary.BEGIN], []
    for word in words:
        found = vocabulary.ids(word)[:12]
        if len(ids) + len(found) >= longest:
            break
        firsts.append(len(ids))
        ids.extend(found)
    return [*ids, vocabulary.END], firsts


def make_batch(sentences: Sequence[Tagged], vocabulary: PieceVocabulary, *, neutral: Sequence[bool]) -> Batch:
    """The sentences as tensors; where `neutral`, the network is not told the corpus."""
    cut = [pieces_of(sentence.words, vocabulary) for sentence in sentences]
    ids, mask, firsts = padded(cut)
    size, width = firsts.shape
    labels = np.full((size, width), -100, dtype=np.int64)
    fine = np.full((size, width), -100, dtype=np.int64)
    for row, (sentence, (_, starts)) in enumerate(zip(sentences, cut, strict=True)):
        for place in range(len(starts)):
            if sentence.labels[place] != MASKED:
                labels[row, place] = LABELS.index(sentence.labels[place])
            if sentence.fine and sentence.fine[place]:
                fine[row, place] = FINE.index(sentence.fine[place])
    corpus = [
        0 if alone or sentence.corpus not in CORPORA else CORPORA.index(sentence.corpus) + 1
        for sentence, alone in zip(sentences, neutral, strict=True)
    ]
    return Batch(
        ids=torch.from_numpy(ids),
        mask=torch.from_numpy(mask),
        firsts=torch.from_numpy(firsts),
        labels=torch.from_numpy(labels),
        fine=torch.from_numpy(fine),
        corpus=torch.tensor(corpus),
        weights=torch.tensor([sentence.weight for sentence in sentences]),
    )


def joined(sentences: Sequence[Tagged], chance: random.Random) -> list[Tagged]:
    """Now and then a sentence runs on into the next of its corpus, as in a window of running text."""
    found: list[Tagged] = []
    for sentence in sentences:
        last = found[-1] if found else None
        fits = last is not None and last.corpus == sentence.corpus and len(last.words) + len(sentence.words) <= 70
        if last is not None and fits and chance.random() < 0.3:
            fine: tuple[str, ...] = ()
            if last.fine or sentence.fine:
                fine = (last.fine or ("",) * len(last.words)) + (sentence.fine or ("",) * len(sentence.words))
            found[-1] = replace(
                last, words=last.words + sentence.words, labels=last.labels + sentence.labels, fine=fine
            )
        else:
            found.append(sentence)
    return found


def batches(
    corpora: Mapping[str, Sequence[Tagged]],
    shares: Mapping[str, float],
    options: NamesOptions,
    vocabulary: PieceVocabulary,
) -> Iterator[Batch]:
    """Batches without end: each pass draws a share of each corpus, augments, and groups by length."""
    chance = random.Random(options.seed)
    while True:
        drawn: list[Tagged] = []
        for name in sorted(corpora):
            share = shares.get(name, 1.0)
            chosen = [sentence for sentence in corpora[name] for _ in range(_times(share, chance))]
            drawn += joined(chosen, chance)
        drawn = [augment(sentence, chance, lower=options.lower) for sentence in drawn if sentence.words]
        chance.shuffle(drawn)
        passes: list[list[Tagged]] = []
        for at in range(0, len(drawn), _BLOCK):
            block = drawn[at : at + _BLOCK]
            lengths = [len(pieces_of(sentence.words, vocabulary)[0]) for sentence in block]
            passes += grouped(block, lengths, options.pieces)
        chance.shuffle(passes)
        for group in passes:
            yield make_batch(group, vocabulary, neutral=[chance.random() < 0.5 for _ in group])


def _times(share: float, chance: random.Random) -> int:
    whole = int(share)
    return whole + (chance.random() < share - whole)


def train_names(
    model: NamesModel,
    feed: Iterator[Batch],
    options: NamesOptions,
    *,
    checkpoint: Path,
    progress: Callable[[str], None],
    evaluate: Callable[[NamesModel], str] | None = None,
) -> None:
    """Train in place. A checkpoint left by an earlier, interrupted run is taken up where it stopped."""
    model.trunk.layers.requires_grad_(not options.frozen)
    body = [p for p in [*model.trunk.layers.parameters(), *model.upper.parameters()] if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": options.rates[0]}, {"params": model.head.parameters(), "lr": options.rates[1]}],
        weight_decay=0.01,
        fused=True,
    )

    def loss_of(batch: Batch) -> Tensor:
        with half_precision():
            scores, fine = model(batch, 0.1)
        return names_loss(scores.float(), fine.float(), batch)

    descend(
        model,
        optimiser,
        feed,
        loss_of,
        Descent(name="names", steps=options.steps, every=options.every, warm=15, floor=0.02, clip=1.0),
        checkpoint=checkpoint,
        progress=progress,
        evaluate=(lambda: evaluate(model)) if evaluate else None,
    )


def names_loss(scores: Tensor, fine: Tensor, batch: Batch) -> Tensor:
    """Cross entropy of labels, weighted by sentence, and of classes where they are known."""
    each = functional.cross_entropy(scores.transpose(1, 2), batch.labels, ignore_index=-100, reduction="none")
    known = (batch.labels != -100).float() * batch.weights[:, None]
    loss = (each * known).sum() / known.sum().clamp(min=1.0)
    if (batch.fine != -100).any():
        loss = loss + 0.1 * functional.cross_entropy(fine.transpose(1, 2), batch.fine, ignore_index=-100)
    return loss


@torch.inference_mode()
def predict_sure(
    model: NamesModel, sentences: Sequence[Tagged], vocabulary: PieceVocabulary, *, corpus: str = ""
) -> list[tuple[tuple[str, ...], float]]:
    """BIO labels for each sentence, and the probability of the label that the model doubts most.

    Args:
        model: The model.
        sentences: What it reads.
        vocabulary: The encoder's.
        corpus: Whose conventions to follow; none by default.
    """
    model.eval()
    order = sorted(range(len(sentences)), key=lambda number: len(sentences[number].words))
    found: dict[int, tuple[tuple[str, ...], float]] = {}
    for at in range(0, len(order), 32):
        group = [replace(sentences[number], corpus=corpus) for number in order[at : at + 32]]
        batch = make_batch(group, vocabulary, neutral=[not corpus] * len(group))
        with half_precision():
            scores, _ = model(batch)
        sure, best = scores.float().softmax(-1).max(-1)
        for row, number in enumerate(order[at : at + 32]):
            size = min(len(sentences[number].words), best.shape[1])
            labels = [LABELS[label] for label in best[row, :size].tolist()]
            labels += ["O"] * (len(sentences[number].words) - size)
            found[number] = (tuple(labels), float(sure[row, :size].min()) if size else 0.0)
    return [found[number] for number in range(len(sentences))]
