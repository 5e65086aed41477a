"""Lemmas, and verb tags that fit their words, through HanTa's morphology."""

import gzip
from functools import lru_cache
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc

from kg.language.stts import from_hanta
from kg.language.weights import FOLDER, checked

USUAL: Final = FOLDER / "lemmas.tsv.gz"
"""What `lemma` says of usual words, by `kg.language.training.usual`; without it everything is the same, but slower."""
_MODEL = "morphmodel_ger.pgz"
# HanTa's search grows with the square of a word's length; nothing so long is a word.
_LONGEST = 60
_VERBS: Final = frozenset({"VVFIN", "VVINF", "VVIZU", "VVPP"})
# Forms so much less likely than the likeliest (in natural logarithms) are no forms of the word.
_UNLIKELY: Final = 8


@lru_cache(maxsize=1)
def _hanta() -> Any:  # noqa: ANN401  # the library has no types
    from HanTa.HanoverTagger import HanoverTagger

    return HanoverTagger(_MODEL)


@lru_cache(maxsize=1)
def _spellings() -> dict[str, str]:
    return {from_hanta(tag): tag for tag in _hanta().tag2int}


@lru_cache(maxsize=1)
def _usual() -> dict[tuple[str, str], str]:
    if not USUAL.is_file():
        return {}
    packed = checked(USUAL.parent, [USUAL.name])[USUAL.name].read_bytes()
    rows = (line.split("\t") for line in gzip.decompress(packed).decode("utf-8").splitlines())
    return {(word, tag): base for word, tag, base in rows}


def lemma(word: str, tag: str) -> str:
    """The dictionary form of a word with an STTS tag; names, numbers, marks and foreign words stay as they are."""
    known = _usual().get((word, tag))
    return analysed(word, tag) if known is None else known


@lru_cache(maxsize=300_000)
def analysed(word: str, tag: str) -> str:
    """The dictionary form as HanTa finds it."""
    if len(word) > _LONGEST:
        return word
    if tag == "NE":
        # Only a genitive is taken off: "Israels", but not "Siemens".
        base = str(_hanta().analyze(word, pos="NE")[0])
        return word[:-1] if word[-1] == "s" and base.lower() == word[:-1].lower() else word
    if tag in {"FM", "XY", "CARD", "TRUNC", "_SP"} or not any(sign.isalpha() for sign in word):
        return word
    known = _FIXED.get((word.lower(), tag))
    if known is not None:
        return known
    spelling = _spellings().get(tag)
    if spelling is None:
        return word
    if tag == "NN" and word[:1].islower():
        word = word.capitalize()
    found: str = _hanta().analyze(word, pos=spelling)[0]
    return found or word


@lru_cache(maxsize=100_000)
def verb_tag(word: str, tag: str) -> str:
    """The STTS tag of a verb, another than given where the word's form cannot bear that.

    "rausgeschmissen" may be read as an infinitive in a place where one could stand; its form says that it is none.
    """
    if tag not in _VERBS or len(word) > _LONGEST:
        return tag
    forms = [from_hanta(name) for name, _ in _hanta().tag_word(word.lower(), cutoff=_UNLIKELY)]
    verbs = [form for form in forms if form in _VERBS]
    return tag if tag in verbs or not verbs or verbs[0] == "VVFIN" else verbs[0]


# What HanTa leaves as it is, or cuts too short, in closed classes: tags, lemma, forms.
_CLOSED: Final = (
    ("PPER PRF", "ich", "mir mich"), ("PPER PRF", "du", "dir dich"), ("PPER", "er", "ihm ihn"), ("PPER", "sie",
    "ihnen"),
    ("PPER PRF", "wir", "uns"), ("PPER PRF", "ihr", "euch"), ("PDS PDAT", "dieser", "dies diese diesen diesem dieses"),
    ("PIAT PIDAT PIS", "alle", "alle allen aller alles allem"), ("PIAT PIDAT PIS", "jeder",
    "jede jeden jedem jeder jedes"),
    ("PIAT PIDAT", "einige", "einige einigen einiger"), ("PIAT PIDAT PIS", "viel", "viel viele vielen vieler vielem"),
    ("PIAT PIDAT PIS", "mehrere", "mehrere mehreren mehrerer"), ("PIAT PIDAT", "solcher",
    "solche solchen solcher solches"),
    ("PIS", "ein", "einen einer einem eine eins"), ("KOUS", "dass", "das daß"), ("PRELS", "was", "was"),
    ("ADJA PIS", "anderer", "andere anderen anderer anderes anderem"), ("ART", "ein", "ne nen nem ner"),
)  # fmt: skip
_FIXED: Final = {(form, tag): base for tags, base, forms in _CLOSED for tag in tags.split() for form in forms.split()}


@Language.factory("kg_lemmas", assigns=["token.lemma"], requires=["token.tag"])
class Lemmas:
    """Lemmas by word and tag."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with lemmas."""
        for token in doc:
            token.lemma_ = lemma(token.text, token.tag_)
        return doc
