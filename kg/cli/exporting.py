"""Commands that write the graph for others: export, validate."""

from __future__ import annotations
