"""What `kg show` and `kg path` print: claims in sentences, with quote, place and source."""

from __future__ import annotations

from typing import Any

from kg import ontology as ontologies
from kg.cli.tables import cell
from kg.errors import QueryError
from kg.store import Store
from kg.store.reading import entity_called

_CLAIMS = """
MATCH (c:Claim)-[:SUBJECT]->(s:Entity)
MATCH (c)-[:IN_DOCUMENT]->(d:Document)
MATCH (c)-[:HAS_EVIDENCE]->(v:Evidence)
WHERE c.id = $claim OR $entity IN [s.id] OR EXISTS { MATCH (c)-[:OBJECT]->(:Entity {id: $entity}) }
OPTIONAL MATCH (c)-[:OBJECT]->(o:Entity)
OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(a:Entity)
RETURN c {.*} AS claim, s.name AS subject, o.name AS object, a.name AS source, v {.*} AS evidence,
  d.title AS title, d.id AS document, d.date AS date
ORDER BY date, document, v.charStart, c.id
"""
_STEPS = """
MATCH (a:Entity {id: $start}), (b:Entity {id: $end})
MATCH p = shortestPath((a)-[:%s*1..6]-(b))
RETURN [r IN relationships(p) | r.claim] AS claims
ORDER BY size(claims)
LIMIT 1
"""


def dossier(store: Store, name: str, *, why: bool, limit: int) -> str:
    """An entity with its claims.

    Raises:
        QueryError: if the store knows no such entity.
    """
    found = entity_called(store, name)
    entity = found.entity
    lines = [f"{entity.name} ({entity.class_}), in {found.documents} document{'s' * (found.documents != 1)}"]
    others = sorted({*entity.also_named, *entity.mentions} - {entity.name})
    if others:
        lines.append("also: " + ", ".join(others))
    if entity.homepage:
        lines.append(f"homepage: {entity.homepage}")
    rows = store.query(_CLAIMS, {"entity": entity.id, "claim": ""}).dicts()
    for row in rows[:limit]:
        lines += ["", *_claim_lines(row, why=why)]
    if len(rows) > limit:
        lines += ["", f"… {len(rows) - limit} more (--limit)"]
    if not rows:
        lines += ["", "no claims about it"]
    return "\n".join(lines)


def claim_text(store: Store, claim: str, *, why: bool) -> str | None:
    """One claim with its evidence, or None where no claim has this id."""
    rows = store.query(_CLAIMS, {"entity": "", "claim": claim}).dicts()
    return "\n".join(line for row in rows for line in [*_claim_lines(row, why=why), ""]).rstrip() if rows else None


def connection(store: Store, start: str, end: str) -> str:
    """The shortest chain of claims between two entities.

    Raises:
        QueryError: if one of them is unknown or nothing connects them within six steps.
    """
    first, last = entity_called(store, start).entity, entity_called(store, end).entity
    types = "|".join(sorted(p.cypher_name for p in ontologies.load().predicates.values() if not p.literal))
    rows = store.query(_STEPS % types, {"start": first.id, "end": last.id}).dicts()
    if not rows:
        raise QueryError(f"nothing connects {first.name} and {last.name} within six claims")
    steps = [claim_text(store, claim, why=False) or claim for claim in rows[0]["claims"]]
    return f"{first.name} … {last.name}: {len(steps)} steps\n\n" + "\n\n".join(steps)


def _claim_lines(row: dict[str, Any], *, why: bool) -> list[str]:
    claim, evidence = row["claim"], row["evidence"]
    label = ontologies.load().predicates[claim["predicate"]].label_en
    object_ = row["object"] or ""
    lines = [" ".join(f"{row['subject']} {label} {object_}{_qualifiers(claim)}".split()) + f"  [{claim['modality']}]"]
    place = f"{row['date'] or ''} {row['title'] or row['document']}".strip()
    spoken = _clock(evidence.get("startTime"))
    speaker = evidence.get("speaker") or claim.get("statedBy")
    lines.append(f"  “{cell(evidence['quote'])}”")
    lines.append(f"  {place}{f', {spoken}' if spoken else ''}{f', {speaker}' if speaker else ''}")
    if row["source"]:
        lines.append(f"  according to {row['source']}")
    if why:
        made = evidence.get("frame") or claim.get("extractor") or ""
        steps = evidence.get("path") or []
        lines.append(f"  {claim['id']}, confidence {claim['confidence']}: {made} ({'; '.join(map(str, steps))})")
    return lines


def _qualifiers(claim: dict[str, Any]) -> str:
    parts = []
    if claim.get("amount") is not None:
        parts.append(f"{cell(float(claim['amount']))} {claim.get('currency') or ''}".strip())
    if claim.get("percent") is not None:
        parts.append(f"{cell(float(claim['percent']))} %")
    parts += [str(claim[k]) for k in ("role", "product", "kinship", "date", "period") if claim.get(k)]
    if claim.get("roleStatus") == "former":
        parts.append("former")
    return f" ({', '.join(parts)})" if parts else ""


def _clock(seconds: float | None) -> str:
    if seconds is None:
        return ""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
