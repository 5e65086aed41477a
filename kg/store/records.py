"""The data model: one document's extraction as nodes and relationships, ready to be written.

Nodes: Entity (with its class labels), Claim, Evidence, Segment, SourceText, Document and Donation, all with `id` and
`uri`.
Relationships: (Claim)-SUBJECT/OBJECT/ATTRIBUTED_TO/IN_ORGANIZATION->(Entity), (Claim)-IN_DOCUMENT->(Document),
(Claim)-HAS_EVIDENCE->(Evidence)-IN_SEGMENT->(Segment)-IN_TEXT->(SourceText)-TEXT_OF->(Document),
(Entity)-MENTIONED_IN->(Document), (Entity)-MADE_DONATION->(Donation)-DONATION_TO->(Entity),
(Claim)-DESCRIBES->(Donation), and the direct ones, such as (Entity)-INVESTED_IN->(Entity), one for each claim that is
asserted or reported.

There is no node for the extraction run: it would carry a clock, and loading the same input twice must give the same
store. What made a claim stands in its `extractor`, what it was made from in the source text's `sha256`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from kg.store.base import Value
from kg.store.merging import EntityView

SCHEMA_VERSION: Final = 1

STRUCTURE: Final = (
    ("TEXT_OF", "SourceText", "Document"),
    ("IN_TEXT", "Segment", "SourceText"),
    ("MENTIONED_IN", "Entity", "Document"),
    ("MADE_DONATION", "Entity", "Donation"),
    ("DONATION_TO", "Donation", "Entity"),
    ("IN_DOCUMENT", "Claim", "Document"),
    ("SUBJECT", "Claim", "Entity"),
    ("OBJECT", "Claim", "Entity"),
    ("ATTRIBUTED_TO", "Claim", "Entity"),
    ("IN_ORGANIZATION", "Claim", "Entity"),
    ("DESCRIBES", "Claim", "Donation"),
    ("HAS_EVIDENCE", "Claim", "Evidence"),
    ("IN_SEGMENT", "Evidence", "Segment"),
)
"""Type, label of the start and label of the end of all relationships but the direct ones between entities."""

Row = Mapping[str, Value]


class Link(NamedTuple):
    """A relationship that a node always comes with: its type, the label at the other end, and its direction."""

    type: str
    label: str
    outgoing: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeBatch:
    """Nodes of one combination of labels with the same links.

    Attributes:
        labels: The first one is the label of the key `id`.
        links: The relationships that each row has.
        rows: Each has `id`, `properties`, and `links`, the ids at the other ends in the order of `links`.
    """

    labels: tuple[str, ...]
    links: tuple[Link, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipBatch:
    """Direct relationships of one type between entities; each row has `start`, `end` and `properties` with `claim`."""

    type: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecords:
    """All that one document brings into the store.

    Attributes:
        fingerprint: Equal for equal extractions; kept on the Document node.
        views: What this document says about each entity.
        nodes: In an order in which each link's other end comes first; entities stand before all.
        donations: Ids of the Donation nodes that its claims describe.
    """

    document_id: str
    fingerprint: str
    views: tuple[EntityView, ...]
    nodes: tuple[NodeBatch, ...]
    relationships: tuple[RelationshipBatch, ...]
    donations: tuple[str, ...]
    claim_count: int
    evidence_count: int
