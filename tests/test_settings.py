"""Settings come from kg.toml, the environment and options, in rising order."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import settings
from kg.errors import SettingsError


def test_options_win_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text(
        '[language]\npipeline = "a"\nthreads = 2\n[store]\naddress = "file.db"\n', encoding="utf-8"
    )
    told = settings.load(tmp_path, environment={"KG_PIPELINE": "b", "KG_STORE": "environment.db"}, store="option.db")
    assert (told.pipeline, told.threads, told.store) == ("b", 2, "option.db")


def test_without_anything_there_are_sensible_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path, environment={}) == settings.Settings()


def test_paths_in_the_file_count_from_the_file(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('[names]\nfiles = ["mine.tsv"]\n', encoding="utf-8")
    assert settings.load(tmp_path, environment={}).names == (tmp_path / "mine.tsv",)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[language]\npipelin = 'de'\n", "unknown setting"),
        ("[language]\nthreads = 'two'\n", "wrong type"),
        ("[language\n", "not valid TOML"),
        ("[claims]\nconfidence = 2.0\n", "between 0 and 1"),
    ],
)
def test_a_wrong_file_is_told(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "kg.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=complaint):
        settings.load(tmp_path, environment={})


def test_a_wrong_environment_variable_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="KG_THREADS"):
        settings.load(tmp_path, environment={"KG_THREADS": "many"})
