"""What of a thing's place follows from the data alone: its time, its lane, how big and how telling it is.

The rows within a lane are set by the page, for they depend on what it shows, how wide it is and how long the names
are in its language. No forces are at work here or there: the same model gives the same picture everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from kj_graph.explorer.dates import find_moments
from kj_graph.explorer.lanes import choose_lanes, find_tops, order_lanes
from kj_graph.explorer.records import PageModel
from kj_graph.explorer.timescale import TimeScale
from kj_graph.explorer.weights import count_content, measure_node, rank_node

_SETS_SCALE = frozenset({"Agreement", "Event", "Position", "Resource"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where along time a node stands, if its time is known, in which lane, how big, and how early it is named."""

    x: float | None
    lane: str
    size: float
    rank: float


@dataclass(frozen=True, slots=True)
class Chart:
    """Places by node, the policy areas that have a lane, and where each year begins."""

    places: dict[str, Place]
    lanes: tuple[str, ...] = ()
    years: tuple[tuple[int, float], ...] = ()


def arrange(model: PageModel) -> Chart:
    """Return the chart of a model."""
    if not model.nodes:
        return Chart({})
    neighbours = _collect_neighbours(model)
    moments = find_moments(model, neighbours)
    scale = TimeScale([moments[node] for node in model.nodes if node in moments and _sets_scale(model, node)])
    lanes = choose_lanes(model, find_tops(model))
    wholes = {edge.target for edge in model.edges if "partOf" in edge.properties}
    degrees = {node: count_content(model, neighbours[node]) for node in model.nodes}
    return Chart(
        places={
            node: Place(
                x=round(scale.place(moments[node]), 1) if node in moments else None,
                lane=lanes.get(node, ""),
                size=round(measure_node(model.by_id[node], degrees[node]), 1),
                rank=round(rank_node(model.by_id[node], degrees[node], is_whole=node in wholes), 1),
            )
            for node in model.nodes
        },
        lanes=order_lanes(lanes),
        # Without a single date there is no time to go along.
        years=scale.list_years() if moments else (),
    )


def _collect_neighbours(model: PageModel) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {node: set() for node in model.nodes}
    for edge in model.edges:
        found[edge.source].add(edge.target)
        found[edge.target].add(edge.source)
    return found


def _sets_scale(model: PageModel, node: str) -> bool:
    return model.by_id[node].type in _SETS_SCALE
