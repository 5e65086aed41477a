"""The page: pyvis's network in our template, with every script and style inside, so that it asks no network for any.

Nothing of the data is ever read as HTML: it travels as JSON in which no ``<`` occurs, the page's script writes it as
text nodes, and a content security policy allows only the scripts that were put in here, by their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ExportError
from kg.export.claimgraph import ClaimGraph
from kg.export.files import write_whole
from kg.export.html.contents import contents
from kg.export.html.cutting import cut
from kg.export.html.drawing import lines, network
from kg.export.html.wording import date_text, texts
from kg.paths import data_folder

if TYPE_CHECKING:
    from markupsafe import Markup

MAX_NODES = 600
MAX_EDGES = 2500
_VIS = "lib/vis-9.1.2/vis-network"
_IMAGES = re.compile(r"background-image:\s*url\([^)]*\);?")


def page(
    graph: ClaimGraph,
    *,
    title: str = "",
    language: str = "de",
    max_nodes: int = MAX_NODES,
    max_edges: int = MAX_EDGES,
) -> str:
    """The page as HTML text; equal graphs give equal text.

    Args:
        graph: What to show.
        title: The heading; without one, that of the only document or a general one.
        language: ``de`` or ``en``.
        max_nodes: Of more nodes, those with the most edges are shown, with a notice.
        max_edges: Of more edges, those of the most claims.

    Raises:
        ExportError: if the page does not speak the language, or pyvis lacks its scripts.
    """
    words = texts(language)
    drawn, unseen = cut(lines(graph), max_nodes=max_nodes, max_edges=max_edges)
    made = network(graph, drawn, language)
    told = contents(graph, drawn, language=language, unseen=unseen)
    heading = title or (graph.documents[0].name if len(graph.documents) == 1 else words["title"])
    scripts = [_vis_script(), _own("page.js"), _own("panel.js")]
    made.set_template_dir(str(data_folder("export")), "page.html")
    made.templateEnv.autoescape = True
    made.templateEnv.globals.update(
        words=words,
        language=language,
        heading_text=heading,
        about=_about(graph, language),
        policy=_policy(scripts),
        styles=[_markup(_vis_style()), _markup(_own("page.css"))],
        scripts=[_markup(script) for script in scripts],
        data=_json({**told, "nodes": made.nodes, "edges": made.edges, "options": made.options, "words": dict(words)}),
    )
    text: str = made.generate_html()
    return text


def write(graph: ClaimGraph, path: Path, **options: Any) -> Path:  # noqa: ANN401 - those of `page`
    """Write the page to `path`, whole or not at all; the options are those of `page`.

    Raises:
        ExportError: see `page`; or the file cannot be written.
    """
    return write_whole(path, page(graph, **options))


def _about(graph: ClaimGraph, language: str) -> str:
    """Show, number and date of the only document, else the time that the documents span."""
    if len(graph.documents) == 1:
        only = graph.documents[0]
        number = None if only.number is None else f"#{only.number}"
        date = None if only.date is None else date_text(only.date, language)
        return " · ".join(part for part in (only.show, number, date) if part)
    dates = sorted(document.date for document in graph.documents if document.date is not None)
    return " – ".join(dict.fromkeys(date_text(date, language) for date in dates[:1] + dates[-1:]))


def _json(value: object) -> Markup:
    """JSON that no HTML parser takes for markup."""
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        plain = plain.replace(character, f"\\u{ord(character):04x}")
    return _markup(plain)


def _markup(text: str) -> Markup:
    """Text of our own that goes into the page as it is."""
    from markupsafe import Markup

    return Markup(text)  # noqa: S704 - scripts and styles of the program, and JSON without markup


def _policy(scripts: list[str]) -> str:
    hashes = (base64.b64encode(hashlib.sha256(s.encode("utf-8")).digest()).decode("ascii") for s in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in hashes)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _own(name: str) -> str:
    return (data_folder("export") / name).read_text(encoding="utf-8").strip()


@cache
def _vis_script() -> str:
    return _of_pyvis(f"{_VIS}.min.js").replace("</script", "<\\/script").strip()


@cache
def _vis_style() -> str:
    """The styles of vis-network without the pictures of buttons that the page does not have."""
    return _IMAGES.sub("", _of_pyvis(f"{_VIS}.css")).strip()


def _of_pyvis(name: str) -> str:
    import pyvis

    path = Path(pyvis.__file__).parent / name
    try:
        return path.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        raise ExportError(f"pyvis lacks {name}; install pyvis 0.3.2 again") from error
