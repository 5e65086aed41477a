"""Which language a text is in, and whether the pipeline serves it."""

import threading
from functools import lru_cache
from typing import Any, Final

GERMAN: Final = "de"
_SHORT: Final = 40
_SAMPLE: Final = 2_000
_LOCK: Final = threading.Lock()
_NAMES: Final = {
    "da": "Danish", "es": "Spanish", "fr": "French", "it": "Italian", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese",
    "ru": "Russian", "sv": "Swedish", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese", "ja": "Japanese",
}  # fmt: skip


@lru_cache(maxsize=1)
def _identifier() -> Any:  # noqa: ANN401  # the library has no types
    import py3langid

    return py3langid


def identify(text: str) -> str:
    """The ISO 639-1 code of the text's language; too little text counts as German.

    Long texts are judged by pieces from their beginning, middle and end.
    """
    letters = sum(sign.isalpha() for sign in text[:10_000])
    if letters < _SHORT:
        return GERMAN
    middle = max(0, len(text) // 2 - _SAMPLE // 2)
    pieces = (text[:_SAMPLE], text[middle : middle + _SAMPLE], text[-_SAMPLE:])
    sample = " ".join(pieces) if len(text) > 3 * _SAMPLE else text
    with _LOCK:
        return str(_identifier().classify(sample)[0])


def caution(language: str) -> str | None:
    """What a user should be told about a text in this language; None for German."""
    if language == GERMAN:
        return None
    if language == "en":
        return "The text is in English: names are recognised, relations hardly: dependencies and frames are German"
    name = _NAMES.get(language, f"language {language!r}")
    return f"The text seems to be in {name}; the pipeline reads German, and names in English: expect little"
