// de: Wen erreicht eine Entität über Beteiligung und Einfluss in höchstens drei Schritten?
// en: Whom does an entity reach by ownership and influence in at most three steps?
// param: entity entity -- where it begins
// param: limit integer = 50 -- how many rows at most
// row: one reached, in how few steps, and over whom on one such way
MATCH (a:Entity {id: $entity})
CALL (a) {
  MATCH (a)-[:INVESTED_IN|OWNS_STAKE_IN|ACQUIRED|FOUNDED|HOLDS_ROLE|DONATED_TO|APPOINTED]->(b:Entity)
  RETURN DISTINCT b, 1 AS hops
  UNION
  MATCH (a)-[:INVESTED_IN|OWNS_STAKE_IN|ACQUIRED|FOUNDED|HOLDS_ROLE|DONATED_TO|APPOINTED]->(x:Entity)
  WITH DISTINCT x
  MATCH (x)-[:INVESTED_IN|OWNS_STAKE_IN|ACQUIRED|FOUNDED|HOLDS_ROLE|DONATED_TO|APPOINTED]->(b:Entity)
  RETURN DISTINCT b, 2 AS hops
  UNION
  MATCH (a)-[:INVESTED_IN|OWNS_STAKE_IN|ACQUIRED|FOUNDED|HOLDS_ROLE|DONATED_TO|APPOINTED]->(x:Entity)
  WITH DISTINCT x
  MATCH (x)-[:INVESTED_IN|OWNS_STAKE_IN|ACQUIRED|FOUNDED|HOLDS_ROLE|DONATED_TO|APPOINTED]->(y:Entity)
  WITH DISTINCT y
  MATCH (y)-[:INVESTED_IN|OWNS_STAKE_IN|ACQUIRED|FOUNDED|HOLDS_ROLE|DONATED_TO|APPOINTED]->(b:Entity)
  RETURN DISTINCT b, 3 AS hops
}
WITH a, b, min(hops) AS steps
WHERE b.id <> a.id
WITH a, b, steps
ORDER BY steps, b.name, b.id
LIMIT $limit
MATCH p = allShortestPaths((a)-
  [:INVESTED_IN|OWNS_STAKE_IN|ACQUIRED|FOUNDED|HOLDS_ROLE|DONATED_TO|APPOINTED*1..3]->(b))
WITH b, steps, [n IN nodes(p) | n.name] AS names, [r IN relationships(p) | r.claim] AS backed
ORDER BY names, backed
WITH b, steps, collect(names)[0] AS over, collect(backed)[0] AS claims
RETURN b.name AS reached, b.type AS type, steps, over, claims
ORDER BY steps, reached
