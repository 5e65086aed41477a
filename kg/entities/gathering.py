"""The names of one document are gathered into clusters, one for each entity.

First what the lists know; then what is new, by its words; then what resembles one of them; at last what is short for
one, or the same name a little longer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.entities.clusters import Cluster, Shorts, joined, nearest, new_clusters, shorts_of
from kg.entities.naming import compatible, family
from kg.entities.sources import Sources
from kg.mentions.domains import stem_of
from kg.mentions.ear import Ear
from kg.mentions.lexicon import fold, key_of
from kg.mentions.lines import WRITTEN
from kg.mentions.parts import class_of_tail, is_legal_form
from kg.mentions.resemblance import Index
from kg.mentions.surnames import famous
from kg.mentions.words import full_names, gender_of, is_first_name, usual
from kg.model import Finder, Mention, Segment
from kg.names import NameEntry

_SUBTITLE = re.compile(r" [-–|] |: ")
_ALIKE = 0.6
"""How probable two new names of one document must be garblings of each other to be one."""
_SURELY_ALIKE = 0.85
"""How probable a new name must be a garbling of a listed one of the document to be it."""
_SAME_SOUND = 0.02
"""From which distance on it is enough that it sounds the same."""


class Gathering:
    """The clusters of one document.

    Args:
        sources: What is known before.
        segments: The document's segments.
        text: Its text.
    """

    def __init__(self, sources: Sources, segments: Sequence[Segment], text: str) -> None:
        self._text = text
        self._sources = sources
        self._segments = segments
        self._written = frozenset(s.id for s in segments if s.kind in WRITTEN)
        self._clusters: dict[str, Cluster] = {}

    def clusters(self, names: Sequence[Mention]) -> dict[str, Cluster]:
        """The clusters by id; every name is in one of them."""
        ear = self._sources.hearing.ear(names, self._segments, self._text)
        new: list[Mention] = []
        heard: list[Mention] = []
        domains: list[Mention] = []
        for m in names:
            found = self._sources.listed(m, ear) if m.found_by is not Finder.RESEMBLANCE else None
            if found is not None:
                self._listed(m, *found)
            else:
                (heard if m.found_by is Finder.RESEMBLANCE else domains if m.found_by is Finder.DOMAIN else new).append(
                    m
                )
        fresh = {c.id: c for c in new_clusters(new, self._written)}
        for m in heard:
            self._heard(m, ear, fresh)
        self._merge_alike(fresh)
        self._take_listed(fresh)
        self._settle(fresh)
        self._take_domains(domains)
        self._give_back()
        return {i: self._clusters[i] for i in sorted(self._clusters)}

    def _listed(self, mention: Mention, entry: NameEntry, score: float, reason: str) -> None:
        cluster = self._clusters.get(entry.id)
        if cluster is None:
            cluster = Cluster(id=entry.id, name=entry.name, class_=entry.class_, entry=entry)
            self._clusters[entry.id] = cluster
        cluster.add(mention, score, reason)

    def _heard(self, mention: Mention, ear: Ear, fresh: dict[str, Cluster]) -> None:
        heard = ear.hear(mention.normal, mention.class_, named=True)
        if heard is None:
            (alone,) = new_clusters([mention], self._written)
            _join(fresh.setdefault(alone.id, alone), alone)
            return
        entry = heard.likeness.entry
        where = "in the document's own header" if heard.own else "in the name lists"
        reason = f"sounds like {heard.likeness.form!r} {where} (distance {heard.likeness.sound:.2f})"
        listed = self._sources.names.entries.get(entry.id)
        if listed is not None:
            self._listed(mention, listed, heard.score, reason)
            return
        if entry.id not in fresh:
            class_ = entry.class_ or mention.class_ or "Company"
            fresh[entry.id] = Cluster(id=entry.id, name=entry.name, class_=class_)
        fresh[entry.id].add(mention, heard.score, reason)

    def _merge_alike(self, fresh: dict[str, Cluster]) -> None:
        """New names of several words that sound alike are one: the rarer goes into the one that is said more often."""
        full = [c for c in fresh.values() if " " in c.name]
        index = Index((_entry(c) for c in full), surnames=False)
        order = sorted(full, key=lambda c: (self._is_written(c), len(c.mentions), c.id))
        for cluster in order:
            for likeness in index.like(cluster.name, least=_ALIKE):
                other = fresh.get(likeness.entry.id)
                if other is None or other is cluster or self._is_written(cluster) or cluster.id not in fresh:
                    continue
                if not compatible(cluster.class_, other.class_) or _are_two(cluster, other):
                    continue
                if order.index(other) > order.index(cluster):
                    _join(other, cluster, 0.65, f"sounds like {other.name!r}, which the document says more often")
                    del fresh[cluster.id]

    def _take_listed(self, fresh: dict[str, Cluster]) -> None:
        """New names of several words that sound like a listed thing of the document are it, typed or heard."""
        there = [c for c in self._clusters.values() if c.class_ != "Person" and " " in c.name]
        index = Index(map(_entry, there), surnames=False)
        for cluster in [c for c in fresh.values() if " " in c.name and c.class_ != "Person"]:
            for likeness in index.like(cluster.name)[:1]:
                other = self._clusters[likeness.entry.id]
                if likeness.sound > _SAME_SOUND and likeness.score < _SURELY_ALIKE:
                    continue
                if compatible(cluster.class_, other.class_) and _figures(cluster.name) == _figures(other.name):
                    _join(other, cluster, 0.7, f"sounds like {other.name!r}, which the document names")
                    del fresh[cluster.id]

    def _is_written(self, cluster: Cluster) -> bool:
        return any(m.segment_id in self._written for m in cluster.mentions)

    def _settle(self, fresh: Mapping[str, Cluster]) -> None:
        full = [*self._clusters.values(), *(c for c in fresh.values() if " " in c.name)]
        shorts = shorts_of(full)
        longer = _extended(full)
        heard, called = _heard_words(full), _by_given_name(full)
        for cluster in sorted(fresh.values(), key=lambda c: (-len(c.name.split()), c.id)):
            if not (
                self._as_short(cluster, shorts)
                or self._as_surname(cluster)
                or self._as_beginning(cluster, longer)
                or self._as_heard_before(cluster, heard)
                or self._as_called(cluster, called)
            ):
                self._own(self._as_known(cluster))

    def _as_short(self, cluster: Cluster, shorts: Shorts) -> bool:
        if " " in cluster.name:
            return False
        bearers = [c for c in shorts.of(cluster.name) if c.id != cluster.id]
        person = self._famous_namesake(cluster, bearers)
        if person is not None:
            for m in cluster.mentions:
                self._listed(m, person, 0.6, f"surname of {person.name}, whom everybody means by it")
            return True
        if family(cluster.class_) not in {None, "person"} and len(cluster.mentions) > 1:
            bearers = [c for c in bearers if compatible(c.class_, cluster.class_)] or bearers
        for m in cluster.mentions if bearers else ():
            target = self._own(nearest(m, bearers))
            score = 0.85 if len(bearers) == 1 else 0.6
            target.add(m, score, f"short for {target.name}, named in full in the document")
        return bool(bearers)

    def _famous_namesake(self, cluster: Cluster, bearers: Sequence[Cluster]) -> NameEntry | None:
        """Who is meant by a surname, however it is heard, where the document names only relatives in full."""
        people = []
        for bearer in bearers:
            written = {bearer.name, *(m.normal for m in bearer.mentions)}
            if key_of(cluster.name) in {key_of(name)[-1:] for name in written}:
                people.append(self._sources.surname(bearer.name.rsplit(" ", 1)[-1]))
        known = [p for p in people if p is not None and p.name in famous()]
        return known[0] if known and known[0].id not in {c.id for c in bearers} else None

    def _as_surname(self, cluster: Cluster) -> bool:
        person = self._sources.surname(cluster.name)
        if person is None or family(cluster.class_) not in {"person", "organisation"}:
            return False
        named = person.id in self._clusters
        if not named and cluster.class_ != "Person":
            return False
        reason = f"surname of {person.name}" + ("" if named else ", the only one listed")
        for m in cluster.mentions:
            self._listed(m, person, 0.8 if named else 0.55, reason)
        return True

    def _as_beginning(self, cluster: Cluster, longer: Mapping[str, Sequence[Cluster]]) -> bool:
        """Beispiel Werk, and Beispiel Werk Holdings: the same, if only one goes on so."""
        found = [c for c in longer.get(joined(cluster.name), ()) if c.id != cluster.id]
        if len(found) != 1 or not compatible(found[0].class_, cluster.class_):
            return False
        _join(self._own(found[0]), cluster, 0.7, f"the beginning of {found[0].name!r}")
        return True

    def _as_heard_before(self, cluster: Cluster, heard: Mapping[str, Mapping[str, Cluster]]) -> bool:
        """The odd word with which a person's garbled name began once begins another garbling of it."""
        first, *rest = cluster.name.split()
        meant = [c for i, c in heard.get(fold(first), {}).items() if i != cluster.id]
        if len(rest) != 1 or len(meant) != 1 or self._is_written(cluster):
            return False
        _join(self._own(meant[0]), cluster, 0.6, f"begins with {first!r} like other garblings of the name")
        return True

    def _as_called(self, cluster: Cluster, called: Mapping[tuple[str, str], Sequence[Cluster]]) -> bool:
        """Josef S. Ostwaldt, and Sepp Ostwaldt: the same surname, and one first name is short for the other."""
        if cluster.class_ != "Person":
            return False
        named_so = (c for key in _given_names(cluster.name) for c in called.get(key, ()))
        others = {c.id: c for c in named_so if c.id != cluster.id}
        other = next(iter(others.values()), None)
        if other is None or len(others) > 1 or _are_two(cluster, other):
            return False
        _join(self._own(other), cluster, 0.7, f"{cluster.name!r} is another form of {other.name!r}")
        return True

    def _as_known(self, cluster: Cluster) -> Cluster:
        known = self._sources.known(cluster.name, cluster.class_)
        if known is not None:
            cluster.id, cluster.name, cluster.class_ = known.id, known.name, known.class_
            for m in cluster.mentions:
                cluster.reasons[m] = (0.8, (f"known from other documents as {known.name}",))
        return cluster

    def _own(self, cluster: Cluster) -> Cluster:
        """The cluster among the document's entities; one with the same id takes its mentions."""
        there = self._clusters.setdefault(cluster.id, cluster)
        _join(there, cluster)
        return there

    def _give_back(self) -> None:
        """A firm's first word is its founder where the document names somebody of that surname: Khosla, Thiel."""
        people: dict[str, list[Cluster]] = {}
        for cluster in self._clusters.values():
            if cluster.class_ == "Person" and " " in cluster.name:
                people.setdefault(key_of(cluster.name)[-1], []).append(cluster)
        for cluster in [c for c in self._clusters.values() if c.entry is not None and c.class_ != "Person"]:
            first, *rest = key_of(cluster.name)
            bearers = people.get(first, []) if rest else []
            short = [m for m in cluster.mentions if key_of(m.normal) == (first,)] if bearers else []
            full = len(short) < len(cluster.mentions)
            for m in short:
                person = nearest(m, [*bearers, cluster] if full else bearers)
                if person is not cluster:
                    cluster.drop(m)
                    person.add(m, 0.75, f"surname of {person.name}, whom the document names in full")
            if not cluster.mentions:
                del self._clusters[cluster.id]

    def _take_domains(self, domains: Sequence[Mention]) -> None:
        by_name = {joined(n): c for c in self._clusters.values() for n in (c.name, *(m.normal for m in c.mentions))}
        for m in domains:
            target = by_name.get(joined(stem_of(m.surface))) or by_name.get(joined(m.normal))
            if target is not None:
                target.add(m, 0.8, f"domain that bears the name {target.name!r}")
            else:
                (alone,) = new_clusters([m], self._written)
                self._own(alone)


