"""Small random worlds: few entities, so that claims meet, repeat and contradict each other."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from kg import ontology
from kg.model import Amount, DocumentKind, Extraction, Modality
from tests.store.examples import NAMES, Builder

_TERMS = ontology.load()
_KEYS = sorted(NAMES)
_DATES = ("2025", "2025-12", "2026-01-02", "2026-03-09", None)
_FORMS = ("Gleich", "gleich", "Ähnlich", "Zettel", "Ä", "a", "😀 Form")


def _fitting(names: frozenset[str]) -> list[str]:
    return [key for key in _KEYS if any(_TERMS.is_a(NAMES[key][1], name) for name in names)]


@st.composite
def claims(draw: st.DrawFn) -> tuple[str, str, str | None, dict[str, Any]]:
    """Subject, predicate, object and qualifiers that the ontology allows."""
    term = _TERMS.predicates[draw(st.sampled_from(sorted(_TERMS.predicates)))]
    subject = draw(st.sampled_from(_fitting(term.domain)[:5]))
    object_ = None if term.literal else draw(st.sampled_from(_fitting(term.range)[:5]))
    told: dict[str, Any] = {"modality": draw(st.sampled_from(sorted(Modality)))}
    if "amount" in term.takes and (term.literal or draw(st.booleans())):
        value = float(draw(st.sampled_from([1, 2.5, 1e6, 3e9])))
        told["amount"] = Amount(value=value, currency=draw(st.sampled_from(["USD", "EUR", None])))
    if "percent" in term.takes:
        told["percent"] = float(draw(st.integers(1, 100)))
    if "role" in term.takes:
        told |= {
            "role": draw(st.sampled_from(["CEO", "Rat"])),
            "role_status": draw(st.sampled_from(["current", "former"])),
        }
    if draw(st.booleans()):
        told["date"] = draw(st.sampled_from(_DATES))
    if told["modality"] == Modality.REPORTED and draw(st.booleans()):
        told["source"] = draw(st.sampled_from(["abendblick", "die-lupe"]))
    told["confidence"] = draw(st.sampled_from([0.5, 0.75, 1.0]))
    told["speaker"] = draw(st.sampled_from(["Mara", "Timo"]))
    return subject, term.name, object_, told


@st.composite
def documents(draw: st.DrawFn, identifier: str) -> Extraction:
    """One document with up to a dozen claims."""
    builder = Builder(
        identifier,
        kind=draw(st.sampled_from(sorted(DocumentKind))),
        date=draw(st.sampled_from(_DATES)),
        forms={key: tuple(draw(st.sets(st.sampled_from(_FORMS), min_size=1, max_size=3))) for key in _KEYS[:6]},
        also=tuple(draw(st.sets(st.sampled_from(_KEYS), max_size=3))),
    )
    for subject, predicate, object_, told in draw(st.lists(claims(), max_size=12)):
        builder.says(subject, predicate, object_, **told)
    return builder.done()


def worlds() -> st.SearchStrategy[tuple[Extraction, ...]]:
    """Up to three documents."""
    return st.tuples(documents("dok-1"), documents("dok-2"), documents("dok-3"))
