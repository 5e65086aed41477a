"""The corpora of names as they lie in the folder, read into one form with one set of labels."""

import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg.language.tokens import cut

MASKED: Final = "?"
COARSE: Final = ("PER", "ORG", "LOC", "MISC")
TRAINING_SESSIONS: Final = ("01143", "09036")
"""The plenary protocols that train; 18/181 is a test."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """One sentence (or a short run of sentences) with a label for each word.

    Attributes:
        labels: BIO over PER ORG LOC MISC; `MASKED` where the corpus says nothing that we can use.
        corpus: Where it comes from: conventions differ, and the network is told.
        weight: How much a mistake costs in training.
        fine: The project's own class for each word, empty where nobody knows; () if nowhere.
    """

    words: tuple[str, ...]
    labels: tuple[str, ...]
    corpus: str
    weight: float = 1.0
    fine: tuple[str, ...] = ()


def lines(path: Path) -> Iterator[str]:
    """The lines of a gzipped UTF-8 file, without their ends."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")


def columns(path: Path, word: int, label: int, *, separator: str = "\t") -> Iterator[list[tuple[str, str]]]:
    """The sentences of a file with a word a line: (word, label) each."""
    sentence: list[tuple[str, str]] = []
    for line in lines(path):
        fields = line.split(separator)
        if not line.strip() or line.startswith("-DOCSTART-"):
            if sentence:
                yield sentence
            sentence = []
        elif len(fields) > max(word, label) and not line.startswith(("# ", "#\t")):
            sentence.append((fields[word], fields[label]))
    if sentence:
        yield sentence


def bio(kinds: Iterable[tuple[str, bool]]) -> tuple[str, ...]:
    """BIO labels from (kind or "", starts) pairs; a kind that follows another starts a new name."""
    found: list[str] = []
    before = ""
    for kind, starts in kinds:
        if kind in {"", MASKED}:
            found.append(kind or "O")
        else:
            found.append(("B-" if starts or before != kind else "I-") + kind)
        before = kind
    return tuple(found)


def _mapped(
    sentences: Iterable[list[tuple[str, str]]], corpus: str, kind: Callable[[str, str], str], weight: float = 1.0
) -> Iterator[Tagged]:
    for sentence in sentences:
        pairs = [(kind(label[2:], word) if label != "O" else "", label.startswith("B")) for word, label in sentence]
        yield Tagged(words=tuple(_plain(word) for word, _ in sentence), labels=bio(pairs), corpus=corpus, weight=weight)


_TEXT: Final = "# text = "
_BRACKETS: Final = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "``": "„", "''": "“"}


def _plain(word: str) -> str:
    return _BRACKETS.get(word, word)


def germeval(folder: Path) -> list[Tagged]:
    """GermEval 2014: adjectives of names are no names, compounds with names are left open."""

    def kind(label: str, word: str) -> str:
        if label.endswith("deriv"):
            return ""
        if label.endswith("part"):
            return MASKED
        return {"OTH": "MISC"}.get(label, label)

    return list(_mapped(columns(folder / "germeval2014/NER-de-dev.tsv.gz", 1, 2), "germeval2014", kind))


def wikiner(folder: Path) -> list[Tagged]:
    """WikiNER: silver; its adjectives ("niederländischer") and lower-case words are no names of ours."""
    found = []
    path = folder / "wikiner_de/wikiner_de_14k.conll.gz"
    for tagged in _mapped(columns(path, 0, 1), "wikiner_de", lambda label, word: label, 0.6):
        labels = list(tagged.labels)
        for start, end, kind in spans(labels):
            words = tagged.words[start:end]
            if (
                kind == "MISC"
                and (end - start == 1)
                and (words[0][:1].islower() or re.fullmatch(r"\w+(er|isch\w*)", words[0]))
            ):
                labels[start] = "O"
            elif all(not word[:1].isupper() and not word[:1].isdigit() for word in words):
                labels[start:end] = ["O"] * (end - start)
        found.append(Tagged(words=tagged.words, labels=tuple(labels), corpus=tagged.corpus, weight=tagged.weight))
    return found


