"""Qualifiers: which of the figures, dates, offices and companions that stand nearby belong to a claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
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
_TOGETHER = frozenset({"zusammen", "gemeinsam", "together"})
_POSSESSIVE = frozenset({"PPOSAT", "PRP$"})
_NEAR_OFFICE = 4
_GIVEN = frozenset({"zum", "zur", "als", "as"})
_PRODUCT_TAGS = frozenset({"NN", "FM"})


def qualifiers_of(
    frame: Frame,
    term: PredicateTerm,
    sentence: Sentence,
    clause: Clause,
    items: Sequence[Item],
    subject: Item,
    object_: Item | None,
    placed: Sequence[Item] = (),
) -> Qualifiers | None:
    """The qualifiers that the predicate takes, or None where a literal predicate has no amount.

    Args:
        frame: What found the claim.
        term: The predicate.
        sentence: The sentence.
        clause: The clause whose figures may belong to it.
        items: The items that the frame spans.
        subject: The subject.
        object_: The object, if there is one.
        placed: Figures for which the frame has a place: they belong to it before all others.
    """
    figures = [i for i in clause.items if i.mention is not None and not i.names_entity]
    inside = [i for i in items if i.mention is not None and not i.names_entity]
    distinct = {i.index: i for i in (*inside, *figures)}
    near = sorted(distinct.values(), key=lambda i: (i not in placed, i not in inside, _distance(i, items)))
    wants_amount = frame.amount or term.literal
    amount = _amount(near, clause, placed) if wants_amount and "amount" in term.takes else None
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
        joint_with=_companion(clause) if "joint_with" in term.takes else None,
    )
    return found or NO_QUALIFIERS


def _distance(item: Item, items: Sequence[Item]) -> int:
    return min(abs(item.index - i.index) for i in items)


def _amount(near: Sequence[Item], clause: Clause, placed: Sequence[Item]) -> Amount | None:
    amounts = [i for i in near if i.mention is not None and isinstance(i.mention.value, Amount)]
    if not amounts:
        return None
    chosen = amounts[0]
    in_order = sorted(amounts, key=lambda i: i.index)
    words = {i.text.lower() for i in clause.items if i.mention is None}
    corrected = bool(words & {"sondern", "entschuldigung", "korrigiere", "quatsch"}) or _moved(in_order)
    if len(in_order) > 1 and corrected and chosen not in placed:
        chosen = in_order[-1]
    assert chosen.mention is not None
    value = chosen.mention.value
    assert isinstance(value, Amount)
    return with_currency(value)


def _moved(amounts: Sequence[Item]) -> bool:
    """Whether an amount went "von 5 auf 6 Milliarden"."""
    prepositions = [i.preposition for i in amounts]
    return "von" in prepositions and "auf" in prepositions[prepositions.index("von") + 1 :]


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
    return next((item.office for item in wanted if item.office is not None), None)


def office_at(
    clause: Clause, subject: Item, object_: Item | None, *, is_organisation: Callable[[str], bool]
) -> Item | None:
    """The organisation whose office a clause speaks of: "zum Chef der FCC", "zum Tesla-Chef".

    Args:
        clause: The clause.
        subject: Who appoints or dismisses; not the organisation that is looked for.
        object_: Who is appointed or dismissed.
        is_organisation: Whether a class is one of organisations.
    """
    for place, office in enumerate(clause.items):
        if office.mention is None or office.mention.kind is not MentionKind.ROLE:
            continue
        before = clause.items[max(0, place - 4) : place]
        if not any(i.text.lower() in _GIVEN for i in before):
            continue  # the office that somebody has already: "ernennt den Nvidia-Chef"
        for item in clause.items:
            behind = 0 < item.index - office.index <= _NEAR_OFFICE and (item.genitive or item.preposition)
            inside = 0 < office.index - item.index <= 2 and item.end >= office.start - 1
            if (
                item.names_entity
                and item is not subject
                and item is not object_
                and (behind or inside)
                and item.mention is not None
                and is_organisation(item.mention.class_ or "")
            ):
                return item
    return None


def _companion(clause: Clause) -> str | None:
    """With whom, where that person is no entity: "zusammen mit seiner Frau"."""
    for number in range(len(clause.items) - 3):
        together, with_, whose, who = clause.items[number : number + 4]
        said = together.lemma in _TOGETHER and with_.text.lower() in {"mit", "with"}
        named = any(i.names_entity for i in clause.items[number + 4 : number + 5])
        if said and whose.tag in _POSSESSIVE and who.mention is None and who.tag in {"NN", "FM"} and not named:
            return f"{whose.text} {who.text}"
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
