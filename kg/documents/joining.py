"""From timed utterances to one text with cues: one line a turn."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.errors import InputError
from kg.model import Cue, TimeBasis

PAUSE_SECONDS = 2.0
"""A pause after a full stop that begins a new line where no speakers are known."""
PARAGRAPH = 1200
"""Characters after which a full stop ends the line where no speakers are known."""

_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_STOP = re.compile(r"[.!?…][\"”“’»)]*$")
_DIRECTION = re.compile(r"[\[(*♪][^\])]*[\])*♪]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word with its times in seconds."""

    text: str
    start_seconds: float
    end_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """What a source says in one piece.

    Attributes:
        speaker: The voice as the source calls it.
        words: The words with their times, where the source has them.
        fresh: Whether the source marks it as the begin of a new turn.
        line: The line of the file, where that is known.
        place: What to call it in an error ("cue 3").
    """

    text: str
    start_seconds: float
    end_seconds: float
    speaker: str | None = None
    words: tuple[Word, ...] = ()
    fresh: bool = False
    line: int | None = None
    place: str = ""


def joined(utterances: Iterable[Utterance], path: str) -> tuple[str, tuple[Cue, ...]]:
    """The text of a transcript and its cues. A line is a turn, or a paragraph where no speakers are known.

    Raises:
        InputError: if times are no times, run backwards, or nothing is said.
    """
    told = [replace(u, text=_plain(u.text)) for u in utterances]
    _check_times(told, path)
    spoken = [u for u in told if u.text]
    if not spoken:
        raise InputError(path, "the transcript holds no words", "Give a transcript in which something is said.")
    voiced = any(u.speaker is not None for u in spoken)
    parts: list[str] = []
    cues: list[Cue] = []
    place = line_start = 0
    for number, utterance in enumerate(spoken):
        if number:
            new_line = _begins_line(spoken[number - 1], utterance, place - line_start, voiced=voiced)
            parts.append("\n" if new_line else " ")
            place += 1
            line_start = place if new_line else line_start
        parts.append(utterance.text)
        cues += _cues(utterance, place)
        place += len(utterance.text)
    return "".join(parts), tuple(cues)


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _begins_line(before: Utterance, utterance: Utterance, length: int, *, voiced: bool) -> bool:
    if utterance.fresh or utterance.speaker != before.speaker:
        return True
    if _DIRECTION.fullmatch(utterance.text) or _DIRECTION.fullmatch(before.text):
        return True
    if voiced or not _STOP.search(before.text):
        return False
    return length >= PARAGRAPH or utterance.start_seconds - before.end_seconds >= PAUSE_SECONDS


def _check_times(utterances: Sequence[Utterance], path: str) -> None:
    before = 0.0
    for number, utterance in enumerate(utterances, 1):
        start, end = utterance.start_seconds, utterance.end_seconds
        place = utterance.place or f"cue {number}"
        if not (math.isfinite(start) and math.isfinite(end)) or start < 0:
            found = f"{place} has no proper times ({start} to {end} seconds)"
            raise InputError(path, found, "Times are seconds from 0.", line=utterance.line)
        if end < start:
            found = f"cue times run backwards: {place} starts at {start:.3f} s and ends at {end:.3f} s"
            raise InputError(path, found, "Correct the times or export the transcript again.", line=utterance.line)
        if start < before:
            found = f"cue times run backwards: {place} starts at {start:.3f} s, the one before it at {before:.3f} s"
            raise InputError(path, found, "Sort the cues by their times.", line=utterance.line)
        before = start


def _cues(utterance: Utterance, place: int) -> list[Cue]:
    """A cue for each word that the text holds, else one for the whole."""
    text, found = utterance.text, []
    reached, seconds = 0, utterance.start_seconds
    for word in utterance.words:
        plain = _plain(word.text)
        at = text.find(plain, reached) if plain else -1
        if at < 0 or not (math.isfinite(word.start_seconds) and math.isfinite(word.end_seconds)):
            continue
        start = max(word.start_seconds, seconds)
        end = max(word.end_seconds, start)
        found.append(
            Cue(
                start=place + at,
                end=place + at + len(plain),
                start_seconds=start,
                end_seconds=end,
                basis=TimeBasis.WORD,
                speaker=utterance.speaker,
            )
        )
        reached, seconds = at + len(plain), start
    if found:
        return found
    return [
        Cue(
            start=place,
            end=place + len(text),
            start_seconds=utterance.start_seconds,
            end_seconds=utterance.end_seconds,
            speaker=utterance.speaker,
        )
    ]
