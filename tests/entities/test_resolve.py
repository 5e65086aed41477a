"""Who is meant."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Entity, MentionKind, Resolution, SegmentKind
from tests.entities.world import entity, meaning, plain_resolver, resolved
from tests.mentions.texts import analysed, document, finder


def test_all_forms_of_a_listed_name_are_one_entity() -> None:
    found = resolved("Da geht es um Nvidias Umsatz.", "Die Nvidia-Aktie steigt.", "Nvidia investiert.")
    nvidia = entity(found, "nvidia")
    assert (nvidia.class_, nvidia.mentions, nvidia.listed) == ("Company", ("Nvidia", "Nvidias"), True)


def test_a_domain_is_the_outlet_behind_it() -> None:
    found = resolved(("Neuer Chip vorgestellt - theverge.com", SegmentKind.SHOW_NOTE))
    assert entity(found, "the-verge").class_ == "MediaOutlet"


def test_a_surname_means_the_person_whom_the_document_names_in_full() -> None:
    found = resolved("Gegründet hat das Henrike Ostwaldt. Später hat Ostwaldt alles verkauft.")
    assert entity(found, "henrike-ostwaldt").mentions == ("Henrike Ostwaldt", "Ostwaldt")


def test_two_persons_of_one_surname_stay_apart() -> None:
    found = resolved("Beteiligt sind Henrike Ostwaldt und Tarek Ostwaldt.")
    assert {e.id for e in found.entities} == {"henrike-ostwaldt", "tarek-ostwaldt"}


def test_whom_everybody_means_is_meant_by_a_surname_as_it_is_heard_too() -> None:
    found = resolved("Tramp hat das abgelehnt.", "Und Eric Tramp hat gelacht.", tagged=[("Tramp", "Person")])
    assert meaning(found, "Eric Tramp").entity_id == "eric-trump"
    assert meaning(found, "Tramp").entity_id == "donald-trump"


def test_whom_everybody_means_by_a_surname_is_meant_beside_relatives_too() -> None:
    found = resolved("Beteiligt ist Eric Trump. Das freut auch Trump.")
    assert meaning(found, "Trump").entity_id == "donald-trump"


def test_a_firm_and_its_founder_of_the_same_name_stay_apart() -> None:
    found = resolved("Mit Kestrelbach Immobilien wurde Gernot Kestrelbach reich.")
    assert {(e.name, e.class_) for e in found.entities} == {
        ("Kestrelbach Immobilien", "Company"),
        ("Gernot Kestrelbach", "Person"),
    }


def test_a_firms_first_word_is_its_founder_where_he_is_named() -> None:
    found = resolved("Da kam Vinod Khosla.", "Khosla hat sich davon distanziert.", tagged=[("Vinod Khosla", "PER")])
    assert meaning(found, "Khosla").entity_id == "vinod-khosla"
    alone = resolved("Investiert hat auch Khosla, mit zehn Millionen.")
    assert meaning(alone, "Khosla").entity_id == "khosla-ventures"


def test_a_firm_is_taken_up_again_by_its_first_word() -> None:
    found = resolved("Dahinter steckt Kestrelbach Ventures.", "Auch Kestrelbach hat investiert.")
    assert entity(found, "kestrelbach-ventures").mentions == ("Kestrelbach", "Kestrelbach Ventures")


def test_adjective_and_noun_of_a_listed_name_are_bent_together() -> None:
    found = resolved("Der Sprecher des Weißen Hauses schweigt.", "Das Weiße Haus auch.")
    assert [e.name for e in found.entities] == ["Weißes Haus"]


def test_words_that_are_split_or_joined_are_one_name() -> None:
    found = resolved("Angeführt hat das Kestrelbach Ventures, sagt KestrelBach Ventures.")
    assert [e.id for e in found.entities] == ["kestrelbach-ventures"]


def test_a_name_cut_in_two_is_not_its_first_word() -> None:
    found = resolved("Gestern hat Rhein Metall einen Auftrag gewonnen.")
    assert [(r.mention.surface, r.entity_id) for r in found.resolutions] == [("Rhein Metall", "rheinmetall")]


def test_a_new_name_stands_without_genitive_and_legal_form() -> None:
    found = resolved("Das hat die Kestrelbach Software GmbH gesagt.", "Also Kestrelbach Software wächst.")
    assert [(e.name, e.listed) for e in found.entities] == [("Kestrelbach Software", False)]


def test_a_new_name_keeps_the_legal_form_that_it_is_never_said_without() -> None:
    found = resolved("Das hat die Kestrelbach Software GmbH gesagt.")
    assert [e.name for e in found.entities] == ["Kestrelbach Software GmbH"]


def test_a_title_is_taken_up_again_without_its_subtitle() -> None:
    title, short = "Kessel Nord - Wer heizt Jena", "Kessel Nord"
    found = resolved(
        f"Gehört habe ich {title} vom Funk.", f"Zum Lesen: {short}.", tagged=[(title, "MISC"), (short, "MISC")]
    )
    assert meaning(found, short).entity_id == meaning(found, title).entity_id


def test_a_site_spoken_of_by_its_address_is_called_by_its_name() -> None:
    found = resolved("Das Medium Quellblick.org hat das gemeldet.", tagged=[("Quellblick.org", "ORG")])
    assert [e.name for e in found.entities] == ["Quellblick"]


def test_one_first_name_short_for_the_other_is_one_person() -> None:
    found = resolved("Gegründet hat das Sepp Ostwaldt.", "Der Account heißt Josef S. Ostwaldt.", "Rita Ostwaldt lacht.")
    assert meaning(found, "Josef S. Ostwaldt").entity_id == meaning(found, "Sepp Ostwaldt").entity_id
    assert meaning(found, "Rita Ostwaldt").entity_id == "rita-ostwaldt"
    couple = resolved("Gegründet hat das Alexandra Ostwaldt.", "Alexander Ostwaldt lacht.", "Beide kennt Rita.")
    assert {"alexandra-ostwaldt", "alexander-ostwaldt"} <= {e.id for e in couple.entities}


def test_a_form_of_address_is_no_part_of_a_name() -> None:
    found = resolved("Beteiligt ist Elon Musk.", "Und Onkel Elon hat gelacht.", tagged=[("Onkel Elon", "PER")])
    assert [e.id for e in found.entities] == ["elon-musk"]


def test_a_noun_before_a_name_gives_its_class() -> None:
    found = resolved("Bezahlt hat die Kanzlei Brodersen Quast.", tagged=[("Kanzlei Brodersen Quast", "PER")])
    assert [(e.name, e.class_) for e in found.entities] == [("Brodersen Quast", "Company")]


def test_a_misspelt_thing_is_the_listed_one_beside_it_but_another_number_is_another() -> None:
    found = resolved(
        ("Der Maya 200 Beschleuniger", SegmentKind.TITLE), "Der Maia 200 ist da, sagt Microsoft.",
        tagged=[("Maya 200", "MISC")],
    )  # fmt: skip
    assert meaning(found, "Maya 200").entity_id == "maia-200"
    other = resolved(
        ("Der Maya 300 Beschleuniger", SegmentKind.TITLE), "Der Maia 200 ist da, sagt Microsoft.",
        tagged=[("Maya 300", "MISC")],
    )  # fmt: skip
    assert meaning(other, "Maya 300").entity_id != "maia-200"


def test_an_odd_word_heard_in_one_garbled_name_is_heard_in_the_next() -> None:
    found = resolved(
        ("Zbigniew Falkenrath verkauft alles", SegmentKind.TITLE),
        "Das hat Sbigniev Falkenrat gesagt.", "Und Sbigniev Fahrrad lacht.",
        tagged=[("Zbigniew Falkenrath", "PER"), ("Sbigniev Falkenrat", "PER"), ("Sbigniev Fahrrad", "PER")],
    )  # fmt: skip
    assert meaning(found, "Sbigniev Falkenrat").entity_id == "zbigniew-falkenrath"
    assert meaning(found, "Sbigniev Fahrrad").entity_id == "zbigniew-falkenrath"


def test_a_garbled_name_is_the_one_in_the_header_and_says_why() -> None:
    found = resolved(
        ("Kestrelbach übernimmt alles", SegmentKind.TITLE),
        "Also Kestrel Bach hat sich das gut überlegt.",
        tagged=[("Kestrelbach", "ORG")],
    )
    heard = meaning(found, "Kestrel Bach")
    assert heard.entity_id == "kestrelbach"
    assert "sounds like 'Kestrelbach'" in heard.reasons[0]
    assert 0 < heard.score <= 1


def test_a_firms_name_in_full_says_what_its_first_word_is_and_a_garbled_one_is_it() -> None:
    found = resolved(
        ("Kestrelbach dreht auf", SegmentKind.TITLE),
        ("Kestrelbach AI hat Geld", SegmentKind.TITLE),
        "Also Kestrel Bach hat sich das gut überlegt.",
        tagged=[("Kestrelbach", "LOC"), ("Kestrelbach AI", "ORG")],
    )
    assert {meaning(found, s).entity_id for s in ("Kestrelbach", "Kestrel Bach")} == {"kestrelbach-ai"}
    assert entity(found, "kestrelbach-ai").class_ == "Company"


def test_what_other_documents_know_is_taken_up() -> None:
    known = Entity(id="kestrelbach-ag", name="Kestrelbach", class_="Company")
    found = resolved("Das Start-up Kestrelbach wächst.", known=[known])
    assert meaning(found, "Kestrelbach").entity_id == "kestrelbach-ag"


@pytest.mark.parametrize(
    ("text", "surface", "meant"),
    [
        ("Tim Cook hat abgesagt. Er war krank.", "Er", "tim-cook"),
        ("Das Start-up Kestrelbach wächst. Die Firma hat Geld.", "Firma", "kestrelbach"),
        ("Gründerin Henrike Ostwaldt tritt ab. Sie will nicht mehr.", "Sie", "henrike-ostwaldt"),
        ("Im Studio ist Tim Cook. Viel später sagt der Apple-CEO nichts.", "CEO", "tim-cook"),
    ],
)
def test_descriptions_and_pronouns_take_up_what_was_named(text: str, surface: str, meant: str) -> None:
    found = [r for r in resolved(text).resolutions if r.mention.surface == surface]
    assert [r.entity_id for r in found if r.mention.kind is not MentionKind.ROLE] == [meant]


@pytest.mark.parametrize(
    ("text", "surface", "meant"),
    [
        ("Tim Cook sah die Chefin der Behörde FTC, Henrike Ostwaldt, selten.", "Chefin", "henrike-ostwaldt"),
        ("Tim Cook und Henrike Ostwaldt, die Chefin der FTC, kamen.", "Chefin", "henrike-ostwaldt"),
        ("Tim Cook traf die Chefin der FTC.", "Chefin", None),
    ],
)
def test_an_office_with_its_organisation_is_held_by_whom_the_text_puts_beside_it(
    text: str, surface: str, meant: str | None
) -> None:
    found = [r for r in resolved(text).resolutions if r.mention.surface == surface]
    assert [r.entity_id for r in found if r.mention.kind is MentionKind.DESCRIPTION] == [meant]


@pytest.mark.parametrize(
    ("text", "surface", "meant"),
    [
        ("Tim Cook kam. Henrike Ostwaldt ist da die Chefin.", "Chefin", "henrike-ostwaldt"),
        ("Tim Cook kam. Henrike Ostwaldt, die Chefin, blieb.", "Chefin", "henrike-ostwaldt"),
        ("Tim Cook kam. Die Chefin, Henrike Ostwaldt, blieb.", "Chefin", "henrike-ostwaldt"),
        ("Henrike Ostwaldt kam. Die Chefin, Tim Cook und Max Roth blieben.", "Chefin", "henrike-ostwaldt"),
        ("Henrike Ostwaldt traf Tim Cook, die Chefin blieb.", "Chefin", "henrike-ostwaldt"),
    ],
)
def test_an_office_alone_means_whom_the_text_puts_beside_it_and_a_womans_no_man(
    text: str, surface: str, meant: str
) -> None:
    assert read(text, ("Chefin", "Henrike Ostwaldt", 0.7), surface=surface).entity_id == meant


def test_a_noun_for_bodies_that_bear_it_means_no_other_body() -> None:
    text = "Die EZB zögert. Die Kommission wartet. Das Ministerium schweigt."
    assert read(text, ("Kommission", "EZB", 0.9), surface="Kommission").entity_id is None
    assert read(text, ("Ministerium", "EZB", 0.9), surface="Ministerium").entity_id is None
    text = "Die EU-Kommission zögert. Die EZB wartet. Die Kommission schweigt."
    assert meaning(resolved(text), "Kommission").entity_id == "europaeische-kommission"


def test_he_is_no_woman_and_the_firm_is_no_person() -> None:
    found = resolved("Henrike Ostwaldt tritt ab. Er weint. Die Firma schweigt.")
    assert meaning(found, "Er").entity_id is None
    assert meaning(found, "Firma").entity_id is None


def read(text: str, *chances: tuple[str, str, float], surface: str) -> Resolution:
    """What a pronoun or description means where a head has read: it stands for a name with a chance."""
    doc, segments = document(text)
    analyses = analysed(doc, segments)
    mentions = finder().find(doc, analyses)
    stands_for: dict[tuple[int, int], dict[tuple[int, int], float]] = {}
    for taking_up, name, chance in chances:
        one, other = (next(m for m in mentions if m.surface == s) for s in (taking_up, name))
        stands_for.setdefault((one.start, one.end), {})[other.start, other.end] = chance
    resolver = plain_resolver()
    named = resolver.names(doc, segments, mentions)
    return meaning(resolver.taken_up(named, doc, analyses, mentions, stands_for=stands_for), surface)


def test_what_the_head_has_read_goes_before_what_stands_nearest() -> None:
    text = "Tim Cook traf Sam Altman. Er war krank."
    assert read(text, ("Er", "Tim Cook", 0.9), ("Er", "Sam Altman", 0.3), surface="Er").entity_id == "tim-cook"
    found = read(text, ("Er", "Tim Cook", 0.3), ("Er", "Sam Altman", 0.9), surface="Er")
    assert (found.entity_id, found.score) == ("sam-altman", 0.9)
    assert [c.entity_id for c in found.others] == ["tim-cook"]


def test_where_the_head_sees_nobody_a_pronoun_means_nobody() -> None:
    assert read("Tim Cook traf Sam Altman. Er war krank.", surface="Er").entity_id is None


def test_the_head_may_not_take_a_woman_for_a_man_or_a_person_for_a_firm() -> None:
    assert read("Henrike Ostwaldt tritt ab. Er weint.", ("Er", "Henrike Ostwaldt", 0.9), surface="Er").entity_id is None
    text = "Tim Cook tritt ab. Die Firma weint."
    assert read(text, ("Firma", "Tim Cook", 0.9), surface="Firma").entity_id is None
    text = "Henrike Ostwaldt tritt ab. Tim Cook war mit seinen Leuten da."
    chances = ("seinen", "Henrike Ostwaldt", 0.9), ("seinen", "Tim Cook", 0.3)
    assert read(text, *chances, surface="seinen").entity_id == "tim-cook"


def test_talk_that_goes_on_is_still_of_the_same_man_but_less_surely_so() -> None:
    text = "Tim Cook tritt ab. Er war krank. Das weiß man. Nun geht es ihm gut. Sie kommt nicht."
    far = read(text, ("Er", "Tim Cook", 0.9), surface="ihm")
    assert far.entity_id == "tim-cook"
    assert far.score < 0.9
    assert read(text, ("Er", "Tim Cook", 0.3), surface="ihm").entity_id == "tim-cook"
    assert read(text, ("Er", "Tim Cook", 0.22), surface="ihm").entity_id is None
    assert read(text, ("Er", "Tim Cook", 0.9), surface="Sie").entity_id is None


def test_whom_an_office_of_a_firm_means_is_read_where_no_list_says_it() -> None:
    text = "Das Start-up Kestrelbach wächst. Henrike Ostwaldt war auch da, die Kestrelbach-Chefin."
    assert read(text, ("Chefin", "Henrike Ostwaldt", 0.8), surface="Chefin").entity_id == "henrike-ostwaldt"
    assert read(text, ("Chefin", "Henrike Ostwaldt", 0.3), surface="Chefin").entity_id is None


def test_the_first_person_is_the_speaker_where_the_document_says_who_speaks() -> None:
    found = resolved("Ich bin Henrike Ostwaldt.", "Ich habe Aktien.", speakers=["Henrike Ostwaldt", None])
    said = [r.entity_id for r in found.resolutions if r.mention.kind is MentionKind.SPEAKER]
    assert said == ["henrike-ostwaldt", None]


def test_every_resolution_has_a_score_and_a_reason() -> None:
    found = resolved("Tim Cook leitet Apple.", "Er mag Kestrelbach Ventures.", "Der Konzern wächst.")
    assert found.resolutions
    assert all(r.reasons and 0 <= r.score <= 1 for r in found.resolutions)


SENTENCES = st.lists(
    st.sampled_from(
        (
            "Nvidia investiert in CoreWeave.", "Tim Cook sagt nichts.", "Er ist krank.", "Die Firma wächst.",
            "Das Start-up Kestrelbach wächst.", "Kestrelbachs Umsatz sinkt.", "Gernot Kestrelbach lacht.",
            "Angeführt von Kestrelbach Ventures.", "Das schreibt die New York Times.", "Der Hamburger Lieferdienst.",
        )
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(SENTENCES)
def test_what_is_resolved_exists_once_and_keeps_its_own_surfaces(lines: list[str]) -> None:
    found = resolved(*lines) if lines else resolved("Nichts.")
    ids = [e.id for e in found.entities]
    assert len(ids) == len(set(ids))
    assert {r.entity_id for r in found.resolutions} - {None} <= set(ids)
    for e in found.entities:
        surfaces = {r.mention.surface for r in found.resolutions if r.entity_id == e.id}
        assert set(e.mentions) <= surfaces


@settings(max_examples=20, deadline=None)
@given(SENTENCES)
def test_two_runs_give_the_same(lines: list[str]) -> None:
    assert resolved("Los.", *lines) == resolved("Los.", *lines)
