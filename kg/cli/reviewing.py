"""`kg review`: names that a human should look at, and the decisions about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.tables import TableFormat
from kg.errors import SettingsError

if TYPE_CHECKING:
    from kg.entities import Decision
    from kg.model import Extraction, Resolution

_CONTEXT = 60
_DEFAULT_FILE = Path("curation.toml")


def review(
    claims: Annotated[
        list[Path] | None,
        typer.Argument(help="Claims files or folders of them; `kg-out` by default.", metavar="CLAIMS…"),
    ] = None,
    alias: Annotated[
        list[str] | None, typer.Option("--alias", help="This is how they write it here: WRITTEN=NAME.")
    ] = None,
    same: Annotated[list[str] | None, typer.Option("--same", help="Two names, one entity: NAME=NAME.")] = None,
    not_same: Annotated[
        list[str] | None, typer.Option("--not-same", help="Written like the second, but another: WRITTEN=NAME.")
    ] = None,
    reject: Annotated[list[str] | None, typer.Option("--reject", help="No name at all: WRITTEN.")] = None,
    retype: Annotated[list[str] | None, typer.Option("--retype", help="Of another class: NAME=Class.")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take these decisions back instead.")] = False,
    curation: Annotated[
        Path | None, typer.Option("--curation", help="The file of decisions; `curation.toml` by default.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Pronouns and descriptions too, not names alone.")] = False,
    limit: Annotated[int, typer.Option("--limit", "-n", help="Names at most.", min=1)] = 40,
    format: Annotated[TableFormat, typer.Option("--format", "-f", help="How to print the list.")] = TableFormat.TABLE,
) -> None:
    """List doubtful names with their context, or write decisions about them; the next run honours them.

    Examples:
        kg review kg-out

        kg review --alias "Kor Wief=CoreWeave" --reject Relations

        kg review --same "Nordwind=Nordwind AG" --undo
    """
    from kg import settings
    from kg.cli import tables
    from kg.store import Table

    file = curation or settings.load().curation or _DEFAULT_FILE
    decisions = list(_decisions(alias or (), same or (), not_same or (), reject or (), retype or ()))
    if decisions:
        _write(file, decisions, undo=undo)
        return
    rows = _doubtful(_extractions(claims or [Path("kg-out")]), everything=everything)
    columns = ("written", "times", "taken for", "score", "others", "documents", "context")
    tables.show(Table(columns, tuple(rows[:limit])), format)
    if len(rows) > limit:
        typer.echo(f"{len(rows) - limit} more (--limit)", err=True)


def _decisions(
    alias: Iterable[str], same: Iterable[str], not_same: Iterable[str], reject: Iterable[str], retype: Iterable[str]
) -> Iterator[Decision]:
    from kg.entities import Alias, NotSameAs, Reject, Retype, SameAs

    for text in alias:
        written, name = _pair(text, "--alias")
        yield Alias(name=name, alias=written)
    for text in same:
        yield SameAs(names=_pair(text, "--same"))
    for text in not_same:
        left, right = _pair(text, "--not-same")
        yield NotSameAs(left=left, right=right)
    for text in reject:
        yield Reject(name=text)
    for text in retype:
        name, class_ = _pair(text, "--retype")
        yield Retype(name=name, class_=_class(class_))


def _pair(text: str, option: str) -> tuple[str, str]:
    left, equals, right = (part.strip() for part in text.partition("="))
    if not (left and equals and right):
        raise SettingsError(f"{option} {text!r}: write two names with = between them")
    return left, right


def _class(name: str) -> str:
    from kg import ontology

    classes = ontology.load().entity_classes()
    if name not in classes:
        raise SettingsError(f"--retype: there is no class {name!r}; there are {', '.join(classes)}")
    return name


def _write(file: Path, decisions: Iterable[Decision], *, undo: bool) -> None:
    from kg.entities import Curation, read_curation, write_curation

    known = read_curation(file) if file.is_file() else Curation()
    for decision in decisions:
        known = known.without(decision) if undo else known.with_decision(decision)
    write_curation(file, known)
    hint = "" if file == _DEFAULT_FILE else f" (--curation {file})"
    typer.echo(f"{file}: {len(known.decisions)} decisions; build again to honour them{hint}", err=True)


def _extractions(places: Iterable[Path]) -> Iterator[Extraction]:
    from kg.claims import files

    for place in places:
        if not place.exists():
            raise SettingsError(f"there is no {place}; name the claims files that kg build or kg extract wrote")
        for path in sorted(place.glob("*.json")) if place.is_dir() else [place]:
            yield files.read(path)


def _doubtful(extractions: Iterable[Extraction], *, everything: bool) -> list[tuple[object, ...]]:
    from kg.model import MentionKind

    found: dict[str, list[tuple[Extraction, Resolution]]] = defaultdict(list)
    for extraction in extractions:
        for resolution in extraction.resolutions:
            if resolution.doubtful and (everything or resolution.mention.kind is MentionKind.NAME):
                found[resolution.mention.surface].append((extraction, resolution))
    rows = []
    for surface, places in found.items():
        extraction, first = places[0]
        text = extraction.document.text
        start, end = first.mention.start, first.mention.end
        context = f"…{text[max(0, start - _CONTEXT) : start]}[{surface}]{text[end : end + _CONTEXT]}…"
        others = ", ".join(f"{c.entity_id} {c.score:.2f}" for c in first.others[:3])
        documents = ", ".join(sorted({e.document.id for e, _ in places}))
        rows.append((surface, len(places), first.entity_id, round(first.score, 2), others, documents, context))
    return sorted(rows, key=lambda row: (-int(str(row[1])), str(row[0])))
