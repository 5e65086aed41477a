// de: Wie oft kommt eine Entität im Lauf der Zeit vor?
// en: How often does an entity appear over time?
// param: entity entity -- the entity
// row: a document with the number of mentions, the forms used, and the claims about it
MATCH (e:Entity {id: $entity})-[m:MENTIONED_IN]->(d:Document)
RETURN d.date AS date, d.id AS document, m.mentions AS mentions, m.forms AS forms,
  COUNT { MATCH (e)<-[:SUBJECT|OBJECT]-(:Claim)-[:IN_DOCUMENT]->(d) } AS told
ORDER BY date, document
