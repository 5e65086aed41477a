"""Mentions, what they amount to, and the entities that they resolve to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kg.model.ids import ID, check_range, check_score, check_span


class MentionKind(StrEnum):
    """How a stretch of text names something."""

    NAME = "name"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"
    SPEAKER = "speaker"
    AMOUNT = "amount"
    PERCENT = "percent"
    DATE = "date"
    ROLE = "role"


TAKING_UP = frozenset({MentionKind.PRONOUN, MentionKind.DESCRIPTION})
"""Kinds of mention that take up what is named elsewhere."""
Place = tuple[int, int]
"""First character and end of a mention in the document."""
StandsFor = Mapping[Place, Mapping[Place, float]]
"""For the place of a pronoun or description the places of the names that it may stand for, with their chances."""


class Finder(StrEnum):
    """What found a mention."""

    TAGGER = "tagger"
    LIST = "list"
    HEADER = "header"
    RESEMBLANCE = "resemblance"
    DOMAIN = "domain"
    RULE = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money. A range takes its midpoint as `value` and keeps both ends.

    Attributes:
        value: In the currency's unit: "2 Milliarden" is 2000000000.
        currency: ISO 4217, or None where the text does not say.
    """

    value: float
    currency: str | None = None
    minimum: float | None = None
    maximum: float | None = None

    def __post_init__(self) -> None:
        check_range(self.value, self.minimum, self.maximum)
        if self.currency is not None and not re.fullmatch(r"[A-Z]{3}", self.currency):
            raise ValueError(f"a currency is an ISO 4217 code, not {self.currency!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Percent:
    """A share in percent; a range keeps both ends."""

    value: float
    minimum: float | None = None
    maximum: float | None = None

    def __post_init__(self) -> None:
        check_range(self.value, self.minimum, self.maximum)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateValue:
    """A day, month, year (ISO 8601) or a period ("Q3 2025", "year")."""

    iso: str | None = None
    period: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleValue:
    """An office or function; `status` is ``current``, ``former`` or None where nothing is said."""

    name: str
    status: str | None = None


MentionValue = Amount | Percent | DateValue | RoleValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A stretch of text that names something.

    Attributes:
        start: First character; with `end` it is the surface as it stands in the document.
        surface: ``document.text[start:end]``.
        normal: The surface without inflection ("Nvidias" → "Nvidia"), the key for resolving.
        class_: The ontology's class if known ("Company"), else None; for names and descriptions only.
        value: What an amount, percent, date or role amounts to.
        score: How sure the finder is, 0 to 1.
        plural: Whether grammar says that it stands for several.
    """

    start: int
    end: int
    surface: str
    kind: MentionKind
    segment_id: str
    normal: str = ""
    class_: str | None = None
    value: MentionValue | None = None
    found_by: Finder = Finder.TAGGER
    score: float = 1.0
    plural: bool = False

    def __post_init__(self) -> None:
        check_span(self.start, self.end)
        check_score(self.score)
        if len(self.surface) != self.end - self.start:
            raise ValueError(f"surface {self.surface!r} does not fill the span {self.start}:{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing in the world, one id.

    Attributes:
        id: Kebab-case ASCII form of the canonical name.
        name: The canonical, correctly spelled name.
        class_: The most specific class of the ontology.
        mentions: Every distinct surface by which the document names it, sorted.
        also_named: Names as good as the canonical one.
        listed: Whether a name list knows it; otherwise the document alone vouches for it.
    """

    id: str
    name: str
    class_: str
    mentions: tuple[str, ...] = ()
    also_named: tuple[str, ...] = ()
    wikidata: str | None = None
    homepage: str | None = None
    listed: bool = False

    def __post_init__(self) -> None:
        if not ID.fullmatch(self.id):
            raise ValueError(f"an entity's id is kebab-case ASCII, not {self.id!r}")
        if not self.name.strip():
            raise ValueError(f"entity {self.id} has no name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entity that a mention might mean, with its score and the reasons for it."""

    entity_id: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a mention was taken to mean, and why.

    Attributes:
        entity_id: None where the evidence did not suffice: then it is listed for review.
        doubtful: Whether a human should look.
        others: The candidates that lost, best first.
    """

    mention: Mention
    entity_id: str | None = None
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    doubtful: bool = False
    others: tuple[Candidate, ...] = ()
