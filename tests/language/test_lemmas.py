"""Lemmas: the table of usual words says what HanTa says, and nothing changes without it."""

from __future__ import annotations

import gzip
import shutil
from itertools import islice
from pathlib import Path

import pytest

from kg.errors import LanguageError
from kg.language import lemmas


def test_the_table_of_usual_words_says_what_hanta_says() -> None:
    rows = [line.split("\t") for line in gzip.decompress(lemmas.USUAL.read_bytes()).decode("utf-8").splitlines()]
    assert len(rows) > 10_000
    assert all(lemmas.analysed(word, tag) == base for word, tag, base in islice(rows, 0, None, 97))


@pytest.mark.parametrize(
    ("word", "tag", "base"),
    [("Anträge", "NN", "Antrag"), ("besuchte", "VVFIN", "besuchen"), ("Lampenhaldes", "NE", "Lampenhalde")],
)
def test_a_lemma_is_the_same_without_the_table(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, word: str, tag: str, base: str
) -> None:
    assert lemmas.lemma(word, tag) == base
    monkeypatch.setattr(lemmas, "USUAL", tmp_path / "missing.tsv.gz")
    lemmas._usual.cache_clear()
    assert lemmas.lemma(word, tag) == base
    lemmas._usual.cache_clear()


def test_a_damaged_table_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = bytearray(lemmas.USUAL.read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "lemmas.tsv.gz").write_bytes(data)
    shutil.copy(lemmas.USUAL.with_name("manifest.json"), tmp_path)
    monkeypatch.setattr(lemmas, "USUAL", tmp_path / "lemmas.tsv.gz")
    lemmas._usual.cache_clear()
    try:
        with pytest.raises(LanguageError, match=r"damaged.*lemmas\.tsv\.gz.*Install"):
            lemmas.lemma("Anträge", "NN")
    finally:
        lemmas._usual.cache_clear()
