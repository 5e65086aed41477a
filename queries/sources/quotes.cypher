// de: Wo fällt ein Wort in den Belegen (Volltextsuche)?
// en: Where does a word occur in the evidence (full-text search)?
// param: text text -- what to look for
// param: limit integer = 25 -- how many rows at most
// row: a quote with its document, second and claim
CALL db.index.fulltext.queryNodes('evidence_text', $text)
YIELD node
MATCH (node)<-[:HAS_EVIDENCE]-(c:Claim)-[:IN_DOCUMENT]->(d:Document)
RETURN d.date AS date, d.id AS document, node.startTime AS seconds, node.speaker AS speaker, node.quote AS quote,
  c.id AS claim
ORDER BY date, document, seconds, claim
LIMIT $limit
