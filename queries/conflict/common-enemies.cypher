// de: Wer hat einen gemeinsamen Gegner?
// en: Who shares an opponent?
// row: two sides and whom both oppose, sue, investigate or compete with
MATCH (a:Entity)-[r:OPPOSES|SUES|INVESTIGATES]->(e:Entity)<-[s:OPPOSES|SUES|INVESTIGATES]-(b:Entity)
WHERE a.id < b.id
WITH a, b, e, min(r.claim) AS first, min(s.claim) AS second
ORDER BY e.name, first, second
WITH a, b, collect(e.name) AS opponents, collect(first) AS firsts, collect(second) AS seconds
RETURN a.name AS one, b.name AS other, opponents, firsts + seconds AS claims
ORDER BY one, other
