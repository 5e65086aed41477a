"""How a document gets into a store and out of it, inside one transaction, on any engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.ontology import Ontology
from kg.store import statements as s
from kg.store.base import LoadOutcome, LoadReport, Run
from kg.store.merging import EntityView, combined, labels_of, view_of
from kg.store.records import DocumentRecords, Row

BATCH_ROWS = 2000


def write_document(run: Run, records: DocumentRecords, ontology: Ontology) -> LoadReport:
    """Put the document in; nothing is written where the store holds the same already."""
    found = run(s.FIND_DOCUMENT, {"id": records.document_id})
    counts = {"claims": records.claim_count, "entities": len(records.views), "evidence": records.evidence_count}
    if found and found[0]["fingerprint"] == records.fingerprint:
        return LoadReport(document_id=records.document_id, outcome=LoadOutcome.UNCHANGED, **counts)
    entities, donations = _remove(run, records.document_id) if found else ([], [])
    new, orphans = _write_entities(run, records.views, entities, ontology)
    for nodes in records.nodes:
        _in_batches(run, s.merge_nodes(nodes.labels, nodes.links), nodes.rows)
    views = [{"start": v.id, "end": v.document_id, "properties": v.properties()} for v in records.views]
    _in_batches(run, s.WRITE_VIEWS, views)
    for relationships in records.relationships:
        _in_batches(run, s.merge_relationships(relationships.type), relationships.rows)
    _settle_donations(run, {*donations, *records.donations})
    _delete_entities(run, orphans)
    run(s.MARK_DOCUMENT, {"id": records.document_id, "fingerprint": records.fingerprint})
    outcome = LoadOutcome.REPLACED if found else LoadOutcome.ADDED
    return LoadReport(
        document_id=records.document_id, outcome=outcome, new_entities=new, orphans=len(orphans), **counts
    )


def remove_document(run: Run, document_id: str, ontology: Ontology) -> bool:
    """Take the document out with all that only it vouches for; whether it was there."""
    if not run(s.FIND_DOCUMENT, {"id": document_id}):
        return False
    entities, donations = _remove(run, document_id)
    _, orphans = _write_entities(run, (), entities, ontology)
    _settle_donations(run, donations)
    _delete_entities(run, orphans)
    return True


def _remove(run: Run, document_id: str) -> tuple[list[str], list[str]]:
    """Delete what belongs to the document alone; the entities and donations that it touched."""
    entities = [row["id"] for row in run(s.TOUCHED_ENTITIES, {"id": document_id})]
    donations = [row["id"] for row in run(s.TOUCHED_DONATIONS, {"id": document_id})]
    for statement in s.REMOVE_DOCUMENT:
        run(statement, {"id": document_id})
    return entities, donations


def _write_entities(
    run: Run, views: Sequence[EntityView], touched: Iterable[str], ontology: Ontology
) -> tuple[int, list[str]]:
    """Bring the entities of a document up to date: how many are new, and which no document mentions any more.

    `touched` are those that the document's former version mentioned: they are made anew from all documents' views. For
    the others, what the Entity node holds stands for the views of all other documents.
    """
    touched_ids = set(touched)
    ids = sorted(touched_ids | {view.id for view in views})
    stored: dict[str, Row] = {row["id"]: row for row in _rows_of(run, s.READ_ENTITIES, ids)}
    known: dict[str, list[EntityView]] = defaultdict(list)
    for row in _rows_of(run, s.READ_VIEWS, sorted(touched_ids)):
        known[row["id"]].append(view_of(row["id"], row["document"], row["properties"]))
    for entity_id, row in stored.items():
        if entity_id not in touched_ids:
            known[entity_id].append(view_of(entity_id, row["document"], row["properties"]))
    for view in views:
        known[view.id].append(view)
    merged = [combined(known[entity_id]) for entity_id in ids if known[entity_id]]
    _create(run, [view for view in merged if view.id not in stored], ontology)
    _update(run, [view for view in merged if view.id in stored], stored, ontology)
    return sum(view.id not in stored for view in merged), [entity_id for entity_id in ids if not known[entity_id]]


def _create(run: Run, views: Iterable[EntityView], ontology: Ontology) -> None:
    by_class: dict[str, list[Row]] = defaultdict(list)
    for view in views:
        by_class[view.class_].append({"id": view.id, "properties": view.entity_properties()})
    for class_, rows in sorted(by_class.items()):
        _in_batches(run, s.merge_nodes(labels_of(class_, ontology)), rows)


def _update(run: Run, views: Iterable[EntityView], stored: Mapping[str, Row], ontology: Ontology) -> None:
    changed: list[Row] = []
    moved: list[EntityView] = []
    for view in views:
        before = stored[view.id]["properties"]
        now = view.entity_properties()
        if before["type"] != view.class_:
            moved.append(view)
        elif any(before.get(name) != value for name, value in now.items()):
            changed.append({"id": view.id, "properties": now})
    _in_batches(run, s.UPDATE_ENTITIES, changed)
    if moved:
        _move(run, moved, ontology)


def _move(run: Run, views: list[EntityView], ontology: Ontology) -> None:
    """Give entities other labels, by way of new nodes: the embedded engine cannot relabel under a constraint."""
    ids = [view.id for view in views]
    run(s.SET_ASIDE, {"ids": ids})
    _create(run, views, ontology)
    for row in run(s.TYPES_ASIDE, {"ids": ids}):
        run(s.move_relationships(row["type"], outgoing=row["outgoing"], keyed=row["keyed"]), {"ids": ids})
    run(s.DELETE_ASIDE, {"ids": ids})


def _settle_donations(run: Run, ids: Iterable[str]) -> None:
    """Delete donations that no claim describes any more, and tell the others' modality and date anew."""
    wanted = sorted(ids)
    if wanted:
        run(s.DELETE_DONATIONS, {"ids": wanted})
        run(s.UPDATE_DONATIONS, {"ids": wanted})


def _delete_entities(run: Run, ids: Sequence[str]) -> None:
    if ids:
        run(s.DELETE_ENTITIES, {"ids": list(ids)})


def _in_batches(run: Run, statement: str, rows: Sequence[Row]) -> None:
    for start in range(0, len(rows), BATCH_ROWS):
        run(statement, {"rows": [dict(row) for row in rows[start : start + BATCH_ROWS]]})


def _rows_of(run: Run, statement: str, ids: Sequence[str]) -> Iterator[Row]:
    for start in range(0, len(ids), BATCH_ROWS):
        yield from run(statement, {"ids": list(ids[start : start + BATCH_ROWS])})
