"""What every store keeps to."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from kg import ontology
from kg.errors import QueryError, StoreError
from kg.model import Claim, Evidence, Extraction, Modality
from kg.store import LoadOutcome, Store
from kg.store.network import subgraph_of
from kg.store.schema import DIRECT, MENTION, NODES, describe
from tests.store.examples import Builder, example_world, first_episode, newsletter, second_episode

ALL_NODES = (
    "MATCH (n) WHERE NOT 'StoreSchema' IN labels(n) "
    "RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties ORDER BY id"
)
RELATIONSHIPS = (
    "MATCH (a)-[r]->(b) RETURN a.id AS start, type(r) AS type, b.id AS end, properties(r) AS properties "
    "ORDER BY start, type, end, r.claim"
)


def content(store: Store) -> tuple[list[Any], list[Any]]:
    """All nodes and relationships, in a form that can be compared."""
    nodes = [(id_, sorted(labels), properties) for id_, labels, properties in store.query(ALL_NODES)]
    return nodes, list(store.query(RELATIONSHIPS))


def test_an_empty_store_holds_nothing(store: Store) -> None:
    assert store.documents() == ()
    assert sum(store.info().nodes.values()) == 0


def test_loading_reports_what_came(store: Store) -> None:
    report = store.load(first_episode())
    assert (report.outcome, report.claims, report.evidence, report.new_entities) == (LoadOutcome.ADDED, 18, 18, 11)


def test_loading_the_same_twice_is_loading_it_once(world: Store) -> None:
    before = content(world)
    assert {world.load(e).outcome for e in example_world()} == {LoadOutcome.UNCHANGED}
    assert content(world) == before


def test_the_order_of_loading_does_not_matter(store: Store) -> None:
    first, second, third = example_world()
    for extraction in (first, second, third):
        store.load(extraction)
    forward = content(store)
    for document in store.documents():
        store.delete(document.id)
    for extraction in (third, first, second):
        store.load(extraction)
    assert content(store) == forward


def test_a_changed_document_replaces_itself(world: Store) -> None:
    changed = dataclasses.replace(first_episode(), claims=first_episode().claims[1:])
    report = world.load(changed)
    assert report.outcome is LoadOutcome.REPLACED
    assert report.claims == 17
    world.load(first_episode())
    assert {d.id: d.claims for d in world.documents()} == {"brief-7": 12, "folge-1": 18, "folge-2": 22}


def test_replacing_there_and_back_leaves_the_store_as_it_was(world: Store) -> None:
    before = content(world)
    world.load(Builder("folge-1").says("glimmer-ai", "uses", "flint-2", percent=3).done())
    assert content(world) != before
    world.load(first_episode())
    assert content(world) == before


def test_deleting_a_document_leaves_the_others_as_if_it_had_never_been(store: Store) -> None:
    store.load(first_episode())
    store.load(newsletter())
    without = content(store)
    store.load(second_episode())
    assert store.delete("folge-2")
    assert content(store) == without


def test_deleting_the_last_document_empties_the_store(world: Store) -> None:
    for document in world.documents():
        assert world.delete(document.id)
    assert content(world) == ([], [])


def test_deleting_what_is_not_there_says_so(world: Store) -> None:
    assert not world.delete("folge-99")


def test_surface_forms_are_those_of_all_documents_and_shrink_again(world: Store) -> None:
    forms = "MATCH (e:Entity {id: 'glimmer-ai'}) RETURN e.surfaceForms AS forms"
    assert world.query(forms).rows[0][0] == ["Glimmer", "Glimmer AI", "Glimmers", "Klimmer"]
    world.delete("folge-1")
    assert world.query(forms).rows[0][0] == ["Glimmer", "Glimmer AI", "Glimmers"]
    world.delete("brief-7")
    assert world.query(forms).rows[0][0] == ["Glimmer AI", "Glimmers"]


def test_an_entity_bears_the_labels_of_its_class_chain(world: Store) -> None:
    row = world.query("MATCH (n:Entity {id: 'kiesel-9'}) RETURN n AS n, n.type AS type").rows[0]
    assert row[0]["labels"] == ["Artifact", "Chip", "Entity"]
    assert row[1] == "Chip"


def test_an_entity_of_another_class_in_a_listed_document_changes_its_labels(store: Store) -> None:
    store.load(Builder("a").says("glimmer-ai", "uses", "flint-2").done())
    other = Builder("b").says("glimmer-ai", "uses", "flint-2").done()
    listed = tuple(
        dataclasses.replace(e, class_="Product", listed=True) if e.id == "flint-2" else e for e in other.entities
    )
    store.load(dataclasses.replace(other, entities=listed))
    labels = "MATCH (n:Entity {id: 'flint-2'}) RETURN n AS n, n.type AS type"
    assert store.query(labels).rows[0][0]["labels"] == ["Artifact", "Entity", "Product"]
    assert store.query("MATCH (:Entity)-[r:USES]->(:Product) RETURN count(r) AS n").rows == ((2,),)
    store.delete("b")
    assert store.query(labels).rows[0][0]["labels"] == ["Artifact", "Chip", "Entity"]


def test_only_what_is_told_as_true_has_a_direct_relationship(world: Store) -> None:
    told = world.query("MATCH (:Entity)-[r:INVESTED_IN]->(:Entity) RETURN r.modality AS m ORDER BY m").column("m")
    assert told == ["asserted"] * 4 + ["reported"]
    assert world.query("MATCH (c:Claim {modality: 'planned'}) RETURN count(c) AS n").rows == ((1,),)


def test_a_direct_relationship_points_back_to_its_claim(world: Store) -> None:
    lost = world.query(
        "MATCH (a:Entity)-[r]->(b:Entity) WHERE NOT EXISTS "
        "{ MATCH (a)<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(b) WHERE c.id = r.claim } RETURN count(r) AS n"
    )
    assert lost.rows == ((0,),)


def test_claims_of_one_donation_meet_in_one_node(world: Store) -> None:
    rows = world.query(
        "MATCH (p:Person)-[:MADE_DONATION]->(d:Donation)-[:DONATION_TO]->(r:Entity) "
        "RETURN p.id AS p, r.id AS r, d.modality AS modality, d.amount AS amount,"
        " COUNT { (d)<-[:DESCRIBES]-(:Claim) } AS claims ORDER BY p"
    ).rows
    assert rows == (
        ("ada-brandt", "kampagne-nordhoff", "asserted", 2.5e7, 2),
        ("dorian-vell", "freie-liste", "asserted", 1e6, 1),
    )


def test_a_donation_falls_back_to_what_the_other_document_says(world: Store) -> None:
    world.delete("brief-7")
    assert world.query("MATCH (d:Donation) RETURN d.modality AS m ORDER BY d.id").column("m") == [
        "reported",
        "asserted",
    ]
    world.delete("folge-2")
    assert world.info().nodes["Donation"] == 0


def test_every_qualifier_is_kept(world: Store) -> None:
    row = world.query(
        "MATCH (c:Claim {predicate: 'valuedAt', modality: 'asserted'})-[:IN_DOCUMENT]->(:Document {id: 'folge-1'}) "
        "RETURN c.amount AS a, c.amountMin AS min, c.amountMax AS max, c.currency AS currency"
    ).rows
    assert row == ((3e10, 2.8e10, 3.2e10, "USD"),)
    told = world.query(
        "MATCH (c:Claim) RETURN collect(DISTINCT c.percent) AS percent, collect(DISTINCT c.period) AS period,"
        " collect(DISTINCT c.kinship) AS kin, collect(DISTINCT c.jointWith) AS joint,"
        " collect(DISTINCT c.suppliedProductText) AS product, collect(DISTINCT c.roleStatus) AS status"
    ).rows[0]
    assert [sorted(values) for values in told] == [
        [8.0, 12.5, 100.0], ["2025"], ["Ehefrau"], ["seine Frau"], ["Kiesel 9"], ["current", "former"],
    ]  # fmt: skip
    assert world.query("MATCH (:Claim)-[:IN_ORGANIZATION]->(e) RETURN DISTINCT e.id AS id").rows == (
        ("digitalministerium",),
    )


def test_claims_without_evidence_in_a_segment_are_still_kept(store: Store) -> None:
    store.load(dataclasses.replace(first_episode(), segments=()))
    assert store.info().nodes["Evidence"] == 18
    assert store.info().nodes["Segment"] == 0


def test_two_claims_of_one_id_become_one_with_the_evidence_of_both(store: Store) -> None:
    episode = first_episode()
    again = dataclasses.replace(episode.claims[0], evidence=episode.claims[1].evidence)
    store.load(dataclasses.replace(episode, claims=(*episode.claims, again)))
    rows = store.query("MATCH (c:Claim {id: $id})-[:HAS_EVIDENCE]->(e) RETURN count(e) AS n", {"id": again.id}).rows
    assert rows == ((2,),)


def test_an_empty_document_is_kept_and_can_be_deleted(store: Store) -> None:
    report = store.load(Builder("leer").done())
    assert (report.claims, report.entities) == (0, 0)
    assert [d.id for d in store.documents()] == ["leer"]
    assert store.delete("leer")


def test_a_huge_document_is_one_transaction(store: Store) -> None:
    b = Builder("lang")
    for number in range(2500):
        b.says(f"firma-{number % 700}", "investedIn", f"firma-{(number * 7 + 1) % 700}", amount=float(number))
    report = store.load(b.done())
    assert report.claims == store.info().nodes["Claim"] == 2500


HOSTILE = (
    "'; MATCH (n) DETACH DELETE n //",
    '"}) RETURN 1 //',
    "`back`tick`",
    "Zeile\nZeile\r\nTab\t",
    "Emoji 😀 und Kombi e\u0301 und RTL \u202e",
    "\\u0041 \\n \\\\ $id ${x} {id: 1}",
    "(#1:0)-[#2:0]->(#3:0)",
    "\u2028\u2029\u00a0",
    "x" * 70_000,
)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_strings_come_back_as_they_went_in(store: Store, text: str) -> None:
    b = Builder("boese", title=text, forms={"glimmer-ai": (text,)})
    store.load(b.says("glimmer-ai", "uses", "flint-2", quote=text, role=text).done())
    row = store.query(
        "MATCH (d:Document), (c:Claim)-[:HAS_EVIDENCE]->(v:Evidence), (e:Entity {id: 'glimmer-ai'}) "
        "RETURN d.title AS title, c.role AS role, v.quote AS quote, e.surfaceForms AS forms"
    ).rows[0]
    assert row == (text, text, text, [text])


def test_half_a_surrogate_pair_does_not_stop_a_load(store: Store) -> None:
    store.load(Builder("halb").says("glimmer-ai", "uses", "flint-2", quote="kaputt \ud83d hier").done())
    assert store.query("MATCH (v:Evidence) RETURN v.quote AS q").rows == (("kaputt ? hier",),)


def test_a_claim_of_an_unknown_entity_is_refused_and_nothing_is_written(store: Store) -> None:
    episode = first_episode()
    with pytest.raises(StoreError, match="names the entity"):
        store.load(dataclasses.replace(episode, entities=episode.entities[1:]))
    assert store.documents() == ()


def test_a_claim_with_an_unknown_predicate_is_refused(store: Store) -> None:
    claim = Claim(
        document_id="leer",
        subject="a",
        predicate="bribes",
        object=None,
        evidence=(Evidence(quote="leer", start=0, end=4, segment_id="s"),),
    )
    empty = Builder("leer").done()
    with pytest.raises(StoreError, match="bribes, which the ontology lacks"):
        store.load(Extraction(document=empty.document, claims=(claim,)))


def test_columns_come_in_the_order_of_the_query_even_without_rows(store: Store) -> None:
    cypher = "MATCH (e:Entity {id: 'nobody'}) RETURN e.name AS z, e.id AS a, count(*) AS m"
    assert store.query(cypher).columns == ("z", "a", "m")
    assert store.query("RETURN 1 AS z, 'x' AS a").columns == ("z", "a")


def test_nodes_relationships_and_paths_come_as_plain_values(world: Store) -> None:
    cypher = "MATCH p = (a:Entity {id: 'edda-vell'})-[r:MEMBER_OF]->(b) RETURN a, r, p, [a] AS list, {k: r} AS map"
    node, relationship, path, in_list, in_map = world.query(cypher).rows[0]
    assert node["labels"] == ["Agent", "Entity", "Person"]
    assert node["properties"]["name"] == "Edda Vell"
    assert relationship["type"] == "MEMBER_OF"
    assert relationship["properties"]["modality"] == "asserted"
    assert path == {"nodes": [node, path["nodes"][1]], "relationships": [relationship]}
    assert path["nodes"][1]["properties"]["id"] == "freie-liste"
    assert in_list == [node]
    assert in_map == {"k": relationship}


def test_values_keep_their_types(store: Store) -> None:
    cypher = (
        "RETURN 1 AS i, 1.0 AS f, true AS b, null AS n, 'ä' AS s, [1, 'x', null] AS l, {a: {b: [1.5]}} AS m, $p AS p"
    )
    row = store.query(cypher, {"p": [1, 2.5, "x", None, True]}).rows[0]
    assert row == (1, 1.0, True, None, "ä", [1, "x", None], {"a": {"b": [1.5]}}, [1, 2.5, "x", None, True])
    assert [type(value) for value in row[:3]] == [int, float, bool]


def test_a_statement_that_writes_is_refused_when_asked_to_read(world: Store) -> None:
    with pytest.raises(QueryError, match="only reading"):
        world.query("MATCH (n:Entity) SET n.name = 'x' RETURN n.id AS id")
    assert world.query("MATCH (n:Entity {name: 'x'}) RETURN count(n) AS n").rows == ((0,),)


def test_a_statement_may_write_when_it_is_allowed_to(store: Store) -> None:
    store.query("CREATE (n:Note {text: $text})", {"text": "mein"}, read_only=False)
    assert store.query("MATCH (n:Note) RETURN n.text AS t").rows == (("mein",),)


@pytest.mark.parametrize("cypher", ["MATCH (n RETURN n", "RETURN", "", "HELLO", "MATCH (n) RETURN m"])
def test_a_broken_statement_is_a_query_error(store: Store, cypher: str) -> None:
    with pytest.raises(QueryError):
        store.query(cypher)


def test_a_missing_parameter_is_named(world: Store) -> None:
    with pytest.raises(QueryError, match="wer"):
        world.query("MATCH (n:Entity {id: $wer}) RETURN n.id AS id")


def test_full_text_finds_names_and_quotes(world: Store) -> None:
    named = world.query(
        "CALL db.index.fulltext.queryNodes('entity_text', $text) YIELD node RETURN node.id AS id", {"text": "klimmer"}
    )
    assert named.column("id") == ["glimmer-ai"]
    quoted = world.query(
        "CALL db.index.fulltext.queryNodes('evidence_text', $text) YIELD node RETURN count(node) AS n",
        {"text": "seeadler"},
    )
    assert quoted.rows == ((2,),)


def test_the_network_has_the_direct_relationships_as_edges(world: Store) -> None:
    graph = world.as_networkx()
    assert graph.number_of_nodes() == 26
    edges = graph.get_edge_data("kiesel-chips", "glimmer-ai")
    assert {data["type"] for data in edges.values()} == {"INVESTED_IN", "SUPPLIES_TO"}
    assert graph.nodes["glimmer-ai"]["name"] == "Glimmer AI"


def test_the_store_says_what_it_is_and_holds(world: Store) -> None:
    info = world.info()
    assert info.nodes["Claim"] == 52
    assert info.relationships["SUBJECT"] == 52
    assert info.schema_version == 1
    assert info.engine
    assert info.version


def test_documents_are_listed_with_their_claims(world: Store) -> None:
    listed = [(d.id, d.kind, d.date, d.claims) for d in world.documents()]
    assert listed == [
        ("brief-7", "newsletter", "2026-02-09", 12),
        ("folge-1", "episode", "2026-01-20", 18),
        ("folge-2", "episode", "2026-02-03", 22),
    ]


def test_modalities_are_all_kept(world: Store) -> None:
    told = world.query("MATCH (c:Claim) RETURN DISTINCT c.modality AS m ORDER BY m").column("m")
    assert told == sorted(Modality)


def test_a_table_gives_dictionaries_and_columns(world: Store) -> None:
    table = world.query("MATCH (d:Document) RETURN d.id AS id, d.kind AS kind ORDER BY id")
    assert table.dicts()[0] == {"id": "brief-7", "kind": "newsletter"}
    assert table.column("id") == ["brief-7", "folge-1", "folge-2"]
    assert len(table) == 3
    with pytest.raises(KeyError, match="there are id, kind"):
        table.column("name")


def test_the_rows_of_a_query_become_a_graph_of_their_claims(world: Store) -> None:
    table = world.query("MATCH (c:Claim {predicate: 'donatedTo'}) RETURN collect(c.id) AS claims")
    graph = subgraph_of(world, table)
    assert sorted(graph.nodes) == ["ada-brandt", "dorian-vell", "freie-liste", "kampagne-nordhoff"]
    assert graph.number_of_edges() == 3
    assert graph.nodes["ada-brandt"]["name"] == "Ada Brandt"


def test_rows_without_claims_become_a_graph_of_what_ties_their_entities(world: Store) -> None:
    table = world.query("MATCH (e:Entity) WHERE e.type = 'Chip' OR e.id = 'wolkenwerk' RETURN {x: [e.name]} AS x")
    graph = subgraph_of(world, table)
    assert sorted(graph.nodes) == ["flint-2", "kiesel-9", "wolkenwerk"]
    assert {data["type"] for _, _, data in graph.edges(data=True)} == {"DEVELOPS", "COMPETES_WITH"}


def test_the_described_schema_is_that_of_the_store(world: Store) -> None:
    for label, (_, properties) in NODES.items():
        found = world.query(f"MATCH (n:{label}) UNWIND keys(n) AS key RETURN DISTINCT key ORDER BY key").column("key")
        assert set(found) <= set(properties.split()), label
    direct = world.query("MATCH (:Entity)-[r]->(:Entity) UNWIND keys(r) AS key RETURN DISTINCT key ORDER BY key")
    assert set(direct.column("key")) <= set(DIRECT.split())
    mention = world.query("MATCH ()-[r:MENTIONED_IN]->() UNWIND keys(r) AS key RETURN DISTINCT key ORDER BY key")
    assert set(mention.column("key")) <= set(MENTION.split())
    text = describe(ontology.load())
    types = set(world.info().relationships)
    assert all(f"[:{type_}]" in text for type_ in types)
