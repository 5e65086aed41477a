"""What mentions and entities cost beside the language pipeline.

    python -m tests.entities.speed DOCUMENT [KNOWN]

Prints the processor seconds of each for one document, and of the entities again with so many known entities (100,000 by
default) of other documents. Loading and first use are not counted: a run over many documents pays them once.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import kg.language
import kg.names
import kg.ontology
from kg.documents import read_document
from kg.entities import Resolver
from kg.mentions.find import MentionFinder
from kg.model import Entity
from kg.segments import segment

_SYLLABLES = "ka lo mi ven tor bel san dra fex nu gor lin pas tel vir zon hal mek rup sil".split()


def invented(count: int) -> list[Entity]:
    """Entities with names of random syllables."""
    chance = random.Random(1)
    names = {"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))).capitalize() for _ in range(count * 2)}
    kept = sorted(names)[:count]
    return [Entity(id=n.lower(), name=n, class_="Company") for n in kept]


def seconds(work: Callable[[], object]) -> float:
    """The processor seconds of a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main(path: Path, known: int) -> None:
    """Measure and print."""
    ontology = kg.ontology.load()
    names, nlp = kg.names.load(ontology), kg.language.load()
    document = read_document(path)
    segments = segment(document)
    finder, resolver = MentionFinder(names, ontology), Resolver(names, ontology)
    analyses = list(kg.language.analyse(nlp, document.text, segments))
    # The first use fills caches; half of the document warms them, the whole is measured.
    half = analyses[: len(analyses) // 4]
    finder.find(document, half)
    pipeline = seconds(lambda: list(kg.language.analyse(nlp, document.text, segments)))
    mentions = seconds(lambda: finder.find(document, analyses))
    found = finder.find(document, analyses)
    entities = seconds(lambda: resolver.resolve(document, segments, analyses, found))
    words = len(document.text.split())
    sys.stdout.write(f"{words} words, {len(names.entries)} listed names\n")
    sys.stdout.write(f"language {pipeline:.2f} s, mentions {mentions:.2f} s, entities {entities:.2f} s\n")
    many = invented(known)
    loading = seconds(lambda: Resolver(names, ontology, known=many))
    knowing = Resolver(names, ontology, known=many)
    more = seconds(lambda: knowing.resolve(document, segments, analyses, found))
    sys.stdout.write(f"with {len(many)} known: entities {more:.2f} s, taking them in {loading:.2f} s\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
