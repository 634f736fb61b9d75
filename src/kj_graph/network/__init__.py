"""The graph as networks of things, and measures on them that answer questions of this field.

`build_network` gives all named things and their relations, `project` a smaller network made from it, `measure` a table
of figures with what they mean, what they rest on and how sure they are. docs/network.md says what is a node and what an
edge. A figure is one of this collection, not of the world: what was not gathered is not in it.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import Any

    from kj_graph.network.measures import make_network, measure
    from kj_graph.network.output import render_measured, write_graphml
    from kj_graph.network.projection import project
    from kj_graph.network.statements import build_network
    from kj_graph.network.table import Measured

NODE_CLASSES = (
    "State", "Organization", "Person", "Group", "Office", "Place", "Agreement", "Event", "Claim", "Proposal",
    "ContestedMatter", "Position", "PolicyArea",
)  # fmt: skip
MEASURES = ("brokers", "reach", "pillars", "communities", "decades", "formats", "ties", "paths")
PROJECTIONS = ("everything", "core", "actors", "meetings", "areas", "agreements", "proposals", "votes")
_HOMES = {
    "build_network": "statements",
    "make_network": "measures",
    "measure": "measures",
    "render_measured": "output",
    "project": "projection",
    "write_graphml": "output",
    "Measured": "table",
}

__all__ = [
    "MEASURES",
    "NODE_CLASSES",
    "PROJECTIONS",
    "Measured",
    "build_network",
    "make_network",
    "measure",
    "project",
    "render_measured",
    "write_graphml",
]


def __getattr__(name: str) -> Any:
    """Import a part when it is first asked for: who only reads NODE_CLASSES pays for nothing else."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"kj_graph.network.{_HOMES[name]}"), name)
