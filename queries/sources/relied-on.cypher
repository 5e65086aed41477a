// de: Auf wessen Berichte stützt sich die Sendung, und worüber?
// en: Whose reports does the show rely on, and about what?
// param: limit integer = 25 -- how many rows at most
// row: a source, or null where none is named, with the number of reported claims, their predicates and the claims
MATCH (c:Claim {modality: 'reported'})
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(s:Entity)
WITH s, c
ORDER BY c.predicate, c.id
WITH s, count(c) AS times, collect(DISTINCT c.predicate) AS predicates, collect(c.id) AS claims
RETURN s.name AS source, times, predicates, claims
ORDER BY times DESC, source
LIMIT $limit
