// de: Wer hat welches Amt wo, jetzt oder früher?
// en: Who holds which role where, now or formerly?
// param: status text = null -- current or former; all by default
// row: a person, a role and an organization
MATCH (p:Entity)-[r:HOLDS_ROLE]->(o:Entity)
WHERE $status IS NULL OR r.roleStatus = $status
WITH p, o, r
ORDER BY r.claim
WITH p, o, r.role AS role, r.roleStatus AS status, collect(r.claim) AS claims
RETURN p.name AS person, role, status, o.name AS organization, o.type AS type, claims
ORDER BY person, organization, role, status
