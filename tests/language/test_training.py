"""Training runs from end to end on ten sentences, where the extra is installed."""

import gzip
import random
from pathlib import Path

import numpy as np
import pytest

from kg.errors import LanguageError
from kg.language.pieces import PieceVocabulary
from kg.language.training import TrainingOptions, train
from kg.language.training.corpora import Tagged, bio, spans
from kg.language.training.encoder import Encoder, Packed
from kg.language.training.mix import english
from kg.language.training.noise import augment
from kg.language.training.score import span_scores
from kg.language.training.treebanks import conllu, unpunctuated

NAMES = ("Anna", "Bert", "Cora", "Dora", "Emil", "Fritz", "Gerda", "Hans", "Ida", "Jan")


def _sentences() -> list[Tagged]:
    return [
        Tagged(words=(name, "kommt", "nach", "Bonn", "."), labels=("B-PER", "O", "O", "B-LOC", "O"), corpus="written")
        for name in NAMES
    ]


def _toy_encoder(layers: int = 2) -> Encoder:
    """A vocabulary of letters, and layers of small random numbers."""
    letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ."
    pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", *letters, *(f"▁{letter}" for letter in letters)]
    chance = np.random.default_rng(0)

    def some(*shape: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        return chance.normal(scale=0.05, size=shape).astype(np.float32)

    tensors = {"emb.pos": some(512, 384), "emb.type": some(2, 384), "emb.ln.w": np.ones(384, np.float32)}
    tensors["emb.ln.b"] = np.zeros(384, np.float32)
    for number in range(layers):
        for name, rows, columns in (
            ("q", 384, 384),
            ("k", 384, 384),
            ("v", 384, 384),
            ("ao", 384, 384),
            ("fi", 1536, 384),
            ("fo", 384, 1536),
        ):
            tensors[f"l{number}.{name}.w"] = some(rows, columns)
            tensors[f"l{number}.{name}.b"] = np.zeros(rows, np.float32)
        for name in ("aln", "oln"):
            tensors[f"l{number}.{name}.w"] = np.ones(384, np.float32)
            tensors[f"l{number}.{name}.b"] = np.zeros(384, np.float32)
    return Encoder(
        vocabulary=PieceVocabulary(pieces, [-5.0] * len(pieces), {}),
        words=Packed(
            scales=np.full((len(pieces), 12), 0.2, np.float16),
            nibbles=chance.integers(0, 255, (len(pieces), 12, 16)).astype(np.uint8),
        ),
        tensors=tensors,
        layers=layers,
        heads=12,
        epsilon=1e-12,
    )


@pytest.mark.train
def test_a_toy_head_learns_ten_sentences_and_ships_as_it_was_trained(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="training needs the extra [train] (pip install 'techpower-kg[train]')")
    pytest.importorskip("onnx", reason="training needs the extra [train] (pip install 'techpower-kg[train]')")
    from torch import nn

    from kg.language.names import decode
    from kg.language.reader import Reader
    from kg.language.training.export import weights_of, write_encoder, write_parts
    from kg.language.training.names import NamesModel, NamesOptions, batches, train_names
    from kg.language.training.syntax import SyntaxModel, inventory
    from kg.language.training.treebanks import Tree
    from kg.language.weights import write_manifest

    encoder, sentences, said = _toy_encoder(), _sentences(), list[str]()
    model = NamesModel(encoder, 1)
    options = NamesOptions(steps=60, trunk=1, rates=(1e-3, 3e-3), lower=0.0, every=30)
    feed = batches({"written": sentences}, {}, options, encoder.vocabulary)
    train_names(model, feed, options, checkpoint=tmp_path / "names.pt", progress=said.append)
    losses = [float(line.split("loss ")[1].split()[0]) for line in said]
    assert losses[-1] < losses[0]
    again = NamesModel(encoder, 1)
    train_names(again, feed, options, checkpoint=tmp_path / "names.pt", progress=said.append)
    assert len(said) == len(losses), "a finished training is not done again"

    tree = Tree(
        words=("Anna", "kommt"), tags=("NE", "VVFIN"), parts=("PROPN", "VERB"), features=("Case=Nom", ""),
        lemmas=("Anna", "kommen"), heads=(2, 0), relations=("nsubj", "root"),
    )  # fmt: skip
    labels = inventory([tree])
    parser = SyntaxModel(model.trunk, nn.ModuleList(), labels)
    write_encoder(encoder, tmp_path)
    write_parts(weights_of(again), weights_of(parser), labels, tmp_path, branch=1)
    write_manifest(tmp_path)
    reader = Reader(tmp_path)
    reading = reader.read(sentences[0].words, [True, *[False] * 4], [False] * 5, fixed=True)
    found = [(name.start, name.end, name.kind) for name in decode(reading.names, reading.classes, reader.labels)]
    assert (3, 4, "LOC") in found
    assert reading.starts.tolist() == [True, False, False, False, False]


def test_missing_corpora_are_named(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=r"germeval2014.*--skip-missing"):
        train(tmp_path, tmp_path / "out", options=TrainingOptions())


def test_noise_keeps_words_and_labels_together() -> None:
    chance = random.Random(1)
    for sentence in _sentences() * 30:
        noisy = augment(sentence, chance, garbled=1.0)
        assert len(noisy.words) == len(noisy.labels)
        assert all(noisy.words)


def test_spans_are_what_labels_spell() -> None:
    labels = bio([("PER", True), ("PER", False), ("", False), ("ORG", True), ("ORG", True), ("LOC", False)])
    assert labels == ("B-PER", "I-PER", "O", "B-ORG", "B-ORG", "B-LOC")
    assert spans(labels) == [(0, 2, "PER"), (3, 4, "ORG"), (4, 5, "ORG"), (5, 6, "LOC")]


def test_scores_count_exact_spans() -> None:
    scores = span_scores([[(0, 1, "PER"), (2, 4, "ORG")]], [[(0, 1, "PER"), (2, 3, "ORG")]], ("PER", "ORG"))
    assert scores[""].f1 == 0.5
    assert scores["PER"].f1 == 1.0
    assert scores["ORG"].recall == 0.0


def test_a_contraction_is_one_word_and_trees_survive_without_marks(tmp_path: Path) -> None:
    rows = (
        "1\tEr\ter\tPRON\tPPER\tCase=Nom\t2\tnsubj\t_\t_",
        "2\tkam\tkommen\tVERB\tVVFIN\t_\t0\troot\t_\t_",
        "3-4\tim\t_\t_\t_\t_\t_\t_\t_\t_",
        "3\tin\tin\tADP\tAPPR\t_\t5\tcase\t_\t_",
        "4\tdem\tder\tDET\tART\tCase=Dat\t5\tdet\t_\t_",
        "5\tMai\tMai\tNOUN\tNN\tCase=Dat\t2\tobl\t_\t_",
        "6\t.\t.\tPUNCT\t$.\t_\t2\tpunct\t_\t_",
    )
    path = tmp_path / "one.conllu.gz"
    path.write_bytes(gzip.compress(("\n".join(rows) + "\n\n").encode()))
    [tree] = conllu(path)
    assert tree.words == ("Er", "kam", "im", "Mai", ".")
    assert tree.heads == (2, 0, 4, 2, 2)
    assert tree.tags[2] == "APPRART"
    assert unpunctuated(tree).heads == (2, 0, 4, 2)


def test_our_english_sentences_have_names_in_them() -> None:
    found = english(Path())
    assert len(found) >= 50
    assert sum(len(spans(sentence.labels)) for sentence in found) >= 75
