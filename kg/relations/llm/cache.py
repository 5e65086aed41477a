"""Answers kept in a folder, so that a run that broke off goes on where it stopped and nothing is paid for twice."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class AnswerCache:
    """Completions by what was asked.

    Args:
        folder: Where they lie, one file each; made when the first one is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, request: Mapping[str, Any]) -> str | None:
        """The completion of the request, if it is kept."""
        try:
            kept = json.loads(self._path(request).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        content = kept.get("content") if isinstance(kept, dict) else None
        return content if isinstance(content, str) else None

    def put(self, request: Mapping[str, Any], content: str) -> None:
        """Keep a completion; the file is whole or absent."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=self._folder, suffix=".part", delete=False) as file:
            json.dump({"model": request.get("model"), "content": content}, file, ensure_ascii=False)
        os.replace(file.name, self._path(request))  # noqa: PTH105 - atomic where the target exists

    def _path(self, request: Mapping[str, Any]) -> Path:
        asked = json.dumps(request, sort_keys=True, ensure_ascii=False)
        return self._folder / f"{hashlib.sha256(asked.encode('utf-8', 'surrogatepass')).hexdigest()}.json"
