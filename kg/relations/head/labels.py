"""What the relation head says of a pair of mentions."""

from __future__ import annotations

from kg.model import Modality
from kg.ontology import Ontology

QUALIFIES = "qualifies"
"""The second mention is a figure, date or office that belongs to what is claimed about the first."""
SAME = "same"
"""The first mention, a pronoun or description, stands for what the second one names."""
MODALITIES = tuple(m.value for m in Modality)


def predicates(ontology: Ontology) -> tuple[str, ...]:
    """The labels of a directed pair, sorted; the last two are `QUALIFIES` and `SAME`."""
    return (*sorted(ontology.predicates), QUALIFIES, SAME)
