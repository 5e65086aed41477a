"""Who speaks: from cues and labels, else from what is said. Precision first: in doubt nobody is named."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz

from kg.documents.marks import is_anonymous
from kg.model import Cue, Document, DocumentKind, SegmentKind
from kg.segments.pieces import Piece
from kg.segments.turns import alternating

_PERSON = r"[A-ZÄÖÜ][\w'’-]+(?:\s+(?:von|van|der|de)\b)?(?:\s+[A-ZÄÖÜ][\w'’-]+){0,2}"
_INTRODUCES = re.compile(
    r"\b(?:[Ii]ch bin|[Mm]ein Name ist|[Ii]ch heiße|[Hh]ier (?:ist|spricht)|[Mm]y name is|I'm|I am)\s+"
    rf"(?:(?:der|die|euer|eure|dein|deine|wieder|heute|übrigens|wie immer)\s+){{0,2}}(?P<name>{_PERSON})"
)
_FULL_INTRODUCTION = re.compile(
    rf"\b(?:[Ii]ch bin|[Mm]ein Name ist|[Ii]ch heiße)\s+(?P<name>[A-ZÄÖÜ][\w'’-]+\s+{_PERSON})(?=[,.!?]|\s+und\b)"
)
_TWICE = re.compile(r"\b[Ii]ch bin (?P<first>[A-ZÄÖÜ][\w'’-]+)[.,] (?P<name>(?P=first) [A-ZÄÖÜ][\w'’-]+)")
_OPENING_TURNS = 6
_ROLES = frozenset(
    ("frage", "antwort", "interviewer", "interviewerin", "moderator", "moderatorin", "host", "gast", "alle", "publikum")
)
_SPOKEN = (SegmentKind.SPEECH, SegmentKind.ADVERTISEMENT)


def speakers_of(document: Document, pieces: Sequence[Piece]) -> tuple[str | None, ...]:
    """The speaker's name of each piece, None where neither the source nor the words tell it."""
    voices = [_voice(document.cues, piece) for piece in pieces]
    if any(voices):
        names = _names(document, pieces, voices)
        return tuple(names.get(voice) if voice else None for voice in voices)
    speakers = document.speakers or _self_introduced(document, pieces)
    inferred = alternating(document.text, pieces, speakers, introduced)
    return tuple(inferred.get(p.turn) if p.turn is not None and p.kind is SegmentKind.SPEECH else None for p in pieces)


def _self_introduced(document: Document, pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The full names with which speakers introduce themselves in the first turns of an episode that names none."""
    if document.kind is not DocumentKind.EPISODE:
        return ()
    spoken = [p for p in pieces if p.kind is SegmentKind.SPEECH][:_OPENING_TURNS]
    said = [document.text[p.start : p.end][:400] for p in spoken]
    found = [m["name"] for words in said for form in (_FULL_INTRODUCTION, _TWICE) for m in form.finditer(words)]
    return tuple(dict.fromkeys(found))


def introduced(words: str, speakers: Sequence[str]) -> str | None:
    """The one of these speakers as whom somebody introduces himself in these words, or None."""
    found = {matching(match["name"], speakers) for match in _INTRODUCES.finditer(words)}
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def matching(name: str, speakers: Sequence[str]) -> str | None:
    """The speaker that a name, perhaps misspelled or a first name alone, means; None if it could be several."""
    tokens = name.split()
    scores = []
    for speaker in speakers:
        parts = speaker.split()
        candidates = [" ".join(tokens[: len(parts)]), tokens[0]]
        full = fuzz.ratio(candidates[0].casefold(), speaker.casefold())
        first = fuzz.ratio(candidates[1].casefold(), parts[0].casefold()) if len(tokens) == 1 else 0
        scores.append((max(full, first), speaker))
    scores.sort(reverse=True)
    if not scores or scores[0][0] < 84 or (len(scores) > 1 and scores[0][0] - scores[1][0] < 6):
        return None
    return scores[0][1]


def _voice(cues: Sequence[Cue], piece: Piece) -> str | None:
    if piece.kind not in _SPOKEN:
        return None
    if piece.voice is not None or not cues:
        return piece.voice
    shares: Counter[str] = Counter()
    for number in range(bisect_right(cues, piece.start, key=lambda cue: cue.end), len(cues)):
        cue = cues[number]
        if cue.start >= piece.end:
            break
        if cue.speaker is not None:
            shares[cue.speaker] += min(cue.end, piece.end) - max(cue.start, piece.start)
    return max(shares, key=lambda voice: (shares[voice], voice)) if shares else None


def _names(document: Document, pieces: Sequence[Piece], voices: Sequence[str | None]) -> dict[str, str]:
    """The name behind each voice that has one."""
    names: dict[str, str] = {}
    known = document.speakers
    for voice in dict.fromkeys(v for v in voices if v is not None):
        if voice.casefold() in _ROLES:
            continue
        if not is_anonymous(voice):
            fuller = next((name for name in known if name.split()[0] == voice != name), None)
            names[voice] = fuller or (voice if voice in known else matching(voice, known)) or voice
        said = [document.text[p.start : p.end] for p, v in zip(pieces, voices, strict=True) if v == voice]
        if not is_anonymous(voice):
            names[voice] = _own_full_name(names[voice], said)
            continue
        name = _introduced_anywhere(said, known)
        if name is not None:
            names[voice] = name
    taken = Counter(names.values())
    return {voice: name for voice, name in names.items() if taken[name] == 1 or not is_anonymous(voice)}


def _own_full_name(name: str, said: Sequence[str]) -> str:
    """The full name with which the bearer of a first name introduces himself ("ich bin Ruth Casper"), else the name."""
    if " " in name:
        return name
    full = {m["name"] for words in said for m in _FULL_INTRODUCTION.finditer(words) if m["name"].split()[0] == name}
    return full.pop() if len(full) == 1 else name


def _introduced_anywhere(said: Sequence[str], known: Sequence[str]) -> str | None:
    if known:
        found = {introduced(words, known) for words in said}
    else:
        found = {match["name"] for words in said[:3] for match in _FULL_INTRODUCTION.finditer(words[:600])}
    found.discard(None)
    return found.pop() if len(found) == 1 else None
