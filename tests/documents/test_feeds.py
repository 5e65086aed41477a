"""RSS feeds with transcripts beside them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.documents import read_document, read_documents
from kg.errors import InputError
from kg.model import Document

FEED = Path(__file__).parent.parent / "data" / "documents" / "feed"


def test_an_episode_takes_its_words_from_the_transcript_and_the_rest_from_the_feed() -> None:
    document = next(iter(read_documents([FEED / "kupferdraht.xml"])))
    assert isinstance(document, Document)
    assert document.id == "folge-12"
    assert document.text == "Willkommen bei Kupferdraht."
    assert (document.title, document.show) == ("Hallkraft baut ein Werk", "Kupferdraht")
    assert (document.number, document.date) == (12, "2026-03-03")
    assert document.speakers == ("Anna Beispiel", "Bruno Muster")
    assert document.media_url == "https://kupferdraht.example/12.mp3"


def test_a_transcript_of_a_feed_in_the_same_folder_is_read_once() -> None:
    documents = list(read_documents([FEED]))
    assert [d.id for d in documents if isinstance(d, Document)] == ["folge-12", "folge-11"]
    assert len(documents) == 2


def test_transcripts_that_are_not_there_are_told_once(tmp_path: Path) -> None:
    shutil.copy(FEED / "kupferdraht.xml", tmp_path)
    (result,) = read_documents([tmp_path / "kupferdraht.xml"])
    assert isinstance(result, InputError)
    assert "2 of 2" in result.found


def test_a_feed_with_several_episodes_is_not_one_document() -> None:
    with pytest.raises(InputError, match="2 episodes"):
        read_document(FEED / "kupferdraht.xml")


@pytest.mark.parametrize("url", ["../geheim.txt", "/etc/hostname", "a/../../geheim.txt", "%2e%2e/geheim.txt"])
def test_a_feed_reads_nothing_outside_of_its_folder(url: str, tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("Geheim.", encoding="utf-8")
    folder = tmp_path / "feed"
    folder.mkdir()
    feed = folder / "feed.xml"
    feed.write_text(
        '<rss xmlns:p="https://podcastindex.org/namespace/1.0"><channel><item>'
        f'<p:transcript url="{url}"/></item></channel></rss>',
        encoding="utf-8",
    )
    (result,) = read_documents([feed])
    assert isinstance(result, InputError)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("<rss><channel>", "broken XML"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><rss/>', "document type"),
        ("<rss></rss>", "no channel"),
        ("<rss><channel><item/></channel></rss>", "names a transcript"),
    ],
)
def test_a_broken_feed_is_told(words: str, found: str, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(words, encoding="utf-8")
    (result,) = read_documents([feed], format="rss")
    assert isinstance(result, InputError)
    assert found in result.found
