"""The keys and texts that every store and export gives a claim's parts, so that all of them agree."""

from __future__ import annotations

import re
from typing import Final

from kg.model import Claim, Document, Evidence, Modality

TOLD_AS_TRUE: Final = frozenset({Modality.ASSERTED, Modality.REPORTED})
CONTEXT_CHARACTERS: Final = 32
"""How much text before and after a quote is kept with it."""
_HALF = re.compile("[\ud800-\udfff]")


def donation_id(claim: Claim) -> str:
    """The id of the donation that a claim tells of: donor, recipient, amount and currency.

    Claims that agree in these meet in one donation.
    """
    parts = [claim.subject, claim.object or ""]
    amount = claim.qualifiers.amount
    if amount is not None:
        value = f"{amount.value:.0f}" if amount.value == int(amount.value) else f"{amount.value:.12g}"
        parts.append("-".join([value, *([amount.currency.lower()] if amount.currency else [])]))
    return "--".join(parts)


def segment_key(document_id: str, segment_id: str) -> str:
    """The id of a segment among all documents' segments."""
    return segment_id if segment_id.startswith(f"{document_id}-") else f"{document_id}-{segment_id}"


def media_fragment(document: Document, evidence: Evidence) -> str | None:
    """The address of the audio at the evidence's place, None where the audio or the time is not known."""
    if document.media_url is None or evidence.start_seconds is None:
        return None
    end = "" if evidence.end_seconds is None else f",{evidence.end_seconds:g}"
    return f"{document.media_url}#t={evidence.start_seconds:g}{end}"


def storable(text: str) -> str:
    """The text without what neither stores nor files take: halves of surrogate pairs become question marks."""
    return _HALF.sub("?", text)
