"""Answers of the model: read, held against the passage, and turned into relation mentions.

Nothing is taken on trust: a quote must stand in the passage, an entity must be mentioned there, a figure must be one
that the program itself reads there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.model import (
    LLM,
    Amount,
    DateValue,
    Mention,
    Modality,
    Percent,
    Qualifiers,
    Refusal,
    RelationMention,
)
from kg.ontology import Ontology
from kg.relations.figures import with_currency
from kg.relations.llm.passages import Passage
from kg.relations.verdicts import LONGEST_QUOTE

_SHORTEST_QUOTE = 12
_NEAR = 400
"""Characters between a quote and what it is said of: two or three sentences."""
_TOLERANCE = 0.02


class ToldClaim(BaseModel):
    """A claim as the model tells it."""

    model_config = ConfigDict(extra="ignore")

    subject: str
    predicate: str
    object: str | None = None
    modality: Modality = Modality.ASSERTED
    attributed_to: str | None = None
    quote: str
    amount: float | None = None
    percent: float | None = None
    date: str | None = None
    period: str | None = None
    role: str | None = None
    role_status: str | None = None
    product: str | None = None
    kin: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """All that the model tells of a passage; `broken` counts what is in no form to be read."""

    claims: tuple[ToldClaim, ...]
    broken: int


def read_answer(content: str) -> Answer | None:
    """The answer in the text of a completion, or None where it is none. What a model thinks aloud is left out."""
    told = content.rpartition("</think>")[2]
    start, end = told.find("{"), told.rfind("}")
    try:
        listed = json.loads(told[start : end + 1])["claims"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    if not isinstance(listed, list):
        return None
    claims = []
    for one in listed:
        with suppress(ValidationError):
            claims.append(ToldClaim.model_validate(one))
    return Answer(tuple(claims), len(listed) - len(claims))


def checked(answer: Answer, passage: Passage, ontology: Ontology, *, model: str) -> Iterator[RelationMention | Refusal]:
    """What the passage bears out of an answer, and what it does not, with the reason."""
    for told in answer.claims:
        yield _checked(told, passage, ontology, model)
    for _ in range(answer.broken):
        yield Refusal(
            reason="the model's claim is not in the form asked for",
            quote=passage.text,
            start=passage.start,
            end=passage.end,
        )


def _checked(told: ToldClaim, passage: Passage, ontology: Ontology, model: str) -> RelationMention | Refusal:
    subjects = passage.mentions.get(told.subject, ())
    place = _place(told.quote, passage, subjects)
    if place is None:
        return _refusal("the model's quote does not stand in the text", told, passage)
    start, end = place
    term = ontology.predicates.get(told.predicate)
    if term is None:
        return _refusal("the model's predicate is none of the ontology", told, passage)
    if term.literal != (told.object is None):
        return _refusal("the model's claim has the wrong kind of object", told, passage, place)
    subject = _nearest(subjects, start, end)
    object_ = _nearest(passage.mentions.get(told.object or "", ()), start, end)
    if subject is None or (told.object is not None and object_ is None):
        return _refusal("the model names what the passage does not mention", told, passage, place)
    if any(_gap(m, start, end) > _NEAR for m in (subject, object_) if m is not None):
        return _refusal("the model's quote stands far from what it is said of", told, passage, place)
    amount, percent = _amount(told, passage), _percent(told, passage)
    if term.literal and amount is None:
        return _refusal("the model's figure does not stand in the text", told, passage, place)
    qualifiers = Qualifiers(
        amount=amount if "amount" in term.takes else None,
        percent=percent if "percent" in term.takes else None,
        date=told.date if "date" in term.takes and _dated(told.date, passage) else None,
        period=told.period if "period" in term.takes and _said(told.period, passage) else None,
        role=told.role if "role" in term.takes and _said(told.role, passage) else None,
        role_status=_status(told) if "role_status" in term.takes else None,
        product=told.product if "product" in term.takes and _said(told.product, passage) else None,
        kin=told.kin if "kin" in term.takes and _said(told.kin, passage) else None,
    )
    return RelationMention(
        predicate=told.predicate,
        subject=subject,
        object=object_,
        start=start,
        end=end,
        segment_id=passage.segment_at(start).id,
        qualifiers=qualifiers,
        modality=told.modality,
        attributed_to=_nearest(passage.mentions.get(told.attributed_to or "", ()), start, end),
        frame=LLM,
        path=(f"asked {model}",),
        score=0.0,
    )


def _place(quote: str, passage: Passage, subjects: Sequence[Mention]) -> tuple[int, int] | None:
    """Where the quote stands in the document, nearest to the subject; runs of white space count as equal."""
    words = quote.split()
    if not _SHORTEST_QUOTE <= len(quote.strip()) <= len(passage.text):
        return None
    pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)"
    places = [(passage.start + m.start(), passage.start + m.end()) for m in re.finditer(pattern, passage.text)]
    if not places:
        return None
    start, end = min(places, key=lambda p: min((_gap(m, *p) for m in subjects), default=0))
    return start, min(end, start + LONGEST_QUOTE)


def _gap(mention: Mention, start: int, end: int) -> int:
    return max(0, start - mention.end, mention.start - end)


def _nearest(mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    return min(mentions, key=lambda m: (_gap(m, start, end), m.start), default=None)


def _amount(told: ToldClaim, passage: Passage) -> Amount | None:
    if told.amount is None:
        return None
    found = [m.value for m in passage.figures if isinstance(m.value, Amount)]
    best = next((a for a in found if _same(told.amount, a.value, a.minimum, a.maximum)), None)
    return None if best is None else with_currency(best)


def _percent(told: ToldClaim, passage: Passage) -> Percent | None:
    if told.percent is None:
        return None
    found = [m.value for m in passage.figures if isinstance(m.value, Percent)]
    return next((p for p in found if _same(told.percent, p.value, p.minimum, p.maximum)), None)


def _same(told: float, *read: float | None) -> bool:
    return any(abs(told - value) <= _TOLERANCE * max(abs(value), 1e-9) for value in read if value is not None)


def _dated(date: str | None, passage: Passage) -> bool:
    return date is not None and any(isinstance(m.value, DateValue) and m.value.iso == date for m in passage.figures)


def _said(words: str | None, passage: Passage) -> bool:
    if words is None or not words.strip() or len(words) > LONGEST_QUOTE:
        return False
    return re.search(rf"(?<!\w){re.escape(words.strip())}(?!\w)", passage.text, re.IGNORECASE) is not None


def _status(told: ToldClaim) -> str | None:
    return told.role_status if told.role_status in {"current", "former"} else None


def _refusal(reason: str, told: ToldClaim, passage: Passage, place: tuple[int, int] | None = None) -> Refusal:
    start, end = place or (passage.start, passage.end)
    return Refusal(
        reason=reason,
        quote=passage.text[start - passage.start : end - passage.start],
        start=start,
        end=end,
        detail=f"{told.subject} {told.predicate} {told.object or '(figure)'}: {told.quote[:LONGEST_QUOTE]}",
    )
