"""What is broken is told with file, line and remedy, and the rest goes on."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from kg.documents import read_document, read_documents
from kg.errors import InputError, SettingsError
from kg.model import Document

DATA = Path(__file__).parent.parent / "data" / "documents"


def refused(data: bytes, folder: Path, name: str = "kaputt.txt") -> InputError:
    file = folder / name
    file.write_bytes(data)
    with pytest.raises(InputError) as caught:
        read_document(file)
    assert caught.value.path == str(file)
    assert caught.value.remedy.endswith(".")
    return caught.value


def test_latin_1_is_named_with_the_line_of_the_first_bad_byte(tmp_path: Path) -> None:
    error = refused("Erste Zeile\nDie Übernahme kostet für alle Geld.\n".encode("latin-1"), tmp_path)
    assert error.line == 2
    assert "Latin-1" in error.found
    assert "iconv" in error.remedy


def test_windows_1252_is_told_by_its_quotation_marks(tmp_path: Path) -> None:
    assert "Windows-1252" in refused("Sie sagte „ja“.".encode("cp1252"), tmp_path).found


def test_utf_16_is_named(tmp_path: Path) -> None:
    assert "UTF-16" in refused("Guten Tag".encode("utf-16"), tmp_path).found


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04rest", "zip"),
        (b"%PDF-1.7\n", "PDF"),
        (b"ID3\x03rest", "MP3"),
        (b"OggS\x00", "Ogg"),
        (b"RIFF1234WAVE", "WAV"),
        (b"\x00\x00\x00\x18ftypM4A ", "M4A"),
        (b"\x89PNG\r\n", "PNG"),
        (b"Text mit\n\x00 Null", "NUL"),
    ],
)
def test_a_binary_is_named_for_what_it_is(data: bytes, kind: str, tmp_path: Path) -> None:
    assert kind in refused(data, tmp_path).found


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \n\t\r\n", "\u00a0\u2003".encode()])
def test_an_empty_file_is_refused(data: bytes, tmp_path: Path) -> None:
    assert refused(data, tmp_path).found


@pytest.mark.parametrize("name", ["whisper.json", "whisperx.json", "podcast.json"])
def test_truncated_json_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    data = (DATA / name).read_bytes()
    error = refused(data[: len(data) // 2], tmp_path, name)
    assert "truncated" in error.found
    assert error.line is not None


def test_broken_json_is_told_with_its_line(tmp_path: Path) -> None:
    error = refused(b'{"segments": [\n{"start": 0.0 "end": 1.0}\n]}', tmp_path, "x.json")
    assert error.line == 2


def test_json_that_is_no_transcript_is_refused(tmp_path: Path) -> None:
    assert "no transcript" in refused(b'{"claims": []}', tmp_path, "claims.json").found


@pytest.mark.parametrize("start", ["-1", "NaN", "1e999", '"viel"', "null", "true", "[]"])
def test_times_that_are_none_are_refused_with_their_segment(start: str, tmp_path: Path) -> None:
    data = f'{{"segments": [{{"start": {start}, "end": 2.0, "text": "Hallo"}}]}}'
    assert "segment 1" in refused(data.encode(), tmp_path, "x.json").found


def test_a_lone_surrogate_is_refused_with_its_line(tmp_path: Path) -> None:
    whole, half = '{"start": 0, "end": 1, "text": "\\ud83d\\ude00"}', '{"start": 1, "end": 2, "text": "\\ud83d"}'
    data = f'{{"segments": [\n{whole},\n{half}]}}'.encode()
    error = refused(data, tmp_path, "x.json")
    assert "surrogate" in error.found
    assert error.line == 3


def test_json_nested_too_deep_is_refused(tmp_path: Path) -> None:
    assert refused(b'[{"a":' * 50_000, tmp_path, "x.json").found


SRT = "1\n00:00:05,000 --> 00:00:06,000\nEins\n\n2\n00:00:0{},000 --> 00:00:0{},000\nZwei\n"


@pytest.mark.parametrize(("start", "end"), [(1, 2), (7, 6)])
def test_cue_times_that_run_backwards_are_told_with_their_line(start: int, end: int, tmp_path: Path) -> None:
    error = refused(SRT.format(start, end).encode(), tmp_path, "x.srt")
    assert "backwards" in error.found
    assert error.line == 6


def test_cue_times_that_run_backwards_are_told_in_json_too(tmp_path: Path) -> None:
    segments = '{"segments": [{"start": 5, "end": 6, "text": "a"}, {"start": 1, "end": 2, "text": "b"}]}'
    assert "segment 2" in refused(segments.encode(), tmp_path, "x.json").found


def test_cue_times_that_cannot_be_read_are_told_with_their_line(tmp_path: Path) -> None:
    error = refused(b"WEBVTT\n\n00:01.000 --> gleich\nHallo\n", tmp_path, "x.vtt")
    assert error.line == 3


def test_subtitles_without_a_cue_are_refused(tmp_path: Path) -> None:
    assert "no cue" in refused(b"WEBVTT\n\nNOTE nichts\n", tmp_path, "x.vtt").found


def test_a_page_without_text_is_refused(tmp_path: Path) -> None:
    assert (
        "no text" in refused(b"<!DOCTYPE html><html><body><script>1</script></body></html>", tmp_path, "x.html").found
    )


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_document(tmp_path / "fehlt.txt")
    with pytest.raises(InputError, match="folder"):
        read_document(tmp_path)


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_the_right_to_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "zu.txt"
    file.write_text("Hallo", encoding="utf-8")
    file.chmod(0)
    with pytest.raises(InputError, match="may not be read"):
        read_document(file)


def test_a_broken_file_is_told_in_its_place_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Guten Abend, heute geht es um Strom.", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff\x00")
    (tmp_path / "c.txt").write_text("Guten Morgen, heute geht es um Gas.", encoding="utf-8")
    results = list(read_documents([tmp_path]))
    assert [type(result) for result in results] == [Document, InputError, Document]


def test_a_folder_is_walked_in_sorted_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "unten").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("z.txt", "unten/m.txt", ".versteckt.txt", ".git/x.txt", "bild.png"):
        (tmp_path / name).write_text(f"Guten Abend {name}", encoding="utf-8")
    assert [d.id for d in read_documents([tmp_path]) if isinstance(d, Document)] == ["m", "z"]


def test_a_folder_without_documents_is_told(tmp_path: Path) -> None:
    (tmp_path / "bild.png").write_bytes(b"\x89PNG")
    (result,) = read_documents([tmp_path])
    assert isinstance(result, InputError)
    assert "no document" in result.found


def test_claims_beside_their_documents_are_left_out_of_a_walk_but_not_when_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Guten Abend.", encoding="utf-8")
    (tmp_path / "a.json").write_text('{"document": "a", "claims": []}', encoding="utf-8")
    assert [type(result) for result in read_documents([tmp_path])] == [Document]
    assert [type(result) for result in read_documents([tmp_path / "a.json"])] == [InputError]


def test_two_files_with_one_id_are_an_error_for_the_second(tmp_path: Path) -> None:
    (tmp_path / "Folge 1.txt").write_text("Eins.", encoding="utf-8")
    (tmp_path / "folge-1.txt").write_text("Zwei.", encoding="utf-8")
    first, second = read_documents([tmp_path])
    assert isinstance(first, Document)
    assert isinstance(second, InputError)


def test_a_file_given_twice_is_read_once() -> None:
    assert len(list(read_documents([DATA / "folge.txt", DATA / ".." / "documents" / "folge.txt"]))) == 1


def test_an_unknown_format_is_refused_before_anything_is_read() -> None:
    with pytest.raises(SettingsError):
        read_documents(["fehlt.txt"], format="docx")


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Guten Abend.")))
    document = read_document("-")
    assert (document.id, document.source, document.text) == ("standard-input", "-", "Guten Abend.")


def test_huge_lines_are_read_in_reasonable_time(tmp_path: Path) -> None:
    file = tmp_path / "lang.txt"
    file.write_text("Das ist ein Satz. " * 100_000, encoding="utf-8")
    assert len(read_document(file).text) == 1_800_000
