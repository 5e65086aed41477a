"""Commands that write the graph for others: export, validate."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import DONE, SOME_FAILED
from kg.cli import options as o
from kg.errors import SettingsError

if TYPE_CHECKING:
    from kg.export.claimgraph import ClaimGraph
    from kg.store import Store, Table


class ExportFormat(StrEnum):
    """What an export can be."""

    HTML = "html"
    TURTLE = "turtle"
    TRIG = "trig"
    NQUADS = "nquads"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"
    JSONL = "jsonl"
    MARKDOWN = "markdown"
    CYPHER = "cypher"
    NEO4J_ADMIN = "neo4j-admin"


_RDF = {ExportFormat.TURTLE, ExportFormat.TRIG, ExportFormat.NQUADS, ExportFormat.NTRIPLES, ExportFormat.JSONLD}
_GRAPHS = {ExportFormat.GRAPHML, ExportFormat.GEXF}


def export(
    format: Annotated[ExportFormat, typer.Argument(help="What to write.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The file; without it, standard output (not for html).")
    ] = None,
    document: Annotated[list[str] | None, typer.Option("--document", help="Only this document; repeatable.")] = None,
    around: Annotated[str | None, typer.Option("--around", help="Only what lies around this entity.")] = None,
    hops: Annotated[int, typer.Option("--hops", help="How far around.", min=1)] = 1,
    since: Annotated[str | None, typer.Option("--since", help="Only documents of this date or later.")] = None,
    predicate: Annotated[
        list[str] | None, typer.Option("--predicate", help="Only claims with this predicate; repeatable.")
    ] = None,
    modality: Annotated[
        list[str] | None, typer.Option("--modality", help="Only claims told so (asserted, reported …); repeatable.")
    ] = None,
    confidence: Annotated[float, typer.Option("--confidence", help="At least.", min=0.0, max=1.0)] = 0.0,
    table: Annotated[str, typer.Option("--table", help="For csv, jsonl, markdown: claims or entities.")] = "claims",
    language: Annotated[str, typer.Option("--language", help="For html: de or en.")] = "de",
    title: Annotated[str, typer.Option("--title", help="For html: the heading.")] = "",
    store: o.Store = None,
) -> None:
    """Write the graph, or a part of it: an offline page, RDF, graph files for Gephi and others, tables.

    Examples:
        kg export html -o power.html --around "Peter Thiel" --hops 2

        kg export trig -o claims.trig

        kg export csv --predicate donatedTo > donations.csv

        kg export gexf -o graph.gexf --since 2026-01

        kg export cypher > graph.cypher        # rebuilds the whole graph on any Neo4j 5

        kg export neo4j-admin -o import/       # CSV for neo4j-admin database import
    """
    from kg import settings
    from kg.export.selection import Selection, select
    from kg.store import open_store

    selection = Selection(
        documents=tuple(document or ()),
        around=around,
        hops=hops,
        since=since,
        predicates=tuple(predicate or ()),
        modalities=tuple(modality or ()),
        min_confidence=confidence,
    )
    if format in {ExportFormat.HTML, ExportFormat.NEO4J_ADMIN} and out is None:
        raise SettingsError(f"{format.value} needs a place: name it with -o")
    if format in {ExportFormat.CYPHER, ExportFormat.NEO4J_ADMIN}:
        if selection != Selection():
            raise SettingsError(f"{format.value} is the whole graph; leave the filters out")
        with open_store(settings.load(store=store).store, read_only=True) as opened:
            _whole(opened, format, out)
        return
    with open_store(settings.load(store=store).store, read_only=True) as opened:
        graph = select(opened, selection)
    if format is ExportFormat.HTML:
        from kg.export import html

        assert out is not None
        html.write(graph, out, title=title, language=language)
        return
    text = _text(graph, format, table)
    if out is None:
        sys.stdout.write(text)
    else:
        from kg.export.files import write_whole

        write_whole(out, text)


def _whole(store: Store, format: ExportFormat, out: Path | None) -> None:
    if format is ExportFormat.NEO4J_ADMIN:
        from kg.store.admin_csv import import_arguments, write_admin_csv

        assert out is not None
        written = write_admin_csv(store, out)
        typer.echo(f"neo4j-admin database import full neo4j {' '.join(import_arguments(written))}")
        return
    from kg.export.files import write_whole
    from kg.store.cypher_script import cypher_script

    lines = (f"{line}\n" for line in cypher_script(store))
    if out is None:
        sys.stdout.writelines(lines)
    else:
        write_whole(out, "".join(lines))


def validate(
    file: Annotated[Path | None, typer.Argument(help="An RDF file; without it the store is checked.")] = None,
    store: o.Store = None,
    document: Annotated[list[str] | None, typer.Option("--document", help="Only this document; repeatable.")] = None,
) -> None:
    """Check RDF against the SHACL shapes of the ontology; exit code 1 where a shape is broken.

    Examples:
        kg validate kg-out/graph.trig

        kg validate --document episode-12
    """
    from kg import settings
    from kg.export.rdf.validation import validate as check
    from kg.export.selection import Selection, select
    from kg.store import open_store

    if file is not None:
        report = check(file)
    else:
        with open_store(settings.load(store=store).store, read_only=True) as opened:
            report = check(select(opened, Selection(documents=tuple(document or ()))))
    for finding in report.findings:
        typer.echo(str(finding))
    typer.echo(f"{report.claims} claims, " + ("no shape is broken" if report.conforms else "shapes are broken"))
    raise typer.Exit(DONE if report.conforms else SOME_FAILED)


def page_of_rows(store: Store, table: Table, path: Path) -> None:
    """A page with the claims that the rows name by id, and those between the entities that they name."""
    from kg.export import html
    from kg.export.selection import select

    html.write(_named(select(store), {str(v).lower() for row in table for v in _flat(row)}), path)


def _named(graph: ClaimGraph, values: set[str]) -> ClaimGraph:
    from dataclasses import replace

    named = {e.id for e in graph.entities if e.id in values or e.name.lower() in values}
    claims = [c for c in graph.claims if c.id in values]
    if not claims:
        claims = [c for c in graph.claims if c.subject in named and (c.object is None or c.object in named)]
    kept = {e for c in claims for e in c.entities} | named
    return replace(graph, claims=tuple(claims), entities=tuple(e for e in graph.entities if e.id in kept))


def _flat(values: object) -> list[object]:
    if isinstance(values, list | tuple):
        return [v for value in values for v in _flat(value)]
    return [] if values is None or isinstance(values, dict) else [values]


def _text(graph: ClaimGraph, format: ExportFormat, table: str) -> str:
    if format in _RDF:
        from kg.export.rdf import writing

        return writing.dumps(graph, format.value)
    if format in _GRAPHS:
        from kg.export import graph as graphs

        return graphs.dumps(graph, format.value)
    from kg.export import tables

    return tables.dumps(graph, table, format.value)
