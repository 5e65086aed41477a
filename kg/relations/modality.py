"""Modality: how a clause is told, and who is named as its source.

Cues are words of `ontology/words/modality.toml`; their scope is the clause, for verbs of saying, guessing and denying
the clause that depends on them. Denial wins over imagination, that over plans, plans over reports, those over guesses.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from kg.model import Modality
from kg.paths import data_folder
from kg.relations.clauses import Clause, Sentence
from kg.relations.items import Item, place_of_but

_SOURCES = frozenset({"Person", "MediaOutlet", "Company", "Organization", "GovernmentBody", "PoliticalOrganization",
                      "Investor"})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How a clause is told.

    Attributes:
        source: The mention that is named as the source, if any.
        cues: The words that decided.
    """

    modality: Modality
    source: Item | None
    cues: tuple[str, ...]


def telling(
    sentence: Sentence, clause: Clause, involved: Iterable[Item], *, own: frozenset[str] = frozenset()
) -> Telling:
    """How the clause that relates the `involved` mentions is told.

    Args:
        sentence: The sentence.
        clause: Its clause that relates them.
        involved: The items that are subject and object.
        own: Words of the frame itself: the "kein" of "lässt kein gutes Haar an" denies nothing.
    """
    cues = _cues()
    used = {i.index for i in involved}
    clause = _before_colon(clause, used)
    words = [i for i in clause.items if not i.names_entity]
    lower = [i.text.lower() for i in words]
    joined = " ".join(lower)
    infinitive = _has_infinitive(clause)
    governing = _governing(sentence, clause) or (clause if infinitive else None)
    source = _named_source(clause, sentence, used) or _speaking(governing, clause, used)
    found: list[tuple[Modality, str]] = []

    denial = _denial([i for i in clause.items if i.text.lower() not in own], used, cues["negated"])
    denial = denial or next((verb for verb, _ in clause.verbs if verb in cues["negated"]["undoing"]), "")
    denial = denial or _neither(sentence, used)
    if denial or (governing and _denies(governing, clause, cues["negated"])):
        found.append((Modality.NEGATED, denial or "denied"))
    conditional = next((w for w in lower if w in cues["hypothetical"]["conditionals"]), None)
    opened = clause.subordinator in cues["hypothetical"]["openers"] or _imagined(sentence, clause)
    supposed = any(p in joined for p in cues["hypothetical"]["phrases"]) or _is_unreal(sentence, used)
    joking = [w for before, w in zip(["", *lower], lower, strict=False) if before not in cues["negated"]["words"]]
    if any(w in cues["hypothetical"]["words"] for w in joking) or supposed or opened or conditional:
        found.append((Modality.HYPOTHETICAL, conditional or clause.subordinator or "hypothetical"))
    found += _planned(clause, lower, joined, governing, cues["planned"])
    found += _reported(lower, joined, clause, source, cues["reported"])
    found += _speculative(lower, governing, cues["speculative"])
    if clause.subordinator == "dass" and governing is not None:
        found += _told_with_dass(governing, cues)
    order = list(_PRECEDENCE)
    if not found:
        return Telling(modality=Modality.ASSERTED, source=None, cues=())
    modality = min((m for m, _ in found), key=order.index)
    return Telling(modality=modality, source=source, cues=tuple(dict.fromkeys(cue for _, cue in found)))


def _has_infinitive(clause: Clause) -> bool:
    """Whether the verb that relates the names is an infinitive of another one: "plant, Veltro zu kaufen"."""
    return clause.finite is not None and any(i.tag in {"VVIZU", "PTKZU"} for i in clause.items if i.mention is None)


def _denies(governing: Clause, clause: Clause, cues: Mapping[str, frozenset[str]]) -> bool:
    """Whether the clause on which another depends denies it: "bestreitet, dass …", "es stimmt nicht, dass …"."""
    if _has_verb(governing, cues["verbs"]):
        return True
    words = _lemmas(governing)
    if clause.subordinator != "dass":
        return False
    denied = not words.isdisjoint(cues["words"]) and not words.isdisjoint(cues["deniable"])
    return denied or not words.isdisjoint(cues["untrue"])


