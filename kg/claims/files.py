"""Claims files: one JSON object a document, in the format of the gold claims, with everything that the store takes.

The format is the annotation guide's (`document`, `entities`, `claims`), each claim also with the place of its quote
(`start`, `end` in characters, `seconds` in the audio), `confidence`, `extractor` and all its `evidence`; beside them
document's data and text, its segments and what was refused. A file written here and read again is the same
extraction; a file without places (gold claims) is read too, where the document's text is at hand.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import ClaimsFileError
from kg.model import (
    Amount,
    Claim,
    Document,
    Entity,
    Evidence,
    Extraction,
    Modality,
    Percent,
    Qualifiers,
    Refusal,
    Resolution,
    Segment,
)

FORMAT = "techpower-kg/1"


def to_json(extraction: Extraction) -> dict[str, Any]:
    """The extraction as plain JSON values, in a fixed order: the same extraction gives the same bytes."""
    document = extraction.document
    return {
        "format": FORMAT,
        "document": document.id,
        "source": document.source,
        "language": document.language,
        "entities": [_entity_json(e) for e in extraction.entities],
        "claims": [_claim_json(c) for c in extraction.claims],
        "about": _plain(Document, document),
        "segments": _plain(tuple[Segment, ...], extraction.segments),
        "resolutions": _plain(tuple[Resolution, ...], extraction.resolutions),
        "refusals": _plain(tuple[Refusal, ...], extraction.refusals),
    }


def dumps(extraction: Extraction, *, indent: int | None = 1) -> str:
    """The extraction as JSON text; without indent it is one line, for streams."""
    return json.dumps(to_json(extraction), ensure_ascii=False, indent=indent)


def write(extraction: Extraction, folder: Path) -> Path:
    """Write ``<document id>.json`` into `folder` as a whole or not at all, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{extraction.document.id}.json"
    fresh = path.with_suffix(".json.part")
    fresh.write_text(dumps(extraction) + "\n", encoding="utf-8")
    fresh.replace(path)
    return path


