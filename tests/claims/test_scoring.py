"""Scoring follows the annotation guide, and agrees with the scorer that came with it."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kg import ontology as ontologies
from kg.claims import files
from kg.claims.scoring import read_gold, score, total
from kg.model import Extraction, Modality

FOLDER = Path(__file__).parents[1] / "gold"
SHARED = Path(__file__).parents[3] / "shared" / "gold" / "score.py"
ONTOLOGY = ontologies.load()
GOLD = sorted(FOLDER.glob("*.json"))


def _told(path: Path) -> Extraction:
    return files.read(path)


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_the_gold_itself_scores_full_marks(path: Path) -> None:
    result = score(read_gold(path), _told(path), ONTOLOGY)
    assert result.entities.f1 == 1
    assert result.claims.f1 == 1
    assert result.told_as_fact == 0
    assert not result.errors["claims missed"]


def test_a_denied_claim_told_as_fact_is_counted() -> None:
    path = next(p for p in GOLD if any(c["modality"] == "negated" for c in read_gold(p).claims))
    told = _told(path)
    facts = tuple(replace(c, modality=Modality.ASSERTED) for c in told.claims)
    result = score(read_gold(path), replace(told, claims=facts), ONTOLOGY)
    assert result.told_as_fact > 0
    assert len(result.errors["denied or imagined claims told as fact"]) == result.told_as_fact
    assert result.claims.precision < 1


def test_direction_matters_except_where_symmetric() -> None:
    path = FOLDER / "beispielfolge.json"
    told = _told(path)
    turned = tuple(replace(c, subject=c.object, object=c.subject) if c.object is not None else c for c in told.claims)
    result = score(read_gold(path), replace(told, claims=turned), ONTOLOGY)
    symmetric = {p.name for p in ONTOLOGY.predicates.values() if p.symmetric or p.literal}
    assert all((r.right > 0) == (name in symmetric) for name, r in result.predicates.items() if r.wanted)


def test_the_total_counts_every_claim_alike() -> None:
    scores = [score(read_gold(p), _told(p), ONTOLOGY) for p in GOLD[:3]]
    assert total(scores).claims.wanted == sum(s.claims.wanted for s in scores)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_file(), reason="the shared scorer lies beside the developers' checkouts only")
@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_the_figures_are_those_of_the_shared_scorer(path: Path) -> None:
    spec = importlib.util.spec_from_file_location("shared_score", SHARED)
    assert spec is not None
    assert spec.loader is not None
    shared: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(shared)
    told = _told(path)
    part = replace(told, claims=told.claims[::2], entities=told.entities)
    report, _ = shared.score(json.loads(path.read_text(encoding="utf-8")), files.to_json(part), part.document.text)
    mine = score(read_gold(path), part, ONTOLOGY)
    assert report["claims"]["f1"] == pytest.approx(mine.claims.f1, abs=1e-4)
    assert report["entities"]["f1"] == pytest.approx(mine.entities.f1, abs=1e-4)
    assert report["claims_core_recall"] == pytest.approx(mine.core.recall, abs=1e-4)
