"""Names that were judged by hand take the place of a corpus's own."""

import gzip
from pathlib import Path

import pytest

from kg.errors import DataError
from kg.language.training.corpora import Tagged, uner
from kg.language.training.judged import FOLDER, judged

HEADER = "sentence\tnames\n"
SENTENCES = [
    Tagged(words=("Nvidia", "baut", "Chips"), labels=("O", "O", "B-MISC"), corpus="wikiner_de", weight=0.6),
    Tagged(words=("Berlin",), labels=("B-LOC",), corpus="wikiner_de", weight=0.6),
]


def _folder(tmp_path: Path, rows: str) -> Path:
    (tmp_path / "wikiner_de.names").write_text(HEADER + rows, encoding="utf-8")
    return tmp_path


def test_what_was_judged_counts_in_full_and_the_rest_stays(tmp_path: Path) -> None:
    first, second = judged(SENTENCES, "wikiner_de", _folder(tmp_path, "0\tORG:0-1\n"))
    assert (first.labels, first.weight) == (("B-ORG", "O", "O"), 1.0)
    assert second == SENTENCES[1]


def test_a_sentence_may_have_no_name(tmp_path: Path) -> None:
    assert judged(SENTENCES, "wikiner_de", _folder(tmp_path, "1\t\n"))[1].labels == ("O",)


@pytest.mark.parametrize("row", ["0\tORG:0-4", "0\tORG:1-1", "0\tORG:0-2 PER:1-3", "7\tORG:0-1", "0\tTHING:0-1"])
def test_a_row_that_does_not_fit_its_sentence_is_named(tmp_path: Path, row: str) -> None:
    with pytest.raises(DataError, match=r"line 2|:2"):
        judged(SENTENCES, "wikiner_de", _folder(tmp_path, row + "\n"))


def test_words_that_uner_cuts_at_hyphens_are_whole_unless_a_name_ends_inside(tmp_path: Path) -> None:
    words = "Die U - Bahn in Saint - Gaudens - ein EU - Plan".split(" ")
    labels = "O O O O O B-LOC I-LOC I-LOC O O B-ORG O O".split(" ")
    rows = "".join(f"{n}\t{w}\t{x}\t-\t-\n" for n, (w, x) in enumerate(zip(words, labels, strict=True), start=1))
    folder = tmp_path / "uner_german_pud"
    folder.mkdir()
    with gzip.open(folder / "de_pud-ud-test.iob2.gz", "wt", encoding="utf-8") as file:
        file.write("# sent_id = 1\n# text = Die U-Bahn in Saint-Gaudens - ein EU-Plan\n" + rows + "\n")
    (sentence,) = uner(tmp_path)
    assert sentence.words == ("Die", "U-Bahn", "in", "Saint-Gaudens", "-", "ein", "EU", "-", "Plan")
    assert sentence.labels == ("O", "O", "O", "B-LOC", "O", "O", "B-ORG", "O", "O")


def test_the_shipped_judgements_are_in_order() -> None:
    for path in FOLDER.glob("*.names"):
        numbers = [int(line.split("\t")[0]) for line in path.read_text(encoding="utf-8").splitlines()[1:]]
        assert numbers == sorted(set(numbers))
