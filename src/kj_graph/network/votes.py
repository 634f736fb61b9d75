"""The states by their votes in roll calls of the United Nations General Assembly.

A node is a state, an edge a pair of states in one decade; its `weight` is the share of the roll calls in which both
voted that they voted alike (in favour, against, or abstaining), `same` and `shared` are the counts behind it, `thin`
marks pairs with fewer than MANY. Roll calls without a date stand under the decade ''. Absence is not told in the data
and counts for nothing.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kj_graph import vocabulary as v
from kj_graph.errors import UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    import networkx

    from kj_graph.graph import KnowledgeGraph

    Many = networkx.MultiGraph[str]
    One = networkx.Graph[str]

MANY = 30
"""Pairs with fewer common roll calls are marked thin, and make no close tie."""

_QUARTER = 0.75
_STEP = 200_000


def build_votes(graph: KnowledgeGraph, tell: Callable[[str], None]) -> Many:
    """Return the network of states by decade; raises UsageError where the graph has no votes."""
    import networkx

    store = graph.store.mirror()
    choices, states = _read_choices(store, tell)
    if not states:
        raise UsageError(
            "this graph has no votes in roll calls",
            hint="Load those that travel with the package: --with unga. docs/network.md says how to add all states.",
        )
    decades = _read_decades(store)
    network: Many = networkx.MultiGraph()
    for state in states:
        thing = NamedNode(state)
        network.add_node(state, label=graph.labeller.text(thing), kind="State", slug=state.removeprefix(v.KJR))
    calls: dict[str, list[str]] = {}
    for call in sorted({call for call, _ in choices}):
        calls.setdefault(decades.get(call, ""), []).append(call)
    by_call: dict[str, list[tuple[str, int]]] = {}
    for (call, state), choice in choices.items():
        by_call.setdefault(call, []).append((state, choice))
    for decade, held in sorted(calls.items()):
        tell(f"counting votes: {decade or 'without a date'}")
        for start, end, same, shared in _count(states, [by_call[call] for call in held]):
            network.add_edge(
                start, end, key=decade, decade=decade, weight=same / shared, same=same, shared=shared, thin=shared < MANY
            )
    if not network.number_of_edges():
        raise UsageError(
            "in no roll call of this graph two states voted", hint="Add roll calls with more votes: --with unga."
        )
    return network


def _read_choices(store: Any, tell: Callable[[str], None]) -> tuple[dict[tuple[str, str], int], list[str]]:
    choices: dict[tuple[str, str], int] = {}
    states: set[str] = set()
    for choice, name in enumerate(("votedYes", "votedNo", "abstained")):
        for quad in store.quads(predicate=v.kj(name)):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
                choices[quad.subject.value, quad.object.value] = choice
                states.add(quad.object.value)
                if len(choices) % _STEP == 0:
                    tell(f"reading votes: {len(choices):,}")
    return choices, sorted(states)


def _read_decades(store: Any) -> dict[str, str]:
    decades: dict[str, str] = {}
    for quad in store.quads(predicate=v.TYPE, value=v.kj("RollCall")):
        for day in store.literals(quad.subject, v.kj("date")) if isinstance(quad.subject, NamedNode) else ():
            if isinstance(day, Literal):
                decades[quad.subject.value] = day.value[:3] + "0s"
    return decades


def _count(states: list[str], calls: list[list[tuple[str, int]]]) -> list[tuple[str, str, int, int]]:
    """Return for each pair of states how often they voted alike, and how often both voted at all."""
    import numpy

    place = {state: number for number, state in enumerate(states)}
    cast = numpy.zeros((3, len(states), len(calls)), dtype=numpy.float32)
    for column, votes in enumerate(calls):
        for state, choice in votes:
            cast[choice, place[state], column] = 1
    same = sum(each @ each.T for each in cast)
    voted = cast.sum(axis=0)
    shared = voted @ voted.T
    found = []
    for row, column in zip(*numpy.nonzero(numpy.triu(shared, 1)), strict=True):
        found.append((states[row], states[column], int(same[row, column]), int(shared[row, column])))  # type: ignore[index]
    return found


def pool(network: Many) -> One:
    """Return the states with one tie a pair over all decades."""
    import networkx

    pooled: One = networkx.Graph()
    pooled.add_nodes_from(network.nodes(data=True))
    for start, end, data in network.edges(data=True):
        known = pooled.get_edge_data(start, end, {"same": 0, "shared": 0})
        same, shared = known["same"] + data["same"], known["shared"] + data["shared"]
        pooled.add_edge(start, end, weight=same / shared, same=same, shared=shared, thin=shared < MANY)
    return pooled


def keep_close(pooled: One) -> tuple[One, float]:
    """Return the ties of the quarter of all pairs that voted alike most often, and the share from which on they did."""
    import networkx

    weights = sorted(data["weight"] for *_, data in pooled.edges(data=True) if not data["thin"])
    if not weights:
        raise UsageError(
            f"no two states voted together in {MANY} roll calls or more, too few to say who is close",
            hint="Add more roll calls: --with unga, or all of them (docs/network.md).",
        )
    floor = weights[int(_QUARTER * (len(weights) - 1))]
    close: One = networkx.Graph()
    close.add_nodes_from(pooled.nodes(data=True))
    close.add_edges_from(
        (start, end, data) for start, end, data in pooled.edges(data=True) if not data["thin"] and data["weight"] >= floor
    )
    return close, floor
