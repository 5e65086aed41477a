"""What is exported: a whole store, or a part: by document, surroundings, date, predicate, modality, confidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from kg import ontology
from kg.errors import ExportError
from kg.export import statements as s
from kg.export.claimgraph import ClaimGraph, GraphClaim, GraphDocument, GraphEntity, GraphQuote, GraphSegment
from kg.model import Amount, Modality, Percent, Qualifiers

BATCH_ROWS = 2000
_PLACES = {"char_start": "start", "char_end": "end"}


class _Rows(Protocol):
    def dicts(self) -> list[dict[str, Any]]: ...


class Answering(Protocol):
    """The part of a store that an export needs."""

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> _Rows:
        """The answer to one reading Cypher statement."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which claims to export; without any restriction, all.

    Attributes:
        documents: Ids of documents; empty for all.
        around: An entity's id, name or surface form: only claims among the entities at most `hops` claims away from it.
        since: ISO 8601; documents without a date are left out then.
        predicates: Names of the ontology; empty for all.
        modalities: Empty for all.
    """

    documents: tuple[str, ...] = ()
    around: str | None = None
    hops: int = 1
    since: str | None = None
    predicates: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    min_confidence: float = 0.0

    def __post_init__(self) -> None:
        known = ontology.load().predicates
        for name in self.predicates:
            if name not in known:
                raise ExportError(f"the ontology has no predicate {name!r}; it has {', '.join(sorted(known))}")
        for modality in self.modalities:
            if modality not in set(Modality):
                raise ExportError(f"there is no modality {modality!r}; wanted {', '.join(m.value for m in Modality)}")
        if self.hops < 1:
            raise ExportError(f"the surroundings of an entity reach at least 1 hop, not {self.hops}")

    @property
    def narrows_claims(self) -> bool:
        """Whether it restricts more than the documents."""
        return bool(self.around or self.predicates or self.modalities or self.min_confidence > 0)


EVERYTHING = Selection()


def select(store: Answering, selection: Selection = EVERYTHING) -> ClaimGraph:
    """The chosen part of what a store holds.

    Entities that the documents only mention are in it where nothing but documents is restricted.

    Raises:
        ExportError: if there is no such document or entity, or several entities are called so.
    """
    documents = chosen_documents([_document(row) for row in store.query(s.DOCUMENTS).dicts()], selection)
    ids = [document.id for document in documents]
    known = ontology.load().predicates
    parameters = {
        "predicates": list(selection.predicates or sorted(known)),
        "modalities": list(selection.modalities or [m.value for m in Modality]),
        "confidence": float(selection.min_confidence),
    }
    rows = [row for batch in _batches(ids) for row in store.query(s.CLAIMS, {**parameters, "documents": batch}).dicts()]
    if selection.around is not None:
        rows = _surroundings(rows, _called(store, selection.around), selection.hops)
    quotes = _quotes(store, [row["id"] for row in rows])
    claims = tuple(sorted((_claim(row, quotes[row["id"]]) for row in rows), key=lambda claim: claim.id))
    named = {entity for claim in claims for entity in claim.entities}
    if not selection.narrows_claims:
        named |= {row["id"] for row in _rows(store, s.MENTIONED, "documents", ids)}
    segments = sorted({quote.segment for claim in claims for quote in claim.quotes if quote.segment is not None})
    told = {claim.document for claim in claims}
    return ClaimGraph(
        documents=tuple(d for d in documents if d.id in told or not selection.narrows_claims),
        segments=tuple(GraphSegment(**_placed(row)) for row in _rows(store, s.SEGMENTS, "ids", segments)),
        entities=tuple(_entity(row) for row in _rows(store, s.ENTITIES, "ids", sorted(named))),
        claims=claims,
        left_out=int(store.query(s.COUNT_CLAIMS).dicts()[0]["claims"]) - len(claims),
    )


def chosen_documents(documents: Iterable[GraphDocument], selection: Selection) -> list[GraphDocument]:
    """The documents that a selection allows.

    Raises:
        ExportError: if it names a document that is not among them.
    """
    found = list(documents)
    unknown = sorted(set(selection.documents) - {document.id for document in found})
    if unknown:
        raise ExportError(f"there is no document {', '.join(unknown)}; there are {_some(d.id for d in found)}")
    wanted = set(selection.documents) or {document.id for document in found}
    since = selection.since or ""
    return [document for document in found if document.id in wanted and (document.date or "") >= since]


def surroundings(pairs: Iterable[tuple[str, str | None]], centre: str, hops: int) -> set[str]:
    """The ids at most `hops` pairs away from `centre`, in either direction."""
    beside: dict[str, set[str]] = defaultdict(set)
    for one, other in pairs:
        if other is not None:
            beside[one].add(other)
            beside[other].add(one)
    reached = frontier = {centre}
    for _ in range(hops):
        frontier = {other for one in frontier for other in beside[one]} - reached
        reached = reached | frontier
    return reached


def one_called(name: str, found: Sequence[tuple[str, str]]) -> str:
    """The one id among the (id, name) pairs that a user's word may mean.

    Raises:
        ExportError: if there is none, or more than one without an exact match.
    """
    exact = [key for key, called in found if name in (key, called)]
    if len(exact) == 1 or len(found) == 1:
        return exact[0] if exact else found[0][0]
    if not found:
        raise ExportError(f"no entity is called {name!r}; kg show finds similar names")
    raise ExportError(f"several entities are called {name!r}: {_some(key for key, _ in found)}; give one of these ids")


def _called(store: Answering, name: str) -> str:
    return one_called(name, [(row["id"], row["name"]) for row in store.query(s.CALLED, {"name": name}).dicts()])


def _surroundings(rows: list[dict[str, Any]], centre: str, hops: int) -> list[dict[str, Any]]:
    reached = surroundings(((row["subject"], row["object"]) for row in rows), centre, hops)
    return [row for row in rows if row["subject"] in reached and (row["object"] is None or row["object"] in reached)]


def _quotes(store: Answering, ids: Sequence[str]) -> Mapping[str, tuple[GraphQuote, ...]]:
    found: dict[str, list[GraphQuote]] = defaultdict(list)
    for row in _rows(store, s.QUOTES, "ids", ids):
        claim = row.pop("claim")
        row["prefix"], row["suffix"] = row["prefix"] or "", row["suffix"] or ""
        found[claim].append(GraphQuote(**_placed(row)))
    return {key: tuple(sorted(found[key], key=lambda quote: (quote.start, quote.end, quote.id))) for key in ids}


def _rows(store: Answering, cypher: str, name: str, values: Sequence[str]) -> list[dict[str, Any]]:
    """The rows for all these values; each row once, sorted by id."""
    rows = [row for batch in _batches(values) for row in store.query(cypher, {name: batch}).dicts()]
    return list({row["id"]: row for row in sorted(rows, key=lambda row: str(row["id"]))}.values())


def _batches(values: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), BATCH_ROWS):
        yield list(values[start : start + BATCH_ROWS])


def _document(row: dict[str, Any]) -> GraphDocument:
    told = {**row, "title": row["title"] or "", "speakers": tuple(row["speakers"] or ()), "show": row["series"]}
    return GraphDocument(**{name: value for name, value in told.items() if name != "series"})


def _placed(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its place under the names of the types."""
    return {_PLACES.get(name, name): value for name, value in row.items()}


