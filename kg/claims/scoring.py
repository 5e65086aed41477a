"""Extraction scored against gold claims, by the rules of the annotation guide.

Entities match by class family and name; claims by subject, predicate and object. What the gold marks as optional is
neither required nor held against; what it marks as negated or hypothetical must not be told as fact.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import ClaimsFileError
from kg.model import Claim, Entity, Extraction, Modality
from kg.ontology import Ontology

FACTUAL = frozenset({Modality.ASSERTED, Modality.REPORTED, Modality.PLANNED, Modality.SPECULATIVE})
_AGENTS = frozenset({"Company", "Investor", "Organization", "MediaOutlet"})
_ARTIFACTS = frozenset({"Product", "AIModel", "Chip"})
_TOLERANCE = 0.02

Key = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Ratio:
    """So many right of so many told and so many wanted."""

    right: int
    told: int
    wanted: int

    @property
    def precision(self) -> float:
        """Right of what was told."""
        return self.right / self.told if self.told else 0.0

    @property
    def recall(self) -> float:
        """Right of what was wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.told + self.wanted
        return 2 * self.right / both if both else 0.0

    def __add__(self, other: Ratio) -> Ratio:
        return Ratio(self.right + other.right, self.told + other.told, self.wanted + other.wanted)


NOTHING = Ratio(0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one document did.

    Attributes:
        strict: Entities whose exact class is right.
        canonical: Matched entities whose chosen name is the gold's.
        split: Gold entities that were taken for more than one.
        core: Claims that an attentive reader finds in one or two sentences.
        amounts: Matched claims with a figure whose figure is right.
        told_as_fact: Negated or hypothetical claims told as fact.
        placed: Claims whose quote stands where they say.
        predicates: Claims by predicate.
        errors: Kinds of error with what went wrong.
    """

    document: str
    entities: Ratio
    strict: Ratio
    canonical: Ratio
    split: int
    claims: Ratio
    core: Ratio
    amounts: Ratio
    modality: Ratio
    told_as_fact: int
    placed: Ratio
    predicates: Mapping[str, Ratio]
    errors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gold:
    """Gold claims as they stand in the file."""

    document: str
    source: str
    entities: tuple[Mapping[str, Any], ...]
    claims: tuple[Mapping[str, Any], ...]


def read_gold(path: Path) -> Gold:
    """The gold claims of a file.

    Raises:
        ClaimsFileError: if it is not a file of gold claims.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Gold(data["document"], data.get("source", ""), tuple(data["entities"]), tuple(data["claims"]))
    except (OSError, json.JSONDecodeError, KeyError, TypeError) as error:
        raise ClaimsFileError(path, f"not a file of gold claims: {error}") from error


def score(gold: Gold, extraction: Extraction, ontology: Ontology) -> Score:
    """How well the extraction agrees with the gold."""
    names = _Names(gold.entities)
    matched = {e.id: names.find(e.name, e.mentions) for e in extraction.entities}
    classes = {e["id"]: e["type"] for e in gold.entities}
    optional = {e["id"] for e in gold.entities if e.get("optional")}
    found: set[str] = set()
    strict: set[str] = set()
    canonical: set[str] = set()
    spurious: list[str] = []
    split = 0
    for entity in extraction.entities:
        gold_id = matched[entity.id]
        if gold_id is None or _family(entity.class_) != _family(classes[gold_id]):
            spurious.append(f"{entity.name} ({entity.class_})")
            continue
        split += gold_id in found
        found.add(gold_id)
        if entity.class_ == classes[gold_id]:
            strict.add(gold_id)
        if names.is_canonical(entity.name, gold_id):
            canonical.add(gold_id)
    told = len(found - optional) + len(spurious) + split
    wanted = len(gold.entities) - len(optional)
    claims = _Claims(gold, extraction.claims, matched, ontology)
    text = extraction.document.text
    placed = sum(text[e.start : e.end] == e.quote for c in extraction.claims for e in c.evidence[:1])
    missed = sorted(e["name"] for e in gold.entities if e["id"] not in found | optional)
    return Score(
        document=gold.document,
        entities=Ratio(len(found - optional), told, wanted),
        strict=Ratio(len(strict - optional), told, wanted),
        canonical=Ratio(len(canonical), len(found), len(found)),
        split=split,
        claims=claims.ratio(),
        core=claims.core(),
        amounts=claims.amounts(),
        modality=claims.modality(),
        told_as_fact=claims.told_as_fact(),
        placed=Ratio(placed, len(extraction.claims), len(extraction.claims)),
        predicates=claims.predicates(),
        errors={
            "entities missed": tuple(missed),
            "entities that are none": tuple(sorted(spurious)),
            **claims.errors(),
        },
    )


def judge(
    gold: Gold, entities: Iterable[Entity], ontology: Ontology
) -> Callable[[str, str, str | None, float | None], bool | None]:
    """Whether the gold bears out that an extracted subject, predicate and object, or amount, are told as a fact.

    None where the gold neither wants nor holds it against a system.
    """
    names = _Names(gold.entities)
    claims = _Claims(gold, (), {e.id: names.find(e.name, e.mentions) for e in entities}, ontology)
    return claims.judge


class _Names:
    """Which gold entity a name means: its own name counts most, then its mentions."""

    def __init__(self, entities: Iterable[Mapping[str, Any]]) -> None:
        self._names: dict[str, set[str]] = defaultdict(set)
        self._mentions: dict[str, set[str]] = defaultdict(set)
        for entity in entities:
            for name in (entity["name"], *entity.get("also_named", ())):
                self._names[_fold(name)].add(entity["id"])
            for mention in entity["mentions"]:
                self._mentions[_fold(mention)].add(entity["id"])

    def find(self, name: str, mentions: Iterable[str]) -> str | None:
        votes: Counter[str] = Counter()
        for weight, known, form in (
            (100, self._names, name),
            (10, self._mentions, name),
            *((2, self._names, m) for m in mentions),
            *((1, self._mentions, m) for m in mentions),
        ):
            votes.update(dict.fromkeys(sorted(known.get(_fold(form), ())), weight))
        return votes.most_common(1)[0][0] if votes else None

    def is_canonical(self, name: str, entity: str) -> bool:
        return entity in self._names.get(_fold(name), ())


class _Claims:
    """Gold and extracted claims of one document, side by side."""

    def __init__(
        self, gold: Gold, claims: Iterable[Claim], matched: Mapping[str, str | None], ontology: Ontology
    ) -> None:
        self._ontology = ontology
        self._matched = matched
        self._wanted: dict[Key, list[Mapping[str, Any]]] = defaultdict(list)
        self._excused: set[Key] = set()
        self._denied: set[Key] = set()
        for claim in gold.claims:
            key = self._key(claim["subject"], claim["predicate"], claim["object"])
            factual = Modality(claim["modality"]) in FACTUAL
            if factual and not claim.get("optional"):
                self._wanted[key].append(claim)
            else:
                (self._excused if factual else self._denied).add(key)
        self._told: dict[Key, list[Claim]] = defaultdict(list)
        self._unknown: set[Key] = set()
        for told in claims:
            if told.modality not in FACTUAL:
                continue
            subject = matched.get(told.subject)
            object_ = None if told.object is None else matched.get(told.object)
            if subject is None or (told.object is not None and object_ is None):
                self._unknown.add((told.subject, told.predicate, told.object))
            else:
                self._told[self._key(subject, told.predicate, object_)].append(told)
        self._hits = [k for k in self._told if k in self._wanted]
        self._wrong = [k for k in self._told if k not in self._wanted and k not in self._excused]

    def _key(self, subject: str, predicate: str, object_: str | None) -> Key:
        term = self._ontology.predicates.get(predicate)
        if term is not None and term.symmetric and object_ is not None and object_ < subject:
            return (object_, predicate, subject)
        return (subject, predicate, object_)

    def judge(self, subject: str, predicate: str, object_: str | None, amount: float | None = None) -> bool | None:
        meant = self._matched.get(subject)
        other = None if object_ is None else self._matched.get(object_)
        if meant is None or (object_ is not None and other is None):
            return False
        key = self._key(meant, predicate, other)
        if key not in self._wanted:
            return None if key in self._excused else False
        amounts = [c["qualifiers"]["amount"] for c in self._wanted[key] if c["qualifiers"].get("amount")]
        if object_ is not None or amount is None or not amounts:
            return True
        return any(abs(amount - wanted) <= _TOLERANCE * wanted for wanted in amounts)

    def ratio(self) -> Ratio:
        return Ratio(len(self._hits), len(self._hits) + len(self._wrong) + len(self._unknown), len(self._wanted))

    def core(self) -> Ratio:
        core = {k for k, claims in self._wanted.items() if any(c["level"] == "core" for c in claims)}
        right = len(core & set(self._hits))
        return Ratio(right, right, len(core))

    def amounts(self) -> Ratio:
        right = all_ = 0
        for key in self._hits:
            wanted = [c["qualifiers"]["amount"] for c in self._wanted[key] if c["qualifiers"].get("amount")]
            told = [c.qualifiers.amount.value for c in self._told[key] if c.qualifiers.amount is not None]
            if wanted:
                all_ += 1
                right += any(abs(t - w) <= _TOLERANCE * w for t in told for w in wanted)
        return Ratio(right, all_, all_)

    def modality(self) -> Ratio:
        right = sum(
            bool({c["modality"] for c in self._wanted[k]} & {c.modality.value for c in self._told[k]})
            for k in self._hits
        )
        return Ratio(right, len(self._hits), len(self._hits))

    def told_as_fact(self) -> int:
        return len(self._denied & set(self._wrong))

    def predicates(self) -> dict[str, Ratio]:
        names = sorted({k[1] for k in (*self._wanted, *self._hits, *self._wrong)})
        return {
            name: Ratio(
                sum(k[1] == name for k in self._hits),
                sum(k[1] == name for k in (*self._hits, *self._wrong)),
                sum(k[1] == name for k in self._wanted),
            )
            for name in names
        }

    def errors(self) -> dict[str, tuple[str, ...]]:
        missed = [_line(k, self._wanted[k][0]["quote"]) for k in self._wanted if k not in self._told]
        wrong = [_line(k, self._told[k][0].evidence[0].quote) for k in self._wrong]
        unknown = [_line(k, "") for k in self._unknown]
        denied = [_line(k, self._told[k][0].evidence[0].quote) for k in self._denied & set(self._wrong)]
        return {
            "denied or imagined claims told as fact": tuple(sorted(denied)),
            "claims missed": tuple(sorted(missed)),
            "claims that are wrong": tuple(sorted(wrong)),
            "claims about what the gold does not know": tuple(sorted(unknown)),
        }


def _line(key: Key, quote: str) -> str:
    subject, predicate, object_ = key
    return f"{subject} {predicate} {object_ or '(figure)'} | {' '.join(quote.split())[:140]}"


def _family(class_: str) -> str:
    if class_ in _AGENTS:
        return "Company"
    return "Product" if class_ in _ARTIFACTS else class_


def _fold(name: str) -> str:
    return re.sub(r"[\s\-_.,'’\"]+", " ", unicodedata.normalize("NFKC", name).casefold()).strip()


def total(scores: Iterable[Score]) -> Score:
    """All documents as one: every claim and entity counts alike."""
    found = list(scores)
    names = sorted({name for s in found for name in s.predicates})

    def added(ratios: Iterable[Ratio]) -> Ratio:
        return sum(ratios, NOTHING)

    return Score(
        document="all",
        entities=added(s.entities for s in found),
        strict=added(s.strict for s in found),
        canonical=added(s.canonical for s in found),
        split=sum(s.split for s in found),
        claims=added(s.claims for s in found),
        core=added(s.core for s in found),
        amounts=added(s.amounts for s in found),
        modality=added(s.modality for s in found),
        told_as_fact=sum(s.told_as_fact for s in found),
        placed=added(s.placed for s in found),
        predicates={name: added(s.predicates.get(name, NOTHING) for s in found) for name in names},
    )
