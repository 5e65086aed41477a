"""Verb frames: a verb with its places, found in a clause by preposition, case and order.

Where the parser knows subject and object both, it decides between two readings, and so do their classes where only one
can be the subject; otherwise the order of the clause does (subject before object, relative pronouns by their form), as
German leaves it to context and most speakers keep to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from kg.model import MentionKind
from kg.relations.clauses import Clause, Sentence
from kg.relations.frames import AMOUNT, DATIVE, GENITIVE, OBJECT, PATIENT, ROLE, SUBJECT, FrameSet, VerbFrame
from kg.relations.items import HYPHENS, OBJECT_FORMS, Item, place_of_but, takes_up_verb

_AGENT = ("von", "durch")
_ORDERING = frozenset("zwingen auffordern bitten drängen überreden verpflichten anweisen bewegen ermutigen".split())
"""Verbs whose object does what their infinitive says."""
_SHARED = frozenset({"acquired", "develops", "founded", "investedIn", "sues"})
"""What is done by whoever somebody does it together with."""
_TOGETHER = frozenset({"zusammen", "gemeinsam"})
_SUBJECTS = frozenset({"NN", "PDS", "PPER", "PIS"})
_FIGURES = {MentionKind.ROLE: ROLE, MentionKind.AMOUNT: "@amount", MentionKind.PERCENT: "prozent"}
"""What `needs` and `without` call figures and offices."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbMatch:
    """A frame found in a clause: every pair of `subjects` and `objects` is meant."""

    frame: VerbFrame
    verb: Item
    clause: Clause
    subjects: tuple[Item, ...]
    objects: tuple[Item, ...]
    path: tuple[str, ...]


def matches(sentence: Sentence, frames: FrameSet) -> Iterator[VerbMatch]:
    """Every verb frame that fits a clause of the sentence."""
    for clause in sentence.clauses:
        found = [(frame, verb) for lemma, verb in clause.verbs for frame in frames.by_verb.get(lemma, ())]
        if not found:
            continue
        words = [i for i in clause.items if not i.names_entity]
        figures = {_FIGURES[i.mention.kind] for i in words if i.mention is not None and i.mention.kind in _FIGURES}
        # A compound is what is needed, but not what must not be there: "Abberufung" is no "Berufung".
        keys = figures.union(*(frames.keys(i.text, i.lemma) for i in words))
        forms = figures.union(*(frames.forms(i.text, i.lemma) for i in words))
        ordered = any(lemma in _ORDERING for lemma, _ in clause.verbs)
        for frame, verb in found:
            if ordered and verb.tag in {"VVIZU", "VVINF"} and verb.lemma not in _ORDERING:
                continue  # "zwingt Kolk, Max Roth zu entlassen": Kolk does
            if all(group & keys for group in frame.needs) and not frame.without & forms:
                match = _match(frame, clause, verb)
                if match is not None:
                    yield match


def _match(frame: VerbFrame, clause: Clause, verb: Item) -> VerbMatch | None:
    bare = _bare(clause)
    passive = clause.passive and verb.tag == "VVPP"
    objects = _objects(frame, clause, verb, bare, passive=passive)
    if not objects and frame.object != (AMOUNT,):
        return None
    subjects = _subjects(frame, clause, verb, bare, passive=passive, taken=objects)
    if not subjects:
        return None
    if frame.predicate in _SHARED and frame.subject == (SUBJECT,):
        subjects += [i for i in _companions(clause) if _is(i, frame.subject_classes) and i not in objects]
    if frame.object == (AMOUNT,) and not any(i.mention and i.mention.kind is MentionKind.AMOUNT for i in clause.items):
        return None
    path = (
        f"verb {verb.text}",
        "passive" if passive else "active",
        "relative" if clause.relative else "main or verb-last",
    )
    return VerbMatch(frame=frame, verb=verb, clause=clause, subjects=tuple(subjects), objects=tuple(objects), path=path)


