"""Which things belong together: communities found by Louvain's method, and how far chance decides.

The method starts from an order drawn by lot, so it is run with several seeds and the division with the best modularity
is told. `stability` of a thing is how alike its community is in the other runs (the share of common members, by
Jaccard, on average); of a community it is the average of its members. What has one tie only goes where that tie goes.
"""

from __future__ import annotations

from collections import Counter

from kj_graph.network.measures import LARGE, SEED

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx

    from kj_graph.network.measures import Setting
    from kj_graph.network.table import Measured, Row

    Division = list[frozenset[str]]

_RUNS = 20
_RUNS_OF_LARGE = 3
_NAMED = 6


def measure_communities(setting: Setting) -> Measured:
    """Return the communities of a network, the greatest first, with how stable they are."""
    import networkx

    remarks = ["collection"]
    network: networkx.Graph[str]
    if setting.on == "votes":
        from kj_graph.network.votes import MANY, NEAREST, keep_close, pool

        network = keep_close(pool(setting.votes))
        remarks.append(setting.say("close", count=NEAREST, many=MANY))
    else:
        network = setting.network
    if setting.on == "proposals":
        remarks.append("filing")
    setting.check_things(network)
    runs = _RUNS if network.number_of_edges() <= LARGE // 2 else _RUNS_OF_LARGE
    divisions: list[Division] = []
    for run in range(runs):
        setting.tell(f"finding communities: {run + 1} of {runs}")
        found = networkx.community.louvain_communities(network, weight="weight", seed=SEED + run)
        divisions.append(sorted(map(frozenset, found), key=lambda each: (-len(each), min(each))))
    scores = [networkx.community.modularity(network, map(set, division), weight="weight") for division in divisions]
    best = max(range(runs), key=lambda run: (round(scores[run], 12), -run))
    chosen = divisions[best]
    stability = find_stability(divisions, best)
    number = {node: place for place, members in enumerate(chosen, 1) for node in members}
    rows = [_tell(network, place, members, stability) for place, members in enumerate(chosen, 1)]
    if setting.things:
        rows = [
            {**row, "members": sorted(chosen[row["community"] - 1] - {thing}), "thing": thing}
            for thing in setting.things
            for row in rows
            if row["community"] == number[thing]
        ]
    remarks += [
        setting.say("modularity", best=f"{scores[best]:.3f}", low=f"{min(scores):.3f}", runs=runs, seed=SEED),
        "stability",
    ]
    members = ("members", "things")
    areas = (("areas", "things"),) if setting.on in ("proposals", "core") else ()
    columns: tuple[str | tuple[str, str], ...] = ("community", "size", "stability", *areas, members, "thin")
    return setting.answer(columns, rows, remarks, network=network, values=stability, groups=number)


def find_stability(divisions: Sequence[Division], best: int) -> dict[str, float]:
    """Return how alike each thing's community in one division is to those in all others, on average."""
    others = [division for run, division in enumerate(divisions) if run != best]
    sums: dict[str, float] = {}
    for members in divisions[best]:
        for node in members:
            sums[node] = 0.0
        for division in others:
            for other in division:
                common = members & other
                if common:
                    likeness = len(common) / len(members | other)
                    for node in common:
                        sums[node] += likeness
    return {node: total / len(others) for node, total in sums.items()} if others else dict.fromkeys(sums, 1.0)


def _tell(network: networkx.Graph[str], place: int, members: frozenset[str], stability: dict[str, float]) -> Row:
    """Return one community: its areas and the members with most ties inside it, most first."""
    inside: Counter[str] = Counter()
    for node in members:
        inside[node] = sum(1 for other in network[node] if other in members)
    order = sorted(members, key=lambda node: (-inside[node], node))
    areas = [node for node in order if network.nodes[node]["kind"] == "PolicyArea"]
    rest = [node for node in order if network.nodes[node]["kind"] != "PolicyArea"]
    single = sum(1 for node in members if network.degree(node) <= 1)
    return {
        "community": place,
        "size": len(members),
        "stability": sum(stability[node] for node in members) / len(members),
        "areas": areas[:_NAMED],
        "members": (rest or areas)[:_NAMED],
        "thin": 2 * single > len(members),
    }
