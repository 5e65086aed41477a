"""How a relation is told, by what stands around the clause that tells it: appositions, and what is taken back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import Modality, RelationMention
from kg.relations.modality import is_called_off, is_imagined, is_nominal, is_offered, is_retracted, is_stopped
from kg.relations.verdicts import LONGEST_QUOTE

if TYPE_CHECKING:
    from kg.language import Analysis

_POSITIONS = frozenset({"founded", "holdsRole", "memberOf"})
_APPOSING = (",", "(", "–", "-", "von ", "vom ", "bei ", "beim ", "aus ")
_ATTRIBUTES = frozenset({"familyOf", "founded", "holdsRole", "locatedIn", "memberOf", "subsidiaryOf"})
"""What appositions say of persons and firms."""


def retold(
    relation: RelationMention, text: str, spans: Sequence[tuple[int, int]], analysis: Analysis | None
) -> RelationMention:
    """The relation as its surroundings tell it.

    Args:
        relation: As its own clause tells it.
        text: The document's text.
        spans: First and last character (exclusive) of each sentence, in order.
        analysis: The analysed segment that tells it.
    """
    if _is_apposition(relation, analysis):
        relation = replace(relation, modality=Modality.ASSERTED, path=(*relation.path, "apposition"))
    relation = _offered(_called_off(relation, text, spans), text)
    return _retracted(relation, text, spans)


def _is_apposition(relation: RelationMention, analysis: Analysis | None) -> bool:
    """Whether an attribute that is not told as a fact stands in apposition, beside the verb that plans or denies."""
    other = relation.object
    if (
        relation.predicate not in _ATTRIBUTES
        or relation.modality is Modality.ASSERTED
        or analysis is None
        or other is None
        or other.segment_id != relation.subject.segment_id
    ):
        return False
    first, last = sorted((relation.subject, other), key=lambda m: m.start)
    start = analysis.segment.start
    text = analysis.doc.text
    if is_imagined(text[max(0, relation.start - start) : first.start - start]):
        return False
    # "Angeblich wird Ada Blum Chefin von Veltro" is no apposition, "…, Chefin von Veltro" is one.
    beside = text[first.end - start : last.start - start].lstrip()
    if relation.predicate in _POSITIONS and first is relation.subject and not beside.startswith(_APPOSING):
        return False
    between = analysis.doc.char_span(first.end - start, last.start - start, alignment_mode="contract") or ()
    return is_nominal((t.text, t.pos_) for t in between if not t.is_space)


def _called_off(relation: RelationMention, text: str, spans: Sequence[tuple[int, int]]) -> RelationMention:
    """What is planned is denied where the rest of its sentence, or the next one, calls it off."""
    if relation.modality is not Modality.PLANNED:
        return relation
    last = max(relation.subject.end, 0 if relation.object is None else relation.object.end)
    following = bisect_right(spans, last, key=lambda span: span[0])
    end = spans[following][1] if following < len(spans) else len(text)
    if not is_called_off(text[last : min(end, last + LONGEST_QUOTE)]):
        return relation
    return replace(relation, modality=Modality.NEGATED, path=(*relation.path, "called off"))


def _retracted(relation: RelationMention, text: str, spans: Sequence[tuple[int, int]]) -> RelationMention:
    """What the next sentence takes back is denied."""
    last = max(relation.subject.end, 0 if relation.object is None else relation.object.end)
    at = max(0, bisect_right(spans, last - 1, key=lambda span: span[0]) - 1)
    end = spans[at][1] if spans else last
    if relation.modality is Modality.NEGATED or not is_retracted(text[end : end + LONGEST_QUOTE]):
        return relation
    return replace(relation, modality=Modality.NEGATED, path=(*relation.path, "taken back"))


def _offered(relation: RelationMention, text: str) -> RelationMention:
    """A takeover that somebody wards off or allows is but planned: "lehnt die Übernahme durch Veltro ab"."""
    if relation.predicate != "acquired" or relation.modality is not Modality.ASSERTED:
        return relation
    quote = text[relation.start : relation.end]
    if is_stopped(quote):
        return replace(relation, modality=Modality.NEGATED, path=(*relation.path, "stopped"))
    return (
        replace(relation, modality=Modality.PLANNED, path=(*relation.path, "offered"))
        if is_offered(quote)
        else relation
    )
