"""The whole way on one page: a document becomes an extraction.

segments → language → mentions → entities → relations → claims. Files, stores and progress bars stay outside.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg import names as name_lists
from kg import ontology as ontologies
from kg.model import TAKING_UP, Document, Entity, Extraction, Mention, MentionKind, Refusal, RelationMention, Segment
from kg.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.entities import Resolved, Resolver
    from kg.mentions.find import MentionFinder
    from kg.names.ties import Ties
    from kg.ontology import Ontology
    from kg.relations import RelationFinder
    from kg.relations.llm import LlmFinder

STAGES = ("segments", "language", "mentions", "entities", "relations", "claims")

Progress = Callable[[str, int, int], None]
"""Told the stage, and how many of how many characters are done."""


def _silent(_stage: str, _done: int, _whole: int) -> None:
    """Progress that nobody watches."""


@dataclass(slots=True)
class Timings:
    """Seconds spent in each stage, over all documents."""

    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))

    @contextmanager
    def measure(self, stage: str) -> Iterator[None]:
        """Add the time of the block to the stage."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[stage] += time.perf_counter() - start


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """All that extraction needs, loaded once for many documents."""

    ontology: Ontology
    ties: Ties
    language: Language
    mentions: MentionFinder
    entities: Resolver
    relations: RelationFinder
    llm: LlmFinder | None = None
    confidence: float | None = None
    timings: Timings = field(default_factory=Timings)

    @classmethod
    def load(cls, settings: Settings, *, known: Iterable[Entity] = (), head: bool = True) -> Pipeline:
        """The pipeline with the program's and the user's data.

        Args:
            settings: Language pipeline, name lists, curation.
            known: Entities that other documents of a store know; names resolve to them before new ones are made.
            head: Whether the relation head reads too, where the pipeline has the vectors that it needs.

        Raises:
            DataError: if a data file is wrong.
            LanguageError: if the language pipeline is missing or damaged.
        """
        from kg import language, relations
        from kg.entities import Resolver, read_curation
        from kg.language.settings import FAST
        from kg.mentions.find import MentionFinder
        from kg.names import ties

        ontology = ontologies.load()
        names = name_lists.load(ontology, extra=settings.names)
        curation = read_curation(settings.curation) if settings.curation is not None else None
        nlp = language.load(language.LanguageSettings(pipeline=settings.pipeline, threads=settings.threads))
        known_ties = ties.load(names, ontology)
        encoded = nlp.has_pipe("kg_encoder") and settings.pipeline != FAST
        finder = relations.RelationFinder(
            relations.load(ontology),
            ontology,
            nlp.vocab,
            judge=relations.Judge(threads=settings.threads) if encoded and head else None,
            offices=relations.BareOffices(names, known_ties),
            advertisements=settings.advertisements,
        )
        return cls(
            ontology=ontology,
            ties=known_ties,
            language=nlp,
            mentions=MentionFinder(names, ontology),
            entities=Resolver(names, ontology, curation=curation, known=known),
            relations=finder,
            llm=_llm(settings, ontology) if settings.llm else None,
            confidence=settings.confidence,
        )

    def extract(self, document: Document, *, progress: Progress = _silent) -> Extraction:
        """All that the document gives; the same document gives the same extraction."""
        from kg.claims import build_claims, confidence

        related = self.relate(document, progress=progress)
        with self.timings.measure("claims"):
            claims, refusals = build_claims(
                document,
                related.segments,
                related.relations,
                related.resolved.resolutions,
                related.resolved.entities,
                self.ontology,
                ties=self.ties,
                calibration=confidence.load(),
                confidence=self.confidence,
            )
        progress("claims", len(document.text), len(document.text))
        return Extraction(
            document=document,
            segments=related.segments,
            entities=related.resolved.entities,
            claims=claims,
            resolutions=related.resolved.resolutions,
            refusals=(*refusals, *related.unproven),
        )

    def relate(self, document: Document, *, progress: Progress = _silent) -> Related:
        """The way up to the relation mentions, before anything is decided about claims."""
        from kg import language
        from kg.segments import segment

        timings = self.timings
        whole = len(document.text)
        with timings.measure("segments"):
            segments = segment(document)
        with timings.measure("language"):
            analyses = tuple(
                language.analyse(
                    self.language, document.text, segments, progress=lambda done, all_: progress("language", done, all_)
                )
            )
        progress("mentions", 0, whole)
        with timings.measure("mentions"):
            mentions = self.mentions.find(document, analyses)
        progress("entities", 0, whole)
        with timings.measure("entities"):
            named = self.entities.names(document, segments, mentions)
        with timings.measure("relations"):
            # The head reads when it is known what names mean, and says what pronouns take up.
            reading = self.relations.read(analyses, _classed(mentions, named.decided))
        with timings.measure("entities"):
            resolved = self.entities.taken_up(
                named, document, analyses, mentions, stands_for=None if reading is None else reading.stands_for
            )
        progress("relations", 0, whole)
        with timings.measure("relations"):
            classed = _classed(mentions, resolved)
            means = {
                (r.mention.start, r.mention.end): r.entity_id
                for r in resolved.resolutions
                if r.entity_id is not None and r.mention.kind is MentionKind.NAME
            }
            relations = self.relations.find(document, analyses, classed, reading, means=means)
            unproven: tuple[Refusal, ...] = ()
            if self.llm is not None:
                asked, unproven = self.llm.find(
                    document,
                    segments,
                    classed,
                    {(r.mention.start, r.mention.end): r.entity_id for r in resolved.resolutions if r.entity_id},
                    resolved.entities,
                    progress=lambda done: progress("relations", done, whole),
                )
                relations += asked
        return Related(segments=segments, resolved=resolved, relations=relations, unproven=unproven)


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """What is known of a document before its claims are made.

    Attributes:
        unproven: What a language model told and the text does not bear out.
    """

    segments: tuple[Segment, ...]
    resolved: Resolved
    relations: tuple[RelationMention, ...]
    unproven: tuple[Refusal, ...]


def _llm(settings: Settings, ontology: Ontology) -> LlmFinder:
    import os

    from kg.relations.llm import AnswerCache, ChatServer, LlmFinder

    assert settings.llm_url is not None
    assert settings.llm_model is not None
    server = ChatServer(settings.llm_url, key=os.environ.get("KG_LLM_KEY"))
    cache = AnswerCache(settings.llm_cache, server.url)
    return LlmFinder(server, settings.llm_model, ontology, cache, advertisements=settings.advertisements)


def _classed(mentions: Iterable[Mention], resolved: Resolved) -> tuple[Mention, ...]:
    """Figures and roles as they are, names with the class of what they mean; what means nothing is left out.

    Pronouns and descriptions stay while nothing is said of them.
    """
    classes = {e.id: e.class_ for e in resolved.entities}
    meanings = {(r.mention.start, r.mention.end, r.mention.kind): r.entity_id for r in resolved.resolutions}
    found = []
    for mention in mentions:
        place = (mention.start, mention.end, mention.kind)
        entity_id = meanings.get(place)
        if entity_id is not None:
            found.append(replace(mention, class_=classes[entity_id]))
        elif mention.value is not None or (mention.kind in TAKING_UP and place not in meanings):
            found.append(mention)
    return tuple(found)
