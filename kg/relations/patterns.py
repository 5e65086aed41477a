"""Pattern frames: sequences of words and places, matched by spaCy's Matcher over a sentence's items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from kg.model import MentionKind
from kg.paths import data_folder
from kg.relations.clauses import Sentence
from kg.relations.frames import Element, FrameSet, PatternFrame
from kg.relations.items import ENTITY_KINDS, Item

if TYPE_CHECKING:
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
_FIGURES = {
    "AMOUNT": MentionKind.AMOUNT,
    "PERCENT": MentionKind.PERCENT,
    "DATE": MentionKind.DATE,
    "ROLE": MentionKind.ROLE,
}
_GAP = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A frame found: its places, and the items that it spans."""

    frame: PatternFrame
    subject: Item
    object: Item | None
    items: tuple[Item, ...]
    figures: tuple[Item, ...]


class PatternMatcher:
    """Matches all pattern frames at once.

    Args:
        frames: The frames.
        vocab: The vocabulary of the language pipeline.
    """

    def __init__(self, frames: FrameSet, vocab: Vocab) -> None:
        from spacy.matcher import Matcher

        self._frames = frames
        self._vocab = vocab
        self._matcher = Matcher(vocab)
        self._by_key: dict[int, PatternFrame] = {}
        for number, frame in enumerate(frames.patterns):
            key = f"frame-{number}"
            self._matcher.add(key, [[_token_pattern(e) for e in frame.elements]])
            self._by_key[vocab.strings[key]] = frame

    def matches(self, sentence: Sentence) -> Iterator[Match]:
        """Every match in the sentence; for one subject and object the shortest match of a frame."""
        items = sentence.items
        if sum(i.names_entity for i in items) == 0:
            return
        best: dict[tuple[str, int, int], Match] = {}
        doc = self._doc(items)
        for found in self._matcher(doc, with_alignments=True):
            key, start, end, alignment = found  # type: ignore[misc] # with alignments spaCy gives four values
            match = _read(self._by_key[key], items[start:end], alignment)
            if match is None:
                continue
            pair = (match.frame.label, match.subject.index, match.object.index if match.object else -1)
            if pair not in best or len(match.items) < len(best[pair].items):
                best[pair] = match
        yield from best.values()

    def _doc(self, items: Sequence[Item]) -> Doc:
        from spacy.tokens import Doc, Span

        words = [i.text if i.mention is None else "▢" for i in items]
        lemmas = [self._frames.key(i.text, i.lemma) if i.mention is None else i.text.lower() for i in items]
        doc = Doc(self._vocab, words=words, lemmas=lemmas, tags=[i.tag for i in items])
        spans = []
        for position, item in enumerate(items):
            if item.mention is not None:
                label = item.mention.class_ or "Thing" if item.names_entity else item.mention.kind.name
                office = "" if item.office is None else "ROLE"
                spans.append(Span(doc, position, position + 1, label=label, span_id=office))
                if item.mention.kind is MentionKind.ROLE:
                    doc[position].lemma_ = self._frames.key(item.text, item.text.lower())
        doc.set_ents(spans)
        return doc


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
            return {"ENT_TYPE": {"IN": figures}, "LEMMA": {"NOT_IN": [";", "?", "!"]}, "OP": f"{{0,{_GAP}}}"}
        case "words":
            pattern = {"LEMMA": {"IN": sorted(element.words)}}
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
        elif item.mention is not None and item.mention.kind not in ENTITY_KINDS:
            figures.append(item)
    subject = places["S"]
    first = min(places.values(), key=lambda i: i.index)
    assert subject.mention is not None
    if (frame.genitive and not first.genitive) or frame.subject_kind not in {None, subject.mention.kind.value}:
        return None
    return Match(frame=frame, subject=subject, object=places.get("O"), items=tuple(items), figures=tuple(figures))


@cache
def _kin() -> frozenset[str]:
    return frozenset((data_folder("ontology") / "words" / "kin.txt").read_text(encoding="utf-8").split())
