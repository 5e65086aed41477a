"""How two mentions of a window stand to each other: in order, among their like, and in the parse.

A small encoder knows well what a passage is about, but not who in it did what to whom. These features tell it: whether
another mention of the same kind stands nearer, how far the way through the parse is, as what each side hangs on the
word where both ways meet, and what frames propose of the two and of their rivals.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.int64]
Small = npt.NDArray[np.uint8]

DEPENDENCIES: Final = (
    "", "acl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "ccomp", "compound",
    "compound:prt", "conj", "cop", "csubj", "dep", "det", "det:poss", "discourse", "expl", "fixed", "flat", "iobj",
    "mark", "nmod", "nsubj", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:arg", "parataxis", "punct", "ROOT",
    "vocative", "xcomp",
)  # fmt: skip
"""Labels of the parse; a label's number is the row of the head's embedding, 0 stands for any other."""
_FURTHEST = 3
_RIVALS = 3
_BETWEEN = 6
_STEPS = 4
_APART = (_STEPS + 1) ** 2
PROPOSABLE: Final = 32
"""Numbers of what frames may propose of a pair, 0 for nothing."""
SIZES: Final = (
    2 * _FURTHEST + 1, _RIVALS + 1, _RIVALS + 1, _BETWEEN + 1, _APART + 1, len(DEPENDENCIES), len(DEPENDENCIES),
    PROPOSABLE, PROPOSABLE, 2, 2,
)  # fmt: skip
"""How many values each feature of a pair has."""
OFFSETS: Final = np.cumsum((0, *SIZES[:-1]), dtype=np.int64)
"""Where each feature's rows begin in the one table of all."""
PROPOSALS: Final = slice(7, None)
"""The features that tell what frames propose."""
_NEVER = 99


def pair_features(
    spans: Numbers, types: Numbers, sentences: Numbers, parents: Numbers, labels: Numbers, proposed: Numbers
) -> Small:
    """The features of all ordered pairs [mentions, mentions, features].

    Args:
        spans: First and last token of each mention [mentions, 2].
        types: The kind of each mention.
        sentences: The sentence of each mention.
        parents: For each token of the window its head, itself where that lies outside [tokens].
        labels: For each token the number of its dependency label.
        proposed: What frames propose of each ordered pair, below `PROPOSABLE` [mentions, mentions].
    """
    features = np.zeros((len(spans), len(spans), len(SIZES)), dtype=np.uint8)
    apart = sentences[None] - sentences[:, None]
    features[..., 0] = np.clip(apart, -_FURTHEST, _FURTHEST) + _FURTHEST
    rivals = _rivals(spans[:, 0], types)
    features[..., 1] = np.minimum(rivals, _RIVALS)
    features[..., 2] = np.minimum(rivals.T, _RIVALS)
    order = np.argsort(np.argsort(spans[:, 0], kind="stable"), kind="stable")
    features[..., 3] = np.clip(np.abs(order[None] - order[:, None]) - 1, 0, _BETWEEN)
    up, down, left, right = _ways(_roots(spans, parents), parents, labels)
    together = (apart == 0) & (up < _NEVER) & (down < _NEVER)
    steps = np.minimum(up, _STEPS) * (_STEPS + 1) + np.minimum(down, _STEPS)
    features[..., 4] = np.where(together, steps, _APART)
    features[..., 5] = np.where(together, left, 0)
    features[..., 6] = np.where(together, right, 0)
    features[..., 7] = proposed
    features[..., 8] = proposed.T
    said = proposed > 0
    features[..., 9] = said.sum(axis=1)[:, None] > said
    features[..., 10] = said.sum(axis=0)[None] > said
    return features


def _rivals(starts: Numbers, types: Numbers) -> Numbers:
    """For mentions i and j: how many others of the kind of i stand nearer to j."""
    distance = np.abs(starts[:, None] - starts[None])
    alike = types[:, None] == types[None]
    np.fill_diagonal(alike, False)
    nearer = distance[None, :, :] < distance[:, None, :]
    others = ~np.eye(len(starts), dtype=bool)
    return np.asarray((alike[:, :, None] & nearer & others[None]).sum(axis=1), dtype=np.int64)


def _roots(spans: Numbers, parents: Numbers) -> Numbers:
    """The token of each mention by which it hangs on the rest."""
    roots = []
    for first, last in spans.tolist():
        inside = range(first, last + 1)
        roots.append(next((t for t in inside if not first <= parents[t] <= last or parents[t] == t), first))
    return np.array(roots, dtype=np.int64)


def _ways(roots: Numbers, parents: Numbers, labels: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Steps up from i and down to j where their ways meet, and by which label each side hangs there."""
    steps = np.full((len(roots), len(parents)), _NEVER, dtype=np.int64)
    below = np.zeros((len(roots), len(parents)), dtype=np.int64)
    for number, root in enumerate(roots.tolist()):
        token, hanging = root, root
        for step in range(len(parents)):
            steps[number, token] = step
            below[number, token] = labels[hanging]
            hanging, token = token, int(parents[token])
            if steps[number, token] < _NEVER:
                break
    both = steps[:, None] + steps[None]
    meet = both.argmin(axis=-1)
    rows = np.arange(len(roots))
    up, down = steps[rows[:, None], meet], steps[rows[None], meet]
    return up, down, below[rows[:, None], meet], below[rows[None], meet]
