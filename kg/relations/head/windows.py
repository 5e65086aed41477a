"""Windows: what the relation head reads at once, a few sentences of running text with their mentions."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from kg.model import Mention, MentionKind, Place, SegmentKind
from kg.relations.head.structure import DEPENDENCIES, Small, pair_features

if TYPE_CHECKING:
    from kg.language import Analysis

LONGEST = 160
"""Tokens of a window."""
OVERLAP = 90
"""Tokens that a window repeats of the one before, so that neighbours across its edge are seen together."""
DISTANCES = 12
"""Distances that the head tells apart, in each direction."""
KINDS = (
    "", "Person", "Company", "Investor", "GovernmentBody", "PoliticalOrganization", "MediaOutlet", "Organization",
    "Product", "AIModel", "Chip", "Law", "Event", "Place", "AMOUNT", "PERCENT", "DATE", "ROLE", "PRONOUN",
)  # fmt: skip
"""What a token can belong to; its number is the row of the head's embedding."""
_NUMBER = {kind: number for number, kind in enumerate(KINDS)}
_LABEL = {label: number for number, label in enumerate(DEPENDENCIES)}
_FIGURES = {
    MentionKind.AMOUNT: "AMOUNT", MentionKind.PERCENT: "PERCENT", MentionKind.DATE: "DATE", MentionKind.ROLE: "ROLE",
    MentionKind.PRONOUN: "PRONOUN",
}  # fmt: skip

Proposed = Mapping[tuple[Place, Place], int]
"""The number of what frames propose of two places, subject first."""
Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of tokens with the mentions inside.

    Attributes:
        vectors: Token vectors [tokens, hidden].
        kinds: For each token the number of the kind of mention that it belongs to, 0 for none.
        begins: 1 where a mention begins.
        labels: For each token the number of its dependency label.
        mentions: The mentions inside.
        spans: First and last token of each mention [mentions, 2].
        types: The kind of each mention.
        features: How each mention stands to each other one [mentions, mentions, features].
        start: First character in the document.
    """

    vectors: Floats
    kinds: Numbers
    begins: Numbers
    labels: Numbers
    mentions: tuple[Mention, ...]
    spans: Numbers
    types: Numbers
    features: Small
    start: int
    end: int


def kind_of(mention: Mention) -> int:
    """The number of a mention's kind."""
    return _NUMBER.get(_FIGURES.get(mention.kind, mention.class_ or ""), 0)


def windows(
    analyses: Iterable[Analysis],
    mentions: Sequence[Mention],
    proposed: Proposed,
    *,
    skipped: frozenset[SegmentKind] = frozenset(),
) -> Iterator[Window]:
    """The windows of a document, in order; each mention pair nearer than `OVERLAP` tokens is in one of them."""
    stream = _Stream(a for a in analyses if a.segment.kind not in skipped)
    if not len(stream.starts):
        return
    ordered = sorted(mentions, key=lambda m: m.start)
    first = 0
    while True:
        last = stream.end_of_window(first)
        window = stream.window(first, last, ordered, proposed)
        if window is not None:
            yield window
        if last >= len(stream.starts):
            return
        first = stream.start_of_next(first, last)


class _Stream:
    """All tokens of a document one after the other."""

    def __init__(self, analyses: Iterable[Analysis]) -> None:
        starts: list[int] = []
        ends: list[int] = []
        sentences: list[int] = []
        parents: list[int] = []
        labels: list[int] = []
        vectors = []
        for analysis in analyses:
            doc, offset = analysis.doc, analysis.segment.start
            vectors.append(doc._.trunk_vectors)
            before = len(starts)
            for token in doc:
                starts.append(offset + token.idx)
                ends.append(offset + token.idx + len(token.text))
                opens = token.i == 0 or bool(token.is_sent_start)
                sentences.append((sentences[-1] if sentences else -1) + int(opens))
                parents.append(before + token.head.i)
                labels.append(_LABEL.get(token.dep_, 0))
        self.starts = starts
        self.ends = ends
        self.sentences = sentences
        self.parents: Numbers = np.array(parents, dtype=np.int64)
        self.labels: Numbers = np.array(labels, dtype=np.int64)
        self.vectors: Floats = np.concatenate(vectors) if vectors else np.zeros((0, 0), dtype=np.float32)

    def end_of_window(self, first: int) -> int:
        """The last whole sentence that fits, or as many tokens as fit where one sentence is longer."""
        limit = first + LONGEST
        if limit >= len(self.starts):
            return len(self.starts)
        last = bisect_left(self.sentences, self.sentences[limit])
        return last if last > first else limit

    def start_of_next(self, first: int, last: int) -> int:
        """The sentence that begins within the overlap, always further than the window before."""
        position = bisect_left(self.sentences, self.sentences[max(first + 1, last - OVERLAP)])
        if position <= first or position >= last:
            position = bisect_left(self.sentences, self.sentences[max(first + 1, last - OVERLAP)] + 1)
        return position if first < position < last else max(first + 1, last - OVERLAP // 2)

    def window(self, first: int, last: int, mentions: Sequence[Mention], proposed: Proposed) -> Window | None:
        begin, end = self.starts[first], self.ends[last - 1]
        low = bisect_left(mentions, begin, key=lambda m: m.start)
        inside, spans = [], []
        for mention in mentions[low:]:
            if mention.end > end:
                break
            head = bisect_right(self.ends, mention.start, lo=first, hi=last)
            tail = bisect_left(self.starts, mention.end, lo=first, hi=last) - 1
            if head <= tail and kind_of(mention):
                inside.append(mention)
                spans.append((head - first, tail - first))
        if len(inside) < 2:
            return None
        kinds = np.zeros(last - first, dtype=np.int64)
        begins = np.zeros(last - first, dtype=np.int64)
        for mention, (head, tail) in zip(inside, spans, strict=True):
            kinds[head : tail + 1] = kind_of(mention)
            begins[head] = 1
        own = np.arange(last - first, dtype=np.int64)
        parents = self.parents[first:last] - first
        parents = np.where((parents >= 0) & (parents < last - first), parents, own)
        labels = self.labels[first:last]
        types = np.array([kind_of(m) for m in inside], dtype=np.int64)
        places = np.array(spans, dtype=np.int64)
        sentences = np.array([self.sentences[first + head] for head, _ in spans], dtype=np.int64)
        return Window(
            vectors=self.vectors[first:last],
            kinds=kinds,
            begins=begins,
            labels=labels,
            mentions=tuple(inside),
            spans=places,
            types=types,
            features=pair_features(places, types, sentences, parents, labels, _between(inside, proposed)),
            start=begin,
            end=end,
        )


def _between(mentions: Sequence[Mention], proposed: Proposed) -> Numbers:
    """What is proposed of each ordered pair [mentions, mentions]."""
    found = np.zeros((len(mentions), len(mentions)), dtype=np.int64)
    numbers = {(m.start, m.end): n for n, m in enumerate(mentions) if m.kind is not MentionKind.ROLE}
    for (subject, object_), number in proposed.items():
        if subject in numbers and object_ in numbers:
            found[numbers[subject], numbers[object_]] = number
    return found


def bucket(distances: Numbers) -> Numbers:
    """The row of the distance embedding for each signed distance in tokens: fine nearby, coarse afar."""
    size = np.abs(distances)
    coarse = np.minimum(np.where(size < 6, size, 6 + np.log2(np.maximum(size, 1) / 6).astype(np.int64)), DISTANCES)
    return np.asarray(np.sign(distances) * coarse + DISTANCES, dtype=np.int64)
