"""The page in a real browser, without a network."""

from __future__ import annotations

import dataclasses
import random
import time
from typing import Any

import pytest

from kg.export.claimgraph import ClaimGraph, GraphClaim, GraphDocument, GraphEntity, GraphQuote
from tests.browser.reader import Reader

pytestmark = pytest.mark.browser
HOSTILE = "</script><img src=x onerror=\"document.title='gotcha';alert(1)\">"


def test_the_page_asks_for_nothing_but_itself_and_complains_of_nothing(reader: Reader, world: ClaimGraph) -> None:
    reader.opens(world)
    reader.page.wait_for_timeout(500)
    assert len(reader.asked) == 1
    assert reader.asked[0].startswith("file://")
    assert reader.errors == []


def test_the_summary_counts_claims_names_and_documents(reader: Reader, world: ClaimGraph) -> None:
    reader.opens(world)
    names = {e for c in world.claims for e in (c.subject, c.object) if e is not None}
    assert reader.summary() == f"{len(world.claims)} Aussagen · {len(names)} Namen · 3 Dokumente"


def test_the_keyboard_alone_finds_a_name_and_its_evidence(reader: Reader, world: ClaimGraph) -> None:
    reader.opens(world)
    assert reader.searches("klim") == ["Glimmer AI"]
    reader.page.keyboard.press("Enter")
    told = reader.panel()
    assert "Glimmer AI" in told
    assert "auch genannt" in told
    assert reader.page.evaluate("KG.network.getSelectedNodes()") == ["glimmer-ai"]
    reader.page.keyboard.press("Escape")
    assert "Ein Klick auf einen Namen" in reader.panel()
    assert reader.page.evaluate("document.activeElement.id") == "search"


def test_the_search_finds_names_without_their_accents_and_says_when_there_are_none(
    reader: Reader, world: ClaimGraph
) -> None:
    accented = dataclasses.replace(
        world,
        entities=tuple(
            dataclasses.replace(e, name="Zoë Größenwahn") if e.id == "ada-brandt" else e for e in world.entities
        ),
    )
    reader.opens(accented)
    assert reader.searches("zoe gross") == ["Zoë Größenwahn"]
    reader.page.fill("#search", "xyzzy")
    assert reader.page.inner_text("#suggestions") == "Nichts gefunden"


def test_arrow_keys_choose_among_the_names(reader: Reader, world: ClaimGraph) -> None:
    reader.opens(world)
    offered = reader.searches("k")
    assert len(offered) > 2
    reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")
    assert reader.page.inner_text("#panel h2") == offered[1]


def test_the_panel_begins_with_the_names_that_are_spoken_of_most(reader: Reader, world: ClaimGraph) -> None:
    reader.opens(world)
    assert reader.page.locator("#panel .most li").first.inner_text().split("\n")[0] == "Glimmer AI"
    reader.page.locator("#panel .most .name").first.click()
    assert reader.page.inner_text("#panel h2") == "Glimmer AI"


def test_a_click_on_a_node_shows_every_claim_with_quote_speaker_time_and_source(
    reader: Reader, world: ClaimGraph
) -> None:
    reader.opens(world)
    reader.clicks("KG.network.getPosition('seeadler-fonds')")
    claims = [c for c in world.claims if "seeadler-fonds" in c.entities]
    told = reader.panel()
    for claim in claims:
        assert claim.quotes[0].text in told
    assert "300 Mio. EUR" in told
    assert "Timo · ▶ 00:20" in told
    assert "Netzgeflüster · Kiesel für alle · 20.01.2026" in told
    assert "Sicherheit: 0,9" in told
    link = reader.page.locator("#panel blockquote a", has_text="00:20")
    assert link.get_attribute("href") == "https://audio.example/folge-1.mp3#t=20,28"


def test_a_click_on_an_edge_shows_its_claims_alone(reader: Reader, world: ClaimGraph) -> None:
    reader.opens(world)
    ends = [f"KG.network.getPosition('{key}')" for key in ("rechenhaus", "rechenbox")]
    reader.clicks(f"(([a, b]) => ({{x: (a.x + b.x) / 2, y: (a.y + b.y) / 2}}))([{', '.join(ends)}])")
    assert reader.page.inner_text("#panel h2") == "Rechenhaus – Rechenbox"
    assert reader.page.locator("#panel .claim").count() == 1


