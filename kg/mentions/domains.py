"""Web domains as names: "theverge.com" is The Verge, and "netz-bote.example" is what a show note has its news from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from kg.mentions.candidates import NameCandidate
from kg.mentions.lines import Line
from kg.model import Finder, SegmentKind
from kg.names import NameEntry, NameList

_DOMAIN = re.compile(
    r"(?<![@\w.-])(?:https?://)?(?:www\.)?((?:[a-z0-9][a-z0-9-]*\.)+[a-z]{2,})(?=[/\s?#:,;)|]|\.?$|\.\s)(/\S*)?", re.I
)
_SHARED = frozenset({"substack", "medium", "wordpress", "blogspot", "github", "beehiiv", "tumblr", "ghost", "podigee"})


def stem_of(domain: str) -> str:
    """The word of a domain that names its owner: ``netzkurier`` of ``www.netzkurier.example``."""
    parts = domain.lower().removeprefix("www.").split(".")
    if len(parts) > 2 and parts[-2] in {"co", "com", "org", "ac"}:
        return parts[-3]
    if len(parts) > 2 and parts[-2] in _SHARED:
        return parts[0]
    return parts[-2] if len(parts) > 1 else parts[0]


class Domains:
    """Finds domains.

    Args:
        names: The name lists; their homepages and domain-like aliases tell who is behind a domain.
    """

    def __init__(self, names: NameList) -> None:
        self._owners = _owners_of(names)

    def owner(self, domain: str) -> NameEntry | None:
        """Who is behind a domain, as far as the lists know; subdomains count for their domain."""
        bare = domain.lower().removeprefix("www.")
        while bare.count(".") >= 1:
            if bare in self._owners:
                return self._owners[bare]
            bare = bare.partition(".")[2]
        return None

    def candidates(self, line: Line, show: Mapping[str, str]) -> Iterator[NameCandidate]:
        """The domains of a line as names.

        Args:
            line: The line.
            show: Stems of the document's own domains, which name the show itself, and its name.
        """
        notes = line.segment.kind in {SegmentKind.SHOW_NOTE, SegmentKind.SOURCE}
        for match in _DOMAIN.finditer(line.text):
            domain = match[1]
            owner = self.owner(domain)
            stem = stem_of(domain)
            if owner is None and stem in show:
                yield self._candidate(match, show[stem], "MediaOutlet", ())
            elif owner is not None:
                yield self._candidate(match, domain, owner.class_, (owner,))
            elif notes and not match[2]:
                yield self._candidate(match, domain, None, ())

    @staticmethod
    def _candidate(
        match: re.Match[str], normal: str, class_: str | None, entries: tuple[NameEntry, ...]
    ) -> NameCandidate:
        return NameCandidate(
            start=match.start(1),
            end=match.end(1),
            normal=normal,
            class_=class_,
            score=0.95 if entries else 0.7,
            found_by=Finder.DOMAIN,
            entries=entries,
        )


def _rank(entry: NameEntry) -> int:
    order = ("Product", "MediaOutlet", "GovernmentBody", "PoliticalOrganization", "Organization", "Company", "Investor")
    return order.index(entry.class_) if entry.class_ in order else len(order)


@lru_cache(maxsize=2)
def _owners_of(names: NameList) -> Mapping[str, NameEntry]:
    """Bare domain → who is behind it."""
    owners: dict[str, NameEntry] = {}
    for entry in names.entries.values():
        forms = [*entry.aliases, *([entry.homepage] if entry.homepage else [])]
        for form in forms:
            bare = re.sub(r"^(?:https?://)?(?:www\.)?", "", form.lower()).rstrip("/")
            if re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", bare):
                current = owners.get(bare)
                if current is None or _rank(entry) < _rank(current):
                    owners[bare] = entry
    return owners