def _is_unreal(sentence: Sentence, used: set[int]) -> bool:
    """Whether what stands before the names says that it is made up: "Gedankenexperiment: …"."""
    first = min(used, default=0)
    before = " ".join(i.text.lower() for i in sentence.items if i.index < first)
    return any(f" {cue}" in f" {before}" for cue in _cues()["hypothetical"]["unreal"])


def _told_with_dass(governing: Clause, cues: Mapping[str, Mapping[str, frozenset[str]]]) -> list[tuple[Modality, str]]:
    """What the clause before "dass" says of what follows: hearsay, or the speaker's belief."""
    words = _lemmas(governing)
    found = []
    if not words.isdisjoint(cues["reported"]["hearsay"]):
        found.append((Modality.REPORTED, "hearsay"))
    if not words.isdisjoint(cues["speculative"]["belief"]) or {"können", "sein"} <= words:
        found.append((Modality.SPECULATIVE, "belief"))
    return found


def _lemmas(clause: Clause) -> set[str]:
    return {verb for verb, _ in clause.verbs} | {i.lemma for i in clause.items if i.mention is None}


def _before_colon(clause: Clause, used: set[int]) -> Clause:
    """The clause without what somebody says behind a colon: "Ada Blum auf Threads: Das geht nicht"."""
    last = max(used, default=-1)
    colon = next((n for n, i in enumerate(clause.items) if i.text == ":" and i.index > last), None)
    return clause if colon is None else replace(clause, items=clause.items[:colon])


def is_nominal(between: Iterable[tuple[str, str]]) -> bool:
    """Whether two names stand together without a verb: "der Vorsitzende X", "Y aus Z", "X (Craft Ventures)".

    Args:
        between: Text and part of speech (UPOS) of each word between the two.
    """
    but = tuple(_cues()["nominal"]["but"])
    words = list(between)
    if len(words) > _NOMINAL:
        return False
    return not any(part in {"VERB", "AUX"} or text.lower().startswith(but) or text in ".!?;:" for text, part in words)


def is_imagined(before: str) -> bool:
    """Whether the last clause before a name says "if": "Wenn Ada Blum Chefin von Veltro wäre", "Wäre Ada Blum …".

    Args:
        before: What stands before the first of two names, from the beginning of the sentence.
    """
    words = re.split(r"[,;:–]", before)[-1].lower().split()
    return bool(words) and (words[0] in _cues()["hypothetical"]["openers"] or words[0] in {"wäre", "hätte", "würde"})


def is_candidacy(between: str) -> bool:
    """Whether the words between two names say that an office is but meant for somebody: "nominierte", "designierte"."""
    beginnings = tuple(_cues()["nominated"]["beginnings"])
    return any(word.startswith(beginnings) for word in re.findall(r"\w+", between.lower()))


def is_nominated(between: str, behind: str) -> bool:
    """Whether the clause of the last of two names ends by nominating somebody: "…: da war X nominiert".

    Args:
        between: What stands between the two names.
        behind: What follows them.
    """
    cues = _cues()["nominated"]
    rest = re.split(r"[,.;:!?\n]|\bund\b", behind, maxsplit=1)[0].lower().split()
    verbs = {*re.findall(r"\w+", between.lower()), *rest}
    ends = rest[:-1] if rest[-1:] == ["worden"] else rest
    return bool(ends) and ends[-1] in cues["participles"] and not verbs.isdisjoint(cues["auxiliaries"])


def is_called_off(behind: str) -> bool:
    """Whether what follows a plan says that nothing came of it: "…, das hat der Richter verboten".

    Args:
        behind: What follows, to the end of the next sentence.
    """
    cues = _cues()["called_off"]
    words = re.findall(r"\w+", behind.lower())
    told = " ".join(words)
    return not cues["words"].isdisjoint(words) or any(f" {p} " in f" {told} " for p in cues["phrases"])


def is_retracted(behind: str) -> bool:
    """Whether what follows a sentence takes it back, as "Nee, Spaß" does."""
    words = re.findall(r"\w+", re.split(r"[.!?\n]", behind.strip(), maxsplit=1)[0].lower())
    return " ".join(words) in _cues()["negated"]["retractions"]


