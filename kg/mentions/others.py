"""Mentions that are no names: roles, descriptions ("der Konzern"), pronouns, and speakers' first person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.mentions.candidates import NameCandidate
from kg.mentions.lexicon import fold
from kg.mentions.lines import Line
from kg.mentions.words import DEFINITE, FUSED
from kg.model import Finder, Mention, MentionKind, MentionValue, RoleValue, SegmentKind
from kg.names import NameList

_FORMER = frozenset(
    "ex alt ehemaliger ehemalige ehemaligen ehemaligem früherer frühere früheren früherem damaliger damalige damaligen "
    "einstiger einstige einstigen vorherige vorheriger vorherigen former".split()
)
_PERSONAL = frozenset("er sie ihm ihn ihr sein seine seinen seinem seiner seines ihre ihren ihrem ihrer ihres".split())
POINTING = frozenset("der die den dem denen deren dessen".split())
"""What takes somebody up in talk more often than "er" and "sie", where it is no article."""
PRONOUNS = _PERSONAL | POINTING
_POINTING_TAGS = frozenset({"PDS", "PRELS", "PRELAT"})
_FIRST_PERSON = frozenset("ich mir mich mein meine meinen meinem meiner wir uns unser unsere".split())
_POSSESSIVES = frozenset("seine seiner seinen seinem ihre ihrer ihren ihrem deren dessen unsere".split())
_FILLERS = frozenset(
    "neue neuen neuer grosse grossen junge jungen amerikanische deutsche amerikanischen deutschen eigene eigenen ganze "
    "ganzen besagte besagten us chinesische chinesischen".split()
)
_PLURAL = frozenset({"die", "den"})
_NAMING = frozenset({"von", "um"})
"""What says behind a people who is meant: "die Finnen von Nokia"."""
_PLACES = frozenset({"land", "landes", "stadt", "bundesstaat", "bundesland", "insel", "region", "metropole"})


class Others:
    """Finds roles, descriptions and pronouns.

    Args:
        names: Gives roles and class nouns.
    """

    def __init__(self, names: NameList) -> None:
        self._roles = {fold(r): r for r in names.roles}
        for role, female in names.female_roles.items():
            self._roles.setdefault(fold(female), role)
        self._longest = max((len(r.split()) for r in self._roles), default=1)
        self._nouns = {fold(n): c for n, c in names.class_nouns.items()}
        self._people = {fold(d): place for d, place in names.demonyms.items() if d[0].isupper()}

    def find(self, line: Line, names: Sequence[NameCandidate]) -> Iterator[Mention]:
        """The mentions of a line that are no names; none overlaps one of `names`."""
        taken = [(c.start, c.end) for c in names]
        roles = list(self._role_spans(line, taken))
        for start, end, value in (*roles, *self._welded_roles(line, names)):
            yield _mention(line, start, end, MentionKind.ROLE, value=value)
        yield from self._descriptions(line, taken)
        yield from self._by_origin(line, taken)
        yield from _pronouns(line, taken)

    def _role_spans(self, line: Line, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, RoleValue]]:
        position = 0
        while position < len(line.words):
            length, role = self._role_at(line, position)
            if role is None:
                position += 1
                continue
            start, end = line.words[position].start, line.words[position + length - 1].end
            if _overlaps(start, end, taken):
                # "US-Präsident" behind the name "US": the office is what remains.
                position += 1
                continue
            said = line.text[start:end]
            former = re.match(r"(?:Ex|Alt)-(?=\w)", said)
            status = "former" if former or said.startswith("Altkanzler") else _status(line, position)
            yield start, end, RoleValue(name=said[former.end() :] if former else said, status=status)
            position += length

    def _welded_roles(self, line: Line, names: Sequence[NameCandidate]) -> Iterator[tuple[int, int, RoleValue]]:
        """What a word that begins with a name goes on with: the office in "Telekomchef"."""
        words = {w.start: (position, w) for position, w in enumerate(line.words)}
        for name in names:
            position, word = words.get(name.start, (0, None))
            if word is None or word.end <= name.end:
                continue
            start = name.end + int(fold(line.text[name.end : word.end]) not in self._roles)
            office = line.text[start : word.end]
            if fold(office) in self._roles:
                yield start, word.end, RoleValue(name=office.capitalize(), status=_status(line, position))

    def _role_at(self, line: Line, first: int) -> tuple[int, str | None]:
        if line.cased and not line.capital(first):
            return 1, None
        for last in range(min(first + self._longest, len(line.words)), first, -1):
            if any(line.gap(p) not in {" ", "-"} for p in range(first, last - 1)):
                continue
            key = _joined(line, first, last)
            role = self._roles.get(key) or self._roles.get(_singular(key))
            if role is not None and not (last - first == 1 and line.gap(first) == "-" and last < len(line.words)):
                return last - first, role
        return 1, None

    def _descriptions(self, line: Line, taken: Sequence[tuple[int, int]]) -> Iterator[Mention]:
        """Der Konzern, die Firma, der Apple-CEO: a class noun or role with a definite article, no name behind."""
        for position, word in enumerate(line.words):
            if line.cased and not line.capital(position):
                continue
            class_ = self._nouns.get(word.folded) or self._nouns.get(_singular(word.folded))
            if class_ is None and (word.folded in self._roles or _singular(word.folded) in self._roles):
                class_ = "Person"
            if class_ is None:
                continue
            first = position
            while first > 0 and line.gap(first - 1) == "-" and not line.starts[first]:
                first -= 1
            article = first - 1
            if article >= 0 and line.words[article].folded in _FILLERS and not line.starts[first]:
                article -= 1
            if article < 0 or not _points_back(line.words[article].folded, class_, word.folded):
                continue
            start, end = word.start, word.end
            followed = any(0 <= s - end <= 1 for s, _ in taken)
            if not followed and not _overlaps(start, end, taken):
                plural = line.words[article].folded == "die" and word.folded.endswith(("en", "innen"))
                yield _mention(line, start, end, MentionKind.DESCRIPTION, class_=class_, plural=plural)

    def _by_origin(self, line: Line, taken: Sequence[tuple[int, int]]) -> Iterator[Mention]:
        """Die Schweden, den Walldorfern: a firm by where it is from, where no noun goes with the word.

        The place is the normal form.
        """
        for position, word in enumerate(line.words):
            if not position or not line.cased or not line.capital(position) or line.before(position) not in _PLURAL:
                continue
            place = self._people.get(word.folded) or self._people.get(word.folded.removesuffix("n"))
            if place is None or line.tags[position - 1] in _POINTING_TAGS:
                continue
            joined = line.gap(position)[:1] == "-" or (line.after(position) and line.capital(position + 1))
            named = line.after(position) in _NAMING
            if not joined and not named and not _overlaps(word.start, word.end, taken):
                found = _mention(line, word.start, word.end, MentionKind.DESCRIPTION, class_="Company", plural=True)
                yield replace(found, normal=place)


def _points_back(article: str, class_: str, noun: str) -> bool:
    """Whether article and noun take up something named before: "der Konzern", "beim Konzern", but not "im Amt"."""
    if class_ == "Place":
        return article in DEFINITE and noun in _PLACES
    if article in {"zum", "zur"} and class_ == "Person":
        return False  # "zum Chef ernannt" gives an office, it does not mean a holder
    if class_ == "Person" and article in {"im", "ins", "am", "ans"}:
        return False  # "im Beirat" is no person
    if article in FUSED:
        return class_ in {"Company", "Investor", "MediaOutlet", "Person"}
    return article in DEFINITE or article in _POSSESSIVES


def _joined(line: Line, first: int, last: int) -> str:
    start = line.words[first].start
    return fold(line.text[start : line.words[last - 1].end])


def _singular(word: str) -> str:
    return re.sub(r"(?<=[a-zäöü]{3})(?:es|s|n|en|e)$", "", word)


def _status(line: Line, position: int) -> str | None:
    before = line.before(position)
    if before in _FORMER:
        return "former"
    if position >= 3 and line.gap(position - 1) == "-" and line.words[position - 1].text[0].isupper():
        return "former" if line.before(position - 1) in {"ex"} else None
    if position >= 2 and line.words[position - 2].folded in _FORMER and not line.starts[position]:
        return "former"
    return None


def _pronouns(line: Line, taken: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    for position, word in enumerate(line.words):
        if word.folded in PRONOUNS:
            if _takes_up(line, position) and not _overlaps(word.start, word.end, taken):
                yield _mention(line, word.start, word.end, MentionKind.PRONOUN)
        elif word.folded in _FIRST_PERSON and line.segment.kind in {SegmentKind.SPEECH, SegmentKind.TEXT}:
            yield _mention(
                line, word.start, word.end, MentionKind.SPEAKER, plural=word.folded.startswith(("wir", "un"))
            )


def _takes_up(line: Line, position: int) -> bool:
    """Whether one of `PRONOUNS` is one where it stands: no article, no verb ("um reich zu sein"), no polite "Sie"."""
    word, tag = line.words[position], line.tags[position]
    if word.folded in POINTING:
        return tag in _POINTING_TAGS
    polite = word.text[0].isupper() and not line.starts[position] and line.cased
    return not polite and not tag.startswith("VA")


def _overlaps(start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < e and s < end for s, e in taken)


def _mention(
    line: Line,
    start: int,
    end: int,
    kind: MentionKind,
    *,
    class_: str | None = None,
    value: MentionValue | None = None,
    plural: bool = False,
) -> Mention:
    surface = line.text[start:end]
    return Mention(
        start=line.offset + start,
        end=line.offset + end,
        surface=surface,
        kind=kind,
        segment_id=line.segment.id,
        normal=surface,
        class_=class_,
        value=value,
        found_by=Finder.RULE,
        plural=plural,
    )