def _entity(row: dict[str, Any]) -> GraphEntity:
    lists: dict[str, Any] = {key: tuple(row[key] or ()) for key in ("forms", "also_named")}
    return GraphEntity(**{**row, **lists, "listed": bool(row["listed"])})


def _claim(row: dict[str, Any], quotes: tuple[GraphQuote, ...]) -> GraphClaim:
    told: Callable[[str], Any] = row["told"].get
    amount = percent = None
    if told("amount") is not None:
        amount = Amount(
            value=told("amount"), currency=told("currency"), minimum=told("amountMin"), maximum=told("amountMax")
        )
    if told("percent") is not None:
        percent = Percent(value=told("percent"))
    return GraphClaim(
        id=row["id"],
        document=row["document"],
        subject=row["subject"],
        predicate=told("predicate"),
        object=row["object"],
        modality=told("modality"),
        confidence=told("confidence"),
        qualifiers=Qualifiers(
            amount=amount,
            percent=percent,
            date=told("date"),
            period=told("period"),
            role=told("role"),
            role_status=told("roleStatus"),
            organisation=row["organisation"],
            product=told("suppliedProductText"),
            kin=told("kinship"),
            joint_with=told("jointWith"),
        ),
        attributed_to=row["attributed_to"],
        extractor=told("extractor"),
        donation=row["donation"],
        quotes=quotes,
    )


def _some(names: Iterable[str]) -> str:
    """A list of names that fits a message."""
    listed = sorted(names)
    more = f" and {len(listed) - 10} more" if len(listed) > 10 else ""
    return ", ".join(listed[:10]) + more if listed else "none"
