"""From German podcast transcripts and newsletters to a knowledge graph in which every claim is quoted and placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.store import open_store

__version__ = "0.1.0"
__all__ = ["__version__", "open_store"]


def __getattr__(name: str) -> object:
    """Load the stores when somebody asks for one."""
    if name == "open_store":
        from kg.store import open_store

        return open_store
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