def _join(into: Cluster, other: Cluster, score: float | None = None, reason: str | None = None) -> None:
    """Count the mentions of one cluster into another, for a reason of its own or each for theirs."""
    if into is other:
        return
    for m in other.mentions:
        own_score, own_reasons = other.reasons[m]
        into.add(m, own_score if score is None else score, *(own_reasons if reason is None else (reason,)))


def _entry(cluster: Cluster) -> NameEntry:
    return NameEntry(id=cluster.id, name=cluster.name, class_=cluster.class_)


def _extended(clusters: Iterable[Cluster]) -> dict[str, list[Cluster]]:
    """Joined beginnings → the names that go on with a subtitle, a legal form, "Holdings", "Podcast" and the like."""
    found: dict[str, list[Cluster]] = {}
    for cluster in clusters:
        names = {cluster.name, *(m.surface for m in cluster.mentions)}
        beginnings = set()
        for name in names if cluster.class_ != "Person" else ():
            title = _SUBTITLE.split(name, maxsplit=1)[0]
            if title != name:
                beginnings.add(joined(title))
            words = name.split()
            while len(words) > 1 and _is_end(words[-1]):
                words.pop()
                beginnings.add(joined(" ".join(words)))
        for beginning in sorted(beginnings - {joined(n) for n in names}):
            found.setdefault(beginning, []).append(cluster)
    return found


