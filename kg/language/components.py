"""spaCy components over the encoder: it runs once, names and syntax take what they need from what it says."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, SENT_START, TAG  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.symbols import IDS  # type: ignore[import-not-found]
from spacy.tokens import Doc, Span

from kg.language.lemmas import lemma
from kg.language.names import decode
from kg.language.reader import Labels, Reader, Reading
from kg.language.sentences import CLOSERS, ENDS
from kg.language.weights import FOLDER

_KEY: Final = "kg_reading"

if not Doc.has_extension("token_vectors"):
    # numpy array [tokens, hidden]; white-space tokens have rows of zeros; None where no encoder ran.
    Doc.set_extension("token_vectors", default=None)
    # The same of the trunk, which every head may build on.
    Doc.set_extension("trunk_vectors", default=None)
    # The project's own class of a name ("Company", "AIModel", …), "" where nothing is known, and how sure the name is.
    Span.set_extension("name_class", default="")
    Span.set_extension("name_score", default=0.0)


@lru_cache(maxsize=4)
def reader(folder: str, prefix: str, threads: int) -> Reader:
    """The encoder, loaded once; no folder is the program's own."""
    return Reader(Path(folder) if folder else FOLDER, prefix=prefix, threads=threads)


def _words(doc: Doc) -> list[int]:
    return [token.i for token in doc if not token.is_space]


@Language.factory(
    "kg_encoder",
    assigns=["doc._.token_vectors", "doc._.trunk_vectors"],
    default_config={"folder": "", "prefix": "", "threads": 1},
)
class EncoderComponent:
    """Runs the encoder over the words of a Doc."""

    def __init__(self, nlp: Language, name: str, folder: str, prefix: str, threads: int) -> None:
        self.name = name
        self.reader = reader(folder, prefix, threads)

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with vectors, and the encoder's reading for the components after this one."""
        words: list[str] = []
        breaks: list[bool] = []
        strong: list[bool] = []
        places: list[int] = []
        line, ended = True, False
        for token in doc:
            text = token.text
            if token.is_space:
                line = line or "\n" in text
                continue
            words.append(text)
            places.append(token.i)
            breaks.append(line)
            strong.append(ended and text not in CLOSERS)
            ended = text in ENDS or (ended and text in CLOSERS)
            line = False
        reading = self.reader.read(words, breaks, strong)
        vectors = np.zeros((len(doc), reading.vectors.shape[1]), dtype=np.float32)
        vectors[places] = reading.vectors
        doc._.token_vectors = vectors
        trunk = np.zeros_like(vectors)
        trunk[places] = reading.trunk
        doc._.trunk_vectors = trunk
        doc.user_data[_KEY] = (reading, places)
        return doc


