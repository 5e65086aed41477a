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
_LONGEST = 160
"""Characters of a sentence that goes on."""
_ALSO = re.compile(
    r"(?:(?:und|aber|ja|genau|klar),? )?(?P<names>.+?) (?:ja |natürlich |übrigens |eben |dann )?"
    r"(?:auch|ebenfalls|ebenso|genauso)(?: schon)?"
)
_JOINING = re.compile(r"(?:,| und| sowie|, und) (?:auch |noch )?(?:die |der |das )?")
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
        sentence, before = text[start:end].strip(), told.get(number - 1, [])
        if not before or number in told or len(sentence) > _LONGEST or sentence.endswith("?"):
            continue
        yield from _goes_on(sentence, start, end, names.get(number, []), before, text)


def _goes_on(
    sentence: str, start: int, end: int, names: Sequence[Mention], before: Sequence[RelationMention], text: str
) -> Iterator[RelationMention]:
    lower = sentence.lower().rstrip(".!… ")
    also = _ALSO.fullmatch(lower)
    if also is not None and names and _is_list(names, text, start, also["names"], lower):
        last = max(before, key=lambda r: r.subject.start)
        is_person = last.subject.class_ == "Person"
        yield from (_again(last, name, start, end) for name in names if (name.class_ == "Person") is is_person)
        return
    rounds = [r for r in before if r.predicate == "investedIn"]
    if not rounds or _cues("part").search(lower) is None or _cues("again").search(lower) is None:
        return
    last = max(rounds, key=lambda r: r.start)
    assert last.object is not None
    same = {last.object.surface.casefold(), last.subject.surface.casefold()}
    if any(name.surface.casefold() in same for name in names) or not _is_run(names, text):
        return
    yield from (_again(last, name, start, end) for name in names if name.class_ in _INVESTORS)


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
