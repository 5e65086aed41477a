// de: Womit ist eine Entität unmittelbar verbunden, und wie?
// en: What is an entity directly connected to, and how?
// param: entity entity -- the entity
// row: a neighbour, the relationship, whether it goes out from the entity, and the claims
MATCH (a:Entity {id: $entity})-[r]-(b:Entity)
WITH b, type(r) AS how, startNode(r) = a AS outgoing, r
ORDER BY r.claim
WITH b, how, outgoing, count(r) AS times, collect(r.claim) AS claims
RETURN b.name AS neighbour, b.type AS type, how, outgoing, times, claims
ORDER BY times DESC, neighbour, how, outgoing
