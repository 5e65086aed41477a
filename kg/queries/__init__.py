"""The library of questions: one `.cypher` file each in `queries/<theme>/`, with a header that says what it answers.

A file begins with comment lines::

    // de: Wer investiert in wen?
    // en: Who invests in whom?
    // param: currency text = "USD" -- only amounts in this currency
    // param: entity entity -- whose investments
    // row: an investor and a company, with the largest amount told

then one reading statement. A parameter without ``=`` must be given; defaults are JSON. The name of the question is the
name of the file, its theme that of the folder.
"""

from __future__ import annotations

from kg.queries.columns import column_names
from kg.queries.files import parse_query
from kg.queries.library import Library, load_library, reference
from kg.queries.lint import lint
from kg.queries.model import Parameter, ParameterType, Query

__all__ = [
    "Library",
    "Parameter",
    "ParameterType",
    "Query",
    "column_names",
    "lint",
    "load_library",
    "parse_query",
    "reference",
]
