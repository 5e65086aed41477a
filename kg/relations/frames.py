"""Frames: how a predicate is said, read from `ontology/frames/*.toml` (its README documents the format)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from kg.errors import FrameError
from kg.model import Modality
from kg.ontology import Ontology, PredicateTerm
from kg.paths import data_folder

SUBJECT, OBJECT, PATIENT, AMOUNT, GENITIVE, DATIVE, ROLE = (
    "subject", "object", "patient", "amount", "genitive", "dative", "@role",
)  # fmt: skip
_COMMON_KEYS = frozenset("name subject_class object_class amount role modality score examples not".split())
_VERB_KEYS = _COMMON_KEYS | frozenset("verbs subject object needs without product kin".split())
_PATTERN_KEYS = _COMMON_KEYS | frozenset("pattern genitive split subject_kind".split())
_KEPT_SUFFIX: Final = 6
"""A compound counts as its last part from this many letters on: "Chiphersteller" is a "hersteller"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What all frames have.

    Attributes:
        name: Unique within the predicate.
        subject_classes: Classes of which the subject must be one (subclasses included).
        amount: Whether figures nearby qualify the claim.
        role: A fixed role, or whether a role nearby qualifies the claim.
        modality: Where the frame itself says so.
        needs: Of each group one word must be there for the frame to be found.
        score: How sure the frame is, 0 to 1.
        examples: Sentences with markup that must give the claim.
        counterexamples: Sentences that must give none of this predicate.
    """

    predicate: str
    name: str
    subject_classes: frozenset[str]
    object_classes: frozenset[str]
    amount: bool
    role: str | bool
    modality: Modality | None
    needs: tuple[frozenset[str], ...]
    score: float
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    @property
    def label(self) -> str:
        """The frame's name for whoever asks why."""
        return f"{self.predicate}: {self.name}"

    @property
    def words(self) -> frozenset[str]:
        """The words of which some must be there for the frame to be found."""
        return frozenset[str]().union(*self.needs)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbFrame(Frame):
    """A verb with its places.

    Attributes:
        verbs: Lemmas, separable particles joined.
        subject: ``subject``, ``patient``, ``dative`` or prepositions.
        object: ``object``, ``amount`` or prepositions (``genitive`` among them).
    """

    verbs: frozenset[str]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    without: frozenset[str]
    product: bool
    kin: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternFrame(Frame):
    """A sequence of words and places; `elements` are parsed.

    Attributes:
        genitive: Whether the subject (or the mention before the noun) must stand in the genitive.
        split: Whether S and O are two of one coordination ("zwischen X und Y").
        subject_kind: ``name`` or ``description`` where the subject must be one, else None.
    """

    elements: tuple[Element, ...]
    genitive: bool
    split: bool
    subject_kind: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of a pattern: a place, a kind of word or words, with its operator."""

    kind: str
    words: frozenset[str] = frozenset()
    classes: frozenset[str] = frozenset()
    operator: str = ""

    @property
    def optional(self) -> bool:
        """Whether it may be left out."""
        return self.operator in {"?", "*"}


@dataclass(frozen=True, kw_only=True)
class FrameSet:
    """All frames, with the words that they know."""

    verbs: tuple[VerbFrame, ...]
    patterns: tuple[PatternFrame, ...]

    @cached_property
    def by_verb(self) -> Mapping[str, tuple[VerbFrame, ...]]:
        """Verb frames by lemma."""
        found: dict[str, list[VerbFrame]] = {}
        for frame in self.verbs:
            for verb in frame.verbs:
                found.setdefault(verb, []).append(frame)
        return {verb: tuple(frames) for verb, frames in found.items()}

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word that a frame names."""
        in_patterns = {w for p in self.patterns for e in p.elements for w in e.words}
        in_verbs = {w for v in self.verbs for group in (*v.needs, v.without) for w in group}
        return frozenset(in_patterns | in_verbs)

    def forms(self, text: str, lemma: str) -> frozenset[str]:
        """The forms under which frames know a word: itself, its lemma, both without "-in"."""
        forms = {text.lower(), lemma}
        return frozenset((forms | {form[:-2] for form in forms if form.endswith("in")}) & self.words)

    def keys(self, text: str, lemma: str) -> frozenset[str]:
        """Its forms, and the ends by which frames know a compound: "Chiphersteller" is a "hersteller"."""
        tails = {form[cut:] for form in (text.lower(), lemma) for cut in range(2, len(form) - _KEPT_SUFFIX + 1)}
        return self.forms(text, lemma) | (tails & self.words)

    def __iter__(self) -> Iterator[VerbFrame | PatternFrame]:
        yield from self.verbs
        yield from self.patterns


def load(ontology: Ontology, *, extra: Iterable[Path] = (), folder: Path | None = None) -> FrameSet:
    """The program's frames and the user's.

    Raises:
        FrameError: naming the file and frame that break the format or name an unknown predicate or class.
    """
    root = (folder or data_folder("ontology")) / "frames"
    verbs: list[VerbFrame] = []
    patterns: list[PatternFrame] = []
    for path in [*sorted(root.glob("*.toml")), *extra]:
        reader = _Reader(path, ontology)
        verbs += reader.verbs()
        patterns += reader.patterns()
        reader.check_names()
    return FrameSet(verbs=tuple(verbs), patterns=tuple(patterns))


