"""The ontology: the classes and predicates that a claim may use, read from `ontology/*.ttl`.

All other rooms ask this one; nothing else knows the closed lists. The reading order of a class chain, domains, ranges,
symmetry and the Cypher names all come from the Turtle, so that a term added there is known everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from kg.errors import OntologyError
from kg.paths import data_folder

NAMESPACE = "https://w3id.org/techpower/ontology#"
VOCABULARY = "https://w3id.org/techpower/vocab#"
IDS = "https://w3id.org/techpower/id/"

QUALIFIER_FIELDS: Final = {
    "amount": "amount",
    "percent": "percent",
    "date": "date",
    "period": "period",
    "role": "role",
    "roleStatus": "role_status",
    "inOrganization": "organisation",
    "suppliedProduct": "product",
    "suppliedProductText": "product",
    "kinship": "kin",
    "jointWith": "joint_with",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTerm:
    """A class.

    Attributes:
        ancestors: The class itself and all above it, most specific first.
        leaf: Whether entities may bear it as their most specific class.
    """

    name: str
    cypher_name: str
    label_en: str
    label_de: str
    ancestors: tuple[str, ...]
    leaf: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PredicateTerm:
    """A predicate of claims.

    Attributes:
        domain: Classes of which the subject must be one (or a subclass).
        range: The same for the object; empty where the object is a figure.
        literal: Whether the object is an amount.
        takes: Names of the fields of `kg.model.Qualifiers` that make sense with it.
    """

    name: str
    cypher_name: str
    label_en: str
    label_de: str
    domain: frozenset[str]
    range: frozenset[str]
    symmetric: bool
    literal: bool
    takes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ontology:
    """Classes and predicates by name."""

    classes: Mapping[str, ClassTerm]
    predicates: Mapping[str, PredicateTerm]

    def is_a(self, name: str, ancestor: str) -> bool:
        """Whether class `name` is `ancestor` or below it; an unknown class is nothing."""
        term = self.classes.get(name)
        return term is not None and ancestor in term.ancestors

    def entity_classes(self) -> tuple[str, ...]:
        """The closed list of classes that an entity may bear, sorted."""
        return tuple(sorted(t.name for t in self.classes.values() if t.leaf))

    def refuses(self, predicate: str, subject_class: str, object_class: str | None) -> str | None:
        """Why a claim with these classes is impossible, or None where it is allowed."""
        term = self.predicates.get(predicate)
        if term is None:
            return f"unknown predicate {predicate}"
        if not any(self.is_a(subject_class, c) for c in term.domain):
            return f"a {subject_class} cannot be the subject of {predicate}"
        if term.literal:
            return None if object_class is None else f"{predicate} takes a figure, not a {object_class}"
        if object_class is None:
            return f"{predicate} takes an object"
        if not any(self.is_a(object_class, c) for c in term.range):
            return f"a {object_class} cannot be the object of {predicate}"
        return None


def iri(kind: str, identifier: str) -> str:
    """The IRI of an entity, claim, document, … with this id; what IRIs do not allow is percent-encoded."""
    return f"{IDS}{kind}/{quote(identifier, safe='-._~')}"


@cache
def load(folder: Path | None = None) -> Ontology:
    """The ontology in `folder` (the program's own by default).

    Raises:
        OntologyError: if a file is missing, is not Turtle, or lacks a domain, range or label.
    """
    from rdflib import Graph
    from rdflib.exceptions import ParserError
    from rdflib.plugins.parsers.notation3 import BadSyntax

    path = (folder or data_folder("ontology")) / "techpower.ttl"
    graph = Graph()
    try:
        graph.parse(path, format="turtle")
    except FileNotFoundError as error:
        raise OntologyError(path, "the ontology is missing; install the program again") from error
    except (BadSyntax, ParserError, IndexError) as error:  # rdflib runs off the end of a cut-off file
        raise OntologyError(path, f"not valid Turtle: {error}") from error
    reader = _Reader(graph, path)
    return Ontology(classes=reader.classes(), predicates=reader.predicates())


class _Reader:
    """Reads terms out of the ontology's graph."""

    def __init__(self, graph: object, path: Path) -> None:
        from rdflib import Graph, Namespace

        assert isinstance(graph, Graph)
        self._graph = graph
        self._path = path
        self._tp = Namespace(NAMESPACE)

    def classes(self) -> dict[str, ClassTerm]:
        from rdflib.namespace import OWL, RDF, RDFS

        parents: dict[str, list[str]] = {}
        for subject in self._graph.subjects(RDF.type, OWL.Class):
            if str(subject).startswith(NAMESPACE):
                above = [str(o) for o in self._graph.objects(subject, RDFS.subClassOf)]
                parents[_local(subject)] = sorted(_local(o) for o in above if o.startswith(NAMESPACE))
        has_children = {p for above in parents.values() for p in above}
        terms = {}
        for name in sorted(parents):
            ancestors = tuple(dict.fromkeys(_upward(name, parents)))
            leaf = "Entity" in ancestors and (name not in has_children or name == "Organization")
            terms[name] = ClassTerm(name=name, ancestors=ancestors, leaf=leaf, **self._names(name))
        return terms

    def predicates(self) -> dict[str, PredicateTerm]:
        from rdflib.namespace import OWL, RDF, RDFS

        terms = {}
        for subject in sorted(self._graph.subjects(RDFS.subPropertyOf, self._tp.claimPredicate), key=str):
            name = _local(subject)
            range_ = self._classes_of(subject, "range")
            literal = range_ == frozenset({"MonetaryAmount"})
            terms[name] = PredicateTerm(
                name=name,
                domain=self._classes_of(subject, "domain"),
                range=frozenset() if literal else range_,
                symmetric=(subject, RDF.type, OWL.SymmetricProperty) in self._graph,
                literal=literal,
                takes=self._takes(subject),
                **self._names(name),
            )
        if not terms:
            raise OntologyError(self._path, "no predicate is a sub-property of tp:claimPredicate")
        return terms

    def _classes_of(self, subject: object, which: str) -> frozenset[str]:
        from rdflib import SDO, URIRef

        assert isinstance(subject, URIRef)
        includes = SDO.domainIncludes if which == "domain" else SDO.rangeIncludes
        names = frozenset(_local(o) for o in self._graph.objects(subject, includes))
        if not names:
            raise OntologyError(self._path, f"predicate {_local(subject)} has no schema:{which}Includes")
        return names

    def _takes(self, subject: object) -> frozenset[str]:
        from rdflib import URIRef

        assert isinstance(subject, URIRef)
        names = {_local(o) for o in self._graph.objects(subject, self._tp.takes)}
        unknown = names - set(QUALIFIER_FIELDS)
        if unknown:
            raise OntologyError(self._path, f"predicate {_local(subject)} takes unknown qualifiers {sorted(unknown)}")
        return frozenset(QUALIFIER_FIELDS[n] for n in names)

    def _names(self, name: str) -> dict[str, str]:
        from rdflib.namespace import RDFS

        labels = {getattr(o, "language", None): str(o) for o in self._graph.objects(self._tp[name], RDFS.label)}
        cypher = self._graph.value(self._tp[name], self._tp.cypherName)
        if "en" not in labels or "de" not in labels or cypher is None:
            raise OntologyError(self._path, f"term {name} needs tp:cypherName and labels in English and German")
        return {"cypher_name": str(cypher), "label_en": labels["en"], "label_de": labels["de"]}


def _local(term: object) -> str:
    text = str(term)
    return text.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _upward(name: str, parents: Mapping[str, list[str]]) -> Iterator[str]:
    yield name
    for parent in parents.get(name, ()):
        yield from _upward(parent, parents)
