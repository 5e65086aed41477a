// de: Zu welchen Bewertungen und Umsätzen gehen die Angaben auseinander?
// en: On which valuations and revenues do the figures differ?
// row: a company and a figure with the least and the largest amount told, and in how many documents
MATCH (e:Entity)<-[:SUBJECT]-(c:Claim)
WHERE c.predicate IN ['valuedAt', 'hasRevenue'] AND c.amount IS NOT NULL AND c.modality IN ['asserted', 'reported']
WITH e, c.predicate AS predicate, c.currency AS currency, c
ORDER BY c.id
WITH e, predicate, currency, min(c.amount) AS least, max(c.amount) AS most, count(DISTINCT c.amount) AS figures,
  collect(c.id) AS claims
WHERE figures > 1
RETURN e.name AS company, predicate, currency, least, most, figures, claims
ORDER BY company, predicate, currency