class _Reader:
    """Reads one file of frames."""

    def __init__(self, path: Path, ontology: Ontology) -> None:
        self._path = path
        self._ontology = ontology
        try:
            self._data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise FrameError(path, "there is no such file") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise FrameError(path, f"not valid TOML: {error}") from error
        name = self._data.get("predicate", path.stem)
        if name not in ontology.predicates:
            raise FrameError(path, f"unknown predicate {name!r}; there are {', '.join(ontology.predicates)}")
        self._predicate: PredicateTerm = ontology.predicates[name]
        unknown = self._data.keys() - {"predicate", "lists", "verb", "pattern"}
        if unknown:
            raise FrameError(path, f"unknown tables {sorted(unknown)}; there are [lists], [[verb]] and [[pattern]]")
        lists = self._data.get("lists", {})
        if not isinstance(lists, dict) or not all(isinstance(words, list) for words in lists.values()):
            raise FrameError(path, '[lists] holds lists of words: harsh = ["absurd", "schande"]')
        self._lists = {"$" + name: frozenset(words) for name, words in lists.items()}

    def check_names(self) -> None:
        """Raise where two frames of the file have one name: nobody could tell which of them made a claim."""
        names = [raw.get("name") for kind in ("verb", "pattern") for raw in self._data.get(kind, ())]
        twice = sorted({str(name) for name in names if names.count(name) > 1})
        if twice:
            raise FrameError(self._path, f"two frames are called {', '.join(map(repr, twice))}")

    def verbs(self) -> Iterator[VerbFrame]:
        for raw in self._data.get("verb", ()):
            common = self._common(raw, _VERB_KEYS, wanted=("verbs", "subject", "object"))
            yield VerbFrame(
                **common,
                verbs=self._words(raw["verbs"], common),
                subject=_places(raw["subject"]),
                object=_places(raw["object"]),
                needs=tuple(self._words(group, common) for group in raw.get("needs", ())),
                without=self._words(raw.get("without", ()), common),
                product=bool(raw.get("product", False)),
                kin=raw.get("kin"),
            )

    def patterns(self) -> Iterator[PatternFrame]:
        for raw in self._data.get("pattern", ()):
            common = self._common(raw, _PATTERN_KEYS, wanted=("pattern",))
            elements = tuple(self._elements(raw["pattern"], common))
            kinds = [e.kind for e in elements]
            if kinds.count("S") != 1 or kinds.count("O") != (0 if self._predicate.literal else 1):
                raise FrameError(self._path, f"frame {common['name']!r}: a pattern needs one S and one O")
            yield PatternFrame(
                **common,
                elements=elements,
                needs=tuple(e.words for e in elements if e.kind == "words" and not e.optional),
                genitive=bool(raw.get("genitive", False)),
                split=bool(raw.get("split", False)),
                subject_kind=raw.get("subject_kind"),
            )

    def _common(self, raw: Mapping[str, Any], allowed: frozenset[str], *, wanted: tuple[str, ...]) -> dict[str, Any]:
        name = raw.get("name")
        unknown = raw.keys() - allowed
        missing = [key for key in ("name", *wanted) if key not in raw]
        if unknown or missing:
            raise FrameError(self._path, f"frame {name!r}: unknown keys {sorted(unknown)}, missing keys {missing}")
        subject = self._classes(raw.get("subject_class"), self._predicate.domain, name)
        object_ = self._classes(raw.get("object_class"), self._predicate.range, name)
        return {
            "predicate": self._predicate.name,
            "name": name,
            "subject_classes": subject,
            "object_classes": object_,
            "amount": bool(raw.get("amount", False)),
            "role": raw.get("role", False),
            "modality": Modality(raw["modality"]) if "modality" in raw else None,
            "score": float(raw.get("score", 0.8)),
            "examples": tuple(raw.get("examples", ())),
            "counterexamples": tuple(raw.get("not", ())),
        }

    def _classes(self, names: Iterable[str] | None, default: frozenset[str], frame: object) -> frozenset[str]:
        """The entity classes below the named ones; the ontology's own where none are named."""
        wanted = default if names is None else frozenset(names)
        unknown = wanted - self._ontology.classes.keys()
        if unknown:
            raise FrameError(self._path, f"frame {frame!r}: unknown classes {sorted(unknown)}")
        allowed = {c for c in self._ontology.entity_classes() for w in default if self._ontology.is_a(c, w)}
        exact = names is not None
        below = {c for c in allowed for w in wanted if (c == w if exact else self._ontology.is_a(c, w))}
        return frozenset(below)

    def _elements(self, pattern: str, common: Mapping[str, Any]) -> Iterator[Element]:
        frame = common["name"]
        for raw in re.findall(r"\S+", pattern):
            if raw in {"?", "*", "+"}:
                raise FrameError(self._path, f"frame {frame!r}: write {raw} without a space before it")
            operator = raw[-1] if len(raw) > 1 and raw[-1] in "?*+" else ""
            body = raw.removesuffix(operator)
            kind, _, narrowed = body.partition(":")
            if kind in {"S", "O"}:
                default = self._predicate.domain if kind == "S" else self._predicate.range
                own = common["subject_classes"] if kind == "S" else common["object_classes"]
                classes = self._classes(narrowed.split("|"), default, frame) if narrowed else own
                yield Element(kind=kind, classes=classes, operator=operator)
            elif body.isupper() and body.isalpha():
                yield Element(kind=body, operator=operator)
            elif body == "...":
                yield Element(kind="gap", operator=operator)
            else:
                yield Element(kind="words", words=self._words(body.split("|"), common), operator=operator)

    def _words(self, words: Iterable[str], common: Mapping[str, Any]) -> frozenset[str]:
        """The words themselves, and for "$name" those of the file's list of that name."""
        found: set[str] = set()
        for word in words:
            if word.startswith("$"):
                if word not in self._lists:
                    raise FrameError(self._path, f"frame {common['name']!r}: there is no list {word[1:]!r} in [lists]")
                found |= self._lists[word]
            else:
                found.add(word)
        return frozenset(found)


def _places(raw: str | list[str]) -> tuple[str, ...]:
    return (raw,) if isinstance(raw, str) else tuple(raw)
