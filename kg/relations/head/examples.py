"""Training examples: sentences and passages with marked relations, and documents with their gold claims.

Sentences and passages are rows of `ontology/sentences/**/*.tsv`; documents are pairs of text and gold claims whose
`spans` say which mentions carry a claim. A pair that no claim names is an example of no relation, except where the gold
is silent on purpose (optional claims) or the claim is told by another pair of the same two entities.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.errors import DataError
from kg.mentions.others import PRONOUNS
from kg.mentions.quantities import find_quantities
from kg.mentions.words import DEFINITE
from kg.model import Mention, MentionKind, RoleValue
from kg.relations.head.labels import QUALIFIES
from kg.relations.markup import parse

_LITERAL = frozenset({"valuedAt", "hasRevenue"})


@dataclass(frozen=True, slots=True)
class Label:
    """Mention `subject` is related to mention `object` (their numbers in the example)."""

    subject: int
    object: int
    predicate: str
    modality: str = "asserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A text with mentions, what is claimed of them, and pairs of which nothing is to be learnt.

    Attributes:
        entities: For each mention what it stands for, by a number or id of the example's own; empty where nobody says.
    """

    text: str
    mentions: tuple[Mention, ...]
    labels: tuple[Label, ...]
    entities: tuple[str, ...]
    ignored: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    source: str = ""


def read_sentences(path: Path, *, roles: Iterable[str]) -> Iterator[Example]:
    """The examples of one file of marked sentences or passages.

    Args:
        path: The file; its first line names the columns.
        roles: Role nouns, folded to lower case: they are mentions even where nobody marked them, and so are figures.

    Raises:
        DataError: naming the line whose markup or relations cannot be read.
    """
    offices = frozenset(roles)
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        next(rows, None)
        for number, row in enumerate(rows, start=2):
            if not row or not row[0].strip():
                continue
            try:
                yield example_of(row[0], row[1] if len(row) > 1 else "", path.name, offices)
            except (ValueError, KeyError, IndexError) as error:
                raise DataError(path, f"cannot be read: {error}", line=number) from error


def example_of(marked: str, relations: str, source: str, roles: frozenset[str]) -> Example:
    """The example of a marked text and its relations, as a row of sentences has them.

    Raises:
        ValueError: if markup or relations cannot be read; so do KeyError and IndexError.
    """
    parsed = parse(marked, segment_id="s", classes={})
    taken = [(m.start, m.end) for m in parsed.mentions]
    slots = {(m.start, m.end): slot for slot, found in parsed.slots.items() for m in found}
    figures = _figures(parsed.text, taken, roles)
    mentions = sorted([*map(_taking_up, parsed.mentions), *figures], key=lambda m: m.start)
    named = [slots.get((m.start, m.end), "") for m in mentions]
    labels: list[Label] = []
    for relation in filter(None, (part.strip() for part in relations.split(";"))):
        subject, predicate, object_, modality, *more = relation.split()
        labels.append(Label(named.index(subject), named.index(object_), predicate, modality))
        for letter in more:
            if letter.startswith("by:") or letter not in named:
                continue
            labels.append(Label(named.index(subject), named.index(letter), QUALIFIES))
            if predicate not in _LITERAL:
                labels.append(Label(named.index(object_), named.index(letter), QUALIFIES))
    entities = tuple(map(_entity, named))
    return Example(
        text=parsed.text,
        mentions=tuple(mentions),
        labels=tuple(dict.fromkeys(labels)),
        entities=entities,
        ignored=_told_elsewhere(labels, entities),
        source=source,
    )


def _taking_up(mention: Mention) -> Mention:
    """The mention as the program would find it: marks say what a pronoun or description stands for, not what it is."""
    words = mention.surface.lower().split()
    if mention.kind is not MentionKind.NAME or not words:
        return mention
    if len(words) == 1 and words[0] in PRONOUNS:
        return replace(mention, kind=MentionKind.PRONOUN, class_=None)
    if len(words) > 1 and words[0] in DEFINITE:
        return replace(mention, kind=MentionKind.DESCRIPTION)
    return mention


