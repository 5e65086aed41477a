"""Each format: what it is recognised by and what becomes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.documents import Format, read_document, recognise
from kg.errors import SettingsError
from kg.model import DocumentKind, TimeBasis

DATA = Path(__file__).parent.parent / "data" / "documents"


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("folge.txt", Format.PAGE),
        ("brief.txt", Format.NEWSLETTER),
        ("gespraech.txt", Format.TEXT),
        ("untertitel.srt", Format.SRT),
        ("stimmen.vtt", Format.VTT),
        ("whisper.json", Format.WHISPER),
        ("whisperx.json", Format.WHISPERX),
        ("podcast.json", Format.PODCAST),
        ("notiz.md", Format.MARKDOWN),
        ("artikel.html", Format.HTML),
        ("feed/kupferdraht.xml", Format.RSS),
    ],
)
def test_a_format_is_recognised_by_its_content_whatever_the_file_is_called(name: str, format_: Format) -> None:
    data = (DATA / name).read_bytes()
    assert recognise(data, "datei") is format_
    assert recognise(b"\xef\xbb\xbf" + data, "datei.txt") is format_


def test_an_option_overrides_what_would_be_recognised(tmp_path: Path) -> None:
    file = tmp_path / "brief.txt"
    file.write_bytes((DATA / "brief.txt").read_bytes())
    assert read_document(file, format="text").kind is DocumentKind.TEXT


def test_an_unknown_format_is_refused_with_the_list_of_all() -> None:
    with pytest.raises(SettingsError, match="whisperx"):
        read_document(DATA / "folge.txt", format="docx")


def test_page_text_tells_show_number_date_title_and_speakers() -> None:
    document = read_document(DATA / "folge.txt")
    assert document.id == "folge"
    assert document.kind is DocumentKind.EPISODE
    assert (document.show, document.number, document.date) == ("Kupferdraht", 12, "2026-03-03")
    assert document.title == "Hallkraft baut ein Werk | Zwei Spenden aus Ulm #12"
    assert document.speakers == ("Anna Beispiel", "Bruno Muster")


def test_page_text_is_kept_as_it_was_read_but_for_the_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "zeilen.txt"
    file.write_bytes(b"\xef\xbb\xbfErste Zeile\r\n\r\nZweite\rDritte\n")
    assert read_document(file).text == "Erste Zeile\r\n\r\nZweite\rDritte\n"


def test_a_newsletter_tells_title_show_author_and_date() -> None:
    document = read_document(DATA / "brief.txt")
    assert document.kind is DocumentKind.NEWSLETTER
    assert document.title == "KW10 - Wer zahlt den Strom?"
    assert (document.show, document.author, document.date) == ("Netzbrief", "Clara Vorlage", "2026-03-02")


def test_labels_before_turns_name_the_speakers() -> None:
    document = read_document(DATA / "gespraech.txt")
    assert document.kind is DocumentKind.EPISODE
    assert document.speakers == ("Anna", "Bruno")


def test_times_before_turns_become_cues() -> None:
    document = read_document(DATA / "zeiten.txt")
    assert [(cue.start_seconds, document.text[cue.start : cue.end][:5]) for cue in document.cues] == [
        (0.0, "Guten"),
        (6.0, "Die b"),
        (12.0, "Genau"),
    ]


def test_subtitles_are_joined_to_lines_that_end_with_a_full_stop_before_a_pause() -> None:
    document = read_document(DATA / "untertitel.srt")
    assert document.text == "Guten Abend, heute geht es um Hallkraft Solar.\nDie bauen ein Werk in Gera."
    assert [document.text[cue.start : cue.end] for cue in document.cues] == [
        "Guten Abend,",
        "heute geht es um Hallkraft Solar.",
        "Die bauen ein Werk in Gera.",
    ]
    assert document.cues[1].start_seconds == 2.5


def test_voices_of_webvtt_become_speakers_and_turns_become_lines() -> None:
    document = read_document(DATA / "stimmen.vtt")
    assert document.text == "Guten Abend & hallo.\nHallo Anna. Worum geht es heute?\nUm Hallkraft Solar."
    assert document.speakers == ("Anna Beispiel", "Bruno Muster")
    assert [cue.speaker for cue in document.cues[:2]] == ["Anna Beispiel", "Bruno Muster"]


def test_times_inside_a_webvtt_cue_are_word_times() -> None:
    document = read_document(DATA / "stimmen.vtt")
    solar = next(cue for cue in document.cues if document.text[cue.start : cue.end] == "Solar.")
    assert (solar.start_seconds, solar.end_seconds, solar.basis) == (10.0, 12.0, TimeBasis.WORD)


def test_rolling_captions_are_told_once(tmp_path: Path) -> None:
    file = tmp_path / "auto.vtt"
    file.write_text(
        "WEBVTT\n\n00:00.000 --> 00:02.000\n \nguten<00:01.000><c> abend</c>\n\n"
        "00:02.000 --> 00:02.010\nguten abend\n \n\n"
        "00:02.010 --> 00:04.000\nguten abend\nhallo<00:02.500><c> zusammen</c><00:03.000><c> alle</c>\n",
        encoding="utf-8",
    )
    assert read_document(file).text == "guten abend hallo zusammen alle"


def test_dialogue_dashes_begin_new_lines(tmp_path: Path) -> None:
    file = tmp_path / "dialog.srt"
    file.write_text("1\n00:00:00,000 --> 00:00:02,000\n- Ja?\n- Nein.\n", encoding="utf-8")
    assert read_document(file).text == "Ja?\nNein."


def test_labels_in_subtitles_become_speakers_until_the_next_label(tmp_path: Path) -> None:
    file = tmp_path / "sprecher.srt"
    cues = ["[SPEAKER_00]: Guten Abend.", "Schön hier.", "[SPEAKER_01]: Hallo."]
    blocks = [f"{i}\n00:00:0{i},000 --> 00:00:0{i + 1},000\n{words}\n" for i, words in enumerate(cues)]
    file.write_text("\n".join(blocks), encoding="utf-8")
    document = read_document(file)
    assert document.text == "Guten Abend. Schön hier.\nHallo."
    assert [cue.speaker for cue in document.cues] == ["SPEAKER_00", "SPEAKER_00", "SPEAKER_01"]
    assert document.speakers == ()


def test_whisper_json_gives_cues_and_word_times_where_it_has_them() -> None:
    document = read_document(DATA / "whisper.json")
    assert document.text == "Guten Abend. Heute geht es um Hallkraft."
    assert document.language == "de"
    assert document.cues[0].basis is TimeBasis.CUE
    assert [document.text[cue.start : cue.end] for cue in document.cues[1:]] == [
        "Heute",
        "geht",
        "es",
        "um",
        "Hallkraft.",
    ]


def test_whisperx_words_without_times_take_none_and_shift_nothing() -> None:
    document = read_document(DATA / "whisperx.json")
    words = {document.text[cue.start : cue.end]: cue for cue in document.cues}
    assert "40" not in words
    assert words["Millionen."].start_seconds == 3.4
    assert words["Anna"].speaker == "SPEAKER_01"


def test_whisper_cpp_offsets_are_milliseconds(tmp_path: Path) -> None:
    file = tmp_path / "cpp.json"
    file.write_text(
        json.dumps({"transcription": [{"offsets": {"from": 500, "to": 1500}, "text": " Hallo."}]}), encoding="utf-8"
    )
    assert read_document(file).cues[0].start_seconds == 0.5


def test_podcast_transcripts_of_single_words_give_word_times_and_join_turns() -> None:
    document = read_document(DATA / "podcast.json")
    assert document.text == "Guten Abend.\nHallo."
    assert {cue.basis for cue in document.cues} == {TimeBasis.WORD}
    assert document.speakers == ("Anna", "Bruno")


def test_front_matter_gives_the_metadata_of_markdown() -> None:
    document = read_document(DATA / "notiz.md")
    assert document.title == "Netzbrief: Wer zahlt?"
    assert (document.date, document.author, document.show) == ("2026-03-02", "Clara Vorlage", "Kupferdraht")
    assert document.speakers == ("Anna Beispiel", "Bruno Muster")
    assert document.text == (DATA / "notiz.md").read_text(encoding="utf-8")


def test_the_first_heading_is_the_title_of_markdown_without_front_matter(tmp_path: Path) -> None:
    file = tmp_path / "ohne.md"
    file.write_text("# Wer zahlt?\n\nAlle zahlen.\n", encoding="utf-8")
    assert read_document(file).title == "Wer zahlt?"


def test_html_becomes_paragraphs_headings_and_notes_with_their_domains() -> None:
    document = read_document(DATA / "artikel.html")
    assert document.text.splitlines() == [
        "# Hallkraft baut in Gera",
        "",
        "Die Hallkraft Solar baut für 40 Millionen Euro ein Werk in Gera.",
        "Der Stadtrat stimmt zu.",
        "",
        "## Shownotes",
        "",
        "Beschluss des Stadtrats - stadtrat.example",
        "Die Firma - hallkraft.example",
        "",
        "🔗 Nordpost (nordpost.example)",
    ]
    assert (document.title, document.show, document.author) == ("Hallkraft baut in Gera", "Nordpost", "Clara Vorlage")
    assert document.date == "2026-03-02"
