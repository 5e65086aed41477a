"""Names, roles, descriptions and pronouns in running text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.language import analyse, load
from kg.model import Finder, Mention, MentionKind, RoleValue, SegmentKind
from tests.mentions.texts import analysed, document, finder, mentions, named


def one(found: tuple[Mention, ...], surface: str) -> Mention:
    """The first mention of this surface."""
    return next(m for m in found if m.surface == surface)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dann investiert Nvidia in CoreWeave.", ["Nvidia", "CoreWeave"]),
        ("Das ist Teil der Coreweave-Aktie.", ["Coreweave"]),
        ("Sie trifft den OpenAI-Präsidenten.", ["OpenAI"]),
        ("Da geht es um Nvidias Umsatz.", ["Nvidias"]),
        ("Das Geld der Deutschen Bank ist weg.", ["Deutschen Bank"]),
        ("Das hat im Weißen Haus niemanden gestört.", ["Weißen Haus"]),
        ("Das sagt die Nato-Chefin, und bei Gema lacht man.", ["Nato", "Gema"]),
        ("und dann sagen die leute von renesas und der merz das geht nicht", ["renesas", "merz"]),
        ("und dann hat der tim gesagt das geht nicht", []),
        ("Die beiden Apple-Leute und der Intel-Zulieferer schweigen.", ["Apple", "Intel"]),
        ("Der Siemens-Finanzchef weiß das, die SEC-Ermittlungen laufen.", ["Siemens", "SEC"]),
    ],
)
def test_listed_names_are_found_whatever_german_does_to_them(text: str, names: list[str]) -> None:
    assert named(text) == names


def read(text: str) -> list[Mention]:
    """The names of a text as the whole pipeline reads it."""
    doc, segments = document(text)
    analyses = list(analyse(load(), doc.text, segments))
    return [m for m in finder().find(doc, analyses) if m.kind is MentionKind.NAME]


def test_plain_nouns_behind_a_listed_name_do_not_belong_to_it() -> None:
    found = read("Anthropic mietet bei Google Rechenleistung für zehn Milliarden Dollar.")
    assert [m.surface for m in found] == ["Anthropic", "Google"]


@pytest.mark.parametrize(
    ("text", "surface", "class_"),
    [
        ("Geklagt hat die Berliner Beratungsstelle HateAid gegen den Konzern.", "HateAid", "Organization"),
        ("In Wahrheit SiPearl heißt der Gewinner des Abends.", "SiPearl", None),
        ("Die Konkurrenz zeigt den Fulgor 300 Inferenz-Chip im Herbst.", "Fulgor 300", None),
        ("Dann kam Renzo Tavelli, ein italienischer Zulieferer, mit ins Boot.", "Renzo Tavelli", "Company"),
    ],
)
def test_nouns_beside_a_name_say_what_it_is_and_stay_outside(text: str, surface: str, class_: str | None) -> None:
    found = one(tuple(read(text)), surface)
    assert class_ is None or found.class_ == class_


def test_a_mother_is_no_firm() -> None:
    assert one(tuple(read("Da ist Zhao Xinyi, eine Mutter von drei Kindern, dabei.")), "Zhao Xinyi").class_ == "Person"


def test_an_article_says_nothing_against_a_name_that_is_no_word() -> None:
    assert [m.surface for m in read("Und die Crowdstrike holen sich dafür einen Browser.")] == ["Crowdstrike"]
    assert "Gema" in [m.surface for m in read("Allein die Gema in München mag sich nicht vertragen.")]


def test_the_word_behind_a_name_goes_on_with_the_sentence() -> None:
    assert "Ole Tammberg" in [m.surface for m in read("Als Käufer steht da jetzt Ole Tammberg bereit, sagt man.")]


def test_a_dot_inside_a_name_ends_no_sentence() -> None:
    assert [m.surface for m in read("Dann kam Warner Bros. Discovery und kaufte mit.")] == ["Warner Bros. Discovery"]


def test_things_that_are_counted_are_no_names() -> None:
    assert [m.surface for m in read("Nvidia verkauft Training Chips und Inference Chips.")] == ["Nvidia"]


def test_a_demonym_before_a_noun_and_a_firm_names_the_place() -> None:
    found = mentions("Die Heidelberger Hoffnung Lumenhalde wächst.", tagged=[("Lumenhalde", "ORG")])
    assert one(found, "Heidelberger").class_ == "Place"


@pytest.mark.parametrize(
    ("text", "surface", "normal"),
    [
        ("Der französische Präsident Henri Vallot war dagegen.", "französische", "Frankreich"),
        ("Das sagt der Texaner Hank Dorn im Senat.", "Texaner", "Texas"),
        ("Hank Dorn ist ein Kalifornier und bleibt es.", "Kalifornier", "Kalifornien"),
        ("Ein türkischstämmiger Unternehmer namens Eren Kaya zahlt.", "türkischstämmiger", "Türkei"),
        ("Henri Vallot, der ukrainische Präsident, kam auch.", "ukrainische", "Ukraine"),
        ("Die demokratische Senatorin Ada Kern widerspricht.", "demokratische", "Demokratische Partei"),
        ("Das will der Sozialdemokrat Jens Marten nicht.", "Sozialdemokrat", "SPD"),
    ],
)
def test_words_beside_a_person_say_where_they_belong(text: str, surface: str, normal: str) -> None:
    assert one(tuple(read(text)), surface).normal == normal


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Das Land ist französisch geprägt, sagt Ada Kern.", "Ada Kern"),
        ("Ihr Französisch ist Henri Vallot zu schlecht.", "Henri Vallot"),
        ("Die demokratische Grundordnung ist Ada Kern wichtig.", "Ada Kern"),
        ("Der deutsche Markt ist Ada Kern egal.", "Ada Kern"),
        ("Ein liberaler Präsident ist Ada Kern lieber.", "Ada Kern"),
    ],
)
def test_adjectives_of_other_things_name_no_place_and_no_party(text: str, name: str) -> None:
    assert [m.surface for m in read(text)] == [name]


@pytest.mark.parametrize(
    ("text", "name", "office"),
    [
        ("Telekomchef Jan Bode will das nicht.", "Telekom", "Chef"),
        ("Und Bundestagspräsidentin ist Ada Kern.", "Bundestag", "Präsidentin"),
        ("Der Ex-Teslamanager Jan Bode ging.", "Tesla", "Manager"),
    ],
)
def test_a_name_welded_to_an_office_is_found_with_it(text: str, name: str, office: str) -> None:
    doc, segments = document(text)
    found = finder().find(doc, list(analyse(load(), doc.text, segments)))
    assert one(found, name).kind is MentionKind.NAME
    role = next(m for m in found if m.kind is MentionKind.ROLE)
    assert isinstance(role.value, RoleValue)
    assert role.value.name == office


@pytest.mark.parametrize(
    "text", ["Mitgründer Jan Bode kam.", "Bankchef Jan Bode kam.", "Synchronsprecher Jan Bode kam."]
)
def test_words_that_only_begin_like_a_name_are_none(text: str) -> None:
    assert [m.surface for m in read(text)] == ["Jan Bode"]


def test_an_office_without_its_holder_names_no_firm() -> None:
    assert [m.surface for m in read("Der Telekomchef verklagt Google.")] == ["Google"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dann soll Adidas Sportvorstand Nils Krämer gehen.", ["Adidas", "Nils Krämer"]),
        ("Ableger Waymo hat sein Zuhause in Kalifornien.", ["Waymo", "Kalifornien"]),
        ("Da kam die Maren Wolff von Otto dazu.", ["Maren Wolff", "Otto"]),
        ("Da kam auch Klaus von Dohnanyi dazu.", ["Klaus von Dohnanyi"]),
        ("Wise-Veteran Taavet Hinrik zahlt auch.", ["Wise", "Taavet Hinrik"]),
        ("Das Start-up Block kommt nicht von hier.", ["Block"]),
        ("Nee Preussen Elektra macht das nicht mehr.", ["Preussen Elektra"]),
        ("Geschlossen stimmten die Demokraten dafür.", ["Demokraten"]),
        ("Infosys setzt auf Claude von Anthropic.", ["Infosys", "Claude", "Anthropic"]),
        ("Der ging von Mercedes zu Bosch, glaube ich.", ["Mercedes", "Bosch"]),
        ("Die Bahn baut um.", ["Bahn"]),
        ("Ich fahre mit der Bahn.", []),
        ("Sie schmieden eine Allianz aus Nokia und Ericsson.", ["Nokia", "Ericsson"]),
    ],
)
def test_what_stands_beside_a_name_stays_outside(text: str, names: list[str]) -> None:
    assert [m.surface for m in read(text)] == names


def test_the_article_that_opens_a_sentence_is_no_part_of_a_paper() -> None:
    (bund, _) = read("Der Bund steigt bei Uniper ein.")
    assert (bund.surface, bund.class_) == ("Bund", "GovernmentBody")


def test_a_surname_of_the_document_is_no_place_unless_somebody_is_there() -> None:
    found = read("Mo Santorini streamt. Santorinis Bruder war auf Santorini, sagt man bei Santorini selbst.")
    assert [(m.normal, m.class_) for m in found] == [
        ("Mo Santorini", "Person"),
        ("Santorini", "Person"),
        ("Santorini", "Place"),
        ("Santorini", "Person"),
    ]


def test_the_town_of_a_firm_is_found_though_no_list_has_its_people() -> None:
    found = read("Der Shenzhener Konzern Tencent zahlt.")
    assert one(tuple(found), "Shenzhener").normal == "Shenzhen"
    assert [m.surface for m in read("Leerer Konzern, leere Kassen, sagt Ada Kern.") if m.class_ == "Place"] == []


def test_a_people_stands_for_a_firm_from_there() -> None:
    found = mentions("Das passt Spotify gut, denn die Schweden wachsen, und den Münchnern geht es auch so.")
    assert [m.surface for m in found if m.kind is MentionKind.DESCRIPTION] == ["Schweden", "Münchnern"]
    assert [m.surface for m in mentions("Die Finnen von Nokia gehen.") if m.kind is MentionKind.DESCRIPTION] == []


def test_a_genitive_is_told_from_the_name_in_it() -> None:
    assert one(mentions("Da geht es um Nvidias Umsatz."), "Nvidias").normal == "Nvidia"
    assert one(mentions("Da hat Siemens gewonnen."), "Siemens").normal == "Siemens"


@pytest.mark.parametrize(
    "text",
    [
        "Ich habe keine Zeit und stelle die Box in den Keller.",
        "Das ist ein gutes Bild, finde ich, aber die Welt ist rund.",
        "Wir haben mehrere Teams und viele Chips gekauft.",
        "In dem Depot liegen noch alte Sachen, der Stern am Himmel auch.",
        "Mit dem Code FUNK bekommst du Rabatt.",
    ],
)
def test_everyday_words_are_no_names(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sie nehmen nicht Google-Chips oder Intel-Chips.", ["Google", "Intel"]),
        ("Das ist ein riskantes Venture Capital Investment von Nvidia.", ["Nvidia"]),
    ],
)
def test_an_everyday_word_in_a_compound_or_an_english_phrase_is_no_magazine(text: str, names: list[str]) -> None:
    assert named(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Das prüft jetzt das Innenministerium.", ["Innenministerium"]),
        ("Das prüft das amerikanische Justizministerium.", ["amerikanische Justizministerium"]),
        ("Das prüft der Sprecher des dänischen Verteidigungsministeriums.", []),
        ("Wozu braucht man ein Innenministerium?", []),
    ],
)
def test_a_ministry_is_the_german_one_unless_another_land_or_any_is_meant(text: str, names: list[str]) -> None:
    assert named(text) == names


def test_an_everyday_word_between_names_is_a_name() -> None:
    assert named("Davon profitieren Google, Meta, Apple und Microsoft.") == ["Google", "Meta", "Apple", "Microsoft"]


def test_what_the_tagger_takes_for_a_name_supports_an_everyday_word() -> None:
    assert named("Dann hat Box das vorgestellt.", tagged=[("Box", "ORG")]) == ["Box"]


@pytest.mark.parametrize(
    ("text", "name", "class_"),
    [
        ("Dahinter steckt das Start-up Elbkernling aus Dresden.", "Elbkernling", "Company"),
        ("Angeführt wird das von Kestrelwind Ventures und anderen.", "Kestrelwind Ventures", "Investor"),
        ("Das Geld ging an die Stiftung Neue Kerze in Weimar.", "Stiftung Neue Kerze", "Organization"),
        ("Gesprochen hat dort Mareike Tönnissen gestern.", "Mareike Tönnissen", "Person"),
        ("Es gibt eine App namens Wortwölkchen dafür.", "Wortwölkchen", "Product"),
        ("Was ich ablehne, ist das Gründungszukunftsgesetz im Ganzen.", "Gründungszukunftsgesetz", "Law"),
        ("Geklagt hat die Staatsanwaltschaft Zwickau damals.", "Staatsanwaltschaft Zwickau", "GovernmentBody"),
    ],
)
def test_grammar_finds_names_that_no_list_has(text: str, name: str, class_: str) -> None:
    assert one(mentions(text), name).class_ == class_


@pytest.mark.parametrize(
    ("text", "name", "class_"),
    [
        ("Die Drohne heißt Wattbussard, und sie fliegt schon.", "Wattbussard", "Product"),
        ("Wir nehmen dafür ein Werkzeug, das Belegwolke heißt, das geht gut.", "Belegwolke", "Product"),
        ("Diese Folge wird präsentiert von Belegwolke, der Buchhaltungssoftware aus Jena.", "Belegwolke", "Product"),
        ("Unsere Sendung wird heute unterstützt durch Elbkern.", "Elbkern", "Company"),
        ("Guten Abend, hier ist Stromzähler, der Podcast über Energie.", "Stromzähler", "MediaOutlet"),
        ("Wir sehen uns auf dem Wattgipfel in Bremen, ja?", "Wattgipfel", "Event"),
    ],
)
def test_set_phrases_introduce_names(text: str, name: str, class_: str) -> None:
    assert one(mentions(text), name).class_ == class_


@pytest.mark.parametrize(
    "text",
    [
        "Er war auf dem Parteitag in Erfurt und hat geredet.",
        "Diese Folge wird von vielen unterstützt.",
        "Hier ist Platz, der reicht uns.",
        "Willkommen bei einer neuen Folge.",
        "Das ist das, was sie Wertschöpfung nennen, oder?",
    ],
)
def test_the_same_words_without_a_name_introduce_none(text: str) -> None:
    assert [n for n in named(text) if n != "Erfurt"] == []


def test_what_a_newsletter_recommends_is_named_by_its_whole_title() -> None:
    found = mentions(("📺 Sehenswert: Wem gehört das Watt? (Doku, 3 Folgen)", SegmentKind.HEADING))
    assert one(found, "Wem gehört das Watt?").class_ == "Product"


def test_a_kind_of_thing_is_no_name() -> None:
    assert named("Das ist ein Joint Venture von zwei Business Angels und einem Super PAC.") == []


@pytest.mark.parametrize(
    ("text", "word", "label"),
    [
        ("Beim Funding haben alle mitgemacht.", "Funding", "ORG"),
        ("Am Ende zählt nur der CTR.", "CTR", "ORG"),
        ("Da fehlt mir das Commitment.", "Commitment", "PER"),
        ("Das war doch die reinste Katastrophe.", "Katastrophe", "PER"),
    ],
)
def test_borrowed_words_and_plain_nouns_are_no_names_by_the_taggers_word_alone(
    text: str, word: str, label: str
) -> None:
    assert named(text, tagged=[(word, label)]) == []
    assert named("Dann kam Kestrelbach dazu.", tagged=[("Kestrelbach", label)]) == ["Kestrelbach"]


def test_a_surname_is_found_again_once_the_full_name_is_known() -> None:
    found = named("Gegründet hat das Henrike Ostwaldt. Viel später hat Ostwaldt verkauft.")
    assert found == ["Henrike Ostwaldt", "Ostwaldt"]


def test_the_surname_of_somebody_famous_is_a_name_whether_tagged_or_not() -> None:
    assert named("Das freut auch Trump sehr.") == ["Trump"]
    assert named("Das freut auch Trump sehr.", tagged=[("Trump", "PER")]) == ["Trump"]


def test_the_place_of_a_firm_is_found_in_its_demonym() -> None:
    (place,) = [m for m in mentions("Das hat der Hamburger Lieferdienst gesagt.") if m.class_ == "Place"]
    assert (place.surface, place.normal) == ("Hamburger", "Hamburg")


def test_the_land_of_a_currency_is_no_name_and_leaves_the_amount_alone() -> None:
    found = mentions("Das waren 10 Milliarden US-Dollar für Nvidia.", tagged=[("US", "LOC")])
    assert [(m.surface, m.kind) for m in found] == [
        ("10 Milliarden US-Dollar", MentionKind.AMOUNT),
        ("Nvidia", MentionKind.NAME),
    ]


def test_a_town_is_found_in_what_is_called_after_it() -> None:
    found = mentions("Die Bergener Reederei sagt nichts.", tagged=[("Bergener", "LOC")])
    assert [(m.surface, m.normal) for m in found if m.class_ == "Place"] == [("Bergener", "Bergen")]


def test_a_domain_is_a_name() -> None:
    found = mentions(("Neuer Chip vorgestellt - theverge.com", SegmentKind.SHOW_NOTE))
    assert one(found, "theverge.com").found_by is Finder.DOMAIN


@pytest.mark.parametrize(
    ("heading", "speech", "garbled"),
    [
        ("Lumenhalden AI sammelt Geld ein", "Und dann kam Lumen Halden und hat gekauft.", "Lumen Halden"),
        ("Kestrelbach übernimmt alles", "Also Kestrel Bach hat sich das gut überlegt.", "Kestrel Bach"),
    ],
)
def test_the_headers_own_names_are_heard_in_speech(heading: str, speech: str, garbled: str) -> None:
    found = mentions((heading, SegmentKind.TITLE), speech, tagged=[("Lumenhalden AI", "ORG"), ("Kestrelbach", "ORG")])
    assert one(found, garbled).found_by is Finder.RESEMBLANCE


def test_a_name_that_stands_in_the_header_is_not_heard_as_itself_without_its_last_letter() -> None:
    heading = ("Kestrelbach Dynamics liefert", SegmentKind.TITLE)
    found = mentions(heading, "Dann kam Kestrelbach Dynamics dazu.", tagged=[("Kestrelbach Dynamics", "ORG")])
    assert {(m.surface, m.normal) for m in found} == {("Kestrelbach Dynamics", "Kestrelbach Dynamics")}


def test_a_role_beside_a_name_is_a_mention_of_its_own() -> None:
    found = mentions("Das hat der Apple-CEO Tim Cook gesagt.")
    kinds = [(m.surface, m.kind) for m in found if m.kind in {MentionKind.NAME, MentionKind.ROLE}]
    assert kinds == [("Apple", MentionKind.NAME), ("CEO", MentionKind.ROLE), ("Tim Cook", MentionKind.NAME)]


@pytest.mark.parametrize("text", ["der ehemalige Finanzminister", "die frühere Chefin", "der Ex-Präsident"])
def test_a_former_role_is_former(text: str) -> None:
    (role,) = [m for m in mentions(f"Gesagt hat das {text} gestern.") if m.kind is MentionKind.ROLE]
    assert isinstance(role.value, RoleValue)
    assert role.value.status == "former"


def test_a_class_noun_with_an_article_is_a_description() -> None:
    found = mentions("Das hat der Konzern gesagt, ein Konzern eben.")
    assert [(m.surface, m.class_) for m in found if m.kind is MentionKind.DESCRIPTION] == [("Konzern", "Company")]


def test_pronouns_and_the_first_person_are_mentions() -> None:
    found = mentions("Er hat ihm gesagt, dass ich das mache.")
    assert [m.surface for m in found if m.kind is MentionKind.PRONOUN] == ["Er", "ihm"]
    assert [m.surface for m in found if m.kind is MentionKind.SPEAKER] == ["ich"]


def test_the_verb_sein_is_no_pronoun() -> None:
    doc, segments = document("Das scheint sein Haus zu sein.")
    analyses = analysed(doc, segments)
    analyses[0].doc[5].tag_ = "VAINF"
    found = finder().find(doc, analyses)
    assert [(m.surface, m.start) for m in found if m.kind is MentionKind.PRONOUN] == [("sein", 12)]


@pytest.mark.parametrize(
    ("text", "tag", "expected"),
    [("Nvidia wächst. Die haben Geld.", "PDS", ["Die"]), ("Nvidia wächst. Die Chips sind gut.", "ART", [])],
)
def test_what_points_back_is_a_pronoun_where_it_is_no_article(text: str, tag: str, expected: list[str]) -> None:
    doc, segments = document(text)
    analyses = analysed(doc, segments)
    for token in analyses[0].doc:
        token.tag_ = tag if token.lower_ == "die" else "NN"
    found = finder().find(doc, analyses)
    assert [m.surface for m in found if m.kind is MentionKind.PRONOUN] == expected


WORDS = st.sampled_from(
    "Nvidia Nvidias OpenAI Meta Apple Box Zeit der die und von Tim Cook CEO Konzern 2 Milliarden Dollar Prozent er "
    "Elbkern Ventures Stiftung aus Hamburg Hamburger Start-up heißt - , . ( ) „ “ | 2026 theverge.com Weißen "
    "Haus".split()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=30))
def test_mentions_stand_where_they_say_and_names_never_overlap(words: list[str]) -> None:
    doc, segments = document(" ".join(words) or "leer")
    end = 0
    for m in finder().find(doc, analysed(doc, segments)):
        assert doc.text[m.start : m.end] == m.surface
        if m.kind is MentionKind.NAME:
            assert m.start >= end
            end = m.end


@settings(max_examples=25, deadline=None)
@given(
    st.permutations(
        ["Nvidia investiert in CoreWeave.", "Tim Cook lobt Microsoft.", "Das Start-up Elbkernling wächst."],
    )
)
def test_the_order_of_lines_makes_no_difference_to_what_is_named(lines: list[str]) -> None:
    expected = ["CoreWeave", "Elbkernling", "Microsoft", "Nvidia", "Tim Cook"]
    assert sorted(named(*lines)) == expected
