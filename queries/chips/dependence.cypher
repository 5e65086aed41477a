// de: Von wem hängt ein Unternehmen ab: wer beliefert es, wessen Erzeugnisse nutzt es, wem gehört es?
// en: On whom does a company depend: who supplies it, whose artifacts does it use, who owns it?
// param: entity entity -- the company
// row: one it depends on, how, by which artifact, and the claims
CALL {
  MATCH (s:Entity)-[r:SUPPLIES_TO]->(:Entity {id: $entity})
  RETURN s.name AS depends_on, type(r) AS how, r.suppliedProductText AS artifact, [r.claim] AS claims
  UNION
  MATCH (:Entity {id: $entity})-[u:USES]->(x:Entity)<-[m:DEVELOPS]-(s:Entity)
  RETURN s.name AS depends_on, type(u) AS how, x.name AS artifact, [u.claim, m.claim] AS claims
  UNION
  MATCH (s:Entity)-[r:OWNS_STAKE_IN|INVESTED_IN|ACQUIRED]->(:Entity {id: $entity})
  RETURN s.name AS depends_on, type(r) AS how, null AS artifact, [r.claim] AS claims
}
RETURN depends_on, how, artifact, claims
ORDER BY how, depends_on, artifact, claims
