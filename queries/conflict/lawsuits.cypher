// de: Wer klagt gegen wen und wer ermittelt gegen wen, mit Beleg?
// en: Who sues and who investigates whom, with the evidence?
// row: one claim of a suit or investigation, also denied or planned ones, with its quote
MATCH (a:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(b:Entity)
WHERE c.predicate IN ['sues', 'investigates']
MATCH (c)-[:HAS_EVIDENCE]->(v:Evidence)
RETURN a.name AS actor, c.predicate AS predicate, b.name AS target, c.modality AS modality, v.quote AS quote,
  c.id AS claim
ORDER BY actor, target, claim, quote
