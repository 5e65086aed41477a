"""What the relation head learns from and sees: passages, mentions as they are found, how mentions stand together."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DataError
from kg.model import Amount, Mention, MentionKind, Qualifiers, RelationMention
from kg.ontology import load as load_ontology
from kg.paths import data_folder
from kg.relations.head.corpora import read_marks
from kg.relations.head.examples import Example, read_sentences
from kg.relations.head.labels import predicates
from kg.relations.head.proposed import proposed_pairs
from kg.relations.head.structure import DEPENDENCIES, PROPOSABLE, SIZES, pair_features
from kg.relations.head.versions import as_found, joined, with_pronouns

SENTENCES = data_folder("ontology") / "sentences"
PASSAGE = (
    "{1:Company|Lumenhalde} hat {a:AMOUNT|2 Millionen} bekommen, {2:Investor|Kolk Capital} hat {1b:Company|die Firma} "
    "finanziert, und {3:Person|Ada Blum} schaut zu.\t2 investedIn 1b asserted a"
)


def passage(tmp_path: Path, row: str = PASSAGE) -> Example:
    path = tmp_path / "passages.tsv"
    path.write_text(f"passage\trelations\n{row}\n", encoding="utf-8")
    (example,) = read_sentences(path, roles=("gründerin",))
    return example


def surfaces(example: Example, pairs: object) -> set[tuple[str, str]]:
    return {(example.mentions[s].surface, example.mentions[o].surface) for s, o in pairs}  # type: ignore[attr-defined]


def test_other_mentions_of_the_same_two_teach_nothing_but_the_wrong_direction_does(tmp_path: Path) -> None:
    example = passage(tmp_path)
    labels = {(x.subject, x.object) for x in example.labels if x.predicate == "investedIn"}
    assert surfaces(example, labels) == {("Kolk Capital", "die Firma")}
    assert surfaces(example, example.ignored) == {("Kolk Capital", "Lumenhalde"), ("Lumenhalde", "Kolk Capital")}


def test_figures_and_offices_are_mentions_even_where_nobody_marked_them(tmp_path: Path) -> None:
    example = passage(tmp_path, "Die Gründerin {1:Person|Ada Blum} hat 30 Prozent von {2:Company|Lumenhalde}.\t")
    assert [m.kind for m in example.mentions] == [
        MentionKind.ROLE, MentionKind.NAME, MentionKind.PERCENT, MentionKind.NAME,
    ]  # fmt: skip


def test_a_row_that_cannot_be_read_is_an_error_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"passages\.tsv:2"):
        passage(tmp_path, "{1:Person|Ada Blum} gründet.\t1 founded 2 asserted")


def test_all_sentences_and_passages_can_be_read() -> None:
    files = sorted(SENTENCES.rglob("*.tsv"))
    examples = [e for path in files for e in read_sentences(path, roles=())]
    assert len(examples) > 3000
    assert all(e.text[m.start : m.end] == m.surface for e in examples for m in e.mentions)


def corpus(tmp_path: Path, marks: str) -> tuple[Path, Path]:
    """A file of marks, and the folder of a corpus of two turns of one speech."""
    folder = tmp_path / "bundestag_reden"
    folder.mkdir()
    turns = ["Guten Tag!", "Dann  hat\nKolk Capital die Elbfunk gekauft."]
    with gzip.open(folder / "reden.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"rede": "ID1", "text": turn}) + "\n" for turn in turns)
    path = tmp_path / "bundestag_reden.marks"
    header = "document\tturn\tstart\tend\tmarks\trelations"
    path.write_text(f"{header}\nID1\t1\t5\t42\t{marks}\t1 acquired 2 asserted\n", encoding="utf-8")
    return path, tmp_path


def test_marks_of_a_corpus_stand_in_its_texts(tmp_path: Path) -> None:
    path, corpora = corpus(tmp_path, "1:Investor:4-16 2:Company:21-28")
    (example,) = read_marks(path, corpora, roles=())
    assert example.text == "hat Kolk Capital die Elbfunk gekauft."
    assert surfaces(example, {(x.subject, x.object) for x in example.labels}) == {("Kolk Capital", "Elbfunk")}


@pytest.mark.parametrize("marks", ["1:Investor:4-16 2:Company:10-28", "1:Investor:4-16 2:Company:21-99", "1:Investor"])
def test_marks_that_do_not_fit_the_corpus_are_an_error_with_their_line(tmp_path: Path, marks: str) -> None:
    path, corpora = corpus(tmp_path, marks)
    with pytest.raises(DataError, match=r"bundestag_reden\.marks:2"):
        list(read_marks(path, corpora, roles=()))


def found(example: Example, surface: str, class_: str | None) -> Mention:
    start = example.text.index(surface)
    end = start + len(surface)
    return Mention(start=start, end=end, surface=surface, kind=MentionKind.NAME, segment_id="s", class_=class_)


def test_labels_move_to_what_the_program_finds_and_go_where_it_finds_nothing(tmp_path: Path) -> None:
    example = passage(tmp_path)
    mentions = [
        found(example, "Kolk Capital", "Company"),
        replace(found(example, "Firma", "Company"), kind=MentionKind.DESCRIPTION),
        found(example, "schaut", "Person"),
    ]
    seen = as_found(example, mentions)
    assert [(m.surface, m.class_) for m in seen.mentions if m.class_] == [
        ("Kolk Capital", "Company"), ("Firma", "Company"), ("schaut", "Person"),
    ]  # fmt: skip
    (label,) = [x for x in seen.labels if x.predicate == "investedIn"]
    assert (seen.mentions[label.subject].surface, seen.mentions[label.object].surface) == ("Kolk Capital", "Firma")
    nothing = as_found(example, [])
    assert not [x for x in nothing.labels if x.predicate == "investedIn"]


def test_what_a_description_that_nobody_found_bears_the_name_before_it_bears(tmp_path: Path) -> None:
    example = passage(tmp_path)
    names = [found(example, "Lumenhalde", "Company"), found(example, "Kolk Capital", "Investor")]
    seen = as_found(example, names)
    assert surfaces(seen, {(x.subject, x.object) for x in seen.labels if x.predicate == "investedIn"}) == {
        ("Kolk Capital", "Lumenhalde")
    }


TALK = (
    "{1:Company|Kolk} wächst. {1b:Company|Die} hat die Messe besucht, und {2:Company|Elbfunk} gehört ihr.\t"
    "2 sues 1b asserted"
)


def test_a_marked_pronoun_is_a_pronoun_and_stands_for_the_name_of_its_number(tmp_path: Path) -> None:
    example = passage(tmp_path, TALK)
    assert [(m.surface, m.kind) for m in example.mentions] == [
        ("Kolk", MentionKind.NAME), ("Die", MentionKind.PRONOUN), ("Elbfunk", MentionKind.NAME),
    ]  # fmt: skip
    assert example.entities == ("1", "1", "2")


def test_pronouns_that_nobody_marked_are_shown_and_bear_nothing(tmp_path: Path) -> None:
    example = passage(tmp_path, TALK)
    her = replace(found(example, "ihr", None), kind=MentionKind.PRONOUN)
    again = replace(found(example, "Die", None), kind=MentionKind.PRONOUN)
    seen = with_pronouns(example, [again, her])
    assert [m.surface for m in seen.mentions] == ["Kolk", "Die", "Elbfunk", "ihr"]
    assert seen.entities == ("1", "1", "2", "")
    assert surfaces(seen, {(x.subject, x.object) for x in seen.labels}) == {("Elbfunk", "Die")}


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_examples_put_together_keep_their_labels_and_gain_none(seed: int) -> None:
    examples = list(islice(read_sentences(SENTENCES / "power.tsv", roles=()), 40))
    together = list(joined(examples, Random(seed)))

    def told(some: list[Example]) -> list[tuple[str, str, str]]:
        return sorted(
            (e.mentions[x.subject].surface, x.predicate, e.mentions[x.object].surface) for e in some for x in e.labels
        )

    assert told(together) == told(examples)
    assert sum(len(e.mentions) for e in together) == sum(len(e.mentions) for e in examples)
    assert all(len(e.entities) == len(e.mentions) for e in together)
    assert all(e.text[m.start : m.end] == m.surface for e in together for m in e.mentions)
    assert len(together) < len(examples)


def test_things_of_two_examples_put_together_stay_two(tmp_path: Path) -> None:
    rows = ("{1:Company|Kolk} klagt.\t", "{1:Company|Elbfunk} lacht.\t")
    examples = [passage(tmp_path, row) for row in rows]
    both = next(e for seed in range(50) for e in joined(examples, Random(seed)) if len(e.mentions) == 2)
    assert len(set(both.entities)) == 2


def test_examples_that_share_a_name_stay_apart(tmp_path: Path) -> None:
    twice = [
        passage(tmp_path),
        passage(tmp_path, "{1:Company|Lumenhalde} klagt gegen {2:Company|Kolk}.\t1 sues 2 asserted"),
    ]
    for seed in range(20):
        assert len(list(joined(twice, Random(seed)))) == 2


def test_a_trained_head_is_read_back_for_training_to_go_on(tmp_path: Path) -> None:
    torch = pytest.importorskip("torch", reason="training needs the extra [train]")
    from kg.relations.head.judge import FOLDER
    from kg.relations.head.network import pair_tensors, read_weights, relation_graph

    weights = read_weights(FOLDER)
    relation_graph(weights).save(tmp_path / "relation-head.onnx")
    arrays: dict[str, Any] = dict(pair_tensors(weights))
    np.savez(tmp_path / "relation-head.npz", **arrays)
    again = read_weights(tmp_path)
    assert again.keys() == weights.keys()
    assert all(torch.allclose(torch.tensor(again[n]), torch.tensor(weights[n]), atol=1e-5) for n in weights)


def test_the_running_program_scores_pairs_as_the_trained_network_does() -> None:
    torch = pytest.importorskip("torch", reason="training needs the extra [train]")
    from kg.language import Analysis, load
    from kg.model import Segment, SegmentKind
    from kg.relations.head.judge import FOLDER, Judge
    from kg.relations.head.network import RelationNetwork, read_weights
    from kg.relations.head.structure import OFFSETS
    from kg.relations.head.windows import bucket
    from kg.relations.head.windows import windows as windows_of

    example = next(read_sentences(SENTENCES / "passages" / "30.tsv", roles=()))
    segment = Segment(id="s", document_id="d", kind=SegmentKind.SPEECH, start=0, end=len(example.text))
    (window, *_) = windows_of([Analysis(segment=segment, doc=load()(example.text))], example.mentions, {})
    weights = {name: torch.tensor(value) for name, value in read_weights(FOLDER).items()}
    network = RelationNetwork(_BlankEncoder(), range(4), len(weights["labels.bias"]))  # type: ignore[arg-type]
    network.load_state_dict(weights)
    network.eval()
    vectors, kinds, begins, parse = (
        torch.from_numpy(x)[None] for x in (window.vectors, window.kinds, window.begins, window.labels)
    )
    with torch.no_grad():
        hidden = network.encode(vectors, kinds, begins, parse, torch.ones_like(kinds)[None, None] > 0, 0.0)
        starts = window.spans[:, 0]
        scores, _ = network.pairs(
            hidden[0],
            torch.from_numpy(window.spans),
            torch.from_numpy(window.types),
            torch.from_numpy(bucket(starts[None] - starts[:, None])),
            torch.from_numpy(window.features + OFFSETS),
            0.0,
        )
    told, _ = Judge()._scores(window)
    apart = np.abs(1 / (1 + np.exp(-told)) - torch.sigmoid(scores).numpy())
    # Eight bits move a chance near one half by a tenth now and then, all the others by next to nothing.
    assert apart.mean() < 0.001
    assert np.quantile(apart, 0.999) < 0.05


class _BlankEncoder:
    """Gives layers of zeros, whose weights are then read."""

    heads, epsilon = 12, 1e-12

    def __init__(self) -> None:
        wide = {"fi": (1536, 384), "fo": (384, 1536)}
        parts = ("q", "k", "v", "ao", "fi", "fo")
        self.tensors: dict[str, Any] = {}
        for layer in range(4):
            for part in parts:
                rows, columns = wide.get(part, (384, 384))
                self.tensors[f"l{layer}.{part}.w"] = np.zeros((rows, columns), dtype=np.float32)
                self.tensors[f"l{layer}.{part}.b"] = np.zeros(rows, dtype=np.float32)
            for norm in ("aln", "oln"):
                self.tensors[f"l{layer}.{norm}.w"] = np.ones(384, dtype=np.float32)
                self.tensors[f"l{layer}.{norm}.b"] = np.zeros(384, dtype=np.float32)


def test_the_way_through_the_parse_tells_subject_from_object() -> None:
    # Kolk(1) finanziert Lumen(2) mit Blum(3): all hang on the verb.
    parents = np.array([1, 1, 1, 4, 1])
    labels = np.array([DEPENDENCIES.index(d) for d in ("nsubj", "ROOT", "obj", "case", "obl")])
    spans = np.array([[0, 0], [2, 2], [4, 4]])
    nothing = np.zeros((3, 3), dtype=np.int64)
    features = pair_features(spans, np.array([2, 2, 1]), np.zeros(3, dtype=np.int64), parents, labels, nothing)
    assert [DEPENDENCIES[n] for n in features[0, 1, 5:7]] == ["nsubj", "obj"]
    assert [DEPENDENCIES[n] for n in features[1, 2, 5:7]] == ["obj", "obl"]
    assert features[0, 2, 1] == 1, "another company stands nearer to the person"
    assert features[1, 2, 1] == 0


@st.composite
def windows(draw: st.DrawFn) -> tuple[np.ndarray, ...]:
    size = draw(st.integers(2, 30))
    starts = sorted(draw(st.sets(st.integers(0, size - 1), min_size=1, max_size=8)))
    ends = [
        draw(st.integers(a, (b if b is not None else size) - 1))
        for a, b in zip(starts, [*starts[1:], None], strict=True)
    ]
    parents = [draw(st.integers(0, size - 1)) for _ in range(size)]
    labels = [draw(st.integers(0, len(DEPENDENCIES) - 1)) for _ in range(size)]
    types = [draw(st.integers(1, 4)) for _ in starts]
    sentences = sorted(draw(st.integers(0, 3)) for _ in starts)
    proposed = [[draw(st.integers(0, PROPOSABLE - 1)) for _ in starts] for _ in starts]
    parts = (list(zip(starts, ends, strict=True)), types, sentences, parents, labels, proposed)
    return tuple(np.array(x, dtype=np.int64) for x in parts)


@given(windows())
def test_features_stay_in_their_tables_and_mirror_each_other(window: tuple[np.ndarray, ...]) -> None:
    features = pair_features(*window).astype(int)
    assert (features < np.array(SIZES)).all()
    assert (features[..., 1] == features[..., 2].T).all()
    assert (features[..., 3] == features[..., 3].T).all()
    assert (features[..., 5] == features[..., 6].T).all()
    assert (features[..., 7] == features[..., 8].T).all()


def test_a_pair_knows_what_frames_propose_of_it_and_of_its_rivals() -> None:
    spans = np.array([[0, 0], [2, 2], [4, 4]])
    flat = np.zeros(5, dtype=np.int64)
    proposed = np.array([[0, 7, 0], [0, 0, 0], [0, 0, 0]])
    features = pair_features(spans, np.ones(3, dtype=np.int64), np.zeros(3, dtype=np.int64), flat, flat, proposed)
    own, turned, subject_elsewhere, object_elsewhere = (features[..., n] for n in range(7, 11))
    assert own[0, 1] == 7
    assert turned[1, 0] == 7
    assert subject_elsewhere[0].tolist() == [1, 0, 1], "of the first mention more is said than this pair shows"
    assert object_elsewhere[:, 1].tolist() == [0, 1, 1]


PROPOSED = "Kolk Capital investiert 2 Millionen in Lumenhalde, das mit der Nordkap AG arbeitet und 5 Millionen umsetzt."


def test_what_frames_propose_is_shown_at_the_places_of_both_mentions() -> None:
    def mention(surface: str, value: Amount | None = None) -> Mention:
        start = PROPOSED.index(surface)
        kind = MentionKind.NAME if value is None else MentionKind.AMOUNT
        end = start + len(surface)
        return Mention(start=start, end=end, surface=surface, segment_id="s", kind=kind, value=value)

    def proposal(predicate: str, subject: Mention, object_: Mention | None, amount: Amount) -> RelationMention:
        return RelationMention(
            predicate=predicate, subject=subject, object=object_, start=0, end=len(PROPOSED), segment_id="s",
            qualifiers=Qualifiers(amount=amount), frame=f"{predicate}: x", score=0.8,
        )  # fmt: skip

    ontology = load_ontology()
    kolk, lumen, nordkap = mention("Kolk Capital"), mention("Lumenhalde"), mention("Nordkap AG")
    two, five = Amount(value=2e6), Amount(value=5e6)
    figures = [mention("2 Millionen", two), mention("5 Millionen", five)]
    proposals = [
        proposal("investedIn", kolk, lumen, two), proposal("partnerOf", lumen, nordkap, two),
        proposal("hasRevenue", lumen, None, five),
    ]  # fmt: skip
    names = predicates(ontology)
    shown = proposed_pairs(proposals, [kolk, lumen, nordkap, *figures], names, ontology)
    assert {(PROPOSED[slice(*s)], PROPOSED[slice(*o)]): names[n - 1] for (s, o), n in shown.items()} == {
        ("Kolk Capital", "Lumenhalde"): "investedIn",
        ("Lumenhalde", "Nordkap AG"): "partnerOf",
        ("Nordkap AG", "Lumenhalde"): "partnerOf",
        ("Lumenhalde", "5 Millionen"): "hasRevenue",
    }
    assert not proposed_pairs(proposals[:1], [kolk, lumen], ["acquired"], ontology), "a head that knows no investors"
