"""What exporters share: documents, entities, claims and donations that were chosen, in memory, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg.model import NO_QUALIFIERS, Qualifiers


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphDocument:
    """A document without its text.

    Attributes:
        kind: ``episode``, ``newsletter`` or ``text``.
        sha256: Hash of its text, with `characters` the text's length.
    """

    id: str
    kind: str
    title: str = ""
    date: str | None = None
    language: str | None = None
    show: str | None = None
    number: int | None = None
    author: str | None = None
    media_url: str | None = None
    speakers: tuple[str, ...] = ()
    sha256: str = ""
    characters: int = 0

    @property
    def name(self) -> str:
        """What a reader calls it: its title, else its id."""
        return self.title or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphSegment:
    """A segment that holds a quote; its id is unique among all documents' segments."""

    id: str
    document: str
    kind: str
    start: int
    end: int
    start_seconds: float | None = None
    end_seconds: float | None = None
    time_basis: str | None = None
    speaker: str | None = None
    chapter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphEntity:
    """An entity; `forms` are the surfaces by which the documents name it, `also_named` its other proper names."""

    id: str
    name: str
    class_: str
    forms: tuple[str, ...] = ()
    also_named: tuple[str, ...] = ()
    wikidata: str | None = None
    homepage: str | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphQuote:
    """One piece of evidence: a verbatim quote with its surroundings and its place.

    Attributes:
        segment: Id of the segment that holds it, if known.
        media: The audio at this place, if the document names its audio.
    """

    id: str
    text: str
    start: int
    end: int
    prefix: str = ""
    suffix: str = ""
    start_seconds: float | None = None
    end_seconds: float | None = None
    time_basis: str | None = None
    speaker: str | None = None
    segment: str | None = None
    media: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphClaim:
    """A claim with its quotes, in the order of the text.

    Attributes:
        object: None for literal-valued predicates: the figure is in the qualifiers.
        donation: Id of the donation that it tells of, if it tells of one as true.
    """

    id: str
    document: str
    subject: str
    predicate: str
    object: str | None
    modality: str = "asserted"
    confidence: float = 1.0
    qualifiers: Qualifiers = NO_QUALIFIERS
    attributed_to: str | None = None
    extractor: str = "frames"
    donation: str | None = None
    quotes: tuple[GraphQuote, ...] = ()

    @property
    def entities(self) -> tuple[str, ...]:
        """Ids of all entities that it names, each once."""
        named = (self.subject, self.object, self.attributed_to, self.qualifiers.organisation)
        return tuple(dict.fromkeys(entity for entity in named if entity is not None))


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphDonation:
    """A donation: where the claims agree in donor, recipient, amount and currency, they tell of the same one."""

    id: str
    donor: str
    recipient: str
    claims: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ClaimGraph:
    """Documents, entities, claims and donations, each sorted by id.

    Attributes:
        left_out: How many claims the source holds that were not chosen.
    """

    documents: tuple[GraphDocument, ...] = ()
    segments: tuple[GraphSegment, ...] = ()
    entities: tuple[GraphEntity, ...] = ()
    claims: tuple[GraphClaim, ...] = ()
    left_out: int = field(default=0, compare=False)

    @cached_property
    def entity_by_id(self) -> Mapping[str, GraphEntity]:
        """The entities by id."""
        return {entity.id: entity for entity in self.entities}

    @cached_property
    def document_by_id(self) -> Mapping[str, GraphDocument]:
        """The documents by id."""
        return {document.id: document for document in self.documents}

    @cached_property
    def claim_by_id(self) -> Mapping[str, GraphClaim]:
        """The claims by id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def donations(self) -> tuple[GraphDonation, ...]:
        """The donations that the claims tell of as true."""
        return tuple(_donations(self.claims))


def _donations(claims: tuple[GraphClaim, ...]) -> Iterator[GraphDonation]:
    by_id: dict[str, list[GraphClaim]] = {}
    for claim in claims:
        if claim.donation is not None and claim.object is not None:
            by_id.setdefault(claim.donation, []).append(claim)
    for key in sorted(by_id):
        first = by_id[key][0]
        assert first.object is not None
        told = tuple(sorted(claim.id for claim in by_id[key]))
        yield GraphDonation(id=key, donor=first.subject, recipient=first.object, claims=told)
