"""A segment as the frames see it: mentions and the words between them, in sentences and clauses.

Every mention is one item, also where it is only a part of a word ("Apple" in "Apple-CEO" is followed by the items "-"
and "CEO"). Items know their preposition, their coordination and whether they are a genitive; clauses know their verbs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.model import Mention, MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

ENTITY_KINDS = frozenset({MentionKind.NAME, MentionKind.DESCRIPTION, MentionKind.PRONOUN, MentionKind.SPEAKER})
FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"})
_PIECE = re.compile(r"[-–/]|[^-–/]+")
_INSIDE_PHRASE = frozenset({"ART", "PPOSAT", "PDAT", "PIAT", "PIDAT", "ADJA", "CARD", "TRUNC", "PRF", "ADV", "ADJD"})
_COORDINATORS = frozenset({"und", "oder", "sowie", "&", "and", "or", "/", "bzw", "beziehungsweise"})


@dataclass(slots=True, kw_only=True)
class Item:
    """A word or a mention of a sentence.

    Attributes:
        start: First character, in the segment.
        lemma: Lower case.
        mention: The mention, if it is one.
        token: The token of the Doc that holds it.
        preposition: Lemma of the preposition that governs the mention, or "".
        genitive: Whether it stands in the genitive ("Nvidias", "des Konzerns").
        group: Mentions joined by "und", commas or "oder" share a number.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    token: Token
    mention: Mention | None = None
    preposition: str = ""
    genitive: bool = False
    dative_or_accusative: bool = False
    group: int = -1
    clause: int = -1

    @property
    def names_entity(self) -> bool:
        """Whether it is a mention that can be subject or object."""
        return self.mention is not None and self.mention.kind in ENTITY_KINDS


@dataclass(slots=True, kw_only=True)
class Clause:
    """A stretch with one predicate.

    Attributes:
        items: Its items in order; a relative clause inside does not belong to it.
        verbs: Lemmas of its full verbs, particles joined ("einsteigen"), with the item that bears each.
        passive: Whether a form of "werden" or "sein" makes it passive.
        antecedent: For a relative clause, the mention that its pronoun stands for.
        relative: The relative pronoun.
        before: The clause whose subject it shares where it has none of its own.
        subordinator: "dass", "wenn", … or "".
    """

    number: int
    items: list[Item] = field(default_factory=list)
    verbs: list[tuple[str, Item]] = field(default_factory=list)
    passive: bool = False
    antecedent: Item | None = None
    relative: Item | None = None
    before: Clause | None = None
    parent: Clause | None = None
    subordinator: str = ""

    @property
    def finite(self) -> Item | None:
        """The finite verb."""
        return next((i for i in self.items if i.tag in FINITE and i.mention is None), None)


@dataclass(slots=True, kw_only=True)
class Sentence:
    """Items and clauses of one sentence; `question` where it asks."""

    start: int
    end: int
    items: list[Item]
    clauses: list[Clause]
    question: bool


def sentences(doc: Doc, mentions: Sequence[Mention], *, offset: int) -> Iterator[Sentence]:
    """The sentences of a segment's Doc.

    Args:
        doc: The Doc of the segment.
        mentions: The segment's mentions, without overlaps, in order.
        offset: The segment's first character in the document.
    """
    for span in doc.sents:
        start, end = span.start_char, span.end_char
        inside = [m for m in mentions if start <= m.start - offset and m.end - offset <= end]
        items = list(_items(span, inside, offset))
        if not items:
            continue
        _mark_prepositions(items)
        _mark_groups(items)
        clauses = _clauses(items)
        yield Sentence(start=start, end=end, items=items, clauses=clauses, question=_asks(items))


def _items(span: Span, mentions: Sequence[Mention], offset: int) -> Iterator[Item]:
    index = 0
    queue = list(mentions)
    position = span.start_char
    for token in span:
        begin, stop = token.idx, token.idx + len(token.text)
        position = max(position, begin)
        while position < stop:
            while queue and queue[0].start - offset < position:
                queue.pop(0)
            mention = queue[0] if queue else None
            if mention is not None and mention.start - offset <= position:
                end = mention.end - offset
                yield _mention_item(index, token, mention, position, end)
                queue.pop(0)
                index, position = index + 1, end
                continue
            limit = min(stop, mention.start - offset) if mention is not None else stop
            for piece_start, piece in _pieces(token, position, limit):
                if piece.strip():
                    yield _word_item(index, token, piece_start, piece)
                    index += 1
            position = limit


