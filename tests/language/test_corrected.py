"""The corrected trees fit the sentences that they are for."""

from pathlib import Path

import pytest

from kg.errors import DataError
from kg.language.training.corrected import FOLDER, corrected

HEADER = "sentence\theads\trelations\n"


def _folder(tmp_path: Path, rows: str) -> Path:
    (tmp_path / "talk.tsv").write_text(HEADER + rows, encoding="utf-8")
    return tmp_path


def test_a_row_becomes_a_tree(tmp_path: Path) -> None:
    (tree,) = corrected(tmp_path, _folder(tmp_path, "Nvidia baut Chips .\t2 0 2 2\tnsubj root obj punct\n"))
    assert tree.words == ("Nvidia", "baut", "Chips", ".")
    assert tree.heads == (2, 0, 2, 2)
    assert tree.relations == ("nsubj", "root", "obj", "punct")


@pytest.mark.parametrize(
    "row",
    [
        "Nvidia baut Chips .\t2 0 2\tnsubj root obj punct",
        "Nvidia baut Chips .\t2 0 9 2\tnsubj root obj punct",
        "Nvidia baut Chips .\t0 0 2 2\tnsubj root obj punct",
        "Nvidia baut Chips .\t2 null 2 2\tnsubj root obj punct",
    ],
)
def test_a_row_that_does_not_fit_its_sentence_is_named(tmp_path: Path, row: str) -> None:
    good = "Nvidia baut Chips .\t2 0 2 2\tnsubj root obj punct\n"
    with pytest.raises(DataError, match=r"line 3|:3"):
        corrected(tmp_path, _folder(tmp_path, good + row + "\n"))


def test_our_own_talk_is_whole() -> None:
    """Without any corpus the project's own sentences are there, each a tree: every word leads to the root."""
    trees = corrected(Path("nowhere"), FOLDER)
    assert len(trees) > 700
    for tree in trees:
        for word in range(1, len(tree.words) + 1):
            seen = set()
            while word and word not in seen:
                seen.add(word)
                word = tree.heads[word - 1]
            assert word == 0, " ".join(tree.words)
