"""What a user can set about the language pipeline."""

import os
from dataclasses import dataclass, field

from kg.errors import SettingsError

OURS = "de"
FAST = "fast"


def _threads() -> int:
    value = os.environ.get("KG_THREADS", "1")
    if not value.isascii() or not value.isdigit() or int(value) < 1:
        raise SettingsError(f"KG_THREADS is {value!r}; it is the number of threads of the language pipeline, 1 or more")
    return int(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSettings:
    """Which pipeline reads the text, and with how many threads.

    Attributes:
        pipeline: ``de`` is the shipped one, ``fast`` its small variant; a folder that `kg train` wrote is used in its
            place; anything else is the name or the path of an installed spaCy pipeline, which ours completes.
        variant: Of a folder that `kg train` wrote: ``de`` or ``fast``.
        threads: Threads of the encoder; by default what ``KG_THREADS`` says, else one.

    Raises:
        SettingsError: if a value means nothing.
    """

    pipeline: str = OURS
    variant: str = OURS
    threads: int = field(default_factory=_threads)

    def __post_init__(self) -> None:
        if not self.pipeline.strip():
            raise SettingsError("The language pipeline has no name; write de, fast or an installed spaCy pipeline")
        if self.threads < 1:
            raise SettingsError(f"The language pipeline cannot run with {self.threads} threads; give 1 or more")
