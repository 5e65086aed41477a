// de: Wer ist mit mehreren Organisationen verbunden (Amt, Gründung, Mitgliedschaft)?
// en: Who is tied to several organizations (role, founding, membership)?
// param: minimum integer = 2 -- smallest number of organizations
// row: a person with the organizations
MATCH (p:Entity {type: 'Person'})-[r:HOLDS_ROLE|FOUNDED|MEMBER_OF]->(o:Entity)
WITH p, o, min(r.claim) AS claim
ORDER BY o.name, claim
WITH p, collect(o.name) AS organizations, collect(claim) AS claims
WHERE size(organizations) >= $minimum
RETURN p.name AS person, size(organizations) AS number, organizations, claims
ORDER BY number DESC, person
