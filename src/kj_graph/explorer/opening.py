"""What the page opens on: so much of the graph as can be read at once, the rest a click or a search away."""

from __future__ import annotations

from kj_graph.explorer.layout import Chart
from kj_graph.explorer.records import PageModel

MOST = 400
"""A graph no bigger than this is shown whole; of a bigger one the opening view holds no more."""

_FRAME = ("State", "ContestedMatter", "PolicyArea")
_CONTENT = ("Agreement", "Event", "Proposal", "Resource")
_AHEAD = {"Agreement": 30.0, "Proposal": 20.0}
"""Agreements go before events, for they are what the others are about; proposals keep a place beside them."""


def choose_opening(model: PageModel, chart: Chart) -> frozenset[str]:
    """Return the nodes of the opening view.

    States, contested matters, the policy areas at the heads of lanes and rows, and of the agreements, events and
    proposals those that rank highest. What has no time and is joined to nothing there is left out.
    """
    if len(model.nodes) <= MOST:
        return frozenset(model.nodes)

    def order(node: str) -> tuple[float, str]:
        return (-chart.places[node].rank - _AHEAD.get(model.by_id[node].type, 0.0), node)

    frame = [
        node
        for node in model.nodes
        if model.by_id[node].type in _FRAME and (model.by_id[node].type != "PolicyArea" or node in chart.heads)
    ]
    frame = sorted(frame, key=order)[: MOST // 3]
    content = sorted((node for node in model.nodes if model.by_id[node].type in _CONTENT), key=order)
    chosen = frozenset(frame + content[: MOST - len(frame)])
    joined = {end for edge in model.edges if {edge.source, edge.target} <= chosen for end in (edge.source, edge.target)}
    return frozenset(node for node in chosen if node in joined or node in chart.heads or _has_time(model, node))


def _has_time(model: PageModel, node: str) -> bool:
    thing = model.by_id[node]
    return bool(thing.life) or any(name in {"date", "from"} for name, _ in thing.values)
