"""How good the pipeline is: the table of the model card, computed from the corpora with what ships."""

import resource
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg.language.lemmas import lemma
from kg.language.names import decode
from kg.language.reader import Reader, Reading
from kg.language.sentences import CLOSERS, ENDS
from kg.language.training.corpora import Tagged, spans
from kg.language.training.mix import TESTS, corpus_folder, held_out, speeches, test_trees
from kg.language.training.score import Score, span_scores
from kg.language.training.treebanks import FEATURES, Tree, unpunctuated

_RELATIONS: Final = (
    "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "obl:arg", "nmod", "appos", "conj", "xcomp",
    "ccomp", "acl", "advcl",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesRow:
    """Names of one set of sentences, in one case."""

    corpus: str
    case: str
    sentences: int
    scores: dict[str, Score]


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntaxRow:
    """Syntax of one treebank, in one shape of its text; shares from 0 to 1."""

    corpus: str
    shape: str
    words: int
    shares: dict[str, float]
    relations: dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All that was measured.

    Attributes:
        starts: F1 of sentence starts by shape of the text.
        words_per_second: The whole pipeline on plenary speech, by name of the pipeline.
        peak_megabytes: Of the process, the corpora included.
    """

    names: tuple[NamesRow, ...]
    syntax: tuple[SyntaxRow, ...]
    starts: dict[str, float]
    words_per_second: float
    peak_megabytes: float
    missing: tuple[str, ...]

    def table(self) -> str:
        """The tables as Markdown."""
        return "\n".join(_lines(self))


def evaluate_reader(
    reader: Reader, corpora: Path, *, speed: Callable[[str], int] | None = None, progress: Callable[[str], None]
) -> Evaluation:
    """Measure a reader on the corpora of a folder; sets that are not there are left out and named."""
    missing: list[str] = []
    names: list[NamesRow] = []
    for test, read in {**TESTS, **held_out()}.items():
        if not corpus_folder(corpora, test):
            missing.append(test)
            continue
        sentences = read(corpora)
        for case in ("as written", "lower case"):
            progress(f"names: {test}, {case}")
            names.append(_names_row(reader, test, case, sentences))
    syntax: list[SyntaxRow] = []
    starts: dict[str, float] = {}
    trees = test_trees(corpora)
    if not trees:
        missing.append("ud_german_gsd")
    else:
        bare = [unpunctuated(tree) for tree in trees]
        for shape, some in {
            "as written": trees,
            "lower case": [_lower(tree) for tree in trees],
            "without marks": bare,
            "without marks, lower case": [_lower(tree) for tree in bare],
        }.items():
            progress(f"syntax: GSD dev, {shape}")
            syntax.append(_syntax_row(reader, shape, some))
            starts[shape] = _starts(reader, some)
    pace = 0.0
    texts = speeches(corpora, 40)
    if speed is not None and texts:
        progress("speed")
        speed(texts[0])
        began, words = time.process_time(), 0
        for text in texts[1:]:
            words += speed(text)
        pace = words / (time.process_time() - began)
    return Evaluation(
        names=tuple(names),
        syntax=tuple(syntax),
        starts=starts,
        words_per_second=pace,
        peak_megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        missing=tuple(missing),
    )


def _read(reader: Reader, words: Sequence[str], *, fixed: bool) -> Reading:
    strong = [
        at > 0 and (words[at - 1] in ENDS or (words[at - 1] in CLOSERS and at > 1 and words[at - 2] in ENDS))
        for at in range(len(words))
    ]
    return reader.read(words, [at == 0 for at in range(len(words))], strong, fixed=fixed)


def _names_row(reader: Reader, corpus: str, case: str, sentences: Sequence[Tagged]) -> NamesRow:
    kinds = ("PER", "ORG", "LOC") if corpus in {"uner_german_pud", "smartdata"} else ("PER", "ORG", "LOC", "MISC")
    gold, found = [], []
    for sentence in sentences:
        words = [word.lower() for word in sentence.words] if case == "lower case" else sentence.words
        reading = _read(reader, words, fixed=False)
        gold.append(spans(sentence.labels))
        names = decode(reading.names, reading.classes, reader.labels)
        # What the corpus leaves open counts neither way.
        found.append([(n.start, n.end, n.kind) for n in names if "?" not in sentence.labels[n.start : n.end]])
    return NamesRow(corpus=corpus, case=case, sentences=len(sentences), scores=span_scores(gold, found, kinds))


def _lower(tree: Tree) -> Tree:
    return replace(tree, words=tuple(word.lower() for word in tree.words))


def _syntax_row(reader: Reader, shape: str, trees: Sequence[Tree]) -> SyntaxRow:
    labels = reader.labels
    counts = dict.fromkeys(("UAS", "LAS", "STTS tags", "UPOS", "morphology", "lemmas"), 0)
    relations: dict[str, list[int]] = {}
    total = 0
    for tree in trees:
        reading = _read(reader, tree.words, fixed=True)
        for at, word in enumerate(tree.words):
            total += 1
            own = int(reading.heads[at])
            head = 0 if own == at else own + 1
            relation = labels.relations[int(reading.relations[at])]
            right = head == tree.heads[at]
            exact = right and relation == tree.relations[at]
            tag = labels.tags[int(reading.tags[at])]
            counts["UAS"] += right
            counts["LAS"] += exact
            counts["STTS tags"] += tag == tree.tags[at]
            counts["UPOS"] += labels.parts[int(reading.parts[at])] == tree.parts[at]
            counts["morphology"] += _same(labels.features, reading.features[at].tolist(), tree.features[at])
            counts["lemmas"] += lemma(word, tag).lower() == tree.lemmas[at].lower()
            for name, place in ((tree.relations[at], 0), (relation, 1)):
                relations.setdefault(name, [0, 0, 0])[place] += 1
            relations[relation][2] += exact
    f1: dict[str, float] = {
        name: 2 * relations[name][2] / (relations[name][0] + relations[name][1])
        for name in _RELATIONS
        if name in relations
    }
    shares = {name: count / max(1, total) for name, count in counts.items()}
    return SyntaxRow(corpus="ud_german_gsd", shape=shape, words=total, shares=shares, relations=f1)


def _same(features: Sequence[tuple[str, tuple[str, ...]]], found: Sequence[int], gold: str) -> bool:
    wanted = dict(part.split("=", 1) for part in gold.split("|") if "=" in part)
    given = {name: values[number] for (name, values), number in zip(features, found, strict=True) if values[number]}
    return {name: value for name, value in wanted.items() if name in FEATURES} == given


def _starts(reader: Reader, trees: Sequence[Tree]) -> float:
    """F1 of sentence starts in all sentences joined to one text, the first start left out."""
    words = [word for tree in trees for word in tree.words]
    gold, at = set(), 0
    for tree in trees:
        gold.add(at)
        at += len(tree.words)
    reading = _read(reader, words, fixed=False)
    found = {int(place) for place in reading.starts.nonzero()[0]}
    gold.discard(0)
    found.discard(0)
    return Score(right=len(gold & found), found=len(found), wanted=len(gold)).f1


def _lines(evaluation: Evaluation) -> Iterator[str]:
    yield "| names, exact spans | case | sentences | F1 | P | R | PER | ORG | LOC | MISC |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    for row in evaluation.names:
        every = row.scores[""]
        kinds = " | ".join(
            f"{row.scores[kind].f1:.3f}" if kind in row.scores else "" for kind in ("PER", "ORG", "LOC", "MISC")
        )
        yield (
            f"| {row.corpus} | {row.case} | {row.sentences} | **{every.f1:.3f}** | {every.precision:.3f} | "
            f"{every.recall:.3f} | {kinds} |"
        )
    if evaluation.syntax:
        heads = list(evaluation.syntax[0].shares)
        yield ""
        yield f"| GSD dev, sentences given | {' | '.join(heads)} | sentence starts F1 |"
        yield "| --- " * (len(heads) + 2) + "|"
        for line in evaluation.syntax:
            shares = " | ".join(f"{100 * line.shares[name]:.1f}" for name in heads)
            yield f"| {line.shape} | {shares} | {evaluation.starts[line.shape]:.3f} |"
        yield ""
        yield f"| GSD dev, F1 of relations | {' | '.join(_RELATIONS)} |"
        yield "| --- " * (len(_RELATIONS) + 1) + "|"
        for line in evaluation.syntax:
            values = " | ".join(f"{line.relations.get(name, 0.0):.3f}" for name in _RELATIONS)
            yield f"| {line.shape} | {values} |"
    yield ""
    if evaluation.words_per_second:
        yield f"Speed: {evaluation.words_per_second:,.0f} words/s of processor time, one core, plenary speech."
    yield f"Peak memory of the evaluation: {evaluation.peak_megabytes:,.0f} MB."
    if evaluation.missing:
        yield f"Not measured, because the corpora are not there: {', '.join(evaluation.missing)}."
