"""Figures that are something else than the relation head takes them for: money raised is no revenue."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.errors import DataError
from kg.model import Amount, Mention, RelationMention
from kg.paths import data_folder

_SHORT = 5
"""Words up to this length count only whole."""


@dataclass(frozen=True, slots=True)
class _Cues:
    speaks_for: re.Pattern[str]
    against: re.Pattern[str]


def is_other_figure(
    relation: RelationMention, figures: Sequence[Mention], text: str, spans: Sequence[tuple[int, int]]
) -> bool:
    """Whether the words around the figure of a claim say that it is something else.

    Args:
        relation: What the head alone tells of a firm and a figure.
        figures: The mentions of the document; its amounts among them are looked at.
        text: The document's text.
        spans: First and last character (exclusive) of each sentence, in order.
    """
    cues = _cues().get(relation.predicate)
    amount = relation.qualifiers.amount
    if cues is None or amount is None:
        return False
    for figure in figures if spans else ():
        value = figure.value
        if relation.start <= figure.start < relation.end and isinstance(value, Amount) and value.value == amount.value:
            at = max(0, bisect_right(spans, figure.start, key=lambda span: span[0]) - 1)
            own = text[spans[at][0] : spans[at][1]].lower()
            # "Und was setzen die um? So um die zwölf Millionen."
            before = text[spans[at - 1][0] : spans[at][0]].lower() if at else ""
            return cues.against.search(own) is not None and cues.speaks_for.search(before + own) is None
    return False


@cache
def _cues() -> Mapping[str, _Cues]:
    path = data_folder("ontology") / "words" / "figures.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        return {name: _Cues(_beginning(raw["for"]), _beginning(raw["against"])) for name, raw in table.items()}
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise DataError(path, f"not a file of figures: {error!r}") from error


def _beginning(words: Iterable[str]) -> re.Pattern[str]:
    found = [re.escape(w) + (r"(?!\w)" if len(w) <= _SHORT else "") for w in words]
    return re.compile(r"(?<!\w)(?:" + "|".join(found) + ")")
