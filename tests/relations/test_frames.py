"""Each frame's examples are its tests: what the markup shows comes out, a counterexample gives nothing."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from kg import language, ontology
from kg.claims.build import MADE
from kg.errors import FrameError
from kg.language import Analysis
from kg.model import Amount, Document, RelationMention, Segment, SegmentKind
from kg.relations import RelationFinder, load
from kg.relations.frames import Frame
from kg.relations.markup import Marked, parse

ONTOLOGY = ontology.load()
FRAMES = load(ONTOLOGY)
EXAMPLES = [(frame, example) for frame in FRAMES for example in frame.examples]
COUNTEREXAMPLES = [(frame, example) for frame in FRAMES for example in frame.counterexamples]


def _default(classes: frozenset[str]) -> str:
    for name in ("Company", "Person", "Product", "Place", "Event"):
        if name in classes:
            return name
    return sorted(classes)[0]


@cache
def _finder() -> RelationFinder:
    return RelationFinder(FRAMES, ONTOLOGY, language.load().vocab)


def _find(frame: Frame, example: str) -> tuple[Marked, tuple[RelationMention, ...]]:
    classes = {"S": _default(frame.subject_classes), "O": _default(frame.object_classes or frozenset({"Company"}))}
    marked = parse(example, segment_id="s", classes=classes | {"X": "MediaOutlet"})
    nlp = language.load()
    segment = Segment(id="s", document_id="d", kind=SegmentKind.SPEECH, start=0, end=len(marked.text))
    analysis = Analysis(segment=segment, doc=nlp(marked.text))
    return marked, _finder().find(Document(id="d", text=marked.text), [analysis], marked.mentions)


@pytest.mark.parametrize(("frame", "example"), EXAMPLES, ids=[f"{f.label} | {e}" for f, e in EXAMPLES])
def test_an_example_gives_its_claim(frame: Frame, example: str) -> None:
    marked, found = _find(frame, example)
    pairs = {(r.predicate, r.subject, r.object) for r in found}
    objects = marked.slots.get("O", (None,)) if not ONTOLOGY.predicates[frame.predicate].literal else (None,)
    for subject in marked.slots["S"]:
        for object_ in objects:
            wanted = {(frame.predicate, subject, object_)}
            if ONTOLOGY.predicates[frame.predicate].symmetric and object_ is not None:
                wanted.add((frame.predicate, object_, subject))
            assert wanted & pairs, [f"{r.predicate} {r.subject.surface} {r.object and r.object.surface}" for r in found]
    amounts = [m.value for m in marked.mentions if isinstance(m.value, Amount)]
    if amounts and frame.amount:
        wanted_amount = amounts[-1]
        assert isinstance(wanted_amount, Amount)
        assert any(r.qualifiers.amount and r.qualifiers.amount.value == wanted_amount.value for r in found)


@pytest.mark.parametrize(("frame", "example"), COUNTEREXAMPLES, ids=[f"{f.label} | {e}" for f, e in COUNTEREXAMPLES])
def test_a_counterexample_gives_nothing(frame: Frame, example: str) -> None:
    _, found = _find(frame, example)
    assert not [r for r in found if r.frame == frame.label]


def test_two_frames_of_one_file_have_two_names(tmp_path: Path) -> None:
    frame = '[[verb]]\nname = "kaufen"\nverbs = ["kaufen"]\nsubject = "subject"\nobject = "object"\n'
    file = tmp_path / "acquired.toml"
    file.write_text(frame + frame, encoding="utf-8")
    with pytest.raises(FrameError, match="two frames are called 'kaufen'"):
        load(ONTOLOGY, extra=[file])


def test_frames_of_a_file_share_its_lists_and_miss_one_that_is_not_there(tmp_path: Path) -> None:
    file = tmp_path / "acquired.toml"
    lists = '[lists]\nshops = ["laden", "kiosk"]\n'
    verb = (
        '[[verb]]\nname = "a"\nverbs = ["holen"]\nsubject = "subject"\nobject = "object"\nneeds = [["$shops", "x"]]\n'
    )
    pattern = '[[pattern]]\nname = "b"\npattern = "S $shops|y O"\n'
    file.write_text(lists + verb + pattern, encoding="utf-8")
    found = {f.name: f for f in load(ONTOLOGY, extra=[file])}
    assert [set(found[name].words) for name in "ab"] == [{"laden", "kiosk", "x"}, {"laden", "kiosk", "y"}]
    file.write_text(pattern, encoding="utf-8")
    with pytest.raises(FrameError, match="there is no list 'shops'"):
        load(ONTOLOGY, extra=[file])
    file.write_text('lists = "laden"\n' + pattern, encoding="utf-8")
    with pytest.raises(FrameError, match="holds lists of words"):
        load(ONTOLOGY, extra=[file])


def test_a_pattern_keeps_to_the_classes_that_it_names(tmp_path: Path) -> None:
    file = tmp_path / "acquired.toml"
    file.write_text(
        '[[pattern]]\nname = "X schluckt Y"\npattern = "S gobbelt O"\nsubject_class = ["Investor"]\n', encoding="utf-8"
    )
    (frame,) = [f for f in load(ONTOLOGY, extra=[file]).patterns if f.name == "X schluckt Y"]
    assert next(e.classes for e in frame.elements if e.kind == "S") == {"Investor"}


def test_the_frames_that_tell_of_making_are_frames_of_the_program() -> None:
    assert {label for label in MADE if "bears" not in label} <= {frame.label for frame in FRAMES}
