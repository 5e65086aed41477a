"""Claim graphs for property tests: any names, quotes and qualifiers that the model allows."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from kg import ontology
from kg.export.claimgraph import ClaimGraph
from kg.export.extractions import from_extractions
from kg.model import (
    Amount,
    Claim,
    Document,
    DocumentKind,
    Entity,
    Evidence,
    Extraction,
    Modality,
    Percent,
    Qualifiers,
    Segment,
    SegmentKind,
    TimeBasis,
)

WORDS = st.text(min_size=1, max_size=20).filter(str.strip)
IDS = ("ada", "bahn-ag", "c-3", "x")
NUMBERS = st.floats(min_value=0, max_value=1e15, allow_nan=False) | st.integers(min_value=0, max_value=10**15)
SECONDS = st.floats(min_value=0, max_value=1e5, allow_nan=False)
DATES = st.from_regex(r"\A20[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?\Z")


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The value or nothing."""
    return st.none() | strategy


@st.composite
def amounts(draw: st.DrawFn) -> Amount:
    """Any money."""
    low, value, high = sorted(draw(st.tuples(NUMBERS, NUMBERS, NUMBERS)))
    ends = draw(st.booleans())
    currency = draw(maybe(st.sampled_from(["USD", "EUR"])))
    return Amount(value=value, currency=currency, minimum=low if ends else None, maximum=high if ends else None)


QUALIFIERS = st.builds(
    Qualifiers,
    amount=maybe(amounts()),
    percent=maybe(st.builds(Percent, value=NUMBERS)),
    date=maybe(DATES | WORDS),
    period=maybe(WORDS),
    role=maybe(WORDS),
    role_status=maybe(st.sampled_from(["current", "former"])),
    organisation=maybe(st.sampled_from(IDS)),
    product=maybe(WORDS),
    kin=maybe(WORDS),
    joint_with=maybe(WORDS),
)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """One document with any claims."""
    text = draw(st.text(min_size=1, max_size=200))
    voice = draw(maybe(WORDS))
    known = ontology.load()
    document = Document(
        id=draw(st.sampled_from(["folge-1", "entities"])),
        text=text,
        kind=draw(st.sampled_from(DocumentKind)),
        title=draw(st.text(max_size=20)),
        date=draw(maybe(DATES)),
        show=draw(maybe(WORDS)),
        speakers=() if voice is None else (voice,),
        media_url=draw(maybe(st.just("https://audio.example/folge 1.mp3?x=[1]"))),
    )
    start = draw(st.integers(min_value=0, max_value=len(text) - 1))
    end = draw(st.integers(min_value=start + 1, max_value=len(text)))
    times = sorted(draw(st.tuples(SECONDS, SECONDS)))
    where: dict[str, Any] = {"start_seconds": times[0], "end_seconds": times[1], "time_basis": TimeBasis.CUE}
    segment = Segment(
        id="s0", document_id=document.id, kind=SegmentKind.SPEECH, start=0, end=len(text), speaker=voice, **where
    )
    evidence = Evidence(quote=text[start:end], start=start, end=end, segment_id="s0", speaker=voice, **where)
    claims = st.builds(
        Claim,
        document_id=st.just(document.id),
        subject=st.sampled_from(IDS),
        predicate=st.sampled_from(sorted(known.predicates)),
        object=maybe(st.sampled_from(IDS)),
        evidence=st.just((evidence,)),
        qualifiers=QUALIFIERS,
        modality=st.sampled_from(Modality),
        attributed_to=maybe(st.sampled_from(IDS)),
        confidence=st.floats(min_value=0, max_value=1, allow_nan=False),
        extractor=st.sampled_from(["frames", "relation head", "gold"]),
    )
    entities = [
        Entity(id=key, name=draw(WORDS), class_=draw(st.sampled_from(known.entity_classes())), mentions=(key,))
        for key in IDS
    ]
    return Extraction(
        document=document,
        segments=(segment,),
        entities=tuple(entities),
        claims=tuple(draw(st.lists(claims, max_size=4, unique_by=lambda claim: claim.id))),
    )


def claim_graphs() -> st.SearchStrategy[ClaimGraph]:
    """Any claim graph of one document."""
    return extractions().map(lambda extraction: from_extractions([extraction]))