def _bare(clause: Clause) -> list[Item]:
    """Mentions without preposition and not in the genitive: subject and object stand among them.

    What a headline names behind a last dash is where it was read: "… übernimmt … - handelsblatt.com".
    """
    parts = {i.index - 1 for i in clause.items if i.text in HYPHENS and i.mention is None}
    read_in = {i.index for before, i in pairwise(clause.items[-2:]) if before.text in HYPHENS | {"|"}}
    without = parts | read_in | _opposed(clause.items) | _gapped(clause.items) | _named_beside(clause.items)
    bare = [i for i in clause.items if i.is_bare and i.index not in without]
    if clause.relative is not None and clause.antecedent is not None and not clause.relative.preposition:
        opener = clause.items[0]
        if not opener.tag.startswith("APPR"):
            bare.insert(0, clause.antecedent)
    return bare


def _named_beside(items: Sequence[Item]) -> set[int]:
    """Descriptions beside whom they describe: "die Chefin, Ada Blum, lobt …", "Ada Blum, die Veltro-Chefin, lobt …"."""
    names = [i for i in items if i.mention is not None and i.mention.kind is MentionKind.NAME]
    apposed = {i.token.head.i for i in names if i.token.dep_ == "appos"}
    return {
        item.index
        for place, item in enumerate(items)
        if item.mention is not None
        and item.mention.kind is MentionKind.DESCRIPTION
        and (item.token.i in apposed or _follows_name(items, place))
    }


def _follows_name(items: Sequence[Item], place: int) -> bool:
    """Whether a description stands between commas behind a name: "Ada Blum, die Veltro-Chefin,"."""
    before = list(items[:place])
    while before and (before[-1].text in HYPHENS or before[-1].tag in {"ART", "ADJA"}):
        hyphen = before.pop()
        if hyphen.text in HYPHENS and before:
            before.pop()
    closed = place + 1 < len(items) and items[place + 1].text == ","
    return closed and len(before) > 1 and before[-1].text == "," and before[-2].names_entity


def _goes_without(clause: Clause, object_: Item) -> bool:
    """Whether the verb has its object in a "das" before an "und": "Ada Blum hat das gelobt und Max Roth hat das …"."""
    before = [i for i in clause.items if i.index < object_.index and i.mention is None]
    stands = next((n for n, i in enumerate(before) if i.tag == "PDS" and i.token.dep_ == "obj"), None)
    return stands is not None and any(i.lemma == "und" for i in before[stands:])


def _gapped(items: Sequence[Item]) -> set[int]:
    """Who does the same as well: "Ada Blum hat das gelobt und Max Roth auch"."""
    return {
        item.index
        for before, item, behind in zip(items, items[1:], [*items[2:], None], strict=False)
        if item.names_entity
        and before.lemma == "und"
        and behind is not None
        and takes_up_verb([behind])
        and sum(i.group == item.group for i in items) == 1
    }


def _companions(clause: Clause) -> Iterator[Item]:
    """With whom it is done: "zusammen mit Veltro", "mit Veltro gemeinsam"."""
    for item in clause.items:
        if not item.names_entity or item.preposition != "mit":
            continue
        before = [i.text.lower() for i in clause.items if item.index - 4 <= i.index < item.index]
        behind = next((i.text.lower() for i in clause.items if i.index == item.index + 1), "")
        if behind in _TOGETHER or any(w in _TOGETHER and "mit" in before[n + 1 : n + 2] for n, w in enumerate(before)):
            yield item


def _opposed(items: Sequence[Item]) -> set[int]:
    """What stands between "nicht" and "sondern": another takes its place."""
    denied = items[: place_of_but(items) or 0]
    start = max(
        (n for n, i in enumerate(denied) if i.mention is None and i.text.lower() == "nicht"), default=len(denied)
    )
    return {i.index for i in denied[start:] if i.names_entity}


