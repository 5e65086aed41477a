"""How the German pipeline was trained, and how to train it again or measure it.

`train` needs the extra `[train]`; `evaluate` needs nothing but the program and the corpora.
"""

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from kg.errors import LanguageError
from kg.language.components import reader
from kg.language.pipeline import load, prefix_of, weights_folder
from kg.language.settings import LanguageSettings
from kg.language.training.evaluation import Evaluation, evaluate_reader
from kg.language.training.mix import missing_corpora
from kg.language.training.options import TrainingOptions
from kg.paths import data_folder

__all__ = ["Evaluation", "TrainingOptions", "evaluate", "train"]


def _silent(_line: str) -> None:
    """Say nothing."""


def train(
    corpora: Path, out: Path, *, options: TrainingOptions | None = None, progress: Callable[[str], None] = _silent
) -> Evaluation:
    """Train names, syntax and the small variant, write the weights and their card to a folder, and measure them.

    A training that was interrupted goes on from its last checkpoint when it is started again with the same folder.

    Args:
        corpora: The folder with a folder for each corpus.
        out: Where the weights go; ``LanguageSettings(pipeline=str(out))`` then uses them.
        options: Lengths, seed and sources.
        progress: Told a line now and then.

    Raises:
        LanguageError: if a corpus, the encoder or the extra is missing.
    """
    options = options or TrainingOptions()
    absent = missing_corpora(corpora)
    if absent and not options.skip_missing:
        raise LanguageError(
            f"Not in {corpora}: {', '.join(absent)}. Put them there (the model card says where they come from), "
            "or go on without them with --skip-missing"
        )
    for package in ("torch", "onnx"):
        if find_spec(package) is None:
            raise LanguageError(
                f"Training needs {package}, which is not installed; run pip install 'techpower-kg[train]'"
            )
    from kg.language.training import recipe
    from kg.language.training.card import write_card

    if absent:
        progress(f"going on without {', '.join(absent)}")
    out.mkdir(parents=True, exist_ok=True)
    lists = options.lists or data_folder("ontology") / "names"
    stage = recipe.prepare(corpora, out, options=options, lists=lists, progress=progress)
    names = recipe.names_whole(stage)
    parser, labels = recipe.syntax(stage, names)
    names = recipe.names_upper(stage, names)
    teacher = recipe.export(stage, names, parser, labels)
    recipe.small_variant(stage, teacher, labels)
    measured = {
        pipeline: evaluate(corpora, settings=LanguageSettings(pipeline=str(out), variant=pipeline), progress=progress)
        for pipeline in ("de", "fast")
    }
    write_card(out, measured, options=options, missing=absent)
    return measured["de"]


def evaluate(
    corpora: Path, *, settings: LanguageSettings | None = None, progress: Callable[[str], None] = _silent
) -> Evaluation:
    """Measure the pipeline on the corpora of a folder: `Evaluation.table()` is the table of the model card.

    Raises:
        LanguageError: if the weights are missing or damaged, or the settings name a pipeline that is not ours.
    """
    settings = settings or LanguageSettings()
    folder = weights_folder(settings)
    if folder is None:
        raise LanguageError(f"Only the shipped pipelines and trained folders are measured, not {settings.pipeline!r}")
    nlp = load(settings)

    def words_in(text: str) -> int:
        return sum(1 for token in nlp(text) if any(sign.isalnum() for sign in token.text))

    return evaluate_reader(
        reader(folder, prefix_of(settings), settings.threads), corpora, speed=words_in, progress=progress
    )
