"""Answers of the model: read, held against the passage, and turned into relation mentions.

Nothing is taken on trust: a quote must stand in the passage, an entity must be mentioned there, a figure must be one
that the program itself reads there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import BaseModel, ConfigDict, ValidationError

from kg.model import (
    Amount,
    Mention,
    Modality,
    Percent,
    Qualifiers,
    Refusal,
    RelationMention,
)
from kg.ontology import Ontology
from kg.relations.llm.passages import Passage

FRAME = "llm"
LONGEST_QUOTE = 250
_SCORE = 0.75
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
    currency: str | None = None
    percent: float | None = None
    date: str | None = None
    period: str | None = None
    role: str | None = None
    role_status: str | None = None
    product: str | None = None
    kin: str | None = None


class Answer(BaseModel):
    """All that the model tells of a passage."""

    claims: list[ToldClaim]


def read_answer(content: str) -> Answer | None:
    """The answer in the text of a completion, or None where it is none."""
    fenced = re.search(r"\{.*\}", content, re.DOTALL)
    try:
        return Answer.model_validate_json(fenced.group() if fenced else content)
    except ValidationError:
        return None


def checked(answer: Answer, passage: Passage, ontology: Ontology, *, model: str) -> Iterator[RelationMention | Refusal]:
    """What the passage bears out of an answer, and what it does not, with the reason."""
    for told in answer.claims:
        yield _checked(told, passage, ontology, model)


def _checked(told: ToldClaim, passage: Passage, ontology: Ontology, model: str) -> RelationMention | Refusal:
    place = _place(told.quote, passage)
    if place is None:
        return _refusal("the model's quote does not stand in the text", told, passage)
    start, end = place
    term = ontology.predicates.get(told.predicate)
    if term is None:
        return _refusal("the model's predicate is none of the ontology", told, passage)
    if term.literal != (told.object is None):
        return _refusal("the model's claim has the wrong kind of object", told, passage, place)
    subject = _nearest(passage.mentions.get(told.subject, ()), start, end)
    object_ = _nearest(passage.mentions.get(told.object or "", ()), start, end)
    if subject is None or (told.object is not None and object_ is None):
        return _refusal("the model names what the passage does not mention", told, passage, place)
    amount, percent = _amount(told, passage), _percent(told, passage)
    if term.literal and amount is None:
        return _refusal("the model's figure does not stand in the text", told, passage, place)
    qualifiers = Qualifiers(
        amount=amount if "amount" in term.takes else None,
        percent=percent if "percent" in term.takes else None,
        date=_date(told.date) if "date" in term.takes else None,
        period=told.period if "period" in term.takes else None,
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
        segment_id=subject.segment_id,
        qualifiers=qualifiers,
        modality=told.modality,
        attributed_to=_nearest(passage.mentions.get(told.attributed_to or "", ()), start, end),
        frame=FRAME,
        path=(f"asked {model}",),
        score=_SCORE,
    )


def _place(quote: str, passage: Passage) -> tuple[int, int] | None:
    """Where the quote stands in the document; runs of white space count as equal."""
    words = quote.split()
    if not words:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), passage.text)
    if found is None:
        return None
    return passage.start + found.start(), passage.start + min(found.end(), found.start() + LONGEST_QUOTE)


def _nearest(mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    return min(mentions, key=lambda m: (max(0, start - m.end, m.start - end), m.start), default=None)


def _amount(told: ToldClaim, passage: Passage) -> Amount | None:
    found = [m.value for m in passage.figures if isinstance(m.value, Amount)]
    if told.amount is None:
        return None
    best = next((a for a in found if _same(told.amount, a.value)), None)
    if best is None or best.currency is not None or not re.fullmatch(r"[A-Z]{3}", told.currency or ""):
        return best
    return Amount(value=best.value, currency=told.currency, minimum=best.minimum, maximum=best.maximum)


def _percent(told: ToldClaim, passage: Passage) -> Percent | None:
    found = [m.value for m in passage.figures if isinstance(m.value, Percent)]
    return next((p for p in found if told.percent is not None and _same(told.percent, p.value)), None)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _TOLERANCE * max(abs(other), 1e-9)


def _date(told: str | None) -> str | None:
    return told if told is not None and re.fullmatch(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", told) else None


def _said(word: str | None, passage: Passage) -> bool:
    return word is not None and word.casefold() in passage.text.casefold()


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
