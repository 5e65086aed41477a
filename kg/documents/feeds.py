"""RSS feeds with transcripts beside them: which file belongs to which episode, and what the feed says about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from kg.documents.dates import mail_date
from kg.errors import InputError

_ITUNES = ("{http://www.itunes.com/dtds/podcast-1.0.dtd}", "{http://www.itunes.com/DTDs/Podcast-1.0.dtd}")
_PODCAST = (
    "{https://podcastindex.org/namespace/1.0}",
    "{http://podcastindex.org/namespace/1.0}",
    "{https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md}",
)
_BEST_FIRST = (".json", ".vtt", ".srt", ".html", ".htm", ".md", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """What a feed says about an episode.

    Attributes:
        transcript: The file with its transcript, None where none of those that the feed names lies beside it.
        named: The transcripts as the feed names them.
    """

    title: str
    show: str | None
    number: int | None
    date: str | None
    language: str | None
    author: str | None
    speakers: tuple[str, ...]
    media_url: str | None
    transcript: Path | None
    named: tuple[str, ...]


def episodes(text: str, path: str) -> tuple[Episode, ...]:
    """The episodes of a feed that name a transcript.

    Relative addresses count from the feed's folder and may not leave it; of an absolute address the file's name is
    looked for in that folder.

    Raises:
        InputError: with the line, if the feed is no proper XML; if no episode names a transcript.
    """
    channel = _channel(text, path)
    folder = Path(path).parent
    found = tuple(_episode(item, channel, folder) for item in channel.iter("item"))
    told = tuple(episode for episode in found if episode.named)
    if not told:
        remedy = 'Name them in the feed: <podcast:transcript url="folge-1.vtt" type="text/vtt"/>.'
        raise InputError(path, f"none of the feed's {len(found)} episodes names a transcript", remedy)
    return told


def missing(told: tuple[Episode, ...], path: str) -> InputError | None:
    """The error that some transcripts do not lie beside the feed, None where all do."""
    absent = [episode for episode in told if episode.transcript is None]
    if not absent:
        return None
    found = f"{len(absent)} of {len(told)} transcripts are not beside the feed (first: {absent[0].named[0]})"
    return InputError(path, found, "Download them into the feed's folder.")


def _channel(text: str, path: str) -> ElementTree.Element:
    declared = re.search(r"<!(?:DOCTYPE|ENTITY)\b", text)
    if declared is not None:
        line = text.count("\n", 0, declared.start()) + 1
        raise InputError(path, "the feed declares a document type", "Remove the <!DOCTYPE …> line.", line=line)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - without a document type there are no entities to expand
    except ElementTree.ParseError as error:
        line = error.position[0]
        raise InputError(path, f"the feed is broken XML ({error})", "Download it again.", line=line) from None
    except (ValueError, RecursionError) as error:
        raise InputError(path, f"the feed cannot be read ({error})", "Download it again.") from None
    channel = root.find("channel")
    if channel is None:
        raise InputError(path, "the feed has no channel: it is not RSS 2.0", "Give the podcast's RSS feed.")
    return channel


def _episode(item: ElementTree.Element, channel: ElementTree.Element, folder: Path) -> Episode:
    named = tuple(url for element in _all(item, _PODCAST, "transcript") if (url := (element.get("url") or "").strip()))
    files = sorted(filter(None, (_local(url, folder) for url in named)), key=_rank)
    enclosure = item.find("enclosure")
    number = _first(item, _ITUNES, "episode") or _first(item, _PODCAST, "episode") or ""
    persons = _all(item, _PODCAST, "person") or _all(channel, _PODCAST, "person")
    published = _plain(item.find("pubDate"))
    return Episode(
        title=_plain(item.find("title")) or _first(item, _ITUNES, "title") or "",
        show=_plain(channel.find("title")) or None,
        number=int(number) if re.fullmatch(r"\d{1,6}", number, re.ASCII) else None,
        date=mail_date(published) if published else None,
        language=(_plain(channel.find("language")) or "")[:2].lower() or None,
        author=_first(item, _ITUNES, "author") or _first(channel, _ITUNES, "author"),
        speakers=tuple(dict.fromkeys(name for person in persons if (name := _plain(person)))),
        media_url=enclosure.get("url") if enclosure is not None else None,
        transcript=files[0] if files else None,
        named=named,
    )


def _local(url: str, folder: Path) -> Path | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    relative = PurePosixPath(unquote(parts.path))
    if parts.scheme or parts.netloc or relative.is_absolute():
        relative = PurePosixPath(relative.name)
    if not relative.name or ".." in relative.parts or "\0" in str(relative):
        return None
    file = folder / relative
    try:
        inside = file.resolve().is_relative_to(folder.resolve())
        return file if inside and file.is_file() else None
    except (OSError, RuntimeError):
        return None


def _rank(file: Path) -> tuple[int, str]:
    suffix = file.suffix.lower()
    return (_BEST_FIRST.index(suffix) if suffix in _BEST_FIRST else len(_BEST_FIRST), file.name)


def _all(parent: ElementTree.Element, spaces: tuple[str, ...], name: str) -> list[ElementTree.Element]:
    return [element for space in spaces for element in parent.findall(space + name)]


def _first(parent: ElementTree.Element, spaces: tuple[str, ...], name: str) -> str | None:
    return next((words for element in _all(parent, spaces, name) if (words := _plain(element))), None)


def _plain(element: ElementTree.Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
