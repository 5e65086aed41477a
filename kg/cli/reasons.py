"""Why a name was taken for an entity: its mentions with scores and reasons, from claims files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.model import Extraction, Resolution

_SHOWN = 3
_CONTEXT = 40


def reasons_for(entity_id: str, extractions: Iterable[Extraction]) -> Iterator[str]:
    """Lines: each written form with how often, how surely, why, and where it stands."""
    found: dict[tuple[str, str, tuple[str, ...]], list[Resolution]] = defaultdict(list)
    texts = {}
    for extraction in extractions:
        texts[extraction.document.id] = extraction.document.text
        for resolution in extraction.resolutions:
            if resolution.entity_id == entity_id:
                key = (extraction.document.id, resolution.mention.surface, resolution.reasons)
                found[key].append(resolution)
    for (document, surface, reasons), places in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        score = max(r.score for r in places)
        yield f"  “{surface}” {len(places)}× in {document}, {score:.2f}: {'; '.join(reasons)}"
        for resolution in places[:_SHOWN] if score < 1 else ():
            start, end = resolution.mention.start, resolution.mention.end
            text = texts[document]
            around = f"{text[max(0, start - _CONTEXT) : start]}[{surface}]{text[end : end + _CONTEXT]}"
            yield f"      … {' '.join(around.split())} …"
