"""The interactive page: one HTML file that works without any network."""

from __future__ import annotations

from kg.export.html.page import MAX_EDGES, MAX_NODES, page, write

__all__ = ["MAX_EDGES", "MAX_NODES", "page", "write"]
