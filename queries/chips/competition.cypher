// de: Wer konkurriert mit wem, unmittelbar oder über Erzeugnisse, die miteinander konkurrieren?
// en: Who competes with whom, directly or by artifacts that compete?
// row: two competitors, by which artifacts (none where it is said of them directly), and the claims
CALL {
  MATCH (a:Entity)-[r:COMPETES_WITH]-(b:Entity)
  WHERE a.id < b.id AND NOT a:Artifact
  RETURN a.name AS one, b.name AS other, [] AS artifacts, r.claim AS claim
  UNION
  MATCH (a:Entity)-[:DEVELOPS]->(x:Entity)-[r:COMPETES_WITH]-(y:Entity)<-[:DEVELOPS]-(b:Entity)
  WHERE a.id < b.id
  RETURN a.name AS one, b.name AS other, [x.name, y.name] AS artifacts, r.claim AS claim
}
RETURN one, other, artifacts, claim
ORDER BY one, other, claim
