// de: Wer konkurriert mit wem, unmittelbar oder über Erzeugnisse, die miteinander konkurrieren?
// en: Who competes with whom, directly or by artifacts that compete?
// param: limit integer = 100 -- how many rows at most
// row: two competitors, by which artifacts (none where it is said of them directly), and the claim
CALL {
  MATCH (a:Organization)-[r:COMPETES_WITH]-(b:Organization)
  WHERE a.id < b.id
  RETURN a.name AS one, b.name AS other, [] AS artifacts, r.claim AS claim
  UNION
  MATCH (x:Artifact)-[r:COMPETES_WITH]-(y:Artifact)
  MATCH (a:Entity)-[:DEVELOPS]->(x), (b:Entity)-[:DEVELOPS]->(y)
  WHERE a.id < b.id
  RETURN a.name AS one, b.name AS other, [x.name, y.name] AS artifacts, r.claim AS claim
}
RETURN one, other, artifacts, claim
ORDER BY one, other, claim, artifacts
LIMIT $limit
