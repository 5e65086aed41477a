"""The weight files that ship with the program: where they lie, and whether they are whole."""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from kg.errors import LanguageError

FOLDER: Final = Path(__file__).resolve().parent / "weights"
MANIFEST: Final = "manifest.json"
SUMS: Final = "sums.onnx"
"""A graph that does nothing but sum up the largest products of eight bits."""
_REMEDY: Final = "Install the program again (pip install --force-reinstall techpower-kg), or train with `kg train`"


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(folder: Path) -> None:
    """Note size and SHA-256 of every weight file of a folder."""
    files = sorted(
        path for path in folder.iterdir() if path.suffix in {".onnx", ".npz", ".json", ".gz"} and path.name != MANIFEST
    )
    entries = {path.name: {"bytes": path.stat().st_size, "sha256": digest(path)} for path in files}
    (folder / MANIFEST).write_text(json.dumps(entries, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def checked(folder: Path, names: Iterable[str]) -> dict[str, Path]:
    """The paths of weight files after a look at their hashes.

    Raises:
        LanguageError: if a file or the manifest is missing, or a file is not what the manifest says.
    """
    manifest = folder / MANIFEST
    try:
        entries = json.loads(manifest.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LanguageError(f"The German model is missing: there is no {manifest}. {_REMEDY}") from None
    except ValueError:
        raise LanguageError(f"The German model is damaged: {manifest} is not JSON. {_REMEDY}") from None
    found: dict[str, Path] = {}
    for name in names:
        path = folder / name
        if not path.is_file():
            raise LanguageError(f"The German model is incomplete: there is no {path}. {_REMEDY}")
        wanted = entries.get(name, {}).get("sha256")
        if wanted is None:
            raise LanguageError(f"The German model is damaged: {manifest} does not list {name}. {_REMEDY}")
        if digest(path) != wanted:
            raise LanguageError(
                f"The German model is damaged: {path} ({path.stat().st_size} bytes) is not the file that was shipped "
                f"({entries[name].get('bytes')} bytes). {_REMEDY}"
            )
        found[name] = path
    return found


@cache
def sums_overflow() -> bool:
    """Whether sums of eight-bit products overflow on this processor, as they do where it has AVX2 but no VNNI.

    Raises:
        LanguageError: if the graph that tries it is missing or damaged.
    """
    import onnxruntime

    path = checked(FOLDER, [SUMS])[SUMS]
    probe = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    (numbers,) = probe.get_inputs()
    (sums,) = probe.run(None, {numbers.name: np.full(numbers.shape, 255, dtype=np.uint8)})
    return bool((sums != 255 * 127 * numbers.shape[1]).any())


def session(path: Path, threads: int) -> Any:  # noqa: ANN401  # the library has no types
    """Runs the graph of an ONNX file on the processor, quietly, with so many threads."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    if sums_overflow():
        # Else names lose a point of F1 and trees 0.8 of LAS; where nothing overflows this would cost two fifths of the
        # speed.
        options.add_session_config_entry("session.x64quantprecision", "1")
    # Add and LayerNormalization one after the other take a fifth of the time of the two fused into one.
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
