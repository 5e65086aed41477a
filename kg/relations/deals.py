"""The amount of a deal stands with each of those who share in it: a round's amount with each of its investors.

"Elbkern holt 45 Millionen. Angeführt wird die Runde von Norderwind, dabei sind Saxonia und Brückner."
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.errors import DataError
from kg.mentions.lexicon import fold
from kg.model import TAKING_UP, Amount, Mention, MentionKind, RelationMention
from kg.paths import data_folder
from kg.relations.figures import with_currency

_PARTIES = frozenset({"Company", "Investor", "Organization", "MediaOutlet", "Product", "Person"})
_BESIDE = 32
"""Characters before an amount, and half as many behind it, that may say that it is another figure."""

_BACK = 2
"""Sentences before a pronoun in which what it stands for is dealt with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Deal:
    """An amount in sentence number `sentence` that may be that of a deal of some predicates, and who is named there.

    Attributes:
        priced: Whether the sentence speaks of a price: "Kaufpreis: 11 Milliarden".
    """

    start: int
    sentence: int
    amount: Amount
    predicates: frozenset[str]
    named: frozenset[str]
    priced: bool


def with_deal_amounts(
    relations: Iterable[RelationMention], text: str, sentences: Sequence[tuple[int, int]], mentions: Iterable[Mention]
) -> Iterator[RelationMention]:
    """The relations in their order; what names no amount bears that of the deal that its sentences speak of.

    Args:
        relations: Relation mentions of one document.
        text: The document's text.
        sentences: First and last character (exclusive) of each sentence, in order.
        mentions: The document's mentions, its figures among them.
    """
    starts = [start for start, _ in sentences]
    deals = list(_deals(text, sentences, starts, mentions))
    for relation in relations:
        best = _amount_of(relation, deals, starts)
        if best is None:
            yield relation
        else:
            yield replace(relation, qualifiers=replace(relation.qualifiers, amount=with_currency(best)))


def _deals(
    text: str, sentences: Sequence[tuple[int, int]], starts: Sequence[int], mentions: Iterable[Mention]
) -> Iterator[_Deal]:
    words, others, prices = _words()
    found = sorted(mentions, key=lambda m: m.start)
    named: dict[int, set[str]] = defaultdict(set)
    for mention in found:
        if mention.kind is MentionKind.NAME and mention.class_ in _PARTIES:
            named[bisect_right(starts, mention.start) - 1].add(fold(mention.normal))
    for mention in found:
        if not isinstance(mention.value, Amount):
            continue
        at = bisect_right(starts, mention.start) - 1
        if at < 0 or mention.end > sentences[at][1]:
            continue
        start, end = sentences[at]
        before = text[max(start, mention.start - _BESIDE) : mention.start]
        behind = text[mention.end : min(end, mention.end + _BESIDE // 2)]
        told = frozenset(predicate for predicate, parts in words.items() if parts.search(text, start, end))
        if told and not others.search(f"{before} … {behind}"):
            priced = prices.search(text, start, end) is not None
            names = frozenset(named[at])
            yield _Deal(
                start=mention.start, sentence=at, amount=mention.value, predicates=told, named=names, priced=priced
            )


def _amount_of(relation: RelationMention, deals: Sequence[_Deal], starts: Sequence[int]) -> Amount | None:
    if relation.predicate not in _words()[0] or relation.qualifiers.amount is not None or relation.object is None:
        return None
    subject = bisect_right(starts, relation.subject.start) - 1
    object_ = bisect_right(starts, relation.object.start) - 1
    first, last = min(subject, object_), max(subject, object_)
    if relation.object.kind in TAKING_UP:
        first -= _BACK
    pair = {fold(relation.subject.normal), fold(relation.object.normal)}
    near = [
        deal
        for deal in deals
        if relation.predicate in deal.predicates
        # The next sentence counts if it goes on about the two and about nobody else.
        and (
            first <= deal.sentence <= last
            or (deal.sentence == last + 1 and (deal.named or deal.priced) and deal.named <= pair)
        )
    ]
    if not near:
        return None
    best = min(
        near, key=lambda d: (d.sentence != subject, d.sentence != object_, abs(d.start - relation.subject.start))
    )
    return best.amount


@cache
def _words() -> tuple[Mapping[str, re.Pattern[str]], re.Pattern[str], re.Pattern[str]]:
    """By predicate what a sentence about a deal holds, what stands beside other figures, and what speaks of a price."""
    path = data_folder("ontology") / "words" / "deals.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        parts = {name: "|".join(map(re.escape, table["words"])) for name, table in tables.items()}
        others = re.compile(parts.pop("others"), re.IGNORECASE)
        prices = re.compile(parts.pop("prices"), re.IGNORECASE)
        return {name: re.compile(words, re.IGNORECASE) for name, words in parts.items()}, others, prices
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DataError(path, f"not a file of deals: {error!r}") from error
