"""Options that several commands share, named and explained once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Inputs = Annotated[
    list[str],
    typer.Argument(help="Transcripts, newsletters, folders of them, or - for standard input.", metavar="INPUT…"),
]
Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        "-s",
        help="Where the graph lives: a folder (embedded store, `kg.db` by default) or `bolt://…`, `neo4j://…`.",
        metavar="ADDRESS",
    ),
]
Format = Annotated[
    str | None, typer.Option("--format", help="Read the input as this format instead of recognising it.")
]
Names = Annotated[
    list[Path] | None,
    typer.Option("--names", help="A name list of your own (tab-separated, see ontology/names/); may be repeated."),
]
PipelineName = Annotated[
    str | None,
    typer.Option("--pipeline", help="Language pipeline: `de` (ours), `fast`, or an installed spaCy pipeline."),
]
Threads = Annotated[int | None, typer.Option("--threads", help="Threads of the language pipeline.", min=1)]
CurationFile = Annotated[
    Path | None, typer.Option("--curation", help="Your decisions on names: aliases, merges, splits, rejections.")
]
Advertisements = Annotated[
    bool | None,
    typer.Option("--advertisements/--no-advertisements", help="Take claims from advertisements too."),
]
Confidence = Annotated[
    float | None, typer.Option("--confidence", help="Leave out claims below this confidence.", min=0.0, max=1.0)
]
Llm = Annotated[
    bool | None,
    typer.Option(
        "--llm",
        help="Ask a language model too ([llm] in kg.toml); it costs money or time, and an estimate comes first.",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Ask the language model without asking you first.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but warnings and errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say more: refusals, doubtful names, timings.")]
JsonLogs = Annotated[bool, typer.Option("--json", help="Write what is said on standard error as JSON lines.")]
