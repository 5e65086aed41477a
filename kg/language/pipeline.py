"""The pipelines: ours, its fast variant, and an installed one that ours completes."""

from functools import lru_cache

import spacy
from spacy.language import Language

import kg.language.lemmas
import kg.language.sentences  # noqa: F401  # registers its component
from kg.language.settings import LanguageSettings
from kg.language.tokeniser import Tokeniser


def load(settings: LanguageSettings | None = None) -> Language:
    """The spaCy pipeline that the settings ask for; asked for again, the same object.

    Its Docs carry `ents`, `tag_` (STTS), `pos_`, `lemma_`, `morph`, `dep_`, `head`, sentence starts and
    `doc._.token_vectors`.

    Raises:
        LanguageError: if a weight file is missing or damaged, or the named pipeline is not installed.
    """
    return _load(settings or LanguageSettings())


@lru_cache(maxsize=4)
def _load(settings: LanguageSettings) -> Language:
    nlp = spacy.blank("de")
    nlp.tokenizer = Tokeniser(nlp.vocab)
    for name in ("kg_sentences", "kg_tags", "kg_lemmas"):
        nlp.add_pipe(name)
    return nlp
