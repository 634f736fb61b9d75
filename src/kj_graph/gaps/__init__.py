"""What is agreed against what is proposed, area by area, and what went on in the years of friction.

`map_gaps` sets the agreements in force of each policy area beside the proposals still open there, on a day or year by
year; `trace_firewalls` says which cooperation stopped and which went on in the years of friction. Both count what this
collection holds, say how far it reaches, and can be drawn as SVG. Silence is not absence.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import Any

    from kj_graph.gaps.firewalls import Firewalls, trace_firewalls
    from kj_graph.gaps.map import GapMap, map_gaps

_HOMES = {"map_gaps": "map", "trace_firewalls": "firewalls", "GapMap": "map", "Firewalls": "firewalls"}

__all__ = ["Firewalls", "GapMap", "map_gaps", "trace_firewalls"]


def __getattr__(name: str) -> Any:
    """Import a part when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"kj_graph.gaps.{_HOMES[name]}"), name)
