"""Where in a transcript its chapters begin: near the proportional place, where the title's words first cluster."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from kg.segments.sentences import sentences

_LEAST_REACH, _MOST_REACH = 200, 800
"""Characters before and after a place in which a title's words are counted, by the length of the talk."""
_WINDOW = 0.14
"""How far a chapter may begin from its proportional place, as a share of the whole."""
_KEPT = 24
_TEMPO = 0.25
"""What it costs if a chapter is spoken at another pace than the whole."""
_NEAR = 0.15
_SOON = 0.4
"""What it counts, of 1, that a title's word comes soon."""
_TURN = 0.12
"""What speaks for the begin of a turn."""
_WORD = re.compile(r"\w+")
_STOP = frozenset(
    word
    for words in (
        "der die das den dem des ein eine einer eines einem einen und oder aber als auch auf aus bei für gegen hat",
        "haben ist sind im in ins ihr ihre mit nach nicht noch nur ohne sein seine sich über um unter vom von vor war",
        "warum was wer wie wird wo zu zum zur the and for intro outro kapitel teil neue neuer neues mehr wieder thema",
        "themen news frage fragen",
    )
    for word in words.split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A place of the text whose time in the audio is known or assumed.

    Attributes:
        offset: Character of the document's text.
        seconds: Seconds of the audio.
        title: The chapter that begins there, or None.
    """

    offset: int
    seconds: float
    title: str | None = None


def align(text: str, start: int, end: int, anchors: Sequence[Anchor], last_seconds: float) -> tuple[Anchor, ...]:
    """The chapters with the places where they seem to begin in ``text[start:end]``, in order.

    Args:
        text: The document's text.
        start: Where the talk begins, at second 0.
        end: Where it ends.
        anchors: The chapters with their seconds, in rising order; their offsets do not count.
        last_seconds: When the talk ends, about.
    """
    places = [begin for begin, _ in sentences(text, start, end)]
    turns = {place for place in places if place == start or text[place - 1] in "\r\n"}
    index = _Index(text, start, end)
    length, span = end - start, max(last_seconds, 1.0)
    layers: list[list[tuple[int, float]]] = []
    for anchor in anchors:
        aim = start + round(length * min(anchor.seconds / span, 1.0))
        if anchor.seconds <= 0:
            layers.append([(start, 0.0)])
            continue
        layers.append(_candidates(places, turns, index.occurrences(anchor.title or ""), aim, length))
    times = [anchor.seconds for anchor in anchors]
    chosen = _best_path(layers, times, start, end, span)
    return tuple(
        Anchor(offset=place, seconds=anchor.seconds, title=anchor.title)
        for place, anchor in zip(chosen, anchors, strict=True)
    )


def _candidates(
    places: list[int], turns: set[int], words: list[tuple[float, list[int]]], aim: int, length: int
) -> list[tuple[int, float]]:
    reach = max(round(_WINDOW * length), 1)
    near = places[bisect_left(places, aim - reach) : bisect_left(places, aim + reach)]
    nearest = min(places, key=lambda place: abs(place - aim), default=aim)
    sight = min(max(length // 10, _LEAST_REACH), _MOST_REACH)
    scored = {
        place: _score(words, place, sight) + _TURN * (place in turns) - _NEAR * abs(place - aim) / reach
        for place in {*near, nearest}
    }
    best = sorted(scored, key=lambda place: (-scored[place], place))[:_KEPT]
    return sorted((place, scored[place]) for place in {*best, nearest})


def _score(words: Sequence[tuple[float, list[int]]], place: int, sight: int) -> float:
    """How much more of a title's words stand after a place than before it, from -1 to 1."""
    total = sum(weight for weight, _ in words)
    gain = 0.0
    for weight, at in words:
        middle = bisect_left(at, place)
        after = min(bisect_left(at, place + sight) - middle, 3)
        before = min(middle - bisect_left(at, place - sight), 3)
        soon = 1 - (at[middle] - place) / sight if after else 0.0
        gain += weight * ((after - before) / 3 * (1 - _SOON) + soon * _SOON)
    return gain / total if total else 0.0


def _best_path(
    layers: Sequence[Sequence[tuple[int, float]]], times: Sequence[float], start: int, end: int, span: float
) -> list[int]:
    """One place from each layer, rising, so that scores are high and the pace is even."""
    paths: dict[int, tuple[float, tuple[int, ...]]] = {start: (0.0, ())}
    before = 0.0
    pace = (end - start) / span
    for layer, seconds in zip(layers, times, strict=True):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for place, score in layer:
            options = [
                (total + score - _tempo(place - last, (seconds - before) * pace), path)
                for last, (total, path) in paths.items()
                if place >= last
            ]
            if options:
                total, path = max(options, key=lambda option: option[0])
                following[place] = (total, (*path, place))
        if not following:
            last = max(paths)
            total, path = paths[last]
            following[last] = (total, (*path, last))
        paths, before = following, seconds
    rest = (span - before) * pace
    ends = [(total - 0.5 * _tempo(end - last, rest), path) for last, (total, path) in paths.items()]
    return list(max(ends, key=lambda option: option[0])[1])


def _tempo(length: float, expected: float) -> float:
    ratio = math.log((length + 300) / (max(expected, 0.0) + 300))
    return _TEMPO * ratio * ratio


class _Index:
    """The words of a transcript with their places, and joined neighbours ("Lumen Halde" as one word)."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        last = ""
        last_start = start
        for found in _WORD.finditer(text, start, end):
            word = found[0].casefold()
            self._places[word].append(found.start())
            if last and 6 <= len(last) + len(word) <= 24:
                self._places[last + word].append(last_start)
            last, last_start = word, found.start()
        self._words = list(self._places)

    def occurrences(self, title: str) -> list[tuple[float, list[int]]]:
        """The title's words, each with its weight (rare words weigh more) and the places where it stands."""
        found = []
        for word in dict.fromkeys(match[0] for match in _WORD.finditer(title)):
            at = self._at(word)
            if at:
                found.append((1 / math.sqrt(len(at)), at))
        return found

    def _at(self, word: str) -> list[int]:
        plain = word.casefold()
        if plain in _STOP or len(plain) < 2 or (len(plain) < 3 and not word.isupper()) or plain.isdigit():
            return []
        same = [plain, plain + "s"]
        if len(plain) > 4:
            like = process.extract(plain, self._words, scorer=fuzz.ratio, score_cutoff=80, limit=60)
            same += [str(other) for other, _, _ in like]
        if len(plain) > 6:
            same += [other for other in self._words if other.startswith(plain[: max(6, len(plain) - 3)])]
        return sorted({place for other in same for place in self._places.get(other, ())})
