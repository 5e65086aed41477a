"""Sentences made from the project's name lists: our templates filled in, and corpus sentences with other names."""

import csv
import random
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.language.tokens import tokens
from kg.language.training.corpora import MASKED, Tagged, bio, spans

KIND_OF: Final = {
    "Person": "PER", "Company": "ORG", "Investor": "ORG", "GovernmentBody": "ORG", "PoliticalOrganization": "ORG",
    "MediaOutlet": "ORG", "Organization": "ORG", "Product": "MISC", "AIModel": "MISC", "Chip": "MISC", "Law": "MISC",
    "Event": "MISC", "Place": "LOC",
}  # fmt: skip
_TEMPLATES: Final = Path(__file__).with_name("templates.txt")
# The lists hold no laws and events yet, or few.
_MORE: Final = {
    "Law": (
        "AI Act", "Digital Services Act", "Digital Markets Act", "Data Act", "Cyber Resilience Act",
        "Chips Act", "Inflation Reduction Act",
        "Clean Air Act", "Genius Act", "Patriot Act", "Sherman Act", "Cloud Act", "Heizungsgesetz",
        "Gebäudeenergiegesetz",
        "Lieferkettengesetz", "Netzwerkdurchsetzungsgesetz", "Bürgergeldgesetz", "Grundgesetz",
        "Telekommunikationsgesetz",
        "Energiewirtschaftsgesetz", "Kartellgesetz", "Take It Down Act", "Big Beautiful Bill", "DSGVO",
        "Geldwäschegesetz",
    ),
    "Event": (
        "CES", "Computex", "WWDC", "Google I/O", "re:Invent", "GTC", "Web Summit", "Slush", "OMR Festival",
        "re:publica", "IFA", "Gamescom",
        "Hannover Messe", "Olympischen Spiele", "Fußball-WM", "Super Bowl", "Weltklimakonferenz",
        "Münchner Sicherheitskonferenz",
        "Weltwirtschaftsforum", "Oktoberfest", "Buchmesse", "Mobile World Congress", "DLD",
        "South by Southwest", "Bits & Pretzels",
    ),
}  # fmt: skip
_ROLES: Final = (
    "CEO", "Chef", "Chefin", "CFO", "Finanzchef", "Gründer", "Mitgründer", "Präsident", "Vorstand",
    "Vorstandschefin", "Minister",
    "Senator", "Partner", "Aufsichtsratschef", "Sprecherin", "Direktor", "Leiter", "CTO", "Produktchef",
)  # fmt: skip
_ROLES_EN: Final = (
    "CEO",
    "chief executive",
    "founder",
    "co-founder",
    "chairman",
    "president",
    "finance chief",
    "director",
)
_SLOT: Final = re.compile(r"\{(\w+?)(s)?(?::(\w+))?\}(-\w+)?")


def read_lists(folder: Path) -> dict[str, tuple[str, ...]]:
    """All names and aliases by class; what occurs in two classes is left out."""
    found: dict[str, set[str]] = {name: set(values) for name, values in _MORE.items()}
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            for row in rows:
                if row.get("class") in KIND_OF:
                    names = [row["name"], *(row.get("aliases") or "").split("|")]
                    found.setdefault(row["class"], set()).update(
                        name.strip() for name in names if len(name.strip()) > 1
                    )
    classes: dict[str, set[str]] = {}
    for name, values in found.items():
        for value in values:
            classes.setdefault(value, set()).add(name)
    return {
        name: tuple(sorted(value for value in values if len(classes[value]) == 1))
        for name, values in sorted(found.items())
    }


def with_classes(sentences: Iterable[Tagged], lists: Mapping[str, Sequence[str]]) -> list[Tagged]:
    """The sentences with the class of each labelled name that the lists know, genitives included."""
    known = {tuple(tokens(value)): name for name, values in lists.items() for value in values}
    for words, name in list(known.items()):
        known.setdefault((*words[:-1], words[-1] + "s"), name)
    found: list[Tagged] = []
    for sentence in sentences:
        fine = list(sentence.fine or ("",) * len(sentence.words))
        for start, end, kind in spans(sentence.labels):
            name = known.get(sentence.words[start:end], {"PER": "Person", "LOC": "Place"}.get(kind, ""))
            if name and KIND_OF[name] == kind:
                fine[start:end] = [name] * (end - start)
        found.append(replace(sentence, fine=tuple(fine)))
    return found


