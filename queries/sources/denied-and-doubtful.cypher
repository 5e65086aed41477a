// de: Was wird verneint, vermutet, geplant oder nur angenommen?
// en: What is denied, speculated, planned or only supposed?
// param: modalities list = ["negated", "speculative", "planned", "hypothetical"] -- which modalities
// row: one such claim with its quote
MATCH (s:Entity)<-[:SUBJECT]-(c:Claim)-[:HAS_EVIDENCE]->(v:Evidence)
WHERE c.modality IN $modalities
OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity)
RETURN c.modality AS modality, s.name AS subject, c.predicate AS predicate, o.name AS object, v.speaker AS speaker,
  v.quote AS quote, c.id AS claim
ORDER BY modality, subject, predicate, claim, quote
