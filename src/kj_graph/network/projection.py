"""Smaller networks made from the network of all statements, each for one sort of question.

All are undirected. An edge has `weight`, `since` (the first day on which what joins its ends may have been there) and
`via`: what joins them, as slugs with spaces between, in their order; or `relations`, the properties of statements. What
the editors linked is left out.

- `core`: actors, agreements, claims and policy areas, and the statements between two of them, weighted by how many.
- `actors`: parties and those who acted for them, weighted by the agreements in which both had a part.
- `meetings`: actors, weighted by the events that both organised, took part in or acted in.
- `areas`: policy areas, weighted by the agreements and proposals filed in both.
- `agreements`: agreements of which one amends, implements, reaffirms, refers to, replaces or supplements the other.
- `proposals`: proposals and policy areas; a proposal is filed in an area, two proposals concern the same thing (not a
  state) or answer one another, agreements are filed in two areas.

`votes`, the states by their votes in roll calls, is read from a register and not from statements: see votes.py.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from kj_graph.errors import UsageError
from kj_graph.network import PROJECTIONS

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx

    Whole = networkx.MultiDiGraph[str]
    Projected = networkx.Graph[str]

ACTORS = ("State", "Organization", "Person", "Group")
CLAIMS = ("Claim", "Proposal")
BETWEEN_AGREEMENTS = ("amends", "implements", "reaffirms", "refersTo", "replaces", "supplements")
TAKING_PART = ("agent", "organizer", "participant")
_MAKING = ("party", "representative")


def project(network: Whole, name: str) -> Projected:
    """Return one of the networks above, made from the network of all statements."""
    makers = {
        "core": _project_core,
        "actors": lambda whole: _join_ends(whole, _MAKING, ("Agreement",)),
        "meetings": lambda whole: _join_ends(whole, TAKING_PART, ("Event",)),
        "areas": _project_areas,
        "agreements": _project_agreements,
        "proposals": _project_proposals,
    }
    if name not in makers:
        known = ", ".join(each for each in PROJECTIONS if each in makers)
        raise UsageError(f"there is no network '{name}' of statements", hint=f"Networks: {known}.")
    return makers[name](network)


def read_kinds(network: networkx.Graph[str]) -> dict[str, str]:
    """Return the kind of each node: the local name of its class."""
    return {node: data["kind"] for node, data in network.nodes(data=True)}


def list_nodes(network: networkx.Graph[str], kinds: Iterable[str]) -> list[str]:
    """Return the nodes of some kinds, in the order of the network."""
    wanted = set(kinds)
    return [node for node, data in network.nodes(data=True) if data["kind"] in wanted]


def flatten(network: Whole, kinds: Iterable[str], *, leave_out: Iterable[str] = ("editorial",)) -> Projected:
    """Return the statements between things of some kinds as simple ties, each weighted by how many join its ends."""
    import networkx

    kept, without = set(kinds), set(leave_out)
    flat: Projected = networkx.Graph()
    flat.add_nodes_from((node, data) for node, data in network.nodes(data=True) if data["kind"] in kept)
    for start, end, key, data in network.edges(keys=True, data=True):
        if start != end and start in flat and end in flat and key not in without:
            if flat.has_edge(start, end):
                tie = flat.edges[start, end]
                tie["weight"] += 1.0
                tie["sources"] = max(tie["sources"], data["sources"])
                tie["relations"] = " ".join(sorted({*tie["relations"].split(), key}))
            else:
                since = {"since": data["since"]} if "since" in data else {}
                flat.add_edge(start, end, weight=1.0, sources=data["sources"], relations=key, **since)
    return flat


def _project_core(network: Whole) -> Projected:
    return flatten(network, (*ACTORS, "Agreement", *CLAIMS, "PolicyArea"), leave_out=("editorial", "broader"))


def _project_agreements(network: Whole) -> Projected:
    flat = flatten(network, ("Agreement",))
    for start, end, data in list(flat.edges(data=True)):
        if not set(data["relations"].split()) & set(BETWEEN_AGREEMENTS):
            flat.remove_edge(start, end)
    return flat


def _join_ends(network: Whole, relations: Iterable[str], kinds: Iterable[str]) -> Projected:
    """Return the things that relations lead to, tied by the things of some kinds that they share."""
    import networkx

    joined: Projected = networkx.Graph()
    chosen = set(relations)
    for thing in list_nodes(network, kinds):
        ends = sorted({end for _, end, key in network.out_edges(thing, keys=True) if key in chosen})
        joined.add_nodes_from((end, network.nodes[end]) for end in ends)
        for first, second in combinations(ends, 2):
            _tie(joined, first, second, thing, network)
    return joined


def list_areas(network: Whole, kinds: Iterable[str]) -> dict[str, list[str]]:
    """Return the policy areas in which each thing of some kinds is filed."""
    wanted = set(kinds)
    found: dict[str, list[str]] = defaultdict(list)
    for thing, end, key in network.edges(keys=True):
        if key == "policyArea" and network.nodes[thing]["kind"] in wanted:
            found[thing].append(end)
    return found


def _project_areas(network: Whole) -> Projected:
    import networkx

    areas: Projected = networkx.Graph()
    areas.add_nodes_from((node, data) for node, data in network.nodes(data=True) if data["kind"] == "PolicyArea")
    counted = {"Agreement": "agreements", "Proposal": "proposals"}
    for thing, filed in sorted(list_areas(network, counted).items()):
        for first, second in combinations(sorted(filed), 2):
            tie = _tie(areas, first, second, thing, network)
            for kind, name in counted.items():
                tie[name] = tie.get(name, 0) + (network.nodes[thing]["kind"] == kind)
    return areas


def _project_proposals(network: Whole) -> Projected:
    import networkx

    kinds = read_kinds(network)
    joined: Projected = networkx.Graph()
    for proposal, filed in sorted(list_areas(network, ("Proposal",)).items()):
        for area in filed:
            joined.add_nodes_from((each, network.nodes[each]) for each in (proposal, area))
            _tie(joined, proposal, area, proposal, network)
    shared: Mapping[str, set[str]] = defaultdict(set)
    for start, end, key in network.edges(keys=True):
        if start not in joined or kinds[start] != "Proposal":
            continue
        if key == "concerns" and kinds[end] != "State":  # nearly all concern one of the two
            shared[end].add(start)
        elif key == "respondsTo":
            if end in joined and start != end:
                _tie(joined, start, end, end, network)
            else:
                shared[end].add(start)
    for thing, proposals in sorted(shared.items()):
        for first, second in combinations(sorted(proposals), 2):
            _tie(joined, first, second, thing, network)
    for agreement, filed in sorted(list_areas(network, ("Agreement",)).items()):
        for first, second in combinations(sorted(set(filed) & set(joined)), 2):
            _tie(joined, first, second, agreement, network)
    return joined


def _tie(joined: Projected, first: str, second: str, by: str, network: Whole) -> dict[str, object]:
    """Tie two nodes by one more thing and return the tie's attributes."""
    node = network.nodes[by]
    tie: dict[str, object]
    if joined.has_edge(first, second):
        tie = joined.edges[first, second]
        tie["weight"] += 1.0  # type: ignore[operator]  # it is a number on every edge made here
        tie["via"] = f"{tie['via']} {node['slug']}"
        if "since" in node:
            tie["since"] = min(str(tie.get("since", node["since"])), node["since"])
    else:
        since = {"since": node["since"]} if "since" in node else {}
        joined.add_edge(first, second, weight=1.0, via=node["slug"], **since)
        tie = joined.edges[first, second]
    return tie
