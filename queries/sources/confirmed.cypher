// de: Was bestätigen mehrere Dokumente?
// en: What do several documents confirm?
// param: minimum integer = 2 -- smallest number of documents
// param: limit integer = 50 -- how many rows at most
// row: subject, predicate and object, told as true in so many documents
MATCH (s:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Entity)
WHERE c.modality IN ['asserted', 'reported']
MATCH (c)-[:IN_DOCUMENT]->(d:Document)
WITH s, o, c, d
ORDER BY d.id, c.id
WITH s, o, c.predicate AS predicate, collect(DISTINCT d.id) AS documents, collect(c.id) AS claims
WHERE size(documents) >= $minimum
RETURN s.name AS subject, predicate, o.name AS object, size(documents) AS times, documents, claims
ORDER BY times DESC, subject, predicate, object
LIMIT $limit
