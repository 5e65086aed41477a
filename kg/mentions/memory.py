"""What a document has named for sure is found again all over it, also in short: the surname, a firm's first word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.mentions.candidates import NameCandidate
from kg.mentions.lexicon import Lexicon, key_of
from kg.mentions.lines import Line
from kg.mentions.parts import class_of_head, class_of_tail, is_legal_form
from kg.mentions.words import is_first_name, usual
from kg.model import Finder, kebab
from kg.names import NameEntry

_PRODUCTIONS = frozenset({"newsletter", "podcast", "brief", "update", "community"})
"""What a show makes beside itself: "Beispielshow Newsletter" is not called "Beispielshow" for short."""
_PARTICLES = frozenset({"von", "van", "de", "der", "den", "zu", "del", "di", "da", "du", "la", "le", "bin", "al"})


def short_forms(name: str, class_: str | None) -> Iterator[str]:
    """The short forms by which a full name may be taken up again.

    Surnames with and without their particle for persons; the first word, if it is a rare one, for the rest.
    """
    words = name.replace("-", " - ").split()
    words = [w for w in words if w != "-"] if "-" in name else words
    if len(words) < 2:
        return
    if class_ == "Person":
        parts = name.split()
        yield parts[-1]
        if len(parts) > 2 and parts[-2].lower() in _PARTICLES:
            yield " ".join(parts[-2:])
        return
    first = words[0]
    if words[-1].lower() in _PRODUCTIONS:
        return
    if class_of_head(first) is not None:
        return
    rest = words[1:]
    named_by_first = any(class_of_tail(w) or is_legal_form(w.lower()) for w in rest) or usual(first.lower()) < 2.0
    if named_by_first and usual(first.lower()) < 3.0 and len(first) > 3 and not is_first_name(first):
        yield first


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The names of a document as a lexicon of its own."""

    lexicon: Lexicon
    classes: Mapping[str, str | None]

    def candidates(self, line: Line) -> Iterator[NameCandidate]:
        """The document's names in a line."""
        for match in self.lexicon.matches(line.text, line.words):
            start, end = line.words[match.first].start, line.words[match.last - 1].end
            surface = line.text[start:end]
            if line.cased and surface.islower() and not match.exact_case:
                continue
            if not line.cased and match.last - match.first == 1 and usual(surface.lower()) > 3.5:
                continue
            if match.first and line.gap(match.first - 1) == "-" and line.words[match.first - 1].text[0].isalpha():
                continue
            class_ = self.classes[match.entries[0].id]
            yield NameCandidate(
                start=start,
                end=end,
                normal=surface[:-1] if match.inflected else surface,
                class_=class_,
                score=0.7,
                found_by=Finder.HEADER,
            )


def memory_of(candidates: Iterable[NameCandidate], extra: Mapping[str, str | None]) -> Memory:
    """The memory of a document.

    Args:
        candidates: All names that are sure.
        extra: Further names with their class: speakers, the show.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for c in candidates:
        identity = kebab(c.normal)
        spelled[identity][c.normal] += 1
        if c.class_ is not None:
            votes[identity][c.class_] += 3 if c.anchored else 1
    for name, class_ in extra.items():
        spelled[kebab(name)][name] += 5
        if class_ is not None:
            votes[kebab(name)][class_] += 5
    entries, classes = [], {}
    taken = {key_of(s) for names in spelled.values() for s in names}
    for identity in sorted(spelled):
        name = min(spelled[identity], key=lambda s: (-spelled[identity][s], s))
        class_ = min(votes[identity], key=lambda c: (-votes[identity][c], c)) if votes[identity] else None
        short = tuple(s for s in short_forms(name, class_) if key_of(s) not in taken and _may_stand_alone(s))
        entries.append(
            NameEntry(id=identity, name=name, class_=class_ or "", aliases=(*sorted(spelled[identity]), *short))
        )
        classes[identity] = class_
    return Memory(lexicon=Lexicon(entries), classes=classes)


def _may_stand_alone(name: str) -> bool:
    return len(name) > 1 and usual(name.lower()) < 4.4
