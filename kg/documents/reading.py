"""From files to documents; what is broken is told and the rest goes on."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg.documents.decoding import decode, refuse_surrogates
from kg.documents.feeds import Episode, episodes, missing
from kg.documents.formats import Format, format_named
from kg.documents.markdown import read_markdown
from kg.documents.pages import read_html
from kg.documents.recognition import recognise_text
from kg.documents.subtitles import read_subtitles
from kg.documents.transcripts import read_transcript, segments_of
from kg.documents.written import read_written
from kg.errors import InputError
from kg.model import Document, DocumentKind, kebab

STANDARD_INPUT = "-"
_ENDINGS = (".txt", ".text", ".md", ".markdown", ".srt", ".vtt", ".json", ".html", ".htm", ".xhtml", ".xml", ".rss")
_Reader = Callable[[str, Format, str, str], Document]


def read_document(path: Path | str, *, format: str | None = None) -> Document:  # noqa: A002 - the option's own name
    """The document of one file, or of standard input for ``-``.

    Args:
        path: The file; its stem gives the document's id.
        format: A format's name where the content would be misread.

    Raises:
        InputError: if the file cannot be read or is broken, with the line where that is known; if a feed has several.
        SettingsError: if there is no format of that name.
    """
    wanted = format_named(format) if format is not None else None
    results = list(_read_file(str(path), wanted))
    error = next((result for result in results if isinstance(result, InputError)), None)
    if error is not None:
        raise error
    documents = [result for result in results if isinstance(result, Document)]
    if len(documents) != 1:
        found = f"the feed has {len(documents)} episodes with a transcript where one document was wanted"
        raise InputError(_shown(str(path)), found, "Give one transcript, or read the feed as a set of documents.")
    return documents[0]


def read_documents(
    inputs: Iterable[Path | str],
    *,
    format: str | None = None,  # noqa: A002 - the option's own name
) -> Iterator[Document | InputError]:
    """The documents of files, folders (walked in sorted order) and ``-``; an InputError in the place of what is broken.

    A file that is given twice is read once, and so is a transcript that a feed in the same folder names. Two files
    that would bear the same id are an error for the second: loading it would replace the first. In a folder, JSON files
    that are no transcripts are left out.

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
        walked = files != [given]
        for file in _feeds_first(files) if walked else files:
            if _real(file) in seen or (walked and _is_other_json(file)):
                continue
            seen.add(_real(file))
            for result in _read_file(file, wanted):
                if isinstance(result, Document):
                    seen.add(_real(result.source))
                yield result


def _real(file: str) -> str:
    return file if file == STANDARD_INPUT else os.path.normpath(Path(file).absolute())


def _feeds_first(files: list[str]) -> list[str]:
    """The files with the feeds before the transcripts that they may name."""
    return sorted(files, key=lambda file: (not file.lower().endswith((".xml", ".rss")), file))


def _is_other_json(file: str) -> bool:
    """Whether a file is JSON, but no transcript: the program's own claims files lie beside their documents."""
    if not file.lower().endswith(".json"):
        return False
    try:
        return segments_of(json.loads(Path(file).read_bytes())) is None
    except (OSError, ValueError, RecursionError):
        return False


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


def _read_file(path: str, wanted: Format | None) -> Iterator[Document | InputError]:
    """The document of a file, or the documents of a feed; an InputError where it is broken."""
    name = _shown(path)
    try:
        text = decode(_bytes_of(path), name)
        format_ = wanted or recognise_text(text, name)
        if format_ is not Format.RSS:
            document_id = "standard-input" if path == STANDARD_INPUT else kebab(Path(path).stem)
            yield _document(text, format_, document_id, name)
            return
        told = episodes(text, path)
    except InputError as error:
        yield error
        return
    error_of_some = missing(told, name)
    if error_of_some is not None:
        yield error_of_some
    for episode in told:
        if episode.transcript is not None:
            yield from _transcript(episode, episode.transcript)


def _transcript(episode: Episode, file: Path) -> Iterator[Document | InputError]:
    for result in _read_file(str(file), None):
        if isinstance(result, InputError):
            yield result
            continue
        yield replace(
            result,
            kind=DocumentKind.EPISODE,
            title=episode.title or result.title,
            date=episode.date or result.date,
            language=episode.language or result.language,
            show=episode.show or result.show,
            number=result.number if episode.number is None else episode.number,
            author=episode.author or result.author,
            speakers=episode.speakers or result.speakers,
            media_url=episode.media_url or result.media_url,
        )


def _document(text: str, format_: Format, document_id: str, name: str) -> Document:
    document = _READERS[format_](text, format_, document_id, name)
    refuse_surrogates(document.text, name)
    return document


_READERS: dict[Format, _Reader] = {
    Format.PAGE: read_written,
    Format.NEWSLETTER: read_written,
    Format.TEXT: read_written,
    Format.SRT: read_subtitles,
    Format.VTT: read_subtitles,
    Format.WHISPER: read_transcript,
    Format.WHISPERX: read_transcript,
    Format.PODCAST: read_transcript,
    Format.MARKDOWN: read_markdown,
    Format.HTML: read_html,
}


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
