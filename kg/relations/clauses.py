"""Sentences and their clauses: a stretch with one predicate, its verbs, and what a relative pronoun stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.language.lemmas import lemma
from kg.model import Mention
from kg.relations.items import Item, items_of, takes_up_verb

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LEFT_ALONE = frozenset(
    "VVPP VVIZU VAPP VAINF VMINF VAFIN VMFIN PTKNEG ADV PAV PROAV APPR ART PPER PRF PDS PIS KON KOUS".split()
)
_ADJECTIVES = ("ig", "lich", "isch", "los", "bar", "sam", "haft")
_NO_VERBS = frozenset("wert schwer drin dabei bekannt locker teuer klar fertig da weg dort hier mit groß klein".split())
"""Last words that `_repair_last_verb` leaves as they are."""
_ASIDE = 6
_SAYING = frozenset("heißt hieß heißen gesagt sagt sagte schreibt meldet berichtet".split())
_THINKING = frozenset(
    "glaub glaube denk denke mein meine weiß schätz schätze vermute würd halt pass stell muss sag sage kann "
    "wette tippe nehm nehme hör guck".split()
)
"""First words of what is put in between; none of them opens a clause that relates names."""
_INFINITE_AUXILIARY = frozenset({"VAINF", "VAPP"})
FINITE = frozenset({"VVFIN", "VAFIN", "VMFIN", "VVIMP", "VAIMP"})
RELATIVE = frozenset({"PRELS", "PRELAT"})
_OPENERS = RELATIVE | {"KOUS", "PWAV", "PWS", "KOUI"}
_PARTICLES = frozenset(
    "ab an auf aus bei durch ein mit nach über um vor zu zurück zusammen rein raus los weg teil".split()
)


@dataclass(slots=True, kw_only=True)
class Clause:
    """A stretch with one predicate.

    Attributes:
        number: Its place among the clauses of its sentence, from 0.
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

    def take(self, items: Sequence[Item]) -> None:
        """Add items, which belong to it from now on."""
        self.items.extend(items)
        for item in items:
            item.clause = self.number


@dataclass(slots=True, kw_only=True)
class Sentence:
    """Items and clauses of one sentence.

    Attributes:
        question: Whether it asks.
        polar: Whether it asks if something is so: "Hat X in Y investiert?" tells nothing, "Warum hat X …?" does.
    """

    start: int
    end: int
    items: list[Item]
    clauses: list[Clause]
    question: bool
    polar: bool


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
        items = items_of(span, inside, offset=offset)
        if not items:
            continue
        clauses = _clauses(items)
        yield Sentence(start=start, end=end, items=items, clauses=clauses, question=_asks(items), polar=_polar(items))


def _clauses(items: Sequence[Item]) -> list[Clause]:
    chunks = list(_chunks(items))
    clauses: list[Clause] = []
    main: Clause | None = None
    current: Clause | None = None
    for chunk in chunks:
        if main is not None and (_is_aside(chunk) or _is_gapped(chunk)):
            aside = Clause(number=len(clauses))
            aside.take(chunk)
            clauses.append(aside)
            continue
        opener = _opener(chunk)
        finite = _finite(chunk)
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
        current.take(chunk)
    for clause in clauses:
        _read_verbs(clause)
    return clauses


def _is_aside(chunk: Sequence[Item]) -> bool:
    """What a speaker puts in between without a name: "glaub ich letzte Woche", "wie heißt er", "halt dich fest"."""
    words = [i.text.lower() for i in chunk if i.text[0].isalnum()]
    if not 1 < len(words) <= _ASIDE or any(i.mention is not None and i.tag == "NE" for i in chunk):
        return False
    return words[0] in _THINKING or (words[0] in {"wie", "so"} and words[1] in _SAYING)


def _is_gapped(chunk: Sequence[Item]) -> bool:
    """Whether a chunk leaves its verb to the one before: "…, Nordkap auch", "…, und Nordkap schon 2020"."""
    items = [i for i in chunk if i.tag != "KON" and i.text != ","]
    return len(items) > 1 and items[0].names_entity and not _finite(items) and takes_up_verb(items[1:])


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
        if item.mention is None and item.tag in _OPENERS:
            return item
        if not item.tag.startswith(("APPR", "KON", "ADV", "$")):
            return None
    return None


