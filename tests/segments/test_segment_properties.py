"""What holds for the segments of all documents."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.documents import read_documents
from kg.documents.formats import Format
from kg.documents.recognition import recognise_text
from kg.documents.written import read_written
from kg.model import Cue, Document, DocumentKind, Segment, TimeBasis
from kg.segments import seconds_at, segment

TESTS = Path(__file__).parent.parent
SHARED = TESTS.parent.parent / "shared" / "episodes"
LINES = st.sampled_from(
    [
        "Kupferdraht Folge #12 vom 3. März 2026",
        "Anna Beispiel und Bruno Muster sprechen heute über:",
        "(00:00:00) Intro",
        "(00:01:30) Hallkraft Solar",
        "(00:06:00) Ulm",
        "Shownotes",
        "Werk in Gera - nordpost.example",
        "📧 Abonniere jetzt den Newsletter 📧",
        "Ein Klick auf die Textabschnitte spielt diese ab.",
        "Anna: Hallo zusammen.",
        "Bruno: Guten Abend, ich bin Bruno Muster.",
        "Hallo, ich bin Anna Beispiel.",
        "Kurze Werbeunterbrechung. Kauft Räder.",
        "Werbung Ende. Und weiter.",
        "Mit dem Code KUPFER spart ihr 10 Prozent Rabatt.",
        "🔗 Nordpost | Stadtrat",
        "# Überschrift",
        "---",
        "title: Wer zahlt?",
        "[00:00:12] Guten Abend.",
        "Von Clara Vorlage · 2. März 2026",
        "Die Hallkraft Solar baut in Gera ein Werk.",
        "",
        "",
        "  ",
    ]
)
PAGES = st.lists(LINES | st.text(max_size=40), max_size=30).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda newline: newline.join(lines))
)


def check(document: Document, segments: tuple[Segment, ...]) -> None:
    covered = [False] * len(document.text)
    for part in segments:
        assert 0 <= part.start < part.end <= len(document.text)
        assert not document.text[part.start].isspace()
        assert not document.text[part.end - 1].isspace()
        assert not any(covered[part.start : part.end])
        covered[part.start : part.end] = [True] * (part.end - part.start)
    assert all(seen or letter.isspace() for seen, letter in zip(covered, document.text, strict=True))
    for before, after in pairwise(segments):
        assert before.end <= after.start
    timed = [s for s in segments if s.time_basis not in (None, TimeBasis.CHAPTER)]
    for first, second in pairwise(timed):
        assert first.start_seconds is not None
        assert first.end_seconds is not None
        assert second.start_seconds is not None
        assert first.start_seconds <= second.start_seconds
        assert first.end_seconds <= second.start_seconds + 1e-6
    for part in timed[:3]:
        seconds = seconds_at(document, segments, part.start)
        assert seconds is not None
        assert seconds == pytest.approx(part.start_seconds)


@given(text=PAGES, kind=st.sampled_from(DocumentKind))
@settings(max_examples=300, deadline=None)
def test_segments_cover_every_character_that_shows_exactly_once(text: str, kind: DocumentKind) -> None:
    document = Document(id="probe", text=text, kind=kind, speakers=("Anna Beispiel", "Bruno Muster"))
    check(document, segment(document))


@given(text=PAGES)
@settings(max_examples=200, deadline=None)
def test_what_a_reader_makes_of_a_text_can_be_segmented(text: str) -> None:
    format_ = recognise_text(text, "x.txt")
    if format_ in (Format.PAGE, Format.NEWSLETTER, Format.TEXT):
        document = read_written(text, format_, "probe", "x.txt")
        check(document, segment(document))


@given(
    said=st.lists(st.text(min_size=1, max_size=12).map(str.strip).filter(bool), min_size=1, max_size=12),
    gaps=st.lists(st.floats(0, 100), min_size=24, max_size=24),
    basis=st.sampled_from([TimeBasis.CUE, TimeBasis.WORD]),
)
@settings(deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_times_of_cues_stay_in_order(said: list[str], gaps: list[float], basis: TimeBasis) -> None:
    cues: list[Cue] = []
    place, seconds = 0, 0.0
    for words, gap, length in zip(said, gaps[::2], gaps[1::2], strict=False):
        cues.append(
            Cue(start=place, end=place + len(words), start_seconds=seconds, end_seconds=seconds + length, basis=basis)
        )
        place, seconds = place + len(words) + 1, seconds + gap
    document = Document(id="probe", text="\n".join(said), kind=DocumentKind.EPISODE, cues=tuple(cues))
    check(document, segment(document))


@pytest.mark.parametrize("folder", ["gold", "data/documents"])
def test_every_document_of_the_tests_can_be_segmented(folder: str) -> None:
    documents = [d for d in read_documents([TESTS / folder]) if isinstance(d, Document)]
    assert documents
    for document in documents:
        check(document, segment(document))


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="no shared/episodes beside the checkout")
def test_every_shared_document_can_be_segmented() -> None:
    documents = [d for d in read_documents([SHARED]) if isinstance(d, Document)]
    assert {d.kind for d in documents} == {DocumentKind.EPISODE, DocumentKind.NEWSLETTER}
    for document in documents:
        segments = segment(document)
        check(document, segments)
        assert document.title
        assert document.date
