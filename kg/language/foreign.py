"""An installed spaCy pipeline in the place of ours: what it has is used, what it lacks comes from ours."""

import csv
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from kg.errors import LanguageError

_TABLE: Final = Path(__file__).with_name("labels.tsv")
# What a pipeline can set, and our word for it.
_PARTS: Final = {
    "token.tag": "tags",
    "token.pos": "parts",
    "token.morph": "morphology",
    "token.lemma": "lemmas",
    "token.dep": "dependencies",
    "token.is_sent_start": "sentences",
}
# Components that set more, or less, than spaCy says of them.
_KNOWN: Final = {
    "tagger": ("token.tag",),
    "morphologizer": ("token.pos", "token.morph"),
    "parser": ("token.dep", "token.is_sent_start"),
    "senter": ("token.is_sent_start",),
    "sentencizer": ("token.is_sent_start",),
    "lemmatizer": ("token.lemma",),
    "trainable_lemmatizer": ("token.lemma",),
    "ner": ("doc.ents",),
    "entity_ruler": ("doc.ents",),
    # Its rules are data; the German pipelines use it to patch tags, not to set them.
    "attribute_ruler": (),
}


def open_installed(name: str) -> Language:
    """The pipeline of that name or at that path.

    Raises:
        LanguageError: if there is none, or it does not fit this spaCy.
    """
    try:
        return spacy.load(name)
    except OSError as error:
        raise LanguageError(
            f"The language pipeline {name!r} cannot be opened ({_first_line(error)}). "
            "Install it, give the path of its folder, or set pipeline to de or fast"
        ) from error
    except (ValueError, ImportError) as error:
        raise LanguageError(
            f"The language pipeline {name!r} does not work with spaCy {version('spacy')} ({_first_line(error)}). "
            "Install a version of it that does, or set pipeline to de or fast"
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def lacks(nlp: Language) -> tuple[str, ...]:
    """What none of a pipeline's components sets: of tags, parts, morphology, lemmas, dependencies, sentences, names."""
    found: set[str] = set()
    for name in nlp.pipe_names:
        factory = nlp.get_pipe_meta(name).factory
        found.update(_KNOWN.get(factory, tuple(nlp.get_pipe_meta(name).assigns)))
    missing = [word for attribute, word in _PARTS.items() if attribute not in found]
    if "dependencies" not in missing and "sentences" in missing:
        missing.remove("sentences")
    return (*missing, *(() if "doc.ents" in found else ("names",)))


def complete(nlp: Language, *, threads: int) -> Language:
    """The pipeline with our components for what it lacks, our vectors, and its labels translated into ours."""
    import kg.language.components  # noqa: F401  # registers them

    missing = lacks(nlp)
    config = {"folder": "", "prefix": "", "threads": threads}
    nlp.add_pipe("kg_encoder", config=config, last=True)
    syntax = [part for part in missing if part != "names"]
    # Sentences of theirs and dependencies of ours may contradict each other: then both are ours.
    if "dependencies" in syntax and "sentences" not in syntax:
        syntax.append("sentences")
    if syntax:
        nlp.add_pipe("kg_syntax", config={**config, "only": syntax}, last=True)
    if "names" in missing:
        nlp.add_pipe("kg_names", config=config, last=True)
    nlp.add_pipe("kg_labels", last=True)
    nlp.add_pipe("kg_forget", last=True)
    return nlp


@lru_cache(maxsize=1)
def label_table() -> dict[str, Mapping[str, str]]:
    """Their labels to ours, for names and for relations."""
    table: dict[str, dict[str, str]] = {"name": {}, "relation": {}}
    with _TABLE.open(encoding="utf-8") as file:
        for row in csv.reader((line for line in file if not line.startswith("#")), delimiter="\t"):
            if row:
                kind, theirs, ours = row
                table[kind][theirs] = ours
    return dict(table)


@Language.factory("kg_labels", assigns=["doc.ents", "token.dep"])
def translate(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Translates labels of names and relations by the table; what the table does not know stays."""
    names, relations = label_table()["name"], label_table()["relation"]
    # "cc" is a conjunction in UD and a comparison in TIGER: the table's relations hold for TIGER and CLEAR alone.
    theirs = {label for pipe in nlp.pipe_names if pipe == "parser" for label in nlp.pipe_labels[pipe]}
    foreign = bool(theirs & {"sb", "dobj", "oa"})

    def apply(doc: Doc) -> Doc:
        kept = []
        for entity in doc.ents:
            label = names.get(entity.label_, entity.label_)
            if label == entity.label_:
                kept.append(entity)
            elif label != "-":
                kept.append(Span(doc, entity.start, entity.end, label=label))
        doc.ents = kept
        if foreign:
            for token in doc:
                token.dep_ = relations.get(token.dep_, token.dep_)
        return doc

    return apply
