// de: Wo widersprechen sich die Aussagen: hier behauptet, dort verneint, oder mit anderen Beträgen?
// en: Where do claims contradict each other: told as true here, denied there, or with other amounts?
// param: limit integer = 50 -- how many rows at most
// row: subject, predicate and object, with how often it is told and denied, the amounts told, documents and claims
MATCH (s:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Entity)
WHERE c.modality IN ['asserted', 'reported', 'negated']
WITH s, o, c.predicate AS predicate, sum(CASE WHEN c.modality = 'negated' THEN 0 ELSE 1 END) AS told,
  sum(CASE WHEN c.modality = 'negated' THEN 1 ELSE 0 END) AS denied, min(c.amount) AS least, max(c.amount) AS most,
  count(DISTINCT c.currency) AS currencies
WHERE told > 0 AND (denied > 0 OR (currencies = 1 AND least < most))
WITH s, o, predicate, told, denied, least, most
ORDER BY denied DESC, told DESC, s.id, predicate, o.id
LIMIT $limit
MATCH (s)<-[:SUBJECT]-(c:Claim {predicate: predicate})-[:OBJECT]->(o)
WHERE c.modality IN ['asserted', 'reported', 'negated']
MATCH (c)-[:IN_DOCUMENT]->(d:Document)
WITH s, o, predicate, told, denied, least, most, c, d
ORDER BY d.id, c.id
WITH s, o, predicate, told, denied, least, most, collect(DISTINCT d.id) AS documents, collect(c.id) AS claims
RETURN s.name AS subject, predicate, o.name AS object, told, denied, least, most, documents, claims
ORDER BY denied DESC, told DESC, subject, predicate, object
