"""Marked stretches of open corpora: the marks are ours, the texts stay where they are.

`ontology/sentences/corpora/NAME.marks` says of stretches of the corpus in folder NAME which words are mentions and how
they are related. Places count the characters of the text with every run of white space made one blank.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from kg.language.training.corpora import lines
from kg.names.lists import made_of_rows
from kg.relations.head.examples import Example, example_of

_IDS: Final = {"bundestag_reden": "rede", "smartdata": "id"}
"""The field of each corpus that names a document."""
_COLUMNS: Final = ("document", "turn", "start", "end", "marks", "relations")


def read_marks(path: Path, corpora: Path, *, roles: Iterable[str]) -> Iterator[Example]:
    """The examples of one file of marks.

    Args:
        path: The file; its stem is the folder of the corpus.
        corpora: The folder that the corpora lie in.
        roles: Role nouns, folded to lower case: they are mentions even where nobody marked them, and so are figures.

    Raises:
        DataError: naming the line that cannot be read or does not fit the corpus.
    """
    texts = _texts(corpora / path.stem, _IDS[path.stem])
    offices = frozenset(roles)

    def example(cells: Sequence[str]) -> Example:
        document, turn, start, end, marks, relations = cells
        text = texts[document][int(turn)][int(start) : int(end)]
        return example_of(_marked(text, marks), relations, path.name, offices)

    yield from made_of_rows(path, _COLUMNS, example)


def _texts(folder: Path, field: str) -> Mapping[str, list[str]]:
    """The texts of a corpus by document: a speech that was broken off has several, its turns."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.glob("*.jsonl.gz"), key=lambda p: (p.name != "train.jsonl.gz", p.name)):
        for line in lines(path):
            raw = json.loads(line)
            found[str(raw[field])].append(" ".join(str(raw["text"]).split()))
    return found


def _marked(text: str, marks: str) -> str:
    """The text with its marks as sentences bear them: ``{1:Company|Nvidia}``."""
    marked, position = "", 0
    for mark in marks.split():
        slot, class_, place = mark.split(":")
        start, end = map(int, place.split("-"))
        if not position <= start < end <= len(text):
            raise ValueError(f"the mark {mark} lies outside the text or in another mark")
        marked += f"{text[position:start]}{{{slot}:{class_}|{text[start:end]}}}"
        position = end
    return marked + text[position:]
