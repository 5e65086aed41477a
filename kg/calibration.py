"""Fits the weights of confidence: ``python -m kg.calibration GOLD… --out ontology/words/confidence.toml``.

Each proposal of each gold document is right or wrong by the rules of the annotation guide; a logistic regression with a
quadratic penalty learns from their signs how often such proposals hold (Platt scaling with more than one sign). What is
printed is cross-validated: each document is judged by weights that were fitted on the others.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kg.claims.build import propose
from kg.claims.confidence import SIGNS, Weights, signs
from kg.claims.scoring import FACTUAL, Gold, judge, read_gold
from kg.documents import read_document
from kg.pipeline import Pipeline
from kg.settings import Settings

_PENALTY = 0.3
_PREDICATE_PENALTY = 2.0
_STEPS = 50
_BINS = 10

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A claim that may be made, and whether it is right; the key of one without object ends with its amount."""

    document: str
    key: tuple[str, str, str | float | None]
    signs: tuple[float, ...]
    right: bool

    @property
    def predicate(self) -> str:
        """The predicate of the claim."""
        return self.key[1]


def cases(way: Pipeline, gold: Gold, text: Path) -> Iterator[Case]:
    """All claims that the program would weigh up in a document."""
    document = read_document(text)
    related = way.relate(document)
    entities = related.resolved.entities
    right = judge(gold, entities, way.ontology)
    told, _ = propose(document, related.relations, related.resolved.resolutions, entities, way.ontology, way.ties)
    for proposals in told:
        first = proposals[0]
        amount = first.qualifiers.amount.value if first.object is None and first.qualifiers.amount is not None else None
        verdict = right(first.subject, first.relation.predicate, first.object, amount)
        key = (first.subject, first.relation.predicate, first.object or amount)
        if first.relation.modality in FACTUAL and verdict is not None:
            seen = signs([p.relation for p in proposals], [p.link for p in proposals], known=first.known)
            yield Case(gold.document, key, seen, verdict)


def fit(found: Sequence[Case], predicates: Sequence[str]) -> Weights:
    """The weights that make what was found most likely, by Newton's method."""
    x, y = _matrix(found, predicates), np.array([c.right for c in found], dtype=float)
    penalty = np.array([1e-6] + [_PENALTY] * len(SIGNS) + [_PREDICATE_PENALTY] * len(predicates))
    w = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (y - chance) - penalty * w
        step = np.linalg.solve((x * (chance * (1 - chance))[:, None]).T @ x + np.diag(penalty), gradient)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    rounded = [round(float(value), 4) for value in w]
    return Weights(
        bias=rounded[0],
        signs=tuple(rounded[1 : 1 + len(SIGNS)]),
        predicates=dict(zip(predicates, rounded[1 + len(SIGNS) :], strict=True)),
    )


def _matrix(found: Sequence[Case], predicates: Sequence[str]) -> Floats:
    one_hot = np.array([[c.predicate == p for p in predicates] for c in found], dtype=float)
    own = np.array([c.signs for c in found], dtype=float)
    return np.concatenate([np.ones((len(found), 1)), own, one_hot], axis=1)


def crossed(found: Sequence[Case], predicates: Sequence[str]) -> Floats:
    """The chance of each case by weights fitted on the other documents."""
    chances = np.zeros(len(found))
    for document in sorted({c.document for c in found}):
        weights = fit([c for c in found if c.document != document], predicates)
        for number, case in enumerate(found):
            if case.document == document:
                chances[number] = weights.chance(case.signs, case.predicate)
    return chances


def expected_error(chances: Floats, right: npt.NDArray[np.bool_]) -> float:
    """The expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    bins = np.minimum((chances * _BINS).astype(int), _BINS - 1)
    gaps = [
        (bins == b).mean() * abs(chances[bins == b].mean() - right[bins == b].mean())
        for b in range(_BINS)
        if (bins == b).any()
    ]
    return float(sum(gaps))


def curve(found: Sequence[Case], chances: Floats, wanted: int) -> Iterator[tuple[float, float, float]]:
    """Limit, precision and recall, from the strictest limit on; each claim counts once."""
    for limit in np.arange(0.95, 0.1, -0.05):
        told: dict[tuple[str, object], bool] = {}
        for case, chance in zip(found, chances, strict=True):
            if chance >= limit:
                told[case.document, case.key] = case.right
        if told:
            yield float(limit), sum(told.values()) / len(told), sum(told.values()) / wanted


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit on gold documents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+", help="gold claims, each with its text beside it or as its source")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--least", type=float, default=0.5, help="claims below are refused by default")
    given = parser.parse_args(arguments)
    if len(given.gold) < 2:
        parser.error("at least two gold documents are needed: each is judged by weights fitted on the others")
    tables = {}
    for name in ("judged", "frames_alone"):
        way = Pipeline.load(Settings(), head=name == "judged")
        found: list[Case] = []
        wanted = 0
        for path in given.gold:
            gold = read_gold(path)
            text = path.with_suffix(".txt")
            found += cases(way, gold, text if text.is_file() else path.parents[1] / gold.source)
            wanted += len({_key(c) for c in gold.claims if _counts(c)})
        predicates = sorted(way.ontology.predicates)
        chances = crossed(found, predicates)
        right = np.array([c.right for c in found])
        sys.stderr.write(
            f"{name}: {len(found)} cases, {right.sum()} right of {wanted} wanted; "
            f"calibration error {expected_error(chances, right):.3f}\n"
        )
        for limit, precision, recall in curve(found, chances, wanted):
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            sys.stderr.write(f"  from {limit:.2f}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}\n")
        tables[name] = fit(found, predicates)
    given.out.write_text(_toml(tables, given.least), encoding="utf-8")


def _key(claim: Mapping[str, Any]) -> tuple[str, str, str | float | None]:
    return claim["subject"], claim["predicate"], claim["object"] or claim["qualifiers"].get("amount")


def _counts(claim: object) -> bool:
    assert isinstance(claim, dict)
    return not claim.get("optional") and claim["modality"] in {m.value for m in FACTUAL}


def _toml(tables: dict[str, Weights], least: float) -> str:
    lines = [
        "# How sure a claim is: weights of a logistic regression, made by `python -m kg.calibration`, not by hand.",
        "# The limit `least` and the confidence `asked` of what only a language model tells are.",
        "",
        f"least = {least}",
        "asked = 0.7",
    ]
    for name, weights in tables.items():
        lines += ["", f"[{name}]", f"bias = {weights.bias}", "", f"[{name}.signs]"]
        lines += [f"{sign} = {value}" for sign, value in zip(SIGNS, weights.signs, strict=True)]
        lines += ["", f"[{name}.predicates]"]
        lines += [f"{predicate} = {value}" for predicate, value in sorted(weights.predicates.items())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
