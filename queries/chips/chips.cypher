// de: Wer baut welchen Chip, wer nutzt ihn, und womit konkurriert er?
// en: Who builds which chip, who uses it, and what does it compete with?
// row: a chip with its makers, users and rivals
MATCH (k:Entity {type: 'Chip'})
RETURN k.name AS chip,
  COLLECT { MATCH (m:Entity)-[:DEVELOPS]->(k) RETURN DISTINCT m.name AS maker ORDER BY maker } AS makers,
  COLLECT { MATCH (u:Entity)-[:USES]->(k) RETURN DISTINCT u.name AS user ORDER BY user } AS users,
  COLLECT { MATCH (k)-[:COMPETES_WITH]-(x:Entity) RETURN DISTINCT x.name AS rival ORDER BY rival } AS rivals,
  COLLECT { MATCH (k)-[r:DEVELOPS|USES|COMPETES_WITH]-(:Entity) RETURN DISTINCT r.claim AS claim ORDER BY claim }
    AS claims
ORDER BY chip
