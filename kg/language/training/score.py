"""Precision, recall and F1 of spans, the table that model card and `kg evaluate --language` share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of right, found and wanted."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """Share of the found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the wanted that is found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.found + self.wanted
        return 2 * self.right / total if total else 0.0


Span = tuple[int, int, str]


def span_scores(
    gold: Iterable[Sequence[Span]], found: Iterable[Sequence[Span]], kinds: Sequence[str]
) -> dict[str, Score]:
    """Exact spans of the given kinds, all together under "" and each kind alone."""
    counts = {kind: [0, 0, 0] for kind in ("", *kinds)}
    for wanted, given in zip(gold, found, strict=True):
        want = {span for span in wanted if span[2] in kinds}
        have = {span for span in given if span[2] in kinds}
        for kind in counts:
            some = {span for span in want if not kind or span[2] == kind}
            got = {span for span in have if not kind or span[2] == kind}
            counts[kind][0] += len(some & got)
            counts[kind][1] += len(got)
            counts[kind][2] += len(some)
    return {kind: Score(right=r, found=f, wanted=w) for kind, (r, f, w) in counts.items()}
