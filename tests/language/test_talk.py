"""The project's own passages teach names: what is marked as a name there, and nothing else."""

from pathlib import Path

from kg.language.training.talk import talk


def _labels(tmp_path: Path, marked: str) -> list[tuple[str, str, str]]:
    (tmp_path / "1.tsv").write_text(f"passage\trelations\n{marked}\t\n", encoding="utf-8")
    return [each for run in talk(tmp_path) for each in zip(run.words, run.labels, run.fine, strict=True)]


def test_a_marked_name_is_a_name_of_its_class(tmp_path: Path) -> None:
    found = _labels(tmp_path, "Die {1:Company|Nordhalde AG} baut {2:Chip|Falke 2} in {3:Place|Jena}.")
    assert found == [
        ("Die", "O", ""),
        ("Nordhalde", "B-ORG", "Company"),
        ("AG", "I-ORG", "Company"),
        ("baut", "O", ""),
        ("Falke", "B-MISC", "Chip"),
        ("2", "I-MISC", "Chip"),
        ("in", "O", ""),
        ("Jena", "B-LOC", "Place"),
        (".", "O", ""),
    ]


def test_pronouns_descriptions_and_figures_are_no_names(tmp_path: Path) -> None:
    found = _labels(tmp_path, "{1b:Company|Die} hat {1c:Company|der Firma} {a:AMOUNT|2 Millionen} geliehen.")
    assert {label for _, label, _ in found} == {"O"}


def test_nothing_is_learnt_where_a_word_holds_more_than_the_name(tmp_path: Path) -> None:
    found = _labels(tmp_path, "{1:Company|Nordhalde}-Chefin {2:Person|Ada Blum} sagt ab.")
    assert found[0] == ("Nordhalde-Chefin", "?", "")
    assert found[1][1:] == ("B-PER", "Person")


def test_names_in_text_without_capitals_are_names(tmp_path: Path) -> None:
    found = _labels(tmp_path, "und dann kauft {1:Company|nordhalde} den laden von {2:Person|ada blum}.")
    assert [label for _, label, _ in found if label != "O"] == ["B-ORG", "B-PER", "I-PER"]


def test_long_passages_are_cut_between_sentences(tmp_path: Path) -> None:
    sentence = "Ada Blum redet heute lange und viel über die Preise. "
    (tmp_path / "1.tsv").write_text(f"passage\trelations\n{sentence * 20}\t\n", encoding="utf-8")
    runs = talk(tmp_path)
    assert len(runs) > 1
    assert all(len(run.words) <= 60 and run.words[-1] == "." for run in runs)
    assert sum(len(run.words) for run in runs) == 20 * 11
