"""What holds for all tests: no deadlines (a first call loads what its stage needs), and the same cases in CI."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("kg", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("kg")
