"""What a script tuned by hand for an empty store would do: the same graph by CREATE, with few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from kg.ontology import Ontology
from kg.store.base import Run
from kg.store.merging import labels_of
from kg.store.records import DocumentRecords

CLAIMS = (
    "MATCH (d:Document {id: $document}) UNWIND $rows AS row MATCH (s:Entity {id: row.links[1]}) "
    "CREATE (c:Claim {id: row.id}) SET c += row.properties "
    "CREATE (c)-[:IN_DOCUMENT]->(d) CREATE (c)-[:SUBJECT]->(s)"
)
EVIDENCE = (
    "UNWIND $rows AS row MATCH (c:Claim {id: row.links[0]}) MATCH (g:Segment {id: row.links[1]}) "
    "CREATE (e:Evidence {id: row.id}) SET e += row.properties CREATE (c)-[:HAS_EVIDENCE]->(e)-[:IN_SEGMENT]->(g)"
)
SEGMENTS = (
    "MATCH (t:SourceText {id: $text}) UNWIND $rows AS row CREATE (s:Segment {id: row.id}) SET s += row.properties "
    "CREATE (s)-[:IN_TEXT]->(t)"
)
VIEWS = (
    "MATCH (d:Document {id: $document}) UNWIND $rows AS row MATCH (e:Entity {id: row.start}) "
    "CREATE (e)-[m:MENTIONED_IN]->(d) SET m += row.properties"
)


def write_by_hand(run: Run, records: DocumentRecords, seen: set[str], ontology: Ontology) -> None:
    """Write one document; `seen` are the entities and donations that are there already."""
    new: dict[str, list[Any]] = defaultdict(list)
    for view in records.views:
        if view.id not in seen:
            new[view.class_].append({"id": view.id, "properties": view.entity_properties()})
    for class_, rows in new.items():
        _create(run, labels_of(class_, ontology), rows)
    for batch in records.nodes:
        rows = [row for row in batch.rows if row["id"] not in seen]
        label = batch.labels[0]
        if label == "Claim":
            links = "".join(f" CREATE (c)-[:{k.type}]->(x{n})" for n, k in enumerate(batch.links) if n > 1)
            ends = "".join(
                f"MATCH (x{n}:{k.label} {{id: row.links[{n}]}}) " for n, k in enumerate(batch.links) if n > 1
            )
            run(
                CLAIMS.replace("CREATE (c:", ends + "CREATE (c:") + links,
                {"document": records.document_id, "rows": rows},
            )
        elif label == "Evidence":
            run(EVIDENCE, {"rows": rows})
        elif label == "Segment":
            run(SEGMENTS, {"text": f"{records.document_id}-text", "rows": rows})
        else:
            links = "".join(
                f" WITH n, row MATCH (x:{k.label} {{id: row.links[{place}]}}) "
                + (f"CREATE (n)-[:{k.type}]->(x)" if k.outgoing else f"CREATE (n)<-[:{k.type}]-(x)")
                for place, k in enumerate(batch.links)
            )
            _create(run, batch.labels, rows, links)
        seen.update(row["id"] for row in rows)
    seen.update(view.id for view in records.views)
    views = [{"start": v.id, "properties": v.properties()} for v in records.views]
    run(VIEWS, {"document": records.document_id, "rows": views})
    for direct in records.relationships:
        run(
            "UNWIND $rows AS row MATCH (a:Entity {id: row.start}) MATCH (b:Entity {id: row.end}) "
            f"CREATE (a)-[r:{direct.type}]->(b) SET r += row.properties",
            {"rows": list(direct.rows)},
        )


def _create(run: Run, labels: Iterable[str], rows: Iterable[Any], links: str = "") -> None:
    names = "".join(f":{label}" for label in labels)
    run(f"UNWIND $rows AS row CREATE (n{names} {{id: row.id}}) SET n += row.properties{links}", {"rows": list(rows)})
