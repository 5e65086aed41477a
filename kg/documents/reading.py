"""From files to documents; what is broken is told and the rest goes on."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.documents.decoding import decode, refuse_surrogates
from kg.documents.formats import Format, format_named
from kg.documents.recognition import recognise_text
from kg.documents.written import read_written
from kg.errors import InputError
from kg.model import Document, kebab

STANDARD_INPUT = "-"
_ENDINGS = (".txt", ".text", ".md", ".markdown", ".srt", ".vtt", ".json", ".html", ".htm", ".xhtml", ".xml", ".rss")
_Reader = Callable[[str, Format, str, str], Document]


def read_document(path: Path | str, *, format: str | None = None) -> Document:  # noqa: A002 - the option's own name
    """The document of one file, or of standard input for ``-``.

    Args:
        path: The file; its stem gives the document's id.
        format: A format's name where the content would be misread.

    Raises:
        InputError: if the file cannot be read or is broken; with the line where that is known.
        SettingsError: if there is no format of that name.
    """
    wanted = format_named(format) if format is not None else None
    return _read_file(str(path), wanted)


def read_documents(
    inputs: Iterable[Path | str],
    *,
    format: str | None = None,  # noqa: A002 - the option's own name
) -> Iterator[Document | InputError]:
    """The documents of files, folders (walked in sorted order) and ``-``; an InputError in the place of what is broken.

    A file that is given twice is read once. Two files that would bear the same id are an error for the second: loading
    it would replace the first.

    Raises:
        SettingsError: at once, if there is no format of that name.
    """
    wanted = format_named(format) if format is not None else None
    return _distinct(_read_all([str(i) for i in inputs], wanted))


def _read_all(inputs: list[str], wanted: Format | None) -> Iterator[Document | InputError]:
    seen: set[str] = set()
    for given in inputs:
        try:
            files = files_of(given)
        except InputError as error:
            yield error
            continue
        for file in files:
            real = file if file == STANDARD_INPUT else str(Path(file).absolute())
            if real in seen:
                continue
            seen.add(real)
            try:
                yield _read_file(file, wanted)
            except InputError as error:
                yield error


def _distinct(results: Iterator[Document | InputError]) -> Iterator[Document | InputError]:
    sources: dict[str, str] = {}
    for result in results:
        if isinstance(result, Document):
            other = sources.setdefault(result.id, result.source)
            if other != result.source:
                found = f"its id {result.id!r} is already that of {other}"
                yield InputError(result.source, found, "Rename one of the two files.")
                continue
        yield result


def files_of(given: str) -> list[str]:
    """The files that an input stands for: itself, or what lies in the folder, sorted, without hidden files.

    Raises:
        InputError: if a folder holds no file with the ending of a document.
    """
    if given == STANDARD_INPUT or not Path(given).is_dir():
        return [given]
    found = []
    for folder, folders, names in os.walk(given):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [str(Path(folder) / n) for n in names if not n.startswith(".") and n.lower().endswith(_ENDINGS)]
    if not found:
        wanted = ", ".join(_ENDINGS)
        raise InputError(given, "the folder holds no document", f"Documents end in one of {wanted}.")
    return sorted(found)


def _read_file(path: str, wanted: Format | None) -> Document:
    data = _bytes_of(path)
    name = _shown(path)
    text = decode(data, name)
    format_ = wanted or recognise_text(text, name)
    document_id = "standard-input" if path == STANDARD_INPUT else kebab(Path(path).stem)
    document = _reader(format_)(text, format_, document_id, name)
    refuse_surrogates(document.text, name)
    return document


def _reader(format_: Format) -> _Reader:
    return read_written


def _bytes_of(path: str) -> bytes:
    if path == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError(_shown(path), "there is no such file", "Check the path.") from None
    except IsADirectoryError:
        raise InputError(_shown(path), "this is a folder, not a file", "Name one file.") from None
    except PermissionError:
        raise InputError(_shown(path), "the file may not be read", "Give yourself the right: chmod u+r.") from None
    except (OSError, ValueError) as error:
        raise InputError(_shown(path), f"the file cannot be read ({error})", "Check the path and the disk.") from None


def _shown(path: str) -> str:
    """A path that can be printed, also where its name is not UTF-8."""
    return path.encode("utf-8", "replace").decode("utf-8")
