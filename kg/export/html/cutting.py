"""What a page leaves out when there is more than a reader and a browser can take in."""

from __future__ import annotations

from collections import Counter

from kg.export.html.drawing import Line


def cut(drawn: list[Line], *, max_nodes: int, max_edges: int) -> tuple[list[Line], int]:
    """The lines among the most connected nodes, in their order, and how many claims are no longer to be seen."""
    degrees = Counter(end for line in drawn for end in (line.start, line.end))
    kept = {node for node, _ in sorted(degrees.items(), key=lambda item: (-item[1], item[0]))[:max_nodes]}
    within = [line for line in drawn if line.start in kept and line.end in kept]
    if len(within) > max_edges:
        ranked = sorted(
            range(len(within)),
            key=lambda n: (-len(within[n].claims), -degrees[within[n].start] - degrees[within[n].end], n),
        )
        within = [within[n] for n in sorted(ranked[:max_edges])]
    seen = {claim for line in within for claim in line.claims}
    return within, len({claim for line in drawn for claim in line.claims} - seen)