def _pieces(token: Token, start: int, end: int) -> Iterator[tuple[int, str]]:
    text = token.text[start - token.idx : end - token.idx]
    if start == token.idx and end == token.idx + len(token.text):
        yield start, text
        return
    for match in _PIECE.finditer(text):
        yield start + match.start(), match.group()


def _word_item(index: int, token: Token, start: int, text: str) -> Item:
    whole = text == token.text
    lemma = (token.lemma_ or text).lower() if whole else text.lower()
    return Item(
        index=index,
        start=start,
        end=start + len(text),
        text=text,
        lemma=lemma,
        tag=token.tag_ if whole else ("$(" if not text[0].isalnum() else "NN"),
        token=token,
    )


def _mention_item(index: int, token: Token, mention: Mention, start: int, end: int) -> Item:
    genitive = mention.kind is MentionKind.NAME and mention.surface != mention.normal and mention.surface[-1] in "s'’"
    tag = "NE" if mention.kind in ENTITY_KINDS else "NN"
    if mention.kind is MentionKind.PRONOUN:
        tag = token.tag_ or "PPER"
    return Item(
        index=index,
        start=start,
        end=end,
        text=mention.surface,
        lemma=mention.normal.lower(),
        tag=tag,
        token=token,
        mention=mention,
        genitive=genitive,
    )


def _mark_prepositions(items: Sequence[Item]) -> None:
    for item in items:
        if item.mention is None:
            continue
        nouns = 0
        for left in reversed(items[: item.index]):
            if left.tag.startswith(("APPR", "KOKOM")) and left.mention is None:
                item.preposition = _CONTRACTED.get(left.text.lower(), left.lemma)
                break
            if left.tag in {"ART", "PPOSAT", "PDAT"} and left.mention is None:
                word = left.text.lower()
                if word in {"des", "der", "ihrer", "seiner", "eines", "einer"} and _after_noun(items, left):
                    item.genitive = True
                    break
                item.dative_or_accusative |= word in {"den", "dem", "einen", "einem"}
                continue
            noun_like = left.tag in {"NN", "NE"} and not (left.names_entity and left.group != item.group)
            if left.tag in _INSIDE_PHRASE or left.text in {'"', "“", "„", "-", "–", "'"}:
                continue
            if noun_like and nouns < 2 and left.mention is None:
                nouns += 1
                continue
            if left.mention is not None and left.mention.kind in {MentionKind.ROLE, MentionKind.AMOUNT}:
                continue
            break


_PARTICLES = frozenset(
    "ab an auf aus bei durch ein mit nach über um vor zu zurück zusammen rein raus los weg teil".split()
)
_CONTRACTED = {"im": "in", "ins": "in", "am": "an", "ans": "an", "vom": "von", "beim": "bei", "zum": "zu", "zur": "zu",
               "aufs": "auf", "fürs": "für", "ums": "um", "durchs": "durch", "übers": "über"}  # fmt: skip


def _after_noun(items: Sequence[Item], article: Item) -> bool:
    return article.index > 0 and items[article.index - 1].tag in {"NN", "NE"}


def _mark_groups(items: Sequence[Item]) -> None:
    """Number mentions; what "und", "oder" or a comma of a list joins gets one number and one preposition."""
    number = 0
    last: Item | None = None
    joined = False
    for item in items:
        if item.names_entity:
            if last is not None and joined and _same_kind(last, item):
                item.group = last.group
                item.preposition = item.preposition or last.preposition
                item.genitive = item.genitive or last.genitive
            else:
                number += 1
                item.group = number
            last, joined = item, False
        elif last is not None and (item.lemma in _COORDINATORS or item.text == ","):
            joined = True
        elif item.tag in _INSIDE_PHRASE or item.tag.startswith("APPR") or item.text in {'"', "“", "„"}:
            joined = joined and item.tag not in {"ADV"}
        elif item.lemma in {"auch", "eben", "vor", "allem", "natürlich", "dann", "insbesondere"}:
            continue
        else:
            last, joined = None, False


