"""Asking a language model, against a real HTTP server on this machine that answers from a script."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kg.cli.app import app
from kg.errors import LlmError, SettingsError
from kg.model import Document, Entity, Extraction, Mention, MentionKind, Modality, Segment, SegmentKind
from kg.pipeline import Pipeline
from kg.relations.llm import AnswerCache, ChatServer, Prices, estimate
from kg.relations.llm.passages import LONGEST, passages
from kg.settings import Settings

KEY = "geheim-4711"
TEXT = (
    "Die Brauerei Kupferstern aus Kassel hat für 40 Millionen Euro den Getränkehändler Moorquell geschluckt, erzählt "
    "Sam Altman im Gespräch mit Nvidia. Also ganz ehrlich, wer hätte das gedacht."
)
QUOTE = "erzählt Sam Altman im Gespräch mit Nvidia"

Reply = tuple[int, str]


@dataclass
class Script:
    """What the server was asked, and what it answers."""

    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    answer: Callable[[dict[str, Any]], Reply] = lambda _request: (200, completion([]))


def completion(claims: list[dict[str, Any]]) -> str:
    content = json.dumps({"claims": claims})
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]})


def claim(**told: Any) -> dict[str, Any]:
    return {"subject": "sam-altman", "predicate": "supports", "object": "nvidia", "modality": "asserted",
            "quote": QUOTE, **told}  # fmt: skip


@pytest.fixture
def script() -> Iterator[Script]:
    script = Script()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            script.asked.append(request)
            script.keys.append(self.headers.get("Authorization"))
            status, body = script.answer(request) if self.path == "/v1/chat/completions" else (404, "no such page")
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        script.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield script
        server.shutdown()


@pytest.fixture(scope="module")
def without() -> Pipeline:
    return Pipeline.load(Settings())


@pytest.fixture
def way(script: Script, without: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pipeline:
    monkeypatch.setenv("KG_LLM_KEY", KEY)
    monkeypatch.setattr("kg.relations.llm.server.time.sleep", lambda _seconds: None)
    from kg.pipeline import _llm

    asked = Settings(llm=True, llm_url=script.url, llm_model="eule", llm_cache=tmp_path / "answers")
    return replace(without, llm=_llm(asked, without.ontology))


def asked_claims(extraction: Extraction) -> list[tuple[str, str, str | None]]:
    return [(c.subject, c.predicate, c.object) for c in extraction.claims if c.extractor == "llm"]


def extract(way: Pipeline, text: str = TEXT) -> Extraction:
    return way.extract(Document(id="probe", text=text))


def test_a_claim_that_the_text_bears_out_is_taken_and_marked(script: Script, way: Pipeline) -> None:
    script.answer = lambda _r: (200, completion([claim(modality="reported")]))
    (found,) = [c for c in extract(way).claims if c.extractor == "llm"]
    assert (found.subject, found.predicate, found.object) == ("sam-altman", "supports", "nvidia")
    assert found.modality is Modality.REPORTED
    assert TEXT[found.evidence[0].start : found.evidence[0].end] == QUOTE
    assert found.evidence[0].path == ("asked eule",)


def test_white_space_in_a_quote_does_not_matter(script: Script, way: Pipeline) -> None:
    script.answer = lambda _r: (200, completion([claim(quote=QUOTE.replace(" ", "\n "))]))
    assert asked_claims(extract(way)) == [("sam-altman", "supports", "nvidia")]


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"quote": "Sam Altman liebt Nvidia"}, "quote does not stand in the text"),
        ({"quote": ""}, "quote does not stand in the text"),
        ({"quote": "e"}, "quote does not stand in the text"),
        ({"quote": "rzählt Sam Altman im Gespräch"}, "quote does not stand in the text"),
        ({"modality": "loudly"}, "not in the form asked for"),
        ({"object": "openai"}, "names what the passage does not mention"),
        ({"predicate": "worships"}, "predicate is none of the ontology"),
        ({"predicate": "valuedAt", "subject": "nvidia", "object": None, "amount": 7e12}, "figure does not stand"),
        ({"predicate": "valuedAt"}, "wrong kind of object"),
        ({"predicate": "familyOf"}, "cannot be"),
    ],
)
def test_what_the_text_does_not_bear_out_is_refused_with_its_reason(
    script: Script, way: Pipeline, told: dict[str, Any], reason: str
) -> None:
    script.answer = lambda _r: (200, completion([claim(**told)]))
    extraction = extract(way)
    assert asked_claims(extraction) == []
    assert any(reason in refusal.reason for refusal in extraction.refusals)


@pytest.mark.parametrize(("told", "taken"), [(40e6, 40e6), (41e6, None)])
def test_a_figure_counts_only_if_the_program_reads_it_too(
    script: Script, way: Pipeline, told: float, taken: float | None
) -> None:
    script.answer = lambda _r: (200, completion([claim(predicate="donatedTo", amount=told, currency="EUR")]))
    (found,) = [c for c in extract(way).claims if c.extractor == "llm"]
    assert (found.qualifiers.amount.value if found.qualifiers.amount else None) == taken


def test_the_model_may_only_choose_among_what_the_passage_mentions(script: Script, way: Pipeline) -> None:
    extract(way)
    schema = script.asked[0]["response_format"]["json_schema"]["schema"]["properties"]["claims"]["items"]["properties"]
    assert {"sam-altman", "nvidia"} <= set(schema["subject"]["enum"])
    assert "openai" not in schema["subject"]["enum"]
    assert set(schema["predicate"]["enum"]) == set(way.ontology.predicates)
    assert script.keys == [f"Bearer {KEY}"]


def test_answers_are_kept_and_asked_for_once(script: Script, way: Pipeline) -> None:
    first = extract(way)
    assert extract(way).claims == first.claims
    assert len(script.asked) == 1


def test_a_run_that_broke_off_goes_on_where_it_stopped(script: Script, way: Pipeline, tmp_path: Path) -> None:
    text = "\n\n".join(f"{TEXT} Teil {n}. {'Und so weiter und so fort. ' * 70}" for n in range(4))
    assert len(text) > 3 * LONGEST
    script.answer = lambda _r: (200, completion([])) if len(script.asked) < 3 else (500, "kaputt")
    with pytest.raises(LlmError, match="answers 500: kaputt"):
        extract(way, text)
    kept = len(list((tmp_path / "answers").glob("*.json")))
    assert kept == 2
    asked = len(script.asked)
    script.answer = lambda _r: (200, completion([]))
    extract(way, text)
    questions = {json.dumps(r["messages"]) for r in script.asked}
    assert len(script.asked) - asked == len(questions) - kept
    assert not list((tmp_path / "answers").glob("*.part"))


def test_a_busy_server_is_asked_again(script: Script, way: Pipeline) -> None:
    script.answer = lambda _r: (200, completion([claim()])) if len(script.asked) == 3 else (429, "later")
    assert asked_claims(extract(way)) == [("sam-altman", "supports", "nvidia")]


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ((401, "no"), "refuses the key; set KG_LLM_KEY"),
        ((404, "no"), "no model 'eule'"),
        ((400, f"bad header Bearer {KEY}"), "answers 400: bad header Bearer …"),
        ((200, "<html>"), "answers no chat completion"),
        ((200, '{"choices": [{"message": {"content": null}}]}'), "answers no text"),
    ],
)
def test_errors_say_what_helps_and_keep_the_key(script: Script, way: Pipeline, reply: Reply, message: str) -> None:
    script.answer = lambda _r: reply
    with pytest.raises(LlmError, match=message) as caught:
        extract(way)
    assert KEY not in str(caught.value)


def test_the_key_is_in_no_file(script: Script, way: Pipeline, tmp_path: Path) -> None:
    extract(way)
    files = [p for p in (tmp_path / "answers").rglob("*") if p.is_file()]
    assert files
    assert not any(KEY.encode() in p.read_bytes() for p in files)


def test_an_answer_that_is_no_json_is_refused_and_the_rest_goes_on(script: Script, way: Pipeline) -> None:
    body = json.dumps({"choices": [{"message": {"content": "Gern! Hier sind keine Behauptungen."}}]})
    script.answer = lambda _r: (200, body)
    assert any("not in the form asked for" in r.reason for r in extract(way).refusals)


def test_one_broken_claim_does_not_take_the_others_along(script: Script, way: Pipeline) -> None:
    told = json.dumps({"claims": [claim(modality="loudly"), claim(), "kaputt"]})
    body = json.dumps({"choices": [{"message": {"content": f"<think>{{vielleicht}}</think> {told}"}}]})
    script.answer = lambda _r: (200, body)
    assert asked_claims(extract(way)) == [("sam-altman", "supports", "nvidia")]


def test_dates_and_offices_that_the_text_does_not_say_are_left_out(script: Script, way: Pipeline) -> None:
    script.answer = lambda _r: (200, completion([claim(predicate="donatedTo", date="2025-99-99")]))
    (found,) = [c for c in extract(way).claims if c.extractor == "llm"]
    assert found.qualifiers.date is None


def test_advertisements_are_not_sent() -> None:
    text = "Erst Nvidia. Dann Werbung für Apple. Und wieder Nvidia."
    kinds = (SegmentKind.SPEECH, SegmentKind.ADVERTISEMENT, SegmentKind.SPEECH)
    bounds = ((0, 12), (13, 36), (37, len(text)))
    segments = [
        Segment(id=f"s{n}", document_id="d", kind=kind, start=a, end=b)
        for n, (kind, (a, b)) in enumerate(zip(kinds, bounds, strict=True))
    ]
    nvidia = Entity(id="nvidia", name="Nvidia", class_="Company")
    places = [m.start() for m in re.finditer("Nvidia", text)]
    mentions = [
        Mention(start=p, end=p + 6, surface="Nvidia", kind=MentionKind.NAME, segment_id="s0", class_="Company")
        for p in places
    ]
    meanings = {(p, p + 6): "nvidia" for p in places}
    skipped = frozenset({SegmentKind.ADVERTISEMENT})
    sent = [p.text for p in passages(text, segments, mentions, meanings, {"nvidia": nvidia}, skipped=skipped)]
    assert sent == ["Erst Nvidia.", "Und wieder Nvidia."]


def test_a_key_that_is_none_is_refused_without_being_told() -> None:
    with pytest.raises(SettingsError, match="KG_LLM_KEY is no key") as caught:
        ChatServer("http://127.0.0.1:9/v1", key="schlüssel")
    assert "schlüssel" not in str(caught.value)


def test_a_cache_that_cannot_be_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = AnswerCache(tmp_path / "file", "http://x")
    with pytest.raises(SettingsError, match="cannot be kept"):
        cache.put({"model": "eule"}, "\ud83d")


def test_a_server_that_is_not_there_is_named() -> None:
    with ChatServer("http://127.0.0.1:9/v1", pause=0) as server, pytest.raises(LlmError, match="does not answer"):
        server.complete({"model": "eule"})


def test_an_address_must_be_one() -> None:
    with pytest.raises(SettingsError, match="wanted http"):
        ChatServer("localhost:11434")


def test_a_server_and_a_model_are_needed() -> None:
    with pytest.raises(SettingsError, match=r"set url and model under \[llm\]"):
        Settings(llm=True, llm_url="http://127.0.0.1:1/v1")


def test_the_estimate_grows_with_the_text_and_costs_what_the_prices_say(without: Pipeline) -> None:
    free = estimate([TEXT], without.ontology, None)
    dear = estimate([TEXT * 40], without.ontology, Prices(input=1.0, output=10.0))
    assert free.cost is None
    assert dear.requests > free.requests >= 1
    assert dear.cost == pytest.approx((dear.input_tokens * 1.0 + dear.output_tokens * 10.0) / 1e6)


def test_nothing_is_asked_before_the_user_agrees(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kg.toml").write_text(f'[llm]\nurl = "{script.url}"\nmodel = "eule"\n', encoding="utf-8")
    (tmp_path / "folge.txt").write_text(TEXT, encoding="utf-8")
    refused = CliRunner().invoke(app, ["extract", "folge.txt", "--llm"])
    assert isinstance(refused.exception, SettingsError)
    assert "--yes" in str(refused.exception)
    assert "questions" in refused.stderr
    assert script.asked == []
    script.answer = lambda _r: (200, completion([claim()]))
    agreed = CliRunner().invoke(app, ["extract", "folge.txt", "--llm", "--yes"])
    assert agreed.exit_code == 0
    assert '"llm"' in agreed.stdout
