// de: Welche Entitäten tragen diesen Namen oder eine seiner Formen (Volltextsuche)?
// en: Which entities bear this name or one of its forms (full-text search)?
// param: text text -- what to look for
// param: limit integer = 25 -- how many rows at most
// row: an entity with its names and its number of claims
CALL db.index.fulltext.queryNodes('entity_text', $text)
YIELD node
RETURN node.id AS id, node.name AS name, node.type AS type, node.surfaceForms AS forms,
  COUNT { (node)<-[:SUBJECT|OBJECT]-(:Claim) } AS told
ORDER BY told DESC, id
LIMIT $limit