def plenary(folder: Path, sessions: Iterable[str]) -> list[Tagged]:
    """Plenary protocols of the named sessions: adjectives of countries are no names of ours."""

    def kind(label: str, word: str) -> str:
        return "" if label == "MISC" and word[:1].islower() else label

    return [
        tagged
        for session in sessions
        for tagged in _mapped(
            columns(folder / f"plenarprotokolle_ner/gold-{session}.conll.gz", 1, 4), "plenarprotokolle_ner", kind
        )
    ]


_PLAIN_COMPANY: Final = re.compile(
    r"(?:das |der |die |dem |den |des )?(?:\w*(?:unternehmen|konzern|gruppe|firma|firmen|hersteller|bank|bahn|"
    r"gesellschaft|anbieter|verlag|betreiber|tochter|mutter|haus|betrieb|händler|kette|riese|bauer|börse|polizei|feuerwehr)"
    r"(?:s|es|en|n|e)?)",
    re.IGNORECASE,
)
_PLACES: Final = {"LOCATION", "LOCATION_CITY", "LOCATION_STOP", "LOCATION_STREET", "LOCATION_ROUTE"}


def smartdata_kind(type_: str, surface: str) -> str:
    """Our kind of a SmartData or MobIE entity, `MASKED` for plain nouns labelled as names."""
    plain = not any(sign.isupper() or sign.isdigit() for sign in surface.lstrip("#@"))
    if type_ == "PERSON":
        return "PER"
    if type_ in {"ORGANIZATION", "ORGANIZATION_COMPANY"}:
        if plain:
            return ""
        one_word = " " not in surface.strip() and not surface.isupper()
        return MASKED if one_word and _PLAIN_COMPANY.fullmatch(surface) and not surface.endswith("Bahn") else "ORG"
    if type_ in _PLACES:
        if plain or (type_ == "LOCATION_ROUTE" and re.fullmatch(r"[A-ZÄÖÜ][a-zäöüß]+(?:strecke|linie)?n?", surface)):
            return ""
        return "LOC"
    return ""


def smartdata(folder: Path, part: str) -> list[Tagged]:
    """SmartData: documents cut into our tokens and, at line ends and full stops, into short runs."""
    found: list[Tagged] = []
    for line in lines(folder / f"smartdata/{part}.jsonl.gz"):
        document = json.loads(line)
        text: str = document["text"]
        kinds: dict[int, tuple[str, bool, str]] = {}
        for entity in sorted(document["entities"], key=lambda entity: entity["end"] - entity["start"]):
            start, end = _without_edges(text, entity["start"], entity["end"])
            kind = smartdata_kind(entity["type"], text[start:end])
            fine = {"ORGANIZATION_COMPANY": "Company", "PERSON": "Person"}.get(entity["type"], "")
            for at in range(start, end):
                kinds[at] = (kind, at == start, fine if kind not in {"", MASKED} else "")
        places = list(cut(text))
        run: list[tuple[int, int]] = []
        for number, (start, end) in enumerate(places):
            run.append((start, end))
            last = number + 1 == len(places)
            following = text[end : places[number + 1][0]] if not last else "\n"
            if (
                "\n" in following
                or (text[start:end] in {".", "!", "?"} and following and len(run) >= 8)
                or len(run) >= 120
            ):
                found.append(_run(text, run, kinds))
                run = []
        if run:
            found.append(_run(text, run, kinds))
    return found


def _without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a name without the marks that some annotations take in ("Giseh.", "(A8)")."""
    while end > start + 1 and text[end - 1] in " .,:;!?()\"'\n":
        end -= 1
    while start < end - 1 and text[start] in " (\"'":
        start += 1
    return start, end


def _run(text: str, run: list[tuple[int, int]], kinds: dict[int, tuple[str, bool, str]]) -> Tagged:
    at = [kinds.get(start, ("", False, "")) for start, _ in run]
    return Tagged(
        words=tuple(text[start:end] for start, end in run),
        labels=bio((kind, starts) for kind, starts, _ in at),
        corpus="smartdata",
        fine=tuple(fine for _, _, fine in at),
    )


def mobie(folder: Path, part: str) -> list[Tagged]:
    """MobIE: traffic messages, SmartData's scheme."""

    def kind(label: str, word: str) -> str:
        return smartdata_kind(label.upper().replace("-", "_"), word)

    return list(_mapped(columns(folder / f"mobie/{part}.conll2003.gz", 0, 3), "mobie", kind, 0.6))


