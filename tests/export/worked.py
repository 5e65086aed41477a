"""The semantic model's worked example with invented names: an investment, a reported donation, a chip."""

from __future__ import annotations

from kg.model import (
    Amount,
    Claim,
    Document,
    DocumentKind,
    Entity,
    Evidence,
    Extraction,
    Modality,
    Qualifiers,
    Segment,
    SegmentKind,
    TimeBasis,
)

MONEY = "Kiesel steckt 2 Milliarden in Wolkenwerk"
GIFT = "Die Lupe schreibt, dass Ada Brandt und ihre Frau 25 Millionen an die Freie Liste gaben"
CHIP = "das ist der FLINT 2 von Wolkenwerk"
TEXT = f"Wer investiert da? {MONEY}. Zum Hintergrund gehört mehr.\n{GIFT}, so steht es dort. Und neu: {CHIP}. Also gut."


def worked_example() -> Extraction:
    """One episode with three claims, each as `tests/export/golden/worked.trig` tells it."""
    document = Document(
        id="folge-12",
        text=TEXT,
        kind=DocumentKind.EPISODE,
        title="Kiesel und „Kupfer“ #12",
        date="2026-01-27",
        show="Netzgeflüster",
        number=12,
        speakers=("Mara",),
        media_url="https://audio.example/folge-12.mp3",
    )
    cut = TEXT.index("\n") + 1
    segments = (_segment("s0", 0, cut - 1, 60.0, 128.5), _segment(f"s{cut}", cut, len(TEXT), 128.5, 200.0))
    money = Qualifiers(amount=Amount(value=2e9, currency="USD", minimum=1.5e9, maximum=2.5e9), date="2026-01")
    gift = Qualifiers(amount=Amount(value=2.5e7, currency="USD"), joint_with="ihre Frau")
    claims = (
        _claim("kiesel", "investedIn", "wolkenwerk", MONEY, segments[0], 0.97, qualifiers=money),
        _claim("ada-brandt", "donatedTo", "freie-liste", GIFT, segments[1], 0.93, gift, Modality.REPORTED, "die-lupe"),
        _claim("wolkenwerk", "develops", "flint-2", CHIP, segments[1], 1.0),
    )
    return Extraction(document=document, segments=segments, entities=ENTITIES, claims=claims)


ENTITIES = (
    Entity(
        id="kiesel", name="Kiesel", class_="Company", mentions=("Kiesel",), also_named=("Kiesel AG",), wikidata="Q42"
    ),
    Entity(id="wolkenwerk", name="Wolkenwerk", class_="Company", homepage="https://wolkenwerk.example/über uns"),
    Entity(id="ada-brandt", name="Ada Brandt", class_="Person"),
    Entity(id="freie-liste", name="Freie Liste", class_="PoliticalOrganization"),
    Entity(id="die-lupe", name="Die Lupe", class_="MediaOutlet"),
    Entity(id="flint-2", name="Flint 2", class_="Chip", mentions=("FLINT 2",)),
)


def _segment(key: str, start: int, end: int, start_seconds: float, end_seconds: float) -> Segment:
    return Segment(
        id=key,
        document_id="folge-12",
        kind=SegmentKind.SPEECH,
        start=start,
        end=end,
        start_seconds=start_seconds,
        end_seconds=end_seconds,
        time_basis=TimeBasis.CHAPTER,
        speaker="Mara",
        chapter="Geld und Macht",
    )


def _claim(
    subject: str,
    predicate: str,
    object_: str,
    quote: str,
    segment: Segment,
    confidence: float,
    qualifiers: Qualifiers | None = None,
    modality: Modality = Modality.ASSERTED,
    source: str | None = None,
) -> Claim:
    start = TEXT.index(quote)
    evidence = Evidence(
        quote=quote,
        start=start,
        end=start + len(quote),
        segment_id=segment.id,
        start_seconds=segment.start_seconds,
        end_seconds=segment.end_seconds,
        time_basis=segment.time_basis,
        speaker=segment.speaker,
    )
    return Claim(
        document_id="folge-12",
        subject=subject,
        predicate=predicate,
        object=object_,
        evidence=(evidence,),
        qualifiers=qualifiers or Qualifiers(),
        modality=modality,
        attributed_to=source,
        confidence=confidence,
    )