def _open_subordinate(clause: Clause, opener: Item, items: Sequence[Item]) -> None:
    if opener.tag in RELATIVE:
        clause.relative = opener
        for left in reversed(items[: opener.index]):
            if left.names_entity:
                clause.antecedent = left
                break
            if left.tag in FINITE or (left.tag == "NN" and opener.index - left.index <= 2):
                break
    else:
        clause.subordinator = opener.lemma


def _repair_last_verb(clause: Clause) -> None:
    """A clause with an auxiliary ends in a participle or an infinitive, whatever the tagger took its last word for."""
    finite = next((i for i in clause.items if i.tag in {"VAFIN", "VMFIN"} and i.mention is None), None)
    words = [i for i in clause.items if i.text[0].isalpha()]
    if finite is None or not words:
        return
    before_auxiliary = len(words) > 1 and words[-1] is not finite and words[-1].tag in _INFINITE_AUXILIARY
    last = words[-2] if before_auxiliary else words[-1]
    if last is finite or last.mention is not None or not last.text.islower() or _is_read_well(last):
        return
    infinitive = not before_auxiliary and (
        finite.tag == "VMFIN" or (finite.lemma == "werden" and last.text.endswith("en") and "ge" not in last.text)
    )
    last.tag = "VVINF" if infinitive and last.text.endswith("n") else "VVPP"
    last.lemma = lemma(last.text, last.tag).lower()


def _is_read_well(item: Item) -> bool:
    """Whether a last word's tag needs no repair; no particle is so long: "hat ihn rausgeschmissen"."""
    if item.text.endswith(_ADJECTIVES) or item.text in _NO_VERBS:
        return True
    if item.tag == "PTKVZ":
        return len(item.text) <= len("gegenüber") or not item.text.endswith(("en", "t"))
    return item.tag in _LEFT_ALONE or (item.tag == "VVINF" and not item.text.endswith("t"))


def _read_verbs(clause: Clause) -> None:
    _repair_last_verb(clause)
    particle = next((i for i in clause.items if i.tag == "PTKVZ"), None) or _last_word_as_particle(clause)
    lemmas = {i.lemma for i in clause.items if i.tag in {"VAFIN", "VAINF", "VAPP"}}
    participle = any(i.tag == "VVPP" for i in clause.items)
    clause.passive = participle and ("werden" in lemmas or any(i.text == "worden" for i in clause.items))
    future = _infinitive_of_future(clause)
    if future is not None:
        clause.passive, future.tag = False, "VVINF"
    for item in clause.items:
        if item.mention is None and item.tag.startswith("VV"):
            lemma = item.lemma
            if item.tag in {"VVFIN", "VVIMP"} and particle is not None and not lemma.startswith(particle.lemma):
                lemma = particle.lemma + lemma
            clause.verbs.append((lemma, item))
    if not clause.verbs:
        clause.verbs = [(i.lemma, i) for i in clause.items if i.mention is None and i.tag in {"VAFIN", "VMFIN"}]


def _infinitive_of_future(clause: Clause) -> Item | None:
    """The infinitive that looks like a participle beside "wird": "Veltro wird Ada Blum berufen"."""
    finite = clause.finite
    last = next((i for i in reversed(clause.items) if i.tag == "VVPP" and i.mention is None), None)
    if finite is None or last is None or finite.text.lower() not in {"wird", "werden"} or last.text != last.lemma:
        return None
    bare = {i.group for i in clause.items if i.is_bare}
    return last if len(bare) > 1 else None


def _last_word_as_particle(clause: Clause) -> Item | None:
    """The preposition that ends a clause is a verb's particle: "ruft zum Boykott auf"."""
    words = [i for i in clause.items if i.text[0].isalnum()]
    last = words[-1] if words and words[-1].mention is None else None
    return last if last is not None and last.text in _PARTICLES and last.tag.startswith(("APPR", "ADV", "KO")) else None


_FILLERS = frozenset({"und", "aber", "also", "ja", "na", "oder", "denn", "ne", "nee", "nein", "okay", "moment", ","})


def _polar(items: Sequence[Item]) -> bool:
    """Whether a question opens with its verb, or has but an infinitive: "In OpenAI investieren?"."""
    if not _asks(items):
        return False
    words = [i for i in items if i.text.lower() not in _FILLERS]
    tags = [i.tag if i.mention is None else "" for i in words]
    if FINITE.isdisjoint(tags):
        return "VVINF" in tags or "VVIZU" in tags
    return tags[0] in FINITE


def _asks(items: Sequence[Item]) -> bool:
    last = next((i for i in reversed(items) if i.text.strip("\"“”'")), items[-1])
    return last.text.endswith("?")
