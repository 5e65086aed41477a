"""The one place that imports the embedded engine, and the differences between its two builds.

``arcadedb`` is native code; ``arcadedb-embedded`` brings a Java runtime and serves systems for which there is no native
build. Both are the same engine, files and language.
"""

from __future__ import annotations

import importlib
import inspect
import os
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from kg.errors import StoreUnavailableError

Database = Any
"""The engine publishes no types."""

_HEAP = "1g"


@cache
def engine() -> ModuleType:
    """The engine's module: the native build, else the one that brings a Java runtime.

    Raises:
        StoreUnavailableError: if neither is installed.
    """
    os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
    for name in ("arcadedb", "arcadedb_embedded"):
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name != name:
                raise
            continue
        if name == "arcadedb_embedded":
            _start_java(name)
        return module
    raise StoreUnavailableError(
        "the embedded store needs the package arcadedb: pip install arcadedb (or arcadedb-embedded where that has no "
        "build for your system), or give the address of a Neo4j server with --store"
    )


def open_database(path: Path, *, read_only: bool) -> Database:
    """The database in this folder. The Java build opens for writing only; whoever only reads must not write."""
    module = engine()
    if read_only and "read_only" in inspect.signature(module.open_database).parameters:
        return module.open_database(str(path.absolute()), read_only=True)
    return module.open_database(str(path.absolute()))


def create_database(path: Path) -> Database:
    """A new database in this folder, open for writing."""
    return engine().create_database(str(path.absolute()))


def _start_java(name: str) -> None:
    """With a small heap, and without log files in the working directory."""
    jvm = importlib.import_module(f"{name}.jvm")
    jvm.start_jvm(heap_size=_HEAP, jvm_args=f"-Djava.util.logging.config.file={os.devnull}")
