// de: Wer spendet an wen, mit welchem Amt in welchem Unternehmen, und wer berichtet es?
// en: Who donates to whom, with which role at which company, and who reports it?
// param: minimum number = 0 -- smallest amount
// row: one donation, with the donor's roles and companies, its sources and the claims that tell it
MATCH (p:Entity)-[:MADE_DONATION]->(d:Donation)-[:DONATION_TO]->(r:Entity)
WHERE coalesce(d.amount, 0.0) >= $minimum
RETURN p.name AS donor, r.name AS recipient, d.amount AS amount, d.currency AS currency, d.date AS date,
  d.modality AS modality,
  COLLECT { MATCH (p)-[h:HOLDS_ROLE]->(o:Entity) RETURN DISTINCT o.name AS company ORDER BY company } AS companies,
  COLLECT { MATCH (d)<-[:DESCRIBES]-()-[:ATTRIBUTED_TO]->(s) RETURN DISTINCT s.name AS source ORDER BY source }
    AS sources,
  COLLECT { MATCH (d)<-[:DESCRIBES]-(c:Claim) RETURN c.id AS claim ORDER BY claim } AS claims
ORDER BY coalesce(amount, 0.0) DESC, donor, recipient
