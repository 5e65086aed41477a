"""A sentence as the frames see it: mentions and the words between them.

Every mention is one item, also where it is only a part of a word ("Apple" in "Apple-CEO" is followed by the items "-"
and "CEO"). Items know their preposition, their coordination and whether they are a genitive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Mention, MentionKind, RoleValue

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

ENTITY_KINDS = frozenset({MentionKind.NAME, MentionKind.DESCRIPTION, MentionKind.PRONOUN, MentionKind.SPEAKER})
OBJECT_FORMS = frozenset({"den", "dem", "ihn", "ihm", "dessen", "deren", "denen"})
"""Pronouns that are no subject."""
HYPHENS = frozenset({"-", "–"})
_PIECE = re.compile(r"[-–/]|[^-–/]+")
_INSIDE_PHRASE = frozenset({"ART", "PPOSAT", "PDAT", "PIAT", "PIDAT", "ADJA", "CARD", "TRUNC", "PRF", "ADV", "ADJD"})
_TIMES = frozenset(
    "ende anfang mitte kurz kurzem langem längerem zeit jahr monat woche tag stunde minute abend morgen mittag nacht "
    "frühjahr frühling sommer herbst winter quartal montag dienstag mittwoch donnerstag freitag samstag sonntag "
    "wochenende januar februar märz april mai juni juli august september oktober november dezember moment anfangs "
    "nächstes erstes letztes zukunft vergangenheit regel fall folge anschluss schluss gegenzug".split()
)
"""Nouns with which a preposition is done: what follows them is not what it governs."""
_FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN"})
_BUT = "sondern"
_AGAIN = frozenset({"auch", "ebenfalls", "ebenso", "genauso", "schon", "nicht", "dagegen"})
_BY_NOW = frozenset({"mittlerweile", "inzwischen", "jetzt", "ja", "aber", "heute", "längst"})
_COORDINATORS = frozenset({"und", "oder", "sowie", "&", "and", "or", "/", "bzw", "beziehungsweise"})


@dataclass(slots=True, kw_only=True)
class Item:
    """A word or a mention of a sentence.

    Attributes:
        start: First character, in the segment.
        lemma: Lower case.
        mention: The mention, if it is one.
        office: The office that it names, also where the mention means its holder ("dem Apple-CEO").
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
    office: RoleValue | None = None
    preposition: str = ""
    genitive: bool = False
    dative_or_accusative: bool = False
    group: int = -1
    clause: int = -1

    @property
    def names_entity(self) -> bool:
        """Whether it is a mention that can be subject or object."""
        return self.mention is not None and self.mention.kind in ENTITY_KINDS

    @property
    def is_bare(self) -> bool:
        """Whether it is such a mention without preposition and not in the genitive."""
        return self.names_entity and not self.preposition and not self.genitive


def items_of(span: Span, mentions: Sequence[Mention], *, offset: int) -> list[Item]:
    """The items of a sentence, with prepositions, genitives and coordination marked.

    Args:
        span: The sentence.
        mentions: Its mentions, without overlaps, in order.
        offset: The segment's first character in the document.
    """
    items = list(_items(span, mentions, offset))
    _mark_prepositions(items)
    _mark_groups(items)
    _mark_dislocated(items)
    return items


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
                same = [m for m in queue[:2] if (m.start, m.end) == (mention.start, mention.end)]
                yield _mention_item(index, token, same, position, end)
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


def _mention_item(index: int, token: Token, same: Sequence[Mention], start: int, end: int) -> Item:
    mention = same[0]
    genitive = mention.kind is MentionKind.NAME and mention.surface != mention.normal and mention.surface[-1] in "s'’"
    tag = "NE" if mention.kind in ENTITY_KINDS else "NN"
    if mention.kind is MentionKind.PRONOUN:
        tag = token.tag_ or "PPER"
    turned = mention.kind is MentionKind.PRONOUN and mention.surface.lower() in OBJECT_FORMS
    return Item(
        index=index,
        start=start,
        end=end,
        text=mention.surface,
        lemma=mention.normal.lower(),
        tag=tag,
        token=token,
        mention=mention,
        office=next((m.value for m in same if isinstance(m.value, RoleValue)), None),
        genitive=genitive or tag == "PPOSAT",
        dative_or_accusative=turned,
    )


def _mark_prepositions(items: Sequence[Item]) -> None:
    for item in items:
        if item.mention is None:
            continue
        if item.index + 1 < len(items) and items[item.index + 1].lemma == "zufolge":
            item.preposition = "zufolge"
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
            if left.lemma in _TIMES and left.mention is None:
                break  # "für die FAZ schreibt seit Kurzem auch Ada Blum": the preposition has its noun
            if left.names_entity and items[left.index + 1].text in HYPHENS:
                continue  # "für Elbkern-Rivale Veltro"
            noun_like = left.tag in {"NN", "NE"} and not (left.names_entity and left.group != item.group)
            if left.tag in _INSIDE_PHRASE or left.text in {'"', "“", "„", "-", "–", "'"}:
                continue
            if noun_like and nouns < 2 and left.mention is None:
                nouns += 1
                continue
            if left.mention is not None and left.mention.kind in {MentionKind.ROLE, MentionKind.AMOUNT}:
                continue
            break


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
            if last is not None and joined and _same_kind(last, item) and not _gapped(items, item):
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


def _mark_dislocated(items: Sequence[Item]) -> None:
    """Who is named first and taken up by a pronoun that is no subject: "Max Roth, den hat Veltro entlassen"."""
    for item, comma, pronoun, verb in zip(items, items[1:], items[2:], items[3:], strict=False):
        if not item.names_entity or comma.text != "," or verb.mention is not None or verb.tag not in _FINITE:
            continue
        word = pronoun.text.lower()
        # "Ada Blum, die hat der Roth gelobt": "der" stands before who did it.
        turned = word in {"die", "das"} and any(
            i.names_entity and items[i.index - 1].text == "der" and items[i.index - 1].tag == "ART" and not i.genitive
            for i in items[verb.index + 1 :]
        )
        if word in OBJECT_FORMS or turned:
            item.dative_or_accusative = pronoun.dative_or_accusative = True


def place_of_but(items: Sequence[Item]) -> int | None:
    """Where the "sondern" stands that puts another in the place of what is denied."""
    return next((n for n, i in enumerate(items) if i.mention is None and i.text.lower() == _BUT), None)


def _gapped(items: Sequence[Item], item: Item) -> bool:
    """Whether a mention behind a comma begins anew: "Nordkap gehört Veltro, Lumenhalde mittlerweile auch"."""
    return item.index > 0 and items[item.index - 1].text == "," and takes_up_verb(items[item.index + 1 :])


def takes_up_verb(behind: Sequence[Item]) -> bool:
    """Whether what follows a mention leaves the verb to the clause before: "auch", "schon 2020"."""
    words = [i.text.lower() for i in behind[:2]]
    return bool(words) and (words[0] in _AGAIN or (words[0] in _BY_NOW and words[-1] in _AGAIN))


def _same_kind(left: Item, right: Item) -> bool:
    assert left.mention is not None
    assert right.mention is not None
    persons = (left.mention.class_ == "Person") == (right.mention.class_ == "Person")
    places = (left.mention.class_ == "Place") == (right.mention.class_ == "Place")
    return persons and places and (not right.preposition or right.preposition == left.preposition)
