// de: Wer verbindet zwei Welten, etwa Unternehmen und Staat?
// en: Who connects two worlds, such as companies and the state?
// param: one_side list = ["Company", "Investor"] -- classes of the one world
// param: other_side list = ["GovernmentBody", "PoliticalOrganization"] -- classes of the other
// param: types list = ["Person"] -- classes of those who connect them
// param: limit integer = 25 -- how many rows at most
// row: one who connects them, with the neighbours on either side
MATCH (e:Entity)-[]-(a:Entity)
WHERE e.type IN $types AND a.type IN $one_side
WITH DISTINCT e, a.name AS one
ORDER BY one
WITH e, collect(one) AS ones
MATCH (e)-[]-(b:Entity)
WHERE b.type IN $other_side
WITH DISTINCT e, ones, b.name AS other
ORDER BY other
WITH e, ones, collect(other) AS others
RETURN e.id AS id, e.name AS name, e.type AS type, ones, others
ORDER BY size(ones) * size(others) DESC, id
LIMIT $limit
