// de: Was bestätigen mehrere Dokumente?
// en: What do several documents confirm?
// param: minimum integer = 2 -- smallest number of documents
// param: limit integer = 50 -- how many rows at most
// row: two entities and a relationship that is told as true in so many documents
MATCH (s:Entity)-[r]->(o:Entity)
WITH s, o, type(r) AS how, count(DISTINCT r.document) AS times
WHERE times >= $minimum
WITH s, o, how, times
ORDER BY times DESC, s.id, how, o.id
LIMIT $limit
MATCH (s)-[r]->(o)
WHERE type(r) = how
WITH s, o, how, times, r
ORDER BY r.document, r.claim
WITH s, o, how, times, collect(DISTINCT r.document) AS documents, collect(r.claim) AS claims
RETURN s.name AS subject, how, o.name AS object, times, documents, claims
ORDER BY times DESC, subject, how, object
