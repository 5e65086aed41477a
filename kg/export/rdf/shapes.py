"""The part of the SHACL shapes that says what each predicate takes, made from the ontology.

``python -m kg.export.rdf.shapes`` writes it into ``ontology/shapes/techpower-shapes.ttl``; what stands above the mark
there is written by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kg.errors import OntologyError
from kg.ontology import QUALIFIER_FIELDS, Ontology, PredicateTerm, load
from kg.paths import data_folder

MARK: Final = "# ---------- made from the ontology: python -m kg.export.rdf.shapes ----------\n"
_HEAD: Final = """
# Domain, range and qualifiers of each predicate. The focus node is the predicate itself and the paths run backwards
# over the claims that carry it, so a shape is evaluated once for all claims. SHACL Core only.
"""
_BACK: Final = "[ sh:inversePath rdf:predicate ]"


def predicate_shapes(ontology: Ontology) -> str:
    """The shapes of all predicates as Turtle, without prefixes."""
    names = sorted(ontology.predicates)
    closed = " ".join(f"tp:{name}" for name in names)
    listed = (
        "\ntps:ClaimPredicateShape a sh:NodeShape ; sh:targetClass tp:Claim ;\n"
        f"    sh:property [ sh:path rdf:predicate ; sh:minCount 1 ; sh:maxCount 1 ; sh:in ( {closed} ) ;"
        ' sh:message "A claim has exactly one predicate out of the closed list."@en ,'
        ' "Eine Aussage hat genau ein Prädikat aus der geschlossenen Liste."@de ] .\n'
    )
    return _HEAD + listed + "".join(_shape(ontology.predicates[name]) for name in names)


def shapes_file() -> Path:
    """Where the shapes lie."""
    return data_folder("ontology") / "shapes" / "techpower-shapes.ttl"


def regenerated(text: str, ontology: Ontology) -> str:
    """The text of the shapes file with its made part made anew.

    Raises:
        OntologyError: if the mark is missing.
    """
    by_hand, mark, _ = text.partition(MARK)
    if not mark:
        raise OntologyError(shapes_file(), f"the line {MARK.strip()!r} is missing; put it where the made part begins")
    return by_hand + mark + predicate_shapes(ontology)


def _shape(term: PredicateTerm) -> str:
    rules = "".join(f"    sh:property [ {rule} ] ;\n" for rule in _rules(term))
    return f"\ntps:{term.name}Shape a sh:NodeShape ; sh:targetNode tp:{term.name} ;\n{rules.rstrip(' ;' + chr(10))} .\n"


def _rules(term: PredicateTerm) -> Iterator[str]:
    range_ = ["schema:MonetaryAmount"] if term.literal else [f"tp:{name}" for name in sorted(term.range)]
    domain = [f"tp:{name}" for name in sorted(term.domain)]
    for path, who, allowed in (("rdf:subject", "subject", domain), ("rdf:object", "object", range_)):
        names = " or ".join(name.partition(":")[2] for name in allowed)
        message = f'sh:message "The {who} of {term.name} must be {names}."@en'
        yield f"sh:path ( {_BACK} {path} ) ; {_one_of(allowed)} ; {message}"
    refused = [name for name, field in QUALIFIER_FIELDS.items() if field not in term.takes]
    if term.name != "donatedTo":
        refused.append("describes")
    for name in refused:
        yield f'sh:path ( {_BACK} tp:{name} ) ; sh:maxCount 0 ; sh:message "{term.name} takes no {name}."@en'


def _one_of(classes: Iterable[str]) -> str:
    options = [f"sh:class {name}" for name in classes]
    return options[0] if len(options) == 1 else f"sh:or ( {' '.join(f'[ {option} ]' for option in options)} )"


if __name__ == "__main__":
    path = shapes_file()
    path.write_text(regenerated(path.read_text(encoding="utf-8"), load()), encoding="utf-8")
