"""Descriptions, pronouns and the first person: whom they take up.

A window of two sentences before the mention and its own holds the candidates; nothing is guessed beyond it but roles
that the document or the name lists give to one person ("der Apple-CEO").
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.entities.clusters import Cluster
from kg.entities.naming import family
from kg.entities.offices import HAS_OFFICES, Offices
from kg.language import Analysis
from kg.mentions.lexicon import key_of
from kg.mentions.others import POINTING
from kg.mentions.words import gender_of, may_be_called
from kg.model import TAKING_UP, Candidate, Mention, MentionKind, Resolution, Segment, StandsFor

_SENTENCES = 2
_MALE = frozenset({"er", "ihm", "ihn"})
_HIS = frozenset({"sein", "seine", "seinen", "seinem", "seiner", "seines"})
_HER = frozenset({"ihre", "ihren", "ihrem", "ihrer", "ihres"})
_HERS = _HER | {"sie", "ihr"}
_OF = re.compile(r"\s(?:von|vom|bei|beim|der|des)(?: \w+)?\s")
"""What joins an office to what it is an office of: "die Chefin der Behörde …"."""
_BESIDE = re.compile(r", (?:(?:der|die|den|dem) )?")
_IS = re.compile(r",? (?:das |der |die |er |sie )?(?:ist|war)(?: \w+){0,2} ")
_AND = " und "
_WOMAN = re.compile(r"\w{3}in(?:nen)?$")
"""The end of what only a woman is called: "Gouverneurin"."""
_FIRMS = frozenset({"Company", "Investor", "MediaOutlet", "Organization"})
_MEANT = {
    "Company": _FIRMS,
    "Investor": _FIRMS,
    "MediaOutlet": _FIRMS,
    "GovernmentBody": frozenset({"GovernmentBody", "Organization"}),
    "PoliticalOrganization": frozenset({"PoliticalOrganization", "Organization"}),
}
"""The classes that a noun of a class may mean; those not named here mean all of their family."""
_LEAST_LINK = 0.2
_LEAST_HOLDER = 0.5
"""From these chances on the head is believed, the second where an office of its own organisation has no holder."""
_KEPT = 0.8


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in the text, or what takes one up, resolved with a score."""

    mention: Mention
    cluster: Cluster
    sentence: int
    opens: bool
    score: float


def references(
    offices: Offices,
    analyses: Sequence[Analysis],
    mentions: Sequence[Mention],
    resolutions: Sequence[Resolution],
    clusters: Mapping[str, Cluster],
    stands_for: StandsFor | None = None,
) -> list[Resolution]:
    """What the mentions that are no names mean; those that mean nobody in sight have no entity.

    Args:
        offices: Who holds which role.
        analyses: The analysed segments.
        mentions: All mentions of the document, in order.
        resolutions: What its names mean.
        clusters: The entities by id.
        stands_for: What the relation head has read; without it the nearest that fits is taken.
    """
    return list(_Reading(offices, analyses, mentions, resolutions, clusters, stands_for).resolutions())


def speakers(
    segments: Sequence[Segment], mentions: Sequence[Mention], clusters: Mapping[str, Cluster]
) -> list[Resolution]:
    """Who "ich" is: the speaker of the segment, if the document names them."""
    by_id = {s.id: s for s in segments}
    people = [c for c in clusters.values() if c.class_ == "Person"]
    return [_speaker(m, by_id[m.segment_id].speaker, people) for m in mentions if m.kind is MentionKind.SPEAKER]


def _speaker(mention: Mention, speaker: str | None, people: Sequence[Cluster]) -> Resolution:
    if speaker is None or mention.plural:
        return _nobody(mention, "the document does not say who speaks")
    key = key_of(speaker)
    fitting = [c for c in people if key_of(c.name) == key]
    if not fitting and len(key) == 1:
        fitting = [c for c in people if key_of(c.name)[0] == key[0]]
    if len(fitting) != 1:
        return _nobody(mention, f"{speaker} is not named in the document")
    return _meant(mention, fitting[0], 0.9, f"{speaker} speaks")


