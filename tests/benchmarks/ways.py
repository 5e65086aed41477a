"""How much of what is said outright the program tells: 600 sentences, each another way to say a relation.

Run it with ``python -m tests.benchmarks.ways``. `tests/relations/ways.tsv` was written without a look at the frames and
has trained nothing; its other half, which frames and relation head have learnt from, is `ontology/sentences/ways.tsv`.
Some of its marks are open to dispute, most of all whether an appointment also tells an office.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.model import Claim, Document, Modality
from kg.names import load as load_names
from kg.ontology import Ontology
from kg.pipeline import Pipeline
from kg.relations.head.examples import Example, read_sentences
from kg.relations.head.labels import QUALIFIES
from kg.settings import Settings

WAYS = Path(__file__).parents[1] / "relations" / "ways.tsv"
NOT_FACTS = frozenset({Modality.NEGATED.value, Modality.HYPOTHETICAL.value})

Key = tuple[str, str, str]


def main(arguments: Sequence[str] | None = None) -> None:
    """Print precision and recall of each predicate and of all."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    way = Pipeline.load(Settings())
    roles = [r.lower() for r in load_names(way.ontology).roles]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for number, example in enumerate(read_sentences(Path(given[0]) if given else WAYS, roles=roles)):
        wanted, told = set(_wanted(example, way.ontology)), set(_told(way, example, number))
        for predicate in {key[1] for key in wanted | told}:
            ours, theirs = ({k for k in keys if k[1] == predicate} for keys in (told, wanted))
            counts[predicate].update(right=len(ours & theirs), told=len(ours), wanted=len(theirs))
    for predicate in sorted(counts):
        _say(predicate, counts[predicate])
    _say("all", sum(counts.values(), Counter()))


def _say(name: str, count: Counter[str]) -> None:
    precision, recall = count["right"] / max(1, count["told"]), count["right"] / max(1, count["wanted"])
    shares = f"{name:<14} P {precision:.2f} R {recall:.2f}"
    sys.stdout.write(f"{shares} ({count['right']} of {count['wanted']}, {count['told']} told)\n")


def _key(subject: str, predicate: str, object_: str, ontology: Ontology) -> Key:
    if ontology.predicates[predicate].symmetric and object_:
        subject, object_ = sorted((subject, object_))
    return subject, predicate, object_


def _wanted(example: Example, ontology: Ontology) -> Iterator[Key]:
    for label in example.labels:
        if label.predicate != QUALIFIES and label.modality not in NOT_FACTS:
            literal = ontology.predicates[label.predicate].literal
            object_ = "" if literal else example.entities[label.object]
            yield _key(example.entities[label.subject], label.predicate, object_, ontology)


def _told(way: Pipeline, example: Example, number: int) -> Iterator[Key]:
    """What the program tells of marked names; of others nobody knows."""
    extraction = way.extract(Document(id=f"way-{number}", text=example.text))
    marks = {
        resolution.entity_id: entity
        for resolution in extraction.resolutions
        for mark, entity in zip(example.mentions, example.entities, strict=True)
        if entity and mark.start < resolution.mention.end and resolution.mention.start < mark.end
    }
    for claim in extraction.claims:
        ends = [claim.subject, *([claim.object] if claim.object is not None else [])]
        if claim.modality.value not in NOT_FACTS and all(end in marks for end in ends):
            yield _key(marks[claim.subject], claim.predicate, _object(claim, marks), way.ontology)


def _object(claim: Claim, marks: dict[str | None, str]) -> str:
    return "" if claim.object is None else marks[claim.object]


if __name__ == "__main__":
    main()
