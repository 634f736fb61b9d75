"""How two things are connected: the shortest and most telling ways first, a bounded number of them, always the same.

A way costs one for each step, more where the relation says little (a policy area, a place), and more for each thing it
passes through, by how many others share that thing: that both concern Japan explains nothing. What lies within the
bound is gathered from both ends through `Neighbours`, the ways through it are found by networkx (Yen's algorithm).
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import NamedTuple

from kj_graph.paths.relations import Relation

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    import networkx

    from kj_graph.paths.relations import Neighbours

_STEP_COSTS = {
    "broader": 2.0, "editorial": 1.5, "officeOf": 2.0, "party": 1.5, "place": 2.0, "policyArea": 2.0, "signedAt": 2.0,
}  # fmt: skip
_PASSING = {"Organization": 1.0, "Office": 1.0, "Place": 1.5, "PolicyArea": 1.5, "State": 2.0, "Theme": 0.7}
_SHARING = frozenset(_PASSING)
_MANY = 30  # neighbours beyond which a shared thing of such a kind explains little
_FURTHER = 8.0  # how much dearer than the first way another may be
_MOST_TRIED = 80
_MOST_WEAK = 2


class Step(NamedTuple):
    """One step from a thing to the next, with all relations that join the two, the most telling first."""

    start: str
    end: str
    relations: tuple[Relation, ...]

    @property
    def editorial(self) -> bool:
        """Whether only the editors' reading joins the two."""
        return all(relation.property == "editorial" for relation in self.relations)


class Route(NamedTuple):
    """One way between two things; `kind` is stated, editorial, source or weak, `shared` what very many things share."""

    kind: str
    cost: float
    steps: tuple[Step, ...]
    shared: tuple[tuple[str, int], ...]

    @property
    def things(self) -> tuple[str, ...]:
        """The things on the way, both ends included."""
        return (self.steps[0].start, *(step.end for step in self.steps))


def describe_weights() -> dict[str, object]:
    """Return what ways cost as plain data, for the explorer, which finds them by the same rules."""
    return {
        "stepCosts": _STEP_COSTS, "passing": _PASSING, "many": _MANY, "further": _FURTHER, "mostTried": _MOST_TRIED,
        "mostWeak": _MOST_WEAK,
    }  # fmt: skip


def find_routes(neighbours: Neighbours, start: str, end: str, *, steps: int = 4, most: int = 3) -> list[Route]:
    """Return at most `most` ways of at most `steps` steps; where none is telling, the sources that both occur in."""
    network = _gather(neighbours, start, end, steps)
    routes = _find(neighbours, network, start, end, steps) if network is not None else []
    telling = [route for route in routes if route.kind != "weak"]
    if telling:
        return telling[:most]
    return [*_find_sources(neighbours, start, end, most), *routes[:_MOST_WEAK]][:most]


def _gather(neighbours: Neighbours, start: str, end: str, steps: int) -> networkx.Graph[str] | None:
    """Return the network of everything on some way of at most so many steps, or None where the ends do not meet."""
    ahead = _measure(neighbours, start, end, (steps + 1) // 2)
    behind = _measure(neighbours, end, start, steps // 2)
    meeting = {thing for thing in ahead if thing in behind}
    if not meeting:
        return None
    import networkx

    network: networkx.Graph[str] = networkx.Graph()
    edges: dict[tuple[str, str], list[Relation]] = {}
    for thing in sorted({*ahead, *behind}):
        if _is_inside(thing, ahead, behind, steps):
            for relation in neighbours.relations(thing):
                other = relation.other(thing)
                if _is_inside(other, ahead, behind, steps):
                    edges.setdefault((min(thing, other), max(thing, other)), []).append(relation)
    passing = {thing: _cost_passing(neighbours, thing) for pair in edges for thing in pair} | {start: 0.0, end: 0.0}
    for (one, other), found in sorted(edges.items()):
        relations = tuple(sorted(set(found), key=lambda each: (_STEP_COSTS.get(each.property, 1.0), each)))
        cost = _STEP_COSTS.get(relations[0].property, 1.0)
        network.add_edge(one, other, relations=relations, cost=cost + (passing[one] + passing[other]) / 2)
    if start not in network or end not in network:
        return None
    from_start, from_end = (networkx.single_source_shortest_path_length(network, each, steps) for each in (start, end))
    beyond = steps + 1
    network.remove_nodes_from(
        [thing for thing in network if from_start.get(thing, beyond) + from_end.get(thing, beyond) > steps]
    )
    return network if start in network and end in network else None


def _measure(neighbours: Neighbours, start: str, end: str, steps: int) -> dict[str, int]:
    """Return how many steps away from one end each thing is, up to a bound; no way goes on beyond the other end."""
    found = {start: 0}
    level = [start]
    for distance in range(1, steps + 1):
        following = []
        for thing in level:
            if thing != end:
                for relation in neighbours.relations(thing):
                    other = relation.other(thing)
                    if other not in found:
                        found[other] = distance
                        following.append(other)
        level = following
    return found


def _is_inside(thing: str, ahead: dict[str, int], behind: dict[str, int], steps: int) -> bool:
    """Say whether a thing may lie on a way of at most so many steps, as far as the measured distances tell."""
    half, rest = (steps + 1) // 2, steps // 2
    return ahead.get(thing, half + 1) + behind.get(thing, rest + 1) <= steps


def _cost_passing(neighbours: Neighbours, thing: str) -> float:
    return _PASSING.get(neighbours.kind(thing), 0.5) * math.log2(1 + neighbours.degree(thing))


def _find(neighbours: Neighbours, network: networkx.Graph[str], start: str, end: str, steps: int) -> list[Route]:
    import networkx

    routes: list[Route] = []
    first, last = sorted((start, end))  # so that both directions give the same ways
    try:
        for number, things in enumerate(networkx.shortest_simple_paths(network, first, last, weight="cost")):
            cost = networkx.path_weight(network, things, "cost")
            if number >= _MOST_TRIED or (routes and cost > routes[0].cost + _FURTHER):
                break
            if len(things) - 1 <= steps:
                routes.append(_make_route(neighbours, network, things if first == start else things[::-1], cost))
    except networkx.NetworkXNoPath:
        return []
    return sorted(routes, key=_order_route)


def _order_route(route: Route) -> tuple[bool, float, int, tuple[str, ...]]:
    return (route.kind == "weak", round(route.cost, 6), len(route.steps), min(route.things, route.things[::-1]))


def _make_route(neighbours: Neighbours, network: networkx.Graph[str], things: list[str], cost: float) -> Route:
    steps = tuple(Step(one, other, network.edges[one, other]["relations"]) for one, other in pairwise(things))
    degrees = [(thing, neighbours.degree(thing)) for thing in things[1:-1] if neighbours.kind(thing) in _SHARING]
    shared = tuple((thing, many) for thing, many in degrees if many >= _MANY or neighbours.kind(thing) == "State")
    kind = "weak" if shared else "editorial" if any(step.editorial for step in steps) else "stated"
    return Route(kind, cost, steps, shared)


def _find_sources(neighbours: Neighbours, start: str, end: str, most: int) -> list[Route]:
    """Return the ways through a source that documents both, those that document least first."""
    common = sorted(
        (neighbours.count_documented(source), source)
        for source in neighbours.sources(start) & neighbours.sources(end)
        if source not in (start, end)
    )
    return [
        Route(
            "source",
            2.0 + math.log2(1 + many),
            (
                Step(start, source, (Relation(start, "source", source, start),)),
                Step(source, end, (Relation(end, "source", source, end),)),
            ),
            (),
        )
        for many, source in common[:most]
    ]
