"""What the words around two names say against a relation between them: it is somebody else's, or only asked for.

The words are in `ontology/words/misread.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache

from kg.errors import DataError
from kg.mentions.words import kin
from kg.model import RelationMention
from kg.paths import data_folder
from kg.relations.modality import is_candidacy, is_nominated
from kg.relations.verdicts import LONGEST_QUOTE

_REACH = 60
"""Characters before a name that are looked at."""
_GENITIVE = re.compile(r"(?:\bdes|[A-ZÄÖÜ]\w+ der) $")
_COMPOUND = re.compile(r"[-–][A-ZÄÖÜ]")
_APPOSED_TO = re.compile(
    r"\w, (?:(?:der|die|das|ein|eine|einer) )?(?:[a-zäöüß]+ )?[A-ZÄÖÜ][\w-]+ (?:von|vom|des|der)(?: [A-ZÄÖÜ]\w+)? $"
)
_IS_AT = re.compile(r"\b(?:ist|war|waren|sind)\b.*\b(?:bei|beim)\b")
_OF_AGENTS = frozenset(
    {"acquired", "competesWith", "donatedTo", "investedIn", "investigates", "partnerOf", "sues", "suppliesTo", "uses"}
)
"""What a firm does by itself, whoever owns it."""
_OF_PARTS_TOO = frozenset({"subsidiaryOf", "competesWith", "partnerOf", "uses"})
_POSITIONS = frozenset({"memberOf", "holdsRole", "founded"})


def is_of_others(relation: RelationMention, text: str) -> bool:
    """Whether a relation is told of somebody else than of its two mentions, or not at all.

    Args:
        relation: What frames or the relation head propose.
        text: The document's text.
    """
    return any(sign(relation, text) for sign in _SIGNS)


def _is_candidacy(relation: RelationMention, text: str) -> bool:
    """Whether an office is only meant for the person, who does not hold it."""
    if relation.predicate != "holdsRole" or relation.object is None:
        return False
    first, last = sorted((relation.subject, relation.object), key=lambda m: m.start)
    between, behind = text[first.end : last.start], text[last.end : last.end + LONGEST_QUOTE]
    # What a frame finds beside it ("Elbkern-Chefin X ist … nominiert") holds all the same.
    meant = not relation.score or " als " in between
    return is_candidacy(between) or (meant and is_nominated(between, behind))


def _is_of_a_holder(relation: RelationMention, text: str) -> bool:
    """Whether the office is somebody else's: "die Frau des spanischen Präsidenten, Ada Blum"."""
    place = relation.object
    if relation.predicate != "holdsRole" or place is None or not place.surface[:1].islower():
        return False
    between = text[place.end : relation.subject.start]
    return "," in between and _GENITIVE.search(text, max(0, place.start - LONGEST_QUOTE), place.start) is not None


def _is_of_a_compound(relation: RelationMention, text: str) -> bool:
    """Whether what is from somewhere is only called after the firm: "die iranische Veltro-Chefin"."""
    place, firm = relation.object, relation.subject
    if relation.predicate != "locatedIn" or place is None or place.end > firm.start:
        return False
    return not text[place.end : firm.start].strip() and _COMPOUND.match(text, firm.end) is not None


def _is_in_apposition(relation: RelationMention, text: str) -> bool:
    """Whether a name is but the end of an apposition: "Ada Blum, die Schwester von Max Roth, wird Chefin von …"."""
    who, other = relation.subject, relation.object
    if other is None or other.start < who.end or not text.startswith(",", who.end):
        return False
    return _APPOSED_TO.search(text, max(0, who.start - _REACH), who.start) is not None


def _is_of_a_relative(relation: RelationMention, text: str) -> bool:
    """Whether what follows is said of a relative: "Max Roths Frau Ada Blum leitet Veltro"."""
    who, other = relation.subject, relation.object
    if relation.predicate == "familyOf" or who.class_ != "Person" or (other is not None and other.end <= who.start):
        return False
    genitive = who.surface.endswith("s") or text[who.end : who.end + 1] in {"'", "’"}
    return genitive and _relatives().match(text, who.end) is not None


