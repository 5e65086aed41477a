// de: Wer hat insgesamt am meisten investiert (jede Runde einmal gezählt)?
// en: Who has invested most in all (each round counted once)?
// param: currency text = "USD" -- only amounts in this currency
// param: limit integer = 10 -- how many rows at most
// row: an investor with the sum of the distinct amounts told, and the number of rounds
MATCH (i:Entity)<-[:SUBJECT]-(c:Claim {predicate: 'investedIn', currency: $currency})-[:OBJECT]->(t:Entity)
WHERE c.modality IN ['asserted', 'reported'] AND c.amount IS NOT NULL
WITH i, t, c.amount AS amount, min(c.id) AS claim
ORDER BY claim
WITH i, sum(amount) AS total, count(*) AS rounds, collect(claim) AS claims
RETURN i.name AS investor, total, rounds, claims
ORDER BY total DESC, investor
LIMIT $limit
