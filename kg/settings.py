"""Settings: ``kg.toml`` in the working directory, then the environment (``KG_*``), then options, in rising order.

::

    [language]
    pipeline = "de"          # or "fast", or an installed spaCy pipeline      KG_PIPELINE
    threads = 1              #                                                KG_THREADS

    [names]
    files = ["my-names.tsv"] # more name lists, paths from kg.toml            KG_NAMES (joined like PATH)

    [curation]
    file = "curation.toml"   # aliases, merges, splits, rejections            KG_CURATION

    [claims]
    advertisements = false   # take claims from advertisements too            KG_ADVERTISEMENTS
    confidence = 0.5         # leave out claims below                         KG_CONFIDENCE

    [llm]                    # for --llm; the key comes from KG_LLM_KEY alone
    url = "http://127.0.0.1:11434/v1"  # an OpenAI-compatible server          KG_LLM_URL
    model = "qwen3:14b"      # its name there                                 KG_LLM_MODEL
    cache = ".kg-llm"        # answers are kept here
    input_price = 0.15       # of a million tokens, for the estimate
    output_price = 0.6

    [store]
    address = "kg.db"        # a path, bolt://… or neo4j://…                  KG_STORE
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from kg.errors import SettingsError

FILE = "kg.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a run may be told from outside; see the module for the names in files and environment."""

    pipeline: str = "de"
    threads: int = 1
    names: tuple[Path, ...] = ()
    curation: Path | None = None
    advertisements: bool = False
    confidence: float | None = None
    llm: bool = False
    llm_url: str | None = None
    llm_model: str | None = None
    llm_cache: Path = Path(".kg-llm")
    llm_input_price: float | None = None
    llm_output_price: float | None = None
    store: str = "kg.db"

    def __post_init__(self) -> None:
        if self.threads < 1:
            raise SettingsError(f"threads is {self.threads}; at least 1 is needed")
        if self.confidence is not None and not 0 <= self.confidence <= 1:
            raise SettingsError(f"confidence is {self.confidence}; it lies between 0 and 1")
        if self.llm and not (self.llm_url and self.llm_model):
            raise SettingsError("--llm needs a server and a model: set url and model under [llm] in kg.toml")


def load(folder: Path | None = None, *, environment: Mapping[str, str] | None = None, **options: object) -> Settings:
    """The settings of a run.

    Args:
        folder: Where `kg.toml` may lie; the working directory by default.
        environment: The environment; the process's own by default.
        options: Fields of `Settings`; None means not given.

    Raises:
        SettingsError: if `kg.toml` is not TOML, has an unknown key, or a value has the wrong type.
    """
    base = folder or Path()
    values = _from_file(base / FILE) | _from_environment(os.environ if environment is None else environment)
    given = {k: v for k, v in options.items() if v is not None and v != ()}
    unknown = given.keys() - {f.name for f in fields(Settings)}
    if unknown:
        raise SettingsError(f"unknown settings {sorted(unknown)}")
    return replace(Settings(), **{**values, **given})


_KEYS = {
    ("language", "pipeline"): "pipeline",
    ("language", "threads"): "threads",
    ("names", "files"): "names",
    ("curation", "file"): "curation",
    ("claims", "advertisements"): "advertisements",
    ("claims", "confidence"): "confidence",
    ("llm", "url"): "llm_url",
    ("llm", "model"): "llm_model",
    ("llm", "cache"): "llm_cache",
    ("llm", "input_price"): "llm_input_price",
    ("llm", "output_price"): "llm_output_price",
    ("store", "address"): "store",
}


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not valid TOML: {error}") from error
    values = {}
    for table, keys in tables.items():
        for key, value in keys.items() if isinstance(keys, dict) else ((None, keys),):
            name = _KEYS.get((table, key or ""))
            if name is None:
                known = ", ".join(f"[{t}] {k}" for t, k in _KEYS)
                raise SettingsError(f"{path}: unknown setting [{table}] {key or ''}; there are {known}")
            values[name] = _typed(name, value, f"{path}: [{table}] {key}", relative_to=path.parent)
    return values


def _typed(name: str, value: object, where: str, *, relative_to: Path) -> object:
    match name, value:
        case "names", list():
            return tuple(relative_to / str(v) for v in value)
        case (("curation" | "llm_cache"), str()):
            return relative_to / value
        case (("pipeline" | "store" | "llm_url" | "llm_model"), str()):
            return value
        case "threads", int() if not isinstance(value, bool):
            return value
        case (("confidence" | "llm_input_price" | "llm_output_price"), (int() | float())) if not isinstance(
            value, bool
        ):
            return float(value)
        case "advertisements", bool():
            return value
    raise SettingsError(f"{where}: {value!r} has the wrong type")


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    readers: dict[str, tuple[str, Callable[[str], object]]] = {
        "KG_PIPELINE": ("pipeline", str),
        "KG_THREADS": ("threads", int),
        "KG_NAMES": ("names", lambda v: tuple(Path(p) for p in v.split(os.pathsep) if p)),
        "KG_CURATION": ("curation", Path),
        "KG_ADVERTISEMENTS": ("advertisements", lambda v: v.lower() in {"1", "true", "yes"}),
        "KG_CONFIDENCE": ("confidence", float),
        "KG_LLM_URL": ("llm_url", str),
        "KG_LLM_MODEL": ("llm_model", str),
        "KG_STORE": ("store", str),
    }
    values = {}
    for variable, (name, read) in readers.items():
        if environment.get(variable):
            try:
                values[name] = read(environment[variable])
            except ValueError as error:
                raise SettingsError(f"{variable}={environment[variable]!r}: {error}") from error
    return values
