// de: Wer hat gemeinsame Gegner?
// en: Who shares opponents?
// param: limit integer = 50 -- how many rows at most
// row: two sides and whom both oppose, sue or investigate
MATCH (a:Entity)-[r:OPPOSES|SUES|INVESTIGATES]->(e:Entity)
WITH e, a, min(r.claim) AS first
MATCH (e)<-[s:OPPOSES|SUES|INVESTIGATES]-(b:Entity)
WHERE a.id < b.id
WITH a, b, e, first, min(s.claim) AS second
ORDER BY e.name, first
WITH a, b, collect(e.name) AS opponents, collect(first) AS firsts, collect(second) AS seconds
RETURN a.name AS one, b.name AS other, opponents, firsts + seconds AS claims
ORDER BY size(opponents) DESC, one, other
LIMIT $limit
