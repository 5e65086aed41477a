// de: Wer steht gegen wen: wer lehnt ab, verklagt oder untersucht wen am häufigsten?
// en: Who stands against whom: who opposes, sues or investigates whom most often?
// param: limit integer = 25 -- how many rows at most
// row: two sides, how (opposes, sues, investigates), in how many claims, and the claims
MATCH (a:Entity)-[r:OPPOSES|SUES|INVESTIGATES]->(b:Entity)
WITH a, b, r, type(r) AS how
ORDER BY how, r.claim
WITH a, b, collect(DISTINCT how) AS ways, count(r) AS times, collect(r.claim) AS claims
RETURN a.name AS against, b.name AS target, ways, times, claims
ORDER BY times DESC, against, target
LIMIT $limit
