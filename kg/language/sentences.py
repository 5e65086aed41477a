"""Sentences by rule: strong marks, line breaks, and the brackets and quotes that close after them."""

from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

ENDS: Final = frozenset((".", "!", "?", "…", "...", "?!", "!!", "??"))
CLOSERS: Final = frozenset("\"“”’'»«)]")


def starts(words: list[str]) -> list[bool]:
    """For each token whether a sentence starts there, by marks alone. White-space tokens never start one."""
    found: list[bool] = []
    ended, seen = True, False
    for number, word in enumerate(words):
        if not word.strip():
            found.append(number == 0)
            ended = ended or "\n" in word
            continue
        closes = seen and word in CLOSERS and number > 0 and words[number - 1] in ENDS | CLOSERS
        begins = ended and not closes
        found.append(begins or number == 0)
        if begins:
            ended = False
        seen = True
        if word in ENDS:
            ended = True
    return found


@Language.factory("kg_sentences", assigns=["token.is_sent_start", "doc.sents"])
class Sentences:
    """Sentence starts by marks and line breaks."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with sentence starts."""
        for token, start in zip(doc, starts([token.text for token in doc]), strict=True):
            token.is_sent_start = start
        return doc
