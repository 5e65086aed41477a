"""Segments become spaCy Docs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Segment


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A segment and its Doc: a token's place in the document is `segment.start + token.idx`."""

    segment: Segment
    doc: Doc


def analyse(
    nlp: Language,
    text: str,
    segments: Sequence[Segment],
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Analysis]:
    """One Doc a segment of the document's text, in the given order; `doc.text` is `text[start:end]`.

    Args:
        nlp: A pipeline from `load`.
        text: The document's text.
        segments: Segments of it.
        progress: Told after each segment how many of how many characters are done.
    """
    whole = sum(segment.end - segment.start for segment in segments)
    done = 0
    for segment in segments:
        yield Analysis(segment=segment, doc=nlp(text[segment.start : segment.end]))
        done += segment.end - segment.start
        if progress is not None:
            progress(done, whole)
