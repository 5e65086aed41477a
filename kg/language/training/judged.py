"""Names of ours: where an automatic corpus and our model disagreed about a sentence, the names that stand there.

`ontology/sentences/corpora/CORPUS.names` holds, for sentences of the corpus in folder CORPUS, their number there and
their names as `KIND:first-end`, sentences and words counted from 0; the words stay in the corpus.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.language.training.corpora import COARSE, Tagged, bio
from kg.names.lists import made_of_rows
from kg.paths import data_folder

FOLDER: Final = data_folder("ontology") / "sentences" / "corpora"
_COLUMNS: Final = ("sentence", "names")


def judged(sentences: Sequence[Tagged], corpus: str, folder: Path = FOLDER) -> list[Tagged]:
    """The sentences of a corpus, those that were judged with their names and with full weight.

    Raises:
        DataError: naming the line that does not fit the sentence it is for.
    """

    def sentence(cells: Sequence[str]) -> tuple[int, Tagged]:
        number, names = cells
        old = sentences[int(number)]
        return int(number), replace(old, labels=_labels(names, len(old.words)), weight=1.0)

    path = folder / f"{corpus}.names"
    own = dict(made_of_rows(path, _COLUMNS, sentence)) if path.is_file() else {}
    return [own.get(number, old) for number, old in enumerate(sentences)]


def _labels(names: str, size: int) -> tuple[str, ...]:
    kinds = [("", False)] * size
    last = 0
    for name in names.split():
        kind, _, place = name.partition(":")
        start, end = map(int, place.split("-"))
        if kind not in COARSE or not last <= start < end <= size:
            raise ValueError(f"there is no name {name} in {size} words")
        kinds[start:end] = [(kind, at == start) for at in range(start, end)]
        last = end
    return bio(kinds)
