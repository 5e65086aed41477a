// de: Bei welchen Aussagen ist sich das Programm am wenigsten sicher?
// en: Which claims is the program least sure of?
// param: below number = 1.0 -- only claims with a confidence below this
// param: limit integer = 25 -- how many rows at most
// row: a claim with its confidence, the frame that found it, and its quote
MATCH (s:Entity)<-[:SUBJECT]-(c:Claim)-[:HAS_EVIDENCE]->(v:Evidence)
WHERE c.confidence < $below
OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity)
RETURN c.confidence AS confidence, s.name AS subject, c.predicate AS predicate, o.name AS object,
  c.extractor AS extractor, v.frame AS frame, v.quote AS quote, c.id AS claim
ORDER BY confidence, claim, quote
LIMIT $limit
