// de: Welche Entitäten haben die meisten Verbindungen?
// en: Which entities have the most connections?
// param: limit integer = 25 -- how many rows at most
// row: an entity with its class, its number of neighbours, direct relationships and documents
MATCH (e:Entity)-[r]-(o:Entity)
WITH e, count(DISTINCT o.id) AS neighbours, count(r) AS relationships
RETURN e.id AS id, e.name AS name, e.type AS type, neighbours, relationships,
  COUNT { (e)-[:MENTIONED_IN]->(:Document) } AS documents
ORDER BY neighbours DESC, relationships DESC, id
LIMIT $limit
