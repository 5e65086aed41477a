"""The stages of a training, one after the other: names on all layers, syntax, names again, the small variant."""

import copy
import gzip
import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import nn

from kg.language.names import decode
from kg.language.reader import Reader
from kg.language.tokens import tokens
from kg.language.training.corpora import Tagged, spans
from kg.language.training.encoder import Encoder, prune, read_encoder
from kg.language.training.export import weights_of, write_encoder, write_parts
from kg.language.training.fast import FastModel, taught, train_fast
from kg.language.training.graphs import write_sums
from kg.language.training.mix import (
    NAME_SHARES,
    SPEECH,
    TREE_SHARES,
    Mix,
    names_mix,
    speech_sentences,
    speeches,
    training_trees,
)
from kg.language.training.names import NamesModel, NamesOptions, batches, predict_sure, train_names
from kg.language.training.options import TrainingOptions, encoder_path
from kg.language.training.score import span_scores
from kg.language.training.syntax import Inventory, SyntaxModel, SyntaxOptions, inventory, train_syntax, windows
from kg.language.training.treebanks import Tree
from kg.language.weights import SUMS, write_manifest

Progress = Callable[[str], None]
_BIASES = tuple(step / 4 for step in range(-8, 13))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What all stages need."""

    corpora: Path
    out: Path
    options: TrainingOptions
    encoder: Encoder
    mix: Mix
    progress: Progress

    def checkpoint(self, name: str) -> Path:
        """Where a stage keeps its state."""
        return self.out / "checkpoints" / f"{name}.pt"


def vocabulary_words(corpora: Path, mix: Mix) -> Iterator[str]:
    """The words whose pieces are kept: those of the corpora, and the most frequent of both languages."""
    for sentences in mix.train.values():
        for sentence in sentences:
            yield from sentence.words
            yield from (word.lower() for word in sentence.words)
    for file in ("reden_wp21", "reden_wp20_2024_2025"):
        counts: dict[str, int] = {}
        for text in speeches(corpora, 2_000, file=file):
            for word in tokens(text):
                counts[word] = counts.get(word, 0) + 1
        for word, count in counts.items():
            if count > 1:
                yield word
                yield word.lower()
    spec = find_spec("spacy_lookups_data")
    if spec is None or spec.origin is None:
        return
    for language, most in (("de", 150_000), ("en", 60_000)):
        path = Path(spec.origin).parent / "data" / f"{language}_lexeme_prob.json.gz"
        with gzip.open(path, "rt", encoding="utf-8") as opened:
            table: dict[str, float] = json.load(opened)
        for word in sorted(table, key=lambda word: (-table[word], word))[:most]:
            yield word
            yield word.lower()


def prepare(corpora: Path, out: Path, *, options: TrainingOptions, lists: Path, progress: Progress) -> Stage:
    """Read the corpora and the encoder."""
    torch.set_num_threads(options.threads)
    progress("reading the corpora")
    mix = names_mix(corpora, lists, seed=options.seed)
    progress("reading the encoder")
    encoder = prune(read_encoder(encoder_path(options)), vocabulary_words(corpora, mix))
    progress(f"{len(encoder.vocabulary):,} pieces kept")
    return Stage(corpora=corpora, out=out, options=options, encoder=encoder, mix=mix, progress=progress)


def names_whole(stage: Stage) -> NamesModel:
    """Stage 1: all layers learn names."""
    torch.manual_seed(stage.options.seed)
    model = NamesModel(stage.encoder, stage.options.trunk)
    options = NamesOptions(steps=stage.options.whole_steps, trunk=stage.options.trunk, seed=stage.options.seed)
    feed = batches(stage.mix.train, NAME_SHARES, options, stage.encoder.vocabulary)
    train_names(model, feed, options, checkpoint=stage.checkpoint("names-whole"), progress=stage.progress)
    return model


def syntax(stage: Stage, names: NamesModel) -> tuple[SyntaxModel, Inventory]:
    """Stage 2: the syntax part on the trunk that stage 1 left, which keeps still from now on."""
    torch.manual_seed(stage.options.seed + 1)
    trees = training_trees(stage.corpora)
    labels = inventory([tree for name in ("ud_german_gsd", "ud_german_pud") for tree in trees.get(name, [])])
    model = syntax_model(stage, names, labels)
    options = SyntaxOptions(steps=stage.options.syntax_steps, seed=stage.options.seed)
    feed = windows(dict(trees), TREE_SHARES, options, stage.encoder.vocabulary, labels)
    train_syntax(model, feed, options, checkpoint=stage.checkpoint("syntax"), progress=stage.progress)
    return model, labels


def syntax_model(stage: Stage, names: NamesModel, labels: Inventory) -> SyntaxModel:
    """A syntax part that starts as a copy of the names' layers above the branch."""
    branch, own = stage.options.branch, stage.options.syntax_layers
    layers = [*names.trunk.layers, *names.upper][branch : branch + own]
    upper = nn.ModuleList(copy.deepcopy(layer) for layer in layers).requires_grad_(True)
    trunk = copy.copy(names.trunk)
    trunk._modules = dict(trunk._modules)
    trunk.layers = nn.ModuleList(list(names.trunk.layers)[:branch])
    return SyntaxModel(trunk, upper, labels)


