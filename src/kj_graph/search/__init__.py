"""Looking things up by any of their names, in any script; `match` says in which order and how a name may fit."""

from __future__ import annotations

from kj_graph.search.folding import fold
from kj_graph.search.match import WAYS, Hit, find_exact, search
from kj_graph.search.names import Names, add_sounds, build_index, open_names

__all__ = ["WAYS", "Hit", "Names", "add_sounds", "build_index", "find_exact", "fold", "open_names", "search"]