def _objects(frame: VerbFrame, clause: Clause, verb: Item, bare: Sequence[Item], *, passive: bool) -> list[Item]:
    if frame.object == (AMOUNT,):
        return []
    prepositions = frozenset(frame.object) - {OBJECT, SUBJECT}
    found = _governed(clause, prepositions, frame.object_classes, verb)
    if SUBJECT in frame.object:
        return found or _first_group([i for i in bare if _is(i, frame.object_classes)][:1], bare)
    if found or OBJECT not in frame.object:
        return found
    if frame.subject != (SUBJECT,):
        return _first_group([i for i in bare if _is(i, frame.object_classes)][-1:], bare)
    if passive:
        return _first_group([i for i in bare if _is(i, frame.object_classes)][:1], bare)
    _, object_ = _order(frame, clause, bare)
    if object_ is not None and _goes_without(clause, object_):
        return []
    return _first_group([object_] if object_ is not None else [], bare, classes=frame.object_classes)


def _subjects(
    frame: VerbFrame, clause: Clause, verb: Item, bare: Sequence[Item], *, passive: bool, taken: Sequence[Item]
) -> list[Item]:
    if frame.subject == (DATIVE,):
        free = [i for i in clause.items if i.names_entity and not i.preposition and i not in taken]
        free = [i for i in free if _is(i, frame.subject_classes)]
        marked = [i for i in free if i.dative_or_accusative or i.genitive]
        return _first_group((marked or free[-1:])[:1], bare)
    if frame.subject == (PATIENT,):
        free = [i for i in bare if _is(i, frame.subject_classes)]
        # "Veltro bewertet das Geschäft mit …": who values is not what is valued.
        patient = free[:1] if passive else free[-1:]
        if frame.object == (AMOUNT,) and not passive:
            patient = [i for i in patient if not _acts(i, clause, verb)]
        return _first_group(patient, bare)
    if frame.subject != (SUBJECT,):
        return [i for i in _governed(clause, frozenset(frame.subject), frame.subject_classes, verb) if i not in taken]
    if passive:
        return [i for i in _governed(clause, frozenset(_AGENT), frame.subject_classes, verb) if i not in taken]
    groups = {i.group for i in taken}
    free = [i for i in bare if i not in taken and i.group not in groups and _is(i, frame.subject_classes)]
    if OBJECT in frame.object and taken and not taken[0].preposition:
        subject, _ = _order(frame, clause, bare)
        free = [subject] if subject is not None else []
    free = [i for i in free if not i.dative_or_accusative]
    if _has_subject(frame, clause):
        free = [i for i in free if _parsed(i, clause) == "subject"]
    if not free:
        free = list(_inherited(frame, clause, taken))
    return _first_group(free[:1], bare, classes=frame.subject_classes)


def _acts(item: Item, clause: Clause, verb: Item) -> bool:
    """Whether the parser takes a mention for the subject of an active verb that has another object."""
    objects = [i for i in clause.items if i.mention is None and i.token.dep_ == "obj" and i.tag == "NN"]
    return verb.tag == "VVFIN" and _parsed(item, clause) == "subject" and bool(objects)


def _order(frame: VerbFrame, clause: Clause, bare: Sequence[Item]) -> tuple[Item | None, Item | None]:
    """Subject and object among the bare mentions of an active clause."""
    subjects = [i for i in bare if _is(i, frame.subject_classes)]
    objects = [i for i in bare if _is(i, frame.object_classes)]
    antecedent = clause.antecedent if clause.antecedent in bare else None
    blocked = _has_subject(frame, clause)
    for object_ in objects:
        for subject in subjects:
            if subject.group == object_.group:
                continue
            if antecedent is subject and clause.relative is not None and clause.relative.text.lower() in OBJECT_FORMS:
                continue
            turned = _parsed(subject, clause) == "object" and _parsed(object_, clause) == "subject"
            if subject.dative_or_accusative or turned:
                continue
            if blocked and _parsed(subject, clause) != "subject":
                continue
            agreed = _parsed(subject, clause) == "subject" and _parsed(object_, clause) == "object"
            apart = not _is(object_, frame.subject_classes) and not _is(subject, frame.object_classes)
            certain = object_.dative_or_accusative or agreed or apart
            forced = antecedent is object_ and clause.relative is not None
            forced = forced and clause.relative is not None and clause.relative.text.lower() in OBJECT_FORMS
            if subject.index < object_.index or certain or forced:
                return subject, object_
    alone = [o for o in objects if not any(s.group != o.group for s in subjects)] if not subjects else []
    if alone:
        return next(iter(_inherited(frame, clause, alone)), None), alone[0]
    if objects and len({i.group for i in bare}) == 1:
        inherited = next(iter(_inherited(frame, clause, objects)), None)
        if inherited is not None:
            return inherited, objects[0]
    return None, None