class _Reading:
    def __init__(
        self,
        offices: Offices,
        analyses: Sequence[Analysis],
        mentions: Sequence[Mention],
        resolutions: Sequence[Resolution],
        clusters: Mapping[str, Cluster],
        stands_for: StandsFor | None,
    ) -> None:
        self._stands_for = stands_for
        self._offices = offices
        self._mentions = mentions
        self._clusters = clusters
        self._docs = {a.segment.id: a for a in analyses}
        self._sentences = sorted({a.segment.start + s.start_char for a in analyses for s in a.doc.sents})
        resolved = {r.mention: clusters[r.entity_id] for r in resolutions if r.entity_id is not None}
        names = [m for m in mentions if m in resolved and m.kind is MentionKind.NAME]
        self._clusters_at = {(m.start, m.end): resolved[m] for m in names}
        self._named = [self._place(m, resolved[m]) for m in names]
        self._starts = [n.mention.start for n in self._named]
        self._roles = offices.in_document(mentions, resolved)
        self._taken: list[_Named] = []

    def _place(self, mention: Mention, cluster: Cluster, score: float = 1.0) -> _Named:
        sentence = self._sentence_of(mention)
        start = self._sentences[sentence] if sentence >= 0 else 0
        return _Named(mention, cluster, sentence, mention.start - start < 25, score)

    def resolutions(self) -> Iterator[Resolution]:
        for m in self._mentions:
            if m.kind in TAKING_UP:
                resolution = self._resolve(m)
                if resolution.entity_id is not None:
                    # What was taken up is in sight again for the next pronoun.
                    self._taken.append(self._place(m, self._clusters[resolution.entity_id], resolution.score))
                yield resolution

    def _resolve(self, mention: Mention) -> Resolution:
        if mention.kind is MentionKind.DESCRIPTION:
            by_role = self._by_role(mention)
            if by_role is not None and by_role.entity_id is None:
                return self._read(mention, least=_LEAST_HOLDER) or by_role
            return by_role or self._read(mention) or self._described(mention)
        if self._stands_for is not None:
            return self._read(mention) or _nobody(mention, "it stands for nobody in sight")
        return self._pronoun(mention)

    def _read(self, mention: Mention, *, least: float = _LEAST_LINK) -> Resolution | None:
        """By what the relation head has read: the entity whose names the mention most likely stands for."""
        named = (self._stands_for or {}).get((mention.start, mention.end), {})
        chances: dict[str, float] = {}
        for place, chance in named.items():
            cluster = self._clusters_at.get(place)
            if cluster is not None and _may_be(mention, cluster) and not self._is_elsewhere(mention, cluster):
                chances[cluster.id] = max(chance, chances.get(cluster.id, 0.0))
        for id_, chance in self._kept_up(mention).items():
            chances[id_] = max(chance, chances.get(id_, 0.0))
        order = sorted(chances, key=lambda i: (-chances[i], i))
        if not order or chances[order[0]] < least:
            return None
        others = tuple(Candidate(entity_id=i, score=chances[i], reasons=("also in sight",)) for i in order[1:4])
        why = f"{chances[order[0]]:.2f} that it stands for {self._clusters[order[0]].name}"
        return _meant(mention, self._clusters[order[0]], chances[order[0]], why, others=others)

    def _is_elsewhere(self, mention: Mention, cluster: Cluster) -> bool:
        """Whether "die Schweden" cannot mean a firm, as it is of another land."""
        by_origin = mention.kind is MentionKind.DESCRIPTION and mention.normal != mention.surface
        return by_origin and self._offices.is_elsewhere(cluster.id, mention.normal)

    def _kept_up(self, mention: Mention) -> dict[str, float]:
        """Of whom the talk still is: what like words of the sentences before stood for, a little less likely."""
        like = _likeness(mention)
        if like is None:
            return {}
        return {
            t.cluster.id: _KEPT * t.score
            for t in self._taken_near(mention)
            if _likeness(t.mention) == like and not self._is_elsewhere(mention, t.cluster)
        }

    def _by_role(self, mention: Mention) -> Resolution | None:
        """Der Apple-CEO, die Elbkern-Gründerin, der Kanzler: by the offices that lists and document know."""
        firm = self._beside(mention)
        if firm is not None:
            holder = self._roles.holder(mention.surface, firm.cluster)
            if holder is not None and holder.id in self._clusters:
                return _meant(mention, self._clusters[holder.id], 0.85, f"{mention.surface} of {firm.cluster.name}")
            apposed = self._apposed(mention, firm.mention)
            if apposed is not None:
                return _meant(mention, apposed.cluster, 0.85, f"{apposed.cluster.name} stands beside it")
            return _nobody(mention, f"nobody in sight is {mention.surface} of {firm.cluster.name}")
        if mention.class_ != "Person":
            return None
        apposed = self._apposed(mention, mention)
        if apposed is not None:
            return _meant(mention, apposed.cluster, 0.85, f"{apposed.cluster.name} stands beside it")
        holder = self._roles.holder(mention.surface, None)
        if holder is not None and holder.id in self._clusters and _may_be(mention, holder):
            return _meant(mention, self._clusters[holder.id], 0.75, f"the only {mention.surface} of the document")
        return None

    def _beside(self, mention: Mention) -> _Named | None:
        """What an office is an office of: "der Apple-CEO", "die Chefin von Apple"."""
        at = self._place_among_names(mention)
        joined = [n for n in self._named[max(0, at - 1) : at] if 0 <= mention.start - n.mention.end <= 1]
        if mention.class_ == "Person":
            joined += [n for n in self._named[at : at + 1] if _OF.fullmatch(self._between(mention, n.mention))]
        return next((n for n in joined if family(n.cluster.class_) in HAS_OFFICES), None)

    def _apposed(self, mention: Mention, firm: Mention) -> _Named | None:
        """Who stands beside an office as its holder: "…, Ada Blum, …", "Ada Blum, …", "Ada Blum ist …".

        Args:
            mention: The office.
            firm: What it is an office of; the office itself where nothing says it.
        """
        at = self._place_among_names(mention)
        last = max(firm, mention, key=lambda m: m.end)
        for n in self._named[at : at + 2]:
            if _may_be(mention, n.cluster) and self._between(last, n.mention) == ", " and not self._goes_on(n.mention):
                return n
        for n in reversed(self._named[max(0, at - 2) : at]):
            between = self._between(n.mention, mention)
            if _may_be(mention, n.cluster) and (_BESIDE.fullmatch(between) or _IS.fullmatch(between)):
                return n
        return None

    def _goes_on(self, mention: Mention) -> bool:
        """Whether a name stands in a list: "der Kanzler, Ada Blum und Max Roth"."""
        analysis = self._docs[mention.segment_id]
        end = mention.end - analysis.segment.start
        return analysis.doc.text[end : end + len(_AND)] == _AND

    def _between(self, first: Mention, second: Mention) -> str:
        """The text between two mentions; empty where they do not follow each other in one segment."""
        analysis = self._docs.get(first.segment_id)
        if analysis is None or first.segment_id != second.segment_id:
            return ""
        offset = analysis.segment.start
        return analysis.doc.text[first.end - offset : max(first.end, second.start) - offset]

    def _described(self, mention: Mention) -> Resolution:
        wanted = family(mention.class_)
        window = self._window(mention, before_only=True)
        fitting = [n for n in window if _may_be(mention, n.cluster)]
        exact = [n for n in fitting if n.cluster.class_ == mention.class_]
        if wanted == "person" or mention.plural:
            exact = [n for n in exact if not mention.plural]
            fitting = exact
        if wanted in {"law", "event", "product"}:
            fitting = exact
        return self._choose(mention, exact or fitting, 0.75 if exact else 0.6, f"the nearest {mention.class_} before")

    def _pronoun(self, mention: Mention) -> Resolution:
        word = mention.surface.lower()
        if word in POINTING:
            return _nobody(mention, "it may stand for anything")
        window = self._window(mention, before_only=True)
        people = [n for n in window if n.cluster.class_ == "Person"]
        men = [n for n in people if gender_of(n.cluster.name) in {"m", ""}]
        women = [n for n in people if gender_of(n.cluster.name) in {"f", ""}]
        firms = [n for n in window if family(n.cluster.class_) == "organisation"]
        if word in _MALE:
            return self._choose(mention, men, 0.7, "the nearest man before")
        if word in _HIS:
            return self._choose(mention, men or firms, 0.65, "the nearest owner before")
        known = [n for n in women if gender_of(n.cluster.name) == "f"]
        if known:
            return self._choose(mention, known, 0.65, "the nearest woman before")
        if word in _HER or word == "sie":
            return self._choose(mention, firms, 0.55, "the nearest firm before")
        return _nobody(mention, "nobody in sight")

    def _place_among_names(self, mention: Mention) -> int:
        """How many names begin before the mention."""
        return bisect_right(self._starts, mention.start - 1)

    def _sentence_of(self, mention: Mention) -> int:
        return bisect_right(self._sentences, mention.start) - 1

    def _taken_near(self, mention: Mention) -> list[_Named]:
        """What has been taken up in the sentences just before."""
        sentence = self._sentence_of(mention)
        return [t for t in self._taken[-10:] if sentence - t.sentence <= _SENTENCES]

    def _window(self, mention: Mention, *, before_only: bool) -> list[_Named]:
        sentence = self._sentence_of(mention)
        at = self._place_among_names(mention)
        named = [n for n in self._named[max(0, at - 40) : at] if sentence - n.sentence <= _SENTENCES]
        near = [n for n in (*named, *self._taken_near(mention)) if n.mention.end <= mention.start or not before_only]
        return sorted(near, key=lambda n: n.mention.start)

    def _choose(self, mention: Mention, fitting: Sequence[_Named], score: float, why: str) -> Resolution:
        """The best of the candidates: what opens a sentence before what stands later, near before far."""
        if not fitting:
            return _nobody(mention, "nobody in sight")
        sentence = self._sentence_of(mention)
        ranked: dict[str, float] = {}
        for n in fitting:
            weight = 1.0 - 0.3 * (sentence - n.sentence) + (0.35 if n.opens else 0.0) + n.mention.start * 1e-7
            ranked[n.cluster.id] = max(ranked.get(n.cluster.id, 0.0), weight)
        order = sorted(ranked, key=lambda i: (-ranked[i], i))
        others = tuple(
            Candidate(entity_id=i, score=round(max(0.0, min(1.0, score - 0.2)), 2), reasons=("also in sight",))
            for i in order[1:4]
        )
        sure = score if len(order) == 1 else score - 0.1 - 0.05 * min(3, len(order) - 2)
        return _meant(mention, self._clusters[order[0]], sure, why, others=others)


