"""Figures that are something else than the head takes them for."""

from __future__ import annotations

import pytest

from kg.model import HEAD, Amount, Mention, MentionKind, Qualifiers, RelationMention
from kg.relations.literals import is_other_figure


def is_other(predicate: str, *sentences: str) -> bool:
    """Whether "12 Millionen" in the last of these sentences is no figure of this kind for Kolk, named in the first."""
    text = " ".join(sentences)
    spans, at = [], 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    firm = Mention(start=0, end=4, surface="Kolk", kind=MentionKind.NAME, segment_id="s", class_="Company")
    start = text.rindex("12 Millionen")
    figure = Mention(
        start=start,
        end=start + 12,
        surface="12 Millionen",
        kind=MentionKind.AMOUNT,
        segment_id="s",
        value=Amount(value=12e6),
    )
    relation = RelationMention(
        predicate=predicate,
        subject=firm,
        object=None,
        start=0,
        end=len(text),
        segment_id="s",
        qualifiers=Qualifiers(amount=Amount(value=12e6)),
        frame=HEAD,
        path=(),
        score=0.0,
    )
    return is_other_figure(relation, [firm, figure], text, spans)


@pytest.mark.parametrize(
    ("predicate", "sentences"),
    [
        ("hasRevenue", ("Kolk hat 12 Millionen eingesammelt.",)),
        ("hasRevenue", ("Kolk wurde übernommen.", "Da haben wir 12 Millionen reingesteckt.")),
        ("valuedAt", ("Kolk macht 12 Millionen Umsatz.",)),
        ("valuedAt", ("Kolk zahlt 12 Millionen Strafe.",)),
    ],
)
def test_a_figure_of_another_kind_is_known_by_the_words_around_it(predicate: str, sentences: tuple[str, ...]) -> None:
    assert is_other(predicate, *sentences)


@pytest.mark.parametrize(
    ("predicate", "sentences"),
    [
        ("hasRevenue", ("Kolk macht 12 Millionen Umsatz.",)),
        ("hasRevenue", ("Kolk, was setzen die um?", "So um die 12 Millionen, der Gewinn ist klein.")),
        ("valuedAt", ("Kolk ist bei 12 Millionen.",)),
        ("valuedAt", ("Kolk hat Geld eingesammelt und ist jetzt 12 Millionen wert.",)),
        ("investedIn", ("Kolk zahlt 12 Millionen Strafe.",)),
    ],
)
def test_other_figures_are_left_to_the_head(predicate: str, sentences: tuple[str, ...]) -> None:
    assert not is_other(predicate, *sentences)
