"""What only the embedded store has: a folder, a lock, a lone writer, and no server that could save it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.errors import StoreError, StoreUnavailableError, StoreVersionError
from kg.store import LoadOutcome, open_store
from kg.store.embedded import UNFINISHED, EmbeddedStore, fresh_store
from kg.store.records import SCHEMA_VERSION
from tests.store.examples import Builder, example_world, first_episode, second_episode
from tests.store.killing import KILLS, assert_whole, broken_parts, killed_load
from tests.store.test_contract import content

OLD_STORE = Path(__file__).parent / "data" / "store-v0.zip"


@pytest.fixture
def path(tmp_path: Path, empty_store: Path) -> Path:
    """A folder with an empty store."""
    shutil.copytree(empty_store, tmp_path / "kg.db")
    return tmp_path / "kg.db"


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


OPEN = "import sys; from kg.store import open_store; open_store(sys.argv[1], read_only=len(sys.argv) > 2).close()"


def test_the_first_opening_makes_the_store(tmp_path: Path) -> None:
    with open_store(tmp_path / "neu" / "kg.db") as store:
        assert store.info().schema_version == SCHEMA_VERSION
    assert [p.name for p in (tmp_path / "neu").iterdir()] == ["kg.db"]


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    (tmp_path / "kg.db").mkdir()
    open_store(tmp_path / "kg.db").close()
    assert (tmp_path / "kg.db" / "schema.json").is_file()


def test_the_store_is_in_the_working_directory_by_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    open_store().close()
    assert (tmp_path / "kg.db").is_dir()


def test_what_was_loaded_is_there_after_opening_again(path: Path) -> None:
    with open_store(path) as store:
        store.load(first_episode())
        before = content(store)
    with open_store(path) as store:
        assert content(store) == before
        assert store.load(first_episode()).outcome is LoadOutcome.UNCHANGED


def test_reading_what_is_not_there_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailableError, match="kg build"):
        open_store(tmp_path / "kg.db", read_only=True)
    assert not (tmp_path / "kg.db").exists()


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_what_is_no_store_is_left_alone(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "sammlung"
    if kind == "folder":
        place.mkdir()
        (place / "brief.txt").write_text("meins")
    else:
        place.write_text("meins")
    with pytest.raises(StoreUnavailableError, match="no store of this program"):
        open_store(place)


def test_a_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "datei").write_text("x")
    with pytest.raises(StoreUnavailableError, match="cannot make a store"):
        open_store(tmp_path / "datei" / "kg.db")


def test_a_store_open_elsewhere_is_locked_and_says_what_helps(path: Path) -> None:
    with open_store(path):
        other = python(OPEN, str(path))
    assert "StoreUnavailableError" in other.stderr
    assert "kg serve" in other.stderr
    assert python(OPEN, str(path)).returncode == 0


def test_a_store_open_in_this_process_is_locked_too(path: Path) -> None:
    with open_store(path), pytest.raises(StoreUnavailableError):
        open_store(path)


def test_several_may_read_at_once(path: Path) -> None:
    with open_store(path, read_only=True):
        other = python(OPEN, str(path), "read")
    assert other.returncode == 0, other.stderr


def test_a_store_open_for_reading_takes_nothing(path: Path) -> None:
    with open_store(path, read_only=True) as store:
        with pytest.raises(StoreError, match="for reading only"):
            store.load(first_episode())
        with pytest.raises(StoreError, match="for reading only"):
            store.delete("folge-1")
        with pytest.raises(StoreError, match="for reading only"):
            store.query("CREATE (n:X)", read_only=False)


def test_a_closed_store_says_so(path: Path) -> None:
    store = open_store(path)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="is closed"):
        store.query("RETURN 1 AS one")


def test_threads_may_load_and_read_at_once(path: Path) -> None:
    def work(number: int) -> None:
        for step in range(3):
            b = Builder(f"faden-{number}-{step}")
            store.load(b.says("glimmer-ai", "uses", "flint-2").says(f"neu-{number}", "uses", "flint-2").done())
            store.query("MATCH (c:Claim) RETURN count(c) AS n")

    with open_store(path) as store, ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
        assert store.info().nodes["Claim"] == 24
        assert store.query("MATCH (e:Entity {id: 'flint-2'}) RETURN count(e) AS n").rows == ((1,),)


def test_a_fresh_store_appears_when_all_is_loaded(tmp_path: Path) -> None:
    place = tmp_path / "kg.db"
    with fresh_store(place) as store:
        for extraction in example_world():
            store.load(extraction)
        assert not place.exists()
    assert [p.name for p in tmp_path.iterdir()] == ["kg.db"]
    with open_store(place) as opened:
        assert len(opened.documents()) == 3


def load_into_a_fresh_store_and_fail(place: Path) -> None:
    with fresh_store(place) as store:
        store.load(first_episode())
        raise KeyError("x")


def test_a_fresh_store_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        load_into_a_fresh_store_and_fail(tmp_path / "kg.db")
    assert list(tmp_path.iterdir()) == []


def test_a_fresh_store_sweeps_away_what_a_killed_one_left(tmp_path: Path) -> None:
    left = tmp_path / f"kg.db{UNFINISHED}"
    left.mkdir()
    (left / "rest").write_text("x")
    with fresh_store(tmp_path / "kg.db"):
        pass
    assert [p.name for p in tmp_path.iterdir()] == ["kg.db"]


def test_a_fresh_store_does_not_replace_another(path: Path) -> None:
    with pytest.raises(StoreError, match="exists already"), fresh_store(path):
        pass


def test_a_store_of_an_older_program_is_brought_up_to_date(tmp_path: Path, empty_store: Path) -> None:
    old, new = tmp_path / "alt.db", tmp_path / "neu.db"
    with zipfile.ZipFile(OLD_STORE) as archive:
        archive.extractall(old)
    shutil.copytree(empty_store, new)
    with open_store(old) as migrated, open_store(new) as fresh:
        assert migrated.info().schema_version == SCHEMA_VERSION
        migrated.load(first_episode())
        fresh.load(first_episode())
        assert content(migrated) == content(fresh)
        named = "CALL db.index.fulltext.queryNodes('entity_text', 'klimmer') YIELD node RETURN node.id AS id"
        assert migrated.query(named).rows == (("glimmer-ai",),)


def test_an_older_store_is_complete_even_before_documents_are_loaded_again(tmp_path: Path) -> None:
    with zipfile.ZipFile(OLD_STORE) as archive:
        archive.extractall(tmp_path / "alt.db")
    with open_store(tmp_path / "alt.db") as store:
        without = "MATCH (:Entity)-[r]->(:Entity) WHERE r.document IS NULL RETURN count(r) AS n"
        assert store.query(without).rows == ((0,),)
        assert store.query("MATCH (e:Entity) WHERE e.searchText IS NULL RETURN count(e) AS n").rows == ((0,),)


def test_an_older_store_must_be_opened_for_writing_once(tmp_path: Path) -> None:
    with zipfile.ZipFile(OLD_STORE) as archive:
        archive.extractall(tmp_path / "alt.db")
    with pytest.raises(StoreError, match="open it for writing"):
        open_store(tmp_path / "alt.db", read_only=True)


def test_a_store_of_a_newer_program_is_refused(path: Path) -> None:
    with open_store(path) as store:
        store.query("MATCH (s:StoreSchema) SET s.version = 99", read_only=False)
    with pytest.raises(StoreVersionError, match="update the program"):
        open_store(path)


def test_a_killed_load_leaves_every_document_whole_or_absent(path: Path, empty_store: Path) -> None:
    for kill in range(KILLS):
        shutil.rmtree(path)
        shutil.copytree(empty_store, path)
        done = killed_load(str(path), kill)
        EmbeddedStore(path, read_only=True).close()
        with EmbeddedStore(path) as store:
            assert_whole(store, done, kill)


def test_the_example_has_no_broken_parts(path: Path) -> None:
    with EmbeddedStore(path) as store:
        store.load(second_episode())
        assert not any(broken_parts(store).values())
