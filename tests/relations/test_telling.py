"""What stands beside the verb: deals' amounts for all who share in them, appositions whatever the verb says."""

from __future__ import annotations

from functools import cache

import pytest

from kg import language, ontology
from kg.language import Analysis
from kg.model import Document, Modality, RelationMention, Segment, SegmentKind
from kg.relations import RelationFinder, load
from kg.relations.clauses import sentences
from kg.relations.deals import with_deal_amounts
from kg.relations.markup import parse
from kg.relations.modality import is_candidacy, is_nominal, is_nominated


@cache
def finder() -> RelationFinder:
    """The frames alone: no head judges."""
    terms = ontology.load()
    return RelationFinder(load(terms), terms, language.load().vocab)


def analysed(text: str) -> list[Analysis]:
    """One segment of speech."""
    segment = Segment(id="s", document_id="d", kind=SegmentKind.SPEECH, start=0, end=len(text))
    return [Analysis(segment=segment, doc=language.load()(text))]


def told(marked: str) -> dict[tuple[str, str, str], RelationMention]:
    """What frames find in a marked text."""
    parsed = parse(marked, segment_id="s", classes={})
    found = finder().find(Document(id="d", text=parsed.text), analysed(parsed.text), parsed.mentions)
    return {(r.subject.surface, r.predicate, r.object.surface if r.object else ""): r for r in found}


def amount(marked: str) -> float | None:
    """The amount that an investment without figure is given: {S|…} in {O|…}."""
    parsed = parse(marked, segment_id="s", classes={"S": "Investor", "O": "Company", "P": "Company"})
    (subject,), (object_,) = parsed.slots["S"], parsed.slots["O"]
    bare = RelationMention(
        predicate="investedIn",
        subject=subject,
        object=object_,
        start=0,
        end=len(parsed.text),
        segment_id="s",
        frame="test",
        score=0.9,
    )
    spans = [(s.start_char, s.end_char) for a in analysed(parsed.text) for s in a.doc.sents]
    (found,) = with_deal_amounts([bare], parsed.text, spans, parsed.mentions)
    return found.qualifiers.amount.value if found.qualifiers.amount is not None else None


@pytest.mark.parametrize(
    ("marked", "value"),
    [
        (
            "{O|Elbfunk} holt sich in einer neuen Runde {AMOUNT|45 Millionen Euro}. Dabei ist auch {S|Deichkapital}.",
            45e6,
        ),
        ("{O|Elbfunk} hat {AMOUNT|45 Millionen} eingesammelt, angeführt von {S|Deichkapital}.", 45e6),
        ("{S|Deichkapital} hat sich an {O|Elbfunk} beteiligt, das war so eine {AMOUNT|45 Millionen} Runde.", 45e6),
        ("Bei {O|Elbfunk} ist {S|Deichkapital} eingestiegen. Die Bewertung liegt bei {AMOUNT|900 Millionen}.", None),
        ("{S|Deichkapital} hat sich an {O|Elbfunk} beteiligt, bei {AMOUNT|45 Millionen} Umsatz.", None),
        ("{S|Deichkapital} steigt bei {O|Elbfunk} ein. {P|Nordlicht} sammelt {AMOUNT|45 Millionen} ein.", None),
    ],
)
def test_a_rounds_amount_stands_with_each_of_its_investors(marked: str, value: float | None) -> None:
    assert amount(marked) == value


def test_an_apposition_is_a_fact_whatever_the_verb_plans_or_denies() -> None:
    found = told("{S:Person|Ada Blum}, die {ROLE|Chefin} von {O:Company|Elbfunk}, will das Werk nicht verkaufen.")
    assert found["Ada Blum", "holdsRole", "Elbfunk"].modality is Modality.ASSERTED


