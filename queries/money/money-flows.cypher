// de: Welche Geldflüsse gibt es zwischen zwei Arten von Akteuren (Investition, Kauf, Lieferung, Spende)?
// en: Which flows of money run between which kinds of actors (investment, purchase, supply, donation)?
// row: a kind of giver, a kind of relationship and a kind of receiver, with the number of flows and the sum of amounts
MATCH (a:Entity)-[r:INVESTED_IN|ACQUIRED|SUPPLIES_TO|DONATED_TO]->(b:Entity)
RETURN a.type AS giver, type(r) AS how, b.type AS receiver, count(r) AS flows, sum(coalesce(r.amount, 0.0)) AS total
ORDER BY flows DESC, giver, how, receiver
