// de: Wen erreicht eine Entität über Beteiligung und Einfluss in höchstens drei Schritten?
// en: Whom does an entity reach by ownership and influence in at most three steps?
// param: entity entity -- where it begins
// param: limit integer = 50 -- how many rows at most
// row: one reached, in how few steps, and over whom on the first such way
MATCH p = (:Entity {id: $entity})-
  [:INVESTED_IN|OWNS_STAKE_IN|ACQUIRED|FOUNDED|HOLDS_ROLE|DONATED_TO|APPOINTED*1..3]->(b:Entity)
WHERE b.id <> $entity
WITH b, length(p) AS steps, [n IN nodes(p) | n.name] AS names, [r IN relationships(p) | r.claim] AS claims
ORDER BY steps, names, claims
WITH b, min(steps) AS steps, collect(names)[0] AS over, collect(claims)[0] AS claims
RETURN b.name AS reached, b.type AS type, steps, over, claims
ORDER BY steps, reached
LIMIT $limit
