"""Ties: what is publicly known of two names, whether or not a document says it.

They come from the name lists (whose product it is, which office somebody holds, to which firm a firm belongs, in which
country an organisation sits) and from `ontology/ties/*.tsv`: tab-separated, with the columns of `COLUMNS`. A tie is
never told as a claim. It only helps to judge whether a sentence that names both means what is known of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cached_property, lru_cache
from pathlib import Path

from kg.errors import NamesError
from kg.model import kebab
from kg.names.lists import NameEntry, NameList, rows, tells_founding
from kg.ontology import Ontology
from kg.paths import data_folder

COLUMNS = ("subject", "predicate", "object", "source")
_MADE = frozenset({"Product", "AIModel", "Chip"})

Tie = tuple[str, str, str]
"""Subject, predicate, object: ids of entities."""


class Ties:
    """Everything that is known of pairs of names.

    Args:
        ties: Subjects, predicates and objects.
        ontology: Says which predicates hold both ways.
        homes: The land of each entity whose land is known.
    """

    def __init__(self, ties: Iterable[Tie], ontology: Ontology, *, homes: Mapping[str, str] | None = None) -> None:
        self._ontology = ontology
        self._homes = homes or {}
        self._ties = frozenset(map(self._ordered, ties))

    def known(self, subject: str, predicate: str, object_: str | None) -> bool:
        """Whether it is publicly known that these two entities stand so; never for figures."""
        return object_ is not None and self._ordered((subject, predicate, object_)) in self._ties

    def are_foreign(self, one: str, other: str) -> bool:
        """Whether two entities are publicly known to be of different lands; a land is of itself."""
        first, second = self._homes.get(one), self._homes.get(other)
        return first is not None and second is not None and first != second

    def is_made_by_others(self, thing: str, subject: str) -> bool:
        """Whether a thing is publicly known to be made by others than this one, its parents and daughters."""
        makers = self._makers.get(thing, frozenset())
        if not makers or subject in makers:
            return False
        return not any(
            (one, "subsidiaryOf", other) in self._ties for m in makers for one, other in ((m, subject), (subject, m))
        )

    def near(self, ids: Set[str]) -> frozenset[str]:
        """The entities that are known to stand in any relation to one of these, but for where somebody sits."""
        return frozenset(other for one in ids for other in self._neighbours.get(one, ()))

    @cached_property
    def _makers(self) -> Mapping[str, Set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for subject, predicate, object_ in self._ties:
            if predicate == "develops":
                found[object_].add(subject)
        return found

    @cached_property
    def _neighbours(self) -> Mapping[str, Set[str]]:
        """Each entity's, but for where it sits: every document asks for some of them."""
        found: dict[str, set[str]] = defaultdict(set)
        for subject, predicate, object_ in self._ties:
            if predicate != "locatedIn":
                found[subject].add(object_)
                found[object_].add(subject)
        return found

    def _ordered(self, tie: Tie) -> Tie:
        subject, predicate, object_ = tie
        if self._ontology.predicates[predicate].symmetric and object_ < subject:
            return object_, predicate, subject
        return tie


@lru_cache(maxsize=2)
def load(names: NameList, ontology: Ontology, *, folder: Path | None = None) -> Ties:
    """The ties of the name lists and those of the program's own tables.

    Args:
        names: The program's lists and the user's.
        ontology: Gives the closed list of predicates.
        folder: The folder of tables; the program's own by default.

    Raises:
        NamesError: naming file and line of the first row that breaks the format.
    """
    root = folder or data_folder("ontology") / "ties"
    told = [tie for path in sorted(root.glob("*.tsv")) for tie in read(path, ontology)]
    seated = {c for c in ontology.entity_classes() if c == "Event" or ontology.is_a(c, "Organization")}
    called = _called(names)
    listed = [
        tie
        for entry in names.entries.values()
        for tie in _listed(entry, names.land_of(entry) if entry.class_ in seated else None, called)
    ]
    lands = {kebab(country): kebab(country) for country in names.countries.values()}
    homes = {e.id: kebab(land) for e in names.entries.values() if (land := names.land_of(e)) is not None}
    known = [(called.get(s, s), p, called.get(o, o)) for s, p, o in told]
    return Ties([*listed, *known], ontology, homes=homes | lands)


def read(path: Path, ontology: Ontology) -> Iterator[Tie]:
    """The ties of one table.

    Raises:
        NamesError: if it cannot be read, the header is another, a row has too few or too many columns, a name is
            missing, or a predicate is unknown or takes a figure.
    """
    for number, cells in rows(path, COLUMNS):
        yield _row(path, number, cells, ontology)


def _row(path: Path, number: int, cells: list[str], ontology: Ontology) -> Tie:
    subject, predicate, object_, _ = cells
    term = ontology.predicates.get(predicate)
    if term is None or term.literal:
        raise NamesError(path, f"{predicate!r} is no predicate that relates two entities", line=number)
    if not subject or not object_:
        raise NamesError(path, "a row without subject or object", line=number)
    return kebab(subject), predicate, kebab(object_)


def _called(names: NameList) -> Mapping[str, str]:
    """The id of whatever a list calls by another of its names: "FTC" is the Federal Trade Commission."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in names.entries.values():
        for form in (*entry.aliases, *entry.also_named):
            found[kebab(form)].add(entry.id)
    return {form: ids.pop() for form, ids in found.items() if len(ids) == 1 and form not in names.entries}


def _listed(entry: NameEntry, country: str | None, called: Mapping[str, str]) -> Iterator[Tie]:
    def meant(name: str) -> str:
        return called.get(kebab(name), kebab(name))

    if country is not None:
        yield entry.id, "locatedIn", kebab(country)
    if entry.parent is not None:
        parent = meant(entry.parent)
        if entry.class_ in _MADE:
            yield parent, "develops", entry.id
        yield entry.id, "subsidiaryOf", parent
    for office in entry.offices:
        if office.organisation:
            organisation = meant(office.organisation)
            yield entry.id, "holdsRole", organisation
            if tells_founding(office.role):
                yield entry.id, "founded", organisation
