"""A headless Chromium, where it is asked for: KG_TEST_BROWSER=1. Asked for and not there is a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.export.claimgraph import ClaimGraph
from kg.export.extractions import from_extractions
from tests.browser.reader import Reader
from tests.store.examples import example_world

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The browser."""
    if not os.environ.get("KG_TEST_BROWSER"):
        pytest.skip("needs a browser: KG_TEST_BROWSER=1 (make test-browser) runs it")
    path = os.environ.get("KG_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail(f"KG_TEST_BROWSER is set, but there is none of {', '.join(NAMES)}; KG_CHROMIUM names another")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.fail("KG_TEST_BROWSER is set, but playwright is not installed: pip install playwright")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture
def reader(browser: Any, tmp_path: Path) -> Iterator[Reader]:
    """Somebody who opens pages from the disk, without a network."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True, locale="de-DE")
    yield Reader(context, tmp_path)
    context.close()


@pytest.fixture(scope="session")
def world() -> ClaimGraph:
    """The example world."""
    return from_extractions(example_world())
