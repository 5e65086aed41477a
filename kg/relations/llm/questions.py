"""What the model is asked, and the form that its answer must have."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from kg.model import Modality
from kg.ontology import Ontology
from kg.paths import data_folder
from kg.relations.llm.passages import Passage

Message = dict[str, str]
_UNASKED = frozenset({"organisation", "joint_with"})


@cache
def instructions() -> str:
    """What the model is told before every passage."""
    return (data_folder("ontology") / "words" / "llm-instructions.txt").read_text(encoding="utf-8")


def messages(passage: Passage, ontology: Ontology) -> list[Message]:
    """The conversation that asks for the claims of a passage."""
    entities = [
        {
            "id": entity.id,
            "name": entity.name,
            "class": entity.class_,
            "in the passage": sorted({m.surface for m in passage.mentions[entity.id]}),
        }
        for entity in passage.entities
    ]
    asked = {"entities": entities, "passage": passage.text}
    return [
        {"role": "system", "content": f"{instructions()}\nPredicates (subject → object):\n{_predicates(ontology)}"},
        {"role": "user", "content": json.dumps(asked, ensure_ascii=False)},
    ]


def _predicates(ontology: Ontology) -> str:
    lines = []
    for name, term in sorted(ontology.predicates.items()):
        object_ = "amount (object is null)" if term.literal else " or ".join(sorted(term.range))
        fields = sorted(term.takes - _UNASKED)
        takes = f"; may take {', '.join(fields)}" if fields else ""
        lines.append(f"- {name}: {' or '.join(sorted(term.domain))} → {object_}{takes}")
    return "\n".join(lines)


def answer_schema(passage: Passage, ontology: Ontology) -> dict[str, Any]:
    """The JSON schema of an answer about a passage: only its entities, only the ontology's predicates."""
    ids = [entity.id for entity in passage.entities]
    text = {"type": ["string", "null"]}
    number = {"type": ["number", "null"]}
    fields: dict[str, Any] = {
        "subject": {"type": "string", "enum": ids},
        "predicate": {"type": "string", "enum": sorted(ontology.predicates)},
        "object": {"anyOf": [{"type": "string", "enum": ids}, {"type": "null"}]},
        "modality": {"type": "string", "enum": [m.value for m in Modality]},
        "attributed_to": {"anyOf": [{"type": "string", "enum": ids}, {"type": "null"}]},
        "quote": {"type": "string"},
        "amount": number,
        "percent": number,
        "date": text,
        "period": text,
        "role": text,
        "role_status": {"anyOf": [{"type": "string", "enum": ["current", "former"]}, {"type": "null"}]},
        "product": text,
        "kin": text,
    }
    claim = {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
    return {
        "type": "object",
        "properties": {"claims": {"type": "array", "items": claim}},
        "required": ["claims"],
        "additionalProperties": False,
    }
