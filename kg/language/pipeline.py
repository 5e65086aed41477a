"""The pipelines: ours, its fast variant, and an installed one that ours completes."""

from functools import lru_cache
from pathlib import Path

import spacy
from spacy.language import Language

import kg.language.components  # noqa: F401  # registers them
from kg.language.foreign import complete, open_installed
from kg.language.settings import FAST, OURS, LanguageSettings
from kg.language.tokeniser import Tokeniser
from kg.language.weights import MANIFEST

_FAST_PREFIX = "fast-"


def load(settings: LanguageSettings | None = None) -> Language:
    """The spaCy pipeline that the settings ask for; asked for again, the same object.

    Its Docs carry `ents`, `tag_` (STTS), `pos_`, `lemma_`, `morph`, `dep_`, `head`, sentence starts and
    `doc._.token_vectors`.

    Raises:
        LanguageError: if a weight file is missing or damaged, or the named pipeline is not installed.
    """
    return _load(settings or LanguageSettings())


def weights_folder(settings: LanguageSettings) -> str | None:
    """The folder of our weights that the settings name, "" for the program's own, None for a pipeline not ours."""
    if settings.pipeline in {OURS, FAST}:
        return ""
    return settings.pipeline if (Path(settings.pipeline) / MANIFEST).is_file() else None


def prefix_of(settings: LanguageSettings) -> str:
    """What the weight files of the variant start with."""
    return _FAST_PREFIX if FAST in {settings.pipeline, settings.variant} else ""


@lru_cache(maxsize=4)
def _load(settings: LanguageSettings) -> Language:
    folder = weights_folder(settings)
    if folder is None:
        return complete(open_installed(settings.pipeline), threads=settings.threads)
    nlp = spacy.blank("de")
    nlp.tokenizer = Tokeniser(nlp.vocab)
    config = {"folder": folder, "prefix": prefix_of(settings), "threads": settings.threads}
    for name in ("kg_encoder", "kg_syntax", "kg_names"):
        nlp.add_pipe(name, config=config)
    nlp.add_pipe("kg_forget")
    return nlp
