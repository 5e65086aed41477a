// de: Welche Verwandten von Leuten mit Amt oder Spende haben selbst Amt oder Spende?
// en: Which relatives of people with a role or a donation have a role or a donation themselves?
// row: two relatives, with what ties each of them to organizations and recipients
MATCH (a:Entity)-[f:FAMILY_OF]-(b:Entity)
WHERE a.id < b.id
RETURN a.name AS one, f.kinship AS kinship, b.name AS other,
  COLLECT { MATCH (a)-[:HOLDS_ROLE|FOUNDED|MEMBER_OF|DONATED_TO]->(o) RETURN DISTINCT o.name AS n ORDER BY n }
    AS one_at,
  COLLECT { MATCH (b)-[:HOLDS_ROLE|FOUNDED|MEMBER_OF|DONATED_TO]->(o) RETURN DISTINCT o.name AS n ORDER BY n }
    AS other_at,
  f.claim AS claim
ORDER BY one, other, claim
