"""The worked example, compared graph by graph with the file that a human has looked at.

``KG_REGENERATE_GOLDEN=1 pytest tests/export`` writes it anew; look at the difference before you commit it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from pyoxigraph import Dataset
from rdflib import Graph
from rdflib.compare import isomorphic

from kg import ontology
from kg.export.extractions import from_extractions
from kg.export.rdf.jsonld import context
from kg.export.rdf.parsing import parsed, parsed_file
from kg.export.rdf.terms import PREFIXES
from kg.export.rdf.validation import validate
from kg.export.rdf.writing import dumps, write
from kg.model import Modality, Qualifiers
from tests.export.worked import worked_example
from tests.store.examples import example_world

GOLDEN = Path(__file__).parent / "golden" / "worked.trig"


@pytest.fixture(scope="module", autouse=True)
def regenerated() -> None:
    """The golden file, written anew where that is asked for."""
    if os.environ.get("KG_REGENERATE_GOLDEN"):
        write(from_extractions([worked_example()]), GOLDEN)


@pytest.mark.parametrize("format_", ["trig", "nquads", "jsonld"])
def test_the_worked_example_is_written_as_the_semantic_model_says(format_: str) -> None:
    written = dumps(from_extractions([worked_example()]), format_)
    assert set(parsed(written, format_)) == set(parsed_file(GOLDEN))
    assert len(Dataset(parsed(written, format_))) == len(Dataset(parsed_file(GOLDEN)))


def test_its_turtle_is_isomorphic_to_all_graphs_of_the_golden_file_together() -> None:
    golden = Graph()
    lines = {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in parsed_file(GOLDEN)}
    golden.parse(data="\n".join(sorted(lines)), format="nt")
    flat = Graph().parse(data=dumps(from_extractions([worked_example()]), "turtle"), format="turtle")
    assert isomorphic(flat, golden)


def test_the_golden_file_conforms_to_the_shapes() -> None:
    assert validate(GOLDEN).findings == ()


def test_the_context_names_every_class_predicate_and_prefix() -> None:
    known = ontology.load()
    names = context()
    assert set(known.classes) | set(known.predicates) <= set(names)
    assert {prefix: names[prefix] for prefix in PREFIXES} == PREFIXES
    graph = json.loads(dumps(from_extractions([worked_example()]), "jsonld"))
    assert graph["@context"] == names
    assert "https://" not in json.dumps([node["id"] for node in graph["@graph"]])


def test_the_example_world_holds_every_predicate_modality_and_qualifier() -> None:
    claims = [claim for extraction in example_world() for claim in extraction.claims]
    assert {claim.predicate for claim in claims} == set(ontology.load().predicates)
    assert {claim.modality for claim in claims} == set(Modality)
    fields = Qualifiers.__dataclass_fields__
    assert {name for claim in claims for name in fields if getattr(claim.qualifiers, name) is not None} == set(fields)
