// de: Wer verbindet die meisten Nachbarn, die untereinander nicht verbunden sind?
// en: Who connects the most neighbours that are not connected themselves?
// param: limit integer = 15 -- how many rows at most
// param: most_neighbours integer = 60 -- entities with more neighbours are left out (they connect everything)
// row: an entity with the number of such pairs
MATCH (e:Entity)-[r]-(o:Entity)
WITH e, count(DISTINCT o.id) AS neighbours
WHERE neighbours >= 2 AND neighbours <= $most_neighbours
MATCH (a:Entity)-[]-(e)-[]-(b:Entity)
WHERE a.id < b.id AND NOT EXISTS { (a)--(b) }
WITH e, neighbours, a.id AS one, b.id AS other
WITH DISTINCT e, neighbours, one, other
RETURN e.id AS id, e.name AS name, e.type AS type, neighbours, count(*) AS pairs
ORDER BY pairs DESC, id
LIMIT $limit
