"""The language room: text into spaCy Docs with sentences, tags, lemmas, dependencies and names."""

from kg.language.analysis import Analysis, analyse
from kg.language.identify import caution, identify
from kg.language.pipeline import load
from kg.language.settings import LanguageSettings

__all__ = ["Analysis", "LanguageSettings", "analyse", "caution", "identify", "load"]
