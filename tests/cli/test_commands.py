"""The command line as its users call it, in a process of its own where that matters."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[1] / "gold" / "beispielfolge.txt"
SHORT = "Nvidia steckt 2 Milliarden Dollar in CoreWeave. Apple-Chef Tim Cook war auch da.\n"


def kg(*arguments: str | Path, cwd: Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run the program as a user would."""
    command = [sys.executable, "-c", "from kg.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, text=True, check=False, timeout=240)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "short.txt").write_text(SHORT, encoding="utf-8")
    (folder / "latin.txt").write_bytes("Müller kauft".encode("latin-1"))
    done = kg("build", EXAMPLE, "short.txt", "latin.txt", cwd=folder)
    assert done.returncode == 1, done.stderr
    (folder / "stderr").write_text(done.stderr, encoding="utf-8")
    return folder


def test_building_goes_on_where_one_input_is_broken_and_the_exit_code_tells(built: Path) -> None:
    said = (built / "stderr").read_text(encoding="utf-8")
    assert "latin.txt:1" in said
    assert "UTF-8" in said
    assert "2 documents" in said
    assert {p.name for p in (built / "kg-out").iterdir()} == {
        "beispielfolge.json", "short.json", "graph.html", "graph.trig", "graph.ttl",
    }  # fmt: skip


def test_building_again_changes_nothing(built: Path) -> None:
    before = {p.name: p.read_bytes() for p in (built / "kg-out").iterdir()}
    done = kg("build", EXAMPLE, "short.txt", "--verbose", cwd=built)
    assert done.returncode == 0, done.stderr
    assert "beispielfolge: unchanged" in done.stderr
    assert {p.name: p.read_bytes() for p in (built / "kg-out").iterdir()} == before


@pytest.mark.parametrize("format_", ["table", "json", "jsonl", "csv", "md"])
def test_an_answer_can_be_printed_in_every_format(built: Path, format_: str) -> None:
    done = kg("query", "investments", "--format", format_, cwd=built)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "CoreWeave" in done.stdout
    if format_ == "csv":
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        assert any(r["investor"] == "Nvidia" and float(r["amount"]) == 2e9 for r in rows)
    if format_ == "json":
        assert any(r["company"] == "CoreWeave" for r in json.loads(done.stdout))


def test_own_cypher_reads_but_never_writes(built: Path) -> None:
    done = kg("query", "-c", "MATCH (e:Entity {id: $id}) RETURN e.name AS name", "-p", "id=nvidia", cwd=built)
    assert "Nvidia" in done.stdout
    refused = kg("query", "-c", "MATCH (e:Entity) DETACH DELETE e", cwd=built)
    assert refused.returncode == 2
    assert "Nvidia" in kg("show", "Nvidia", cwd=built).stdout


def test_a_dossier_shows_quote_and_reason(built: Path) -> None:
    done = kg("show", "CoreWeave", "--why", cwd=built)
    assert "Nvidia steckt 2 Milliarden Dollar in CoreWeave" in done.stdout
    assert "investedIn" in done.stdout
    assert "listed name 'CoreWeave'" in done.stdout
    unknown = kg("show", "Nvidea", cwd=built)
    assert unknown.returncode == 2
    assert "did you mean Nvidia" in unknown.stderr


def test_questions_are_listed_and_explained(built: Path) -> None:
    listed = kg("queries", "--format", "json", cwd=built)
    names = {row["name"] for row in json.loads(listed.stdout)}
    assert {"investments", "dossier", "circular-financing"} <= names
    assert "currency" in kg("queries", "investments", cwd=built).stdout
    assert kg("query", "investmants", cwd=built).returncode == 2


def test_extraction_streams_from_standard_input_to_standard_output(tmp_path: Path) -> None:
    done = kg("extract", "-", cwd=tmp_path, stdin=SHORT)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    claims = {(c["subject"], c["predicate"], c["object"]) for c in json.loads(line)["claims"]}
    assert {("nvidia", "investedIn", "coreweave"), ("tim-cook", "holdsRole", "apple")} <= claims


def test_claims_files_load_and_documents_can_be_taken_out_again(tmp_path: Path) -> None:
    gold = EXAMPLE.with_suffix(".json")
    assert "1 added" in kg("load", gold, cwd=tmp_path).stderr
    assert "1 unchanged" in kg("load", gold, cwd=tmp_path).stderr
    assert kg("delete", "beispielfolge", cwd=tmp_path).returncode == 0
    told = json.loads(kg("info", "--json", cwd=tmp_path).stdout)["store"]
    assert not any(told["nodes"].values())
    missing = kg("delete", "beispielfolge", cwd=tmp_path)
    assert missing.returncode == 1
    assert "no document" in missing.stderr


def test_a_store_that_is_not_there_has_an_exit_code_of_its_own(tmp_path: Path) -> None:
    done = kg("query", "investments", "--store", "bolt://127.0.0.1:1", cwd=tmp_path)
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_logs_can_be_json(tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text(SHORT, encoding="utf-8")
    done = kg("extract", "short.txt", "-o", "claims", "--json", cwd=tmp_path)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert any(line.get("documents") == 1 for line in lines)
    assert (tmp_path / "claims" / "short.json").is_file()


def test_evaluation_prints_a_row_for_each_document(tmp_path: Path) -> None:
    done = kg("evaluate", EXAMPLE.with_suffix(".json"), "--format", "json", "--errors", "--quiet", cwd=tmp_path)
    (row,) = json.loads(done.stdout)
    assert row["document"] == "beispielfolge"
    assert 0 < float(row["entities F1"]) <= 1
    assert "beispielfolge: claims missed" in done.stderr


def test_help_answers_without_loading_what_is_slow(tmp_path: Path) -> None:
    code = (
        "import sys\nsys.argv = ['kg', '--help']\nfrom kg.cli import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "slow = {'spacy', 'rdflib', 'neo4j', 'networkx', 'pyvis', 'numpy', 'arcadedb', 'pydantic'}\n"
        "print(sorted(set(sys.modules) & slow))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_every_command_explains_itself_with_an_example(tmp_path: Path) -> None:
    from kg.cli.app import app

    names = [c.name or c.callback.__name__ for c in app.registered_commands if c.callback is not None]
    assert {"build", "extract", "load", "query", "queries", "show", "evaluate", "info"} <= set(names)
    for command in app.registered_commands:
        assert command.callback is not None
        told = command.callback.__doc__ or ""
        assert "Example" in told, command.callback.__name__
        assert f"kg {command.name or command.callback.__name__}" in told


def test_wrong_use_is_told_with_exit_code_2(tmp_path: Path) -> None:
    assert kg("build", cwd=tmp_path).returncode == 2
    (tmp_path / "kg.toml").write_text("[language]\npipelin = 'x'\n", encoding="utf-8")
    wrong = kg("info", cwd=tmp_path)
    assert wrong.returncode == 2
    assert "unknown setting" in wrong.stderr


def test_a_decision_about_a_name_is_written_honoured_and_taken_back(tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text("Kor Wief wächst. Nvidia steckt 2 Milliarden in Kor Wief.\n", encoding="utf-8")
    assert kg("extract", "short.txt", "-o", "kg-out", cwd=tmp_path).returncode == 0
    assert kg("review", cwd=tmp_path).returncode == 0
    decision = ("review", "--alias", "Kor Wief=CoreWeave")
    assert kg(*decision, cwd=tmp_path).returncode == 0
    honoured = kg("extract", "short.txt", "--curation", "curation.toml", cwd=tmp_path)
    claims = {(c["subject"], c["predicate"], c["object"]) for c in json.loads(honoured.stdout)["claims"]}
    assert ("nvidia", "investedIn", "coreweave") in claims
    kg(*decision, "--undo", cwd=tmp_path)
    assert "alias" not in (tmp_path / "curation.toml").read_text(encoding="utf-8").split("\n", 1)[1]
    assert kg("review", "--retype", "Nvidia=Firm", cwd=tmp_path).returncode == 2


def test_claims_files_of_an_extraction_load(built: Path, tmp_path: Path) -> None:
    done = kg("load", built / "kg-out", cwd=tmp_path)
    assert "2 added" in done.stderr, done.stderr


def test_the_graph_is_exported_whole_or_in_part(built: Path) -> None:
    assert "Nvidia" in kg("export", "csv", "--predicate", "investedIn", cwd=built).stdout
    assert kg("export", "trig", "-o", "part.trig", "--around", "Nvidia", cwd=built).returncode == 0
    checked = kg("validate", "part.trig", cwd=built)
    assert "no shape is broken" in checked.stdout, checked.stdout
    assert kg("export", "html", cwd=built).returncode == 2
    assert "MERGE" in kg("export", "cypher", cwd=built).stdout
    assert kg("query", "investments", "--html", "rows.html", cwd=built).returncode == 0
    assert "CoreWeave" in (built / "rows.html").read_text(encoding="utf-8")
