"""The page as text: it asks nothing of a network, no data is markup, what is too much is cut with a notice."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ExportError
from kg.export.claimgraph import ClaimGraph, GraphClaim, GraphDocument, GraphEntity, GraphQuote
from kg.export.extractions import from_extractions
from kg.export.html import page
from tests.store.examples import example_world

HOSTILE = (
    "</script><img src=x onerror=alert(1)>",
    "<!--<script>",
    "{{ 7*7 }}{% raw %}",
    "\" onload=\"alert('x')",
    "&lt;b&gt;\u2028",
    "]]>",
)


def test_the_page_names_no_address_that_a_browser_would_load() -> None:
    tags = Tags.of(page(world()))
    loading = [a for _, attributes in tags.started for a in attributes if a[0] in ("src", "href", "srcset", "action")]
    assert loading == [("href", "data:,")]
    assert not re.findall(r"@import|url\(", "".join(tags.styles))


def test_the_policy_of_the_page_allows_its_own_scripts_alone() -> None:
    tags = Tags.of(page(world()))
    policy = next(dict(a)["content"] for name, a in tags.started if name == "meta" and ("http-equiv", POLICY) in a)
    assert policy is not None
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert policy.count("'sha256-") == sum(1 for name, a in tags.started if name == "script" and not a)
    assert "unsafe-eval" not in policy


POLICY = "Content-Security-Policy"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    plain, hostile = Tags.of(page(one_claim("Brandt"))), Tags.of(page(one_claim(text), title=text))
    assert [name for name, _ in hostile.started] == [name for name, _ in plain.started]
    assert hostile.data()["entities"]["a"]["name"] == text
    assert hostile.text["h1"] == text


@given(name=st.text(min_size=1).filter(str.strip), quote=st.text(min_size=1))
@settings(max_examples=40, deadline=None)
def test_whatever_the_names_and_quotes_the_page_has_the_same_tags(name: str, quote: str) -> None:
    plain, told = Tags.of(page(one_claim("Brandt"))), Tags.of(page(one_claim(name, quote)))
    assert [tag for tag, _ in told.started] == [tag for tag, _ in plain.started]
    data = told.data()
    assert data["entities"]["a"]["name"] == name
    assert data["claims"]["c1"]["quotes"][0]["text"] == quote


def test_the_same_graph_gives_the_same_page() -> None:
    assert page(world()) == page(from_extractions(reversed(example_world())))


def test_claims_that_say_the_same_of_the_same_two_share_one_line_with_a_count() -> None:
    lines = [e for e in Tags.of(page(world())).data()["edges"] if e["to"].startswith("figure:glimmer-ai:valuedAt")]
    assert len(lines) == 3
    shared = [e for e in Tags.of(page(doubled())).data()["edges"] if len(e["claims"]) == 2]
    assert [line["label"] for line in shared] == ["investierte in ×2"]


def test_a_donation_is_a_node_between_donor_and_recipient() -> None:
    data = Tags.of(page(world())).data()
    donation = "donation:ada-brandt--kampagne-nordhoff--25000000-usd"
    assert next(n["label"] for n in data["nodes"] if n["id"] == donation) == "25 Mio. USD"
    ends = {(e["from"], e["to"]) for e in data["edges"] if donation in (e["from"], e["to"])}
    assert ends == {("ada-brandt", donation), (donation, "kampagne-nordhoff")}


def test_every_way_of_telling_looks_different() -> None:
    edges = Tags.of(page(world())).data()["edges"]
    looks = {e["modality"]: (e["color"]["color"], str(e["dashes"])) for e in edges}
    assert len(looks) == 6
    assert len(set(looks.values())) == 6
    assert looks["negated"][1] != looks["asserted"][1]


def test_lines_between_the_same_two_nodes_do_not_cover_each_other() -> None:
    edges = Tags.of(page(world())).data()["edges"]
    pair = [e for e in edges if {e["from"], e["to"]} == {"glimmer-ai", "kiesel-chips"}]
    bends = {(e["from"], str(e["smooth"])) for e in pair}
    assert len(pair) > 1
    assert len(bends) == len(pair)


def test_more_than_a_page_can_hold_is_cut_and_said() -> None:
    data = Tags.of(page(world(), max_nodes=10)).data()
    assert len(data["nodes"]) <= 10
    assert data["unseen"] == len(world().claims) - len(data["claims"]) > 0


def test_the_page_speaks_english_on_request() -> None:
    tags = Tags.of(page(world(), language="en"))
    assert dict(tags.started[0][1])["lang"] == "en"
    assert {p["label"] for p in tags.data()["predicates"]} >= {"invested in"}
    with pytest.raises(ExportError, match="does not speak 'fr'; it speaks de, en"):
        page(world(), language="fr")


def test_a_graph_without_claims_is_a_page_too() -> None:
    assert Tags.of(page(ClaimGraph())).data()["nodes"] == []


def world() -> ClaimGraph:
    """The example world."""
    return from_extractions(example_world())


def one_claim(name: str, quote: str = "wörtlich") -> ClaimGraph:
    """One claim about somebody of this name."""
    entities = (GraphEntity(id="a", name=name, class_="Person"), GraphEntity(id="b", name=name, class_="Company"))
    claim = GraphClaim(id="c1", document="d", subject="a", predicate="founded", object="b", quotes=(quoted(quote),))
    document = GraphDocument(id="d", kind="text", title=name, speakers=(name,))
    return ClaimGraph(documents=(document,), entities=entities, claims=(claim,))


def doubled() -> ClaimGraph:
    """Two claims that say the same."""
    entities = tuple(GraphEntity(id=key, name=key, class_="Company") for key in "ab")
    claims = tuple(
        GraphClaim(
            id=f"c{n}", document="d", subject="a", predicate="investedIn", object="b", quotes=(quoted(f"Nummer {n}"),)
        )
        for n in (1, 2)
    )
    return ClaimGraph(documents=(GraphDocument(id="d", kind="text"),), entities=entities, claims=claims)


def quoted(text: str) -> GraphQuote:
    """A quote at the start of a text."""
    return GraphQuote(id="e1", text=text, start=0, end=len(text), speaker=text)


class Tags(HTMLParser):
    """What an HTML parser sees: tags with attributes, styles, text by tag."""

    def __init__(self) -> None:
        super().__init__()
        self.started: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.styles: list[str] = []
        self.text: dict[str, str] = {}
        self._tag = ""

    @classmethod
    def of(cls, html: str) -> Tags:
        """The tags of a page."""
        tags = cls()
        tags.feed(html)
        tags.close()
        return tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.started.append((tag, attrs))
        self._tag = "data" if ("id", "data") in attrs else tag

    def handle_endtag(self, tag: str) -> None:
        self._tag = ""

    def handle_data(self, data: str) -> None:
        if self._tag == "style":
            self.styles.append(data)
        self.text[self._tag] = self.text.get(self._tag, "") + data

    def data(self) -> dict[str, Any]:
        """The page's data."""
        found: dict[str, Any] = json.loads(self.text["data"])
        return found