def _parsed(item: Item, clause: Clause) -> str:
    """What the parser takes the mention for, if it is one of the two; for an antecedent, its relative pronoun."""
    stands = clause.relative if item is clause.antecedent and clause.relative is not None else item
    label = stands.token.dep_
    if label in {"nsubj", "sb"}:
        return "subject"
    return "object" if label in {"obj", "iobj", "oa", "da"} else ""


def _has_subject(frame: VerbFrame, clause: Clause) -> bool:
    """Whether a word that is no mention is the subject: "haben die … unterstützt", "und der Umsatz lag bei …".

    No noun of the frame's own is, whatever the parser says ("Die Mehrheit hat …"), and none before a name.
    """
    own = frame.words
    return any(
        item.mention is None
        and item.tag in _SUBJECTS
        and item.token.dep_ in {"nsubj", "nsubj:pass"}
        and not (item.tag == "NN" and (behind is None or behind.names_entity or item.text.lower() in own))
        for item, behind in zip_longest(clause.items, clause.items[1:])
        if item is not None
    )


def _inherited(frame: VerbFrame, clause: Clause, taken: Sequence[Item]) -> Iterator[Item]:
    """The subject of the clause before ("… und übernimmt …") or of the main clause ("plant, … zu übernehmen")."""
    opener = next((i for i in clause.items if i.tag != "$,"), None)
    shares = opener is not None and (opener.tag in {"KON", "KOUI"} or _infinitive(clause))
    source = clause.before or clause.parent
    if not shares or source is None or _has_subject(frame, clause):
        return
    groups = {i.group for i in taken}
    for item in _bare(source):
        if item.group not in groups and _is(item, frame.subject_classes) and not item.dative_or_accusative:
            yield item
            return


def _infinitive(clause: Clause) -> bool:
    return clause.finite is None and any(i.tag in {"VVIZU", "PTKZU"} for i in clause.items)


def _governed(clause: Clause, prepositions: frozenset[str], classes: frozenset[str], verb: Item) -> list[Item]:
    """The mentions after one of the prepositions, the nearest to the verb with all that is coordinated with it."""
    found = []
    for item in clause.items:
        if not item.names_entity or not _is(item, classes) or _opens_apposition(clause.items, item):
            continue
        fits = item.preposition in prepositions or (GENITIVE in prepositions and item.genitive and not item.preposition)
        if fits:
            found.append(item)
    if clause.antecedent is not None and clause.items and clause.items[0].lemma in prepositions:
        found += [clause.antecedent] if _is(clause.antecedent, classes) else []
    if not found:
        return []
    nearest = min(found, key=lambda i: abs(i.index - verb.index))
    return [i for i in found if i.group == nearest.group]


def _opens_apposition(items: Sequence[Item], item: Item) -> bool:
    """Whether it is the first part of a compound before a name: "für Elbkern-Rivale Veltro" is for Veltro."""
    place = next(n for n, i in enumerate(items) if i is item)
    behind = items[place + 1 : place + 4]
    if len(behind) < 3 or behind[0].text not in HYPHENS:
        return False
    return behind[1].mention is None and behind[2].names_entity and behind[1].text not in {"Konzern", "Gruppe"}


def _first_group(found: Sequence[Item], bare: Sequence[Item], *, classes: frozenset[str] | None = None) -> list[Item]:
    """The mention with all that is coordinated with it."""
    if not found:
        return []
    same = [i for i in bare if i.group == found[0].group and (classes is None or _is(i, classes))]
    return same if found[0] in same else list(found)


def _is(item: Item, classes: frozenset[str]) -> bool:
    return item.mention is not None and item.mention.class_ in classes
