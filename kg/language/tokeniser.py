"""The tokeniser as spaCy wants it: `Doc.text` is the text, whatever white space it holds."""

from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.language.tokens import cut


class Tokeniser:
    """Makes a Doc of a text. White space beyond one blank after a token becomes a token of its own, as in spaCy."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """A Doc whose text is the text."""
        words: list[str] = []
        spaces: list[bool] = []
        last = 0
        for start, end in cut(text):
            if start > last:
                self._gap(text[last:start], words, spaces)
            words.append(text[start:end])
            spaces.append(False)
            last = end
        if last < len(text):
            self._gap(text[last:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

    @staticmethod
    def _gap(gap: str, words: list[str], spaces: list[bool]) -> None:
        if words and gap[0] == " ":
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)

    # spaCy saves and loads pipelines with their tokenisers; this one has nothing to save.
    def to_bytes(self, **_: object) -> bytes:
        """Nothing: the rules are code."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> "Tokeniser":
        """Itself."""
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """Write nothing."""

    def from_disk(self, _path: object, **_: object) -> "Tokeniser":
        """Itself."""
        return self
