"""Which sentences train, which tune and which test: the corpora divided, cleaned and weighed."""

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from kg.language.sentences import starts
from kg.language.tokens import tokens
from kg.language.training import corpora as read
from kg.language.training.corpora import Tagged, bio
from kg.language.training.corrected import corrected
from kg.language.training.judged import judged
from kg.language.training.talk import TALK, talk
from kg.language.training.treebanks import Tree, bare, conllu, empirist
from kg.language.training.written import exchanged, read_lists, with_classes, written

# Folder of each corpus that names or syntax are trained on.
NAME_CORPORA: Final = ("germeval2014", "wikiner_de", "plenarprotokolle_ner", "smartdata", "mobie", "legal_ler")
TREE_CORPORA: Final = ("ud_german_gsd", "ud_german_pud", "empirist")
SPEECH: Final = "bundestag_reden"
# How often a pass over the data sees the sentences of each source.
NAME_SHARES: Final = {
    "wikiner_de": 0.55, "mobie": 0.3, "smartdata": 0.9, "legal_ler": 1.0, "germeval2014": 1.5,
    "plenarprotokolle_ner": 1.5, "exchanged": 0.2, "written": 0.25, "bundestag_reden": 0.5,
    "talk": 0.65,
}  # fmt: skip
TREE_SHARES: Final = {
    "ud_german_gsd": 1.0, "ud_german_pud": 1.0, "corrected": 1.0, "empirist": 0.4, "bundestag_reden": 0.12,
}  # fmt: skip
_CURRENCIES: Final = frozenset(
    ("Euro", "Euros", "Dollar", "US-Dollar", "DM", "D-Mark", "EUR", "Mark", "Pfund", "Franken")
)
_ENGLISH: Final = Path(__file__).with_name("english.txt")
_WRITTEN: Final = 8_000
# Kept for tuning, never trained on.
_HELD: Final = {"germeval2014": 250, "wikiner_de": 400, "plenarprotokolle_ner": 120}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """Sentences to train on by source, and sentences to tune on."""

    train: dict[str, list[Tagged]]
    tune: dict[str, list[Tagged]]


def corpus_folder(folder: Path, name: str) -> bool:
    """Whether a corpus, or what stands for it, is there."""
    return name == "english" or (folder / name.split(" ")[0]).is_dir()


def missing_corpora(folder: Path) -> tuple[str, ...]:
    """The corpora of training that are not in the folder."""
    return tuple(name for name in (*NAME_CORPORA, *TREE_CORPORA, SPEECH) if not (folder / name).is_dir())


def _cleaned(sentences: list[Tagged]) -> list[Tagged]:
    """Currencies are amounts, and directions no places."""
    found = []
    for sentence in sentences:
        labels = list(sentence.labels)
        for at, word in enumerate(sentence.words):
            if labels[at] == "B-MISC" and word in _CURRENCIES:
                labels[at] = "O"
            if word in {"Richtungen", "Richtung"} and labels[at].endswith("LOC"):
                labels[at] = "O"
                if at and sentence.words[at - 1] == "beiden":
                    labels[at - 1] = "O"
        found.append(replace(sentence, labels=tuple(labels)))
    return found


def _divided(folder: Path, name: str) -> tuple[list[Tagged], list[Tagged]]:
    """The sentences of a corpus to train on, and those to tune on."""
    if name == "germeval2014":
        found = judged(read.germeval(folder), name)
    elif name == "wikiner_de":
        found = judged(read.wikiner(folder), name)
        random.Random(7).shuffle(found)
        return _cleaned(found[_HELD[name] :]), _cleaned(found[: _HELD[name]])
    elif name == "plenarprotokolle_ner":
        found = read.plenary(folder, read.TRAINING_SESSIONS)
    elif name == "smartdata":
        found = read.smartdata(folder, "train")
        kept = len(found) * 19 // 20
        return _cleaned(found[:kept]), _cleaned(found[kept:])
    elif name == "mobie":
        return _cleaned(read.mobie(folder, "train")), []
    else:
        return _cleaned(read.legal(folder)), []
    return _cleaned(found[: -_HELD[name]]), _cleaned(found[-_HELD[name] :])


def names_mix(folder: Path, lists: Path, *, seed: int) -> Mix:
    """All sentences for the names, with the classes that the project's lists know, and made ones beside them."""
    classes = read_lists(lists)
    train: dict[str, list[Tagged]] = {}
    tune: dict[str, list[Tagged]] = {}
    for name in NAME_CORPORA:
        if (folder / name).is_dir():
            some, few = _divided(folder, name)
            train[name] = with_classes(some, classes)
            if few:
                tune[name] = few
    chance = random.Random(seed)
    natural = [
        sentence
        for name in ("germeval2014", "plenarprotokolle_ner", "smartdata", "wikiner_de")
        for sentence in train.get(name, [])[: 6000 if name == "wikiner_de" else None]
        if any(label[0] == "B" for label in sentence.labels)
    ]
    train["exchanged"] = [exchanged(sentence, classes, chance) for sentence in natural]
    train["written"] = written(classes, _WRITTEN, seed=seed)
    if own := talk():
        train[TALK] = own
    return Mix(train=train, tune=tune)


def _held(name: str, folder: Path) -> list[Tagged]:
    return _divided(folder, name)[1]


def held_out() -> dict[str, Callable[[Path], list[Tagged]]]:
    """Parts of the training corpora that neither trained nor tested, only tuned."""
    return {
        f"{name} (held-out part)": partial(_held, name)
        for name in ("germeval2014", "wikiner_de", "plenarprotokolle_ner")
    }


