// de: Welche Namen kennt keine Namensliste (Kandidaten zum Nachschlagen)?
// en: Which names does no name list know (candidates to look up)?
// param: limit integer = 50 -- how many rows at most
// row: an entity that only the documents vouch for, with its forms and how often it is named
MATCH (e:Entity {listed: false})-[m:MENTIONED_IN]->(d:Document)
WITH e, sum(m.mentions) AS mentions, count(d) AS documents
RETURN e.id AS id, e.name AS name, e.type AS type, e.surfaceForms AS forms, mentions, documents
ORDER BY mentions DESC, id
LIMIT $limit
