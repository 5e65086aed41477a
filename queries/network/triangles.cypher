// de: Welche drei Unternehmen sind wechselseitig durch Geld oder Lieferung verbunden?
// en: Which three companies are tied to each other by money or supply?
// param: limit integer = 25 -- how many rows at most
// row: three organizations, each tied to both others
MATCH (a:Organization)-[:INVESTED_IN|OWNS_STAKE_IN|SUPPLIES_TO|PARTNER_OF|ACQUIRED]-(b:Organization)
WHERE a.id < b.id
WITH DISTINCT a, b
MATCH (b)-[:INVESTED_IN|OWNS_STAKE_IN|SUPPLIES_TO|PARTNER_OF|ACQUIRED]-(c:Organization)
WHERE b.id < c.id AND EXISTS { (c)-[:INVESTED_IN|OWNS_STAKE_IN|SUPPLIES_TO|PARTNER_OF|ACQUIRED]-(a) }
RETURN DISTINCT a.name AS first, b.name AS second, c.name AS third
ORDER BY first, second, third
LIMIT $limit
