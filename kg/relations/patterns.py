"""Pattern frames: sequences of words and places, matched by spaCy's Matcher over a sentence's items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.model import MentionKind
from kg.paths import data_folder
from kg.relations.clauses import FINITE, Sentence
from kg.relations.frames import Element, FrameSet, PatternFrame
from kg.relations.items import Item

if TYPE_CHECKING:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

_TAGS = {
    "ART": ["ART", "PPOSAT", "PDAT", "PIAT"],
    "ADJ": ["ADJA", "ADJD", "CARD", "TRUNC"],
    "ADV": ["ADV", "ADJD", "PTKMA", "PAV", "PROAV"],
    "NN": ["NN", "NE", "FM"],
    "PREP": ["APPR", "APPRART"],
    "VERB": ["VVFIN", "VVPP", "VVINF", "VVIZU", "VAFIN", "VMFIN"],
    "NUM": ["CARD"],
}
_FIGURES = ("AMOUNT", "PERCENT", "DATE", "ROLE")
"""Names of the kinds of mention that are figures or offices."""
_GAP = 4
_ANY = 1000
_KEYS = "frame_keys"
"""The extension of a token that holds the forms under which frames know it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A frame found: its places, the items that it spans, and the figures that stand at places of their own."""

    frame: PatternFrame
    subject: Item
    object: Item | None
    items: tuple[Item, ...]
    figures: tuple[Item, ...]


class PatternMatcher:
    """Matches pattern frames, of all of them those whose words and classes a sentence has.

    Args:
        frames: The frames.
        vocab: The vocabulary of the language pipeline.
    """

    def __init__(self, frames: FrameSet, vocab: Vocab) -> None:
        from spacy.tokens import Token

        self._frames = frames
        self._vocab = vocab
        self._anchored = [(frame, _anchors(frame)) for frame in frames.patterns]
        self._always = [n for n, frame in enumerate(frames.patterns) if not frame.needs]
        self._by_word: dict[str, list[int]] = {}
        for number, frame in enumerate(frames.patterns):
            for word in min(frame.needs, key=len, default=()):
                self._by_word.setdefault(word, []).append(number)
        self._matchers: dict[str, Matcher] = {}
        if not Token.has_extension(_KEYS):
            Token.set_extension(_KEYS, default=())

    def matches(self, sentence: Sentence) -> Iterator[Match]:
        """Every match in the sentence; for one subject and object the shortest match of a frame."""
        items = sentence.items
        if sum(i.names_entity for i in items) == 0:
            return
        keys = [() if i.mention and i.mention.kind is MentionKind.NAME else self._keys(i) for i in items]
        places = _places(items, keys)
        doc = None
        for number in sorted({*self._always, *(n for key in places for n in self._by_word.get(key, ()))}):
            frame, anchors = self._anchored[number]
            if _may_match(anchors, places):
                doc = doc or self._doc(items, keys)
                yield from self._matches(frame, doc, items)

    def _matches(self, frame: PatternFrame, doc: Doc, items: Sequence[Item]) -> Iterator[Match]:
        best: dict[tuple[int, int], Match] = {}
        for _, start, end, alignment in self._matcher(frame)(doc, with_alignments=True):  # type: ignore[misc]
            match = _read(frame, items[start:end], alignment)
            if match is None:
                continue
            pair = (match.subject.index, match.object.index if match.object else -1)
            if pair not in best or len(match.items) < len(best[pair].items):
                best[pair] = match
        yield from best.values()

    def _matcher(self, frame: PatternFrame) -> Matcher:
        from spacy.matcher import Matcher

        if frame.label not in self._matchers:
            matcher = Matcher(self._vocab)
            matcher.add(frame.label, [[_token_pattern(e) for e in frame.elements]])
            self._matchers[frame.label] = matcher
        return self._matchers[frame.label]

    def _keys(self, item: Item) -> tuple[str, ...]:
        lemma = item.lemma if item.mention is None else item.text.lower()
        return tuple(self._frames.keys(item.text, lemma))

    def _doc(self, items: Sequence[Item], keys: Sequence[tuple[str, ...]]) -> Doc:
        from spacy.tokens import Doc, Span

        words = [i.text if i.mention is None else "▢" for i in items]
        lemmas = [i.lemma or i.text for i in items]
        doc = Doc(self._vocab, words=words, lemmas=lemmas, tags=[i.tag for i in items])
        spans = []
        for position, (item, known) in enumerate(zip(items, keys, strict=True)):
            doc[position]._.set(_KEYS, known)
            if item.mention is not None:
                office = "" if item.office is None else "ROLE"
                spans.append(Span(doc, position, position + 1, label=_label(item), span_id=office))
        doc.set_ents(spans)
        return doc


def _label(item: Item) -> str:
    assert item.mention is not None
    return item.mention.class_ or "Thing" if item.names_entity else item.mention.kind.name


def _anchors(frame: PatternFrame) -> tuple[tuple[frozenset[str], int], ...]:
    """Labels of mentions or words that must stand in this order, each with how far behind the one before at most."""
    found = []
    reach = 1
    for element in frame.elements:
        wanted = frozenset({element.kind}) if element.kind in _FIGURES else element.words or element.classes
        if wanted and not element.optional:
            found.append((wanted, reach))
            reach = 0
        reach += _GAP if element.kind == "gap" else _ANY if element.operator in {"*", "+"} else 1
    return tuple(found)


def _places(items: Sequence[Item], keys: Sequence[tuple[str, ...]]) -> dict[str, list[int]]:
    """Labels of mentions and forms of words → the positions of a sentence where they stand."""
    places: dict[str, list[int]] = {}
    for position, (item, known) in enumerate(zip(items, keys, strict=True)):
        labels = {_label(item)} if item.mention is not None else set()
        for key in (*known, *labels, *({"ROLE"} - labels if item.office is not None else ())):
            places.setdefault(key, []).append(position)
    return places


def _may_match(anchors: Sequence[tuple[frozenset[str], int]], places: Mapping[str, Sequence[int]]) -> bool:
    """Whether a sentence has all anchors near enough in their order: most frames fall here, long before a match."""
    if any(places.keys().isdisjoint(wanted) for wanted, _ in anchors):
        return False
    reached: set[int] | None = None
    for wanted, reach in anchors:
        here = {p for key in places.keys() & wanted for p in places[key]}
        if reached is not None:
            here = {p for p in here if any(0 < p - before <= reach for before in reached)}
        if not here:
            return False
        reached = here
    return True


def _token_pattern(element: Element) -> dict[str, Any]:
    pattern: dict[str, Any]
    match element.kind:
        case "S" | "O":
            pattern = {"ENT_TYPE": {"IN": sorted(element.classes)}}
        case "AMOUNT" | "PERCENT" | "DATE":
            pattern = {"ENT_TYPE": element.kind}
        case "ROLE":
            pattern = {"ENT_ID": "ROLE"}
        case "KIN":
            pattern = {"LEMMA": {"IN": sorted(_kin())}}
        case "gap":
            figures = ["", *_FIGURES]
            return {"ENT_TYPE": {"IN": figures}, "LOWER": {"NOT_IN": [";", "?", "!"]}, "OP": f"{{0,{_GAP}}}"}
        case "words":
            pattern = {"_": {_KEYS: {"INTERSECTS": sorted(element.words)}}}
        case kind:
            pattern = {"TAG": {"IN": _TAGS[kind]}, "ENT_TYPE": ""}
    if element.operator:
        pattern["OP"] = element.operator
    return pattern


def _read(frame: PatternFrame, items: Sequence[Item], alignment: Sequence[int]) -> Match | None:
    places: dict[str, Item] = {}
    figures = []
    for item, number in zip(items, alignment, strict=True):
        kind = frame.elements[number].kind
        if kind in {"S", "O"}:
            places[kind] = item
        elif kind in _FIGURES:
            figures.append(item)
    subject = places["S"]
    first = min(places.values(), key=lambda i: i.index)
    assert subject.mention is not None
    if (frame.genitive and not first.genitive) or frame.subject_kind not in {None, subject.mention.kind.value}:
        return None
    if frame.elements[0].kind == "S" and _is_governed(items):
        return None
    if "O" not in places and any(figure.clause != subject.clause for figure in figures):
        return None
    return Match(frame=frame, subject=subject, object=places.get("O"), items=tuple(items), figures=tuple(figures))


def _is_governed(items: Sequence[Item]) -> bool:
    """Whether a first mention that would be the subject of the verb behind it has another case or a preposition."""
    verb = next((i for i in items[1:] if i.tag != "ADV"), None)
    governed = items[0].preposition not in {"", "bei"} or items[0].dative_or_accusative
    return governed and verb is not None and verb.tag in FINITE and verb.mention is None


@cache
def _kin() -> frozenset[str]:
    return frozenset((data_folder("ontology") / "words" / "kin.txt").read_text(encoding="utf-8").split())
