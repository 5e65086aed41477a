"""A generated world of any size: many documents, few hubs, many entities that are named once or twice."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import accumulate, pairwise

from kg import ontology
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

_MODALITIES = (*[Modality.ASSERTED] * 7, Modality.REPORTED, Modality.REPORTED, Modality.PLANNED, Modality.NEGATED)
_WEIGHTS = tuple(accumulate(1 / (10 + rank) for rank in range(100_000)))
"""As in real text, the first names are told of most: the first one bears about one claim in fifty."""
_AMOUNTS = ("investedIn", "donatedTo", "valuedAt", "hasRevenue", "acquired", "suppliesTo")


def generated_world(
    claims: int, *, per_document: int = 50, entities: int = 2000, seed: int = 1
) -> Iterator[Extraction]:
    """Extractions that hold `claims` claims in all; the same arguments give the same world."""
    draw = random.Random(seed)
    terms = ontology.load()
    classes = [*terms.entity_classes(), "Person", "Person", "Company", "Company", "Company"]
    names = {f"wesen-{number}": draw.choice(classes) for number in range(entities)}
    fitting = _fitting(terms, names)
    for number in range(-(-claims // per_document)):
        wanted = min(per_document, claims - number * per_document)
        yield _document(f"folge-{number:05}", wanted, names, fitting, terms, draw)


def _fitting(terms: ontology.Ontology, names: dict[str, str]) -> dict[str, tuple[list[str], list[str]]]:
    """For each predicate the entities that may be its subject and its object, hubs first."""
    return {
        name: (
            [key for key, class_ in names.items() if any(terms.is_a(class_, c) for c in term.domain)],
            [key for key, class_ in names.items() if any(terms.is_a(class_, c) for c in term.range)],
        )
        for name, term in terms.predicates.items()
    }


def _document(
    identifier: str,
    wanted: int,
    names: dict[str, str],
    fitting: dict[str, tuple[list[str], list[str]]],
    terms: ontology.Ontology,
    draw: random.Random,
) -> Extraction:
    def pick(keys: list[str]) -> str:
        return draw.choices(keys, cum_weights=_WEIGHTS[: len(keys)])[0]

    text = ""
    claims: dict[str, Claim] = {}
    segments: list[int] = []
    used: set[str] = set()
    while len(claims) < wanted:
        predicate = draw.choice(list(fitting))
        subjects, objects = fitting[predicate]
        subject, object_ = pick(subjects), None if terms.predicates[predicate].literal else pick(objects)
        quote = f"{subject} und {object_}: {predicate} Nummer {draw.randrange(10**6)} in diesem Satz, so hieß es."
        start = len(text)
        text += quote + " "
        if len(segments) * 5 <= len(claims):
            segments.append(start)
        evidence = Evidence(
            quote=quote,
            start=start,
            end=start + len(quote),
            segment_id=f"{identifier}-s{segments[-1]}",
            start_seconds=float(start),
            end_seconds=float(start + 9),
            time_basis=TimeBasis.INTERPOLATED,
            speaker="Mara",
            frame="rahmen",
        )
        qualifiers = Qualifiers(
            amount=Amount(value=float(draw.randrange(1, 10**6) * 1000), currency="USD")
            if predicate in _AMOUNTS
            else None,
            percent=Percent(value=float(draw.randrange(1, 100))) if predicate == "ownsStakeIn" else None,
            date="2026-01" if draw.random() < 0.2 else None,
            role="CEO" if predicate == "holdsRole" else None,
            role_status=draw.choice(["current", "former"]) if predicate == "holdsRole" else None,
        )
        claim = Claim(
            document_id=identifier,
            subject=subject,
            predicate=predicate,
            object=object_,
            evidence=(evidence,),
            qualifiers=qualifiers,
            modality=draw.choice(_MODALITIES),
            attributed_to=pick(list(names)) if draw.random() < 0.1 else None,
            confidence=0.9,
        )
        if claim.id not in claims:
            claims[claim.id] = claim
            used |= {key for key in (subject, object_, claim.attributed_to) if key is not None}
    spans = [*segments, len(text)]
    return Extraction(
        document=Document(
            id=identifier,
            text=text,
            kind=DocumentKind.EPISODE,
            title=identifier,
            date=f"2026-{draw.randrange(1, 13):02}-01",
        ),
        segments=tuple(
            Segment(id=f"{identifier}-s{a}", document_id=identifier, kind=SegmentKind.SPEECH, start=a, end=b)
            for a, b in pairwise(spans)
        ),
        entities=tuple(
            Entity(id=key, name=key.title(), class_=names[key], mentions=(key, key.title()), listed=True)
            for key in sorted(used)
        ),
        claims=tuple(claims.values()),
    )
