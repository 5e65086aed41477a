"""Claims files hold all that the store takes: written and read again they are the same extraction."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims import files
from kg.errors import ClaimsFileError
from kg.model import (
    Amount,
    Candidate,
    Claim,
    Document,
    Entity,
    Evidence,
    Extraction,
    Mention,
    MentionKind,
    Modality,
    Percent,
    Qualifiers,
    Refusal,
    Resolution,
    Segment,
    SegmentKind,
    TimeBasis,
)

GOLD = sorted((Path(__file__).parents[1] / "gold").glob("*.json"))

words = st.text(min_size=1, max_size=30).filter(lambda s: bool(s.strip()))
amounts = st.builds(
    lambda low, more, currency: Amount(value=low + more / 2, currency=currency, minimum=low, maximum=low + more),
    st.integers(1, 10**12),
    st.integers(0, 10**6),
    st.sampled_from([None, "EUR", "USD"]),
)
qualifiers = st.builds(
    Qualifiers,
    amount=st.none() | amounts,
    percent=st.none() | st.integers(0, 100).map(lambda v: Percent(value=v)),
    date=st.none() | st.just("2026-01"),
    role=st.none() | words,
    role_status=st.sampled_from([None, "current", "former"]),
    kin=st.none() | words,
)


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    """Documents of hostile text with one claim."""
    text = draw(st.text(min_size=5, max_size=80).filter(lambda s: max(s) < "\ud800"))
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    document = Document(id="d", text=text, date=draw(st.none() | st.just("2026-02-03")), title=draw(words))
    segment = Segment(
        id="s", document_id="d", kind=SegmentKind.SPEECH, start=0, end=len(text),
        start_seconds=1.0, end_seconds=9.5, time_basis=TimeBasis.INTERPOLATED,
    )  # fmt: skip
    evidence = Evidence(quote=text[start:end], start=start, end=end, segment_id="s", speaker=draw(st.none() | words))
    claim = Claim(
        document_id="d",
        subject="a",
        predicate="investedIn",
        object="b",
        evidence=(evidence,),
        qualifiers=draw(qualifiers),
        modality=draw(st.sampled_from(list(Modality))),
        confidence=draw(st.floats(0, 1)),
    )
    entities = tuple(Entity(id=i, name=draw(words), class_="Company", mentions=(draw(words),)) for i in "ab")
    refusals = (Refusal(reason="none", quote=text[start:end], start=start, end=end),)
    mention = Mention(start=start, end=end, surface=text[start:end], kind=MentionKind.NAME, segment_id="s")
    resolutions = (
        Resolution(mention=mention, entity_id=draw(st.sampled_from([None, "a"])), score=draw(st.floats(0, 1))),
        Resolution(mention=mention, doubtful=True, others=(Candidate(entity_id="b", score=0.2, reasons=("x",)),)),
    )
    return Extraction(
        document=document,
        segments=(segment,),
        entities=entities,
        claims=(claim,),
        resolutions=resolutions,
        refusals=refusals,
    )


@given(extractions())
def test_what_is_written_is_read_again(extraction: Extraction) -> None:
    data = json.loads(files.dumps(extraction))
    assert files.from_json(data, Path("x.json")) == extraction


@given(extractions())
def test_the_same_extraction_gives_the_same_bytes(extraction: Extraction) -> None:
    assert files.dumps(extraction) == files.dumps(extraction)
    assert "\n" not in files.dumps(extraction, indent=None)


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_gold_claims_get_their_places_from_the_document_beside_them(path: Path) -> None:
    extraction = files.read(path)
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    assert extraction.claims
    assert all(text[e.start : e.end] == e.quote for c in extraction.claims for e in c.evidence)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ('{"document": "d", "entities": [', r"x\.json:1: not JSON"),
        ("[]", "not a claims file"),
        ('{"document": "d", "entities": [], "claims": []}', "put the document d.txt beside it"),
        (
            '{"document": "d", "about": {"id": "d", "text": "abc"}, "entities": [{"id": "a", "type": "Company", '
            '"name": "A"}], "claims": [{"subject": "a", "predicate": "uses", "object": "b", "quote": "abc"}]}',
            "object 'b' is none of the entities",
        ),
        (
            '{"document": "d", "about": {"id": "d", "text": "abc"}, "entities": [{"id": "a", "type": "Company", '
            '"name": "A"}], "claims": [{"subject": "a", "predicate": "valuedAt", "object": null, "quote": "xyz"}]}',
            "does not stand in the text",
        ),
    ],
)
def test_a_broken_file_is_told_with_its_place(tmp_path: Path, content: str, complaint: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ClaimsFileError, match=complaint):
        files.read(path)


def test_a_file_is_whole_or_absent(tmp_path: Path) -> None:
    extraction = files.read(GOLD[0])
    path = files.write(extraction, tmp_path)
    assert sorted(tmp_path.iterdir()) == [path]
    assert files.read(path) == extraction
