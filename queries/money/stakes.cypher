// de: Wer hält Anteile an wem, wie viel Prozent, und was wurde übernommen?
// en: Who owns a stake in whom, what percentage, and what was acquired?
// param: limit integer = 50 -- how many rows at most
// row: an owner and what it owns or has acquired, with the largest percentage told
MATCH (a:Entity)-[r:OWNS_STAKE_IN|ACQUIRED]->(b:Entity)
WITH a, b, r, type(r) AS how
ORDER BY r.claim
WITH a, b, how, max(r.percent) AS percent, max(r.amount) AS amount, collect(r.claim) AS claims
RETURN a.name AS owner, b.name AS company, how, percent, amount, claims
ORDER BY coalesce(percent, 0.0) DESC, owner, company, how
LIMIT $limit