def _entity(slot: str) -> str:
    """What a mark stands for: 1, 1b and 1c are mentions of one entity."""
    return slot.rstrip("abcdefghijklmnopqrstuvwxyz") if slot[:1].isdigit() else ""


def _told_elsewhere(labels: Iterable[Label], entities: Sequence[str]) -> frozenset[tuple[int, int]]:
    """Pairs that no label names, of entities that another pair relates."""
    related = {(entities[x.subject], entities[x.object]) for x in labels if entities[x.subject] and entities[x.object]}
    labelled = {(x.subject, x.object) for x in labels}
    numbers = [n for n, entity in enumerate(entities) if entity]
    return frozenset(
        (s, o)
        for s in numbers
        for o in numbers
        if s != o
        and (s, o) not in labelled
        and ((entities[s], entities[o]) in related or (entities[o], entities[s]) in related)
        and (o, s) not in labelled
    )


def read_document(text_path: Path, gold_path: Path, *, roles: Iterable[str]) -> Example:
    """One document as one long example, its gold mentions found in the text.

    Args:
        text_path: The document.
        gold_path: Its gold claims, with `spans` where they are known.
        roles: Role nouns, folded to lower case.
    """
    text = text_path.read_text(encoding="utf-8")
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    classes = {e["id"]: e["type"] for e in gold["entities"]}
    found = _named(text, gold["entities"])
    claims = [(c, text.find(c["quote"])) for c in gold["claims"]]
    for claim, at in claims:
        for role in ("subject", "object"):
            surface = claim.get("spans", {}).get(role)
            entity = claim[role]
            if surface and entity is not None and at >= 0:
                place = _nearest(text, surface, at, at + len(claim["quote"]))
                if place is not None and not any(m.start < place[1] and place[0] < m.end for m, _ in found):
                    mention = _mention(*place, text, MentionKind.NAME, classes[entity])
                    found.append((_taking_up(mention), entity))
    taken = [(m.start, m.end) for m, _ in found]
    figures = list(_figures(text, taken, frozenset(roles)))
    ordered = sorted([*found, *((m, "") for m in figures)], key=lambda pair: pair[0].start)
    labels, ignored = _document_labels(text, ordered, claims)
    return Example(
        text=text,
        mentions=tuple(m for m, _ in ordered),
        labels=tuple(dict.fromkeys(labels)),
        entities=tuple(entity for _, entity in ordered),
        ignored=frozenset(ignored),
        source=gold["document"],
    )


