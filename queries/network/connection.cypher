// de: Wie hängen zwei Entitäten auf dem kürzesten Weg zusammen, und was belegt jeden Schritt?
// en: How do two entities hang together on the shortest way, and what backs each step?
// param: from entity -- where the way begins
// param: to entity -- where it ends
// param: limit integer = 5 -- how many ways of the same length at most
// row: one shortest way: the names along it, the relationships between them, and their claims
MATCH (a:Entity {id: $from}), (b:Entity {id: $to})
WHERE a.id <> b.id
MATCH p = allShortestPaths((a)-[:ACQUIRED|APPOINTED|ATTENDED|COMPETES_WITH|DEVELOPS|DISMISSED|DONATED_TO|FAMILY_OF|
  FOUNDED|HOLDS_ROLE|INVESTED_IN|INVESTIGATES|LOCATED_IN|MEMBER_OF|OPPOSES|OWNS_STAKE_IN|PARTNER_OF|SUBSIDIARY_OF|
  SUES|SUPPLIES_TO|SUPPORTS|USES*1..8]-(b))
RETURN [n IN nodes(p) | n.name] AS names, [r IN relationships(p) | type(r)] AS steps,
  [r IN relationships(p) | r.claim] AS claims, length(p) AS hops
ORDER BY names, claims
LIMIT $limit
