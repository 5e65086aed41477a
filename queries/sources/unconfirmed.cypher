// de: Welche Behauptungen bestätigt kein zweites Dokument?
// en: Which claims are confirmed by no second document?
// param: predicates list = ["investedIn", "donatedTo", "acquired", "investigates"] -- which predicates
// param: limit integer = 50 -- how many rows at most
// row: one claim told as true in a single document, the least sure first
MATCH (s:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Entity)
WHERE c.modality IN ['asserted', 'reported'] AND c.predicate IN $predicates
MATCH (c)-[:IN_DOCUMENT]->(d:Document)
WITH s, o, c.predicate AS predicate, min(d.id) AS document, count(DISTINCT d.id) AS documents,
  min(c.confidence) AS confidence, min(c.id) AS claim
WHERE documents = 1
RETURN s.name AS subject, predicate, o.name AS object, confidence, document, claim
ORDER BY confidence, subject, predicate, object
LIMIT $limit
