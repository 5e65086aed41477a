"""The commands, in the order in which a newcomer meets them."""

from __future__ import annotations

from typing import Annotated

import typer

from kg import __version__
from kg.cli import asking, building, checking, exporting, reviewing

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
    help=(
        "From German podcast transcripts and newsletters to a knowledge graph in which every claim is quoted, placed "
        "and weighed.\n\n"
        "Start with `kg build EPISODE.txt`: it reads the episode, extracts its claims, stores them in `kg.db` and "
        "writes a page and RDF into `kg-out/`. Then ask: `kg queries`, `kg query investments`, `kg show Nvidia`."
    ),
)


@app.callback()
def _common(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


for command in (
    building.build,
    building.extract,
    building.load,
    building.delete,
    asking.query,
    asking.queries,
    asking.show,
    asking.path,
    asking.rank,
    asking.serve,
    exporting.export,
    exporting.validate,
    reviewing.review,
    checking.evaluate,
    checking.train,
    checking.info,
):
    app.command()(command)
