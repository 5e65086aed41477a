"""What the shipped pipeline does with text."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.errors import LanguageError, SettingsError
from kg.language import LanguageSettings, analyse, load, weights
from kg.language.foreign import lacks
from kg.language.weights import FOLDER
from kg.model import Segment, SegmentKind

TEXT = (
    "Angela Merkel besuchte am 3. Mai das Werk von Siemens in Berlin. Der Konzern investiert dort 25.000€.\n\n"
    "„Das ist gut“, sagte die Kanzlerin. Danach fuhr sie nach Paris."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def test_names_tags_lemmas_and_dependencies_are_set(nlp: Language) -> None:
    doc = nlp(TEXT)
    names = {(name.text, name.label_) for name in doc.ents}
    assert {("Angela Merkel", "PER"), ("Siemens", "ORG"), ("Berlin", "LOC"), ("Paris", "LOC")} <= names
    by_word = {token.text: token for token in doc}
    assert by_word["besuchte"].tag_ == "VVFIN"
    assert by_word["besuchte"].lemma_ == "besuchen"
    assert by_word["besuchte"].dep_ == "ROOT"
    assert by_word["Merkel"].head.text in {"Angela", "besuchte"}
    assert by_word["Werk"].head.text == "besuchte"
    assert by_word["Werk"].dep_ == "obj"
    assert "Number=Sing" in str(by_word["Konzern"].morph)


def test_sentences_end_at_marks_and_paragraphs(nlp: Language) -> None:
    assert [sentence.text.split()[0] for sentence in nlp(TEXT).sents] == ["Angela", "Der", "„Das", "Danach"]


def test_lower_case_text_has_names(nlp: Language) -> None:
    names = {(name.text, name.label_) for name in nlp(TEXT.lower()).ents}
    assert {("angela merkel", "PER"), ("siemens", "ORG"), ("berlin", "LOC")} <= names


def test_names_know_their_class_and_how_sure_they_are(nlp: Language) -> None:
    for name in nlp(TEXT).ents:
        assert name._.name_class
        assert 0.0 < name._.name_score <= 1.0
    assert {name._.name_class for name in nlp(TEXT).ents if name.label_ == "PER"} == {"Person"}


def test_vectors_stand_beside_the_tokens(nlp: Language) -> None:
    doc = nlp("Eins  zwei\ndrei.")
    assert doc._.token_vectors.shape == (len(doc), 384)
    space = next(token.i for token in doc if token.is_space)
    assert not doc._.token_vectors[space].any()


def test_two_runs_say_the_same(nlp: Language) -> None:
    first, second = nlp(TEXT), nlp(TEXT)
    assert [(t.tag_, t.dep_, t.head.i, t.lemma_) for t in first] == [
        (t.tag_, t.dep_, t.head.i, t.lemma_) for t in second
    ]
    assert np.array_equal(first._.token_vectors, second._.token_vectors)


def test_a_turn_of_15000_characters_without_a_mark_is_cut_into_sentences(nlp: Language) -> None:
    turn = (
        "und dann hat die firma gesagt wir bauen jetzt ein neues rechenzentrum das kostet zwei milliarden euro " * 150
    )[:15_000]
    doc = nlp(turn)
    assert doc.text == turn
    lengths = [len(sentence) for sentence in doc.sents]
    assert len(lengths) > 20
    assert max(lengths) < 250


@pytest.mark.parametrize("text", ["", " ", "\n", "  \n x", "…", "🤖", "a" * 5000, "\x00", "e\u0301", "x\u2028y"])
def test_odd_text_is_read_without_complaint(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        st.sampled_from("aÄß B.,!?\n\t \u00a0€$%5„“-'@#/:&日🤖") | st.characters(exclude_categories=["Cs"]),
        max_size=80,
    )
)
def test_the_text_of_a_doc_is_the_text(text: str) -> None:
    doc = load()(text)
    assert doc.text == text
    for token in doc:
        assert text[token.idx : token.idx + len(token)] == token.text


def test_analyses_keep_the_places_of_the_document(nlp: Language) -> None:
    bounds = [(0, TEXT.index("\n")), (TEXT.index("„"), len(TEXT))]
    segments = [
        Segment(id=f"s{start}", document_id="d", kind=SegmentKind.TEXT, start=start, end=end) for start, end in bounds
    ]
    told: list[tuple[int, int]] = []
    found = list(analyse(nlp, TEXT, segments, progress=lambda done, whole: told.append((done, whole))))
    assert [analysis.segment for analysis in found] == segments
    for analysis in found:
        for token in analysis.doc:
            start = analysis.segment.start + token.idx
            assert TEXT[start : start + len(token)] == token.text
    assert told[-1][0] == told[-1][1]


def test_the_pipeline_is_loaded_once() -> None:
    assert load() is load(LanguageSettings())


def test_the_fast_variant_sets_the_same_things() -> None:
    doc = load(LanguageSettings(pipeline="fast"))(TEXT)
    assert doc.has_annotation("DEP")
    assert ("Berlin", "LOC") in {(name.text, name.label_) for name in doc.ents}


def test_threads_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_THREADS", "2")
    assert LanguageSettings().threads == 2
    monkeypatch.setenv("KG_THREADS", "many")
    with pytest.raises(SettingsError, match="KG_THREADS"):
        LanguageSettings()


def test_eight_bits_say_the_same_where_their_sums_would_overflow(
    nlp: Language, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(FOLDER, folder)
    monkeypatch.setattr(weights, "sums_overflow", lambda: True)
    careful = load(LanguageSettings(pipeline=str(folder)))
    assert np.array_equal(careful(TEXT)._.token_vectors, nlp(TEXT)._.token_vectors)


def test_a_damaged_model_is_named_with_the_remedy(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(FOLDER, folder)
    damaged = folder / "names.onnx"
    data = bytearray(damaged.read_bytes())
    data[len(data) // 2] ^= 1
    damaged.write_bytes(data)
    with pytest.raises(LanguageError, match=r"damaged.*names\.onnx.*Install"):
        load(LanguageSettings(pipeline=str(folder)))


def test_a_missing_model_file_is_named_with_the_remedy(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(FOLDER, folder)
    (folder / "syntax.onnx").unlink()
    with pytest.raises(LanguageError, match=r"no .*syntax\.onnx.*Install"):
        load(LanguageSettings(pipeline=str(folder)))


def test_a_pipeline_that_is_not_installed_is_an_error_with_the_remedy() -> None:
    with pytest.raises(LanguageError, match=r"no_such_pipeline.*Install"):
        load(LanguageSettings(pipeline="no_such_pipeline"))


@pytest.fixture
def foreign(tmp_path: Path) -> str:
    theirs = spacy.blank("de")
    ruler = theirs.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "GPE", "pattern": "Berlin"}, {"label": "DATE", "pattern": "Mai"}])  # type: ignore[attr-defined]
    theirs.to_disk(tmp_path / "theirs")
    return str(tmp_path / "theirs")


def test_what_another_pipeline_lacks_comes_from_ours_and_its_labels_become_ours(foreign: str) -> None:
    assert "names" not in lacks(spacy.load(foreign))
    doc = load(LanguageSettings(pipeline=foreign))("Angela Merkel kam im Mai nach Berlin. Sie blieb.")
    assert [(name.text, name.label_) for name in doc.ents] == [("Berlin", "LOC")]
    assert len(list(doc.sents)) == 2
    assert doc[2].lemma_ == "kommen"
    assert doc[2].dep_ == "ROOT"
    assert doc._.token_vectors.shape == (len(doc), 384)


def test_names_of_ours_fill_a_pipeline_that_has_none(tmp_path: Path) -> None:
    theirs = spacy.blank("de")
    theirs.add_pipe("sentencizer")
    theirs.to_disk(tmp_path / "theirs")
    doc = load(LanguageSettings(pipeline=str(tmp_path / "theirs")))("Angela Merkel kam nach Berlin.")
    assert ("Berlin", "LOC") in {(name.text, name.label_) for name in doc.ents}
