"""Scores become trees."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.language.trees import best_heads


def _is_tree(heads: list[int]) -> bool:
    if heads.count(0) != 1:
        return False
    for start in range(1, len(heads) + 1):
        at, steps = start, 0
        while at and steps <= len(heads):
            at, steps = heads[at - 1], steps + 1
        if at:
            return False
    return True


@settings(max_examples=200, deadline=None)
@given(st.integers(1, 14), st.integers(0, 10_000))
def test_whatever_the_scores_there_is_one_root_and_no_ring(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32)
    assert _is_tree(best_heads(scores))


def test_clear_scores_are_followed() -> None:
    scores = np.full((4, 5), -5.0, dtype=np.float32)
    for child, head in enumerate((2, 0, 4, 2)):
        scores[child, head] = 5.0
    assert best_heads(scores) == [2, 0, 4, 2]


def test_a_ring_is_broken_where_it_costs_least() -> None:
    scores = np.full((3, 4), -9.0, dtype=np.float32)
    scores[0, 0], scores[0, 2], scores[1, 1], scores[1, 3], scores[2, 1] = 1.0, 5.0, 5.0, 2.0, 3.0
    assert best_heads(scores) == [0, 1, 1]
