"""Names of one document that mean the same: the same words, joined or split, with a genitive, in full or in short."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.entities.naming import bases, class_of, name_of, without_form
from kg.mentions.lexicon import fold, key_of
from kg.mentions.memory import short_forms
from kg.model import Mention, kebab
from kg.names import NameEntry

_ADJECTIVE = re.compile(r"(isch|lich|ig)e[nrsm]$")


@dataclass(slots=True, kw_only=True)
class Cluster:
    """Mentions of one entity, under construction.

    Attributes:
        entry: What the lists have, None for a new entity.
        names: Names under which it may be taken up again.
    """

    id: str
    name: str
    class_: str
    entry: NameEntry | None = None
    mentions: list[Mention] = field(default_factory=list)
    reasons: dict[Mention, tuple[float, tuple[str, ...]]] = field(default_factory=dict)

    def add(self, mention: Mention, score: float, *reasons: str) -> None:
        """Count a mention in, with the reasons for it."""
        if mention not in self.reasons:
            self.mentions.append(mention)
            self.reasons[mention] = (score, reasons)

    def drop(self, mention: Mention) -> None:
        """Count a mention out again."""
        self.mentions.remove(mention)
        del self.reasons[mention]


def joined(name: str) -> str:
    """A name without case, blanks, hyphens and adjective endings: "Terra Power" and "Terrapower" are one."""
    first, *rest = key_of(name) or ("",)
    return "".join((_ADJECTIVE.sub(r"\1e", first) if rest else first, *rest))


def new_clusters(mentions: Sequence[Mention], written: frozenset[str]) -> list[Cluster]:
    """Clusters of unlisted names by their words alone."""
    normal = bases(m.normal for m in mentions)
    groups: dict[str, list[Mention]] = defaultdict(list)
    for m in mentions:
        groups[joined(without_form(normal.get(m.normal, m.normal)))].append(m)
    found = []
    for key in sorted(groups):
        group = groups[key]
        class_ = class_of(group)
        renamed = [m for m in group if m.normal not in normal] or group
        name = name_of(renamed, written=written, person=class_ == "Person")
        cluster = Cluster(id=kebab(name), name=name, class_=class_)
        for m in group:
            cluster.add(m, 0.6 * m.score + 0.1, f"new name {name!r} ({len(group)} times in the document)")
        found.append(cluster)
    return found


@dataclass(slots=True, kw_only=True)
class Shorts:
    """Which entities of a document a short form may take up."""

    by_form: Mapping[str, tuple[Cluster, ...]]

    def of(self, name: str) -> tuple[Cluster, ...]:
        """The entities that a short form may mean."""
        return self.by_form.get(" ".join(key_of(name)), ())


def shorts_of(clusters: Iterable[Cluster]) -> Shorts:
    """The short forms of full names: surnames, first names, a firm's first word."""
    forms: dict[str, dict[str, Cluster]] = defaultdict(dict)
    for cluster in clusters:
        names = {cluster.name, *(m.normal for m in cluster.mentions)}
        for name in names:
            words = [fold(w) for w in name.split()]
            for short in short_forms(name, cluster.class_):
                forms[" ".join(key_of(short))][cluster.id] = cluster
            if cluster.class_ == "Person" and len(words) > 1:
                forms[" ".join(key_of(words[0]))][cluster.id] = cluster
    return Shorts(by_form={f: tuple(c for _, c in sorted(cs.items())) for f, cs in forms.items()})


def nearest(mention: Mention, candidates: Sequence[Cluster]) -> Cluster:
    """Of several the one that was named last before the mention, else the one that is named most."""
    before = {c.id: max((m.start for m in c.mentions if m.start < mention.start), default=-1) for c in candidates}
    counts = Counter({c.id: len(c.mentions) for c in candidates})
    return min(candidates, key=lambda c: (-before[c.id], -counts[c.id], c.id))
