// de: Was wird über eine Entität gesagt, wann, von wem, mit welchen Worten?
// en: What is said about an entity, when, by whom, in which words?
// param: entity entity -- whom or what it is about
// row: one piece of evidence for a claim in which the entity is subject or object
MATCH (x:Entity {id: $entity})<-[:SUBJECT|OBJECT]-(c:Claim)
WITH DISTINCT c
MATCH (c)-[:IN_DOCUMENT]->(d:Document)
MATCH (c)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:HAS_EVIDENCE]->(v:Evidence)
OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity)
RETURN d.date AS date, d.id AS document, v.startTime AS seconds, s.name AS subject, c.predicate AS predicate,
  o.name AS object, c.modality AS modality, v.speaker AS speaker, v.quote AS quote, c.id AS claim
ORDER BY date, document, seconds, claim, quote
