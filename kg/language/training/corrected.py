"""Trees of ours: what the parser made of sentences of open corpora and of our own talk, corrected by hand.

`ontology/trees/CORPUS.tsv` holds, for sentences of the corpus in folder CORPUS, their number there (from 0), and the
head (0: root) and relation of each word; the words stay in the corpus. `talk.tsv` brings its words along.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from kg.language.training import corpora as read
from kg.language.training.treebanks import Tree, bare
from kg.names.lists import made_of_rows
from kg.paths import data_folder

FOLDER: Final = data_folder("ontology") / "trees"
OWN: Final = "talk"
_COLUMNS: Final = ("sentence", "heads", "relations")


_CORPORA: Final[Mapping[str, Callable[[Path], list[read.Tagged]]]] = {
    "wikiner_de": read.wikiner,
    "germeval2014": read.germeval,
    "plenarprotokolle_ner": partial(read.plenary, sessions=read.TRAINING_SESSIONS),
}


def corrected(corpora: Path, folder: Path = FOLDER) -> list[Tree]:
    """All corrected trees whose corpus is in the folder of corpora, and the project's own talk.

    Raises:
        DataError: naming the line that does not fit the sentence it is for.
    """
    found: list[Tree] = []
    for path in sorted(folder.glob("*.tsv")):
        if path.stem == OWN:
            found += _trees(path, None)
        elif (corpora / path.stem).is_dir():
            found += _trees(path, _CORPORA[path.stem](corpora))
    return found


def _trees(path: Path, sentences: Sequence[read.Tagged] | None) -> list[Tree]:
    def tree(cells: Sequence[str]) -> Tree:
        sentence, heads, relations = cells
        words = sentence.split(" ") if sentences is None else sentences[int(sentence)].words
        return _tree(words, [int(head) for head in heads.split(" ")], relations.split(" "))

    return list(made_of_rows(path, _COLUMNS, tree))


def _tree(words: Sequence[str], heads: Sequence[int], relations: Sequence[str]) -> Tree:
    size = len(words)
    if not size == len(heads) == len(relations):
        raise ValueError(f"{size} words, {len(heads)} heads, {len(relations)} relations")
    if not all(0 <= head <= size for head in heads) or heads.count(0) != 1:
        raise ValueError("a head lies outside the sentence, or there is not one root")
    return bare(words, heads=heads, relations=relations)
