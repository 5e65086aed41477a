// de: Wo sitzt wer, und wer trifft sich bei welchem Ereignis?
// en: Where is who located, and who meets at which event?
// row: a place or event with those who are there
MATCH (x:Entity)<-[r:LOCATED_IN|ATTENDED]-(e:Entity)
WITH x, e, r
ORDER BY e.name, r.claim
WITH x, collect(DISTINCT e.name) AS there, collect(DISTINCT r.claim) AS claims
RETURN x.name AS place, x.type AS type, size(there) AS number, there, claims
ORDER BY number DESC, place