@pytest.mark.parametrize(
    ("between", "nominal"),
    [
        ((), True),
        ((("aus", "ADP"),), True),
        (((",", "PUNCT"), ("der", "DET"), ("Vorsitzende", "NOUN"), ("von", "ADP")), True),
        ((("soll", "AUX"), ("Chef", "NOUN"), ("von", "ADP")), False),
        ((("als", "ADP"), ("Chef", "NOUN"), ("von", "ADP")), False),
        (((",", "PUNCT"), ("designierter", "ADJ"), ("Chef", "NOUN"), ("von", "ADP")), False),
        (((".", "PUNCT"), ("Dann", "ADV")), False),
    ],
)
def test_names_without_a_verb_between_them_stand_in_apposition(
    between: tuple[tuple[str, str], ...], nominal: bool
) -> None:
    assert is_nominal(between) is nominal


@pytest.mark.parametrize(
    ("marked", "asked"),
    [
        ("Hat {S:Company|Nordlicht} in {O:Company|Elbfunk} investiert?", True),
        ("Über {S:Company|Nordlicht} in {O:Company|Elbfunk} investieren?", True),
        ("Warum hat {S:Company|Nordlicht} in {O:Company|Elbfunk} investiert?", False),
        ("Genau, {S:Company|Nordlicht} hat ja auch in {O:Company|Elbfunk} investiert, ne?", False),
        ("{S:Company|Nordlicht} will in {O:Company|Elbfunk} investieren.", False),
    ],
)
def test_what_is_asked_if_it_is_so_is_told_apart_from_other_questions(marked: str, asked: bool) -> None:
    parsed = parse(marked, segment_id="s", classes={})
    (analysis,) = analysed(parsed.text)
    assert [s.polar for s in sentences(analysis.doc, parsed.mentions, offset=0)] == [asked]


@pytest.mark.parametrize(
    ("between", "meant"),
    [
        ("nominierte", True),
        (" wird von der Regierung als Chef der ", False),
        (" nominiert Ada Blum für die ", True),
        (", der designierte Chef von ", True),
        ("-Chefin ", False),
    ],
)
def test_who_is_nominated_does_not_hold_the_office(between: str, meant: bool) -> None:
    assert is_candidacy(between) is meant


@pytest.mark.parametrize(
    ("between", "behind", "meant"),
    [
        (". Da war ", " nominiert, die frühere Chefin von Nordlicht.", True),
        (" ist für die ", " nominiert worden. Danach", True),
        (" wurde Chefin von ", ", die für einen Preis nominiert ist.", False),
        ("-Chefin ", " nominiert Bo Kolk für den Vorstand.", False),
        (" ist Chefin von ", " und hat ihn nominiert. Er", False),
    ],
)
def test_who_is_nominated_at_the_end_of_the_clause_does_not_hold_the_office(
    between: str, behind: str, meant: bool
) -> None:
    assert is_nominated(between, behind) is meant


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("{S:Company|Veltro} will {O:Company|Elbfunk} kaufen, das hat das Gericht verboten.", Modality.NEGATED),
        ("{S:Company|Veltro} möchte {O:Company|Elbfunk} kaufen. Das hat man klar dementiert.", Modality.NEGATED),
        ("{S:Company|Veltro} wollte {O:Company|Elbfunk} kaufen, durfte aber nicht.", Modality.NEGATED),
        ("{S:Company|Veltro} will {O:Company|Elbfunk} kaufen. Der Preis steht noch nicht fest.", Modality.PLANNED),
        ("{S:Company|Veltro} will {O:Company|Elbfunk} kaufen. Es ist spät. Das andere ist verboten.", Modality.PLANNED),
        ("{S:Company|Veltro} hat {O:Company|Elbfunk} gekauft. Das andere Geschäft ist gescheitert.", Modality.ASSERTED),
    ],
)
def test_a_plan_that_is_called_off_is_denied(text: str, modality: Modality) -> None:
    relation = next(r for key, r in told(text).items() if key[1] == "acquired")
    assert relation.modality is modality


