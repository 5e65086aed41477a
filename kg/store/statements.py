"""The Cypher that writes: everything is found by `id`, values are only parameters.

Labels and relationship types cannot be parameters; they come from the ontology and are checked before they go into the
text. All statements run unchanged on Neo4j 5 and on the embedded engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kg.errors import StoreError
from kg.store.records import Link

KEY_LABELS: Final = ("Entity", "Claim", "Evidence", "Segment", "SourceText", "Document", "Donation")
SCHEMA_LABEL: Final = "StoreSchema"
ASIDE: Final = "~"

CONSTRAINTS: Final = tuple(
    f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE"
    for label in (*KEY_LABELS, SCHEMA_LABEL)
)
INDEXES: Final = (
    "CREATE INDEX entity_type IF NOT EXISTS FOR (n:Entity) ON (n.type)",
    "CREATE INDEX entity_name IF NOT EXISTS FOR (n:Entity) ON (n.name)",
    "CREATE INDEX claim_predicate IF NOT EXISTS FOR (n:Claim) ON (n.predicate, n.modality)",
    "CREATE INDEX document_date IF NOT EXISTS FOR (n:Document) ON (n.date)",
)

NEO4J_FULL_TEXT: Final = (
    "CREATE FULLTEXT INDEX entity_text IF NOT EXISTS FOR (n:Entity) ON EACH [n.searchText]",
    "CREATE FULLTEXT INDEX evidence_text IF NOT EXISTS FOR (n:Evidence) ON EACH [n.quote]",
)

READ_SCHEMA = "MATCH (s:StoreSchema {id: 'kg'}) RETURN s.version AS version"
WRITE_SCHEMA = "MERGE (s:StoreSchema {id: 'kg'}) SET s.version = $version"

FIND_DOCUMENT = "MATCH (d:Document {id: $id}) RETURN d.fingerprint AS fingerprint"
MARK_DOCUMENT = "MATCH (d:Document {id: $id}) SET d.fingerprint = $fingerprint"
DOCUMENTS = (
    "MATCH (d:Document) "
    "RETURN d.id AS id, d.kind AS kind, d.title AS title, d.date AS date,"
    " COUNT { (d)<-[:IN_DOCUMENT]-(:Claim) } AS claims "
    "ORDER BY id"
)

TOUCHED_ENTITIES = "MATCH (d:Document {id: $id})<-[:MENTIONED_IN]-(e:Entity) RETURN DISTINCT e.id AS id ORDER BY id"
TOUCHED_DONATIONS = (
    "MATCH (d:Document {id: $id})<-[:IN_DOCUMENT]-(:Claim)-[:DESCRIBES]->(x:Donation) "
    "RETURN DISTINCT x.id AS id ORDER BY id"
)
REMOVE_DOCUMENT = (
    "MATCH (d:Document {id: $id})<-[:IN_DOCUMENT]-(c:Claim)-[:SUBJECT]->(s:Entity) "
    "MATCH (s)-[r {claim: c.id}]->(:Entity) DELETE r",
    "MATCH (d:Document {id: $id})<-[:IN_DOCUMENT]-(:Claim)-[:HAS_EVIDENCE]->(e:Evidence) DETACH DELETE e",
    "MATCH (d:Document {id: $id})<-[:IN_DOCUMENT]-(c:Claim) DETACH DELETE c",
    "MATCH (d:Document {id: $id})<-[:TEXT_OF]-(:SourceText)<-[:IN_TEXT]-(s:Segment) DETACH DELETE s",
    "MATCH (d:Document {id: $id})<-[:TEXT_OF]-(t:SourceText) DETACH DELETE t",
    "MATCH (d:Document {id: $id}) DETACH DELETE d",
)

READ_ENTITIES = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.namedBy AS document, properties(e) AS properties"
)
READ_VIEWS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})-[m:MENTIONED_IN]->(d:Document) "
    "RETURN e.id AS id, d.id AS document, properties(m) AS properties"
)
UPDATE_ENTITIES = "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e += row.properties"
DELETE_ENTITIES = "UNWIND $ids AS id MATCH (e:Entity {id: id}) DETACH DELETE e"
SET_ASIDE = f"UNWIND $ids AS id MATCH (e:Entity {{id: id}}) SET e.id = id + '{ASIDE}'"
DELETE_ASIDE = f"UNWIND $ids AS id MATCH (e:Entity {{id: id + '{ASIDE}'}}) DETACH DELETE e"
TYPES_ASIDE = (
    f"UNWIND $ids AS id MATCH (e:Entity {{id: id + '{ASIDE}'}})-[r]-() "
    "RETURN DISTINCT type(r) AS type, startNode(r) = e AS outgoing, r.claim IS NOT NULL AS keyed "
    "ORDER BY type, outgoing"
)
WRITE_VIEWS = (
    "UNWIND $rows AS row MATCH (d:Document {id: row.end}) MATCH (e:Entity {id: row.start}) "
    "CREATE (d)<-[m:MENTIONED_IN]-(e) SET m += row.properties"
)
"""The document is new in this transaction, so that no such relationship can be there."""

UPDATE_DONATIONS = (
    "UNWIND $ids AS id MATCH (d:Donation {id: id})<-[:DESCRIBES]-(c:Claim) "
    "WITH d, min(c.modality) AS modality, min(c.date) AS date, min(c.amountMin) AS amountMin,"
    " max(c.amountMax) AS amountMax, min(c.jointWith) AS jointWith "
    "SET d.modality = modality, d.date = date, d.amountMin = amountMin, d.amountMax = amountMax,"
    " d.jointWith = jointWith"
)
DELETE_DONATIONS = (
    "UNWIND $ids AS id MATCH (d:Donation {id: id}) WHERE NOT EXISTS { (d)<-[:DESCRIBES]-(:Claim) } DETACH DELETE d"
)


def merge_nodes(labels: Iterable[str], links: Iterable[Link] = ()) -> str:
    """The statement that writes `$rows` as nodes of these labels, with their links."""
    names = "".join(f":{name_in_cypher(label)}" for label in labels)
    match, merge = [], []
    for place, link in enumerate(links):
        match.append(f"MATCH (x{place}:{name_in_cypher(link.label)} {{id: row.links[{place}]}})")
        left, right = ("-", "->") if link.outgoing else ("<-", "-")
        merge.append(f"MERGE (n){left}[:{name_in_cypher(link.type)}]{right}(x{place})")
    node = f"MERGE (n{names} {{id: row.id}}) SET n += row.properties"
    return " ".join(["UNWIND $rows AS row", *match, node, *merge])


def merge_relationships(type_: str) -> str:
    """The statement that writes `$rows` as direct relationships between entities, one for each claim."""
    return (
        "UNWIND $rows AS row MATCH (a:Entity {id: row.start}) MATCH (b:Entity {id: row.end}) "
        f"MERGE (a)-[r:{name_in_cypher(type_)} {{claim: row.properties.claim}}]->(b) SET r += row.properties"
    )


def merge_any_relationships(type_: str, start_label: str, end_label: str) -> str:
    """The statement that writes `$rows` as relationships of any type; those between entities are told by `claim`."""
    if start_label == end_label == "Entity":
        return merge_relationships(type_)
    return (
        f"UNWIND $rows AS row MATCH (a:{name_in_cypher(start_label)} {{id: row.start}}) "
        f"MATCH (b:{name_in_cypher(end_label)} {{id: row.end}}) "
        f"MERGE (a)-[r:{name_in_cypher(type_)}]->(b) SET r += row.properties"
    )


def move_relationships(type_: str, *, outgoing: bool, keyed: bool) -> str:
    """The statement that hands relationships of one type from the entities `$ids`, set aside, to their successors."""
    name = name_in_cypher(type_)
    key = " {claim: r.claim}" if keyed else ""
    old, new = (f"-[r:{name}]->", f"-[q:{name}{key}]->") if outgoing else (f"<-[r:{name}]-", f"<-[q:{name}{key}]-")
    return (
        f"UNWIND $ids AS id MATCH (old:Entity {{id: id + '{ASIDE}'}}){old}(other) MATCH (e:Entity {{id: id}}) "
        f"MERGE (e){new}(other) SET q += properties(r)"
    )


def name_in_cypher(name: str) -> str:
    """The label or type as it may stand in Cypher text.

    Raises:
        StoreError: if it is not a plain word.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", name):
        raise StoreError(f"{name!r} cannot be a label or relationship type: wanted letters, digits and underscores")
    return f"`{name}`"