def _same_kind(left: Item, right: Item) -> bool:
    assert left.mention is not None
    assert right.mention is not None
    persons = (left.mention.class_ == "Person") == (right.mention.class_ == "Person")
    places = (left.mention.class_ == "Place") == (right.mention.class_ == "Place")
    return persons and places and (not right.preposition or right.preposition == left.preposition)


def _clauses(items: Sequence[Item]) -> list[Clause]:
    chunks = list(_chunks(items))
    clauses: list[Clause] = []
    main: Clause | None = None
    current: Clause | None = None
    for chunk in chunks:
        opener = _opener(chunk)
        finite = any(i.tag in FINITE and i.mention is None for i in chunk)
        if opener is not None:
            current = Clause(number=len(clauses), parent=main or current)
            _open_subordinate(current, opener, items)
            clauses.append(current)
        elif finite and main is not None and main.finite is None:
            current = main
        elif finite or main is None:
            fresh = Clause(number=len(clauses), before=main)
            clauses.append(fresh)
            main = current = fresh
        elif current is not None and current is not main and current.items and current.items[-1].tag in FINITE:
            current = main
        assert current is not None
        current.items.extend(chunk)
        for item in chunk:
            item.clause = current.number
    for clause in clauses:
        _read_verbs(clause)
    return clauses


def _chunks(items: Sequence[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    for position, item in enumerate(items):
        if item.mention is None and item.text in {",", ";", ":", "(", ")", "–", "—", "..."} and chunk:
            chunk.append(item)
            yield chunk
            chunk = []
        elif item.tag == "KON" and _finite(chunk) and _finite(items[position + 1 :]) and _opens_clause(items, position):
            yield chunk
            chunk = [item]
        else:
            chunk.append(item)
    if chunk:
        yield chunk


def _opens_clause(items: Sequence[Item], position: int) -> bool:
    """Whether a verb follows the conjunction before the next comma: it joins clauses, not nouns."""
    for item in items[position + 1 :]:
        if item.text in {",", ";", ":"}:
            return False
        if item.tag in FINITE and item.mention is None:
            return True
    return False


def _finite(items: Sequence[Item]) -> bool:
    return any(i.tag in FINITE and i.mention is None for i in items)


def _opener(chunk: Sequence[Item]) -> Item | None:
    for item in chunk[:3]:
        if item.mention is None and item.tag in {"KOUS", "PRELS", "PRELAT", "PWAV", "PWS", "KOUI"}:
            return item
        if not item.tag.startswith(("APPR", "KON", "ADV", "$")):
            return None
    return None


def _open_subordinate(clause: Clause, opener: Item, items: Sequence[Item]) -> None:
    if opener.tag in {"PRELS", "PRELAT"}:
        clause.relative = opener
        for left in reversed(items[: opener.index]):
            if left.names_entity:
                clause.antecedent = left
                break
            if left.tag in FINITE or (left.tag == "NN" and opener.index - left.index <= 2):
                break
    else:
        clause.subordinator = opener.lemma


def _read_verbs(clause: Clause) -> None:
    particle = next((i for i in clause.items if i.tag == "PTKVZ"), None) or _last_word_as_particle(clause)
    lemmas = {i.lemma for i in clause.items if i.tag in {"VAFIN", "VAINF", "VAPP"}}
    participle = any(i.tag == "VVPP" for i in clause.items)
    clause.passive = participle and ("werden" in lemmas or any(i.text == "worden" for i in clause.items))
    for item in clause.items:
        if item.mention is None and item.tag.startswith("VV"):
            lemma = item.lemma
            if item.tag in {"VVFIN", "VVIMP"} and particle is not None and not lemma.startswith(particle.lemma):
                lemma = particle.lemma + lemma
            clause.verbs.append((lemma, item))
    if not clause.verbs:
        clause.verbs = [(i.lemma, i) for i in clause.items if i.mention is None and i.tag in {"VAFIN", "VMFIN"}]


def _last_word_as_particle(clause: Clause) -> Item | None:
    """The preposition that ends a clause is a verb's particle: "ruft zum Boykott auf"."""
    words = [i for i in clause.items if i.text[0].isalnum()]
    last = words[-1] if words and words[-1].mention is None else None
    return last if last is not None and last.text in _PARTICLES and last.tag.startswith(("APPR", "ADV", "KO")) else None


def _asks(items: Sequence[Item]) -> bool:
    last = next((i for i in reversed(items) if i.text.strip("\"“”'")), items[-1])
    return last.text.endswith("?")
