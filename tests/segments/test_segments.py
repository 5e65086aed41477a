"""What each stretch of a document is, who says it and when."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.documents import read_document
from kg.model import Cue, Document, DocumentKind, Segment, SegmentKind, TimeBasis
from kg.segments import Timeline, seconds_at, segment

DATA = Path(__file__).parent.parent / "data" / "documents"


def told(name: str) -> list[tuple[str, str]]:
    document = read_document(DATA / name)
    return [(s.kind.value, document.text[s.start : s.end]) for s in segment(document)]


def of_kind(document: Document, kind: SegmentKind) -> list[str]:
    return [document.text[s.start : s.end] for s in segment(document) if s.kind is kind]


PAIR = ("Anna Beispiel", "Bruno Muster")


def episode(*turns: str, speakers: tuple[str, ...] = (), head: str = "") -> Document:
    text = head + "\n".join(turns)
    return Document(id="probe", text=text, kind=DocumentKind.EPISODE, speakers=speakers, show="Kupferdraht")


def speech(document: Document) -> list[Segment]:
    return [s for s in segment(document) if s.kind is SegmentKind.SPEECH]


def test_page_text_falls_into_header_chapters_notes_and_turns() -> None:
    kinds = [kind for kind, _ in told("folge.txt")]
    assert kinds[:5] == ["title", "title", "summary", "boilerplate", "heading"]
    assert kinds[5:8] == ["chapter"] * 3
    assert kinds[8:11] == ["heading", "show note", "show note"]
    assert kinds[11:14] == ["boilerplate"] * 3
    assert kinds[14:] == ["speech"] * 5 + ["advertisement"] + ["speech"] * 5 + ["boilerplate"]


def test_show_notes_name_their_domains_in_lower_case_without_www() -> None:
    segments = segment(read_document(DATA / "folge.txt"))
    assert [s.domains for s in segments if s.kind is SegmentKind.SHOW_NOTE] == [
        ("nordpost.example",),
        ("ulmer-zeitung.example",),
    ]


def test_a_chapter_line_has_its_own_time_and_ends_with_the_next_one() -> None:
    chapters = [s for s in segment(read_document(DATA / "folge.txt")) if s.kind is SegmentKind.CHAPTER]
    assert [(s.start_seconds, s.end_seconds) for s in chapters] == [(0.0, 90.0), (90.0, 360.0), (360.0, 540.0)]
    assert {s.time_basis for s in chapters} == {TimeBasis.CHAPTER}
    assert chapters[1].chapter == "Hallkraft Solar: Werk in Gera"


def test_turns_are_placed_in_the_chapter_whose_title_they_speak_of() -> None:
    document = read_document(DATA / "folge.txt")
    chapters = {document.text[s.start : s.end][:12]: (s.chapter, s.start_seconds) for s in speech(document)}
    assert chapters["Fangen wir m"] == ("Hallkraft Solar: Werk in Gera", 90.0)
    assert chapters["Jetzt nach U"] == ("Zwei Spenden aus Ulm", 360.0)
    assert {s.time_basis for s in speech(document)} == {TimeBasis.INTERPOLATED}


def test_credits_stay_speech_and_calls_to_the_listeners_do_not() -> None:
    document = read_document(DATA / "folge.txt")
    assert "Kupferdraht ist ein Podcast von Anna Beispiel und Bruno Muster." in of_kind(document, SegmentKind.SPEECH)
    assert of_kind(document, SegmentKind.BOILERPLATE)[-1].startswith("Fragen kannst du uns")


def test_a_newsletter_falls_into_headings_paragraphs_and_sources() -> None:
    lines = {words: kind for kind, words in told("brief.txt")}
    assert lines["KW10 - Wer zahlt den Strom?"] == "title"
    assert lines["⚡ Wer zahlt den Strom?"] == "heading"
    assert lines["Das war sonst noch los:"] == "heading"
    assert lines["🔗 Nordpost | Stadtrat Gera"] == "source"
    assert lines["Dienstag 10. März: Anhörung"] == "text"
    assert lines["Drahtesel verleiht Lastenräder an Kommunen. Jetzt anfragen."] == "advertisement"
    assert lines["Dieser Newsletter wird auch weiterhin jeden Montag erscheinen."] == "boilerplate"


def test_an_item_that_begins_with_a_link_sign_is_text_and_a_bare_link_is_a_source() -> None:
    document = read_document(DATA / "brief.txt")
    assert any(words.startswith("🔗 Neue Leitung") for words in of_kind(document, SegmentKind.TEXT))
    assert [s.domains for s in segment(document) if s.kind is SegmentKind.SOURCE] == [(), ("lindenau.example",)]


def test_front_matter_is_boilerplate_but_for_title_and_description() -> None:
    lines = told("notiz.md")
    assert ("title", '"Netzbrief: Wer zahlt?"') in lines
    assert ("summary", "Was der Strom kostet.") in lines
    assert ("boilerplate", "author: Clara Vorlage") in lines
    assert ("title", "# Wer zahlt?") in lines


def test_wrapped_lines_of_a_plain_text_are_one_paragraph() -> None:
    text = (
        "Die Hallkraft Solar baut in Gera ein neues Werk für Module, und\n"
        "die Stiftung Lindenau beteiligt sich daran mit zehn Millionen\n"
        "Euro, wie die Nordpost am Montag unter Berufung auf den Stadtrat\n"
        "meldete.\n\nEin zweiter Absatz folgt."
    )
    document = Document(id="probe", text=text)
    assert of_kind(document, SegmentKind.TEXT) == [text[:-27], "Ein zweiter Absatz folgt."]


def test_labels_are_cut_off_and_name_the_speaker_also_of_the_lines_below() -> None:
    document = read_document(DATA / "gespraech.txt")
    spoken = [(s.speaker, document.text[s.start : s.end]) for s in speech(document)]
    assert spoken[3:5] == [("Bruno", "Die Stiftung Lindenau, nehme ich an."), ("Bruno", "Und vielleicht die Stadt.")]
    assert "Bruno (lacht):" in of_kind(document, SegmentKind.BOILERPLATE)


def test_a_label_grows_to_the_full_name_by_which_its_bearer_introduces_himself() -> None:
    assert {s.speaker for s in speech(read_document(DATA / "gespraech.txt"))} == {"Anna Beispiel", "Bruno"}


def test_cues_give_times_and_voices() -> None:
    document = read_document(DATA / "stimmen.vtt")
    assert [(s.speaker, s.start_seconds, s.end_seconds, s.time_basis) for s in segment(document)] == [
        ("Anna Beispiel", 0.0, 3.0, TimeBasis.CUE),
        ("Bruno Muster", 3.0, 8.0, TimeBasis.CUE),
        ("Anna Beispiel", 8.0, 12.0, TimeBasis.WORD),
    ]


def test_a_numbered_voice_gets_the_name_that_it_says_and_another_stays_unnamed() -> None:
    assert [s.speaker for s in segment(read_document(DATA / "whisperx.json"))] == ["Anna Beispiel", None]


def test_seconds_are_those_of_the_word_where_words_have_times() -> None:
    document = read_document(DATA / "whisperx.json")
    segments = segment(document)
    assert seconds_at(document, segments, document.text.index("nna")) == 0.8
    assert seconds_at(document, segments, document.text.index("Millionen") + 3) == 3.4
    forty = seconds_at(document, segments, document.text.index("40"))
    assert forty is not None
    assert 3.1 <= forty <= 3.4


def test_seconds_are_unknown_outside_of_timed_segments() -> None:
    document = read_document(DATA / "brief.txt")
    assert seconds_at(document, segment(document), 3) is None
    assert Timeline.of(document, segment(document)) is None


def test_two_known_speakers_alternate_from_the_one_who_gives_the_name() -> None:
    document = episode("Hallo, ich bin Anna Beispiel.", "Guten Morgen.", "Los gehts.", speakers=PAIR)
    assert [s.speaker for s in speech(document)] == ["Anna Beispiel", "Bruno Muster", "Anna Beispiel"]


def test_nobody_is_named_without_an_anchor_or_with_three_speakers() -> None:
    turns = ("Hallo zusammen.", "Guten Morgen.", "Los gehts.")
    assert {s.speaker for s in speech(episode(*turns, speakers=PAIR))} == {None}
    three = ("Anna Beispiel", "Bruno Muster", "Clara Vorlage")
    document = episode("Ich bin Anna Beispiel.", "Moin.", "Hallo.", speakers=three)
    assert [s.speaker for s in speech(document)] == ["Anna Beispiel", None, None]


def test_who_speaks_of_somebody_is_not_introduced() -> None:
    document = episode(
        "Ich bin der Klon von Bruno Muster und telefoniere mit Bruno Muster.",
        "Falsch.",
        speakers=PAIR,
    )
    assert {s.speaker for s in speech(document)} == {None}


def test_turns_between_two_anchors_that_contradict_each_other_stay_unnamed() -> None:
    document = episode(
        "Ich bin Anna Beispiel.",
        "Aha.",
        "So.",
        "Ja, ich bin Anna Beispiel.",
        speakers=PAIR,
    )
    assert [s.speaker for s in speech(document)] == ["Anna Beispiel", None, None, "Anna Beispiel"]


def test_an_advertisement_breaks_the_alternation() -> None:
    document = episode(
        "Ich bin Anna Beispiel.",
        "Moin.",
        "Kurze Werbeunterbrechung. Drahtesel verleiht Räder.",
        "Weiter mit Gera.",
        speakers=PAIR,
    )
    assert [s.speaker for s in speech(document)] == ["Anna Beispiel", "Bruno Muster", None]


@pytest.mark.parametrize(
    ("turn", "advertised"),
    [
        ("Werbung. Kauft Räder. Ende der Werbung. Jetzt Gera.", "Werbung. Kauft Räder. Ende der Werbung."),
        ("Gut. Kurze Werbeunterbrechung. Kauft Räder.", "Kurze Werbeunterbrechung. Kauft Räder."),
        ("Kurz Werbung. Kauft Räder. Viel Spaß mit der weiteren Folge. Werbung Ende. Also.",
         "Kurz Werbung. Kauft Räder. Viel Spaß mit der weiteren Folge. Werbung Ende."),
        ("Diese Folge wird präsentiert von Drahtesel. Die verleihen Räder. Weiter geht's mit Gera.",
         "Diese Folge wird präsentiert von Drahtesel. Die verleihen Räder."),
        ("Unser Kupferdraht wird unterstützt von Drahtesel.", "Unser Kupferdraht wird unterstützt von Drahtesel."),
        ("Ach ja. Mit dem Code KUPFER bekommt ihr was. Das sind 10 Prozent Rabatt auf alles. Zurück nach Gera.",
         "Mit dem Code KUPFER bekommt ihr was. Das sind 10 Prozent Rabatt auf alles."),
    ],
)  # fmt: skip
def test_a_marked_advertisement_is_cut_out_of_its_turn(turn: str, advertised: str) -> None:
    document = episode("Guten Abend, ich grüße euch.", turn, "Und weiter im Text.")
    assert of_kind(document, SegmentKind.ADVERTISEMENT) == [advertised]


@pytest.mark.parametrize(
    "turn",
    [
        "OpenAI verkauft jetzt Werbung. Das bringt Milliarden.",
        "Es soll gar keine Werbung sein, aber die Firma ist gut.",
        "Die Runde wird unterstützt von der Stiftung Lindenau.",
        "Konsumwerbung richtet sich an alle, sagt unser Partner im Osten.",
        "Die Anzeige gegen den Vorstand liegt beim Gericht. Werbung ist das nicht.",
        "Der Code wurde geleakt, und mit dem Code kann man Modelle bauen.",
    ],
)
def test_talk_about_advertising_is_no_advertisement(turn: str) -> None:
    assert of_kind(episode("Guten Abend.", turn, "Ja."), SegmentKind.ADVERTISEMENT) == []


def test_an_advertisement_may_run_over_turns_until_its_marked_end() -> None:
    document = episode("Hallo.", "Kurz Werbung.", "Räder!", "Noch mehr Räder.", "Werbung Ende. Jetzt Gera.", "Ja.")
    sold = ["Kurz Werbung.", "Räder!", "Noch mehr Räder.", "Werbung Ende."]
    assert of_kind(document, SegmentKind.ADVERTISEMENT) == sold


def test_an_advertisement_runs_over_labels_and_leaves_them_be() -> None:
    turns = ("Anna: Hallo.", "Bruno: Kurz Werbung.", "Anna: Kauft Räder.", "Bruno: Werbung Ende. Weiter.", "Anna: Gut.")
    document = episode(*turns)
    assert of_kind(document, SegmentKind.ADVERTISEMENT) == ["Kurz Werbung.", "Kauft Räder.", "Werbung Ende."]
    assert of_kind(document, SegmentKind.BOILERPLATE) == ["Anna:", "Bruno:", "Anna:", "Bruno:", "Anna:"]


def test_an_advertisement_without_an_end_does_not_swallow_a_long_turn() -> None:
    turn = "Kurze Werbeunterbrechung. Mit dem Code KUPFER gibt es Räder. " + "Die Hallkraft baut in Gera. " * 400
    document = episode("Hallo.", turn)
    assert sum(map(len, of_kind(document, SegmentKind.ADVERTISEMENT))) < 100


def test_garbled_names_still_place_a_chapter() -> None:
    filler = [f"Das ist der {n}. Satz über das Wetter und den Kaffee." for n in range(40)]
    marks = "Kupferdraht Folge #1 vom 1. März 2026\n\n(00:00:00) Wetter\n\n(00:10:00) Zerebrax Chips\n\n\n"
    turns = [*filler[:25], "Jetzt zu Cerebrax, die bauen Chips.", *filler[25:]]
    document = episode(*turns, head=marks)
    start = next(s for s in segment(document) if document.text[s.start : s.end].startswith("Jetzt zu"))
    assert (start.chapter, start.start_seconds) == ("Zerebrax Chips", 600.0)


def test_ids_depend_on_document_and_place_alone() -> None:
    document = read_document(DATA / "folge.txt")
    first, second = segment(document), segment(document)
    assert first == second
    assert len({s.id for s in first}) == len(first)


def test_a_cue_that_spans_a_line_gives_its_times_to_what_it_covers() -> None:
    cues = (Cue(start=0, end=10, start_seconds=0.0, end_seconds=10.0, speaker="Anna"),)
    document = Document(id="probe", text="Guten Tag.", kind=DocumentKind.EPISODE, cues=cues)
    (only,) = segment(document)
    assert (only.start_seconds, only.end_seconds, only.speaker) == (0.0, 10.0, "Anna")
    assert seconds_at(document, (only,), 5) == 5.0


def test_seconds_stay_within_their_segment_where_a_word_spans_a_line() -> None:
    cues = (Cue(start=0, end=3, start_seconds=0.0, end_seconds=1.0, basis=TimeBasis.WORD),)
    document = Document(id="probe", text="a\nb", kind=DocumentKind.EPISODE, cues=cues)
    segments = segment(document)
    assert seconds_at(document, segments, 2) == segments[1].start_seconds
