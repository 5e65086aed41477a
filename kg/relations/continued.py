"""Sentences that leave what they tell to the one before, such as "Und Nvidia auch".

Two forms: names with nothing but "auch"; and names that take part ("EQT ist auch dabei"), where it is an investment in
something that the sentence before names. The words are in `ontology/words/continued.toml`.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from kg.errors import DataError
from kg.model import Mention, MentionKind, Modality, Qualifiers, RelationMention
from kg.paths import data_folder

FRAME = "goes on"
_LIKELY = 0.5
"""The chance that a relation must have for another sentence to go on with it."""
_SCORE = 0.8
_BACK = 6
"""Sentences before in which a round is still the one that others take part in."""
_LONGEST = 220
"""Characters of a sentence that goes on."""
_ALSO = re.compile(
    r"(?:(?:und|aber|ja|genau|klar),? )?(?P<names>.+?) (?:ja |natürlich |übrigens |eben |dann )?"
    r"(?:auch|ebenfalls|ebenso|genauso)(?: schon)?"
)
_JOINING = re.compile(r"(?:,| und| sowie|, und) (?:auch |noch )?(?:die |der |das )?")
_ASIDE = re.compile(r"\b(?:ich|mich|wir|uns)\b")
_GOVERNED = re.compile(
    r"\b(?:an|in|bei|beim|von|vom|zu|zum|zur|für|gegen|mit|über|um) (?:der |dem |den |die |das )?$", re.IGNORECASE
)
"""A name behind a preposition is what others have a part in."""
_INVESTORS = frozenset({"Company", "Investor", "Organization", "Person", "MediaOutlet", "GovernmentBody"})


def continued(
    relations: Sequence[RelationMention], text: str, spans: Sequence[tuple[int, int]], mentions: Iterable[Mention]
) -> Iterator[RelationMention]:
    """What such sentences tell.

    Args:
        relations: What the document's other sentences tell, with the head's chance where it has judged.
        text: The document's text.
        spans: First and last character (exclusive) of each sentence, in order.
        mentions: The document's mentions with the class of what they mean.
    """
    names: dict[int, list[Mention]] = {}
    starts = [start for start, _ in spans]
    for mention in mentions:
        if mention.kind is MentionKind.NAME:
            names.setdefault(bisect_right(starts, mention.start) - 1, []).append(mention)
    told: dict[int, list[RelationMention]] = {}
    for relation in relations:
        sure = relation.score > 0 and (relation.chance is None or relation.chance >= _LIKELY)
        if sure and relation.object is not None and relation.modality is Modality.ASSERTED:
            last = max(relation.subject.start, relation.object.start)
            told.setdefault(bisect_right(starts, last) - 1, []).append(relation)
    for number, (start, end) in enumerate(spans):
        sentence = text[start:end].strip()
        if number in told or not names.get(number) or len(sentence) > _LONGEST or sentence.endswith("?"):
            continue
        yield from _goes_on(sentence, start, end, names[number], told.get(number - 1, []), text)
        rounds = [r for n in range(number - _BACK, number) for r in told.get(n, []) if r.predicate == "investedIn"]
        if rounds:
            yield from _takes_part(sentence, start, end, names[number], max(rounds, key=lambda r: r.start), text)


def _goes_on(
    sentence: str, start: int, end: int, names: Sequence[Mention], before: Sequence[RelationMention], text: str
) -> Iterator[RelationMention]:
    """Names with nothing but "auch" do what was told last."""
    lower = sentence.lower().rstrip(".!… ")
    also = _ALSO.fullmatch(lower)
    if also is None or not before or not _is_list(names, text, start, also["names"], lower):
        return
    last = max(before, key=lambda r: r.subject.start)
    is_person = last.subject.class_ == "Person"
    yield from (_again(last, name, start, end) for name in names if (name.class_ == "Person") is is_person)


def _takes_part(
    sentence: str, start: int, end: int, names: Sequence[Mention], last: RelationMention, text: str
) -> Iterator[RelationMention]:
    """Names that are "auch dabei" have a part in the round of which was spoken last."""
    lower = sentence.lower()
    if _cues("part").search(lower) is None or _cues("again").search(lower) is None:
        return
    assert last.object is not None
    same = {last.object.surface.casefold(), last.subject.surface.casefold()}
    others = any(name.surface.casefold() in same or name.class_ not in _INVESTORS for name in names)
    if others or not _is_run(names, text) or _ASIDE.search(lower) or _GOVERNED.search(text[start : names[0].start]):
        return
    yield from (_again(last, name, start, end) for name in names)


def _is_list(names: Sequence[Mention], text: str, start: int, told: str, lower: str) -> bool:
    """Whether what stands before "auch" is nothing but these names."""
    first = start + lower.find(told)
    return (
        _is_run(names, text)
        and names[0].start <= first + len("die ")
        and names[-1].end >= first + len(told.rstrip(", "))
    )


def _is_run(names: Sequence[Mention], text: str) -> bool:
    """Whether names stand in one list, nothing else between them."""
    return bool(names) and all(_JOINING.fullmatch(text[a.end : b.start]) for a, b in pairwise(names))


def _again(relation: RelationMention, name: Mention, start: int, end: int) -> RelationMention:
    return replace(
        relation,
        subject=name,
        start=start,
        end=end,
        segment_id=name.segment_id,
        qualifiers=Qualifiers(),
        attributed_to=None,
        organisation=None,
        frame=f"{relation.predicate}: {FRAME}",
        path=("the sentence before",),
        score=_SCORE,
        chance=None,
    )


def overruling(
    relations: Sequence[RelationMention], going_on: Iterable[RelationMention]
) -> tuple[list[RelationMention], list[RelationMention]]:
    """What the head alone tells otherwise of the same names is left out; its figures stay with what goes on.

    Returns:
        The relations that remain, and those that go on.
    """
    told = list(going_on)
    overruled = [[r for r in relations if _is_overruled(r, t)] for t in told]
    gone = {id(r) for found in overruled for r in found}
    pairs = zip(told, overruled, strict=True)
    with_figures = [replace(t, qualifiers=_surest(found).qualifiers) if found else t for t, found in pairs]
    return [r for r in relations if id(r) not in gone], with_figures


def _surest(relations: Iterable[RelationMention]) -> RelationMention:
    return max(relations, key=lambda r: (r.qualifiers.amount is not None, r.chance or 0.0))


def _is_overruled(relation: RelationMention, told: RelationMention) -> bool:
    one, other = relation.subject, told.subject
    same = (one.start, one.end) == (other.start, other.end)
    return same and not relation.score and relation.predicate == told.predicate


@cache
def _cues(name: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, _tables()[name])) + r")\b")


@cache
def _tables() -> Mapping[str, tuple[str, ...]]:
    path = data_folder("ontology") / "words" / "continued.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: tuple(sorted(raw["words"], key=len, reverse=True)) for name, raw in table.items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DataError(path, f"not a file of cues: {error!r}") from error
