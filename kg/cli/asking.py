"""Commands that ask a store: query, queries, show, path, serve."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from kg.cli import options as o
from kg.cli.tables import TableFormat
from kg.errors import QueryError

_AnswerFormat = Annotated[TableFormat, typer.Option("--format", "-f", help="How to print the answer.")]


def query(
    name: Annotated[str | None, typer.Argument(help="A question of the library (kg queries).")] = None,
    cypher: Annotated[str | None, typer.Option("--cypher", "-c", help="Cypher of your own; - reads it.")] = None,
    parameter: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="A parameter, name=value; may be repeated.")
    ] = None,
    format: _AnswerFormat = TableFormat.TABLE,
    html: Annotated[
        Path | None, typer.Option("--html", help="Also write a page with the claims that the rows name.")
    ] = None,
    store: o.Store = None,
) -> None:
    """Ask a question of the library, or your own in Cypher. Reading only.

    Examples:
        kg query investments -p currency=USD

        kg query dossier -p entity=nvidia --format jsonl

        kg query -c "MATCH (e:Entity) RETURN e.type AS class, count(*) AS n ORDER BY n DESC"
    """
    from kg import settings
    from kg.cli import tables
    from kg.store import open_store

    if (name is None) == (cypher is None):
        raise QueryError("give the name of a question (kg queries lists them) or Cypher with -c, one of the two")
    given = dict(_pair(p) for p in parameter or ())
    with open_store(settings.load(store=store).store, read_only=True) as opened:
        if name is not None:
            from kg.queries import load_library

            question = load_library().get(name)
            table = opened.query(question.cypher, question.values(given))
        else:
            text = sys.stdin.read() if cypher == "-" else cypher
            table = opened.query(text or "", {k: _literal(v) for k, v in given.items()})
        tables.show(table, format)
        if html is not None:
            from kg.cli.exporting import page_of_rows

            page_of_rows(opened, table, html)


def queries(
    name: Annotated[str | None, typer.Argument(help="One question, in full.")] = None,
    format: _AnswerFormat = TableFormat.TABLE,
) -> None:
    """List the questions that can be asked, or show one with its parameters and its Cypher.

    Examples:
        kg queries

        kg queries circular-financing
    """
    from kg.cli import tables
    from kg.queries import load_library
    from kg.store import Table

    library = load_library()
    if name is None:
        rows = tuple((q.theme, q.name, q.question_en, ", ".join(p.signature() for p in q.parameters)) for q in library)
        tables.show(Table(("theme", "name", "question", "parameters"), rows), format)
        return
    question = library.get(name)
    lines = [question.question_en, question.question_de, f"row: {question.row}"]
    lines += [f"-p {p.signature()}: {p.meaning}" for p in question.parameters]
    typer.echo("\n".join([*lines, "", question.cypher.strip()]))


def show(
    name: Annotated[str, typer.Argument(help="An entity (name, alias or id) or a claim's id.")],
    why: Annotated[
        bool, typer.Option("--why", help="Also which frame made each claim, and why the names were taken for it.")
    ] = False,
    claims: Annotated[Path, typer.Option("--claims", help="Folder of claims files, for the reasons of names.")] = Path(
        "kg-out"
    ),
    limit: Annotated[int, typer.Option("--limit", "-n", help="Claims at most.", min=1)] = 50,
    store: o.Store = None,
) -> None:
    """Who is this: class, other names, and every claim with its quote, time and source.

    Examples:
        kg show Nvidia

        kg show "Ada Blum" --why
    """
    from kg import settings
    from kg.cli.dossiers import claim_text, dossier
    from kg.store import open_store

    with open_store(settings.load(store=store).store, read_only=True) as opened:
        found = claim_text(opened, name, why=why)
        typer.echo(found if found is not None else dossier(opened, name, why=why, limit=limit))
        if why and found is None and claims.is_dir():
            from kg.claims import files
            from kg.cli.reasons import reasons_for
            from kg.store.reading import entity_called

            entity = entity_called(opened, name).entity
            lines = reasons_for(entity.id, (files.read(p) for p in sorted(claims.glob("*.json"))))
            typer.echo("\n".join(["", f"taken for {entity.name}:", *lines]))


def path(
    start: Annotated[str, typer.Argument(help="An entity.", metavar="A")],
    end: Annotated[str, typer.Argument(help="Another entity.", metavar="B")],
    store: o.Store = None,
) -> None:
    """How two entities hang together, with the evidence at each step.

    Example:
        kg path "Larry Ellison" OpenAI
    """
    from kg import settings
    from kg.cli.dossiers import connection
    from kg.store import open_store

    with open_store(settings.load(store=store).store, read_only=True) as opened:
        typer.echo(connection(opened, start, end))


def rank(
    limit: Annotated[int, typer.Option("--limit", "-n", help="Entities at most.", min=1)] = 25,
    document: Annotated[list[str] | None, typer.Option("--document", help="Only this document; repeatable.")] = None,
    format: _AnswerFormat = TableFormat.TABLE,
    store: o.Store = None,
) -> None:
    """Who matters: neighbours, closeness, betweenness and community of each entity.

    Examples:
        kg rank

        kg rank --document episode-12 -n 10 --format csv
    """
    from kg import settings
    from kg.cli import tables
    from kg.export.ranking import ranked
    from kg.export.selection import Selection, select
    from kg.store import Table, open_store

    with open_store(settings.load(store=store).store, read_only=True) as opened:
        found = ranked(select(opened, Selection(documents=tuple(document or ()))))
    rows = tuple(
        (r.name, r.class_, r.neighbours, round(r.closeness, 4), round(r.betweenness, 4), r.community)
        for r in found[:limit]
    )
    tables.show(Table(("name", "class", "neighbours", "closeness", "betweenness", "community"), rows), format)


def serve(
    port: Annotated[int, typer.Option("--port", help="Port on this machine; 0 takes a free one.", min=0)] = 7687,
    write: Annotated[bool, typer.Option("--write", help="Let clients write too.")] = False,
    store: o.Store = None,
) -> None:
    """Open the embedded store over Bolt on this machine, for Neo4j Browser, drivers, notebooks and BI tools.

    Reading only unless asked otherwise; the password is new each time. Ctrl-C ends it.

    Examples:
        kg serve

        kg serve --store kg.db --port 0
    """
    import threading

    from kg import settings
    from kg.store.serve import serve as open_server

    address = settings.load(store=store).store
    with open_server(Path(address), port=port, read_only=not write) as served:
        typer.echo(f"{served.url}  user {served.user}  password {served.password}  database {served.database}")
        typer.echo("reading only; " * served.read_only + "Ctrl-C ends it", err=True)
        threading.Event().wait()


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise QueryError(f"parameter {text!r} is not name=value")
    return name, value


def _literal(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A parameter of free Cypher: JSON where it is JSON, else the text itself."""
    import json

    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return text
