"""Words into the pieces of the encoder's vocabulary: a unigram search over a pruned SentencePiece list."""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

SPACE = "▁"
_UNKNOWN_PENALTY = 10.0
_LONGEST = 100
# Written without a space before them, whatever the text does, so that training and running agree.
_CLOSING = frozenset(".,;:!?)]}%…“”’'\"")


class PieceVocabulary:
    """The pieces, their log probabilities, and the search for the best cut of a word.

    Ids are positions in `pieces`. The first four are the control symbols `<s>`, `<pad>`, `</s>`, `<unk>`,
    which no word is ever cut into.
    """

    BEGIN, PAD, END, UNKNOWN = 0, 1, 2, 3

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], characters: Mapping[int, str]) -> None:
        self.pieces = tuple(pieces)
        self.scores = tuple(float(score) for score in scores)
        self.characters = dict(characters)
        self._table = {
            piece: (number, score)
            for number, (piece, score) in enumerate(zip(self.pieces, self.scores, strict=True))
            if number > self.UNKNOWN
        }
        self._longest = max((len(piece) for piece in self._table), default=1)
        self._unknown = min(self.scores, default=0.0) - _UNKNOWN_PENALTY
        self._cached = lru_cache(maxsize=200_000)(self._cut)

    def __len__(self) -> int:
        return len(self.pieces)

    def normalise(self, word: str) -> str:
        """The word as the vocabulary spells it: NFC, then the encoder's own character table."""
        return unicodedata.normalize("NFC", word).translate(self.characters).replace(" ", SPACE)

    def ids(self, word: str) -> tuple[int, ...]:
        """The pieces of one word, never empty. Closing punctuation is cut without a leading space."""
        return self._cached(word)

    def _cut(self, word: str) -> tuple[int, ...]:
        normal = self.normalise(word[:_LONGEST]).strip(SPACE)
        if not normal:
            return (self.UNKNOWN,)
        text = normal if normal in _CLOSING else SPACE + normal
        found = self._search(text)
        # A bare space piece carries nothing: the label of a word sits on its first piece.
        if len(found) > 1 and self.pieces[found[0]] == SPACE:
            found = found[1:]
        return tuple(found)

    def _search(self, text: str) -> list[int]:
        size = len(text)
        best = [0.0] + [float("-inf")] * size
        back: list[tuple[int, int]] = [(0, self.UNKNOWN)] * (size + 1)
        for start in range(size):
            here = best[start]
            for end in range(start + 1, min(size, start + self._longest) + 1):
                entry = self._table.get(text[start:end])
                if entry is not None and here + entry[1] > best[end]:
                    best[end] = here + entry[1]
                    back[end] = (start, entry[0])
            if here + self._unknown > best[start + 1]:
                best[start + 1] = here + self._unknown
                back[start + 1] = (start, self.UNKNOWN)
        found: list[int] = []
        end = size
        while end > 0:
            start, number = back[end]
            if not (found and number == self.UNKNOWN and found[-1] == self.UNKNOWN):
                found.append(number)
            end = start
        return found[::-1]