def test_a_reported_claim_names_its_source_and_a_denied_one_says_so(reader: Reader, world: ClaimGraph) -> None:
    reader.opens(world)
    reader.searches("Kartellwacht")
    reader.page.keyboard.press("Enter")
    assert "laut Die Lupe" in reader.panel()
    ways = reader.page.locator("#panel .way").all_inner_texts()
    assert {"berichtet", "verneint", "als Tatsache"} <= set(ways)


def test_a_filter_hides_edges_and_what_stands_alone_then(reader: Reader, world: ClaimGraph) -> None:
    reader.opens(world)
    before = reader.shown("edges")
    reader.page.uncheck("#modalities input[value=planned]")
    planned = {c.id for c in world.claims if c.modality == "planned"}
    gone = before - reader.shown("edges")
    assert {
        claim for e in reader.page.evaluate("KG.edges.get()") if e["id"] in gone for claim in e["claims"]
    } == planned
    assert reader.summary().endswith(f"{len(planned)} ausgeblendet")
    reader.page.uncheck("#predicates input[value=develops]")
    assert "rechenbox" not in reader.shown("nodes")
    reader.page.uncheck("#classes input[value=Person]")
    assert "ada-brandt" not in reader.shown("nodes")
    reader.page.click("#reset")
    assert reader.shown("edges") == before
    assert "ausgeblendet" not in reader.summary()


def test_the_slider_hides_what_is_not_sure_enough(reader: Reader, world: ClaimGraph) -> None:
    claims = tuple(dataclasses.replace(c, confidence=0.5 if n % 2 else 0.95) for n, c in enumerate(world.claims))
    reader.opens(dataclasses.replace(world, claims=claims))
    reader.page.fill("#confidence", "0.8")
    assert reader.summary().startswith(f"{len(claims) - len(claims) // 2} Aussagen")


def test_the_panel_follows_the_filters(reader: Reader, world: ClaimGraph) -> None:
    reader.opens(world)
    reader.searches("Kartellwacht")
    reader.page.keyboard.press("Enter")
    count = reader.page.locator("#panel .claim").count()
    reader.page.uncheck("#modalities input[value=negated]")
    assert reader.page.locator("#panel .claim").count() == count - 1


def test_names_in_the_panel_lead_on(reader: Reader, world: ClaimGraph) -> None:
    reader.opens(world)
    reader.searches("Edda")
    reader.page.keyboard.press("Enter")
    reader.page.locator("#panel .name", has_text="Freie Liste").first.click()
    assert reader.page.inner_text("#panel h2") == "Freie Liste"


def test_hostile_names_and_quotes_stay_text(reader: Reader) -> None:
    entities = (
        GraphEntity(id="a", name=HOSTILE, class_="Person", forms=(HOSTILE,), homepage="javascript:alert(1)"),
        GraphEntity(id="b", name="Kiesel", class_="Company"),
    )
    quote = GraphQuote(
        id="e", text=HOSTILE, start=0, end=9, speaker=HOSTILE, media="javascript:alert(1)", start_seconds=1.0
    )
    claim = GraphClaim(id="c", document="d", subject="a", predicate="founded", object="b", quotes=(quote,))
    document = GraphDocument(id="d", kind="text", title=HOSTILE)
    reader.opens(ClaimGraph(documents=(document,), entities=entities, claims=(claim,)), title=HOSTILE)
    assert reader.searches("</scr") == [HOSTILE]
    reader.page.keyboard.press("Enter")
    reader.page.wait_for_timeout(300)
    assert reader.page.inner_text("#panel h2") == HOSTILE
    assert HOSTILE in reader.page.inner_text("#panel blockquote")
    reader.page.click("#show-table")
    assert HOSTILE in reader.page.inner_text("#table")
    assert reader.page.title() == HOSTILE
    assert reader.page.locator("img").count() == 0
    assert reader.page.locator("a[href^=javascript]").count() == 0
    assert reader.errors == []
    assert len(reader.asked) == 1