@Language.factory(
    "kg_syntax",
    assigns=["token.tag", "token.pos", "token.morph", "token.dep", "token.head", "token.is_sent_start", "token.lemma"],
    requires=["doc._.token_vectors"],
    default_config={"folder": "", "prefix": "", "threads": 1, "only": []},
)
class SyntaxComponent:
    """Writes sentences, tags, morphology, lemmas and dependencies, or only some of them."""

    def __init__(self, nlp: Language, name: str, folder: str, prefix: str, threads: int, only: list[str]) -> None:
        self.name = name
        self.labels = reader(folder, prefix, threads).labels
        self.only = frozenset(only) or frozenset(("sentences", "tags", "parts", "morphology", "dependencies", "lemmas"))
        strings = nlp.vocab.strings
        self._tags = np.array([strings.add(tag) for tag in self.labels.tags], dtype=np.uint64)
        self._parts = np.array([IDS[part] for part in self.labels.parts], dtype=np.uint64)
        self._relations = np.array([strings.add(_root(name)) for name in self.labels.relations], dtype=np.uint64)
        self._space = (strings.add("_SP"), IDS["SPACE"], strings.add("dep"))
        self._morphs: dict[bytes, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with what this component is to write."""
        if len(doc) == 0:
            return doc
        reading, places = doc.user_data[_KEY]
        attributes, columns = [], []
        size = len(doc)
        tags = self._spread(self._tags[reading.tags], places, size, self._space[0])
        if "tags" in self.only:
            attributes.append(TAG)
            columns.append(tags)
        if "parts" in self.only:
            attributes.append(POS)
            columns.append(self._spread(self._parts[reading.parts], places, size, self._space[1]))
        if "morphology" in self.only:
            attributes.append(MORPH)
            columns.append(self._spread(self._morphology(doc, reading), places, size, self._morph(doc, "")))
        if "lemmas" in self.only:
            strings = doc.vocab.strings
            names = [self.labels.tags[number] for number in reading.tags]
            words = [lemma(doc[i].text, tag) for i, tag in zip(places, names, strict=True)]
            lemmas = np.array([token.orth for token in doc], dtype=np.uint64)
            lemmas[places] = [strings.add(word) for word in words]
            attributes.append(LEMMA)
            columns.append(lemmas)
        if "dependencies" in self.only:
            attributes += [HEAD, DEP]
            columns.append(_heads(reading, places, size))
            columns.append(self._spread(self._relations[reading.relations], places, size, self._space[2]))
        elif "sentences" in self.only:
            attributes.append(SENT_START)
            columns.append(_starts(reading, places, size))
        doc.from_array(attributes, np.stack(columns, axis=-1))  # type: ignore[arg-type]
        return doc

    @staticmethod
    def _spread(values: npt.NDArray[np.uint64], places: list[int], size: int, space: int) -> npt.NDArray[np.uint64]:
        found = np.full(size, space, dtype=np.uint64)
        found[places] = values
        return found

    def _morphology(self, doc: Doc, reading: Reading) -> npt.NDArray[np.uint64]:
        found = np.zeros(len(reading.features), dtype=np.uint64)
        for number, row in enumerate(reading.features.astype(np.uint8)):
            key = row.tobytes()
            if key not in self._morphs:
                parts = [
                    f"{name}={values[value]}"
                    for (name, values), value in zip(self.labels.features, row, strict=True)
                    if values[value]
                ]
                self._morphs[key] = self._morph(doc, "|".join(parts))
            found[number] = self._morphs[key]
        return found

    @staticmethod
    def _morph(doc: Doc, features: str) -> int:
        return int(doc.vocab.morphology.add(features))


def _root(name: str) -> str:
    return "ROOT" if name == "root" else name


def _heads(reading: Reading, places: list[int], size: int) -> npt.NDArray[np.uint64]:
    """How far each token's head is from it; white space hangs on the token before it."""
    spots = np.array(places, dtype=np.int64)
    heads = np.full(size, -1, dtype=np.int64)
    # Before the first word there is nothing to hang on but the word itself.
    first = int(spots[0]) if len(spots) else size
    heads[:first] = first - np.arange(first) if first < size else 0
    heads[spots] = spots[reading.heads] - spots
    return heads.astype(np.uint64)


def _starts(reading: Reading, places: list[int], size: int) -> npt.NDArray[np.uint64]:
    starts = np.full(size, -1, dtype=np.int64)
    starts[places] = np.where(reading.starts, 1, -1)
    starts[0] = 1
    if places:
        starts[places[0]] = 1 if places[0] == 0 else -1
    return starts.astype(np.uint64)


@Language.factory(
    "kg_names",
    assigns=["doc.ents"],
    requires=["doc._.token_vectors"],
    default_config={"folder": "", "prefix": "", "threads": 1},
)
class NamesComponent:
    """Writes names as `doc.ents`, with their finer classes in `ent._.name_class`."""

    def __init__(self, nlp: Language, name: str, folder: str, prefix: str, threads: int) -> None:
        self.name = name
        self.labels: Labels = reader(folder, prefix, threads).labels

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its names."""
        reading, places = doc.user_data[_KEY]
        found = []
        for name in decode(reading.names, reading.classes, self.labels):
            start, end = places[name.start], places[name.end - 1] + 1
            span = Span(doc, start, end, label=name.kind)
            span._.name_class = name.detail
            span._.name_score = name.score
            found.append(span)
        doc.ents = found
        return doc


@Language.factory("kg_forget")
def forget(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """The last component: the encoder's scores are not kept once all have read them."""

    def drop(doc: Doc) -> Doc:
        doc.user_data.pop(_KEY, None)
        return doc

    return drop


def scores(doc: Doc) -> Any:  # noqa: ANN401  # the library has no types
    """The encoder's reading of a Doc while the pipeline runs, for heads that come later."""
    return doc.user_data.get(_KEY)
