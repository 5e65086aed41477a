"""Descriptions, pronouns and the first person: whom they take up.

A window of two sentences before the mention and its own holds the candidates; nothing is guessed beyond it but roles
that the document or the name lists give to one person ("der Apple-CEO").
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.entities.clusters import Cluster
from kg.entities.naming import family
from kg.entities.offices import Offices
from kg.language import Analysis
from kg.mentions.lexicon import key_of
from kg.mentions.words import gender_of
from kg.model import Candidate, Mention, MentionKind, Resolution, Segment

_SENTENCES = 2
_MALE = frozenset({"er", "ihm", "ihn"})
_HIS = frozenset({"sein", "seine", "seinen", "seinem", "seiner", "seines"})
_HER = frozenset({"ihre", "ihren", "ihrem", "ihrer", "ihres"})
_OPEN = frozenset({MentionKind.DESCRIPTION, MentionKind.PRONOUN, MentionKind.SPEAKER})


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in the text, resolved."""

    mention: Mention
    cluster: Cluster
    sentence: int
    opens: bool


def references(
    offices: Offices,
    analyses: Sequence[Analysis],
    mentions: Sequence[Mention],
    resolutions: Sequence[Resolution],
    clusters: Mapping[str, Cluster],
) -> list[Resolution]:
    """What the mentions that are no names mean; those that mean nobody in sight have no entity.

    Args:
        offices: Who holds which role.
        analyses: The analysed segments.
        mentions: All mentions of the document, in order.
        resolutions: What its names mean.
        clusters: The entities by id.
    """
    return list(_Reading(offices, analyses, mentions, resolutions, clusters).resolutions())


class _Reading:
    def __init__(
        self,
        offices: Offices,
        analyses: Sequence[Analysis],
        mentions: Sequence[Mention],
        resolutions: Sequence[Resolution],
        clusters: Mapping[str, Cluster],
    ) -> None:
        self._mentions = mentions
        self._clusters = clusters
        self._segments = {a.segment.id: a.segment for a in analyses}
        self._sentences = sorted({a.segment.start + s.start_char for a in analyses for s in a.doc.sents})
        resolved = {r.mention: clusters[r.entity_id] for r in resolutions if r.entity_id is not None}
        names = [m for m in mentions if m in resolved and m.kind is MentionKind.NAME]
        self._named = [self._place(m, resolved[m]) for m in names]
        self._starts = [n.mention.start for n in self._named]
        self._roles = offices.in_document(mentions, resolved)
        self._taken: list[_Named] = []

    def _place(self, mention: Mention, cluster: Cluster) -> _Named:
        sentence = bisect_right(self._sentences, mention.start) - 1
        start = self._sentences[sentence] if sentence >= 0 else 0
        return _Named(mention, cluster, sentence, mention.start - start < 25)

    def resolutions(self) -> Iterator[Resolution]:
        for m in self._mentions:
            if m.kind in _OPEN:
                resolution = self._resolve(m)
                if resolution.entity_id is not None and m.kind is not MentionKind.SPEAKER:
                    # What was taken up is in sight again for the next pronoun.
                    self._taken.append(self._place(m, self._clusters[resolution.entity_id]))
                yield resolution

    def _resolve(self, mention: Mention) -> Resolution:
        if mention.kind is MentionKind.SPEAKER:
            return self._speaker(mention)
        if mention.kind is MentionKind.DESCRIPTION:
            by_role = self._by_role(mention)
            return by_role or self._described(mention)
        return self._pronoun(mention)

    def _speaker(self, mention: Mention) -> Resolution:
        segment: Segment | None = self._segments.get(mention.segment_id)
        speaker = segment.speaker if segment else None
        if speaker is None or mention.plural:
            return _nobody(mention, "the document does not say who speaks")
        key = key_of(speaker)
        people = [c for c in self._clusters.values() if c.class_ == "Person"]
        fitting = [c for c in people if key_of(c.name) == key]
        if not fitting and len(key) == 1:
            fitting = [c for c in people if key_of(c.name)[0] == key[0]]
        if len(fitting) != 1:
            return _nobody(mention, f"{speaker} is not named in the document")
        return _meant(mention, fitting[0], 0.9, f"{speaker} speaks")

    def _by_role(self, mention: Mention) -> Resolution | None:
        """Der Apple-CEO, die Elbkern-Gründerin, der Kanzler: by the offices that lists and document know."""
        before = self._before(mention)
        firm = before[-1] if before and 0 <= mention.start - before[-1].mention.end <= 1 else None
        if firm is not None and family(firm.cluster.class_) in {"organisation", "product", "place"}:
            holder = self._roles.holder(mention.surface, firm.cluster)
            if holder is not None and holder.id in self._clusters:
                return _meant(mention, self._clusters[holder.id], 0.85, f"{mention.surface} of {firm.cluster.name}")
            return _nobody(mention, f"nobody in sight is {mention.surface} of {firm.cluster.name}")
        if mention.class_ != "Person":
            return None
        holder = self._roles.holder(mention.surface, None)
        if holder is not None and holder.id in self._clusters:
            return _meant(mention, self._clusters[holder.id], 0.75, f"the only {mention.surface} of the document")
        return None

    def _described(self, mention: Mention) -> Resolution:
        wanted = family(mention.class_)
        window = self._window(mention, before_only=True)
        fitting = [n for n in window if family(n.cluster.class_) == wanted]
        exact = [n for n in fitting if n.cluster.class_ == mention.class_]
        if wanted == "person" or mention.plural:
            exact = [n for n in exact if not mention.plural]
            fitting = exact
        if wanted in {"law", "event", "product"}:
            fitting = exact
        return self._choose(mention, exact or fitting, 0.75 if exact else 0.6, f"the nearest {mention.class_} before")

    def _pronoun(self, mention: Mention) -> Resolution:
        word = mention.surface.lower()
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

    def _before(self, mention: Mention) -> list[_Named]:
        return self._named[: bisect_right(self._starts, mention.start - 1)]

    def _window(self, mention: Mention, *, before_only: bool) -> list[_Named]:
        sentence = bisect_right(self._sentences, mention.start) - 1
        named = [n for n in self._before(mention)[-40:] if sentence - n.sentence <= _SENTENCES]
        taken = [n for n in self._taken[-10:] if sentence - n.sentence <= _SENTENCES]
        near = [n for n in (*named, *taken) if n.mention.end <= mention.start or not before_only]
        return sorted(near, key=lambda n: n.mention.start)

    def _choose(self, mention: Mention, fitting: Sequence[_Named], score: float, why: str) -> Resolution:
        """The best of the candidates: what opens a sentence before what stands later, near before far."""
        if not fitting:
            return _nobody(mention, "nobody in sight")
        sentence = bisect_right(self._sentences, mention.start) - 1
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
