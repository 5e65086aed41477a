"""Advertisements inside and between turns, where they are clearly marked.

Talk about advertising is no advertisement: a start needs a sentence that does nothing but announce one ("Kurze
Werbeunterbrechung."), or a sponsor of this very publication, or two different signs of an offer close to each other.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from kg.model import SegmentKind
from kg.segments.pieces import Piece, cut
from kg.segments.sentences import sentences

LONGEST = 3000
"""Characters after which an advertisement without a marked end is taken to end with its last offer."""
_MOST_TURNS = 8

_FILLERS = (
    "so und also jetzt nun hier zeit für ne eine einer ein erst mal noch schnell wir machen kommt kommen folgt gibt es "
    "ist dann bevor weitermachen einmal ganz nur zur zu der die das kurz kurze kurzer kurzen kleine kleiner kleinen "
    "wort von unserem in eigener sache vorher anfang start beginn ende achtung"
).replace(" ", "|")
_ANNOUNCES = re.compile(
    rf"(?:(?:{_FILLERS})\W+){{0,8}}"
    r"(?:werbeunterbrechung|werbepause|werbeblock|werbung|anzeige|unterbrechung|reklame|sponsor|werbepartner)"
    r"(?:\W+(?:jetzt|kurz|anfang|start|beginn|in|eigener|sache|mal|an|los|geht)\b)*\W*",
    re.IGNORECASE,
)
_PAID = r"(?:präsentiert|unterstützt|gesponsert|gesponsort|ermöglicht|möglich gemacht)"
_SPONSORS = re.compile(
    r"\b(?:diese[rn]?|unsere?|die heutige|der heutige|die) (?:\w+ )?"
    r"(?:folge|episode|podcast|sendung|ausgabe|newsletter|show)\b"
    rf"(?: \w+){{0,3}} (?:wird|ist|wurde)(?: \w+){{0,3}} {_PAID}\b"
    rf"|\b{_PAID} wird (?:diese|die heutige) (?:folge|episode|ausgabe)\b"
    r"|\b(?:heutiger|unser) (?:heutiger )?(?:werbepartner|sponsor)\b(?: \w+){0,4} ist\b"
    r"|^werbepartner (?:dieser|der heutigen)\b",
    re.IGNORECASE,
)
_MAY_SPONSOR = re.compile(rf"\b(?P<what>\w+) wird (?:\w+ ){{0,3}}{_PAID} (?:von|durch)\b", re.IGNORECASE)
_BREAKS = re.compile(
    rf"(?:(?:{_FILLERS})\W+){{0,6}}(?:werbeunterbrechung|werbepause|werbeblock|unterbrechung)\s*[,:–-]", re.IGNORECASE
)
_OFFERS = (
    re.compile(
        r"\bmit (?:dem |unserem )?(?:rabatt|gutschein|aktions)?-?code\b|\b(?:rabatt|gutschein)code\b"
        r"|\bcode (?-i:[A-ZÄÖÜ\d]{3,})",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bprozent rabatt\b|\d ?% rabatt\b|\brabatt auf\b|\bkostenlos (?:testen|ausprobieren)\b"
        r"|\bgratis (?:testen|dazu)\b"
        r"|\bmonate? (?:geschenkt|gratis|kostenlos)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\bunser(?:em|en|es)? (?:werbe)?partners? [A-ZÄÖÜ]|\bunser(?:e|em|en)? sponsor"),
    re.compile(
        r"\b(?:geht|geh|gehe|schau|schaut|klick|klickt) (?:\w+ ){0,3}auf \w[\w-]*(?:\.| punkt )[a-z]{2,}\b"
        r"|\blink (?:ist |findet ihr |findest du )?in den shownotes\b",
        re.IGNORECASE,
    ),
    re.compile(
        r"\bfür (?:\w+-)?hörer(?:innen)?(?: und hörer(?:innen)?)? gibt es\b|\bbucht (?:noch )?(?:heute|jetzt)\b"
        r"|\bspart ihr\b|\bsparst du\b|\bbekommst du \w+ (?:prozent|monate|euro)\b|\bexklusiv für (?:hörer|euch)",
        re.IGNORECASE,
    ),
)
_ENDS = re.compile(
    r"\b(?:ende der werbung|werbung ende|werbung (?:vorbei|aus)|ende der anzeige|anzeige ende|ende der werbepause)\b"
    r"|\b(?:zurück|weiter) (?:jetzt )?(?:zum|zur|mit (?:dem|der)|im|in (?:die|der|den)) (?:\w+ )?"
    r"(?:podcast|folge|episode|sendung|show|thema|gespräch|programm|interview)\b"
    r"|\bviel spaß (?:mit|bei) der (?:weiteren |restlichen )?(?:folge|episode|sendung)\b",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"^(?:so,? )?(?:und )?(?:weiter geht'?s|weiter im (?:text|programm)|und damit zurück)\b", re.IGNORECASE
)


def without_advertisements(text: str, pieces: Sequence[Piece], *, show: str | None = None) -> tuple[Piece, ...]:
    """The pieces with each marked advertisement in the speech as a piece of its own.

    Args:
        text: The document's text.
        pieces: Its pieces, in order.
        show: What the publication is called: "Dieser Kettenbrief wird unterstützt von …" names its sponsor.
    """
    names = frozenset((show or "").casefold().split())
    result: list[Piece] = []
    reach = -1
    for i, piece in enumerate(pieces):
        if piece.kind is not SegmentKind.SPEECH:
            result.append(piece)
        elif piece.end <= reach:
            result += [part for part in [cut(text, piece, piece.start, piece.end, SegmentKind.ADVERTISEMENT)] if part]
        else:
            spans, reach = _spans(text, pieces, i, max(reach, piece.start), names)
            result += _split(text, piece, spans)
    return tuple(result)


def announces(sentence: str) -> bool:
    """Whether a sentence does nothing but announce an advertisement ("Kurze Werbeunterbrechung.", "Anzeige")."""
    return len(sentence) <= 90 and _ANNOUNCES.fullmatch(sentence.strip()) is not None


def sponsors(sentence: str) -> bool:
    """Whether a sentence names who pays for this very publication."""
    return _SPONSORS.search(sentence) is not None


def _names_sponsor(text: str, told: Sequence[tuple[int, int]], names: frozenset[str]) -> bool:
    """Whether the first sentence says who pays for the show, or for something that an offer soon follows."""
    found = _MAY_SPONSOR.search(text, *told[0])
    if found is None:
        return False
    return found["what"].casefold() in names or any(form.search(text, *s) for s in told[:6] for form in _OFFERS)


def _split(text: str, piece: Piece, spans: Sequence[tuple[int, int]]) -> list[Piece]:
    parts = []
    place = piece.start
    for start, end in spans:
        parts.append(cut(text, piece, place, start, SegmentKind.SPEECH))
        parts.append(cut(text, piece, start, end, SegmentKind.ADVERTISEMENT))
        place = end
    parts.append(cut(text, piece, place, piece.end, SegmentKind.SPEECH))
    return [part for part in parts if part is not None]


def _spans(
    text: str, pieces: Sequence[Piece], number: int, begin: int, names: frozenset[str]
) -> tuple[list[tuple[int, int]], int]:
    """The advertisements of one turn, and how far the last one reaches (beyond the turn if its end is marked there)."""
    piece = pieces[number]
    told = [s for s in sentences(text, piece.start, piece.end) if s[1] > begin]
    spans: list[tuple[int, int]] = []
    reach = begin
    if begin > piece.start:
        spans.append((piece.start, begin))
    for i, (start, end) in enumerate(told):
        if start < reach:
            continue
        words = text[start:end]
        near = told[i : bisect_right(told, start + LONGEST, lo=i, key=lambda s: s[0])]
        if announces(words) or sponsors(words) or _BREAKS.match(words) or _names_sponsor(text, near, names):
            stop = _end(text, pieces, number, near)
        elif (last := _offer(text, near)) is not None:
            stop = last
        else:
            continue
        spans.append((start, min(stop, piece.end)))
        reach = stop
    return spans, reach


def _end(text: str, pieces: Sequence[Piece], number: int, told: Sequence[tuple[int, int]]) -> int:
    """Where an advertisement that begins with the first of these sentences ends, perhaps in a later turn."""
    start, turn_end = told[0][0], pieces[number].end
    marked = _marked_end(text, told[1:], start)
    if marked is not None:
        return marked
    turns = _next_turns(pieces, number)
    for piece in turns:
        if piece.start - start > LONGEST:
            break
        marked = _marked_end(text, sentences(text, piece.start, piece.end), start)
        if marked is not None:
            return marked
    if turn_end - start <= LONGEST:
        whole_next = announces(text[start:turn_end]) and turns and turns[0].end - turns[0].start <= LONGEST
        return turns[0].end if whole_next else turn_end
    near = [s for s in told if s[1] - start <= LONGEST]
    offers = [s[1] for s in near if any(form.search(text, *s) for form in _OFFERS)]
    return max(offers, default=near[-1][1] if len(near) == 1 else told[min(2, len(told) - 1)][1])


def _next_turns(pieces: Sequence[Piece], number: int) -> list[Piece]:
    """The next turns, over labels and remarks but not over headings."""
    turns: list[Piece] = []
    for piece in pieces[number + 1 : number + 1 + 2 * _MOST_TURNS]:
        if piece.kind is SegmentKind.SPEECH:
            turns.append(piece)
        elif piece.kind is not SegmentKind.BOILERPLATE:
            break
    return turns[:_MOST_TURNS]


def _marked_end(text: str, told: Sequence[tuple[int, int]], start: int) -> int | None:
    found = None
    for begin, end in told:
        if begin - start > LONGEST or (found is not None and begin != found):
            break
        words = text[begin:end]
        if _GOES_ON.match(words):
            return found or begin
        if _ENDS.search(words):
            found = end
    return found


def _offer(text: str, told: Sequence[tuple[int, int]]) -> int | None:
    """The end of an unannounced offer that begins with the first sentence: two signs of it within five sentences."""
    if not any(form.search(text, *told[0]) for form in _OFFERS):
        return None
    signs: set[int] = set()
    end = None
    for start, stop in told[:5]:
        here = {i for i, form in enumerate(_OFFERS) if form.search(text, start, stop)}
        signs |= here
        if here and len(signs) > 1:
            end = stop
    return end