def _likeness(mention: Mention) -> str | None:
    """What goes on with the same thing: "er" and "sein", "sie" and "ihr", "die Firma" and "der Konzern"."""
    word = mention.surface.lower()
    if mention.kind is MentionKind.DESCRIPTION:
        return family(mention.class_)
    if word in _MALE | _HIS:
        return "his"
    return "hers" if word in _HERS else None


def _describes(told: str | None, class_: str) -> bool:
    """Whether a noun of one class may mean an entity of another: "der Sender" is a firm too, "die Behörde" is none."""
    if family(told) != family(class_):
        return False
    return class_ in _MEANT.get(told or "", frozenset({class_}))


def _may_be(mention: Mention, cluster: Cluster) -> bool:
    """Whether gender and class allow a pronoun or description to stand for an entity."""
    person, word = cluster.class_ == "Person", mention.surface.lower()
    if mention.kind is MentionKind.DESCRIPTION:
        by_gender = person and _WOMAN.search(word) is not None and gender_of(cluster.name) == "m"
        return not by_gender and _describes(mention.class_, cluster.class_) and may_be_called(word, _names_of(cluster))
    if word in _MALE | _HIS | {"der", "den", "dem", "dessen"}:
        return not person or gender_of(cluster.name) in {"m", ""}
    if word in _HERS:
        return not person or gender_of(cluster.name) in {"f", ""}
    return True


def _names_of(cluster: Cluster) -> Iterator[str]:
    yield cluster.name
    yield from (m.normal for m in cluster.mentions)
    if cluster.entry is not None:
        yield from cluster.entry.forms()


def _meant(
    mention: Mention, cluster: Cluster, score: float, why: str, *, others: tuple[Candidate, ...] = ()
) -> Resolution:
    return Resolution(
        mention=mention,
        entity_id=cluster.id,
        score=round(max(0.0, min(1.0, score)), 2),
        reasons=(why,),
        doubtful=False,
        others=others,
    )


def _nobody(mention: Mention, why: str) -> Resolution:
    return Resolution(mention=mention, entity_id=None, score=0.0, reasons=(why,))
