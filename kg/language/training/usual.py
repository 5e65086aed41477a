"""The lemmas of usual words, made once so that HanTa need not be asked for them again.

Run it with ``python -m kg.language.training.usual CORPORA``: it reads plenary speeches of 2024 and 2025 with the small
pipeline and writes what `kg.language.lemmas.analysed` says of each word and tag that stands there. The table saves time
and changes nothing.
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.language.lemmas import USUAL, analysed
from kg.language.pipeline import load
from kg.language.settings import LanguageSettings
from kg.language.training.mix import speeches
from kg.language.weights import write_manifest

_SPEECHES = 1_500


def table(texts: Iterable[str]) -> list[tuple[str, str, str]]:
    """Word, tag and lemma of what stands in the texts, sorted."""
    nlp = load(LanguageSettings(pipeline="fast"))
    found = {(token.text, token.tag_) for text in texts for token in nlp(text) if token.is_alpha}
    return [(word, tag, analysed(word, tag)) for word, tag in sorted(found)]


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the table of the program's own weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path, help="the folder that holds bundestag_reden")
    given = parser.parse_args(arguments)
    rows = table(speeches(given.corpora, _SPEECHES, file="reden_wp20_2024_2025"))
    text = "".join("\t".join(row) + "\n" for row in rows)
    USUAL.write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
    write_manifest(USUAL.parent)


if __name__ == "__main__":
    main()
