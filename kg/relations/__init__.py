"""Relations: which mentions a document relates, how, with what figures, and how it is told."""

from kg.relations.find import RelationFinder
from kg.relations.frames import FrameSet, load

__all__ = ["FrameSet", "RelationFinder", "load"]