def is_offered(quote: str) -> bool:
    """Whether a takeover is warded off, looked into or allowed: it has not come about yet."""
    return _tells_of_takeover(quote, "pending")


def is_stopped(quote: str) -> bool:
    """Whether a takeover is forbidden or has failed."""
    return _tells_of_takeover(quote, "stopped")


def _tells_of_takeover(quote: str, how: str) -> bool:
    told = quote.lower()
    return all(_offered_cues(key).search(told) for key in ("nouns", how)) and not _offered_cues("done").search(told)


@cache
def _offered_cues(key: str) -> re.Pattern[str]:
    """Beginnings of words; of a cue in two parts ("lehnt … ab") both stand in this order as whole words."""
    cues = sorted(_cues()["offered"][key])
    parts = [rf"{re.escape(first)}\b.*\b{re.escape(last)}\b" if last else re.escape(first)
             for first, _, last in (cue.partition(" … ") for cue in cues)]  # fmt: skip
    return re.compile(r"\b(?:" + "|".join(parts) + ")", re.DOTALL)


_PAUSES = frozenset({"$,", "$(", "$.", "KON"})
_LEADING = frozenset({"APPR", "APPRART", "ART", "ADJA", "NN"})
_NOMINAL = 7
"""Words between two names that an apposition has at most."""
_PRECEDENCE = (Modality.NEGATED, Modality.HYPOTHETICAL, Modality.PLANNED, Modality.REPORTED, Modality.SPECULATIVE)


def _planned(
    clause: Clause, lower: Sequence[str], joined: str, governing: Clause | None, cues: Mapping[str, frozenset[str]]
) -> list[tuple[Modality, str]]:
    found = [w for w in lower if w in cues["words"] or w in cues["modals"]]
    found += [p for p in cues["phrases"] if p in joined]
    verbs = [i for i in clause.items if i.mention is None and i.tag == "VVINF"]
    found += [w for w in lower if w in cues["future"] and verbs and not clause.passive]
    infinitive = clause.finite is None or clause.subordinator in {"um", "zu"} or governing is clause
    if governing is not None and infinitive and not _lemmas(governing).isdisjoint(cues["verbs"]):
        found.append("planned")
    return [(Modality.PLANNED, w) for w in found]


def _reported(
    lower: Sequence[str], joined: str, clause: Clause, source: Item | None, cues: Mapping[str, frozenset[str]]
) -> list[tuple[Modality, str]]:
    found = [w for w in cues["words"] if f" {w} " in f" {joined} "]
    infinitive = any(i.tag in {"VVINF", "VAINF", "VVPP"} for i in clause.items if i.mention is None)
    found += [w for w in lower if w in cues["modals"] and infinitive]
    found += [w for w in lower if w in cues["subjunctive"] and "ich" not in lower]
    if source is not None:
        found.append("source named")
    return [(Modality.REPORTED, w) for w in found]


def _speculative(
    lower: Sequence[str], governing: Clause | None, cues: Mapping[str, frozenset[str]]
) -> list[tuple[Modality, str]]:
    found = [w for w in lower if w in cues["words"] or w in cues["modals"]]
    if governing is not None and _has_verb(governing, cues["verbs"]):
        found.append("guessed")
    return [(Modality.SPECULATIVE, w) for w in found]


def _denial(items: Sequence[Item], used: set[int], cues: Mapping[str, frozenset[str]]) -> str:
    """The word that denies what is claimed of the used mentions: "…, nicht EQT" denies only what is said of EQT."""
    words = [i for i in items if not i.names_entity]
    for item, behind in zip_longest(words, words[1:]):
        lower = item.text.lower()
        if lower not in cues["words"] or (behind is not None and behind.text.lower() in cues["harmless"]):
            continue
        contrasted = _contrasted(items, item)
        if contrasted is None or used & contrasted:
            return lower
    return ""


