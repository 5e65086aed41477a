"""Commands that look after quality: evaluate, review, train, info."""

from __future__ import annotations

import json as json_
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import options as o
from kg.cli.reporting import Reporter
from kg.cli.tables import TableFormat
from kg.errors import InputError, SettingsError
from kg.model import Extraction


def evaluate(
    gold: Annotated[list[Path], typer.Argument(help="Gold claims (JSON), or folders of them.", metavar="GOLD…")],
    predicted: Annotated[
        Path | None,
        typer.Option("--predicted", help="Folder of claims files; without it the documents are extracted now."),
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="List what was missed and what is wrong.")] = False,
    format: Annotated[TableFormat, typer.Option("--format", "-f", help="How to print it.")] = TableFormat.TABLE,
    language: Annotated[
        bool, typer.Option("--language", help="GOLD is a folder of corpora: measure the language pipeline.")
    ] = False,
    pipeline: o.PipelineName = None,
    quiet: o.Quiet = False,
) -> None:
    """Score the extraction against gold claims: precision, recall, F1 for entities and claims.

    Examples:
        kg evaluate tests/gold

        kg evaluate gold/ --predicted claims/ --errors

        kg evaluate --language corpora/
    """
    if language:
        _language(gold, pipeline, Reporter(quiet=quiet))
        return
    from kg import ontology as ontologies
    from kg.claims import scoring
    from kg.cli import tables
    from kg.store import Table

    paths = [p for given in gold for p in (sorted(given.glob("*.json")) if given.is_dir() else [given])]
    if not paths:
        raise SettingsError(f"no gold claims in {', '.join(map(str, gold))}")
    ontology = ontologies.load()
    scores = []
    for path, extraction in _predictions(paths, predicted, pipeline, Reporter(quiet=quiet)):
        scores.append(scoring.score(scoring.read_gold(path), extraction, ontology))
    columns = ("document", "entities F1", "P", "R", "canonical", "split", "claims F1", "P", "R", "core R", "amounts",
               "modality", "told as fact")  # fmt: skip
    rows = [_row(s.document, s) for s in scores]
    if len(scores) > 1:
        rows.append(_row("all", scoring.total(scores)))
    tables.show(Table(columns, tuple(rows)), format)
    if errors:
        # What a program reads stays one answer.
        aside = format not in {TableFormat.TABLE, TableFormat.MD}
        for score in scores:
            for kind, lines in score.errors.items():
                typer.echo(f"\n{score.document}: {kind} ({len(lines)})", err=aside)
                for line in lines:
                    typer.echo(f"  {line}", err=aside)


def train(
    corpora: Annotated[Path, typer.Argument(help="Folder with a folder for each corpus.", metavar="CORPORA")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder for the weights and their card.")],
    skip_missing: Annotated[
        bool, typer.Option("--skip-missing", help="Go on without the corpora that are not there.")
    ] = False,
    quiet: o.Quiet = False,
) -> None:
    """Train the German pipeline again from open corpora (extra [train]); goes on where it was interrupted.

    Example:
        kg train corpora/ --out weights/
    """
    from kg.language import training

    options = training.TrainingOptions(skip_missing=skip_missing)
    measured = training.train(corpora, out, options=options, progress=Reporter(quiet=quiet).say)
    typer.echo(measured.table())


def info(
    store: o.Store = None,
    schema: Annotated[bool, typer.Option("--schema", help="Print the data model of the graph.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Versions, what the store holds, and where the data files of the program are.

    Examples:
        kg info

        kg info --store bolt://localhost:7687 --json
    """
    import platform
    from importlib.metadata import version

    from kg import __version__, settings
    from kg.paths import data_folder
    from kg.store import open_store

    if schema:
        from kg import ontology
        from kg.store.schema import describe

        typer.echo(describe(ontology.load()))
        return
    address = settings.load(store=store).store
    told: dict[str, object] = {
        "kg": __version__,
        "python": platform.python_version(),
        **{name: version(name) for name in ("spacy", "neo4j", "rdflib", "networkx", "pyvis", "typer")},
        "ontology": str(data_folder("ontology")),
        "queries": str(data_folder("queries")),
    }
    if "://" in address or Path(address).exists():
        with open_store(address, read_only=True) as opened:
            told["store"] = opened.info().as_dict()
    else:
        told["store"] = f"{address} (not there yet; kg build makes it)"
    if json:
        typer.echo(json_.dumps(told, ensure_ascii=False, indent=1))
        return
    for name, value in told.items():
        if isinstance(value, dict):
            typer.echo(f"{name}:")
            for key, inner in value.items():
                counts = ", ".join(f"{k} {v}" for k, v in inner.items()) if isinstance(inner, dict) else inner
                typer.echo(f"  {key}: {counts}")
        else:
            typer.echo(f"{name}: {value}")


def _language(corpora: list[Path], pipeline: str | None, reporter: Reporter) -> None:
    from kg import language, settings
    from kg.language import training

    if len(corpora) != 1 or not corpora[0].is_dir():
        raise SettingsError("--language takes one folder with a folder for each corpus")
    told = settings.load(pipeline=pipeline)
    wanted = language.LanguageSettings(pipeline=told.pipeline, threads=told.threads)
    typer.echo(training.evaluate(corpora[0], settings=wanted, progress=reporter.say).table())


def _predictions(
    paths: Iterable[Path], predicted: Path | None, pipeline: str | None, reporter: Reporter
) -> Iterator[tuple[Path, Extraction]]:
    from kg.claims import files

    if predicted is not None:
        for path in paths:
            yield path, files.read(predicted / path.name)
        return
    from kg import settings
    from kg.claims.scoring import read_gold
    from kg.documents import read_document
    from kg.pipeline import Pipeline

    way = Pipeline.load(settings.load(pipeline=pipeline))
    known = list(paths)
    with reporter.work("scoring", len(known)) as work:
        for path in known:
            document = read_document(_source(path, read_gold(path).source))
            work.begin(document.id, len(document.text))
            yield path, way.extract(document, progress=work.stage)
            work.end()


def _source(gold: Path, source: str) -> Path:
    """The document of a gold file: beside it, or where its `source` says from there or from the folder above."""
    name = Path(source or gold.with_suffix(".txt").name)
    for place in (gold.with_suffix(".txt"), gold.parent / name.name, gold.parent / name, gold.parent.parent / name):
        if place.is_file():
            return place
    raise InputError(gold, f"its document {name} is not beside it", "Put the document beside its gold claims.")


def _row(name: str, score: object) -> tuple[object, ...]:
    from kg.claims.scoring import Score

    assert isinstance(score, Score)
    e, c = score.entities, score.claims
    figures = (e.f1, e.precision, e.recall, score.canonical.precision)
    rest = (c.f1, c.precision, c.recall, score.core.recall, score.amounts.precision, score.modality.precision)
    return (name, *(f"{v:.3f}" for v in figures), score.split, *(f"{v:.3f}" for v in rest), score.told_as_fact)