def self_labelled(stage: Stage, model: NamesModel, *, sure: float = 0.85) -> list[Tagged]:
    """Sentences of plenary speech whose every word the model is sure of, labelled by it."""
    sentences = [
        Tagged(words=words, labels=("O",) * len(words), corpus=SPEECH, weight=0.5)
        for words in speech_sentences(speeches(stage.corpora, stage.options.speech, file="reden_wp20_2024_2025"))
        if 4 <= len(words) <= 60
    ]
    chance = random.Random(stage.options.seed)
    found = []
    for sentence, (labels, doubt) in zip(
        sentences, predict_sure(model, sentences, stage.encoder.vocabulary), strict=True
    ):
        named = any(label != "O" for label in labels)
        if doubt >= sure and (named or chance.random() < 0.15):
            found.append(replace(sentence, labels=labels))
    return found


def names_upper(stage: Stage, model: NamesModel) -> NamesModel:
    """Stage 3: the names' own layers go on, with self-labelled speech in all its cases among the rest."""
    torch.manual_seed(stage.options.seed + 2)
    speech = self_labelled(stage, model)
    stage.progress(f"{len(speech):,} sentences of speech labelled by the model itself")
    options = NamesOptions(
        steps=stage.options.names_steps,
        trunk=stage.options.trunk,
        frozen=True,
        rates=(1e-4, 5e-4),
        lower=0.3,
        seed=stage.options.seed + 2,
    )
    feed = batches({**stage.mix.train, SPEECH: speech}, NAME_SHARES, options, stage.encoder.vocabulary)
    train_names(model, feed, options, checkpoint=stage.checkpoint("names-upper"), progress=stage.progress)
    return model


def calibrated(reader: Reader, tune: dict[str, list[Tagged]]) -> float:
    """What to take from the score of "no name": best F1, precision near recall, on sentences that only tune."""
    sentences = [sentence for some in tune.values() for sentence in some if "?" not in sentence.labels]
    readings = [
        reader.read(
            sentence.words, [at == 0 for at in range(len(sentence.words))], [False] * len(sentence.words), fixed=True
        )
        for sentence in sentences
    ]
    gold = [spans(sentence.labels) for sentence in sentences]
    best, bias = -1.0, 0.0
    for value in _BIASES:
        labels = replace(reader.labels, outside=value)
        found = [
            [(name.start, name.end, name.kind) for name in decode(reading.names, reading.classes, labels)]
            for reading in readings
        ]
        every = span_scores(gold, found, ("PER", "ORG", "LOC", "MISC"))[""]
        merit = every.f1 - max(0.0, abs(every.recall - every.precision) - 0.02)
        if merit > best:
            best, bias = merit, value
    return bias


def export(stage: Stage, names: NamesModel, parser: SyntaxModel, labels: Inventory) -> Reader:
    """Write encoder, trunk, names and syntax; the threshold of names is set with what was written."""
    write_encoder(stage.encoder, stage.out)
    write_sums(stage.out / SUMS)
    named, parsed = weights_of(names), weights_of(parser)
    write_parts(named, parsed, labels, stage.out, branch=stage.options.branch)
    write_manifest(stage.out)
    outside = calibrated(Reader(stage.out), stage.mix.tune)
    stage.progress(f"threshold {outside}")
    write_parts(named, parsed, labels, stage.out, branch=stage.options.branch, outside=outside)
    write_manifest(stage.out)
    return Reader(stage.out)


def small_variant(stage: Stage, teacher: Reader, labels: Inventory) -> None:
    """Stage 4: the small variant, from the corpora and from speech that the large one has read."""
    torch.manual_seed(stage.options.seed + 3)
    chance = random.Random(stage.options.seed)
    sentences = [
        words for words in speech_sentences(speeches(stage.corpora, stage.options.speech)) if 3 <= len(words) <= 50
    ]
    sentences += [sentence.words for sentence in stage.mix.train.get("wikiner_de", []) if len(sentence.words) <= 50]
    chance.shuffle(sentences)
    names, trees = taught(teacher, sentences[: stage.options.fast_sentences])
    stage.progress(f"{len(trees):,} sentences read by the large pipeline")
    model = FastModel(stage.encoder, stage.options.fast_layers, labels)
    options = NamesOptions(
        steps=stage.options.fast_steps, trunk=stage.options.fast_layers, rates=(3e-4, 2e-3), seed=stage.options.seed + 3
    )
    vocabulary = stage.encoder.vocabulary
    shares = {**NAME_SHARES, SPEECH: 0.8}
    forest: dict[str, Sequence[Tree]] = dict(training_trees(stage.corpora))
    # What the large pipeline reads, it reads in GSD's way.
    forest["ud_german_gsd"] = [*forest.get("ud_german_gsd", ()), *forest.get("ud_german_gsd", ()), *trees]
    train_fast(
        model,
        batches({**stage.mix.train, SPEECH: names}, shares, options, vocabulary),
        windows(
            forest,
            TREE_SHARES,
            SyntaxOptions(steps=options.steps, seed=stage.options.seed),
            vocabulary,
            labels,
        ),
        options,
        checkpoint=stage.checkpoint("fast"),
        progress=stage.progress,
    )
    weights = weights_of(model)
    named = {name.removeprefix("names."): value for name, value in weights.items() if name.startswith("names.")}
    write_parts(named, weights, labels, stage.out, branch=stage.options.fast_layers, prefix="fast-")
    write_manifest(stage.out)
    outside = calibrated(Reader(stage.out, prefix="fast-"), stage.mix.tune)
    write_parts(named, weights, labels, stage.out, branch=stage.options.fast_layers, prefix="fast-", outside=outside)
    write_manifest(stage.out)
