"""Trees of ours: what the parser made of sentences of open corpora and of our own talk, corrected by hand.

`ontology/trees/CORPUS.tsv` holds, for sentences of the corpus in folder CORPUS, their number there (from 0), and the
head (0: root) and relation of each word; the words stay in the corpus. `talk.tsv` brings its words along.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from kg.errors import DataError
from kg.language.training import corpora as read
from kg.language.training.treebanks import Tree, bare
from kg.names.lists import rows
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
    found = []
    for number, (sentence, heads, relations) in rows(path, _COLUMNS):
        try:
            words = sentence.split(" ") if sentences is None else sentences[int(sentence)].words
            found.append(_tree(words, [int(head) for head in heads.split(" ")], relations.split(" ")))
        except (ValueError, IndexError) as error:
            raise DataError(path, f"cannot be read: {error}", line=number) from error
    return found


def _tree(words: Sequence[str], heads: Sequence[int], relations: Sequence[str]) -> Tree:
    size = len(words)
    if not size == len(heads) == len(relations):
        raise ValueError(f"{size} words, {len(heads)} heads, {len(relations)} relations")
    if not all(0 <= head <= size for head in heads) or heads.count(0) != 1:
        raise ValueError("a head lies outside the sentence, or there is not one root")
    return bare(words, heads=heads, relations=relations)
