"""Answers kept in a folder, so that a run that broke off goes on where it stopped and nothing is paid for twice."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kg.errors import SettingsError


class AnswerCache:
    """Completions by what was asked.

    Args:
        folder: Where they lie, one file each; made when the first one is kept.
        server: The address that is asked; the same question to another server is another question.

    Raises:
        SettingsError: from `get` and `put`, if the folder cannot be read or written.
    """

    def __init__(self, folder: Path, server: str) -> None:
        self._folder = folder
        self._server = server

    def get(self, request: Mapping[str, Any]) -> str | None:
        """The completion of the request, if it is kept."""
        try:
            kept = json.loads(self._path(request).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        except OSError as error:
            raise self._unusable(error) from error
        content = kept.get("content") if isinstance(kept, dict) else None
        return content if isinstance(content, str) else None

    def put(self, request: Mapping[str, Any], content: str) -> None:
        """Keep a completion; the file is whole or absent."""
        kept = json.dumps({"model": request.get("model"), "content": content})
        target = self._path(request)
        part = target.with_suffix(f".{os.getpid()}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_text(kept, encoding="ascii")
            part.replace(target)
        except OSError as error:
            raise self._unusable(error) from error

    def _path(self, request: Mapping[str, Any]) -> Path:
        asked = json.dumps([self._server, request], sort_keys=True)
        return self._folder / f"{hashlib.sha256(asked.encode('ascii')).hexdigest()}.json"

    def _unusable(self, error: OSError) -> SettingsError:
        return SettingsError(f"answers cannot be kept in {self._folder} ({error}); set cache under [llm] in kg.toml")
