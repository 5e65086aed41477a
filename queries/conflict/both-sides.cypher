// de: Wer unterstützt und bekämpft dasselbe Ziel zugleich?
// en: Who both supports and opposes the same target?
// row: who, whom, and the claims for either side
MATCH (a:Entity)-[p:SUPPORTS|PARTNER_OF|INVESTED_IN]->(b:Entity)<-[c:OPPOSES|SUES|INVESTIGATES|COMPETES_WITH]-(a)
WITH a, b, p, c
ORDER BY p.claim, c.claim
WITH a, b, collect(DISTINCT type(p)) AS pro, collect(DISTINCT type(c)) AS contra, collect(DISTINCT p.claim) AS for_it,
  collect(DISTINCT c.claim) AS against_it
RETURN a.name AS who, b.name AS whom, pro, contra, for_it + against_it AS claims
ORDER BY who, whom
