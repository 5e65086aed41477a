"""What a new entity is called and what class it has, by how the document writes of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from kg.mentions.parts import class_of_head, class_of_tail, is_legal_form
from kg.model import Finder, Mention

FAMILIES = {
    "Company": "organisation", "Investor": "organisation", "Organization": "organisation",
    "MediaOutlet": "organisation", "GovernmentBody": "organisation", "PoliticalOrganization": "organisation",
    "Product": "product", "AIModel": "product", "Chip": "product", "Person": "person", "Place": "place",
    "Law": "law", "Event": "event",
}  # fmt: skip


_ADDRESS = re.compile(r"\.(?:com|org|net|de|eu|at|ch|io)$", re.IGNORECASE)


def family(class_: str | None) -> str | None:
    """The coarse kind of a class; None where nothing is known."""
    return FAMILIES.get(class_ or "")


def compatible(one: str | None, other: str | None) -> bool:
    """Whether two classes may be said of one thing: a firm and its product share a name, a person and a firm do not."""
    first, second = family(one), family(other)
    if first is None or second is None or first == second:
        return True
    return {first, second} in ({"organisation", "product"}, {"organisation", "place"}, {"product", "law"})


def class_of(mentions: Sequence[Mention]) -> str:
    """The class of a new entity: what most of its mentions say, the plain ones less than the sure ones."""
    votes: Counter[str] = Counter()
    for m in mentions:
        if m.class_ is not None:
            weight = m.score if m.found_by is Finder.TAGGER else m.score + 0.2
            votes[m.class_] += round(100 * weight)
        elif m.found_by is Finder.DOMAIN:
            votes["MediaOutlet"] += 60
    for m in mentions:
        words = re.findall(r"\w+", m.normal)
        if len(words) > 1:
            by_form = class_of_head(words[0]) or class_of_tail(words[-1])
            if by_form is not None and votes.get("Person", 0) < 150:
                votes[by_form] += 50
    if not votes:
        return "Company"
    return min(votes, key=lambda c: (-votes[c], c))


def name_of(mentions: Sequence[Mention], *, written: frozenset[str], person: bool) -> str:
    """The canonical name of a new entity: as it is typed rather than heard, in full, its legal form only if it is
    never said without.
    """
    counts: Counter[str] = Counter()
    for m in mentions:
        if m.found_by is not Finder.DOMAIN:
            counts[m.normal] += 4 if m.segment_id in written else 1
    if not counts:
        return _from_domain(mentions[0].surface)
    longest = max(len(n.split()) for n in counts)
    fitting = [n for n in counts if len(n.split()) == longest] if person else list(counts)
    best = min(fitting, key=lambda n: (_is_bent(n, counts), -counts[n] - 0.5 * len(n.split()), n))
    name = _without_address(_cased(best))
    return without_form(name) if any(without_form(form) == form for form in counts) else name


def _is_bent(name: str, names: Iterable[str]) -> bool:
    """Whether the first word has an ending that it has not in another form of the name: "Neuen Rundschau"."""
    first, _, rest = name.partition(" ")
    return bool(rest) and re.search(r"e[nrsm]$", first) is not None and f"{first[:-1]} {rest}" in set(names)


def _from_domain(domain: str) -> str:
    stem = domain.lower().removeprefix("www.").rsplit(".", 1)[0].rsplit(".", 1)[-1]
    return " ".join(part.capitalize() for part in stem.split("-"))


def _without_address(name: str) -> str:
    """A site that is spoken of by its address is called by its name: "Netzblick.org" is Netzblick."""
    return _ADDRESS.sub("", name) if " " not in name else name


def _cased(name: str) -> str:
    return " ".join(w.capitalize() for w in name.split()) if name.islower() else name


def without_form(name: str) -> str:
    """A name without the legal form at its end."""
    words = name.split()
    while len(words) > 1 and is_legal_form(words[-1].lower().strip(".,&")):
        words.pop()
    return " ".join(words)


def bases(forms: Iterable[str]) -> dict[str, str]:
    """Forms with a genitive -s → the form without it, where the document has both."""
    known = set(forms)
    return {f: f[:-1] for f in known if len(f) > 4 and f.endswith("s") and not f.endswith("ss") and f[:-1] in known}
