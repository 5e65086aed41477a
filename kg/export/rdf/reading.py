"""The way back: a claim graph from the RDF that the program wrote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad

from kg import ontology
from kg.errors import ExportError
from kg.export.claimgraph import ClaimGraph, GraphClaim, GraphDocument, GraphEntity, GraphQuote, GraphSegment
from kg.export.rdf.parsing import parsed, parsed_file
from kg.export.rdf.terms import term
from kg.model import Amount, Percent, Qualifiers
from kg.ontology import IDS, NAMESPACE, VOCABULARY

_KINDS = {"tp:Episode": "episode", "tp:NewsletterIssue": "newsletter"}


def read(path: Path) -> ClaimGraph:
    """The claim graph in a file that `kg.export.rdf.writing.write` made.

    What RDF does not keep is missing: the order of a document's speakers, surfaces equal to an entity's name, whether a
    name list knows an entity, and the order of nodes.

    Raises:
        ExportError: if the file cannot be read, or a claim in it lacks what every claim has.
    """
    return claim_graph(parsed_file(path))


def loads(text: str, format_: str) -> ClaimGraph:
    """The claim graph in a text; see `read`."""
    return claim_graph(parsed(text, format_))


def claim_graph(quads: Iterable[Quad]) -> ClaimGraph:
    """The claim graph that these quads tell of, whatever graphs they lie in."""
    return _Reader(quads).graph()


class _Reader:
    """Looks up triples by subject and predicate."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._told: dict[str, dict[str, set[NamedNode | Literal]]] = defaultdict(lambda: defaultdict(set))
        self._of_type: dict[str, set[str]] = defaultdict(set)
        for quad in quads:
            if not isinstance(quad.subject, NamedNode) or not isinstance(quad.object, (NamedNode, Literal)):
                raise ExportError(f"{quad.subject}: a blank node or a quoted triple; this RDF is not ours")
            self._told[quad.subject.value][quad.predicate.value].add(quad.object)
            if quad.predicate == term("rdf:type"):
                self._of_type[quad.object.value].add(quad.subject.value)

    def graph(self) -> ClaimGraph:
        """All that it tells."""
        return ClaimGraph(
            documents=tuple(self._document(s) for s in self._all("tp:Document")),
            segments=tuple(self._segment(s) for s in self._all("tp:Segment")),
            entities=tuple(self._entity(s) for s in self._all("tp:Entity")),
            claims=tuple(self._claim(s) for s in self._all("tp:Claim")),
        )

    def _all(self, type_: str) -> list[str]:
        return sorted(self._of_type[term(type_).value])

    def _values(self, subject: str, *names: str) -> list[str]:
        found = self._told[subject]
        return sorted(o.value for name in names for o in found.get(term(name).value, ()))

    def _value(self, subject: str, *names: str) -> str | None:
        values = self._values(subject, *names)
        return values[0] if values else None

    def _needed(self, subject: str, name: str) -> str:
        value = self._value(subject, name)
        if value is None:
            raise ExportError(f"{subject} has no {name}; is the file cut off?")
        return value

    def _number(self, subject: str, name: str) -> float | None:
        value = self._value(subject, name)
        return None if value is None else float(value)

    def _local(self, subject: str, name: str) -> str | None:
        value = self._value(subject, name)
        return None if value is None else _id(value)

    def _document(self, subject: str) -> GraphDocument:
        text = next((t for t in self._all("tp:SourceText") if self._value(t, "tp:textOf") == subject), "")
        number = self._number(subject, "schema:episodeNumber") or self._number(subject, "schema:issueNumber")
        types = self._told[subject][term("rdf:type").value]
        series = self._value(subject, "schema:partOfSeries")
        return GraphDocument(
            id=_id(subject),
            kind=next((kind for name, kind in _KINDS.items() if term(name) in types), "text"),
            title=self._value(subject, "dcterms:title") or "",
            date=self._value(subject, "dcterms:issued"),
            language=self._value(subject, "dcterms:language"),
            show=None if series is None else self._value(series, "dcterms:title"),
            number=None if number is None else int(number),
            author=self._value(subject, "dc:creator"),
            media_url=self._value(subject, "schema:audio"),
            speakers=tuple(sorted(self._label(s) for s in self._values(subject, "schema:contributor"))),
            sha256=self._value(text, "tp:sha256") or "",
            characters=int(self._number(text, "tp:charCount") or 0),
        )

    def _entity(self, subject: str) -> GraphEntity:
        known = ontology.load().classes
        classes = [t.removeprefix(NAMESPACE) for t in self._values(subject, "rdf:type") if t.startswith(NAMESPACE)]
        most_special = max(classes, key=lambda name: (len(known[name].ancestors) if name in known else 0, name))
        item = self._value(subject, "schema:sameAs")
        return GraphEntity(
            id=_id(subject),
            name=self._needed(subject, "rdfs:label"),
            class_=most_special,
            forms=tuple(self._values(subject, "skos:hiddenLabel")),
            also_named=tuple(self._values(subject, "skos:altLabel")),
            wikidata=None if item is None else item.rpartition("/")[2],
            homepage=self._value(subject, "foaf:homepage"),
        )

    def _segment(self, subject: str) -> GraphSegment:
        place = self._needed(subject, "oa:hasSelector")
        return GraphSegment(
            id=_id(subject),
            document=_id(self._needed(self._needed(subject, "oa:hasSource"), "tp:textOf")),
            kind=self._value(subject, "dc:type") or "text",
            start=int(self._needed(place, "oa:start")),
            end=int(self._needed(place, "oa:end")),
            chapter=self._value(subject, "dc:subject"),
            **self._voice(subject),
        )

    def _claim(self, subject: str) -> GraphClaim:
        object_ = self._needed(subject, "rdf:object")
        figure = object_.startswith(f"{IDS}amount/")
        run = self._needed(subject, "prov:wasGeneratedBy")
        quotes = [self._quote(q) for q in self._values(subject, "tp:hasEvidence")]
        return GraphClaim(
            id=_id(subject),
            document=_id(self._needed(subject, "dcterms:isPartOf")),
            subject=_id(self._needed(subject, "rdf:subject")),
            predicate=self._needed(subject, "rdf:predicate").removeprefix(NAMESPACE),
            object=None if figure else _id(object_),
            modality=_concept(self._needed(subject, "tp:modality")),
            confidence=float(self._needed(subject, "tp:confidence")),
            qualifiers=self._qualifiers(subject),
            attributed_to=self._local(subject, "tp:attributedTo"),
            extractor=self._label(self._needed(run, "prov:wasAssociatedWith")),
            donation=self._local(subject, "tp:describes"),
            quotes=tuple(sorted(quotes, key=lambda q: (q.start, q.end, q.id))),
        )

    def _qualifiers(self, subject: str) -> Qualifiers:
        amount = self._value(subject, "tp:amount")
        percent, status = self._number(subject, "tp:percent"), self._value(subject, "tp:roleStatus")
        return Qualifiers(
            amount=None if amount is None else self._amount(amount),
            percent=None if percent is None else Percent(value=percent),
            date=self._value(subject, "tp:date"),
            period=self._value(subject, "tp:period"),
            role=self._value(subject, "tp:role"),
            role_status=None if status is None else _concept(status),
            organisation=self._local(subject, "tp:inOrganization"),
            product=self._value(subject, "tp:suppliedProductText"),
            kin=self._value(subject, "tp:kinship"),
            joint_with=self._value(subject, "tp:jointWith"),
        )

    def _amount(self, subject: str) -> Amount | None:
        value = self._number(subject, "schema:value")
        if value is None:
            return None
        return Amount(
            value=value,
            currency=self._value(subject, "schema:currency"),
            minimum=self._number(subject, "schema:minValue"),
            maximum=self._number(subject, "schema:maxValue"),
        )

    def _quote(self, subject: str) -> GraphQuote:
        selectors = self._values(subject, "oa:hasSelector")
        words, place = (
            next(s for s in selectors if s in self._of_type[term(t).value])
            for t in ("oa:TextQuoteSelector", "oa:TextPositionSelector")
        )
        return GraphQuote(
            id=_id(subject),
            text=self._needed(words, "oa:exact"),
            prefix=self._value(words, "oa:prefix") or "",
            suffix=self._value(words, "oa:suffix") or "",
            start=int(self._needed(place, "oa:start")),
            end=int(self._needed(place, "oa:end")),
            segment=self._local(subject, "tp:inSegment"),
            media=self._value(subject, "tp:mediaFragment"),
            **self._voice(subject),
        )

    def _voice(self, subject: str) -> Mapping[str, Any]:
        """Times and speaker of a stretch of text."""
        basis, speaker = self._value(subject, "tp:timeBasis"), self._value(subject, "prov:wasAttributedTo")
        return {
            "start_seconds": self._number(subject, "tp:startTime"),
            "end_seconds": self._number(subject, "tp:endTime"),
            "time_basis": None if basis is None else _concept(basis),
            "speaker": None if speaker is None else self._label(speaker),
        }

    def _label(self, subject: str) -> str:
        return self._needed(subject, "rdfs:label")


def _id(iri: str) -> str:
    return unquote(iri.rpartition("/")[2])


def _concept(iri: str) -> str:
    return unquote(iri.removeprefix(VOCABULARY))
