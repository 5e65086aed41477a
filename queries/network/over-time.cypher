// de: Wie oft kommt eine Entität im Lauf der Zeit vor?
// en: How often does an entity appear over time?
// param: entity entity -- the entity
// row: a document with the number of mentions, the forms used, and the number of claims about it
MATCH (e:Entity {id: $entity})-[m:MENTIONED_IN]->(d:Document)
OPTIONAL MATCH (d)<-[:IN_DOCUMENT]-(c:Claim)-[:SUBJECT|OBJECT]->(e)
RETURN d.date AS date, d.id AS document, m.mentions AS mentions, m.forms AS forms, count(DISTINCT c.id) AS told
ORDER BY date, document