def _smartdata(folder: Path) -> list[Tagged]:
    return _cleaned(read.smartdata(folder, "dev"))


def _plenary(folder: Path) -> list[Tagged]:
    return _cleaned(read.plenary(folder, ["18181"]))


_BRACKETED: Final = re.compile(r"\[(PER|ORG|LOC|MISC) ([^\]]+)\]")


def english(_folder: Path) -> list[Tagged]:
    """Our own English sentences."""
    found = []
    for line in _ENGLISH.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        words: list[str] = []
        kinds: list[tuple[str, bool]] = []
        at = 0
        for name in _BRACKETED.finditer(line):
            new = tokens(line[at : name.start()])
            inside = tokens(name.group(2))
            words += [*new, *inside]
            kinds += [("", False)] * len(new) + [(name.group(1), number == 0) for number in range(len(inside))]
            at = name.end()
        rest = tokens(line[at:])
        found.append(Tagged(words=(*words, *rest), labels=bio([*kinds, *[("", False)] * len(rest)]), corpus="english"))
    return found


TESTS: Final[Mapping[str, Callable[[Path], list[Tagged]]]] = {
    "uner_german_pud": read.uner,
    "plenarprotokolle_ner 18/181": _plenary,
    "smartdata": _smartdata,
    "english": english,
}

# PUD and GSD name some relations differently; what GSD does not tell apart is made one.
_RELATIONS: Final = {
    "acl:relcl": "acl", "obl:tmod": "obl", "nmod:poss": "nmod", "flat:name": "flat", "cc:preconj": "cc",
    "csubj:pass": "csubj",
    "nsubj:outer": "nsubj", "orphan": "dep", "expl:pv": "expl",
}  # fmt: skip


def _unified(trees: list[Tree]) -> list[Tree]:
    return [replace(tree, relations=tuple(_RELATIONS.get(name, name) for name in tree.relations)) for tree in trees]


def test_trees(folder: Path) -> list[Tree]:
    """GSD dev, never trained on."""
    path = folder / "ud_german_gsd/de_gsd-ud-dev.conllu.gz"
    return _unified(conllu(path)) if path.is_file() else []


def training_trees(folder: Path) -> dict[str, list[Tree]]:
    """GSD test, PUD, our corrected trees, EmpiriST's tags, and plenary speech for sentence starts."""
    found: dict[str, list[Tree]] = {}
    if (folder / "ud_german_gsd").is_dir():
        trees = _unified(conllu(folder / "ud_german_gsd/de_gsd-ud-test.conllu.gz"))
        found["ud_german_gsd"] = [_without_slips(tree) for tree in trees]
    if (folder / "ud_german_pud").is_dir():
        found["ud_german_pud"] = _tagged(_unified(conllu(folder / "ud_german_pud/de_pud-ud-test.conllu.gz")))
    if trees := corrected(folder):
        found["corrected"] = trees
    if (folder / "empirist").is_dir():
        found["empirist"] = empirist(folder / "empirist/empirist.vrt.gz")
    if (folder / SPEECH).is_dir():
        found[SPEECH] = _speech(folder)
    return found


_NO_FRAGMENTS: Final = frozenset(("DET", "PROPN", "ADJ", "ADP", "NUM"))


def _without_slips(tree: Tree) -> Tree:
    """In every eighth sentence of GSD test the first word is a `dep`, mostly an article: nothing to learn from."""
    if tree.relations[0] != "dep" or tree.parts[0] not in _NO_FRAGMENTS:
        return tree
    heads = (-1, *tree.heads[1:]) if tree.parts[0] == "PROPN" else tree.heads
    return replace(tree, heads=heads, relations=("", *tree.relations[1:]))


def _tagged(trees: list[Tree]) -> list[Tree]:
    """PUD has no STTS tags: HanTa's, where they agree with PUD's own parts of speech."""
    from HanTa.HanoverTagger import HanoverTagger

    from kg.language.stts import from_hanta, upos

    near = ({"AUX", "VERB"}, {"DET", "PRON"}, {"NOUN", "PROPN"}, {"ADV", "PART", "ADJ"}, {"ADP", "ADV"})
    hanta = HanoverTagger("morphmodel_ger.pgz")
    found = []
    for tree in trees:
        tags = []
        for (_, _, spelling), part, old in zip(hanta.tag_sent(list(tree.words)), tree.parts, tree.tags, strict=True):
            tag = from_hanta(spelling).replace("PROAV", "PAV")
            agrees = upos(tag) == part or any({upos(tag), part} <= group for group in near)
            tags.append("APPRART" if old == "APPRART" else tag if agrees else "")
        found.append(replace(tree, tags=tuple(tags)))
    return found


def speeches(folder: Path, count: int, *, file: str = "reden_wp21") -> list[str]:
    """The texts of some plenary speeches, spread over the file's first part."""
    path = folder / SPEECH / f"{file}.jsonl.gz"
    if not path.is_file():
        return []
    found: list[str] = []
    for number, line in enumerate(read.lines(path)):
        if number % 8 == 0:
            found.append(str(json.loads(line)["text"]))
            if len(found) == count:
                break
    return found


def speech_sentences(texts: list[str]) -> Iterator[tuple[str, ...]]:
    """The sentences of texts, cut at their marks."""
    for text in texts:
        words = tokens(text)
        bounds = [at for at, start in enumerate(starts(words)) if start]
        for start, end in zip(bounds, [*bounds[1:], len(words)], strict=True):
            yield tuple(words[start:end])


def _speech(folder: Path) -> list[Tree]:
    return [bare(words) for words in speech_sentences(speeches(folder, 220))]
