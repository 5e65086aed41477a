"""Transcripts as JSON: Whisper, WhisperX, whisper.cpp and the podcast namespace."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import NoReturn

from kg.documents.formats import Format
from kg.documents.joining import Utterance, Word, joined
from kg.documents.marks import is_anonymous
from kg.errors import InputError
from kg.model import Document, DocumentKind

_LANGUAGES = {"german": "de", "deutsch": "de", "english": "en", "englisch": "en", "french": "fr", "dutch": "nl"}
_SURROGATES = re.compile(r"\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w|(?P<lone>\\u[dD][89a-fA-F]\w\w)")
_HALF = re.compile(r"[\ud800-\udfff]")
_WANTED = 'A transcript has "segments", each with its times and its words.'


def read_transcript(text: str, format_: Format, document_id: str, source: str) -> Document:
    """The document of a JSON transcript.

    Raises:
        InputError: if the JSON is truncated or broken (with the line), has no segments, or its times run backwards.
    """
    data = load(text, source)
    segments = segments_of(data)
    if segments is None:
        raise InputError(source, "the JSON holds no transcript", _WANTED)
    utterances = list(_utterances(segments, format_, source))
    _refuse_halves(text, utterances, source)
    words, cues = joined(utterances, source)
    names = dict.fromkeys(cue.speaker for cue in cues if cue.speaker is not None and not is_anonymous(cue.speaker))
    return Document(
        id=document_id,
        text=words,
        kind=DocumentKind.EPISODE,
        language=_language(data),
        speakers=tuple(names),
        cues=cues,
        source=source,
    )


def load(text: str, path: str) -> object:
    """What a JSON text holds.

    Raises:
        InputError: with the line, if it is truncated or broken.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string"):
            found = "the JSON is truncated: it ends in the middle"
            remedy = "Copy or export the file again."
        else:
            found = f"the JSON is broken ({error.msg} at column {error.colno})"
            remedy = "Correct it or export the file again."
        raise InputError(path, found, remedy, line=error.lineno) from None
    except (ValueError, RecursionError) as error:
        found = f"the JSON cannot be read ({type(error).__name__}: numbers too long or lists too deep)"
        raise InputError(path, found, "Export the file again.") from None


def segments_of(data: object) -> list[object] | None:
    """The list of segments of a transcript, None where the data is none."""
    if isinstance(data, Mapping):
        for key in ("segments", "transcription", "chunks", "word_segments"):
            if isinstance(data.get(key), list):
                return list(data[key])
        return None
    if isinstance(data, list) and data and all(isinstance(item, Mapping) for item in data):
        keys = set().union(*data)
        return list(data) if keys & {"text", "body", "word"} and keys & {"start", "startTime", "timestamp"} else None
    return None


def _utterances(segments: list[object], format_: Format, path: str) -> Iterator[Utterance]:
    for number, segment in enumerate(segments, 1):
        place = f"segment {number}"
        if not isinstance(segment, Mapping):
            _refuse(path, place, f"is {type(segment).__name__}, not an object")
        start, end = _segment_times(segment, place, path)
        words = segment.get("text", segment.get("body", segment.get("word")))
        if not isinstance(words, str):
            _refuse(path, place, "has no words in 'body'" if format_ is Format.PODCAST else "has no words in 'text'")
        listed = segment.get("words")
        timed = tuple(_words(listed if isinstance(listed, list) else []))
        single = "startTime" in segment and words.strip() and " " not in words.strip()
        if single and not timed:
            timed = (Word(text=words, start_seconds=start, end_seconds=end),)
        yield Utterance(
            text=words,
            start_seconds=start,
            end_seconds=end,
            speaker=_speaker(segment, listed),
            words=timed,
            place=place,
        )


def _segment_times(segment: Mapping[str, object], place: str, path: str) -> tuple[float, float]:
    offsets = segment.get("offsets")
    if isinstance(offsets, Mapping):
        start, end = (_number(offsets.get(key)) for key in ("from", "to"))
        start, end = start and start / 1000, end and end / 1000
    elif isinstance(pair := segment.get("timestamp"), list) and len(pair) == 2:
        start, end = map(_number, pair)
    else:
        start = _number(segment.get("start", segment.get("startTime")))
        end = _number(segment.get("end", segment.get("endTime")))
    if start is None:
        _refuse(path, place, "has no start time")
    return start, start if end is None else end


def _words(listed: list[object]) -> Iterator[Word]:
    for item in listed:
        if not isinstance(item, Mapping):
            continue
        words = item.get("word", item.get("text"))
        begin, end = _number(item.get("start")), _number(item.get("end"))
        if isinstance(words, str) and begin is not None and begin >= 0:
            yield Word(text=words, start_seconds=begin, end_seconds=begin if end is None else end)


def _speaker(segment: Mapping[str, object], listed: object) -> str | None:
    told = segment.get("speaker")
    if isinstance(told, str) and told.strip():
        return " ".join(told.split())
    if not isinstance(listed, list):
        return None
    counts: dict[str, int] = {}
    for item in listed:
        voice = item.get("speaker") if isinstance(item, Mapping) else None
        if isinstance(voice, str) and voice.strip():
            counts[voice] = counts.get(voice, 0) + 1
    return max(counts, key=lambda voice: (counts[voice], voice)) if counts else None


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _language(data: object) -> str:
    told = data.get("language") if isinstance(data, Mapping) else None
    if not isinstance(told, str) or not told.strip():
        return "de"
    name = told.strip().lower()
    short = re.split(r"[-_]", _LANGUAGES.get(name, name))[0]
    return short if re.fullmatch(r"[a-z]{2,3}", short) else "de"


def _refuse(path: str, place: str, found: str) -> NoReturn:
    raise InputError(path, f"{place} {found}", _WANTED)


def _refuse_halves(text: str, utterances: list[Utterance], path: str) -> None:
    if any(_HALF.search(u.text + (u.speaker or "")) for u in utterances):
        escape = next((found for found in _SURROGATES.finditer(text) if found["lone"]), None)
        line = None if escape is None else text.count("\n", 0, escape.start()) + 1
        raise InputError(path, "half a character (a lone surrogate escape)", "Export the file as UTF-8.", line=line)
