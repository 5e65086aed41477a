"""Relation mentions, claims with their evidence, and all that one document gives."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Final

from kg.model.documents import Document, Segment, TimeBasis
from kg.model.ids import check_score, check_span, content_hash
from kg.model.mentions import Amount, Entity, Mention, Percent, Resolution


class Modality(StrEnum):
    """How a claim is told (closed list of the ontology's vocabulary)."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    PLANNED = "planned"
    SPECULATIVE = "speculative"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Qualifiers:
    """What a claim says beyond subject, predicate and object.

    Attributes:
        date: ISO 8601, as exact as known.
        period: What an amount covers ("2025", "Q3 2025", "year").
        role_status: ``current`` or ``former``.
        organisation: Id of the organisation that an appointment or dismissal is about.
        product: What is supplied, as said.
        kin: Kinship, as said.
        joint_with: With whom it was done, as said, where that person has no entity.
    """

    amount: Amount | None = None
    percent: Percent | None = None
    date: str | None = None
    period: str | None = None
    role: str | None = None
    role_status: str | None = None
    organisation: str | None = None
    product: str | None = None
    kin: str | None = None
    joint_with: str | None = None

    def __bool__(self) -> bool:
        return any(getattr(self, f.name) is not None for f in fields(self))


NO_QUALIFIERS: Final = Qualifiers()


HEAD: Final = "relation head"
LLM: Final = "llm"
"""What a relation mention bears for a frame where none matched: the trained head, or a language model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationMention:
    """A stretch of text that relates two mentions, or one mention and a figure.

    Attributes:
        object: None for literal-valued predicates; the figure is in `qualifiers`.
        start: First character of the stretch that carries the relation: its quote.
        frame: Name of the frame that matched, else `HEAD` or `LLM`.
        path: The steps of the match, for whoever asks why.
        organisation: The mention behind an appointment's organisation.
        score: How sure the frame is, 0 to 1; 0 where none matched.
        chance: The chance that the relation head gives, None where it was not asked.
    """

    predicate: str
    subject: Mention
    object: Mention | None
    start: int
    end: int
    segment_id: str
    qualifiers: Qualifiers = NO_QUALIFIERS
    modality: Modality = Modality.ASSERTED
    attributed_to: Mention | None = None
    organisation: Mention | None = None
    frame: str = ""
    path: tuple[str, ...] = ()
    score: float = 1.0
    chance: float | None = None

    def __post_init__(self) -> None:
        check_span(self.start, self.end)
        check_score(self.score)
        if self.chance is not None:
            check_score(self.chance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where and by whom a claim is made: a verbatim quote with its place.

    Attributes:
        start: First character: ``document.text[start:end] == quote``.
        frame: The frame that matched, with `path` the steps of the match.
    """

    quote: str
    start: int
    end: int
    segment_id: str
    start_seconds: float | None = None
    end_seconds: float | None = None
    time_basis: TimeBasis | None = None
    speaker: str | None = None
    frame: str = ""
    path: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_span(self.start, self.end)
        if len(self.quote) != self.end - self.start:
            raise ValueError(f"quote {self.quote!r} does not fill the span {self.start}:{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a document says: subject, predicate, object and qualifiers, with its modality and its evidence.

    Attributes:
        subject: Entity id.
        object: Entity id, or None for literal-valued predicates.
        attributed_to: Entity id of the source that the document names.
        confidence: How sure the program is that the document says this, 0 to 1.
        evidence: One or more, the best first.
        extractor: What made it (``frames``, ``relation head``, ``llm``, ``gold``).
    """

    document_id: str
    subject: str
    predicate: str
    object: str | None
    evidence: tuple[Evidence, ...]
    qualifiers: Qualifiers = NO_QUALIFIERS
    modality: Modality = Modality.ASSERTED
    attributed_to: str | None = None
    confidence: float = 1.0
    extractor: str = "frames"
    id: str = field(init=False)

    def __post_init__(self) -> None:
        check_score(self.confidence)
        if not self.evidence:
            raise ValueError(f"claim {self.subject} {self.predicate} {self.object} has no evidence")
        object.__setattr__(self, "id", self._content_hash())

    def _content_hash(self) -> str:
        q = self.qualifiers
        told = (self.document_id, self.subject, self.predicate, self.object or "", self.modality.value)
        amount = "" if q.amount is None else f"{q.amount.value:.12g} {q.amount.currency}"
        percent = "" if q.percent is None else f"{q.percent.value:.12g}"
        words = (q.date, q.period, q.role, q.role_status, q.organisation)
        return "c" + content_hash(*told, amount, percent, *(word or "" for word in words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """What was dropped, and why; counted at the end of a run."""

    reason: str
    quote: str
    start: int
    end: int
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one document gives: what the store takes in one transaction and what a claims file holds."""

    document: Document
    segments: tuple[Segment, ...] = ()
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    refusals: tuple[Refusal, ...] = ()