def _named(text: str, entities: Sequence[dict[str, object]]) -> list[tuple[Mention, str]]:
    forms: dict[str, tuple[str, str]] = {}
    for entity in entities:
        for form in entity["mentions"]:  # type: ignore[attr-defined]
            forms.setdefault(form, (str(entity["id"]), str(entity["type"])))
    longest_first = sorted(forms, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
    found = []
    for match in pattern.finditer(text):
        entity_id, class_ = forms[match.group()]
        found.append((_mention(match.start(), match.end(), text, MentionKind.NAME, class_), entity_id))
    return found


def _figures(text: str, taken: Sequence[tuple[int, int]], roles: frozenset[str]) -> Iterator[Mention]:
    spans = list(taken)

    def free(start: int, end: int) -> bool:
        return all(end <= a or b <= start for a, b in spans)

    kinds = {"Amount": MentionKind.AMOUNT, "Percent": MentionKind.PERCENT, "DateValue": MentionKind.DATE}
    for q in find_quantities(text, year=2026):
        if free(q.start, q.end):
            spans.append((q.start, q.end))
            mention = _mention(q.start, q.end, text, kinds[type(q.value).__name__], None)
            yield replace(mention, value=q.value)
    for match in re.finditer(r"[^\W\d_]+", text):
        if match.group().lower() in roles and match.group()[0].isupper() and free(*match.span()):
            mention = _mention(*match.span(), text, MentionKind.ROLE, None)
            yield replace(mention, value=RoleValue(name=match.group()))


def _document_labels(
    text: str, mentions: Sequence[tuple[Mention, str]], claims: Sequence[tuple[dict[str, object], int]]
) -> tuple[list[Label], set[tuple[int, int]]]:
    places: dict[str, list[int]] = {}
    for number, (_, entity) in enumerate(mentions):
        if entity:
            places.setdefault(entity, []).append(number)
    labels: list[Label] = []
    ignored: set[tuple[int, int]] = set()
    for claim, at in claims:
        subjects = places.get(str(claim["subject"]), [])
        objects = places.get(str(claim["object"]), []) if claim["object"] else _amounts(mentions, claim)
        ignored |= {(s, o) for s in subjects for o in objects}
        ignored |= {(o, s) for s in subjects for o in objects}
        if claim.get("optional") or at < 0:
            continue
        end = at + len(str(claim["quote"]))
        spans = claim.get("spans", {})
        assert isinstance(spans, dict)
        subject = _told(mentions, subjects, spans.get("subject"), at, end)
        object_ = _told(mentions, objects, spans.get("object"), at, end)
        if subject is None or object_ is None:
            continue
        labels.append(Label(subject, object_, str(claim["predicate"]), str(claim["modality"])))
        for number in _qualifying(mentions, claim, at, end):
            labels.append(Label(subject, number, QUALIFIES))
            if claim["object"]:
                labels.append(Label(object_, number, QUALIFIES))
    told = {(x.subject, x.object) for x in labels}
    return labels, ignored - told - {(o, s) for s, o in told}


def _told(
    mentions: Sequence[tuple[Mention, str]], numbers: Sequence[int], surface: str | None, start: int, end: int
) -> int | None:
    """The mention that carries a claim: the one with the surface that the gold names, else the nearest to the quote."""

    def distance(number: int) -> int:
        mention = mentions[number][0]
        return max(0, start - mention.end, mention.start - end)

    same = [n for n in numbers if surface is not None and mentions[n][0].surface == surface]
    near = [n for n in (same or numbers) if distance(n) <= 250]
    return min(near, key=lambda n: (distance(n), n)) if near else None


def _amounts(mentions: Sequence[tuple[Mention, str]], claim: dict[str, object]) -> list[int]:
    qualifiers = claim["qualifiers"]
    assert isinstance(qualifiers, dict)
    wanted = qualifiers.get("amount")
    found = []
    for number, (mention, _) in enumerate(mentions):
        value = getattr(mention.value, "value", None)
        if mention.kind is MentionKind.AMOUNT and wanted and value and abs(value - wanted) <= 0.02 * wanted:
            found.append(number)
    return found


def _qualifying(
    mentions: Sequence[tuple[Mention, str]], claim: dict[str, object], start: int, end: int
) -> Iterator[int]:
    qualifiers = claim["qualifiers"]
    assert isinstance(qualifiers, dict)
    for number, (mention, _) in enumerate(mentions):
        if not start <= mention.start < end:
            continue
        value = getattr(mention.value, "value", None)
        if mention.kind in {MentionKind.AMOUNT, MentionKind.PERCENT} and value:
            wanted = qualifiers.get("amount" if mention.kind is MentionKind.AMOUNT else "percent")
            if wanted and abs(value - wanted) <= 0.02 * wanted and claim["object"]:
                yield number
        elif mention.kind is MentionKind.ROLE and mention.surface.lower() in str(qualifiers.get("role", "")).lower():
            yield number


def _nearest(text: str, surface: str, start: int, end: int) -> tuple[int, int] | None:
    pattern = re.compile(r"(?<!\w)" + re.escape(surface) + r"(?!\w)")
    low = max(0, start - 300)
    places = [(m.start() + low, m.end() + low) for m in pattern.finditer(text[low : end + 100])]
    return min(places, key=lambda p: max(0, start - p[1], p[0] - end), default=None)


def _mention(start: int, end: int, text: str, kind: MentionKind, class_: str | None) -> Mention:
    surface = text[start:end]
    return Mention(start=start, end=end, surface=surface, kind=kind, segment_id="s", normal=surface, class_=class_)
