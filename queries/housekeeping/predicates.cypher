// de: Wie oft kommt jedes Prädikat in jeder Modalität vor?
// en: How often does each predicate occur in each modality?
// row: a predicate and a modality with the number of claims
MATCH (c:Claim)
RETURN c.predicate AS predicate, c.modality AS modality, count(c) AS number
ORDER BY predicate, modality
