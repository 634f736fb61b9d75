"""What the page opens on: so much of the graph as can be read at once, the rest a click or a search away."""

from __future__ import annotations

from kj_graph.explorer.dates import find_span
from kj_graph.explorer.lanes import IN_LANES
from kj_graph.explorer.layout import Chart
from kj_graph.explorer.records import PageModel
from kj_graph.explorer.timescale import WIDTH

MOST = 400
"""A graph no bigger than this is shown whole; the opening view of a bigger one is a choice."""

_BARS = 4
"""How many agreements that last a lane opens with: each needs a row to the end of time."""

_POINTS = 12
_PROPOSALS = 3
_ABREAST = 2
_LABEL = WIDTH * 0.24
"""Of what happened at a moment, so many in a lane, and no more side by side than have room for their names."""

_LEAST = 60
"""With fewer things than this a view tells nothing of a graph of many."""

_FRAME = {"State": 12, "ContestedMatter": 24, "Resource": 150}


def choose_opening(model: PageModel, chart: Chart) -> frozenset[str]:
    """Return the nodes of the opening view.

    States, contested matters and, in the lane of every uppermost policy area, the agreements, events and proposals
    that tell most, spread over time.
    """
    if len(model.nodes) <= MOST:
        return frozenset(model.nodes)
    ranked = sorted(model.nodes, key=lambda node: (-chart.places[node].rank, node))
    chosen: set[str] = set()
    for class_name, most in _FRAME.items():
        chosen.update([node for node in ranked if model.by_id[node].type == class_name][:most])
    for lane in filter(None, chart.lanes):
        here = [n for n in ranked if model.by_id[n].type in IN_LANES and chart.places[n].lane == lane]
        chosen.update([node for node in here if _lasts(model, node)][:_BARS])
        chosen.update(_spread(model, chart, [node for node in here if not _lasts(model, node)]))
    if len(chosen) < _LEAST:
        # A graph whose things lie in no lanes opens on those that tell most, whatever they are.
        chosen.update([node for node in ranked if node not in chosen][: _LEAST - len(chosen)])
    return frozenset(chosen)


def _lasts(model: PageModel, node: str) -> bool:
    """Tell whether an agreement has a life to draw: in force, or made and known to have ended."""
    thing = model.by_id[node]
    span = find_span(thing) if thing.type == "Agreement" else None
    return span is not None and (span.in_force or bool(span.end))


def _spread(model: PageModel, chart: Chart, ranked: list[str]) -> list[str]:
    """Choose the most telling that have room beside one another; proposals keep a place beside what happened."""
    proposals = [node for node in ranked if model.by_id[node].type == "Proposal"]
    others = [node for node in ranked if model.by_id[node].type != "Proposal"]
    chosen: list[str] = []
    for nodes, most, abreast in (
        (others[:3], 3, 1),
        (proposals, _PROPOSALS, _ABREAST),
        (others[3:], _POINTS, _ABREAST),
    ):
        added = 0
        for node in nodes:
            x = chart.places[node].x
            if x is None or added == most:
                continue
            beside = [other for other in chosen if abs(x - (chart.places[other].x or 0.0)) < _LABEL]
            if len(beside) < abreast:
                chosen.append(node)
                added += 1
    return chosen[: _POINTS + _PROPOSALS]
