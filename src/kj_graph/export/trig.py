"""TriG: each named graph as a block of Turtle, the graphs in the order in which people ask for them."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kj_graph import vocabulary as v
from kj_graph.export.parcel import write_comment
from kj_graph.export.turtle import write_blocks, write_prefixes, write_term

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import IO

    from pyoxigraph import Triple

    from kj_graph.export.parcel import Parcel

_PREFIXES = {**v.PREFIXES, "kjg": v.GRAPH}
_ORDER = {graph.value: rank for rank, graph in enumerate((v.CURATED, v.EVIDENCE, v.ADDED))}
_LAST = {v.ONTOLOGY.value: 1, v.INFERRED.value: 2}


def write(parcel: Parcel, file: IO[str]) -> None:
    """Write a parcel as TriG below a comment that says what it is; what stands in no named graph comes first."""
    graphs: dict[str, list[Triple]] = {}
    for quad in parcel.quads():
        name = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        graphs.setdefault(name, []).append(quad.triple)
    used: set[str] = set()
    parts = []
    for name in sorted(graphs, key=lambda each: (each != "", _LAST.get(each, 0), _ORDER.get(each, 9), each)):
        body = "\n".join(write_blocks(graphs.pop(name), used, _PREFIXES))
        parts.append(f"{write_term(NamedNode(name), used, _PREFIXES)} {{\n\n{body}\n}}\n" if name else body)
    heading = write_comment(parcel.about.to_lines())
    file.write("\n".join(part for part in (heading, write_prefixes(used, _PREFIXES), *parts) if part))
