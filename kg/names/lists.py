"""The name lists: what the world calls its companies, people, chips, parties, places, as reviewed tables.

A list is a tab-separated file with a header line and the columns of `COLUMNS`; aliases, other names, roles and
organisations hold several values separated by ``|``. The program's own lists lie in `ontology/names/`, a user adds more
with ``--names FILE`` or in ``kg.toml``. Later lists win where both name the same thing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from kg.errors import DataError, NamesError
from kg.model import kebab
from kg.ontology import Ontology
from kg.paths import data_folder

Made = TypeVar("Made")
_FOUNDER = re.compile(r"gründer|founder", re.IGNORECASE)

COLUMNS = (
    "name", "class", "aliases", "also_named", "country", "homepage", "ticker", "role", "organisation", "source",
)  # fmt: skip


ADJECTIVE_ENDINGS = ("em", "en", "er", "es", "e")


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A role that a person is known for; `former` where it is over."""

    role: str
    organisation: str
    former: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NameEntry:
    """One row of a name list.

    Attributes:
        offices: For persons: what they are known for. It serves to resolve descriptions, never as a claim.
        parent: For companies, products, models and chips: the maker or parent, where listed.
        source: Where the row comes from (a key of `ontology/README.md`).
    """

    id: str
    name: str
    class_: str
    aliases: tuple[str, ...] = ()
    also_named: tuple[str, ...] = ()
    country: str | None = None
    homepage: str | None = None
    ticker: str | None = None
    offices: tuple[Office, ...] = ()
    parent: str | None = None
    source: str = ""

    def forms(self) -> Iterator[str]:
        """All names of the entry, the canonical one first."""
        yield self.name
        yield from self.also_named
        yield from self.aliases


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NameList:
    """All entries by id, and the words that need context. Two lists are the same only if they are one object."""

    entries: Mapping[str, NameEntry]
    common_words: frozenset[str]
    demonyms: Mapping[str, str]
    class_nouns: Mapping[str, str]
    roles: Mapping[str, str]
    female_roles: Mapping[str, str] = field(default_factory=dict)
    party_words: Mapping[str, str] = field(default_factory=dict)
    welded_offices: frozenset[str] = frozenset()
    jargon: frozenset[str] = frozenset()
    countries: Mapping[str, str] = field(default_factory=dict)
    german_words: frozenset[str] = frozenset()

    def land_of(self, entry: NameEntry) -> str | None:
        """The country of an entry, by its name."""
        return self.countries.get(entry.country or "")


def tells_founding(role: str) -> bool:
    """Whether somebody with this role founded what they have it in ("Mitgründerin", "Co-Founder")."""
    return _FOUNDER.search(role) is not None


def is_no_office(role: str) -> bool:
    """Whether a role is none that anybody holds: "Großaktionärin", "Mitarbeiter" (`ontology/words/no-offices.txt`)."""
    return _ends_with(role, "no-offices.txt")


def is_office_of_state(role: str) -> bool:
    """Whether a role is held in a state, not in a party: "Senatorin" (`ontology/words/offices-of-state.txt`)."""
    return _ends_with(role, "offices-of-state.txt")


def is_office_of_place(role: str) -> bool:
    """Whether a land or town may give a role: what is held in a state, and kings and heads of police besides."""
    return is_office_of_state(role) or _ends_with(role, "offices-of-places.txt")


def is_party_word(word: str) -> bool:
    """Whether a word says of whom it stands beside that they belong to a party: "demokratische", "Sozialdemokrat"."""
    words = _party_words()
    return word in words or any(word.removesuffix(e) in words for e in ADJECTIVE_ENDINGS)


@cache
def _party_words() -> Mapping[str, str]:
    return _pairs(data_folder("ontology") / "words" / "party-words.tsv")


def _ends_with(role: str, list_: str) -> bool:
    word = role.lower()
    return any(word.removesuffix(ending).endswith(_endings(list_)) for ending in ("", "in", "r", "n", "en", "s"))


@cache
def _endings(list_: str) -> tuple[str, ...]:
    return tuple(words_of(data_folder("ontology") / "words" / list_))


def bare_domain(address: str) -> str:
    """``theverge.com`` of ``https://www.theverge.com/``."""
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", address.strip().lower()).rstrip("/")


