// de: Wer sagt wie viel, und worüber?
// en: Who says how much, and about what?
// row: a voice, or null where it is not known, with its number of claims, how many told as true, and its predicates
MATCH (c:Claim)
WITH c
ORDER BY c.predicate
WITH c.statedBy AS speaker, count(c) AS claims_told, collect(DISTINCT c.predicate) AS predicates,
  sum(CASE WHEN c.modality IN ['asserted', 'reported'] THEN 1 ELSE 0 END) AS told_as_true
RETURN speaker, claims_told, told_as_true, predicates
ORDER BY claims_told DESC, speaker
