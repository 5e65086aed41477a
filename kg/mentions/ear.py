"""Who is meant by what a recogniser wrote: the document's own clean names first, then the name lists."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from kg.mentions.lexicon import Lexicon, key_of
from kg.mentions.lines import WRITTEN
from kg.mentions.memory import short_forms
from kg.mentions.resemblance import Index, Likeness, index_of
from kg.mentions.words import is_first_name
from kg.model import Finder, Mention, MentionKind, Segment, kebab
from kg.names import NameEntry, NameList
from kg.names.ties import Ties

_OWN_ODDS = 2.0
"""Log-odds that the document's own header gives to a name."""
_PRESENT_ODDS = 1.2
"""Log-odds that a name gets which the document names elsewhere beyond doubt."""
_NEAR_ODDS = 0.8
"""The same for one that is publicly known to have to do with such a name: Truth Social, where Trump is named."""
_CLASS_ODDS = 0.9
_OTHER_CLASS_ODDS = 0.2
"""Log-odds for a name whose class is the tagger's, and against another: what is garbled is often misjudged."""
_NAMED_ODDS = 0.6
"""Log-odds that a stretch gets which the tagger takes for a name."""
_AGAIN_ODDS = 0.45
"""Log-odds for each time, up to two, that the same is written elsewhere in the document."""
_RIVAL = 0.5
"""By how much the log-odds of the best name must be higher than those of the next."""
ENOUGH_OWN = 0.6
ENOUGH_LISTED = 0.5

