"""Claims: what a document says, checked, merged, scored, and kept in files."""

from kg.claims.build import build_claims

__all__ = ["build_claims"]
