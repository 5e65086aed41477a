"""Rules that keep a question running alike on Neo4j and on the embedded engine, and its files readable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kg.queries.columns import pieces
from kg.queries.model import Query

_CLAUSES = (
    "OPTIONAL MATCH",
    "MATCH",
    "WITH",
    "RETURN",
    "ORDER BY",
    "UNWIND",
    "UNION",
    "CALL",
    "LIMIT",
    "SKIP",
    "WHERE",
)
_KEYWORDS = frozenset(
    re.findall(
        r"\w+",
        "OPTIONAL MATCH WITH RETURN ORDER BY UNWIND UNION CALL LIMIT SKIP WHERE AS AND OR NOT XOR IN IS NULL DISTINCT "
        "EXISTS COUNT COLLECT CASE WHEN THEN ELSE END DESC ASC CONTAINS STARTS ENDS YIELD ALL",
    )
)
_INDEXES = frozenset({"entity_text", "evidence_text"})
_LITERALS = frozenset({"null", "true", "false"})
_FUNCTION_WORDS = frozenset({"COUNT", "COLLECT", "EXISTS", "ALL", "END"})
_WRITING = frozenset({"CREATE", "MERGE", "SET", "DELETE", "REMOVE", "DETACH", "DROP", "LOAD", "FOREACH"})
_BANNED = (
    (r"\$\(", "no dynamic labels or types: $(…) matches nothing on the embedded engine"),
    (r"\b(ANY|ALL)?\s*SHORTEST\b", "no SHORTEST selectors: write shortestPath()"),
    (r"\bCYPHER\s+\d", "no CYPHER prefix"),
    (r"\b(apoc|gds)\.", "no procedures of plug-ins"),
    (r"\belementId\s*\(|(?<![\w.])id\s*\(", "no run-time ids: use the property id"),
    (r"\bdb\.(propertyKeys|schema)|\bdbms\.", "no db.propertyKeys, db.schema or dbms procedures"),
    (r"\bshortestPath\s*\([^)]*\{", "no predicate inside shortestPath"),
    (r"(?<![\w.])(?:date|datetime|localdatetime|time|duration)\s*\(", "no temporal functions: dates are ISO texts"),
    (r"(?<![\w.])(?:rand|randomUUID|timestamp)\s*\(", "no functions that answer differently each time"),
)


def lint(query: Query, vocabulary: Iterable[str] = ()) -> list[str]:
    """What is wrong with the question, as sentences; empty where all is well.

    Args:
        query: The question.
        vocabulary: The ontology's words, which may stand in quotes; all other values are parameters.
    """
    return [f"{query.path.name}: {found}" for found in _findings(query.cypher, frozenset(vocabulary))]


def _findings(cypher: str, vocabulary: frozenset[str]) -> Iterator[str]:
    bare = _without_quotes(cypher)
    for pattern, message in _BANNED:
        if re.search(pattern, bare, re.IGNORECASE if "SHORTEST" not in pattern else 0):
            yield message
    if not re.search(r"^ORDER BY\b", bare, re.MULTILINE):
        yield "the rows have no order: add ORDER BY"
    yield from _words(bare)
    yield from _quoted(cypher, vocabulary)
    yield from _lines(bare)
    yield from _unsorted_collections(bare)
    yield from _lost_sort_keys(bare)


def _words(bare: str) -> Iterator[str]:
    for found in re.finditer(r"(?<![\w.:$`])[A-Za-z]+\b(?!\s*:)", bare):
        word, after = found.group(), bare[found.end() : found.end() + 2].lstrip()
        upper = word.upper()
        if upper in _WRITING and upper == word:
            yield f"the library only reads: {word}"
        if (
            upper in _KEYWORDS
            and word != upper
            and word not in _LITERALS
            and not (upper in _FUNCTION_WORDS and after[:1] in "( ,")
        ):
            yield f"keywords in capitals: {word}"


def _quoted(cypher: str, vocabulary: frozenset[str]) -> Iterator[str]:
    for kind, text, _ in pieces(cypher):
        if kind == "quoted" and text[0] in "'\"":
            value = text[1:-1]
            if any(letter.isalnum() for letter in value) and value not in vocabulary and value not in _INDEXES:
                yield f"a value in quotes that should be a parameter: {text}"


def _lines(bare: str) -> Iterator[str]:
    for number, line in enumerate(bare.splitlines(), 1):
        stripped = line.strip()
        if line != line.rstrip() or "\t" in line:
            yield f"line {number}: blanks at the end or tabs"
        if len(line) > 120:
            yield f"line {number}: longer than 120 characters"
        outside = re.sub(r"\{[^{}]*\}|\([^()]*\)", "", stripped)
        starts = [m.start() for c in _CLAUSES for m in re.finditer(rf"(?<![\w.]){c}\b", outside)]
        if any(start > 0 for start in starts) and not re.match(r"(OPTIONAL MATCH|ORDER BY|STARTS WITH|UNION)", outside):
            inner = re.sub(r"\b(STARTS|ENDS) WITH\b", "", outside)
            if any(m.start() > 0 for c in _CLAUSES for m in re.finditer(rf"(?<![\w.]){c}\b", inner)):
                yield f"line {number}: one clause a line"


def _unsorted_collections(bare: str) -> Iterator[str]:
    """`collect` gives the order in which rows come, which differs between engines unless the rows were sorted."""
    for found in re.finditer(r"\bcollect\s*\(", bare):
        before = bare[: found.start()]
        clause = max(before.rfind("\nWITH"), before.rfind("\nRETURN"), before.rfind(" WITH "), before.rfind(" RETURN "))
        if not re.search(r"ORDER BY[^\n]*\s*$", before[:clause].rstrip() if clause > 0 else ""):
            yield "collect() of rows in no order: put WITH … ORDER BY before it"
            return


def _lost_sort_keys(bare: str) -> Iterator[str]:
    """A sort key that is not carried by its WITH is ignored by the embedded engine without a word."""
    for found in re.finditer(r"WITH\s+(?:DISTINCT\s+)?(?P<items>[^\n]*)\s+ORDER BY\s+(?P<keys>[^\n]*)", bare):
        items = found["items"]
        carried = set(re.findall(r"\bAS\s+(\w+)", items))
        carried |= {part.strip() for part in items.split(",") if re.fullmatch(r"\s*\w+\s*", part)}
        for key in re.findall(r"(?<![\w.])([a-z_]\w*)(?=\.|\s*(?:,|DESC|ASC|$))", found["keys"]):
            if key not in carried:
                yield f"WITH drops {key}, by which ORDER BY sorts; carry it"


def _without_quotes(cypher: str) -> str:
    return "".join(
        "''" if kind == "quoted" and text[0] != "`" else text for kind, text, _ in pieces(cypher, skipped=True)
    )
