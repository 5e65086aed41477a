"""Qualifiers: which amount, share, date and role belongs to a claim among all that stand nearby."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.model import (
    NO_QUALIFIERS,
    Amount,
    DateValue,
    MentionKind,
    Percent,
    Qualifiers,
    RoleValue,
)
from kg.ontology import PredicateTerm
from kg.relations.clauses import Clause, Sentence
from kg.relations.frames import Frame, PatternFrame, VerbFrame
from kg.relations.items import Item

_CURRENCY_UNSAID = "USD"
_PRODUCT_TAGS = frozenset({"NN", "FM"})


def qualifiers_of(
    frame: Frame,
    term: PredicateTerm,
    sentence: Sentence,
    clause: Clause,
    items: Sequence[Item],
    subject: Item,
    object_: Item | None,
) -> Qualifiers | None:
    """The qualifiers that the predicate takes, or None where a literal predicate has no amount."""
    figures = [i for i in clause.items if i.mention is not None and not i.names_entity]
    inside = [i for i in items if i.mention is not None and not i.names_entity]
    distinct = {i.index: i for i in (*inside, *figures)}
    near = sorted(distinct.values(), key=lambda i: (i not in inside, _distance(i, items)))
    wants_amount = frame.amount or term.literal
    amount = _amount(near, clause) if wants_amount and "amount" in term.takes else None
    if term.literal and amount is None:
        return None
    percent = _value(near, MentionKind.PERCENT) if wants_amount and "percent" in term.takes else None
    date = _value(near, MentionKind.DATE)
    role = _role(frame, near, items, subject) if "role" in term.takes else None
    if term.name == "holdsRole" and role is None:
        return None
    found = Qualifiers(
        amount=amount,
        percent=percent if isinstance(percent, Percent) else None,
        date=date.iso if isinstance(date, DateValue) and "date" in term.takes else None,
        period=(date.period or date.iso) if isinstance(date, DateValue) and "period" in term.takes else None,
        role=role.name if role is not None else None,
        role_status=(role.status or "current") if role is not None and "role_status" in term.takes else None,
        product=_product(frame, clause) if "product" in term.takes else None,
        kin=_kin(frame, items) if "kin" in term.takes else None,
    )
    return found or NO_QUALIFIERS


def _distance(item: Item, items: Sequence[Item]) -> int:
    return min(abs(item.index - i.index) for i in items)


def _amount(near: Sequence[Item], clause: Clause) -> Amount | None:
    amounts = [i for i in near if i.mention is not None and i.mention.kind is MentionKind.AMOUNT]
    if not amounts:
        return None
    chosen = amounts[0]
    in_order = sorted(amounts, key=lambda i: i.index)
    words = {i.text.lower() for i in clause.items if i.mention is None}
    corrected = bool(words & {"sondern", "entschuldigung", "korrigiere", "quatsch"}) or {"von", "auf"} <= words
    if len(in_order) > 1 and corrected:
        chosen = in_order[-1]
    assert chosen.mention is not None
    value = chosen.mention.value
    assert isinstance(value, Amount)
    return with_currency(value)


def with_currency(amount: Amount) -> Amount:
    """The amount in the currency that is meant where none is said (annotation guide: USD for a deal)."""
    return amount if amount.currency is not None else replace(amount, currency=_CURRENCY_UNSAID)


def _value(near: Iterable[Item], kind: MentionKind) -> object:
    return next((i.mention.value for i in near if i.mention is not None and i.mention.kind is kind), None)


def _role(frame: Frame, near: Sequence[Item], items: Sequence[Item], subject: Item) -> RoleValue | None:
    if isinstance(frame.role, str):
        return RoleValue(name=frame.role)
    if isinstance(frame, PatternFrame) and frame.subject_kind == "description":
        return RoleValue(name=subject.text)
    wanted = items if isinstance(frame, PatternFrame) else near
    for item in wanted:
        if item.mention is not None and isinstance(item.mention.value, RoleValue):
            return item.mention.value
    return None


def _product(frame: Frame, clause: Clause) -> str | None:
    if not isinstance(frame, VerbFrame) or not frame.product:
        return None
    words = [i.text for i in clause.items if i.mention is None and i.tag in _PRODUCT_TAGS and not i.preposition]
    return words[0] if words else None


def _kin(frame: Frame, items: Sequence[Item]) -> str | None:
    if isinstance(frame, VerbFrame):
        return frame.kin
    nouns = [i.text for i in items if i.mention is None and i.tag == "NN"]
    return nouns[0] if nouns else None
