"""What is wrong with name lists: rows twice, names that two entries bear, everyday words that nobody marked.

python -m kg.names.lint [LIST.tsv …]
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import kg.ontology
from kg.names.lists import NameEntry, read
from kg.paths import data_folder

_EVERYDAY = 4.2
"""Zipf frequency (wordfreq, German) from which a name of one word must be marked as everyday or as a name only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        rule: ``duplicate``, ``clash``, ``everyday`` or ``form``.
        where: File names, sorted.
        message: What is wrong and what helps.
    """

    rule: str
    where: tuple[str, ...]
    message: str

    def __str__(self) -> str:
        return f"{', '.join(self.where)}: {self.rule}: {self.message}"


def lint(paths: Iterable[Path], *, words: Path | None = None) -> tuple[Finding, ...]:
    """All findings in name lists, in the order of their messages.

    Args:
        paths: The lists.
        words: The folder with `common-*.txt` and `shared-names.txt`; the program's own by default.

    Raises:
        NamesError: if a list breaks the format.
    """
    folder = words or data_folder("ontology") / "words"
    classes = kg.ontology.load().entity_classes()
    rows = [(path.name, entry) for path in paths for entry in read(path, classes)]
    everyday = frozenset(w for p in sorted(folder.glob("common-*.txt")) for w in _lines(p))
    shared = frozenset(_key(w) for w in _lines(folder / "shared-names.txt"))
    found = [*_duplicates(rows), *_clashes(rows, shared), *_everyday(rows, everyday, shared), *_forms(rows)]
    return tuple(sorted(found, key=lambda f: (f.rule, f.message)))


def _lines(path: Path) -> list[str]:
    return [w.strip() for w in path.read_text(encoding="utf-8").splitlines() if w.strip()] if path.exists() else []


def _key(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(re.findall(r"[^\W_]+|\+", plain))


def _duplicates(rows: Sequence[tuple[str, NameEntry]]) -> Iterator[Finding]:
    by_id: dict[str, list[tuple[str, NameEntry]]] = defaultdict(list)
    for file, entry in rows:
        by_id[entry.id].append((file, entry))
    for identity, group in by_id.items():
        if len(group) > 1:
            names = " and ".join(f"{e.name!r} ({e.class_})" for _, e in group)
            yield Finding(
                rule="duplicate",
                where=tuple(sorted({f for f, _ in group})),
                message=f"{names} have the same id {identity}; keep one row or give one a longer name",
            )


def _clashes(rows: Sequence[tuple[str, NameEntry]], shared: frozenset[str]) -> Iterator[Finding]:
    bearers: dict[str, dict[str, tuple[str, NameEntry]]] = defaultdict(dict)
    for file, entry in rows:
        for form in entry.forms():
            bearers[_key(form)].setdefault(entry.id, (file, entry))
    for key, group in bearers.items():
        if len(group) > 1 and key not in shared:
            names = " and ".join(sorted(f"{e.name!r} ({e.class_})" for _, e in group.values()))
            yield Finding(
                rule="clash",
                where=tuple(sorted({f for f, _ in group.values()})),
                message=f"{names} are both called {key!r}; drop one alias, or write it into words/shared-names.txt",
            )


def _everyday(
    rows: Sequence[tuple[str, NameEntry]], everyday: frozenset[str], shared: frozenset[str]
) -> Iterator[Finding]:
    from wordfreq import zipf_frequency

    for file, entry in rows:
        if entry.class_ == "Place":
            continue
        for form in entry.forms():
            word = form.casefold()
            # What is not written like a German noun or verb shows by its capitals that it is a name.
            plain = form.isalpha() and (form.istitle() or form.islower())
            if plain and word not in everyday and _key(form) not in shared and zipf_frequency(word, "de") >= _EVERYDAY:
                yield Finding(
                    rule="everyday",
                    where=(file,),
                    message=f"{form!r} ({entry.name}) is an everyday word; write it into words/common-german.txt, or "
                    "into words/shared-names.txt if it is usual as a name only",
                )


def _forms(rows: Sequence[tuple[str, NameEntry]]) -> Iterator[Finding]:
    for file, entry in rows:
        for form in entry.forms():
            if form != " ".join(form.split()) or not _key(form):
                yield Finding(
                    rule="form", where=(file,), message=f"{form!r} ({entry.name}) is no name: mind the blanks"
                )
        if entry.homepage and not re.fullmatch(r"(?:https?://)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/\S*)?", entry.homepage):
            yield Finding(rule="form", where=(file,), message=f"{entry.homepage!r} ({entry.name}) is no web address")


def main(paths: Sequence[str]) -> int:
    """Print the findings; 1 if there are any."""
    own = sorted((data_folder("ontology") / "names").glob("*.tsv"))
    findings = lint([*own, *map(Path, paths)])
    for finding in findings:
        sys.stdout.write(f"{finding}\n")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
