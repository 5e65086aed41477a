"""The types that the stages hand to each other, in the order of the data's way.

document → segments → mentions → entities → relation mentions → claims → one `Extraction` a document.

All offsets are characters (Unicode code points) of the document's text, half open; all times are seconds of the audio.
"""

from __future__ import annotations

from kg.model.claims import (
    HEAD,
    LLM,
    NO_QUALIFIERS,
    Claim,
    Evidence,
    Extraction,
    Modality,
    Qualifiers,
    Refusal,
    RelationMention,
)
from kg.model.documents import (
    Cue,
    Document,
    DocumentKind,
    Segment,
    SegmentKind,
    TimeBasis,
)
from kg.model.ids import (
    content_hash,
    kebab,
)
from kg.model.mentions import (
    TAKING_UP,
    Amount,
    Candidate,
    DateValue,
    Entity,
    Finder,
    Mention,
    MentionKind,
    MentionValue,
    Percent,
    Place,
    Resolution,
    RoleValue,
    StandsFor,
)

__all__ = [
    "HEAD",
    "LLM",
    "NO_QUALIFIERS",
    "TAKING_UP",
    "Amount",
    "Candidate",
    "Claim",
    "Cue",
    "DateValue",
    "Document",
    "DocumentKind",
    "Entity",
    "Evidence",
    "Extraction",
    "Finder",
    "Mention",
    "MentionKind",
    "MentionValue",
    "Modality",
    "Percent",
    "Place",
    "Qualifiers",
    "Refusal",
    "RelationMention",
    "Resolution",
    "RoleValue",
    "Segment",
    "SegmentKind",
    "StandsFor",
    "TimeBasis",
    "content_hash",
    "kebab",
]