def _is_of_what_is_owned(relation: RelationMention, text: str) -> bool:
    """Whether a genitive only says whose the agent is: "Max Roths Veltro Ventures steigt bei Kolk ein"."""
    owner, other = relation.subject, relation.object
    genitive = owner.surface != owner.normal and owner.surface[-1] in "s’'"
    if relation.score or other is None or owner.class_ != "Person" or not genitive:
        return False
    owned = re.match(r" (?=[A-ZÄÖÜ])", text[owner.end : owner.end + 2])
    return owned is not None and other.start > owner.end + 1 and relation.predicate in _OF_AGENTS


def _is_of_the_like(relation: RelationMention, text: str) -> bool:
    """Whether a name only tells what somebody is like: "Ada Blum ist der Steve Jobs von Veltro"."""
    who, other = relation.subject, relation.object
    if other is None or relation.predicate not in _POSITIONS or text[who.end : other.start] not in {" von ", " bei "}:
        return False
    before = text[max(0, who.start - _REACH) : who.start]
    article = re.search(r"((?:\w+ ){1,4})(?:der|die) $", before)
    return article is not None and _cues("like").search(article[1].lower()) is not None


def _is_of_a_part(relation: RelationMention, text: str) -> bool:
    """Whether the firm only says whose the other is: "Ada Blum leitet die Veltro-Tochter Kolk"."""
    firm = relation.object
    if firm is None or firm.start < relation.subject.end or relation.predicate in _OF_PARTS_TOO:
        return False
    compound = re.match(r"[-–]([A-ZÄÖÜ]\w+) [A-ZÄÖÜ]", text[firm.end : firm.end + _REACH])
    return compound is not None and _cues("parts").match(compound[1].lower()) is not None


def _is_visit(relation: RelationMention, text: str) -> bool:
    """Whether somebody is only there for a while: "Ada Blum war gestern bei Veltro", "ist nach Rom gereist"."""
    who, where = relation.subject, relation.object
    if who.class_ != "Person" or where is None:
        return False
    quote = text[relation.start : relation.end].lower()
    if relation.predicate == "locatedIn":
        return _cues("travels").search(quote) is not None
    between = text[min(who.end, where.end) : max(who.start, where.start)]
    there = relation.predicate == "memberOf" and _IS_AT.search(between) is not None
    return there and _cues("for_a_while").search(quote) is not None


def _is_demanded(relation: RelationMention, text: str) -> bool:
    """Whether somebody only asks for it: "fordert den Rücktritt von Ada Blum"."""
    quote = text[relation.start : relation.end].lower()
    return relation.predicate == "dismissed" and _cues("demanded").search(quote) is not None


def _is_sold(relation: RelationMention, text: str) -> bool:
    """Whether nothing is left of a stake, or the one who is said to buy sells: "hat Kolk an Veltro verkauft"."""
    quote = text[relation.start : relation.end].lower()
    if _cues("sold").search(quote) is None:
        return False
    if relation.predicate == "ownsStakeIn":
        return _cues("sold_all").search(quote) is not None
    sells = relation.predicate in {"acquired", "investedIn"} and not relation.score
    return sells and _cues("bought").search(quote) is None


def _is_given_up(relation: RelationMention, text: str) -> bool:
    """Whether a thing is forbidden or left, and not used: "verbietet seinen Leuten ChatGPT"."""
    quote = text[relation.start : relation.end].lower()
    return relation.predicate == "uses" and not relation.score and _cues("no_use").search(quote) is not None


_SIGNS = (
    _is_candidacy,
    _is_of_a_holder,
    _is_of_a_compound,
    _is_in_apposition,
    _is_of_a_relative,
    _is_of_what_is_owned,
    _is_of_the_like,
    _is_of_a_part,
    _is_visit,
    _is_demanded,
    _is_sold,
    _is_given_up,
)


@cache
def _relatives() -> re.Pattern[str]:
    """What follows a genitive: "' Ex-Frau", " Sohn"."""
    return re.compile(rf"['’]? (?:[a-zäöüß]+ )?(?:Ex-)?(?:{'|'.join(sorted(kin()))})n?\b", re.IGNORECASE)


@cache
def _cues(name: str) -> re.Pattern[str]:
    """The beginnings of words of one table, as lower-case text has them."""
    return re.compile(r"\b(?:" + "|".join(map(re.escape, _tables()[name])) + ")")


@cache
def _tables() -> Mapping[str, tuple[str, ...]]:
    path = data_folder("ontology") / "words" / "misread.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: tuple(sorted(raw["words"])) for name, raw in table.items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise DataError(path, f"not a file of cues: {error!r}") from error
