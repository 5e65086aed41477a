"""The data model in words: what `kg info --schema` prints."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from kg.ontology import Ontology
from kg.store.records import STRUCTURE

NODES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "Entity": (
            "a thing in the world, shared by all documents; its class chain is among its labels",
            "id uri name type surfaceForms alsoNamed wikidata homepage listed namedBy searchText",
        ),
        "Document": (
            "an episode (label Episode), a newsletter (label NewsletterIssue) or another text",
            "id uri kind title date language show number author speakers source mediaUrl fingerprint",
        ),
        "SourceText": ("the text that all offsets count in", "id uri sha256 charCount"),
        "Segment": (
            "what one voice says without a break, or a paragraph",
            "id uri kind charStart charEnd startTime endTime timeBasis speaker chapter text domains",
        ),
        "Claim": (
            "what a document says: subject, predicate, object and qualifiers",
            "id uri predicate modality confidence extractor statedBy frame amount amountMin amountMax currency percent "
            "percentMin percentMax date period role roleStatus suppliedProductText kinship jointWith",
        ),
        "Evidence": (
            "a verbatim quote for a claim, with its place",
            "id uri quote prefix suffix charStart charEnd startTime endTime timeBasis mediaFragment speaker frame path",
        ),
        "Donation": (
            "a donation as told by one or more claims: donor, recipient and amount",
            "id uri amount amountMin amountMax currency date modality jointWith",
        ),
    }
)
MENTION = "name type forms alsoNamed wikidata homepage listed mentions"
DIRECT = (
    "claim document modality confidence amount amountMin amountMax currency percent percentMin percentMax date period "
    "role roleStatus suppliedProductText kinship jointWith"
)


def describe(ontology: Ontology) -> str:
    """Nodes, relationships and their properties, as text for a terminal."""
    lines = ["Nodes"]
    for label, (meaning, properties) in NODES.items():
        lines += [f"  (:{label})  {meaning}", f"      {properties}"]
    lines += ["", "Classes of entities (labels, from general to special)"]
    for name in ontology.entity_classes():
        chain = ":".join(ontology.classes[c].cypher_name for c in reversed(ontology.classes[name].ancestors))
        lines.append(f"  (:{chain})  {ontology.classes[name].label_en}")
    lines += ["", "Relationships"]
    for type_, start, end in STRUCTURE:
        lines.append(f"  (:{start})-[:{type_}]->(:{end})")
        if type_ == "MENTIONED_IN":
            lines.append(f"      {MENTION}")
    lines += ["", "Direct relationships between entities, one for each asserted or reported claim", f"      {DIRECT}"]
    for term in sorted(ontology.predicates.values(), key=lambda term: term.cypher_name):
        if not term.literal:
            domain, range_ = "|".join(sorted(term.domain)), "|".join(sorted(term.range))
            lines.append(f"  (:{domain})-[:{term.cypher_name}]->(:{range_})  {term.label_en}")
    return "\n".join(lines) + "\n"
