"""Entities: what the mentions of a document mean, with score and reasons."""

from kg.entities.curation import (
    Alias,
    Curation,
    Decision,
    NotSameAs,
    Reject,
    Retype,
    SameAs,
    as_toml,
    read_curation,
    write_curation,
)
from kg.entities.resolve import Resolved, Resolver

__all__ = [
    "Alias",
    "Curation",
    "Decision",
    "NotSameAs",
    "Reject",
    "Resolved",
    "Resolver",
    "Retype",
    "SameAs",
    "as_toml",
    "read_curation",
    "write_curation",
]
