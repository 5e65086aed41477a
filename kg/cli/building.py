"""Commands that put documents into a store: build, extract, load, delete."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import DONE, SOME_FAILED
from kg.cli import options as o
from kg.cli.reporting import Reporter
from kg.errors import InputError, KgError, SettingsError
from kg.model import Document, Entity, Extraction

if TYPE_CHECKING:
    from kg.pipeline import Pipeline
    from kg.settings import Settings
    from kg.store import Store

_DOUBTFUL_SHOWN = 8


def build(
    inputs: o.Inputs,
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for claims, page and RDF.")] = Path("kg-out"),
    store: o.Store = None,
    format: o.Format = None,
    names: o.Names = None,
    pipeline: o.PipelineName = None,
    threads: o.Threads = None,
    curation: o.CurationFile = None,
    advertisements: o.Advertisements = None,
    confidence: o.Confidence = None,
    llm: o.Llm = None,
    yes: o.Yes = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    json: o.JsonLogs = False,
) -> None:
    """Read documents, extract their claims, store them, and write a page and RDF beside it.

    The same input twice gives the same store; a changed document replaces itself.

    Examples:
        kg build episode-12.txt

        kg build transcripts/ newsletter.txt --store kg.db --out graph

        kg build *.srt --store bolt://localhost:7687 --names my-names.tsv
    """
    from kg.claims import files
    from kg.store import open_store
    from kg.store.reading import known_entities

    settings = _settings(store, names, pipeline, threads, curation, advertisements, confidence, llm)
    reporter = Reporter(quiet=quiet, verbose=verbose, as_json=json)
    documents = _documents(inputs, format, reporter)
    _agree_to_ask(settings, documents, reporter, yes=yes)
    with open_store(settings.store) as opened:
        way = _way(settings, reporter, known_entities(opened, besides=[d.id for d in documents]))
        done: list[Extraction] = []
        for extraction in _extractions(way, documents, reporter):
            files.write(extraction, out)
            report = opened.load(extraction)
            reporter.detail(f"{report.document_id}: {report.outcome.value}", document=report.document_id)
            done.append(extraction)
        if done:
            with reporter.work("writing"):
                _write_exports(opened, done, out)
    _summary(way, done, reporter, verbose=verbose)
    if done:
        written = f"page {out / 'graph.html'}, RDF {out / 'graph.trig'}, claims {out}/*.json"
        reporter.say(f"store {settings.store}, {written}")
    raise typer.Exit(SOME_FAILED if reporter.failures else DONE)


def extract(
    inputs: o.Inputs,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Folder for one JSON file a document; without it JSON lines.")
    ] = None,
    format: o.Format = None,
    names: o.Names = None,
    pipeline: o.PipelineName = None,
    threads: o.Threads = None,
    curation: o.CurationFile = None,
    advertisements: o.Advertisements = None,
    confidence: o.Confidence = None,
    llm: o.Llm = None,
    yes: o.Yes = False,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    json: o.JsonLogs = False,
) -> None:
    """Extract claims as JSON, one file a document, or one line a document on standard output.

    Examples:
        kg extract episode-12.txt -o claims

        kg extract - < episode-12.txt | jq '.claims[].quote'
    """
    from kg.claims import files

    settings = _settings(None, names, pipeline, threads, curation, advertisements, confidence, llm)
    reporter = Reporter(quiet=quiet, verbose=verbose, as_json=json)
    documents = _documents(inputs, format, reporter)
    _agree_to_ask(settings, documents, reporter, yes=yes)
    way = _way(settings, reporter, ())
    done: list[Extraction] = []
    for extraction in _extractions(way, documents, reporter):
        if out is None:
            sys.stdout.write(files.dumps(extraction, indent=None) + "\n")
        else:
            files.write(extraction, out)
        done.append(extraction)
    _summary(way, done, reporter, verbose=verbose)
    raise typer.Exit(SOME_FAILED if reporter.failures else DONE)


def load(
    claims: Annotated[list[Path], typer.Argument(help="Claims files (JSON), or folders of them.", metavar="CLAIMS…")],
    store: o.Store = None,
    quiet: o.Quiet = False,
    verbose: o.Verbose = False,
    json: o.JsonLogs = False,
) -> None:
    """Load claims files into a store, each document in one transaction.

    Examples:
        kg load claims/*.json

        kg load claims --store neo4j://localhost:7687
    """
    from kg import settings as settings_
    from kg.claims import files
    from kg.store import open_store

    reporter = Reporter(quiet=quiet, verbose=verbose, as_json=json)
    address = settings_.load(store=store).store
    outcomes: Counter[str] = Counter()
    paths = [p for given in claims for p in (sorted(given.glob("*.json")) if given.is_dir() else [given])]
    with open_store(address) as opened, reporter.work("loading", len(paths)) as work:
        for path in paths:
            work.begin(path.name, 1)
            try:
                report = opened.load(files.read(path))
            except KgError as error:
                reporter.fail(error)
            else:
                outcomes[report.outcome.value] += 1
                reporter.detail(f"{report.document_id}: {report.outcome.value}, {report.claims} claims")
            work.end()
    told = ", ".join(f"{number} {outcome}" for outcome, number in sorted(outcomes.items())) or "nothing"
    reporter.say(f"{address}: {told}", **outcomes)
    raise typer.Exit(SOME_FAILED if reporter.failures else DONE)


def delete(
    documents: Annotated[list[str], typer.Argument(help="Ids of documents.", metavar="DOCUMENT…")],
    store: o.Store = None,
    quiet: o.Quiet = False,
) -> None:
    """Take documents out of a store, with everything that only they vouch for.

    Example:
        kg delete episode-12
    """
    from kg import settings as settings_
    from kg.store import open_store

    reporter = Reporter(quiet=quiet)
    with open_store(settings_.load(store=store).store) as opened:
        for document in documents:
            if opened.delete(document):
                reporter.say(f"{document}: deleted")
            else:
                known = ", ".join(d.id for d in opened.documents()[:10]) or "no documents"
                reporter.fail(KgError(f"no document {document!r} in {opened.address}; there are {known}"))
    raise typer.Exit(SOME_FAILED if reporter.failures else DONE)


def _settings(
    store: str | None,
    names: list[Path] | None,
    pipeline: str | None,
    threads: int | None,
    curation: Path | None,
    advertisements: bool | None,
    confidence: float | None,
    llm: bool | None,
) -> Settings:
    from kg import settings

    return settings.load(
        store=store,
        names=tuple(names or ()),
        pipeline=pipeline,
        threads=threads,
        curation=curation,
        advertisements=advertisements,
        confidence=confidence,
        llm=llm,
    )


def _way(settings: Settings, reporter: Reporter, known: Iterable[Entity]) -> Pipeline:
    from kg.pipeline import Pipeline

    reporter.detail("loading the language pipeline and the name lists")
    return Pipeline.load(settings, known=known)


def _documents(inputs: Iterable[str], format: str | None, reporter: Reporter) -> list[Document]:
    """What can be read; what cannot is reported, and the rest goes on."""
    from kg.documents import read_documents

    documents = []
    for found in read_documents(inputs, format=format):
        if isinstance(found, InputError):
            reporter.fail(found)
        else:
            documents.append(_in_its_language(found, reporter))
    return documents


def _in_its_language(document: Document, reporter: Reporter) -> Document:
    """The document with the language that its text is in; what cannot be read well is told."""
    from kg.language import caution, identify

    code = identify(document.text)
    warning = caution(code)
    if warning is not None:
        reporter.warn(f"{document.id}: {warning}", document=document.id)
    return replace(document, language=code or document.language)


def _agree_to_ask(settings: Settings, documents: Sequence[Document], reporter: Reporter, *, yes: bool) -> None:
    """Say what asking a language model will take, and have the user agree."""
    if not settings.llm:
        return
    from kg import ontology
    from kg.relations.llm import Prices, estimate

    prices = None
    if settings.llm_input_price is not None and settings.llm_output_price is not None:
        prices = Prices(input=settings.llm_input_price, output=settings.llm_output_price)
    told = estimate([d.text for d in documents], ontology.load(), prices)
    cost = "no prices are set" if told.cost is None else f"about {told.cost:.2f} at the prices set"
    what = (
        f"{settings.llm_model} at {settings.llm_url}: about {told.requests} questions, "
        f"{told.input_tokens} tokens in, {told.output_tokens} out; {cost}"
    )
    if yes:
        reporter.say(what, requests=told.requests, cost=told.cost)
        return
    typer.echo(what, err=True)
    if not sys.stdin.isatty():
        raise SettingsError("asking a language model may cost money: add --yes to go on without being asked")
    typer.confirm("Ask?", err=True, abort=True)


def _extractions(way: Pipeline, documents: Sequence[Document], reporter: Reporter) -> Iterator[Extraction]:
    with reporter.work("reading", len(documents)) as work:
        for document in documents:
            work.begin(document.id, len(document.text))
            yield way.extract(document, progress=work.stage)
            work.end()


def _write_exports(store: Store, done: Iterable[Extraction], out: Path) -> None:
    from kg.export import html
    from kg.export.rdf import writing as rdf
    from kg.export.selection import Selection, select

    graph = select(store, Selection(documents=tuple(e.document.id for e in done)))
    html.write(graph, out / "graph.html")
    rdf.write(graph, out / "graph.trig")
    rdf.write(graph, out / "graph.ttl")


def _summary(way: Pipeline, done: Iterable[Extraction], reporter: Reporter, *, verbose: bool) -> None:
    extractions = list(done)
    claims = [c for e in extractions for c in e.claims]
    modalities = Counter(c.modality.value for c in claims)
    refusals = Counter(r.reason for e in extractions for r in e.refusals)
    entities = {entity.id for e in extractions for entity in e.entities}
    doubtful = [(e.document.id, r) for e in extractions for r in e.resolutions if r.doubtful]
    told = ", ".join(f"{n} {m}" for m, n in modalities.most_common())
    reporter.say(
        f"{len(extractions)} documents, {len(entities)} entities, {len(claims)} claims{f' ({told})' if told else ''}",
        documents=len(extractions),
        entities=len(entities),
        claims=len(claims),
        modalities=dict(modalities),
    )
    if refusals:
        told = "; ".join(f"{n}× {reason}" for reason, n in refusals.most_common(None if verbose else 3))
        reporter.say(f"refused {sum(refusals.values())}: {told}", refusals=dict(refusals))
    if doubtful:
        surfaces = list(dict.fromkeys(r.mention.surface for _, r in doubtful))
        shown = ", ".join(surfaces[: None if verbose else _DOUBTFUL_SHOWN])
        more = "" if len(surfaces) <= _DOUBTFUL_SHOWN or verbose else " …"
        reporter.say(f"{len(surfaces)} doubtful names: {shown}{more} (kg review)", doubtful=len(surfaces))
    seconds = way.timings.seconds
    reporter.detail("seconds: " + ", ".join(f"{s} {t:.2f}" for s, t in seconds.items()), seconds=seconds)
