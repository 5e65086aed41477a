"""Loads that die in the middle, and what must be whole after them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping

from kg.model import Extraction
from kg.store import LoadOutcome, Store
from tests.benchmarks.generated import generated_world

KILLS = int(os.environ.get("KG_TEST_KILLS", "5"))
CLAIMS_PER_DOCUMENT = 40

_LOADING = f"""
import sys
from kg.store import open_store
from tests.benchmarks.generated import generated_world
with open_store(sys.argv[1]) as store:
    for extraction in generated_world(2000, per_document={CLAIMS_PER_DOCUMENT}, entities=120, seed=int(sys.argv[2])):
        print("begin", extraction.document.id, flush=True)
        store.load(extraction)
        print("done", extraction.document.id, flush=True)
"""


def world(seed: int) -> Iterator[Extraction]:
    """The documents that a load with this seed loads, in order."""
    return generated_world(2000, per_document=CLAIMS_PER_DOCUMENT, entities=120, seed=seed)


def killed_load(address: str, kill: int, environment: Mapping[str, str] | None = None) -> list[str]:
    """Load documents in a process of its own, kill it in the midst of one; the documents that it said were done."""
    process = subprocess.Popen(
        [sys.executable, "-c", _LOADING, address, str(kill)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    assert process.stdout is not None
    done: list[str] = []
    for line in process.stdout:
        event, document = line.split()
        if event == "done":
            done.append(document)
        elif len(done) >= 2 + kill:
            break
    time.sleep(0.004 * (kill % 7))
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    return done


def assert_whole(store: Store, done: list[str], seed: int) -> None:
    """Every document is whole or absent, what was done is there, and the load can go on."""
    kept = {document.id: document.claims for document in store.documents()}
    assert set(done) <= set(kept)
    assert set(kept.values()) == {CLAIMS_PER_DOCUMENT}
    assert not any(broken_parts(store).values())
    outcomes = [store.load(e).outcome for _, e in zip(range(len(kept) + 2), world(seed), strict=False)]
    assert outcomes[: len(done)] == [LoadOutcome.UNCHANGED] * len(done)


def broken_parts(store: Store) -> dict[str, int]:
    """How many pieces hang in the air; each number is 0 in a whole store."""
    lonely = {
        "documents without a mark": "(n:Document) WHERE n.fingerprint IS NULL",
        "claims without a document": "(n:Claim) WHERE NOT EXISTS { (n)-[:IN_DOCUMENT]->() }",
        "claims without a subject": "(n:Claim) WHERE NOT EXISTS { (n)-[:SUBJECT]->() }",
        "claims without evidence": "(n:Claim) WHERE NOT EXISTS { (n)-[:HAS_EVIDENCE]->() }",
        "evidence without a claim": "(n:Evidence) WHERE NOT EXISTS { (n)<-[:HAS_EVIDENCE]-() }",
        "entities nobody mentions": "(n:Entity) WHERE NOT EXISTS { (n)-[:MENTIONED_IN]->() }",
        "donations nobody tells of": "(n:Donation) WHERE NOT EXISTS { (n)<-[:DESCRIBES]-() }",
        "relationships without a claim": (
            "(a:Entity)-[n]->(:Entity) WHERE NOT EXISTS { MATCH (a)<-[:SUBJECT]-(c:Claim) WHERE c.id = n.claim }"
        ),
    }
    questions = {what: f"MATCH {pattern} RETURN count(n) AS n" for what, pattern in lonely.items()}
    return {what: store.query(cypher).rows[0][0] for what, cypher in questions.items()}
