"""What holds for all inputs."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.documents import Format, read_document
from kg.errors import InputError
from kg.model import Document

DATA = Path(__file__).parent.parent / "data" / "documents"
FIXTURES = sorted(path for path in DATA.rglob("*.*") if path.is_file() and path.suffix != ".xml")
WORD = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)
WORDS = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
NAMES = st.sampled_from(["Anna Beispiel", "Bruno Muster", "Clara & Co", "Ümit Öz"])


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def outcome(data: bytes, folder: Path, name: str = "x.txt", format_: str | None = None) -> Document | InputError:
    file = folder / name
    file.write_bytes(data)
    try:
        return read_document(file, format=format_)
    except InputError as error:
        return error


def check_cues(document: Document) -> None:
    for cue in document.cues:
        assert 0 <= cue.start < cue.end <= len(document.text)
        assert document.text[cue.start : cue.end].strip() == document.text[cue.start : cue.end]
    for before, after in pairwise(document.cues):
        assert before.end <= after.start
        assert before.start_seconds <= after.start_seconds


@given(data=st.binary(max_size=400), format_=st.sampled_from([None, *Format]))
@settings(max_examples=200)
def test_any_bytes_give_a_document_or_an_input_error(data: bytes, format_: str | None, folder: Path) -> None:
    result = outcome(data, folder, format_=format_)
    if isinstance(result, Document):
        check_cues(result)


@given(data=st.data())
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_damaged_file_gives_a_document_or_an_input_error(data: st.DataObject, folder: Path) -> None:
    fixture = data.draw(st.sampled_from(FIXTURES))
    whole = fixture.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    reach = data.draw(st.integers(0, 40))
    inserted = data.draw(st.binary(max_size=6) | st.sampled_from([b"\n", b'"', b"{", b"-->", b"<", b"null", b"-1"]))
    result = outcome(whole[:cut] + inserted + whole[cut + reach :], folder, "y" + fixture.suffix)
    if isinstance(result, Document):
        check_cues(result)


@given(text=st.text(max_size=300))
def test_plain_text_is_kept_character_by_character(text: str, folder: Path) -> None:
    result = outcome(text.encode("utf-8", "surrogatepass"), folder, format_="text")
    if isinstance(result, Document):
        assert result.text == text.removeprefix("\ufeff")


def clock(milliseconds: int, mark: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}{rest:03}"


TIMES = st.lists(st.integers(0, 5_000), min_size=2, max_size=16).map(lambda gaps: list(accumulate(gaps)))


@given(times=TIMES, said=st.lists(WORDS, min_size=8, max_size=8))
def test_srt_comes_back_with_its_words_and_times(times: list[int], said: list[str], folder: Path) -> None:
    spans = list(zip(times[::2], times[1::2], strict=False))
    blocks = [
        f"{i}\n{clock(a, ',')} --> {clock(b, ',')}\n{words}\n"
        for i, ((a, b), words) in enumerate(zip(spans, said, strict=False), 1)
    ]
    result = outcome("\n".join(blocks).encode(), folder, "x.srt")
    assert isinstance(result, Document)
    assert [(round(c.start_seconds * 1000), round(c.end_seconds * 1000)) for c in result.cues] == spans
    assert [result.text[c.start : c.end] for c in result.cues] == said[: len(spans)]


@given(times=TIMES, said=st.lists(st.tuples(NAMES, WORDS), min_size=8, max_size=8))
def test_webvtt_comes_back_with_its_voices(times: list[int], said: list[tuple[str, str]], folder: Path) -> None:
    spans = list(zip(times[::2], times[1::2], strict=False))
    blocks = [
        f"{clock(a, '.')} --> {clock(b, '.')}\n<v {name.replace('&', '&amp;')}>{words}\n"
        for (a, b), (name, words) in zip(spans, said, strict=False)
    ]
    result = outcome(("WEBVTT\n\n" + "\n".join(blocks)).encode(), folder, "x.vtt")
    assert isinstance(result, Document)
    assert [(cue.speaker, result.text[cue.start : cue.end]) for cue in result.cues] == said[: len(spans)]
    assert [round(cue.start_seconds * 1000) for cue in result.cues] == [a for a, _ in spans]