def read(path: Path) -> Extraction:
    """The extraction in a claims file.

    Raises:
        ClaimsFileError: if it is not JSON, lacks a field, names an unknown entity, or a quote has no place in the text.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise ClaimsFileError(path, f"not JSON: {error.msg}; was it cut off?", line=error.lineno) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ClaimsFileError(path, f"cannot be read: {error}") from error
    if not isinstance(data, dict) or not {"document", "entities", "claims"} <= data.keys():
        raise ClaimsFileError(path, "not a claims file: it needs the keys document, entities and claims")
    try:
        return from_json(data, path)
    except (KeyError, TypeError, ValueError) as error:
        what = f"the field {error} is missing" if isinstance(error, KeyError) else _first_lines(error)
        raise ClaimsFileError(path, f"not in the format of a claims file: {what}") from error


def from_json(data: Mapping[str, Any], path: Path) -> Extraction:
    """The extraction that `to_json` gave; `path` is named in errors and is where a missing text is looked for.

    Raises:
        KeyError, TypeError, ValueError: if the data are not in the format.
        ClaimsFileError: if a quote or an entity cannot be found.
    """
    document = _object(Document, data["about"]) if "about" in data else _bare_document(data, path)
    entities = tuple(_entity(e) for e in data["entities"])
    known = {e.id for e in entities}
    for raw in data["claims"]:
        for role in ("subject", "object", "attributed_to"):
            if raw.get(role) is not None and raw[role] not in known:
                raise ClaimsFileError(path, f"claim {raw.get('id')}: {role} {raw[role]!r} is none of the entities")
    return Extraction(
        document=document,
        segments=_object(tuple[Segment, ...], data.get("segments", ())),
        entities=entities,
        claims=tuple(_claim(c, document, path) for c in data["claims"]),
        resolutions=_object(tuple[Resolution, ...], data.get("resolutions", ())),
        refusals=_object(tuple[Refusal, ...], data.get("refusals", ())),
    )


def _first_lines(error: Exception) -> str:
    """What the first complaint of a checker says; it may list hundreds."""
    return "; ".join(line.strip() for line in str(error).splitlines()[:3])


def qualifiers_json(qualifiers: Qualifiers) -> dict[str, Any]:
    """Qualifiers under the names of the annotation guide; what is not said is left out."""
    amount, percent = qualifiers.amount, qualifiers.percent
    flat = {
        "amount": amount and _number(amount.value),
        "amount_min": amount and _number(amount.minimum),
        "amount_max": amount and _number(amount.maximum),
        "currency": amount and amount.currency,
        "percent": percent and _number(percent.value),
        "percent_min": percent and _number(percent.minimum),
        "percent_max": percent and _number(percent.maximum),
        "date": qualifiers.date,
        "period": qualifiers.period,
        "role": qualifiers.role,
        "status": qualifiers.role_status,
        "organisation": qualifiers.organisation,
        "product": qualifiers.product,
        "kin": qualifiers.kin,
        "joint_with": qualifiers.joint_with,
    }
    return {key: value for key, value in flat.items() if value is not None}


def _entity_json(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.class_,
        "name": entity.name,
        "also_named": list(entity.also_named),
        "mentions": list(entity.mentions),
        "wikidata": entity.wikidata,
        "homepage": entity.homepage,
        "listed": entity.listed,
    }


def _claim_json(claim: Claim) -> dict[str, Any]:
    best = claim.evidence[0]
    return {
        "id": claim.id,
        "subject": claim.subject,
        "predicate": claim.predicate,
        "object": claim.object,
        "qualifiers": qualifiers_json(claim.qualifiers),
        "modality": claim.modality.value,
        "attributed_to": claim.attributed_to,
        "quote": best.quote,
        "start": best.start,
        "end": best.end,
        "seconds": best.start_seconds,
        "confidence": claim.confidence,
        "extractor": claim.extractor,
        "evidence": _plain(tuple[Evidence, ...], claim.evidence),
    }


def _entity(raw: Mapping[str, Any]) -> Entity:
    return Entity(
        id=raw["id"],
        name=raw["name"],
        class_=raw["type"],
        mentions=tuple(raw.get("mentions", ())),
        also_named=tuple(raw.get("also_named", ())),
        wikidata=raw.get("wikidata"),
        homepage=raw.get("homepage"),
        listed=bool(raw.get("listed", False)),
    )


def _claim(raw: Mapping[str, Any], document: Document, path: Path) -> Claim:
    if "evidence" in raw:
        evidence = _object(tuple[Evidence, ...], raw["evidence"])
    else:
        quote = raw["quote"]
        start = raw.get("start")
        start = document.text.find(quote) if start is None else start
        if start < 0 or document.text[start : start + len(quote)] != quote:
            raise ClaimsFileError(path, f"claim {raw.get('id')}: its quote does not stand in the text: {quote[:60]!r}")
        evidence = (Evidence(quote=quote, start=start, end=start + len(quote), segment_id=document.id),)
    return Claim(
        document_id=document.id,
        subject=raw["subject"],
        predicate=raw["predicate"],
        object=raw["object"],
        evidence=evidence,
        qualifiers=_qualifiers(raw.get("qualifiers", {})),
        modality=Modality(raw.get("modality", "asserted")),
        attributed_to=raw.get("attributed_to"),
        confidence=raw.get("confidence", 1.0),
        extractor=raw.get("extractor", "gold"),
    )


def _qualifiers(raw: Mapping[str, Any]) -> Qualifiers:
    amount = percent = None
    if raw.get("amount") is not None:
        amount = Amount(
            value=raw["amount"],
            currency=raw.get("currency"),
            minimum=raw.get("amount_min"),
            maximum=raw.get("amount_max"),
        )
    if raw.get("percent") is not None:
        percent = Percent(value=raw["percent"], minimum=raw.get("percent_min"), maximum=raw.get("percent_max"))
    return Qualifiers(
        amount=amount,
        percent=percent,
        date=raw.get("date"),
        period=raw.get("period"),
        role=raw.get("role"),
        role_status=raw.get("status"),
        organisation=raw.get("organisation"),
        product=raw.get("product"),
        kin=raw.get("kin"),
        joint_with=raw.get("joint_with"),
    )


def _bare_document(data: Mapping[str, Any], path: Path) -> Document:
    """The document of a file that names its source only: the text is looked for beside the file."""
    name = Path(data.get("source") or f"{data['document']}.txt")
    places = [path.parent / name, path.parent / name.name, path.parent.parent / name, path.with_suffix(".txt")]
    text = next((p.read_text(encoding="utf-8") for p in places if p.is_file()), None)
    if text is None:
        raise ClaimsFileError(path, f"its claims have no places; put the document {name} beside it")
    return Document(id=data["document"], text=text, language=data.get("language", "de"), source=str(name))


def _number(value: float | None) -> float | int | None:
    return int(value) if value is not None and float(value).is_integer() else value


@cache
def _adapter(type_: Any) -> Any:  # noqa: ANN401 - pydantic's adapters are as dynamic as the types that they adapt
    from pydantic import TypeAdapter

    return TypeAdapter(type_)


def _plain(type_: Any, value: object) -> Any:  # noqa: ANN401 - JSON values
    return _adapter(type_).dump_python(value, mode="json", exclude_none=True)


def _object(type_: Any, value: object) -> Any:  # noqa: ANN401 - whatever `type_` says
    return _adapter(type_).validate_python(value)
