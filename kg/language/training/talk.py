"""The project's own passages as sentences with names: talk and newsletters in which every name is marked.

`ontology/sentences/passages/*.tsv` marks them for the relation head (``{1b:Company|Nvidia}``). Pronouns, descriptions,
figures and offices are marked there too and are no names.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Final

from kg.language.sentences import starts
from kg.language.tokens import cut
from kg.language.training.corpora import MASKED, Tagged, bio
from kg.paths import data_folder

FOLDER: Final = data_folder("ontology") / "sentences" / "passages"
TALK: Final = "talk"
_KINDS: Final = {
    "Person": "PER", "Place": "LOC", "Company": "ORG", "Investor": "ORG", "GovernmentBody": "ORG",
    "PoliticalOrganization": "ORG", "MediaOutlet": "ORG", "Organization": "ORG", "Product": "MISC", "AIModel": "MISC",
    "Chip": "MISC", "Law": "MISC", "Event": "MISC",
}  # fmt: skip
_MARK: Final = re.compile(r"\{[^:|{}]+:([^|{}]+)\|([^{}]*)\}")
_ADJECTIVE: Final = re.compile(r"\w+(?:er|isch\w*)")
# A mark that begins with one of these is a pronoun or a description, however it is spelt.
_NO_NAMES: Final = frozenset(
    "der die das den dem des ein eine einer einem einen eines er sie es ihm ihr ihn ihnen ihre ihren ihrem ihrer sein "
    "seine seinen seinem seiner dessen deren dieser diese dieses diesen diesem jener jene beide beiden man wir uns "
    "unser unsere unserem unseren ich mich mir mein meine meinem meinen du dich dir dein deine euch euer eure wer wen "
    "wem da dort hier daran damit dabei dafür davon drin rein auch denen letzterer letztere ersterer alle the he she "
    "it they his her their its this that who which our my your".split()
)
_TITLED: Final = frozenset({"MediaOutlet", "Event", "Law", "Product"})
_LONGEST: Final = 60


def talk(folder: Path = FOLDER) -> list[Tagged]:
    """The passages of a folder in runs of whole sentences, up to sixty words where a sentence is no longer."""
    return [
        run
        for path in sorted(folder.glob("*.tsv"))
        for row in path.read_text(encoding="utf-8").splitlines()[1:]
        for run in _runs(row.partition("\t")[0])
    ]


def _runs(marked: str) -> Iterator[Tagged]:
    text, spans = _read(marked)
    places = list(cut(text))
    words = [text[start:end] for start, end in places]
    fine = [""] * len(words)
    kinds = [("", False)] * len(words)
    for start, end, class_ in spans:
        inside = [n for n, (first, last) in enumerate(places) if first < end and start < last]
        whole = bool(inside) and places[inside[0]][0] == start and places[inside[-1]][1] == end
        certain = whole and _certain(text[start:end], class_, lower=text == text.lower())
        for number in inside:
            kinds[number] = (_KINDS[class_], number == inside[0]) if certain else (MASKED, False)
            fine[number] = class_ if certain else ""
    labels = bio(kinds)
    bounds = [*(n for n, begins in enumerate(starts(words)) if begins), len(words)]
    first = 0
    for end, after in pairwise([*bounds[1:], len(words) + _LONGEST]):
        if after - first > _LONGEST and end > first:
            part = slice(first, end)
            yield Tagged(words=tuple(words[part]), labels=labels[part], corpus=TALK, fine=tuple(fine[part]))
            first = end


def _read(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The plain text, and the places and classes of its names."""
    text, spans, position = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[position : mark.start()]
        if mark[1] in _KINDS and not _described(mark[2], mark[1]):
            spans.append((len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        position = mark.end()
    return text + marked[position:], spans


def _described(surface: str, class_: str) -> bool:
    first = surface.split(" ", 1)[0]
    return first.lower() in _NO_NAMES and not (first[:1].isupper() and class_ in _TITLED)


def _certain(surface: str, class_: str, *, lower: bool) -> bool:
    """Whether all would call this a name: not "Leipziger", and in text with capitals not a word without any."""
    if class_ == "Place" and _ADJECTIVE.fullmatch(surface):
        return False
    return lower or " " in surface or any(sign.isupper() for sign in surface)
