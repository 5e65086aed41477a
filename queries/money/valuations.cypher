// de: Wie haben sich Bewertung und Umsatz eines Unternehmens über die Zeit entwickelt?
// en: How have a company's valuation and revenue developed over time?
// param: entity entity -- the company
// row: one amount told: when (its own date, else that of the document), what, how much, and by whom
MATCH (e:Entity {id: $entity})<-[:SUBJECT]-(c:Claim)-[:IN_DOCUMENT]->(d:Document)
WHERE c.predicate IN ['valuedAt', 'hasRevenue'] AND c.modality IN ['asserted', 'reported']
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(s:Entity)
RETURN coalesce(c.date, d.date) AS date, c.predicate AS predicate, c.amount AS amount, c.amountMin AS least,
  c.amountMax AS most, c.currency AS currency, c.period AS period, c.modality AS modality, s.name AS source,
  d.id AS document, c.id AS claim
ORDER BY date, predicate, claim
