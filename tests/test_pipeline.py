"""The whole way: a document becomes claims that stand where they say, the same each time."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg import language
from kg.claims import files
from kg.documents import read_document
from kg.model import Document, DocumentKind, Extraction, Modality, SegmentKind
from kg.pipeline import STAGES, Pipeline
from kg.settings import Settings

EXAMPLE = Path(__file__).parent / "gold" / "beispielfolge.txt"


@pytest.fixture(scope="module")
def way() -> Pipeline:
    return Pipeline.load(Settings())


def claimed(way: Pipeline, text: str) -> set[tuple[str, str, str | None]]:
    """Subject, predicate and object of each claim of a text."""
    return {(c.subject, c.predicate, c.object) for c in way.extract(Document(id="d", text=text)).claims}


@pytest.fixture(scope="module")
def example(way: Pipeline) -> Extraction:
    return way.extract(read_document(EXAMPLE))


def test_every_quote_stands_where_it_says(example: Extraction) -> None:
    text = example.document.text
    evidence = [e for c in example.claims for e in c.evidence]
    assert evidence
    assert all(text[e.start : e.end] == e.quote for e in evidence)
    assert all(text[r.mention.start : r.mention.end] == r.mention.surface for r in example.resolutions)


def test_claims_obey_the_ontology_and_speak_of_known_entities(way: Pipeline, example: Extraction) -> None:
    classes = {e.id: e.class_ for e in example.entities}
    for claim in example.claims:
        object_class = None if claim.object is None else classes[claim.object]
        assert way.ontology.refuses(claim.predicate, classes[claim.subject], object_class) is None
        assert claim.attributed_to is None or claim.attributed_to in classes


def test_two_runs_give_the_same_bytes(way: Pipeline, example: Extraction) -> None:
    assert files.dumps(way.extract(read_document(EXAMPLE))) == files.dumps(example)


def test_an_advertisement_gives_no_claims_unless_asked_for(example: Extraction) -> None:
    advertised = [s for s in example.segments if s.kind is SegmentKind.ADVERTISEMENT]
    assert advertised
    places = [(e.start, e.end) for c in example.claims for e in c.evidence]
    assert not any(s.start <= start < s.end for s in advertised for start, _ in places)


def test_spoken_claims_have_a_time_and_its_basis(example: Extraction) -> None:
    spoken = {s.id for s in example.segments if s.kind is SegmentKind.SPEECH and s.start_seconds is not None}
    timed = [e for c in example.claims for e in c.evidence if e.segment_id in spoken]
    assert timed
    assert all(e.start_seconds is not None and e.time_basis is not None for e in timed)


def test_a_document_without_names_gives_nothing_and_no_error(way: Pipeline) -> None:
    found = way.extract(Document(id="d", text="Ja, genau. Und dann? Weiß ich auch nicht."))
    assert found.claims == ()


def test_an_amount_stays_with_its_claim(way: Pipeline) -> None:
    text = "Die Lumenhalde GmbH ist neu. Nvidia steckt zwischen 2 und 4 Milliarden Dollar in CoreWeave, sagt Reuters."
    (claim,) = [c for c in way.extract(Document(id="d", text=text)).claims if c.predicate == "investedIn"]
    assert (claim.subject, claim.object) == ("nvidia", "coreweave")
    amount = claim.qualifiers.amount
    assert amount is not None
    assert (amount.value, amount.minimum, amount.maximum, amount.currency) == (3e9, 2e9, 4e9, "USD")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Nvidia investiert 2 Milliarden in CoreWeave.", "asserted"),
        ("Nvidia soll 2 Milliarden in CoreWeave investiert haben.", "reported"),
        ("Nvidia will 2 Milliarden in CoreWeave investieren.", "planned"),
        ("Nvidia hat nie 2 Milliarden in CoreWeave investiert.", "negated"),
    ],
)
def test_how_it_is_told_is_kept(way: Pipeline, text: str, modality: str) -> None:
    claims = [c for c in way.extract(Document(id="d", text=text)).claims if c.predicate == "investedIn"]
    assert [c.modality.value for c in claims] == [modality]


def test_a_question_is_no_claim(way: Pipeline) -> None:
    assert not way.extract(Document(id="d", text="Hat Nvidia wirklich in CoreWeave investiert?")).claims


@pytest.mark.parametrize(
    ("heard", "meant"), [("Sam Oltmann", "Sam Altman"), ("Jeff Benzos", "Jeff Bezos"), ("Peter Zeel", "Peter Thiel")]
)
def test_a_garbled_surname_is_heard_where_the_first_name_came_through(
    way: Pipeline, tmp_path: Path, heard: str, meant: str
) -> None:
    spoken = tmp_path / "folge.srt"
    said = f"Gestern hat {heard} dem Sender ein langes Interview gegeben."
    spoken.write_text(f"1\n00:00:01,000 --> 00:00:05,000\n{said}\n", encoding="utf-8")
    found = way.extract(read_document(spoken))
    assert meant in {e.name for e in found.entities}


def test_a_maker_is_not_the_one_that_buys_its_things(way: Pipeline) -> None:
    text = "Das freut Nvidia natürlich, weil sie jetzt alle nur noch Nvidia-Chips kaufen."
    found = way.extract(Document(id="d", text=text))
    assert ("nvidia", "uses") not in {(c.subject, c.predicate) for c in found.claims}


def test_progress_is_told_and_every_stage_is_timed(way: Pipeline) -> None:
    told: list[str] = []
    way.extract(Document(id="d", text="Nvidia ist da."), progress=lambda stage, _done, _whole: told.append(stage))
    assert set(told) <= set(STAGES)
    assert told[-1] == "claims"
    assert all(seconds > 0 for seconds in way.timings.seconds.values())


def test_the_language_pipeline_is_loaded_once() -> None:
    assert language.load() is language.load()


@pytest.mark.parametrize(
    ("text", "predicate", "organisation", "joint_with"),
    [
        ("Donald Trump ernennt den Nvidia-Chef Jensen Huang zum Botschafter.", "appointed", None, None),
        ("Donald Trump ernennt Brendan Carr zum Chef der FCC.", "appointed", "federal-communications-commission", None),
        (
            "Sam Altman hat zusammen mit seinem Bruder 3 Millionen in OpenAI investiert.",
            "investedIn",
            None,
            "seinem Bruder",
        ),
        ("Sam Altman hat 3 Millionen in OpenAI investiert, mit seinem Geld.", "investedIn", None, None),
    ],
)
def test_a_claim_says_for_which_organisation_and_with_whom(
    way: Pipeline, text: str, predicate: str, organisation: str | None, joint_with: str | None
) -> None:
    claims = way.extract(Document(id="probe", text=text)).claims
    (claim,) = [c for c in claims if c.predicate == predicate]
    assert claim.qualifiers.organisation == organisation
    assert claim.qualifiers.joint_with == joint_with


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Softbank sitzt in Tokio. Die haben 2024 Graphcore übernommen.", ("softbank", "acquired", "graphcore")),
        (
            "Der Gründer Arvid Hellkamp war auch da. Den kennt man. Er hat 3 Millionen Euro in Graphcore investiert.",
            ("arvid-hellkamp", "investedIn", "graphcore"),
        ),
    ],
)
def test_what_a_pronoun_takes_up_is_claimed_of_the_one_it_stands_for(
    way: Pipeline, text: str, claim: tuple[str, str, str]
) -> None:
    assert claim in claimed(way, text)


@pytest.mark.parametrize(
    "text",
    [
        "Es gab Kritik an Satya Nadella, dem Microsoft-Chef. Der hat nichts dazu gesagt.",
        "Satya Nadella war auch da, der Microsoft-Chef, und Ursula von der Leyen.",
    ],
)
def test_an_office_behind_a_comma_is_that_of_the_one_named(way: Pipeline, text: str) -> None:
    held = [c for c in way.extract(Document(id="d", text=text)).claims if c.predicate == "holdsRole"]
    assert {(c.subject, c.object) for c in held} == {("satya-nadella", "microsoft")}
    assert [c.qualifiers.role for c in held] == ["Chef"]


@pytest.mark.parametrize(
    "text",
    ["Nvidia hat die Übernahme von Arm abgesagt.", "Elon Musk hat seinen Besuch beim Weltwirtschaftsforum abgesagt."],
)
def test_what_is_called_off_is_never_told_as_a_fact(way: Pipeline, text: str) -> None:
    told = way.extract(Document(id="d", text=text)).claims
    assert {c.modality for c in told} == {Modality.NEGATED}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Der französische Präsident Emmanuel Macron war da.", ("emmanuel-macron", "holdsRole", "frankreich")),
        ("Telekomchef Tim Höttges war da.", ("timotheus-hoettges", "holdsRole", "deutsche-telekom")),
        ("Der demokratische Gouverneur Gavin Newsom war da.", ("gavin-newsom", "memberOf", "demokratische-partei")),
        ("Amazon zieht an. Ich habe Amazon Prime gekündigt.", ("amazon", "develops", "amazon-prime")),
        ("Die italienische Unicredit zahlt gut.", ("unicredit", "locatedIn", "italien")),
        ("Die Münchner von Helsing haben Geld.", ("helsing", "locatedIn", "muenchen")),
        ("SAP legt zu. Finanzchef Dominik Asam ist zufrieden.", ("dominik-asam", "holdsRole", "sap")),
        ("SAP hat mit Microsoft zusammen Delos gebaut.", ("microsoft", "develops", "delos")),
        ("Der Chef von SAP, Christian Klein, kritisiert die EU.", ("christian-klein", "opposes", "eu")),
        ("Sam Altman war da. Er hat in Helion investiert.", ("sam-altman", "investedIn", "helion")),
        ("Slack hat Salesforce gekauft.", ("salesforce", "acquired", "slack")),
        ("US-Senator Thom Tillis ist dagegen.", ("thom-tillis", "holdsRole", "usa")),
        ("CDU-Chef Friedrich Merz ist da.", ("friedrich-merz", "holdsRole", "cdu")),
        ("Donald Trump, der US-Präsident, lobt Nvidia.", ("donald-trump", "supports", "nvidia")),
        ("Flixbus-Gründer Jochen Engert war da.", ("jochen-engert", "founded", "flixbus")),
        ("Adam Mosseri arbeitet bei Instagram.", ("adam-mosseri", "memberOf", "instagram")),
        ("Google hat in Anthropic investiert. Amazon ebenfalls.", ("amazon", "investedIn", "anthropic")),
        (
            "Parloa hat Geld geholt, angeführt von General Catalyst. EQT ist auch dabei.",
            ("eqt", "investedIn", "parloa"),
        ),
        ("Tim Cook lobt Donald Trump. Jensen Huang auch.", ("jensen-huang", "supports", "donald-trump")),
        ("Accel hat in Parloa investiert. Toll. Mit dabei ist auch noch EQT.", ("eqt", "investedIn", "parloa")),
        ("Die Allianz nutzt jetzt Claude.", ("allianz", "uses", "claude")),
    ],
)
def test_what_one_word_tells_is_claimed(way: Pipeline, text: str, claim: tuple[str, str, str]) -> None:
    assert claim in claimed(way, text)


@pytest.mark.parametrize(
    "text",
    [
        "Das sagte der demokratische Senator Mark Warner am Montag.",
        "Der österreichische Aktivist Max Schrems klagt gegen Meta.",
        "Mitgründer Assaf Rappaport soll Wiz weiter führen.",
    ],
)
def test_parties_and_places_give_no_offices_that_are_none_of_theirs(way: Pipeline, text: str) -> None:
    told = way.extract(Document(id="d", text=text)).claims
    parties = {"demokratische-partei", "oesterreich", "massachusetts-institute-of-technology"}
    assert not any(c.predicate == "holdsRole" and c.object in parties for c in told)


@pytest.mark.parametrize(("sign", "told"), [("", True), ("🚀 ", False), ("**Noch etwas:** ", False)])
def test_items_of_a_newsletter_have_nothing_to_do_with_each_other(way: Pipeline, sign: str, told: bool) -> None:
    text = f"Helsing wächst.\n\n{sign}Daniel Ek hat noch mal 600 Millionen Euro investiert."
    claims = way.extract(Document(id="d", text=text, kind=DocumentKind.NEWSLETTER)).claims
    assert ("investedIn" in {c.predicate for c in claims}) is told


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Gestern hat der französische Präsident Donald Trump angerufen.", ("donald-trump", "frankreich")),
        ("Gestern empfing der japanische Premier Sam Altman in Tokio.", ("sam-altman", "japan")),
        ("Der Stabschef des ukrainischen Präsidenten, Andrij Jermak, geht.", ("andrij-jermak", "ukraine")),
        ("Die Frau des französischen Präsidenten, Brigitte Macron, klagt.", ("brigitte-macron", "frankreich")),
        ("Friedrich Merz, der französische Präsident Emmanuel Macron und ich reden.", ("friedrich-merz", "frankreich")),
        ("Der Gast des chinesischen Präsidenten Xi Jinping, Wladimir Putin, ging.", ("wladimir-putin", "china")),
        ("Sam Altman wird vom indischen Premierminister empfangen.", ("sam-altman", "indien")),
        ("Sonderermittler Jack Smith und Synchronsprecher Jan Bode kamen.", ("jack-smith", "sonder")),
        ("Die grüne Ministerin Leonore Gewessler war dagegen.", ("leonore-gewessler", "buendnis-90-die-gruenen")),
        ("Heute hat der demokratische Gouverneur Pedro Sánchez angezeigt.", ("pedro-sanchez", "demokratische-partei")),
        ("Apple wächst. Die Chinesen verklagen jetzt Nvidia.", ("apple", "nvidia")),
        ("Otto Richter sagt, dass Otto Richter in Nvidia investiert hat.", ("otto", "nvidia")),
        ("Tom Holland dreht. Holland hat ASML verboten zu liefern.", ("tom-holland", "asml")),
        ("Die Griechische Telekom kauft bei Nokia.", ("nokia", "deutsche-telekom")),
        ("MediaMarkt verkauft jetzt auch das iPhone 17.", ("mediamarkt", "iphone-17")),
        ("Tim Cook hat das iPhone Air vorgestellt.", ("tim-cook", "iphone-air")),
        ("Die iranische Uber-Chefin kam.", ("uber", "iran")),
        ("Kimbal Musk, Bruder von Elon Musk, ist Aufsichtsrat von Nike.", ("elon-musk", "nike")),
        ("Lisa Su, die Cousine von Jensen Huang, führt AMD.", ("jensen-huang", "amd")),
        ("Christian Lindners Frau Franca Lehfeldt arbeitet für Welt.", ("christian-lindner", "die-welt")),
        ("Peter Thiels Founders Fund steigt bei Trade Republic ein.", ("peter-thiel", "trade-republic")),
        ("Jensen Huang ist der Steve Jobs von Nvidia.", ("steve-jobs", "nvidia")),
        ("Philipp Nagl ist Chef der Bahn-Tochter InfraGO.", ("philipp-nagl", "deutsche-bahn")),
        ("Friedrich Merz war gestern bei Siemens.", ("friedrich-merz", "siemens")),
        ("Jensen Huang ist nach Peking gereist.", ("jensen-huang", "peking")),
        ("Alice Weidel, den hat Elon Musk unterstützt.", ("alice-weidel", "elon-musk")),
        ("Wenn Elon Musk CEO von OpenAI wäre, wäre alles anders.", ("elon-musk", "openai")),
        ("Die Commerzbank wehrt sich gegen eine Übernahme durch Unicredit.", ("unicredit", "commerzbank")),
        ("Die Fed senkt. Gegen Jerome Powell ermittelt das Justizministerium.", ("federal-reserve", "jerome-powell")),
        ("Bei Lovable steckt ja Claude von Anthropic drin.", ("anthropic", "lovable")),
        ("Slack hat Salesforce gekauft.", ("slack", "salesforce")),
        ("Bill Gates hat alle Microsoft-Aktien verkauft.", ("bill-gates", "microsoft")),
        ("Bain Capital hat Stada an CapVest verkauft.", ("bain-capital", "stada")),
        ("Google hat in Anthropic investiert. Amazon verkauft auch Schuhe.", ("amazon", "anthropic")),
        ("Google hat in Anthropic investiert. Ich war auch dabei, sagt Siemens.", ("siemens", "anthropic")),
        ("Google hat in Anthropic investiert. In Rom war auch noch Siemens dabei.", ("siemens", "anthropic")),
        ("Google hat in Anthropic investiert. An SAP ist auch er beteiligt.", ("sap", "anthropic")),
        ("Zalando verbietet seinen Mitarbeitern ChatGPT.", ("zalando", "chatgpt")),
    ],
)
def test_what_stands_beside_each_other_need_not_belong_together(
    way: Pipeline, text: str, wrong: tuple[str, str]
) -> None:
    told = way.extract(Document(id="d", text=text)).claims
    assert wrong not in {(c.subject, c.object) for c in told if c.modality is Modality.ASSERTED}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Amazon plant, Klarna zu kaufen.", "planned"),
        ("Amazon weigert sich, Klarna zu kaufen.", "negated"),
        ("Amazon hat es geschafft, Klarna zu kaufen.", "asserted"),
        ("Es stimmt nicht, dass Amazon Klarna gekauft hat.", "negated"),
        ("Es ist kein Geheimnis, dass Amazon Klarna gekauft hat.", "asserted"),
        ("Man munkelt, dass Amazon Klarna gekauft hat.", "reported"),
        ("Ich glaube, dass Amazon Klarna kauft.", "speculative"),
        ("Amazon hat Klarna gekauft. Nee, Spaß.", "negated"),
        ("Gedankenexperiment: Amazon hat Klarna gekauft.", "hypothetical"),
        ("Keine Ahnung warum, aber Amazon hat Klarna gekauft.", "asserted"),
        ("Amazon hat Klarna nicht gekauft, sondern nur die Leute geholt.", "negated"),
        ("Angeblich wird Lars Klingbeil Chef von Porsche.", "reported"),
        ("Weder Jeff Bezos noch Mark Zuckerberg haben Donald Trump unterstützt.", "negated"),
        ("Tim Cook unterstützt Donald Trump nicht.", "negated"),
        ("Tim Cook bestreitet, dass er Donald Trump unterstützt.", "negated"),
        ("Apple drohte Jon Prosser mit einer Klage.", "planned"),
    ],
)
def test_what_governs_a_clause_or_follows_it_says_how_it_is_told(way: Pipeline, text: str, modality: str) -> None:
    told = {c.modality.value for c in way.extract(Document(id="d", text=text)).claims}
    assert told == {modality}


@pytest.mark.parametrize(
    "text",
    [
        "Mich würde interessieren, ob Tim Cook Donald Trump unterstützt.",
        "Die Frage ist, ob Nvidia in Mistral investiert.",
        "Donald Trump hat Disney gebeten, Jimmy Kimmel zu loben.",
    ],
)
def test_what_is_wondered_or_asked_of_others_is_not_claimed(way: Pipeline, text: str) -> None:
    assert not {(c.subject, c.object) for c in way.extract(Document(id="d", text=text)).claims} & {
        ("tim-cook", "donald-trump"), ("nvidia", "mistral-ai"), ("donald-trump", "jimmy-kimmel")
    }  # fmt: skip


def test_a_figure_has_one_owner_and_a_price_may_stand_in_a_sentence_of_its_own(way: Pipeline) -> None:
    text = "Lovable ist mit 6,6 Milliarden Dollar bewertet und Replit mit 9 Milliarden Dollar."
    told = way.extract(Document(id="d", text=text)).claims
    values = {(c.subject, c.qualifiers.amount.value) for c in told if c.qualifiers.amount and c.predicate == "valuedAt"}
    assert values <= {("lovable", 6.6e9), ("replit", 9e9)}
    assert ("lovable", 6.6e9) in values
    text = "IBM schnappt sich Confluent. Kaufpreis: 11 Milliarden Dollar."
    told = way.extract(Document(id="d", text=text)).claims
    assert {(c.object, c.qualifiers.amount and c.qualifiers.amount.value) for c in told} == {("confluent", 11e9)}


def test_what_would_follow_a_condition_is_asked_and_not_claimed(way: Pipeline) -> None:
    text = "Wenn Nvidia jetzt eine Million an die CDU überweist, kriegt Nvidia dann auch einen Posten?"
    assert not way.extract(Document(id="d", text=text)).claims
