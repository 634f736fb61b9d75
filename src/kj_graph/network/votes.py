"""The states by their votes in roll calls of the United Nations General Assembly.

A node is a state, an edge a pair of states in one decade; its `weight` is the share of the roll calls in which both
voted that they voted alike (in favour, against, or abstaining), `same` and `shared` are the counts behind it, `thin`
marks pairs with fewer than MANY. Roll calls without a date stand under the decade ''. Absence is not told in the data
and counts for nothing.
"""

from __future__ import annotations

from pyoxigraph import NamedNode, QueryResultsFormat

from kj_graph import vocabulary as v
from kj_graph.errors import UsageError

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    import networkx

    from kj_graph.graph import KnowledgeGraph
    from kj_graph.store.embedded import EmbeddedStore

    Many = networkx.MultiGraph[str]
    One = networkx.Graph[str]

MANY = 100
"""Pairs with fewer common roll calls are marked thin, and make no close tie."""

NEAREST = 10
"""A state is closely tied to so many others at least, if there are as many."""


def build_votes(graph: KnowledgeGraph, tell: Callable[[str], None]) -> Many:
    """Return the network of states by decade; raises UsageError where the graph has no votes."""
    import networkx

    store = graph.store.mirror()
    states, calls = _read_votes(store, tell)
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
    held: dict[str, list[str]] = {}
    for call in sorted(calls):
        held.setdefault(decades.get(call, ""), []).append(call)
    for decade, chosen in sorted(held.items()):
        tell(f"counting votes: {decade or 'without a date'}")
        for start, end, same, shared in _count(states, [calls[call] for call in chosen]):
            network.add_edge(
                start,
                end,
                key=decade,
                decade=decade,
                weight=same / shared,
                same=same,
                shared=shared,
                thin=shared < MANY,
            )
    if not network.number_of_edges():
        raise UsageError(
            "in no roll call of this graph two states voted", hint="Add roll calls with more votes: --with unga."
        )
    return network


def _read_votes(store: EmbeddedStore, tell: Callable[[str], None]) -> tuple[list[str], dict[str, dict[str, int]]]:
    """Return the states that voted, and for each roll call how each voted.

    The rows are read as the text that the engine writes: a Python object for each of a million terms takes ten times
    as long.
    """
    calls: dict[str, dict[str, int]] = {}
    states: set[str] = set()
    for choice, name in enumerate(("votedYes", "votedNo", "abstained")):
        tell(f"reading votes: {name}")
        answer: Any = store.query(f"SELECT ?call ?state WHERE {{ ?call <{v.KJ}{name}> ?state }}")
        written: bytes = answer.serialize(format=QueryResultsFormat.TSV)
        for line in written.decode("utf-8").splitlines()[1:]:
            call, _, state = line.partition("\t")
            if call not in calls:
                calls[call] = {}
            calls[call][state] = choice
            states.add(state)
    unwrap = {term: term[1:-1] for term in (*states, *calls) if term.startswith("<")}
    named = {
        unwrap[call]: {unwrap[state]: choice for state, choice in votes.items() if state in unwrap}
        for call, votes in calls.items()
        if call in unwrap
    }
    return sorted(unwrap[state] for state in states if state in unwrap), named


def _read_decades(store: EmbeddedStore) -> dict[str, str]:
    decades: dict[str, str] = {}
    rows: Any = store.query(f"SELECT ?call ?date WHERE {{ ?call a <{v.KJ}RollCall> ; <{v.KJ}date> ?date }}")
    for call, date in rows:
        decades[call.value] = date.value[:3] + "0s"
    return decades


def _count(states: list[str], calls: list[dict[str, int]]) -> list[tuple[str, str, int, int]]:
    """Return for each pair of states how often they voted alike, and how often both voted at all."""
    import numpy

    place = {state: number for number, state in enumerate(states)}
    cast = numpy.zeros((3, len(states), len(calls)), dtype=numpy.float32)
    for column, votes in enumerate(calls):
        for state, choice in votes.items():
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


def keep_close(pooled: One) -> One:
    """Return for each state its ties to the NEAREST with which it voted alike most often."""
    import networkx

    close: One = networkx.Graph()
    close.add_nodes_from(pooled.nodes(data=True))
    for state in pooled:
        known = [(other, data) for other, data in pooled[state].items() if not data["thin"]]
        known.sort(key=lambda each: (-each[1]["weight"], each[0]))
        close.add_edges_from((state, other, data) for other, data in known[:NEAREST])
    if not close.number_of_edges():
        raise UsageError(
            f"no two states voted together in {MANY} roll calls or more, too few to say who is close",
            hint="Add more roll calls: --with unga, or all of them (docs/network.md).",
        )
    return close
