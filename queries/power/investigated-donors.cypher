// de: Gegen welche Unternehmen wird ermittelt oder geklagt, deren Leute zugleich spenden?
// en: Which companies are investigated or sued while their people donate?
// row: a company, who investigates or sues it, the donor and the recipient
MATCH (a:Entity)-[i:INVESTIGATES|SUES]->(o:Entity)<-[h:HOLDS_ROLE|FOUNDED|MEMBER_OF]-(p:Entity)
MATCH (p)-[:MADE_DONATION]->(d:Donation)-[:DONATION_TO]->(r:Entity)
RETURN DISTINCT o.name AS company, a.name AS opponent, type(i) AS how, p.name AS donor, r.name AS recipient,
  d.amount AS amount, [i.claim, h.claim] AS claims
ORDER BY company, opponent, donor, recipient, claims