def test_an_office_that_is_only_meant_for_somebody_is_not_told() -> None:
    held = told("{S:Person|Ada Blum} ist {ROLE|Chefin} von {O:Company|Elbfunk}.")
    assert ("Ada Blum", "holdsRole", "Elbfunk") in held
    meant = told("{S:Person|Ada Blum} ist die designierte {ROLE|Chefin} von {O:Company|Elbfunk}.")
    assert ("Ada Blum", "holdsRole", "Elbfunk") not in meant


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Wenn ich mal reich bin, investiere {S:Person|ich} in {O:Company|Elbfunk}.", Modality.HYPOTHETICAL),
        ("Falls wir gewinnen, kaufen {S:Company|wir} die {O:Company|Elbfunk}.", Modality.HYPOTHETICAL),
        (
            "Wenn ich das richtig gelesen habe, kauft {S:Investor|Kolk Capital} die {O:Company|Elbfunk}.",
            Modality.ASSERTED,
        ),
    ],
)
def test_what_a_speaker_does_on_a_condition_is_imagined(text: str, modality: Modality) -> None:
    ((_, relation),) = told(text).items()
    assert relation.modality is modality


def claims(marked: str) -> set[tuple[str, str, str, str]]:
    """Subject, predicate, object and modality of what frames find."""
    return {(*key, relation.modality.value) for key, relation in told(marked).items()}


