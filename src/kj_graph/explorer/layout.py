"""Where each node stands: ForceAtlas2 with a fixed seed, then nodes pushed apart until none covers another.

The same model gives the same places on the same machine and versions; they are rounded to whole units
because the last digits of floating-point sums differ between processors.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from kj_graph.explorer.records import PageModel

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    import networkx

    Neighbourhood: TypeAlias = networkx.Graph[str, dict[str, Any], dict[str, Any]]

SEED = 1965
WIDTH_TO_HEIGHT = 1.6
"""Pages are wider than high, so the drawing is stretched a little."""

_WEIGHTS = {
    "partOf": 4.0,
    "statedAt": 3.0,
    "supplements": 3.0,
    "onMatter": 3.0,
    "skos:broader": 1.5,
    "outcomeOf": 1.5,
    "concerns": 1.0,
    "refersTo": 0.8,
    "policyArea": 0.6,
    "heldBy": 0.5,
    "organizer": 0.6,
    "participant": 0.3,
    "party": 0.02,
}
"""How strongly a relation draws its ends together: nearly everything has the two states as parties."""

_SIZES = {
    "State": 12.0,
    "Agreement": 7.5,
    "Event": 8.0,
    "ContestedMatter": 11.0,
    "Position": 5.5,
    "PolicyArea": 4.5,
    "Proposal": 7.0,
    "Claim": 5.5,
    "Organization": 5.5,
    "Group": 5.5,
    "Person": 4.0,
    "Actor": 5.0,
}

_RANKS = {
    "State": 100.0,
    "ContestedMatter": 50.0,
    "Agreement": 34.0,
    "Event": 42.0,
    "Proposal": 20.0,
    "PolicyArea": 18.0,
    "Organization": 12.0,
    "Claim": 10.0,
    "Position": 8.0,
    "Group": 6.0,
    "Person": 4.0,
    "Actor": 4.0,
}

_MARGINS = {
    "State": 26.0,
    "Event": 26.0,
    "ContestedMatter": 24.0,
    "Agreement": 13.0,
    "Proposal": 8.0,
    "PolicyArea": 8.0,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A node's position and radius, and how early it gets a label."""

    x: int
    y: int
    size: float
    rank: float


def place_nodes(model: PageModel) -> dict[str, Place]:
    """Return a place for every node, in the order of the model's nodes."""
    import networkx

    graph: Neighbourhood = networkx.Graph()
    graph.add_nodes_from(model.nodes)
    for edge in model.edges:
        weight = max(_WEIGHTS.get(name, 0.5) for name in edge.properties)
        present = graph.get_edge_data(edge.source, edge.target, {"weight": 0.0})["weight"]
        graph.add_edge(edge.source, edge.target, weight=max(weight, present))
    degrees = {node: _count_content(model, graph, node) for node in model.nodes}
    sizes = {node: _measure_node(model, node, degrees[node]) for node in model.nodes}
    if not model.nodes:
        return {}
    points = _spread(graph, sizes)
    points = _push_apart(points, {node: sizes[node] + _measure_margin(model, node) for node in model.nodes})
    return {
        node: Place(
            x=round(points[node][0]),
            y=round(points[node][1]),
            size=round(sizes[node], 1),
            rank=round(_rank_node(model, node, degrees[node]), 1),
        )
        for node in model.nodes
    }


def _rank_node(model: PageModel, node: str, degree: int) -> float:
    """Weigh a node for its label; the event that others are part of stands for all of them."""
    thing = model.by_id[node]
    has_parts = thing.type == "Event" and any(
        edge.target == node and "partOf" in edge.properties for edge in model.edges
    )
    return _RANKS[thing.type] + 8 * math.log2(1 + degree) + (24 if has_parts else 0)


def _count_content(model: PageModel, graph: Neighbourhood, node: str) -> int:
    """Count neighbours other than states: being a party says nothing about weight."""
    neighbours = graph[node]
    return sum(1 for other in neighbours if model.by_id[other].type != "State")


def _measure_node(model: PageModel, node: str, degree: int) -> float:
    return _SIZES[model.by_id[node].type] + 1.3 * math.log2(1 + degree)


def _measure_margin(model: PageModel, node: str) -> float:
    """Return the room kept free around a node: things that always want a label keep some for it."""
    return _MARGINS.get(model.by_id[node].type, 4.0)


def _spread(graph: Neighbourhood, sizes: dict[str, float]) -> dict[str, tuple[float, float]]:
    import networkx
    import numpy

    turn = 2 * math.pi / len(sizes)
    start = {node: numpy.array([math.cos(turn * at), math.sin(turn * at)]) for at, node in enumerate(sizes)}
    # networkx divides a node's distance to itself by itself and then throws the result away.
    with numpy.errstate(invalid="ignore"):
        found = networkx.forceatlas2_layout(
            graph,
            pos=start,
            max_iter=400,
            scaling_ratio=6.0,
            gravity=2.0,
            linlog=True,
            node_mass={node: 1 + size / 8 for node, size in sizes.items()},
            weight="weight",
            seed=SEED,
        )
    reach = max((math.hypot(float(x), float(y)) for x, y in found.values()), default=1.0) or 1.0
    room = 40.0 * math.sqrt(len(sizes)) / reach
    return {node: (float(found[node][0]) * room * WIDTH_TO_HEIGHT, float(found[node][1]) * room) for node in sizes}


def _push_apart(points: dict[str, tuple[float, float]], rooms: dict[str, float]) -> dict[str, tuple[float, float]]:
    """Move overlapping nodes away from each other, half the overlap each, until none overlaps."""
    import numpy

    nodes = list(points)
    x = numpy.array([points[node][0] for node in nodes])
    y = numpy.array([points[node][1] for node in nodes])
    radius = numpy.array([rooms[node] for node in nodes])
    apart = radius[:, None] + radius[None, :]
    # Nodes on the very same point need a direction to leave in; a spiral gives each its own.
    turn = numpy.arange(len(nodes)) * 2.399963
    x += 0.01 * numpy.cos(turn)
    y += 0.01 * numpy.sin(turn)
    for _ in range(300):
        dx = x[:, None] - x[None, :]
        dy = y[:, None] - y[None, :]
        distance = numpy.hypot(dx, dy)
        numpy.fill_diagonal(distance, numpy.inf)
        overlap = numpy.clip(apart - distance, 0.0, None)
        if overlap.max() < 0.5:
            break
        step = overlap / numpy.maximum(distance, 1e-6) * 0.5
        x += (dx * step).sum(axis=1) * 0.6
        y += (dy * step).sum(axis=1) * 0.6
    return {node: (float(x[at]), float(y[at])) for at, node in enumerate(nodes)}