def _neither(sentence: Sentence, used: set[int]) -> str:
    """The "weder" before one of the mentions that is followed by a "noch", however the tagger reads them."""
    words = {i.text.lower(): i.index for i in reversed(sentence.items) if i.mention is None}
    neither, nor = words.get("weder"), words.get("noch", -1)
    return "weder" if neither is not None and neither < nor and any(i > neither for i in used) else ""


def _contrasted(items: Sequence[Item], denying: Item) -> set[int] | None:
    """The mentions that a denial sets against others ("nicht A, sondern B"); None where it denies the clause."""
    if denying.text.lower() == "weder":
        return None
    at = next(n for n, i in enumerate(items) if i is denying)
    before, behind = items[at - 1] if at else None, items[at + 1 :]
    but = place_of_but(behind)
    if but is not None:
        named = {i.index for i in behind[:but] if i.names_entity}
        # "nicht gekauft, sondern gemietet" denies the clause, "nicht 300, sondern 600 Millionen" nothing of it.
        return named if named or not any(i.tag.startswith("VV") for i in behind[:but]) else None
    opens = before is None or before.tag in _PAUSES
    first = next((i for i in behind if i.tag not in _LEADING or i.names_entity), None)
    return {first.index} if opens and first is not None and first.names_entity else None


def _imagined(sentence: Sentence, clause: Clause) -> bool:
    """Whether a clause says what a speaker would do: "Wenn ich mal reich bin, spende ich alles"."""
    condition, cues = _preceding(sentence, clause), _cues()["hypothetical"]
    if condition is None or clause.subordinator or condition.subordinator not in cues["openers"]:
        return False
    supposing, doing = ({item.text.lower() for item in c.items} for c in (condition, clause))
    return not cues["speakers"].isdisjoint(supposing & doing)


def _preceding(sentence: Sentence, clause: Clause) -> Clause | None:
    return sentence.clauses[clause.number - 1] if clause.number > 0 else None


def _governing(sentence: Sentence, clause: Clause) -> Clause | None:
    """The clause on whose verb this one depends: before "dass" or "ob", or a verb of saying beside it."""
    if clause.relative is not None:
        return None
    if clause.subordinator in {"dass", "ob", "wie", "weshalb", "um"} or clause.finite is None:
        return clause.parent or clause.before
    before = _preceding(sentence, clause)
    if before is not None and not clause.subordinator and _depends(before):
        return before
    following = sentence.clauses[clause.number + 1 :]
    return following[0] if following and _depends(following[0]) and not following[0].subordinator else None


def _depends(clause: Clause) -> bool:
    """Whether a clause is little more than a verb of saying or guessing with its subject."""
    cues = _cues()
    verbs = cues["reported"]["verbs"] | cues["speculative"]["verbs"] | cues["negated"]["verbs"]
    return len(clause.items) <= 9 and _has_verb(clause, verbs)


def _has_verb(clause: Clause, verbs: frozenset[str]) -> bool:
    return any(lemma in verbs for lemma, _ in clause.verbs)


def _named_source(clause: Clause, sentence: Sentence, used: set[int]) -> Item | None:
    """Whom "laut" or "zufolge" names."""
    sources = _cues()["reported"]["sources"]
    for item in sentence.items:
        if item.index in used or not _can_speak(item):
            continue
        behind = sentence.items[item.index + 1] if item.index + 1 < len(sentence.items) else None
        if item.preposition in sources or (behind is not None and behind.lemma == "zufolge"):
            return item
    return None


def _speaking(governing: Clause | None, clause: Clause, used: set[int]) -> Item | None:
    """The subject of the verb of saying on which the clause depends."""
    if governing is None or governing is clause or not _has_verb(governing, _cues()["reported"]["verbs"]):
        return None
    speakers = [i for i in governing.items if _can_speak(i) and not i.preposition and i.index not in used]
    return speakers[0] if speakers else None


def _can_speak(item: Item) -> bool:
    return item.mention is not None and item.names_entity and item.mention.class_ in _SOURCES


@cache
def _cues() -> Mapping[str, Mapping[str, frozenset[str]]]:
    path = data_folder("ontology") / "words" / "modality.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: {key: frozenset(words) for key, words in table.items()} for name, table in tables.items()}