@pytest.mark.parametrize(
    ("marked", "wanted", "unwanted"),
    [
        (
            "{1:Company|Veltro} kauft {2:Company|Lumenhalde}, nicht {3:Company|Nordkap}.",
            ("Veltro", "acquired", "Lumenhalde", "asserted"),
            ("Veltro", "acquired", "Nordkap", "asserted"),
        ),
        (
            "{1:Company|Veltro} hat {2:Company|Lumenhalde} nicht gekauft.",
            ("Veltro", "acquired", "Lumenhalde", "negated"),
            ("Veltro", "acquired", "Lumenhalde", "asserted"),
        ),
        (
            "Nicht {1:Company|Veltro}, sondern {2:Company|Nordkap} hat {3:Company|Lumenhalde} gekauft.",
            ("Nordkap", "acquired", "Lumenhalde", "asserted"),
            ("Veltro", "acquired", "Lumenhalde", "asserted"),
        ),
        (
            "{1:Company|Veltro} hat jetzt, glaub ich letzte Woche, die Firma {2:Company|Lumenhalde} gekauft.",
            ("Veltro", "acquired", "Lumenhalde", "asserted"),
            ("Lumenhalde", "acquired", "Veltro", "asserted"),
        ),
        (
            "{1:Person|Ada Blum}, den hat {2:Company|Veltro} entlassen.",
            ("Veltro", "dismissed", "Ada Blum", "asserted"),
            ("Ada Blum", "dismissed", "Veltro", "asserted"),
        ),
        (
            "Den {1:Person|Max Roth} hat {2:Company|Veltro} rausgeworfen.",
            ("Veltro", "dismissed", "Max Roth", "asserted"),
            ("Max Roth", "dismissed", "Veltro", "asserted"),
        ),
        (
            "{1:Person|Ada Blum} hat {2:Company|Veltro} kritisiert und {3:Person|Max Roth} auch.",
            ("Ada Blum", "opposes", "Veltro", "asserted"),
            ("Ada Blum", "opposes", "Max Roth", "asserted"),
        ),
        (
            "{1:Company|Veltro} hat mit {2:Company|Lumenhalde} zusammen {3:Product|Glimmer} gebaut.",
            ("Lumenhalde", "develops", "Glimmer", "asserted"),
            ("Glimmer", "develops", "Lumenhalde", "asserted"),
        ),
        (
            "{1:Person|Ada Blum}, Ehefrau des Malers {2:Person|Max Roth}, ist Chefin von {3:Company|Veltro}.",
            ("Max Roth", "familyOf", "Ada Blum", "asserted"),
            ("Max Roth", "holdsRole", "Veltro", "asserted"),
        ),
        (
            "Die italienische {1:Company|Veltro}-Chefin {2:Person|Ada Blum} aus {3:Place|Rom} kam.",
            ("Ada Blum", "holdsRole", "Veltro", "asserted"),
            ("Veltro", "locatedIn", "Rom", "asserted"),
        ),
        (
            "{1:Company|Veltro} lehnt eine Übernahme durch {2:Company|Lumenhalde} ab.",
            ("Lumenhalde", "acquired", "Veltro", "planned"),
            ("Lumenhalde", "acquired", "Veltro", "asserted"),
        ),
        (
            "Das Kartellamt hat die Übernahme von {1:Company|Veltro} durch {2:Company|Lumenhalde} untersagt.",
            ("Lumenhalde", "acquired", "Veltro", "negated"),
            ("Lumenhalde", "acquired", "Veltro", "asserted"),
        ),
        (
            "Seit der Übernahme von {1:Company|Veltro} durch {2:Company|Lumenhalde} prüft das Amt genau.",
            ("Lumenhalde", "acquired", "Veltro", "asserted"),
            ("Lumenhalde", "acquired", "Veltro", "planned"),
        ),
        (
            "{1:Person|Ada Blum} auf {2:Product|Glimmer}: Das stimmt nicht.",
            ("Ada Blum", "uses", "Glimmer", "asserted"),
            ("Ada Blum", "uses", "Glimmer", "negated"),
        ),
        (
            "{1:Company|Veltro} wird {2:Person|Ada Blum} berufen.",
            ("Veltro", "appointed", "Ada Blum", "planned"),
            ("Ada Blum", "appointed", "Veltro", "planned"),
        ),
        (
            "{1:Company|Lumenhalde}, die {2:Company|Veltro} gekauft hat, wächst.",
            ("Veltro", "acquired", "Lumenhalde", "asserted"),
            ("Lumenhalde", "acquired", "Veltro", "asserted"),
        ),
        (
            "{1:Company|Veltro} investiert in den {2:Company|Nordkap}-Rivalen {3:Company|Lumenhalde}.",
            ("Veltro", "investedIn", "Lumenhalde", "asserted"),
            ("Veltro", "investedIn", "Nordkap", "asserted"),
        ),
        (
            "{1:Company|Lumenhalde} ist eine Tochter von {2:Company|Veltro}, {3:Company|Nordkap} mittlerweile auch.",
            ("Lumenhalde", "subsidiaryOf", "Veltro", "asserted"),
            ("Lumenhalde", "subsidiaryOf", "Nordkap", "asserted"),
        ),
        (
            "{1:Company|Lumenhalde} und {3:Company|Brixo}, eine Tochter von {4:Company|Veltro}, reden.",
            ("Brixo", "subsidiaryOf", "Veltro", "asserted"),
            ("Lumenhalde", "subsidiaryOf", "Veltro", "asserted"),
        ),
    ],
)
def test_who_does_what_is_read_past_asides_contrasts_and_appositions(
    marked: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]
) -> None:
    found = claims(marked)
    assert wanted in found
    assert unwanted not in found


@pytest.mark.parametrize(
    ("marked", "modality"),
    [
        ("{1:Company|Veltro} lässt an {2:Company|Lumenhalde} kein gutes Haar.", Modality.ASSERTED),
        ("Kein Witz: {1:Company|Veltro} übernimmt {2:Company|Lumenhalde}.", Modality.ASSERTED),
        ("Und kein Witz, {1:Company|Veltro} übernimmt {2:Company|Lumenhalde}.", Modality.ASSERTED),
        ("{1:Company|Veltro} stellt {2:Person|Ada Blum} ein.", Modality.ASSERTED),
        ("Nur mal angenommen, {1:Company|Veltro} würde {2:Company|Lumenhalde} übernehmen.", Modality.HYPOTHETICAL),
        ("{1:Person|Ada Blum}, die Tochter von {2:Person|Eva Roth}, war nicht dabei.", Modality.ASSERTED),
        ("{1:Company|Veltro} kauft {2:Company|Lumenhalde} nicht.", Modality.NEGATED),
    ],
)
def test_what_an_idiom_has_of_its_own_denies_nothing(marked: str, modality: Modality) -> None:
    assert modality in {relation.modality for relation in told(marked).values()}
