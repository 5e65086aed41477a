// de: Wer hatte oder hat ein Amt in einer staatlichen Stelle und in einem Unternehmen (Drehtür)?
// en: Who held or holds a role at a government body and at a company (revolving door)?
// row: a person, a company and a government body, with the roles and the claims
MATCH (p:Entity)-[r:HOLDS_ROLE|FOUNDED|MEMBER_OF]->(o:Entity {type: 'Company'})
MATCH (p)-[g:HOLDS_ROLE|MEMBER_OF]->(b:Entity {type: 'GovernmentBody'})
WITH p, o, b, r, g
ORDER BY r.claim, g.claim
WITH p, o, b, collect(DISTINCT r.role) AS companyRoles, collect(DISTINCT g.role) AS publicRoles,
  collect(DISTINCT g.roleStatus) AS status, collect(DISTINCT r.claim) AS companyClaims,
  collect(DISTINCT g.claim) AS publicClaims
RETURN p.name AS person, o.name AS company, companyRoles, b.name AS body, publicRoles, status,
  companyClaims + publicClaims AS claims
ORDER BY person, company, body
