"""Documents of a few lines, analysed without any trained weights."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Span

import kg.names
import kg.ontology
from kg.language import Analysis
from kg.language.tokeniser import Tokeniser
from kg.mentions.find import MentionFinder
from kg.model import Document, DocumentKind, Mention, MentionKind, Segment, SegmentKind, content_hash


@cache
def names() -> kg.names.NameList:
    """The program's own lists."""
    return kg.names.load(kg.ontology.load())


@cache
def finder() -> MentionFinder:
    """The finder on the program's own lists."""
    return MentionFinder(names(), kg.ontology.load())


@cache
def language() -> Language:
    """The tokeniser and the sentences alone: no tags, no names."""
    import kg.language.sentences  # noqa: F401  # registers the component

    nlp = spacy.blank("de")
    nlp.tokenizer = Tokeniser(nlp.vocab)
    nlp.add_pipe("kg_sentences")
    return nlp


def document(
    *lines: str | tuple[str, SegmentKind],
    speakers: Sequence[str | None] = (),
    kind: DocumentKind = DocumentKind.EPISODE,
    show: str | None = None,
) -> tuple[Document, list[Segment]]:
    """A document and its segments, one a line; lines are speech unless they say what they are."""
    pairs = [(line, SegmentKind.SPEECH) if isinstance(line, str) else line for line in lines]
    text = "\n".join(line for line, _ in pairs)
    segments, start = [], 0
    for number, (line, segment_kind) in enumerate(pairs):
        segments.append(
            Segment(
                id="s" + content_hash(str(start), line),
                document_id="text",
                kind=segment_kind,
                start=start,
                end=start + len(line),
                speaker=speakers[number] if number < len(speakers) else None,
            )
        )
        start += len(line) + 1
    named = tuple(dict.fromkeys(s for s in speakers if s))
    return Document(id="text", text=text, kind=kind, date="2026-01-27", show=show, speakers=named), segments


def analysed(doc: Document, segments: Sequence[Segment], *, tagged: Sequence[tuple[str, str]] = ()) -> list[Analysis]:
    """The analysed segments; `tagged` are names with the labels that a tagger would give them."""
    found = []
    for segment in segments:
        spacy_doc = language()(doc.text[segment.start : segment.end])
        spans: list[Span] = []
        for name, label in tagged:
            start = spacy_doc.text.find(name)
            span = spacy_doc.char_span(start, start + len(name), label=label) if start >= 0 else None
            if span is not None:
                spans.append(span)
        spacy_doc.ents = spacy.util.filter_spans(spans)
        found.append(Analysis(segment=segment, doc=spacy_doc))
    return found


def mentions(*lines: str | tuple[str, SegmentKind], tagged: Sequence[tuple[str, str]] = ()) -> tuple[Mention, ...]:
    """What the finder finds in a few lines."""
    doc, segments = document(*lines)
    return finder().find(doc, analysed(doc, segments, tagged=tagged))


def named(*lines: str | tuple[str, SegmentKind], tagged: Sequence[tuple[str, str]] = ()) -> list[str]:
    """The surfaces of the names in a few lines."""
    return [m.surface for m in mentions(*lines, tagged=tagged) if m.kind is MentionKind.NAME]
