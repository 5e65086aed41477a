// de: Wer investiert gemeinsam in dasselbe Unternehmen?
// en: Who invests in the same company together?
// param: minimum integer = 1 -- smallest number of companies in common
// param: limit integer = 50 -- how many rows at most
// row: two investors and the companies that both have put money into
MATCH (a:Entity)-[x:INVESTED_IN]->(t:Entity)<-[y:INVESTED_IN]-(b:Entity)
WHERE a.id < b.id
WITH a, b, t, min(x.claim) AS first, min(y.claim) AS second
ORDER BY t.name, first, second
WITH a, b, collect(t.name) AS companies, collect(first) AS firsts, collect(second) AS seconds
WHERE size(companies) >= $minimum
RETURN a.name AS investor, b.name AS coinvestor, size(companies) AS common, companies, firsts + seconds AS claims
ORDER BY common DESC, investor, coinvestor
LIMIT $limit
