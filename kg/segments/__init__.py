"""From documents to segments: what each stretch is, who says it and when."""

from __future__ import annotations

from kg.segments.segmentation import segment
from kg.segments.times import Timeline, seconds_at

__all__ = ["Timeline", "seconds_at", "segment"]
