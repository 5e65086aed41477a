"""SubRip (SRT) and WebVTT: cues with times, voices and word times."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.documents.formats import Format
from kg.documents.joining import Utterance, Word, joined
from kg.documents.marks import is_anonymous, label
from kg.errors import InputError
from kg.model import Document, DocumentKind

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMING = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s+.*)?", re.ASCII)
_STAMP = re.compile(rf"<{_TIME}>", re.ASCII)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:\s+(?P<name>[^>]*))?>|(?P<end></v>)")
_TAG = re.compile(r"</?(?:[cibu]|lang|ruby|rt|font|b|i|u|s|em|strong|v)(?:[.\s][^>]*)?>|\{\\[^}]*\}", re.IGNORECASE)
_SKIPPED = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_DASH = re.compile(r"(?:[-–—]|>>)\s*(?=\S)")
_BRACKETED = re.compile(r"\[(?P<name>[^\]\n]{1,40})\]:?\s+(?=\S)")
_LINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    line: int
    lines: tuple[str, ...]


def read_subtitles(text: str, format_: Format, document_id: str, source: str) -> Document:
    """The document of an SRT or WebVTT file.

    Raises:
        InputError: with the line, if times cannot be read or run backwards, or if there is no cue.
    """
    blocks = list(_blocks(text, strict=format_ is Format.VTT))
    if format_ is Format.VTT:
        blocks = [b for i, b in enumerate(blocks) if not _is_aside(b, first=i == 0)]
    utterances = _labelled(list(_utterances(blocks, source)))
    if not utterances:
        raise InputError(source, "the file holds no cue", "A cue is a line of times with --> and its words below.")
    words, cues = joined(utterances, source)
    names = dict.fromkeys(cue.speaker for cue in cues if cue.speaker is not None and not is_anonymous(cue.speaker))
    return Document(
        id=document_id, text=words, kind=DocumentKind.EPISODE, speakers=tuple(names), cues=cues, source=source
    )


def _blocks(text: str, *, strict: bool) -> Iterator[_Block]:
    """The runs of lines between empty ones; a line of blanks is empty too, unless strictly read."""
    kept: list[str] = []
    begin = 1
    for number, line in enumerate([*_LINE.split(text), ""], 1):
        if line if strict else line.strip():
            if not kept:
                begin = number
            kept.append(line)
        elif kept:
            yield _Block(line=begin, lines=tuple(kept))
            kept = []


def _is_aside(block: _Block, *, first: bool) -> bool:
    if _SKIPPED.match(block.lines[0]) and "-->" not in block.lines[0]:
        return True
    return first and not any("-->" in line for line in block.lines)


def _utterances(blocks: Sequence[_Block], path: str) -> Iterator[Utterance]:
    rolling = _is_rolling(blocks)
    before: tuple[str, ...] = ()
    number = 0
    last: tuple[float, float, int] | None = None
    for block in blocks:
        at = next((i for i, line in enumerate(block.lines[:3]) if "-->" in line), None)
        if at is None:
            if last is None:
                found = f"{block.lines[0].strip()[:40]!r} stands where a cue was expected"
                raise InputError(
                    path, found, "A cue begins with its times: 00:00:01,000 --> 00:00:02,000.", line=block.line
                )
            yield from _spoken(block.lines, last[0], last[1], last[2], number)
            continue
        number += 1
        start, end = _times(block.lines[at], path, block.line + at)
        payload = block.lines[at + 1 :]
        if rolling:
            payload, before = _unrolled(payload, before)
        last = (start, end, block.line + at)
        yield from _spoken(payload, start, end, block.line + at, number)


def _is_rolling(blocks: Sequence[_Block]) -> bool:
    """Whether each cue repeats the last line of the one before it, as generated captions with word times do."""
    return sum(_STAMP.search(line) is not None for block in blocks for line in block.lines) > 1


def _unrolled(payload: tuple[str, ...], before: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    shown = tuple(line for line in payload if line.strip())
    plain = tuple(_TAG.sub("", _STAMP.sub("", line)).strip() for line in shown)
    fresh = shown[1:] if plain and before and plain[0] == before[-1] else shown
    return fresh, plain or before


def _times(line: str, path: str, number: int) -> tuple[float, float]:
    found = _TIMING.fullmatch(line)
    if found is None:
        raise InputError(
            path,
            f"the times {line.strip()[:60]!r} cannot be read",
            "Write them as 00:00:01,000 --> 00:00:02,000.",
            line=number,
        )
    parts = found.groups()
    return _seconds(parts[:4]), _seconds(parts[4:])


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds, fraction = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _spoken(payload: Sequence[str], start: float, end: float, line: int, number: int) -> Iterator[Utterance]:
    place = f"cue {number}"
    dashed = len(payload) > 1 and all(_DASH.match(words) for words in payload)
    for row in payload if dashed else [" ".join(payload)]:
        mark = _DASH.match(row)
        plain = row[mark.end() :] if mark else row
        for speaker, words in _voices(plain):
            text, timed = _timed(words, start, end)
            yield Utterance(
                text=text,
                start_seconds=start,
                end_seconds=end,
                speaker=speaker,
                words=timed,
                fresh=mark is not None and speaker is None,
                line=line,
                place=place,
            )


def _voices(words: str) -> Iterator[tuple[str | None, str]]:
    speaker: str | None = None
    place = 0
    for found in _VOICE.finditer(words):
        yield speaker, words[place : found.start()]
        name = html.unescape(found["name"] or "").strip()
        speaker = " ".join(_TAG.sub("", name).split()) or None
        place = found.end()
    yield speaker, words[place:]


def _timed(words: str, start: float, end: float) -> tuple[str, tuple[Word, ...]]:
    """The words without tags, and their times where the cue tells them."""
    stamps = list(_STAMP.finditer(words))
    if not stamps:
        return _untagged(words), ()
    starts = [0, *(found.end() for found in stamps)]
    ends = [*(found.start() for found in stamps), len(words)]
    times = [start, *(_seconds(found.groups()) for found in stamps), end]
    parts = [_untagged(words[a:b]) for a, b in zip(starts, ends, strict=True)]
    timed = [
        Word(text=p, start_seconds=a, end_seconds=max(a, b)) for p, (a, b) in zip(parts, pairwise(times), strict=True)
    ]
    return "".join(parts), tuple(word for word in timed if word.text.strip())


def _untagged(words: str) -> str:
    return html.unescape(_TAG.sub("", words))


def _labelled(utterances: list[Utterance]) -> list[Utterance]:
    """The utterances with labels ("Anna: …", "[SPEAKER_01]: …") turned into speakers, where a file has them."""
    if any(u.speaker is not None for u in utterances):
        return [u for u in utterances if u.text.strip()]
    heads = [_head(u.text.strip()) for u in utterances]
    counts: dict[str, int] = {}
    for head in heads:
        if head is not None:
            counts[head[1]] = counts.get(head[1], 0) + 1
    names = {name for name, count in counts.items() if count > 1 or is_anonymous(name)}
    if len(names) < 2 and not any(map(is_anonymous, names)):
        return utterances
    result: list[Utterance] = []
    speaker: str | None = None
    for utterance, head in zip(utterances, heads, strict=True):
        text = utterance.text.strip()
        if head is not None and head[1] in names:
            speaker, text = head[1], text[head[0] :]
        result.append(replace(utterance, text=text, speaker=speaker))
    return result


def _head(text: str) -> tuple[int, str] | None:
    bracketed = _BRACKETED.match(text)
    if bracketed is not None and is_anonymous(bracketed["name"]):
        return bracketed.end(), bracketed["name"]
    found = label(text)
    return found if found is not None and (found[1][0].isupper() or is_anonymous(found[1])) else None