def legal(folder: Path, *, every: int = 9) -> list[Tagged]:
    """Court decisions: every n-th sentence that names more than anonymised people."""
    kinds = {
        "PER": "PER", "RR": "PER", "AN": "PER", "ORG": "ORG", "UN": "ORG", "INN": "ORG", "GRT": "ORG", "MRK": "MISC",
        "LD": "LOC", "ST": "LOC", "STR": "LOC", "LDS": "LOC", "GS": "MISC",
    }  # fmt: skip
    fine = {"GRT": "GovernmentBody", "INN": "", "UN": "Company", "GS": "Law", "LD": "Place", "ST": "Place"}
    found: list[Tagged] = []
    for court in ("bag", "bfh", "bgh", "bpatg", "bsg", "bverfg", "bverwg"):
        number = 0
        for sentence in columns(folder / f"legal_ler/{court}.conll.gz", 0, 1, separator=" "):
            types = {label[2:] for _, label in sentence if label != "O"}
            if not types & {"ORG", "UN", "INN", "LD", "ST", "LDS", "MRK", "GRT"} or len(sentence) > 80:
                continue
            number += 1
            if number % every:
                continue
            # "§ 3 Abs. 2 EStG" is a place in a law, not a name; what else they label is left open.
            pairs = [
                (
                    MASKED if label[2:] in {"VO", "EUN", "VS", "VT", "RS", "LIT", "GS"} else kinds.get(label[2:], ""),
                    label.startswith("B"),
                )
                for _, label in sentence
            ]
            found.append(
                Tagged(
                    words=tuple(_plain(word) for word, _ in sentence),
                    labels=bio(pairs),
                    corpus="legal_ler",
                    weight=0.5,
                    fine=tuple(fine.get(label[2:], "") for _, label in sentence),
                )
            )
    return found


def uner(folder: Path) -> list[Tagged]:
    """Universal NER, German PUD: a test, never trained on.

    It cuts words at their hyphens. Where no name ends inside they are whole again, as everybody writes them and as the
    program's own tokeniser leaves them.
    """
    path = folder / "uner_german_pud/de_pud-ud-test.iob2.gz"
    texts = [line.removeprefix(_TEXT) for line in lines(path) if line.startswith(_TEXT)]
    found = _mapped(columns(path, 1, 2), "uner_german_pud", lambda label, word: label)
    return [_hyphened(sentence, text) for sentence, text in zip(found, texts, strict=True)]


def _hyphened(sentence: Tagged, text: str) -> Tagged:
    """The sentence with its words as long as the hyphens of its text make them."""
    words: list[str] = []
    labels: list[str] = []
    position, glued = 0, False
    for at, (word, label) in enumerate(zip(sentence.words, sentence.labels, strict=True)):
        start = text.index(word, position)
        beside = at > 0 and start == position
        goes_on = beside and _same_name(sentence.labels[at - 1 : at + 1])
        hyphen = word == "-" and text[start + 1 : start + 2].strip() != "" and _same_name(sentence.labels[at : at + 2])
        if goes_on and (glued or hyphen):
            words[-1] += word
        else:
            words.append(word)
            labels.append(label)
        glued = goes_on and hyphen
        position = start + len(word)
    return replace(sentence, words=tuple(words), labels=tuple(labels))


def _same_name(labels: Sequence[str]) -> bool:
    """Whether two labels that follow each other are both inside one name, or both outside of all."""
    return len(labels) == 2 and (labels[1].startswith("I-") or labels[0] == labels[1] == "O")


def spans(labels: Iterable[str]) -> list[tuple[int, int, str]]:
    """The names (start, end, kind) that BIO labels spell."""
    found: list[tuple[int, int, str]] = []
    start, kind = 0, ""
    at = -1
    for at, label in enumerate(labels):
        if kind and (label[:2] != "I-" or label[2:] != kind):
            found.append((start, at, kind))
            kind = ""
        if label[:2] == "B-" or (label[:2] == "I-" and not kind):
            start, kind = at, label[2:]
    if kind:
        found.append((start, at + 1, kind))
    return found