def _figures(name: str) -> list[str]:
    return re.findall(r"\d+", name)


def _are_two(one: Cluster, other: Cluster) -> bool:
    """Whether two persons cannot be one: Alexander and Alexandra."""
    return one.class_ == other.class_ == "Person" and {gender_of(one.name), gender_of(other.name)} == {"f", "m"}


def _heard_words(clusters: Iterable[Cluster]) -> dict[str, dict[str, Cluster]]:
    """Odd first words of garbled names → the persons for whom they were taken, by id."""
    found: dict[str, dict[str, Cluster]] = {}
    for cluster in clusters:
        own = fold(cluster.name.split()[0])
        for word in {fold(m.normal.split()[0]) for m in cluster.mentions} if cluster.class_ == "Person" else ():
            if word != own and len(word) > 4 and usual(word) < 3.0 and not is_first_name(word):
                found.setdefault(word, {})[cluster.id] = cluster
    return found


def _by_given_name(clusters: Iterable[Cluster]) -> dict[tuple[str, str], list[Cluster]]:
    """First name in full and surname → the persons who bear them in any of their forms."""
    found: dict[tuple[str, str], list[Cluster]] = {}
    for cluster in clusters:
        for key in _given_names(cluster.name) if cluster.class_ == "Person" else ():
            found.setdefault(key, []).append(cluster)
    return found


def _given_names(name: str) -> Iterator[tuple[str, str]]:
    """What a person may be called in full, by first name and surname."""
    first, *rest = [w for w in key_of(name) if len(w) > 1] or [""]
    for full in full_names(first) if rest else ():
        yield full, rest[-1]


def _is_end(word: str) -> bool:
    return is_legal_form(fold(word)) or fold(word) in {"podcast", "podcasts"} or class_of_tail(word) is not None
