"""The small variant: the encoder's lowest layers with all heads, taught by the large one on text without labels."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import torch
import torch.nn.functional as functional
from torch import Tensor, nn

from kg.language.names import decode
from kg.language.reader import Reader
from kg.language.training.corpora import Tagged, bio
from kg.language.training.descent import Descent, descend, half_precision
from kg.language.training.encoder import Encoder
from kg.language.training.names import Batch, NamesModel, NamesOptions, names_loss
from kg.language.training.network import HIDDEN, SyntaxHead, gather_words
from kg.language.training.syntax import SOURCES, Inventory, SyntaxBatch, syntax_loss
from kg.language.training.treebanks import Tree


class FastModel(nn.Module):
    """A short trunk; names, tags and trees are read from its last layer."""

    def __init__(self, encoder: Encoder, layers: int, labels: Inventory) -> None:
        super().__init__()
        self.names = NamesModel(encoder, layers)
        self.names.upper = nn.ModuleList()
        self.source = nn.Embedding(len(SOURCES), HIDDEN)
        nn.init.zeros_(self.source.weight)
        self.head = SyntaxHead(
            tags=len(labels.tags),
            parts=len(labels.parts),
            features=[len(values) for _, values in labels.features],
            relations=len(labels.relations),
        )

    def forward(self, batch: SyntaxBatch, dropout: float = 0.0) -> Tensor:
        """Word vectors for the syntax heads."""
        x = self.names.trunk(batch.ids, batch.mask, dropout) + self.source(batch.source)[:, None]
        return functional.dropout(gather_words(x, batch.firsts), dropout, self.training)


def taught(reader: Reader, sentences: Sequence[tuple[str, ...]]) -> tuple[list[Tagged], list[Tree]]:
    """Sentences as the large pipeline reads them, for the small one to learn from."""
    names: list[Tagged] = []
    trees: list[Tree] = []
    for words in sentences:
        first = [at == 0 for at in range(len(words))]
        reading = reader.read(words, first, [False] * len(words), fixed=True)
        kinds: list[tuple[str, bool]] = [("", False)] * len(words)
        fine = [""] * len(words)
        for name in decode(reading.names, reading.classes, reader.labels):
            for at in range(name.start, name.end):
                kinds[at] = (name.kind, at == name.start)
                fine[at] = name.detail
        names.append(Tagged(words=words, labels=bio(kinds), corpus="bundestag_reden", fine=tuple(fine)))
        labels = reader.labels
        trees.append(
            Tree(
                words=words,
                tags=tuple(labels.tags[number] for number in reading.tags),
                parts=tuple(labels.parts[number] for number in reading.parts),
                features=tuple(
                    "|".join(
                        f"{name}={values[number]}"
                        for (name, values), number in zip(labels.features, row, strict=True)
                        if values[number]
                    )
                    for row in reading.features.tolist()
                ),
                lemmas=("",) * len(words),
                heads=tuple(0 if head == at else head + 1 for at, head in enumerate(reading.heads.tolist())),
                relations=tuple(labels.relations[number] for number in reading.relations),
            )
        )
    return names, trees


def train_fast(
    model: FastModel,
    names: Iterator[Batch],
    syntax: Iterator[SyntaxBatch],
    options: NamesOptions,
    *,
    checkpoint: Path,
    progress: Callable[[str], None],
) -> None:
    """Train in place, names and syntax by turns."""
    layers = list(model.names.trunk.layers.parameters())
    heads = [
        *model.names.head.parameters(),
        *model.head.parameters(),
        *model.source.parameters(),
    ]
    optimiser = torch.optim.AdamW(
        [{"params": layers, "lr": options.rates[0]}, {"params": heads, "lr": options.rates[1]}],
        weight_decay=0.01,
        fused=True,
    )

    def loss_of(fed: tuple[Batch, SyntaxBatch]) -> Tensor:
        named, parsed = fed
        with half_precision():
            scores, fine = model.names(named, 0.05)
            vectors = model(parsed, 0.05)
        return 2.0 * names_loss(scores.float(), fine.float(), named) + syntax_loss(model, parsed, vectors.float())

    descend(
        model,
        optimiser,
        zip(names, syntax, strict=False),
        loss_of,
        Descent(name="fast", steps=options.steps, every=options.every, warm=15, floor=0.01, clip=2.0),
        checkpoint=checkpoint,
        progress=progress,
    )
