// de: Welche Unternehmen haben Leute, die spenden, und an wen?
// en: Which companies have people who donate, and to whom?
// row: a company, a person with a role there, the recipient and the sum of the donations told
MATCH (o:Entity)<-[h:HOLDS_ROLE|FOUNDED|MEMBER_OF]-(p:Entity)-[:MADE_DONATION]->(d:Donation)-[:DONATION_TO]->(r:Entity)
WHERE o.type IN ['Company', 'Investor']
WITH o, p, r, d, min(h.claim) AS role
ORDER BY d.id, role
WITH o, p, r, sum(coalesce(d.amount, 0.0)) AS total, count(d) AS donations, collect(DISTINCT role) AS claims
RETURN o.name AS company, p.name AS person, r.name AS recipient, total, donations, claims
ORDER BY total DESC, company, person, recipient