def load(ontology: Ontology, *, extra: Iterable[Path] = (), folder: Path | None = None) -> NameList:
    """The program's own name lists and the user's.

    Args:
        ontology: Gives the closed list of classes.
        extra: Lists of the user, in rising order of precedence.
        folder: The `ontology` folder to read from; the program's own by default.

    Raises:
        NamesError: naming file and line of the first row that breaks the format.
    """
    root = folder or data_folder("ontology")
    entries = dict(_own_entries(root, ontology.entity_classes()))
    for path in extra:
        entries |= {e.id: e for e in read(path, ontology.entity_classes())}
    words = root / "words"
    return NameList(
        entries=MappingProxyType(entries),
        common_words=frozenset(
            w.lower() for n in ("common-words.txt", "common-german.txt") for w in words_of(words / n)
        ),
        demonyms=_pairs(words / "demonyms.tsv"),
        party_words=_pairs(words / "party-words.tsv"),
        welded_offices=words_of(words / "welded-offices.txt"),
        class_nouns=_pairs(words / "class-nouns.tsv"),
        roles=_pairs(words / "roles.tsv"),
        german_words=frozenset(w.lower() for w in words_of(words / "common-german.txt")),
        female_roles={r: f for r, f in _pairs(words / "roles.tsv", column=3).items() if f},
        countries=_pairs(words / "countries.tsv"),
        jargon=words_of(words / "jargon.txt"),
    )


@cache
def _own_entries(root: Path, classes: tuple[str, ...]) -> tuple[tuple[str, NameEntry], ...]:
    found: dict[str, NameEntry] = {}
    for path in sorted((root / "names").glob("*.tsv")):
        for entry in read(path, classes):
            found.setdefault(entry.id, entry)
    return tuple(found.items())


def read(path: Path, classes: Iterable[str]) -> Iterator[NameEntry]:
    """The entries of one list.

    Raises:
        NamesError: if the file cannot be read, the header is another, a row has too few or too many columns, a class is
            unknown, or a row has no name.
    """
    allowed = frozenset(classes)
    for number, cells in rows(path, COLUMNS):
        yield _entry(path, number, cells, allowed)


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row of a tab-separated table, without blank lines and comments.

    Raises:
        NamesError: if the file cannot be read, the header is another, or a row has too few or too many columns.
    """
    lines = iter(enumerate(_lines(path), start=1))
    _, header = next(lines, (1, ""))
    if tuple(header.split("\t")) != tuple(columns):
        raise NamesError(path, f"the first line is not the header {' '.join(columns)} (separated by tabs)", line=1)
    for number, line in lines:
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) != len(columns):
                raise NamesError(path, f"{len(cells)} columns, not {len(columns)} (tabs separate them)", line=number)
            yield number, cells


def made_of_rows(path: Path, columns: Sequence[str], make: Callable[[Sequence[str]], Made]) -> Iterator[Made]:
    """What each row of a tab-separated table makes, in order.

    Args:
        path: The table.
        columns: Its columns.
        make: Makes a thing of the cells of a row.

    Raises:
        NamesError: as `rows` does.
        DataError: naming the line of which nothing can be made: a ValueError, KeyError or IndexError of `make`.
    """
    for number, cells in rows(path, columns):
        try:
            yield make(cells)
        except (ValueError, KeyError, IndexError) as error:
            raise DataError(path, f"cannot be read: {error}", line=number) from error


def _entry(path: Path, number: int, cells: list[str], allowed: frozenset[str]) -> NameEntry:
    name, class_, aliases, also, country, homepage, ticker, role, organisation, source = cells
    if not name:
        raise NamesError(path, "a row without a name", line=number)
    if class_ not in allowed:
        raise NamesError(path, f"unknown class {class_!r}; it is one of {', '.join(sorted(allowed))}", line=number)
    person = class_ == "Person"
    return NameEntry(
        id=kebab(name),
        name=name,
        class_=class_,
        aliases=_split(aliases),
        also_named=_split(also),
        country=country or None,
        homepage=homepage.removeprefix("www.") or None,
        ticker=ticker or None,
        offices=tuple(_offices(role, organisation)) if person else (),
        parent=None if person else organisation or None,
        source=source,
    )


def _offices(roles: str, organisations: str) -> Iterator[Office]:
    organisation_names = organisations.split("|")
    for position, role in enumerate(_split(roles)):
        organisation = organisation_names[position].strip() if position < len(organisation_names) else ""
        yield Office(
            role=re.sub(r"\s*\(ex\)$", "", role),
            organisation=re.sub(r"\s*\(ex\)$", "", organisation),
            former=role.endswith("(ex)") or organisation.endswith("(ex)"),
        )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))


def words_of(path: Path) -> frozenset[str]:
    """The words of a file with one on each line, without blank lines and comments.

    Raises:
        NamesError: if the file cannot be read.
    """
    return frozenset(line.strip() for line in _lines(path) if line.strip() and not line.startswith("#"))


def _pairs(path: Path, *, column: int = 1) -> Mapping[str, str]:
    rows = [line.split("\t") for line in _lines(path)[1:] if line.strip()]
    for number, row in enumerate(rows, start=2):
        if len(row) < 2:
            raise NamesError(path, "a row needs a word and what it stands for, separated by a tab", line=number)
    return MappingProxyType({row[0].strip(): row[column].strip() for row in rows if len(row) > column})


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError as error:
        raise NamesError(path, "there is no such file") from error
    except UnicodeDecodeError as error:
        raise NamesError(path, f"not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error
