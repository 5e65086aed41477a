// de: Wer kommt seit einem Tag zum ersten Mal vor?
// en: Who appears for the first time since a date?
// param: since date -- first day that counts
// param: limit integer = 50 -- how many rows at most
// row: an entity with its first document and its number of claims
MATCH (e:Entity)-[:MENTIONED_IN]->(d:Document)
WITH e, min(d.date) AS first
WHERE first >= $since
RETURN e.id AS id, e.name AS name, e.type AS type, first, COUNT { (e)<-[:SUBJECT|OBJECT]-(:Claim) } AS told
ORDER BY first, told DESC, id
LIMIT $limit
