"""Frames and the relation head together: who proposes, who judges.

A frame's proposal bears the chance that the head gives it; what the head finds alone is proposed from a least chance
on, its figures being those that it takes to belong to the claim. What comes of a proposal is decided where all that is
said of a claim comes together (`kg.claims.confidence`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.model import (
    HEAD,
    Amount,
    DateValue,
    Mention,
    MentionKind,
    Percent,
    Qualifiers,
    RelationMention,
    RoleValue,
)
from kg.names import tells_founding
from kg.ontology import Ontology, PredicateTerm
from kg.relations.figures import with_currency
from kg.relations.head.judge import Verdict

LEAST = 0.03
"""Below this the head is sure that there is no relation."""
ALONE = 0.05
"""From this chance on the head proposes what no frame does."""
_SURE = 0.94
"""What a frame is as sure of as this needs no judge: "Veltro-Gründerin Ada Blum" can mean nothing else."""
_LIKELY = 0.5
_LIKELIER = 1.5
"""So many times likelier the other way round has to be for a pair to be left out."""
LONGEST_QUOTE = 250
"""Characters; of a longer stretch only the part that carries the claim is quoted."""


def judged(
    proposals: Iterable[RelationMention],
    verdicts: Iterable[Verdict],
    ontology: Ontology,
    quote: Callable[[Mention, Mention], tuple[int, int]],
) -> Iterator[RelationMention]:
    """Proposals of frames as the head sees them, then what the head finds alone.

    Args:
        proposals: Relation mentions by frames.
        verdicts: The head's verdicts of the same document, down to `LEAST`.
        ontology: Refuses the impossible.
        quote: Gives the stretch of the document that carries two mentions.
    """
    by_pair = {_pair(v.subject, v.object, v.predicate, ontology): v for v in verdicts}
    told = set()
    framed: dict[tuple[str, int], list[RelationMention]] = defaultdict(list)
    for proposal in proposals:
        other = proposal.object or _amount_mention(proposal, by_pair)
        key = _pair(proposal.subject, other, proposal.predicate, ontology) if other is not None else None
        verdict = by_pair.get(key) if key is not None else None
        if key is not None:
            told.add(key)
        for end in (proposal.subject, proposal.object):
            if end is not None:
                framed[proposal.predicate, end.start].append(proposal)
        judged_as = verdict.score if verdict is not None else 0.0
        chance = max(judged_as, proposal.score) if proposal.score >= _SURE else judged_as
        yield replace(proposal, chance=chance, path=(*proposal.path, f"head {judged_as:.2f}"))
    for key, verdict in by_pair.items():
        # Where both ways round seem likely, the one that a frame reads by cases and order is right.
        reverse = by_pair.get((key[1], key[0], key[2]))
        framed_so = (key[1], key[0], key[2]) in told and reverse is not None and reverse.score > _LIKELY
        turned = framed_so or _turned(verdict, by_pair)
        if key in told or turned or verdict.score < ALONE or _taken(verdict, framed):
            continue
        relation = _relation(verdict, ontology, quote)
        if relation is not None:
            yield relation


def _taken(verdict: Verdict, framed: Mapping[tuple[str, int], Sequence[RelationMention]]) -> bool:
    """Whether a frame ties one of the two to somebody else where it stands, and the other stands elsewhere."""
    ends = (verdict.subject, verdict.object)
    return any(
        not (told.start <= other.start < told.end)
        for end, other in zip(ends, reversed(ends), strict=True)
        for told in framed.get((verdict.predicate, end.start), ())
    )


def _turned(verdict: Verdict, by_pair: Mapping[tuple[int, int, str], Verdict]) -> bool:
    """Whether the other way round is clearly likelier: nobody sues, owns or leads each other in one breath."""
    other = by_pair.get((verdict.object.start, verdict.subject.start, verdict.predicate))
    return other is not None and other.score > _LIKELIER * verdict.score


def _pair(subject: Mention, object_: Mention, predicate: str, ontology: Ontology) -> tuple[int, int, str]:
    term = ontology.predicates[predicate]
    first, second = subject.start, object_.start
    return (min(first, second), max(first, second), predicate) if term.symmetric else (first, second, predicate)


def _amount_mention(proposal: RelationMention, by_pair: Mapping[tuple[int, int, str], Verdict]) -> Mention | None:
    """The amount of a literal claim, as the head saw it beside the same subject."""
    best = None
    for (subject, _, predicate), verdict in by_pair.items():
        if subject != proposal.subject.start or predicate != proposal.predicate:
            continue
        value, wanted = verdict.object.value, proposal.qualifiers.amount
        same = isinstance(value, Amount) and wanted is not None and value.value == wanted.value
        if same and (best is None or verdict.score > best.score):
            best = verdict
    return best.object if best is not None else None


def _relation(
    verdict: Verdict, ontology: Ontology, quote: Callable[[Mention, Mention], tuple[int, int]]
) -> RelationMention | None:
    term = ontology.predicates[verdict.predicate]
    object_ = verdict.object
    if term.literal != (object_.kind is MentionKind.AMOUNT):
        return None
    object_class = None if term.literal else object_.class_ or ""
    if ontology.refuses(verdict.predicate, verdict.subject.class_ or "", object_class) is not None:
        return None
    start, end = quote(verdict.subject, object_)
    return RelationMention(
        predicate=verdict.predicate,
        subject=verdict.subject,
        object=None if term.literal else object_,
        start=start,
        end=end,
        segment_id=verdict.subject.segment_id,
        qualifiers=_qualifiers(term, verdict),
        modality=verdict.modality,
        frame=HEAD,
        path=(f"head {verdict.score:.2f}",),
        score=0.0,
        chance=verdict.score,
    )


def _qualifiers(term: PredicateTerm, verdict: Verdict) -> Qualifiers:
    values = [m.value for m, _ in verdict.figures]
    if term.literal:
        values.insert(0, verdict.object.value)
    amount = next((v for v in values if isinstance(v, Amount)), None)
    percent = next((v for v in values if isinstance(v, Percent)), None)
    date = next((v for v in values if isinstance(v, DateValue)), None)
    roles = [v for v in values if isinstance(v, RoleValue)]
    # "Gründer und CEO": that somebody founded it is told by another predicate.
    role = next((v for v in roles if not tells_founding(v.name)), roles[0] if roles else None)
    takes = term.takes
    return Qualifiers(
        amount=with_currency(amount) if amount is not None and "amount" in takes else None,
        percent=percent if "percent" in takes else None,
        date=date.iso if date is not None and "date" in takes else None,
        period=(date.period or date.iso) if date is not None and "period" in takes else None,
        role=role.name if role is not None and "role" in takes else None,
        role_status=_status(role) if "role_status" in takes else None,
    )


def _status(role: RoleValue | None) -> str | None:
    return None if role is None else role.status or "current"


def quotes(text: str, sentences: Sequence[tuple[int, int]]) -> Callable[[Mention, Mention], tuple[int, int]]:
    """Gives for two mentions the whole sentences around them, or what lies between them where those are too long.

    Args:
        text: The document's text.
        sentences: First and last character (exclusive) of each sentence, in order.
    """
    starts = [start for start, _ in sentences]

    def quote(one: Mention, other: Mention) -> tuple[int, int]:
        first, last = min(one.start, other.start), max(one.end, other.end)
        opening = sentences[max(0, bisect_right(starts, first) - 1)]
        closing = sentences[max(0, bisect_right(starts, last - 1) - 1)]
        start, end = min(opening[0], first), max(closing[1], last)
        if end - start > LONGEST_QUOTE:
            start, end = (first, max(last, min(end, first + LONGEST_QUOTE)))
        if end - start > LONGEST_QUOTE:
            start, end = first, first + LONGEST_QUOTE
        while end > start + 1 and text[end - 1].isspace():
            end -= 1
        return start, end

    return quote
