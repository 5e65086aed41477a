"""What the program says while it works: progress, warnings and the closing summary, all on standard error.

On a terminal long work shows a bar; elsewhere it prints a plain line now and then; ``--json`` makes every line an
object. Standard output belongs to the results alone, so that they can be piped.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_EVERY_SECONDS = 5.0


class Reporter:
    """Says what goes on.

    Args:
        quiet: Only warnings and errors.
        verbose: Details too.
        as_json: One JSON object a line.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False, as_json: bool = False) -> None:
        self._quiet = quiet
        self._verbose = verbose
        self._json = as_json
        self.failures = 0

    def say(self, text: str, **details: Any) -> None:  # noqa: ANN401 - whatever JSON takes
        """Something that a user wants to know."""
        if not self._quiet:
            self._write("info", text, details)

    def detail(self, text: str, **details: Any) -> None:  # noqa: ANN401 - whatever JSON takes
        """Something for who asked for more."""
        if self._verbose:
            self._write("detail", text, details)

    def warn(self, text: str, **details: Any) -> None:  # noqa: ANN401 - whatever JSON takes
        """Something that may be wrong."""
        self._write("warning", text, details)

    def fail(self, error: Exception) -> None:
        """An input that could not be worked on; the rest goes on."""
        self.failures += 1
        self._write("error", str(error), {})

    def _write(self, level: str, text: str, details: dict[str, Any]) -> None:
        if self._json:
            line = json.dumps({"level": level, "message": text, **details}, ensure_ascii=False, default=str)
        else:
            line = text if level in {"info", "detail"} else f"{level}: {text}"
        sys.stderr.write(line + "\n")

    @contextmanager
    def work(self, title: str, documents: int | None = None) -> Iterator[Work]:
        """Long work over documents."""
        if self._quiet or self._json or not sys.stderr.isatty():
            yield _PlainWork(self, title, documents)
            return
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TextColumn("{task.fields[count]}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            yield _BarWork(progress, title, documents)


class Work:
    """Long work that tells how far it is: begin a document, tell its stages, end it."""

    def begin(self, name: str, characters: int) -> None:
        """A document of so many characters begins."""

    def stage(self, stage: str, done: int, whole: int) -> None:
        """So many of so many characters of a stage are done."""

    def end(self) -> None:
        """The document is done."""


class _PlainWork(Work):
    """A plain line at most every few seconds."""

    def __init__(self, reporter: Reporter, title: str, documents: int | None) -> None:
        self._reporter = reporter
        self._title = title
        self._documents = documents
        self._number = 0
        self._name = ""
        self._said = time.monotonic()
        self._characters = 0

    def begin(self, name: str, characters: int) -> None:
        self._number += 1
        self._name, self._characters = name, characters

    def stage(self, stage: str, done: int, whole: int) -> None:
        now = time.monotonic()
        if now - self._said < _EVERY_SECONDS:
            return
        self._said = now
        share = f" {100 * done // whole} %" if whole and done else ""
        of = f"/{self._documents}" if self._documents else ""
        self._reporter.say(f"{self._title} {self._number}{of} {self._name}: {stage}{share}")


class _BarWork(Work):
    """A bar over all documents, with the stage and the rate beside it."""

    def __init__(self, progress: Progress, title: str, documents: int | None) -> None:
        self._progress = progress
        self._title = title
        self._documents = documents
        self._number = 0
        self._name = ""
        self._begun = time.monotonic()
        self._characters = 0
        self._task: TaskID = progress.add_task(title, total=documents, count="")

    def begin(self, name: str, characters: int) -> None:
        self._name, self._whole = name, characters

    def stage(self, stage: str, done: int, whole: int) -> None:
        share = done / whole if whole else 0.0
        rate = (self._characters + done) / max(0.1, time.monotonic() - self._begun)
        of = f"/{self._documents}" if self._documents else ""
        self._progress.update(
            self._task,
            description=f"{self._title} {self._name}: {stage}",
            completed=self._number + 0.9 * share,
            count=f"{self._number + 1}{of} · {rate / 1000:.1f} k characters/s",
        )

    def end(self) -> None:
        self._number += 1
        self._characters += self._whole
        self._progress.update(self._task, completed=self._number)
