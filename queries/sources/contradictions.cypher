// de: Wo widersprechen sich Dokumente: behauptet hier, verneint dort, oder andere Beträge?
// en: Where do documents contradict each other: asserted here, denied there, or other amounts?
// row: two claims of the same subject, predicate and object that cannot both be right, and in what they differ
MATCH (s:Entity)<-[:SUBJECT]-(x:Claim)-[:OBJECT]->(o:Entity)<-[:OBJECT]-(y:Claim)-[:SUBJECT]->(s)
WHERE x.predicate = y.predicate AND x.id <> y.id
  AND ((x.modality IN ['asserted', 'reported'] AND y.modality = 'negated')
    OR (x.id < y.id AND x.currency = y.currency AND x.amount <> y.amount))
MATCH (x)-[:IN_DOCUMENT]->(d:Document), (y)-[:IN_DOCUMENT]->(e:Document)
RETURN s.name AS subject, x.predicate AS predicate, o.name AS object, x.modality AS modality, x.amount AS amount,
  d.id AS document, y.modality AS other_modality, y.amount AS other_amount, e.id AS other_document,
  [x.id, y.id] AS claims
ORDER BY subject, predicate, object, claims
