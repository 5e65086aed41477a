"""Files that are written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from kg.errors import ExportError


def write_whole(path: Path, text: str) -> Path:
    """Write the text, and return the path; whoever reads meanwhile sees the old file or the new one.

    Raises:
        ExportError: if it cannot be written.
    """
    unfinished = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(text, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror}; name another place") from error
    return path
