// de: Welche Dokumente sind da, mit wie vielen Aussagen und Entitäten?
// en: Which documents are there, with how many claims and entities?
// row: a document
MATCH (d:Document)
RETURN d.date AS date, d.id AS document, d.kind AS kind, d.title AS title,
  COUNT { (d)<-[:IN_DOCUMENT]-(:Claim) } AS told, COUNT { (d)<-[:MENTIONED_IN]-(:Entity) } AS entities
ORDER BY date, document
