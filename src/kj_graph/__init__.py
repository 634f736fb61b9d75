"""A knowledge graph of Korea–Japan relations: open it, ask it, show it, take it home.

>>> import kj_graph
>>> graph = kj_graph.open()
>>> graph.ask("ASK { kjr:agreement-basic-treaty-1965 kj:party kjr:state-japan }")
True
"""

from __future__ import annotations

__version__ = "0.3.2"

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from kj_graph.errors import KjGraphError
    from kj_graph.graph import KnowledgeGraph
    from kj_graph.opening import load_store
    from kj_graph.opening import open_graph as open  # noqa: A004 - `kj_graph.open` reads as `gzip.open` does

__all__ = ["KjGraphError", "KnowledgeGraph", "__version__", "load_store", "open"]

_HOMES = {
    "KjGraphError": ("errors", "KjGraphError"),
    "KnowledgeGraph": ("graph", "KnowledgeGraph"),
    "load_store": ("opening", "load_store"),
    "open": ("opening", "open_graph"),
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'kj_graph' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _HOMES[name]
    return getattr(import_module(f"kj_graph.{module}"), attribute)
