// de: Wer unterstützt wen, oder arbeitet mit wem zusammen, am häufigsten?
// en: Who supports whom, or works with whom, most often?
// param: limit integer = 25 -- how many rows at most
// row: two sides, how (supports, partner), in how many claims, and the claims
MATCH (a:Entity)-[r:SUPPORTS|PARTNER_OF]->(b:Entity)
WITH a, b, r, type(r) AS how
ORDER BY how, r.claim
WITH a, b, collect(DISTINCT how) AS ways, count(r) AS times, collect(r.claim) AS claims
RETURN a.name AS ally, b.name AS target, ways, times, claims
ORDER BY times DESC, ally, target
LIMIT $limit
