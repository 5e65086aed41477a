"""The Cypher by which the exporters read a store: only MATCH and RETURN, values only as parameters.

Columns bear no names that Cypher keeps for itself (`end`, `show`).
"""

from __future__ import annotations

from typing import Final

DOCUMENTS: Final = (
    "MATCH (t:SourceText)-[:TEXT_OF]->(d:Document) "
    "RETURN d.id AS id, d.kind AS kind, d.title AS title, d.date AS date, d.language AS language, d.show AS series,"
    " d.number AS number, d.author AS author, d.mediaUrl AS media_url, d.speakers AS speakers,"
    " t.sha256 AS sha256, t.charCount AS characters "
    "ORDER BY id"
)
COUNT_CLAIMS: Final = "MATCH (c:Claim) RETURN count(c) AS claims"
CLAIMS: Final = (
    "UNWIND $documents AS document "
    "MATCH (d:Document {id: document})<-[:IN_DOCUMENT]-(c:Claim)-[:SUBJECT]->(s:Entity) "
    "WHERE c.predicate IN $predicates AND c.modality IN $modalities AND c.confidence >= $confidence "
    "OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity) "
    "OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(a:Entity) "
    "OPTIONAL MATCH (c)-[:IN_ORGANIZATION]->(g:Entity) "
    "OPTIONAL MATCH (c)-[:DESCRIBES]->(x:Donation) "
    "RETURN c.id AS id, document, s.id AS subject, o.id AS object, a.id AS attributed_to, g.id AS organisation,"
    " x.id AS donation, properties(c) AS told "
    "ORDER BY id"
)
QUOTES: Final = (
    "UNWIND $ids AS id MATCH (c:Claim {id: id})-[:HAS_EVIDENCE]->(e:Evidence) "
    "OPTIONAL MATCH (e)-[:IN_SEGMENT]->(s:Segment) "
    "RETURN id AS claim, e.id AS id, e.quote AS text, e.charStart AS char_start, e.charEnd AS char_end,"
    " e.prefix AS prefix, e.suffix AS suffix, e.startTime AS start_seconds, e.endTime AS end_seconds,"
    " e.timeBasis AS time_basis, e.speaker AS speaker, e.mediaFragment AS media, s.id AS segment "
    "ORDER BY claim, char_start, char_end, id"
)
SEGMENTS: Final = (
    "UNWIND $ids AS id MATCH (s:Segment {id: id})-[:IN_TEXT]->(:SourceText)-[:TEXT_OF]->(d:Document) "
    "RETURN s.id AS id, d.id AS document, s.kind AS kind, s.charStart AS char_start, s.charEnd AS char_end,"
    " s.startTime AS start_seconds, s.endTime AS end_seconds, s.timeBasis AS time_basis, s.speaker AS speaker,"
    " s.chapter AS chapter "
    "ORDER BY id"
)
ENTITIES: Final = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) "
    "RETURN e.id AS id, e.name AS name, e.type AS class_, e.surfaceForms AS forms, e.alsoNamed AS also_named,"
    " e.wikidata AS wikidata, e.homepage AS homepage, e.listed AS listed "
    "ORDER BY id"
)
MENTIONED: Final = (
    "UNWIND $documents AS document MATCH (e:Entity)-[:MENTIONED_IN]->(d:Document {id: document}) "
    "RETURN DISTINCT e.id AS id ORDER BY id"
)
CALLED: Final = (
    "MATCH (e:Entity) WHERE e.id = $name OR toLower(e.name) = toLower($name) OR $name IN e.surfaceForms "
    "RETURN e.id AS id, e.name AS name ORDER BY id"
)
