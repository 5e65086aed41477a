// de: Welche Entitäten teilen sich eine Schreibweise (Verdacht auf Dubletten)?
// en: Which entities share a surface form (suspected duplicates)?
// param: limit integer = 50 -- how many rows at most
// row: two entities of one form
MATCH (a:Entity)
UNWIND a.surfaceForms AS form
WITH toLower(form) AS form, a
ORDER BY a.id
WITH form, collect(DISTINCT a.id) AS ids
WHERE size(ids) > 1
RETURN form, ids
ORDER BY form
LIMIT $limit
