// de: Wer ernennt oder entlässt wen, und in welcher Organisation?
// en: Who appoints or dismisses whom, and in which organization?
// row: an appointment or dismissal as told, by whom, with its date and modality
MATCH (a:Entity)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(p:Entity)
WHERE c.predicate IN ['appointed', 'dismissed']
MATCH (c)-[:IN_DOCUMENT]->(d:Document)
OPTIONAL MATCH (c)-[:IN_ORGANIZATION]->(o:Entity)
RETURN coalesce(c.date, d.date) AS date, a.name AS actor, c.predicate AS predicate, p.name AS person,
  o.name AS organization, c.role AS role, c.modality AS modality, c.id AS claim
ORDER BY date, actor, person, claim
