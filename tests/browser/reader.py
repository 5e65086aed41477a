"""What a reader does with a page and sees of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.export.claimgraph import ClaimGraph
from kg.export.html import write


class Reader:
    """Opens a graph's page from the disk.

    Attributes:
        asked: All addresses that the page asked for.
        errors: What its scripts complained about.
        page: The page, in playwright's hands.
    """

    def __init__(self, context: Any, folder: Path) -> None:
        self._folder = folder
        self.asked: list[str] = []
        self.errors: list[str] = []
        self.page = context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._note)
        self.page.on("dialog", self._refuse)

    def opens(self, graph: ClaimGraph, **options: Any) -> Reader:
        """Open the graph's page and wait until it has settled."""
        path = write(graph, self._folder / "seite mit namen.html", **options)
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("html[data-settled]", state="attached", timeout=60_000)
        return self

    def searches(self, text: str) -> list[str]:
        """Type into the search field; the names that are offered."""
        self.page.keyboard.press("/")
        self.page.keyboard.type(text)
        return [str(name) for name in self.page.locator("#suggestions li span").all_inner_texts()]

    def clicks(self, place: str) -> None:
        """Click where a script says: an expression of a point in the canvas's coordinates."""
        at = self.page.evaluate(f"KG.network.canvasToDOM({place})")
        frame = self.page.locator("#network").bounding_box()
        self.page.mouse.click(frame["x"] + at["x"], frame["y"] + at["y"])
        self.page.wait_for_timeout(150)

    def summary(self) -> str:
        """The line under the heading."""
        return str(self.page.inner_text("#summary"))

    def panel(self) -> str:
        """The text of the evidence panel."""
        return str(self.page.inner_text("#panel"))

    def shown(self, what: str) -> set[str]:
        """Ids of the nodes or edges that are drawn."""
        return set(self.page.evaluate(f"KG.{what}.get().filter(one => !one.hidden).map(one => one.id)"))

    def _note(self, said: Any) -> None:
        if said.type in ("error", "warning"):
            self.errors.append(said.text)

    def _refuse(self, dialog: Any) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()
