"""The shapes: they follow the ontology, pass what is right, and find what is wrong."""

from __future__ import annotations

import builtins
import dataclasses
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kg import ontology
from kg.errors import ExportError
from kg.export.claimgraph import ClaimGraph, GraphClaim
from kg.export.extractions import from_extractions
from kg.export.rdf.shapes import regenerated, shapes_file
from kg.export.rdf.validation import validate
from kg.export.rdf.writing import write
from kg.model import Qualifiers
from tests.store.examples import example_world


def test_the_shapes_say_what_the_ontology_says() -> None:
    path = shapes_file()
    text = path.read_text(encoding="utf-8")
    wanted = regenerated(text, ontology.load())
    if os.environ.get("KG_REGENERATE_GOLDEN"):
        path.write_text(wanted, encoding="utf-8")
    assert text == wanted, "run python -m kg.export.rdf.shapes"


def test_the_example_world_conforms() -> None:
    report = validate(from_extractions(example_world()))
    assert report.conforms
    assert report.claims == sum(len(e.claims) for e in example_world())
    assert not report.findings


def test_a_file_is_checked_like_the_graph_in_it(tmp_path: Path) -> None:
    graph = from_extractions(example_world())
    assert validate(write(graph, tmp_path / "graph.trig")) == validate(write(graph, tmp_path / "graph.jsonld"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda c: dataclasses.replace(c, object="neustedt"), "The object of investedIn must be Organization"),
        (lambda c: dataclasses.replace(c, subject="neustedt"), "The subject of investedIn must be Agent"),
        (lambda c: dataclasses.replace(c, qualifiers=Qualifiers(role="Chefin")), "investedIn takes no role"),
        (lambda c: dataclasses.replace(c, quotes=()), "A claim has evidence"),
        (lambda c: dataclasses.replace(c, modality="sung"), "Exactly one modality out of the six"),
    ],
)
def test_what_breaks_a_shape_is_found_with_the_claim(change: Callable[[GraphClaim], GraphClaim], says: str) -> None:
    graph = from_extractions(example_world())
    right = next(claim for claim in graph.claims if claim.predicate == "investedIn")
    claims = tuple(change(claim) if claim is right else claim for claim in graph.claims)
    report = validate(dataclasses.replace(graph, claims=claims))
    assert not report.conforms
    found = next(finding for finding in report.findings if re.match(says, finding.message))
    assert f"c:{right.id}" in str(found)
    assert report.counts()[found.message] == 1


def test_a_fact_without_a_claim_that_asserts_it_is_found(tmp_path: Path) -> None:
    path = write(from_extractions(example_world()), tmp_path / "graph.nt")
    entity, predicate = ontology.iri("entity", "ada-brandt"), f"{ontology.NAMESPACE}founded"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + f"<{entity}> <{predicate}> <{ontology.iri('entity', 'drahtpost')}> .\n", encoding="utf-8")
    messages = validate(path).counts()
    assert messages == {"The direct triple stands although no claim asserts it.": 1}


def test_an_empty_graph_conforms() -> None:
    assert validate(ClaimGraph()).conforms


def test_without_pyshacl_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(name: str, *arguments: Any, **more: Any) -> Any:
        if name == "pyshacl":
            raise ImportError(name)
        return real(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ExportError, match=r'pip install "techpower-kg\[validate\]"'):
        validate(ClaimGraph())
