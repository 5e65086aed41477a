"""Which of exactly two known speakers says each turn, where at least one turn gives itself away."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from kg.model import SegmentKind
from kg.segments.boilerplate import is_credit
from kg.segments.pieces import Piece

_Introduced = Callable[[str, Sequence[str]], str | None]
_UNCONFIRMED = 24
"""Turns that alternation is trusted over from the nearest anchor; missed changes of speaker add up."""
_CONFIRMED = 60
"""Turns between two anchors that agree, which alternation is trusted over."""
_CLOSING = 8


def alternating(text: str, pieces: Sequence[Piece], speakers: Sequence[str], introduced: _Introduced) -> dict[int, str]:
    """The speaker of each turn that can be told.

    Anchors are turns in which somebody introduces himself, and turns that address the other one or speak of "Anna und
    ich". Between them the two speakers alternate; advertisements and closing credits break the chain.
    """
    said: dict[int, str] = {}
    broken: set[int] = set()
    for piece in pieces:
        if piece.turn is None:
            continue
        if piece.kind is SegmentKind.SPEECH:
            said[piece.turn] = said.get(piece.turn, "") + text[piece.start : piece.end] + " "
        else:
            broken.add(piece.turn)
    anchors = {turn: name for turn, words in said.items() if (name := _anchor(words, speakers, introduced)) is not None}
    if len(speakers) != 2:
        return anchors
    broken |= {
        turn for turn in list(said)[-_CLOSING:] if is_credit(said[turn]) or all(s in said[turn] for s in speakers)
    }
    result = {turn: name for turn, name in anchors.items() if turn not in broken}
    for chain in _chains(sorted(said), broken):
        result |= _fill(chain, anchors, speakers)
    return result


def _chains(turns: Sequence[int], broken: set[int]) -> list[list[int]]:
    chains: list[list[int]] = [[]]
    for turn in turns:
        if turn in broken or (chains[-1] and chains[-1][-1] != turn - 1):
            chains.append([])
        if turn not in broken:
            chains[-1].append(turn)
    return [chain for chain in chains if chain]


def _fill(chain: Sequence[int], anchors: dict[int, str], speakers: Sequence[str]) -> dict[int, str]:
    known = [turn for turn in chain if turn in anchors]
    if not known:
        return {}
    told: dict[int, str] = {}

    def spread(anchor: int, turns: range) -> None:
        place = speakers.index(anchors[anchor])
        told.update({turn: speakers[(place + turn - anchor) % 2] for turn in turns})

    spread(known[0], range(max(chain[0], known[0] - _UNCONFIRMED), known[0] + 1))
    spread(known[-1], range(known[-1], min(chain[-1], known[-1] + _UNCONFIRMED) + 1))
    for left, right in pairwise(known):
        agree = (anchors[left] == anchors[right]) == ((right - left) % 2 == 0)
        if agree and right - left <= _CONFIRMED:
            spread(left, range(left, right + 1))
        else:
            told.update({left: anchors[left], right: anchors[right]})
    return told


def _anchor(words: str, speakers: Sequence[str], introduced: _Introduced) -> str | None:
    himself = introduced(words, speakers)
    if len(speakers) != 2:
        return himself
    others = {other for name, other in (speakers, speakers[::-1]) if _addresses(words, name, other)}
    if himself is not None:
        others.add(himself)
    return others.pop() if len(others) == 1 else None


def _addresses(words: str, name: str, other: str) -> bool:
    """Whether these words speak to the bearer of this name, or of him and the speaker."""
    first, other_first = name.split()[0], other.split()[0]
    forms = [re.escape(name)] if first == other_first else [re.escape(name), re.escape(first)]
    called = "|".join(forms)
    return (
        re.search(
            rf"(?:^|[.!?]\s+)(?:[^.!?]{{0,90}}[^.!?\s],\s+)(?:lieber? )?(?:{called})[.!?](?:\s|$)"
            rf"|(?:^|[.!?]\s+)(?:{called}),\s+(?:du|was|wie|wo|warum|wer|wann|hast|bist|kannst|magst|willst|sag|erzähl|glaubst"
            rf"|weißt|würdest|hättest|dein|deine|wir)\b"
            rf"|\b(?:[Hh]allo|[Hh]i|[Mm]oin|[Hh]ey|[Dd]anke(?: dir)?),?\s+(?:{called})\b(?!\s+[A-ZÄÖÜ])"
            rf"|\b(?:{called}) und ich\b|\b[Ii]ch und (?:{called})\b"
            rf"|\b(?:[Mm]ir gegenüber (?:sitzt|ist)|[Nn]eben mir sitzt|[Aa]n meiner Seite(?: ist| sitzt)?)"
            rf"[^.!?]{{0,60}}?(?:{called})\b",
            words,
        )
        is not None
    )
