// de: Welche Entitäten kommen vor, ohne dass etwas über sie gesagt wird?
// en: Which entities occur without anything being said about them?
// param: limit integer = 50 -- how many rows at most
// row: an entity in no claim, with its documents
MATCH (e:Entity)
WHERE NOT EXISTS { (e)<-[:SUBJECT|OBJECT|ATTRIBUTED_TO|IN_ORGANIZATION]-(:Claim) }
RETURN e.id AS id, e.name AS name, e.type AS type,
  COLLECT { MATCH (e)-[:MENTIONED_IN]->(d:Document) RETURN d.id AS document ORDER BY document } AS documents
ORDER BY id
LIMIT $limit
