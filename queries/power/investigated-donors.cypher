// de: Gegen welche Unternehmen wird ermittelt oder geklagt, deren Leute zugleich spenden?
// en: Which companies are investigated or sued while their people donate?
// param: limit integer = 50 -- how many rows at most
// row: a company and one of its donors, with who stands against the company, and to whom the donor gave
MATCH (a:Entity)-[i:INVESTIGATES|SUES]->(o:Entity)
WITH o, a.name AS opponent, min(i.claim) AS claim
ORDER BY opponent, claim
WITH o, collect(opponent) AS opponents, collect(claim) AS against
MATCH (o)<-[h:HOLDS_ROLE|FOUNDED|MEMBER_OF]-(p:Entity)
WHERE EXISTS { (p)-[:MADE_DONATION]->(:Donation) }
WITH o, opponents, against, p, min(h.claim) AS role
RETURN o.name AS company, opponents, p.name AS donor,
  COLLECT { MATCH (p)-[:MADE_DONATION]->()-[:DONATION_TO]->(r) RETURN DISTINCT r.name AS n ORDER BY n } AS recipients,
  against + role AS claims
ORDER BY company, donor
LIMIT $limit
