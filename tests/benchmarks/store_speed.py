"""How fast the stores are: ``python -m tests.benchmarks.store_speed [--claims 20000] [--neo4j] [--rounds 1]``.

Loads a generated world, document by document, and the same graph by a script tuned by hand; then asks every question of
the library. Times are wall-clock seconds and milliseconds; CPU seconds (of this process and of a server started for
the occasion) stand beside them, because on a busy machine only they can be compared.
"""

# ruff: noqa: T201 - a benchmark prints

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from kg.model import Extraction
from kg.queries import ParameterType, Query, load_library
from kg.store import Store, open_store
from kg.store.base import Run
from kg.store.cypher import CypherStore
from kg.store.embedded import fresh_store
from kg.store.rows import records_of
from tests.benchmarks.by_hand import write_by_hand
from tests.benchmarks.generated import generated_world
from tests.neo4j.server import Server, running_server

TIMES_ASKED = 5
TYPICAL, HUB = "wesen-700", "wesen-0"


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds on the wall, and of CPU."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:7.1f} s wall {self.cpu:7.1f} s CPU"


def timed(work: Callable[[], None], pid: int | None = None) -> Took:
    """How long the work took; `pid` is the server whose CPU time counts too."""
    wall, cpu = time.perf_counter(), _cpu_seconds(pid)
    work()
    return Took(time.perf_counter() - wall, _cpu_seconds(pid) - cpu)


def _cpu_seconds(pid: int | None) -> float:
    """Of this process and of the server, where the system tells (Linux)."""
    stat = Path(f"/proc/{pid}/stat")
    if pid is None or not stat.is_file():
        return time.process_time()
    told = stat.read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return time.process_time() + (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def load(store: Store, world: list[Extraction]) -> None:
    """Load all documents as the program does."""
    for extraction in world:
        store.load(extraction)


def load_by_hand(store: Store, world: list[Extraction]) -> None:
    """Load all documents by the script tuned by hand."""
    assert isinstance(store, CypherStore)
    terms, seen = store._ontology, set[str]()
    for extraction in world:
        records = records_of(extraction, terms)

        def work(run: Run, records: Any = records) -> None:
            write_by_hand(run, records, seen, terms)

        store._in_transaction(work)


@contextmanager
def embedded(folder: Path) -> Iterator[Store]:
    """A fresh embedded store."""
    with fresh_store(folder / f"kg-{time.monotonic_ns()}.db") as store:
        yield store


@contextmanager
def on_server(server: Server) -> Iterator[Store]:
    """The server, emptied."""
    server.empty()
    with open_store(server.url, environment=server.environment()) as store:
        yield store


def parameters_of(query: Query, entity: str) -> dict[str, Any]:
    """Values for what must be given."""
    given: dict[str, Any] = {}
    for parameter in query.parameters:
        if parameter.type is ParameterType.ENTITY:
            given[parameter.name] = "wesen-1500" if parameter.name == "to" else entity
        elif parameter.required:
            given[parameter.name] = "2026-06" if parameter.type is ParameterType.DATE else "Wesen-77"
    return given


def ask(store: Store) -> None:
    """Ask all questions, about a typical entity and about the one that is told of most."""
    print(f"{'question':26}{'rows':>7}{'median ms':>11}   (about the hub: rows, ms)")
    for query in load_library():
        told = [_median(store, query, entity) for entity in (TYPICAL, HUB)]
        about = any(p.type is ParameterType.ENTITY for p in query.parameters)
        hub = f"{told[1][0]:>10}{told[1][1]:>9.1f}" if about else ""
        print(f"{query.name:26}{told[0][0]:>7}{told[0][1]:>11.1f}{hub}", flush=True)


def _median(store: Store, query: Query, entity: str) -> tuple[int, float]:
    values = query.values(parameters_of(query, entity))
    spent = []
    for _ in range(TIMES_ASKED):
        begin = time.perf_counter()
        rows = len(store.query(query.cypher, values))
        spent.append((time.perf_counter() - begin) * 1000)
    return rows, sorted(spent)[TIMES_ASKED // 2]


def measure(
    name: str, opened: Callable[[], Any], world: list[Extraction], *, rounds: int, pid: int | None = None
) -> None:
    """Both ways of loading in turn, then the questions."""
    print(f"\n== {name}: {sum(len(e.claims) for e in world)} claims in {len(world)} documents; load {os.getloadavg()}")
    for last in [False] * (rounds - 1) + [True]:
        with opened() as store:
            hand = timed(partial(load_by_hand, store, world), pid)
            print(f"by hand  {hand}", flush=True)
        with opened() as store:
            ours = timed(partial(load, store, world), pid)
            print(f"load()   {ours}   {hand.wall / ours.wall:.2f} of by hand (wall), {hand.cpu / ours.cpu:.2f} (CPU)")
            again = timed(partial(load, store, world), pid)
            print(f"again    {again}   (nothing changes)", flush=True)
            if last:
                ask(store)


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--neo4j", action="store_true", help="measure a Neo4j server instead of the embedded store")
    options = parser.parse_args()
    world = list(generated_world(options.claims))
    if options.neo4j:
        with running_server() as server:
            measure("Neo4j", lambda: on_server(server), world, rounds=options.rounds, pid=server.pid)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure("embedded", lambda: embedded(Path(folder)), world, rounds=options.rounds)


if __name__ == "__main__":
    main()
