"""What the relation head says of a pair of mentions."""

from __future__ import annotations

from kg.model import Modality
from kg.ontology import Ontology

QUALIFIES = "qualifies"
"""The second mention is a figure, date or office that belongs to what is claimed about the first."""
MODALITIES = tuple(m.value for m in Modality)


def predicates(ontology: Ontology) -> tuple[str, ...]:
    """The labels of a directed pair, sorted; the last one is `QUALIFIES`."""
    return (*sorted(ontology.predicates), QUALIFIES)
