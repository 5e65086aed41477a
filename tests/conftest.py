"""What holds for all tests: no deadlines, since the first call of a stage loads what it needs, and the same cases in CI."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("kg", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("kg")
