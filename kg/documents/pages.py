"""HTML pages: the words of the article, a line a paragraph, headings marked with ``#`` as in Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kg.documents.dates import iso_date
from kg.documents.decoding import refuse_blank
from kg.documents.formats import Format
from kg.documents.marks import SOURCE_MARK, ends_with_domain
from kg.documents.recognition import recognise_prose
from kg.documents.written import read_written
from kg.errors import InputError
from kg.model import Document

_DROPPED = "script, style, noscript, template, svg, iframe, form, nav, aside, button, select, head, footer, [hidden]"
_ARTICLES = ("[itemprop=articleBody]", "article", "main", "[role=main]", "body")
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_WIDE = frozenset("p blockquote pre ul ol table section article figure header h1 h2 h3 h4 h5 h6".split())
_BLOCKS = _WIDE | frozenset("address body dd div dl dt fieldset figcaption hr html li main tbody thead tr".split())
_CELLS = frozenset(("td", "th"))
_BLANKS = re.compile(r"\s+")


def read_html(text: str, format_: Format, document_id: str, source: str) -> Document:
    """The document of a page: its article's text, with metadata from the page's head where it has them.

    Raises:
        InputError: if the page holds no text.
    """
    tree = LexborHTMLParser(text)
    meta = _meta(tree)
    title = meta.get("og:title") or _text_of(tree.css_first("title"))
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or "") if root is not None else ""
    audio = tree.css_first("audio[src], audio source[src]")
    time = tree.css_first("time[datetime]")
    for node in tree.css(_DROPPED):
        node.decompose()
    words = _article(tree)
    try:
        refuse_blank(words, source)
    except InputError:
        raise InputError(source, "the page holds no text", "Save the page with its content, or as text.") from None
    plain = read_written(words, recognise_prose(words), document_id, source)
    told_date = (
        meta.get("article:published_time") or meta.get("date") or (time and time.attributes.get("datetime")) or ""
    )
    return replace(
        plain,
        title=(plain.title if plain.number is not None else title or plain.title).lstrip("# "),
        date=plain.date or iso_date(told_date),
        language=language[:2].lower() if re.match(r"[A-Za-z]{2}(?:-|$)", language) else "de",
        show=plain.show or meta.get("og:site_name"),
        author=plain.author or meta.get("author"),
        media_url=audio.attributes.get("src") if audio is not None else None,
    )


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        key = node.attributes.get("property") or node.attributes.get("name")
        value = " ".join((node.attributes.get("content") or "").split())
        if key and value:
            found.setdefault(key.lower(), value)
    return found


def _article(tree: LexborHTMLParser) -> str:
    for selector in _ARTICLES:
        nodes = tree.css(selector)
        words = max((_joined(node) for node in nodes), key=len, default="")
        if words.strip():
            return words
    return ""


def _joined(root: LexborNode) -> str:
    """The text below a node: a line a block, an empty line around paragraphs, link lines with their domains."""
    lines: list[tuple[bool, str]] = []
    parts: list[str] = []
    links: list[str] = []
    wide = True

    def flush() -> None:
        nonlocal wide
        words = _BLANKS.sub(" ", "".join(parts)).strip()
        if words:
            lines.append((wide, _with_domains(words, links)))
            wide = False
        parts.clear()
        links.clear()

    for tag, node, leaving in _walk(root):
        if tag == "-text":
            parts.append(node.text(deep=False) or "")
        elif tag == "br":
            flush()
        elif tag in _BLOCKS:
            flush()
            wide = wide or tag in _WIDE
            if not leaving and tag in _HEADINGS:
                parts.append("#" * _HEADINGS[tag] + " ")
        elif tag in _CELLS and leaving:
            parts.append(" | ")
        elif tag == "a" and leaving:
            domain = _domain(node.attributes.get("href") or "")
            if domain:
                links.append(domain)
                parts.append(f"\x00{domain}\x00")
    flush()
    return "".join(("\n\n" if gap else "\n") * (i > 0) + words for i, (gap, words) in enumerate(lines))


def _walk(root: LexborNode) -> Iterator[tuple[str, LexborNode, bool]]:
    """All nodes below one in the order of the page; elements come twice, when entered and when left."""
    stack: list[tuple[LexborNode, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        tag = node.tag or ""
        yield tag, node, leaving
        if leaving or tag == "-text":
            continue
        stack.append((node, True))
        children = list(node.iter(include_text=True))
        stack.extend((child, False) for child in reversed(children))


def _with_domains(words: str, links: list[str]) -> str:
    """The line with the domains of its links, where it is a source or a note and does not name them itself."""
    plain = re.sub("\x00[^\x00]*\x00", "", words).rstrip("| ")
    if not links:
        return plain
    if plain.startswith(SOURCE_MARK):
        return re.sub("\x00([^\x00]*)\x00", r" (\1)", words)
    tail = words.rstrip()
    if len(links) == 1 and tail.endswith("\x00") and len(plain) < 250 and not ends_with_domain(plain):
        opening = words.find("\x00")
        return f"{plain} - {links[0]}" if opening == len(plain) else plain
    return plain


def _domain(href: str) -> str:
    try:
        return (urlsplit(href).hostname or "").removeprefix("www.") if href.startswith(("http://", "https://")) else ""
    except ValueError:
        return ""


def _text_of(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node is not None else ""
