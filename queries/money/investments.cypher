// de: Wer hat wie viel in wen investiert?
// en: Who invested how much in whom?
// param: currency text = null -- only amounts in this currency, such as USD
// param: since date = null -- only claims of documents of this date or later
// param: limit integer = 50 -- how many rows at most
// row: an investor and a company, with the largest amount told, in how many documents, and the claims
MATCH (a:Entity)<-[:SUBJECT]-(c:Claim {predicate: 'investedIn'})-[:OBJECT]->(b:Entity)
MATCH (c)-[:IN_DOCUMENT]->(d:Document)
WHERE c.modality IN ['asserted', 'reported']
  AND ($currency IS NULL OR c.currency = $currency)
  AND ($since IS NULL OR d.date >= $since)
WITH a, b, c, d
ORDER BY c.id
WITH a, b, max(c.amount) AS amount, min(c.currency) AS currency, count(DISTINCT d.id) AS documents,
  collect(c.id) AS claims
RETURN a.name AS investor, b.name AS company, amount, currency, documents, claims
ORDER BY coalesce(amount, 0.0) DESC, investor, company
LIMIT $limit
