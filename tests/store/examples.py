"""A small invented world in three documents: every predicate, qualifier and modality, entities shared by documents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kg.model import (
    NO_QUALIFIERS,
    Amount,
    Claim,
    Document,
    DocumentKind,
    Entity,
    Evidence,
    Extraction,
    Modality,
    Percent,
    Qualifiers,
    Segment,
    SegmentKind,
    TimeBasis,
)

NAMES: dict[str, tuple[str, str, bool]] = {
    "glimmer-ai": ("Glimmer AI", "Company", True),
    "kiesel-chips": ("Kiesel Chips", "Company", True),
    "wolkenwerk": ("Wolkenwerk", "Company", True),
    "drahtpost": ("Drahtpost", "Company", False),
    "rechenhaus": ("Rechenhaus", "Company", False),
    "habicht-kapital": ("Habicht Kapital", "Investor", True),
    "seeadler-fonds": ("Seeadler-Fonds", "Investor", False),
    "ada-brandt": ("Ada Brandt", "Person", True),
    "ben-kessel": ("Ben Kessel", "Person", False),
    "clara-nordhoff": ("Clara Nordhoff", "Person", True),
    "dorian-vell": ("Dorian Vell", "Person", False),
    "edda-vell": ("Edda Vell", "Person", False),
    "digitalministerium": ("Digitalministerium", "GovernmentBody", True),
    "kartellwacht": ("Kartellwacht", "GovernmentBody", False),
    "freie-liste": ("Freie Liste", "PoliticalOrganization", False),
    "kampagne-nordhoff": ("Kampagne Nordhoff", "PoliticalOrganization", False),
    "abendblick": ("Abendblick", "MediaOutlet", True),
    "die-lupe": ("Die Lupe", "MediaOutlet", False),
    "netzbund": ("Netzbund", "Organization", False),
    "leuchtfeuer-3": ("Leuchtfeuer 3", "AIModel", False),
    "kiesel-9": ("Kiesel 9", "Chip", False),
    "flint-2": ("Flint 2", "Chip", False),
    "rechenbox": ("Rechenbox", "Product", False),
    "datenpakt": ("Datenpakt", "Law", False),
    "rechnertage": ("Rechnertage", "Event", False),
    "neustedt": ("Neustedt", "Place", False),
}
WORDS = {"asserted": "sagt", "reported": "meldet", "planned": "plant", "speculative": "vielleicht", "negated": "nicht"}


@dataclass
class Builder:
    """Makes an extraction claim by claim; each claim is one segment of the text."""

    id: str
    kind: DocumentKind = DocumentKind.EPISODE
    date: str | None = None
    title: str = ""
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    _text: str = ""
    _segments: list[Segment] = field(default_factory=list)
    _claims: list[Claim] = field(default_factory=list)
    _used: set[str] = field(default_factory=set)

    def says(
        self,
        subject: str,
        predicate: str,
        object_: str | None = None,
        *,
        modality: Modality = Modality.ASSERTED,
        source: str | None = None,
        quote: str | None = None,
        speaker: str = "Mara",
        confidence: float = 0.9,
        amount: float | Amount | None = None,
        percent: float | None = None,
        **qualifiers: Any,
    ) -> Builder:
        """One more claim with a quote of its own."""
        money = Amount(value=amount, currency="USD") if isinstance(amount, (int, float)) else amount
        share = None if percent is None else Percent(value=percent)
        told = Qualifiers(amount=money, percent=share, **qualifiers)
        words = quote or self._sentence(subject, predicate, object_, modality)
        start = len(self._text)
        self._text += words + "\n"
        number = len(self._segments)
        segment = Segment(
            id=f"{self.id}-s{start}",
            document_id=self.id,
            kind=SegmentKind.SPEECH,
            start=start,
            end=start + len(words),
            start_seconds=10.0 * number,
            end_seconds=10.0 * number + 8,
            time_basis=TimeBasis.CUE,
            speaker=speaker,
        )
        evidence = Evidence(
            quote=words,
            start=start,
            end=start + len(words),
            segment_id=segment.id,
            start_seconds=segment.start_seconds,
            end_seconds=segment.end_seconds,
            time_basis=TimeBasis.CUE,
            speaker=speaker,
            frame=f"{predicate}-verb",
        )
        claim = Claim(
            document_id=self.id,
            subject=subject,
            predicate=predicate,
            object=object_,
            evidence=(evidence,),
            qualifiers=told or NO_QUALIFIERS,
            modality=modality,
            attributed_to=source,
            confidence=confidence,
        )
        self._segments.append(segment)
        self._claims.append(claim)
        self._used |= {e for e in (subject, object_, source, told.organisation) if e is not None}
        return self

    def done(self) -> Extraction:
        """The extraction."""
        document = Document(
            id=self.id,
            text=self._text or "leer",
            kind=self.kind,
            title=self.title,
            date=self.date,
            show="Netzgeflüster",
            speakers=("Mara", "Timo"),
            media_url=f"https://audio.example/{self.id}.mp3",
        )
        entities = tuple(self._entity(key) for key in sorted(self._used | set(self.also)))
        return Extraction(
            document=document, segments=tuple(self._segments), entities=entities, claims=tuple(self._claims)
        )

    def _sentence(self, subject: str, predicate: str, object_: str | None, modality: Modality) -> str:
        words = [name_of(subject), WORDS.get(modality.value, "falls"), predicate, name_of(object_) if object_ else ""]
        return f"{len(self._segments) + 1}. {' '.join(word for word in words if word)}."

    def _entity(self, key: str) -> Entity:
        name, class_, listed = NAMES.get(key, (key.replace("-", " ").title(), "Company", False))
        forms = self.forms.get(key, (name,))
        also = (f"{name} GmbH",) if listed else ()
        return Entity(id=key, name=name, class_=class_, mentions=tuple(sorted(forms)), also_named=also, listed=listed)


def name_of(key: str) -> str:
    """The canonical name of an entity of this world."""
    return NAMES[key][0] if key in NAMES else key.replace("-", " ").title()


def first_episode() -> Extraction:
    """Money and chips, 2026-01-20."""
    b = Builder(
        "folge-1",
        date="2026-01-20",
        title="Kiesel für alle",
        forms={"glimmer-ai": ("Glimmer AI", "Klimmer"), "kiesel-9": ("Kiesel", "Kiesel 9")},
    )
    b.says("kiesel-chips", "investedIn", "glimmer-ai", amount=2e9, date="2026-01")
    b.says("habicht-kapital", "investedIn", "glimmer-ai", amount=5e8)
    b.says("seeadler-fonds", "investedIn", "glimmer-ai", amount=Amount(value=3e8, currency="EUR"), speaker="Timo")
    b.says("habicht-kapital", "investedIn", "drahtpost", amount=1e8)
    b.says("seeadler-fonds", "investedIn", "drahtpost", modality=Modality.PLANNED, amount=5e7)
    b.says("kiesel-chips", "suppliesTo", "glimmer-ai", product="Kiesel 9", amount=1e9)
    b.says("kiesel-chips", "develops", "kiesel-9")
    b.says("glimmer-ai", "develops", "leuchtfeuer-3")
    b.says("wolkenwerk", "develops", "flint-2")
    b.says("glimmer-ai", "uses", "kiesel-9")
    b.says("wolkenwerk", "uses", "leuchtfeuer-3")
    b.says("kiesel-9", "competesWith", "flint-2", speaker="Timo")
    b.says("kiesel-chips", "competesWith", "wolkenwerk")
    b.says("glimmer-ai", "valuedAt", amount=Amount(value=3e10, currency="USD", minimum=2.8e10, maximum=3.2e10))
    b.says("kiesel-chips", "hasRevenue", amount=6e10, period="2025")
    b.says("wolkenwerk", "partnerOf", "glimmer-ai")
    b.says("ada-brandt", "holdsRole", "glimmer-ai", role="CEO", role_status="current")
    b.says("ben-kessel", "founded", "kiesel-chips", date="2011")
    return b.done()


def second_episode() -> Extraction:
    """Power and conflict, 2026-02-03."""
    b = Builder(
        "folge-2", date="2026-02-03", title="Spenden und Ämter", forms={"glimmer-ai": ("Glimmer AI", "Glimmers")}
    )
    b.says(
        "ada-brandt", "donatedTo", "kampagne-nordhoff", amount=2.5e7, modality=Modality.REPORTED, source="abendblick"
    )
    b.says("dorian-vell", "donatedTo", "freie-liste", amount=1e6, date="2025", joint_with="seine Frau")
    b.says("dorian-vell", "familyOf", "edda-vell", kin="Ehefrau")
    b.says("dorian-vell", "holdsRole", "wolkenwerk", role="Vorstand", role_status="current")
    b.says("ben-kessel", "holdsRole", "digitalministerium", role="Berater", role_status="former")
    b.says("ben-kessel", "holdsRole", "kiesel-chips", role="Aufsichtsrat", role_status="current", speaker="Timo")
    b.says("edda-vell", "memberOf", "freie-liste")
    b.says("clara-nordhoff", "appointed", "ben-kessel", organisation="digitalministerium", role="Minister")
    b.says("clara-nordhoff", "dismissed", "edda-vell", organisation="digitalministerium")
    b.says("kartellwacht", "investigates", "glimmer-ai", source="die-lupe", modality=Modality.REPORTED)
    b.says("kartellwacht", "investigates", "wolkenwerk")
    b.says("glimmer-ai", "sues", "drahtpost")
    b.says("drahtpost", "opposes", "glimmer-ai")
    b.says("clara-nordhoff", "supports", "glimmer-ai")
    b.says("clara-nordhoff", "opposes", "glimmer-ai", modality=Modality.REPORTED, source="abendblick")
    b.says("ada-brandt", "supports", "datenpakt")
    b.says("drahtpost", "opposes", "datenpakt")
    b.says("ada-brandt", "attended", "rechnertage")
    b.says("clara-nordhoff", "attended", "rechnertage")
    b.says("rechnertage", "locatedIn", "neustedt")
    b.says("drahtpost", "locatedIn", "neustedt")
    b.says("glimmer-ai", "valuedAt", amount=4e10, date="2026-02")
    return b.done()


def newsletter() -> Extraction:
    """Takes up both, contradicts some, 2026-02-09."""
    b = Builder(
        "brief-7",
        kind=DocumentKind.NEWSLETTER,
        date="2026-02-09",
        title="Brief 7",
        forms={"glimmer-ai": ("Glimmer",), "kiesel-chips": ("Kiesel", "Kiesel Chips")},
        also=("netzbund",),
    )
    b.says("kiesel-chips", "investedIn", "glimmer-ai", amount=2e9, modality=Modality.REPORTED, source="die-lupe")
    b.says("ada-brandt", "donatedTo", "kampagne-nordhoff", amount=2.5e7)
    b.says("wolkenwerk", "acquired", "rechenhaus", amount=7e8, percent=100, date="2026-02-05")
    b.says("wolkenwerk", "subsidiaryOf", "kiesel-chips", modality=Modality.NEGATED)
    b.says("rechenhaus", "subsidiaryOf", "wolkenwerk")
    b.says("habicht-kapital", "ownsStakeIn", "glimmer-ai", percent=12.5)
    b.says("kiesel-chips", "ownsStakeIn", "rechenhaus", percent=8, modality=Modality.SPECULATIVE)
    b.says("glimmer-ai", "acquired", "drahtpost", modality=Modality.HYPOTHETICAL)
    b.says("kartellwacht", "investigates", "glimmer-ai", modality=Modality.NEGATED)
    b.says("rechenhaus", "develops", "rechenbox")
    b.says("kiesel-chips", "suppliesTo", "wolkenwerk", product="Kiesel 9")
    b.says("glimmer-ai", "valuedAt", amount=4.5e10, date="2026-02", modality=Modality.REPORTED, source="abendblick")
    return b.done()


def example_world() -> tuple[Extraction, ...]:
    """All three documents."""
    return (first_episode(), second_episode(), newsletter())
