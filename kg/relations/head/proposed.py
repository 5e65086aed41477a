"""What frames propose of pairs of mentions, as the relation head is shown it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.model import Amount, Mention, Place, RelationMention
from kg.ontology import Ontology
from kg.relations.head.structure import PROPOSABLE
from kg.relations.head.windows import Proposed


def proposed_pairs(
    proposals: Iterable[RelationMention], mentions: Sequence[Mention], labels: Sequence[str], ontology: Ontology
) -> Proposed:
    """For each ordered pair of places the number of the surest proposal; what the head does not know is left out.

    Args:
        proposals: Relation mentions by frames.
        mentions: The document's mentions, among them the amounts that literal claims tell.
        labels: The head's labels; their numbers begin with 1.
        ontology: Says which predicates hold both ways.
    """
    numbers = {label: number for number, label in enumerate(labels, start=1) if number < PROPOSABLE}
    found: dict[tuple[Place, Place], int] = {}
    for proposal in sorted(proposals, key=lambda p: p.score):
        other = proposal.object or _amount(proposal, mentions)
        if other is None or proposal.predicate not in numbers:
            continue
        subject, object_ = (proposal.subject.start, proposal.subject.end), (other.start, other.end)
        found[subject, object_] = numbers[proposal.predicate]
        if ontology.predicates[proposal.predicate].symmetric:
            found[object_, subject] = numbers[proposal.predicate]
    return found


def _amount(proposal: RelationMention, mentions: Iterable[Mention]) -> Mention | None:
    """The mention of a literal claim's amount that stands nearest to its subject."""
    told, start = proposal.qualifiers.amount, proposal.subject.start
    inside = [
        m
        for m in mentions
        if isinstance(m.value, Amount)
        and told is not None
        and m.value.value == told.value
        and proposal.start <= m.start
        and m.end <= proposal.end
    ]
    return min(inside, key=lambda m: abs(m.start - start), default=None)