def test_nothing_moves_once_it_has_settled(reader: Reader, world: ClaimGraph) -> None:
    reader.opens(world)
    before = reader.page.evaluate("JSON.stringify(KG.network.getPositions())")
    reader.page.wait_for_timeout(400)
    assert reader.page.evaluate("JSON.stringify(KG.network.getPositions())") == before
    reader.page.click("#arrange")
    reader.page.wait_for_selector("html[data-settled]", state="attached")
    before = reader.page.evaluate("JSON.stringify(KG.network.getPositions())")
    reader.page.wait_for_timeout(300)
    assert reader.page.evaluate("JSON.stringify(KG.network.getPositions())") == before


def test_the_page_follows_the_system_and_the_button_between_light_and_dark(reader: Reader, world: ClaimGraph) -> None:
    reader.page.emulate_media(color_scheme="dark")
    reader.opens(world)
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = reader.page.evaluate(ground)
    reader.page.click("#theme")
    assert reader.page.evaluate(ground) != dark


def test_the_table_lists_every_claim_that_is_shown(reader: Reader, world: ClaimGraph) -> None:
    reader.opens(world)
    reader.page.click("#show-table")
    assert reader.page.locator("#table tbody tr").count() == len(world.claims)
    reader.page.uncheck("#modalities input[value=asserted]")
    told = [c for c in world.claims if c.modality != "asserted"]
    assert reader.page.locator("#table tbody tr").count() == len(told)
    reader.page.locator("#table .name").first.click()
    assert reader.page.locator("#table").is_hidden()
    assert reader.page.locator("#panel .claim").count() > 0


def test_paper_shows_graph_and_evidence_without_the_controls(reader: Reader, world: ClaimGraph) -> None:
    reader.opens(world)
    reader.searches("Edda")
    reader.page.keyboard.press("Enter")
    reader.page.emulate_media(media="print")
    assert reader.page.locator("#filters").is_hidden()
    assert reader.page.locator("#search").is_hidden()
    assert reader.page.locator("#panel .claim").first.is_visible()


def test_the_english_page_is_english_throughout(reader: Reader, world: ClaimGraph) -> None:
    reader.opens(world, language="en")
    assert "claims" in reader.summary()
    reader.searches("Ada")
    reader.page.keyboard.press("Enter")
    told = reader.panel()
    assert "donated to" in told
    assert "25 million USD" in told
    assert "according to" in told


def test_what_was_cut_is_said_above_the_graph(reader: Reader, world: ClaimGraph) -> None:
    reader.opens(world, max_nodes=8)
    assert "8 am engsten verbundenen Punkte" in reader.page.inner_text("#notice")


def test_five_hundred_names_and_two_thousand_claims_stay_usable(reader: Reader) -> None:
    started = time.monotonic()
    reader.opens(many(500, 2000))
    settled = time.monotonic() - started
    started = time.monotonic()
    reader.page.uncheck("#modalities input[value=asserted]")
    reader.page.evaluate("KG.go('e7', true)")
    acted = time.monotonic() - started
    assert settled < 40
    assert acted < 8
    assert reader.page.locator("#panel .claim").count() > 0


def many(entities: int, claims: int) -> ClaimGraph:
    """A large graph."""
    chance = random.Random(7)
    classes = ("Person", "Company", "Organization")
    named = tuple(GraphEntity(id=f"e{n}", name=f"Name {n}", class_=classes[n % 3]) for n in range(entities))
    told: list[Any] = []
    for n in range(claims):
        one, other = chance.sample(range(entities), 2)
        quote = GraphQuote(id=f"c{n}-1", text=f"Das ist Zitat Nummer {n}.", start=0, end=20, start_seconds=float(n))
        modality = ("asserted", "reported", "negated")[n % 3]
        predicate = ("investedIn", "opposes", "supports")[n // 3 % 3]
        told.append(
            GraphClaim(
                id=f"c{n}",
                document="d",
                subject=f"e{one}",
                object=f"e{other}",
                predicate=predicate,
                modality=modality,
                quotes=(quote,),
            )
        )
    return ClaimGraph(documents=(GraphDocument(id="d", kind="text"),), entities=named, claims=tuple(told))
