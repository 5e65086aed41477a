"""From files to documents: formats, their recognition, metadata, cues and errors.

``read_documents`` yields a `Document` or an `InputError` for each file; offsets of cues count in ``Document.text``.
"""

from __future__ import annotations

from kg.documents.formats import Format, format_named
from kg.documents.reading import read_document, read_documents
from kg.documents.recognition import recognise

__all__ = ["Format", "format_named", "read_document", "read_documents", "recognise"]
