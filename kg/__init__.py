"""From German podcast transcripts and newsletters to a knowledge graph in which every claim is quoted and placed."""

from __future__ import annotations

__version__ = "0.1.0"
