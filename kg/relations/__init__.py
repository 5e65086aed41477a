"""Relations: which mentions a document relates, how, with what figures, and how it is told."""

from kg.relations.bare_offices import BareOffices
from kg.relations.find import RelationFinder
from kg.relations.frames import FrameSet, load
from kg.relations.head.judge import Judge

__all__ = ["BareOffices", "FrameSet", "Judge", "RelationFinder", "load"]