_FAMILIES = {
    "Company": "org", "Investor": "org", "Organization": "org", "MediaOutlet": "org", "GovernmentBody": "org",
    "PoliticalOrganization": "org", "Person": "person", "Place": "place", "Product": "thing", "AIModel": "thing",
    "Chip": "thing",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The name that a stretch of text most likely means.

    Attributes:
        score: The probability with what the document says.
        own: Whether the document's own header has the name.
        others: The names that lost, best first.
    """

    likeness: Likeness
    score: float
    own: bool
    others: tuple[Likeness, ...] = ()


class Ear:
    """Judges what stretches of one document mean.

    Args:
        own: The document's clean names.
        lists: The listed names.
        present: Ids of the entities that the document names beyond doubt.
        near: Ids of those that are publicly known to have to do with them.
        text: The document's text: what is written so again and again is hardly a slip.
        names: What was found in the document without listening.
    """

    def __init__(
        self,
        own: Index,
        lists: Index,
        present: frozenset[str],
        near: frozenset[str] = frozenset(),
        text: str = "",
        names: Iterable[str] = (),
    ) -> None:
        self._text = text.casefold()
        self._own = own
        self._lists = lists
        self._present = present
        self._near = near
        self._beginnings = frozenset(key[:size] for key in map(key_of, names) for size in range(1, len(key)))
        self._heard: dict[tuple[str, str | None, bool, bool], Heard | None] = {}

    def is_present(self, entry: NameEntry) -> bool:
        """Whether the document names a listed entity beyond doubt."""
        return entry.id in self._present

    def is_near(self, entry: NameEntry) -> bool:
        """Whether a listed entity is publicly known to have to do with one that the document names."""
        return entry.id in self._near

    def begins(self, surface: str) -> bool:
        """Whether a name that was found in the document begins with these words and goes on."""
        return key_of(surface) in self._beginnings

    def hear(self, surface: str, class_: str | None = None, *, lists: bool = True, named: bool = False) -> Heard | None:
        """The name that is meant, None where none is likely enough or two are alike.

        Args:
            surface: What was written.
            class_: The class that the tagger gives it.
            lists: Whether listed names count that the document itself does not have in writing.
            named: Whether the tagger takes it for a name: then an unknown one is rather a garbled one.
        """
        key = (surface, class_, lists, named)
        if key not in self._heard:
            self._heard[key] = self._best(surface, class_, lists=lists, named=named)
        return self._heard[key]

    def _best(self, surface: str, class_: str | None, *, lists: bool, named: bool) -> Heard | None:
        key = key_of(surface)
        # A first name that is written as first names are is no garbled place or firm.
        first_name = is_first_name(surface)
        again = min(2, max(0, self._text.count(surface.casefold()) - 1))
        scored: dict[str, tuple[float, Likeness, bool]] = {}
        sources = [(self._own, True), (self._lists, False)] if lists else [(self._own, True)]
        for index, own in sources:
            for likeness in index.like(surface, least=0.1):
                if key_of(likeness.form) == key or (first_name and likeness.entry.class_ != "Person"):
                    continue
                if first_name and len(key) == 1 and " " in likeness.form:
                    continue
                score = self._score(likeness, class_, own=own, extra=_AGAIN_ODDS * again + _NAMED_ODDS * named)
                if likeness.entry.id not in scored or scored[likeness.entry.id][0] < score:
                    scored[likeness.entry.id] = (score, likeness, own)
        ranked = sorted(scored.values(), key=lambda x: (-x[0], x[1].entry.id))
        if not ranked:
            return None
        score, likeness, own = ranked[0]
        if score < (ENOUGH_OWN if own else ENOUGH_LISTED):
            return None
        if len(ranked) > 1 and _odds(score) - _odds(ranked[1][0]) < _RIVAL and not (own and not ranked[1][2]):
            return None
        return Heard(likeness=likeness, score=score, own=own, others=tuple(r[1] for r in ranked[1:4]))

    def _score(self, likeness: Likeness, class_: str | None, *, own: bool, extra: float) -> float:
        odds = _odds(likeness.score)
        odds += extra
        if own:
            odds += _OWN_ODDS
        elif likeness.entry.id in self._present:
            odds += _PRESENT_ODDS
        elif likeness.entry.id in self._near:
            odds += _NEAR_ODDS
        family, wanted = _FAMILIES.get(likeness.entry.class_), _FAMILIES.get(class_ or "")
        if family and wanted:
            odds += _CLASS_ODDS if family == wanted else -_OTHER_CLASS_ODDS
        return 1 / (1 + math.exp(-odds))


def _odds(probability: float) -> float:
    return math.log(max(probability, 1e-9) / max(1 - probability, 1e-9))


class Hearing:
    """Makes the ear of a document.

    Args:
        names: The name lists.
        ties: What is publicly known of them.
    """

    def __init__(self, names: NameList, ties: Ties) -> None:
        self._names = names
        self._ties = ties
        self._lexicon = Lexicon.of(names)

    def ear(self, mentions: Iterable[Mention], segments: Iterable[Segment], text: str) -> Ear:
        """The ear of a document by the names that were found in it without listening."""
        written = frozenset(s.id for s in segments if s.kind in WRITTEN)
        own: dict[str, NameEntry] = {}
        present: set[str] = set()
        names: set[str] = set()
        for m in mentions:
            if m.kind is not MentionKind.NAME or m.found_by is Finder.RESEMBLANCE:
                continue
            names.add(m.normal)
            entries = self._lexicon.entries_for(m.normal)
            if len(entries) == 1:
                present.add(entries[0].id)
            if m.segment_id in written and m.found_by is not Finder.DOMAIN:
                entry = entries[0] if entries else _new(m)
                own.setdefault(entry.id, entry)
        lists = index_of(self._names)
        shorts = {key_of(alias) for i, entry in own.items() for alias in entry.aliases if i not in present}
        # "Elbkern" beside "Elbkern Labs" is no second one that a garbled form might mean.
        known = Index(own[i] for i in sorted(own) if i in present or key_of(own[i].name) not in shorts)
        return Ear(known, lists, frozenset(present), self._ties.near(present), text, names)


def _new(mention: Mention) -> NameEntry:
    name, class_ = mention.normal, mention.class_ or ""
    short = tuple(short_forms(name, class_)) if class_ != "Person" else ()
    return NameEntry(id=kebab(name), name=name, class_=class_, aliases=short)