def exchanged(sentence: Tagged, lists: Mapping[str, Sequence[str]], chance: random.Random) -> Tagged:
    """The sentence with its names exchanged for others of their kind."""
    words: list[str] = []
    labels: list[str] = []
    fine: list[str] = []
    before = sentence.fine or ("",) * len(sentence.words)
    at = 0
    for start, end, kind in spans(sentence.labels):
        words += sentence.words[at:start]
        labels += sentence.labels[at:start]
        fine += before[at:start]
        at = end
        name = before[start] or chance.choice(
            {"PER": ["Person"], "LOC": ["Place"], "MISC": ["Product", "AIModel", "Chip", "Event"]}.get(
                kind, ["Company", "Company", "Investor", "Organization", "MediaOutlet", "GovernmentBody"]
            )
        )
        if (
            chance.random() < 0.6
            and name in lists
            and KIND_OF[name] == kind
            and MASKED not in sentence.labels[start:end]
        ):
            new = tokens(_name(name, "last" if name == "Person" and end - start == 1 else "", lists, chance))
            if end - start == 1 and sentence.words[start].endswith("s") and chance.random() < 0.4:
                new[-1] += "s"
            words += new
            labels += [f"B-{kind}", *[f"I-{kind}"] * (len(new) - 1)]
            fine += [name] * len(new)
        else:
            words += sentence.words[start:end]
            labels += sentence.labels[start:end]
            fine += before[start:end]
    words += sentence.words[at:]
    labels += sentence.labels[at:]
    fine += before[at:]
    return replace(sentence, words=tuple(words), labels=tuple(labels), fine=tuple(fine))


def _name(name: str, part: str, lists: Mapping[str, Sequence[str]], chance: random.Random) -> str:
    value = chance.choice(lists[name])
    if name == "Person":
        roll = chance.random()
        if part == "last" or (not part and roll < 0.25):
            return value.split()[-1]
        if part == "first":
            return value.split()[0]
    return value


def _filler(slot: str, english: bool, chance: random.Random) -> str:
    number = chance.choice(("2", "5", "11", "25", "40", "60", "100", "500", "900", "1,5", "3,2", "zwei", "fünf"))
    if slot == "role":
        return chance.choice(_ROLES_EN if english else _ROLES)
    if slot == "percent":
        value = chance.choice(("3", "7,5", "10", "12", "25", "51", "zehn"))
        return f"{value} percent" if english else value + chance.choice((" Prozent", "%", " %"))
    if slot == "year":
        return str(chance.randrange(1995, 2027))
    if slot == "number":
        return chance.choice(("10.000", "100.000", "eine Million", "500", "drei Millionen"))
    if english:
        number = number.replace(",", ".")
        return chance.choice((f"${number} billion", f"${number} million", f"{number} million euros", f"${number}bn"))
    return chance.choice(
        (f"{number} Milliarden Dollar", f"{number} Millionen", f"{number} Millionen Euro", f"{number} Mrd. Euro",
         f"${number} Mrd.", f"{number} Milliarden", f"{number}.000€", "ein paar Millionen")
    )  # fmt: skip


def filled(line: str, lists: Mapping[str, Sequence[str]], chance: random.Random, *, english: bool) -> Tagged:
    """One template with names in its places."""
    words: list[str] = []
    kinds: list[tuple[str, bool]] = []
    fine: list[str] = []
    at = 0

    def plain(text: str) -> None:
        new = tokens(text)
        words.extend(new)
        kinds.extend(("", False) for _ in new)
        fine.extend("" for _ in new)

    for slot in _SLOT.finditer(line):
        plain(line[at : slot.start()])
        at = slot.end()
        name, genitive, part, compound = slot.group(1), slot.group(2), slot.group(3) or "", slot.group(4)
        if name not in KIND_OF:
            plain(_filler(name + (genitive or "") if name + (genitive or "") in {"amounts"} else name, english, chance))
            continue
        new = tokens(_name(name, part, lists, chance))
        if genitive and not new[-1].endswith(("s", "x", "z")):
            new[-1] += "s"
        if compound:
            new[-1] += compound
        words.extend(new)
        kinds.extend((MASKED if compound else KIND_OF[name], number == 0) for number in range(len(new)))
        fine.extend("" if compound else name for _ in new)
    plain(line[at:])
    return Tagged(words=tuple(words), labels=bio(kinds), corpus="written", weight=0.7, fine=tuple(fine))


def written(lists: Mapping[str, Sequence[str]], count: int, *, seed: int) -> list[Tagged]:
    """So many sentences from the templates."""
    chance = random.Random(seed)
    german: list[str] = []
    foreign: list[str] = []
    into = german
    for line in _TEMPLATES.read_text(encoding="utf-8").splitlines():
        if line.strip() in {"# de", "# en"}:
            into = foreign if line.strip() == "# en" else german
        elif line.strip() and not line.startswith("#"):
            into.append(line)
    found = []
    for _ in range(count):
        english = chance.random() < 0.3
        found.append(filled(chance.choice(foreign if english else german), lists, chance, english=english))
    return found
