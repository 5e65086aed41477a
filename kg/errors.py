"""All errors that the program raises on purpose.

A message says what was found, what was wanted, where, and what helps::

    KgError
    ├── InputError            a document cannot be read (file, line, remedy)
    ├── SettingsError         kg.toml, an environment variable or an option is wrong
    ├── DataError             a data file of the program or of the user is wrong (file, line)
    │   ├── OntologyError     the ontology's Turtle
    │   ├── NamesError        a name list
    │   ├── FrameError        a frame
    │   └── QueryFileError    a .cypher file of the library
    ├── LanguageError         the language pipeline is missing, damaged or does not fit
    ├── LlmError              the server of a language model refuses or answers nonsense
    ├── ClaimsFileError       a claims file (JSON) is wrong
    ├── QueryError            a query was refused (syntax, parameters)
    ├── ExportError           a graph cannot be written in the wanted form
    └── StoreError            the store refused or broke
        ├── StoreUnavailableError   it cannot be reached, is locked, or the password is wrong
        └── StoreVersionError       it was written by another version of the program
"""

from __future__ import annotations

from pathlib import Path


class KgError(Exception):
    """Base of all errors that the command line shows without a traceback."""


class InputError(KgError):
    """A document cannot be read.

    Args:
        path: The file, or ``-`` for standard input.
        found: What is wrong with it.
        remedy: What the user can do.
        line: The line (from 1) where it was seen, if known.
    """

    def __init__(self, path: Path | str, found: str, remedy: str, *, line: int | None = None) -> None:
        self.path = str(path)
        self.found = found
        self.remedy = remedy
        self.line = line
        place = self.path if line is None else f"{self.path}:{line}"
        super().__init__(f"{place}: {found}. {remedy}")


class SettingsError(KgError):
    """A setting has a value that means nothing."""


class DataError(KgError):
    """A data file (ontology, names, frames, queries) is wrong.

    Args:
        path: The file.
        found: What is wrong, what was wanted, and what helps.
        line: The line (from 1), if known.
    """

    def __init__(self, path: Path | str, found: str, *, line: int | None = None) -> None:
        self.path = str(path)
        self.line = line
        place = self.path if line is None else f"{self.path}:{line}"
        super().__init__(f"{place}: {found}")


class OntologyError(DataError):
    """The ontology cannot be read or contradicts itself."""


class NamesError(DataError):
    """A name list breaks its format."""


class FrameError(DataError):
    """A frame breaks its format or names an unknown predicate."""


class QueryFileError(DataError):
    """A query file of the library has no proper header."""


class LanguageError(KgError):
    """The language pipeline is missing, damaged or does not fit."""


class LlmError(KgError):
    """The server of a language model cannot be reached, refuses, or does not answer as agreed."""


class ClaimsFileError(DataError):
    """A claims file is not in the format of the program."""


class QueryError(KgError):
    """A query was refused: unknown name, wrong parameters, or the store's own complaint."""


class ExportError(KgError):
    """A graph cannot be written in the wanted form."""


class StoreError(KgError):
    """The store refused a command or broke."""


class StoreUnavailableError(StoreError):
    """The store cannot be reached, is locked by another process, or the password is wrong."""


class StoreVersionError(StoreError):
    """The store was written by a version of the program that this one cannot read."""
