// de: Wer entwickelt welche KI-Modelle und Produkte, und wer nutzt sie?
// en: Who develops which AI models and products, and who uses them?
// param: types list = ["AIModel", "Product"] -- classes of artifacts
// row: an artifact with its makers and users
MATCH (m:Entity)
WHERE m.type IN $types
RETURN m.name AS artifact, m.type AS type,
  COLLECT { MATCH (x:Entity)-[:DEVELOPS]->(m) RETURN DISTINCT x.name AS maker ORDER BY maker } AS makers,
  COLLECT { MATCH (x:Entity)-[:USES]->(m) RETURN DISTINCT x.name AS user ORDER BY user } AS users,
  COLLECT { MATCH (:Entity)-[r:DEVELOPS|USES]->(m) RETURN DISTINCT r.claim AS claim ORDER BY claim } AS claims
ORDER BY artifact
