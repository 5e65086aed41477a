"""Where the data files of the program lie: in the wheel beside the code, in a checkout at its top level."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_WHEEL_DATA = _PACKAGE / "_data"


def data_folder(name: str) -> Path:
    """The folder ``ontology``, ``queries`` or ``export`` that belongs to this program."""
    in_wheel = _WHEEL_DATA / name
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent / name
