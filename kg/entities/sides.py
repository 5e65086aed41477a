"""Firm or product: a name such as Dropbox stands for both, and each document speaks of one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from kg.entities.clusters import Cluster
from kg.mentions.lexicon import key_of
from kg.model import Finder, Mention
from kg.paths import data_folder

_REACH = 45
_FIRM_BEHIND = re.compile(
    r"^(?:s|-)?(?:-?(?:Chefs?|CEO|Gründer\w*|Mitgründer\w*|Aktien?|Aktionär\w*|Vorstand\w*|Manager\w*|Konzern|"
    r"Tochter|Mutter|Investor\w*|Mitarbeiter\w*|Umsatz|Zentrale)\b|\s*\((?:AMC|BMO)\)|,? (?:kauft|übernimmt|übernahm|"
    r"investiert|verklagt|klagt|entlässt|beteiligt|macht|verdient|gehört|wurde|wird|hat|will|plant|sammelt|meldet|"
    r"beruft|zahlt|sitzt in|kommt aus|hat (?:seinen|ihren) Sitz)\b| (?:mit)?gegründet\b|"
    r" (?:ist|war|wird|wurde) (?:\w+ ){0,3}[\w,.]+ (?:Millionen|Milliarden)(?: \w+)? (?:wert|bewertet)\b)"
)
_FIRM_BEFORE = re.compile(
    r"(?:\b(?:gegen|CEO von|Chef von|Gründer von|bei der Firma|an|Firma|Konzern|Unternehmen|Börsengang von|Wechsel bei|"
    r"Anteile an|Beteiligung an|Aktie von|Umsatz von|Investor bei|investiert in|zusammen mit|reich geworden mit|leitet|"
    r"führt|gründete|arbeitet bei|arbeitet für|wechselte? zu|geht zu|ging zu|kam von|kommt von|ist bei|war bei|"
    r"gekommen von|gegründet wurde|CEO bei|Chef bei)) $",
    re.IGNORECASE,
)
_PRODUCT_BEFORE = re.compile(
    r"(?:\b(?:auf|via|per|über|App|Dienst|Plattform|Netzwerk|Messenger|nutzt|nutze|nutzen|benutzt|verwendet|"
    r"(?:irgendwo|uns|euch|hört|Kanal|Podcast) (?:auch |überall )?bei|Software|Tool|Datenquellen wie)|[|🔗])\s$",
    re.IGNORECASE,
)
_PRODUCT_BEHIND = re.compile(
    r"^(?:-?(?:Account|Video|Kanal|Post|Nutzer|Profil|Feed|Link|Gruppe|App|Shop)\w*| nutzen| hochlad)"
)


@cache
def two_sided() -> frozenset[tuple[str, ...]]:
    """Folded names that are both a firm's and its product's."""
    path = data_folder("ontology") / "words" / "two-sided.txt"
    return frozenset(key_of(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def side_of(cluster: Cluster, text: str, classes: Mapping[int, str]) -> str:
    """The class that a document gives to a name that has two sides; the listed one where it does not tell.

    Args:
        cluster: The entity.
        text: The document's text.
        classes: End of each name of the document → its class, for the names that stand beside.
    """
    if key_of(cluster.name) not in two_sided() or cluster.class_ not in {"Company", "Product"}:
        return cluster.class_
    firm = sum(_says_firm(text, m) for m in cluster.mentions)
    product = sum(_says_product(text, m, classes) for m in cluster.mentions)
    if firm > product:
        return "Company"
    return "Product" if product > firm else cluster.class_


def _says_firm(text: str, mention: Mention) -> bool:
    before = text[max(0, mention.start - _REACH) : mention.start]
    return bool(_FIRM_BEHIND.match(text[mention.end : mention.end + _REACH]) or _FIRM_BEFORE.search(before))


def _says_product(text: str, mention: Mention, classes: Mapping[int, str]) -> bool:
    if mention.found_by is Finder.DOMAIN:
        return False
    before = text[max(0, mention.start - _REACH) : mention.start]
    if _PRODUCT_BEFORE.search(before) or _PRODUCT_BEHIND.match(text[mention.end : mention.end + _REACH]):
        return True
    joint = re.search(r"(?:,| oder| und| \|)\s$", before)
    return joint is not None and classes.get(mention.start - len(joint[0])) == "Product"


def with_sides(clusters: Iterable[Cluster], text: str) -> None:
    """Give each two-sided entity the side that the document speaks of."""
    found = list(clusters)
    classes = {m.end: c.class_ for c in found for m in c.mentions}
    # Names in a row take their side from the first: so the row is read from left to right.
    for cluster in sorted(found, key=lambda c: min((m.start for m in c.mentions), default=0)):
        cluster.class_ = side_of(cluster, text, classes)
        classes |= {m.end: cluster.class_ for m in cluster.mentions}
