"""The best tree for scores of heads: every word has one head, one word hangs on the root, nothing goes round."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_NEVER = -1e9


def best_heads(scores: Floats) -> list[int]:
    """The head of each word, 0 for the root, from scores [word, 1 + word]."""
    size = scores.shape[0]
    if size == 1:
        return [0]
    scores = scores.astype(np.float64)
    scores[np.arange(size), np.arange(1, size + 1)] = _NEVER
    roots = scores[:, 0] - scores[:, 1:].max(axis=1)
    greedy = scores.argmax(axis=1)
    # Exactly one root: the word that gains most by being it.
    root = int(roots.argmax())
    if int((greedy == 0).sum()) != 1:
        scores[:, 0] = _NEVER
        scores[root, 0] = 0.0
        scores[root, 1:] = _NEVER
        greedy = scores.argmax(axis=1)
    if _cycle(greedy) is None:
        return [int(head) for head in greedy]
    root = int(np.flatnonzero(greedy == 0)[0])
    scores[:, 0] = _NEVER
    scores[root, 0] = 0.0
    scores[root, 1:] = _NEVER
    square = np.full((size + 1, size + 1), _NEVER)
    square[1:] = scores
    return [int(head) for head in _maximum(square)[1:]]


def _cycle(heads: npt.NDArray[np.int64]) -> list[int] | None:
    """Words (from 1) that hang on each other in a ring, if any; heads are those of words 1, 2 and so on."""
    colour = [0] * (len(heads) + 1)
    colour[0] = 2
    for start in range(1, len(heads) + 1):
        path = []
        at = start
        while colour[at] == 0:
            colour[at] = 1
            path.append(at)
            at = int(heads[at - 1])
        if colour[at] == 1:
            return path[path.index(at) :]
        for node in path:
            colour[node] = 2
    return None


def _maximum(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Chu-Liu-Edmonds on a square matrix [child, head] whose node 0 is the root."""
    heads: npt.NDArray[np.int64] = scores.argmax(axis=1)
    heads[0] = 0
    ring = _cycle(heads[1:])
    if ring is None:
        return heads
    size = len(scores)
    inside = np.zeros(size, dtype=bool)
    inside[ring] = True
    outside = np.flatnonzero(~inside)
    members = np.array(ring)
    ring_score = scores[members, heads[members]]
    # The ring becomes one node, the last of a smaller problem.
    small = np.full((len(outside) + 1, len(outside) + 1), _NEVER)
    small[:-1, :-1] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, members)]
    small[:-1, -1] = leaving.max(axis=1)
    leave_by = members[leaving.argmax(axis=1)]
    entering = scores[np.ix_(members, outside)] - ring_score[:, None]
    small[-1, :-1] = entering.max(axis=0)
    enter_at = members[entering.argmax(axis=0)]
    np.fill_diagonal(small, _NEVER)
    solved = _maximum(small)
    result: npt.NDArray[np.int64] = heads.copy()
    for place, node in enumerate(outside):
        if node == 0:
            continue
        head = int(solved[place])
        result[node] = leave_by[place] if head == len(outside) else outside[head]
    entry = int(solved[-1])
    result[enter_at[entry]] = outside[entry]
    return result
