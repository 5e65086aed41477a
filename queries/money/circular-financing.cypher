// de: Wer investiert in ein Unternehmen und beliefert es zugleich (Kreisfinanzierung)?
// en: Who invests in a company and supplies it at the same time (circular financing)?
// row: an investor that is also a supplier, the company, both amounts, and the claims behind them
MATCH (a:Entity)-[i:INVESTED_IN|OWNS_STAKE_IN]->(b:Entity), (a)-[s:SUPPLIES_TO]->(b)
WITH a, b, i, s
ORDER BY i.claim, s.claim
WITH a, b, max(i.amount) AS invested, max(s.amount) AS supplied, collect(DISTINCT i.claim) AS investments,
  collect(DISTINCT s.claim) AS supplies
RETURN a.name AS investor, b.name AS company, invested, supplied, investments + supplies AS claims
ORDER BY investor, company
