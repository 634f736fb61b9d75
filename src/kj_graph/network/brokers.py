"""What and who brokers between policy areas.

`brokers`: of all shortest ways from one policy area to another, the share that leads through a thing (Freeman's
betweenness, counted between areas only). Ways run over statements; those of states, places and offices, the order of
areas and what the editors linked are left out, because they join nearly everything. `low` and `high` are the best and
the worst rank when a tenth of the things is left out by lot, ten times: so much would the order change had they not
been gathered.

`reach`: how evenly the ties of an actor are spread over policy areas (the participation coefficient of Guimerà and
Amaral): 0 where all are in one area, near 1 where they are spread over many.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict

from kj_graph.errors import UsageError
from kj_graph.network.measures import LARGE, SEED, THIN
from kj_graph.network.projection import ACTORS, CLAIMS, flatten, list_areas, list_nodes, read_kinds

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    import networkx

    from kj_graph.network.measures import Setting
    from kj_graph.network.table import Measured, Row

    Flat = networkx.Graph[str]

WITHOUT = ("State", "Place", "Office")
_REPEATS = 10
_LEFT_OUT = 0.1
_REPEATS_OF_LARGE = 3
_SAMPLE = 256
_EXPLAINED = 5


def build_ground(whole: networkx.MultiDiGraph[str]) -> Flat:
    """Return the simple ties on which ways between policy areas run."""
    kinds = {*read_kinds(whole).values()} - set(WITHOUT)
    return flatten(whole, kinds, leave_out=("editorial", "broader"))


def measure_brokers(setting: Setting) -> Measured:
    """Return the things through which most of the shortest ways between policy areas lead."""
    if setting.on == "votes":
        return _measure_voting_brokers(setting)
    ground = build_ground(setting.whole)
    setting.check_things(ground)
    areas = [node for node in list_nodes(ground, ("PolicyArea",)) if ground.degree(node)]
    if len(areas) < 2:
        raise UsageError(
            "between fewer than two policy areas nothing can broker",
            hint="Nothing is filed in a second area: choose a later day, or a graph whose things have kj:policyArea.",
        )
    remarks = ["collection", "brokers-areas", "filing"]
    repeats = _REPEATS if ground.number_of_edges() <= LARGE else _REPEATS_OF_LARGE
    share = find_shares(ground, areas)
    ranks = _resample(setting, ground, areas, share, repeats)
    order = sorted((node for node in share if share[node] > 0 and node not in set(areas)), key=_by_share(share))
    rows: list[Row] = []
    for rank, node in enumerate(order, 1):
        touched = sorted(each for each in ground[node] if ground.nodes[each]["kind"] == "PolicyArea")
        low, high = min(ranks[node], default=rank), max(ranks[node], default=rank)
        degree = ground.degree(node)
        rows.append(
            {
                "rank": rank,
                "thing": node,
                "kind": ground.nodes[node]["kind"],
                "share": share[node],
                "ranks": f"{min(low, rank)}–{max(high, rank)}",
                "ties": degree,
                "areas": touched,
                "thin": degree < THIN,
            }
        )
    remarks.append(setting.say("ranks", repeats=repeats, seed=SEED))
    remarks.append(setting.say("thin", count=THIN))
    for thing in setting.things:
        remarks += _tell_pairs(setting, ground, areas, thing)
    columns = ("rank", ("thing", "thing"), ("kind", "class"), "share", "ranks", "ties", ("areas", "things"), "thin")
    return setting.answer(columns, rows, remarks, network=ground, values={row["thing"]: row["share"] for row in rows})


def find_shares(ground: Flat, areas: Sequence[str]) -> dict[str, float]:
    """Return for each node the share of the pairs of areas whose shortest ways lead through it.

    This is Brandes' algorithm with all nodes of one distance taken together, because node by node a hundred thousand
    ties take minutes. Ways that begin or end in a node do not lead through it.
    """
    import numpy

    nodes = list(ground)
    place = {node: number for number, node in enumerate(nodes)}
    ends = numpy.array([(place[start], place[end]) for start, end in ground.edges], dtype=numpy.int64).reshape(-1, 2)
    tails, heads = numpy.concatenate([ends[:, 0], ends[:, 1]]), numpy.concatenate([ends[:, 1], ends[:, 0]])
    chosen = [place[area] for area in areas]
    is_area = numpy.zeros(len(nodes))
    is_area[chosen] = 1
    between = numpy.zeros(len(nodes))
    for start in chosen:
        distance = numpy.full(len(nodes), -1)
        distance[start] = 0
        ways = numpy.zeros(len(nodes))
        ways[start] = 1
        steps: list[tuple[Any, Any]] = []
        while True:
            onward = (distance[tails] == len(steps)) & (distance[heads] == -1)
            before, after = tails[onward], heads[onward]
            if not len(after):
                break
            distance[after] = len(steps) + 1
            ways += numpy.bincount(after, weights=ways[before], minlength=len(nodes))
            steps.append((before, after))
        depends = numpy.zeros(len(nodes))
        for before, after in reversed(steps):
            part = ways[before] / ways[after] * (is_area[after] + depends[after])
            depends += numpy.bincount(before, weights=part, minlength=len(nodes))
        depends[start] = 0
        between += depends
    pairs = len(areas) * (len(areas) - 1)  # each pair is met from both its ends
    return {node: float(between[number]) / pairs for number, node in enumerate(nodes)}


def list_pairs(ground: Flat, areas: Sequence[str], thing: str) -> list[tuple[str, str, int, int]]:
    """Return the pairs of areas a thing lies between, how many of their shortest ways lead through it, and of how many.

    Those with the greatest share come first.
    """
    around = _count_ways(ground, thing)
    found = []
    for place, first in enumerate(areas):
        ways = _count_ways(ground, first)
        for second in areas[place + 1 :]:
            if second in ways and first in around and second in around and thing not in (first, second):
                (length, number), (before, one), (after, other) = ways[second], around[first], around[second]
                if before + after == length:
                    found.append((first, second, one * other, number))
    return sorted(found, key=lambda each: (-each[2] / each[3], each))


def _count_ways(ground: Flat, start: str) -> dict[str, tuple[int, int]]:
    """Return for each node how far it is and how many shortest ways lead there."""
    length, number = {start: 0}, {start: 1}
    level = [start]
    while level:
        following: list[str] = []
        for node in level:
            for other in ground[node]:
                if other not in length:
                    length[other], number[other] = length[node] + 1, 0
                    following.append(other)
                if length[other] == length[node] + 1:
                    number[other] += number[node]
        level = following
    return {node: (length[node], number[node]) for node in length}


def _tell_pairs(setting: Setting, ground: Flat, areas: Sequence[str], thing: str) -> list[str]:
    """Return in words between which areas a thing brokers."""
    from pyoxigraph import NamedNode

    name = setting.graph.labeller.text
    pairs = list_pairs(ground, areas, thing)
    told = [
        setting.say("pair", first=name(NamedNode(first)), second=name(NamedNode(second)), through=through, all=all_ways)
        for first, second, through, all_ways in pairs[:_EXPLAINED]
    ]
    return [setting.say("pairs", thing=name(NamedNode(thing)), count=len(pairs), shown=len(told)), *told]


def _by_share(share: dict[str, float]) -> Callable[[str], tuple[float, str]]:
    return lambda node: (-round(share[node], 12), node)


def _resample(
    setting: Setting, ground: Flat, areas: Sequence[str], share: dict[str, float], repeats: int
) -> dict[str, list[int]]:
    """Return the ranks that things have when a tenth of the things is left out by lot, time after time."""
    fixed = set(areas)
    loose = sorted(node for node in ground if node not in fixed)
    ranks: dict[str, list[int]] = defaultdict(list)
    for repeat in range(repeats):
        setting.tell(f"leaving out a tenth of the things: {repeat + 1} of {repeats}")
        lot = random.Random(SEED + repeat)  # noqa: S311 - a sample, no secret
        kept = ground.subgraph([*areas, *(node for node in loose if lot.random() >= _LEFT_OUT)])
        found = find_shares(kept, areas)
        order = sorted((node for node in found if node not in fixed), key=_by_share(found))
        for rank, node in enumerate(order, 1):
            if share[node] > 0:
                ranks[node].append(rank)
    return ranks


def _measure_voting_brokers(setting: Setting) -> Measured:
    import networkx

    from kj_graph.network.votes import MANY, NEAREST, keep_close, pool

    close = keep_close(pool(setting.votes))
    setting.check_things(close)
    sampled = min(len(close), _SAMPLE)
    between = networkx.betweenness_centrality(close, k=sampled, seed=SEED)
    order = sorted(close, key=lambda node: (-round(between[node], 12), node))
    rows: list[Row] = [
        {
            "rank": rank,
            "thing": node,
            "kind": "State",
            "share": between[node],
            "ties": close.degree(node),
            "thin": close.degree(node) < THIN,
        }
        for rank, node in enumerate(order, 1)
        if between[node] > 0
    ]
    remarks = [setting.say("close", count=NEAREST, many=MANY)]
    if sampled < len(close):
        remarks.append(setting.say("sampled", what=sampled, of=len(close), seed=SEED))
    columns = ("rank", ("thing", "thing"), "share", "ties", "thin")
    values = {node: between[node] for node in close}
    return setting.answer(columns, rows, remarks, network=close, values=values, meaning="brokers-votes")


def measure_reach(setting: Setting) -> Measured:
    """Return over how many policy areas the ties of actors are spread, and how evenly."""
    whole = setting.whole
    setting.check_things(whole.subgraph(list_nodes(whole, ACTORS)))
    spread = count_areas(whole)
    rows: list[Row] = []
    for actor, counts in spread.items():
        total = sum(counts.values())
        rows.append(
            {
                "thing": actor,
                "kind": whole.nodes[actor]["kind"],
                "spread": 1 - sum((count / total) ** 2 for count in counts.values()),
                "areas": [area for area, _ in sorted(counts.items(), key=lambda each: (-each[1], each[0]))][:5],
                "areaCount": len(counts),
                "ties": total,
                "thin": total < THIN * 2,
            }
        )
    if not rows:
        raise UsageError(
            "no actor has a part in anything that is filed in a policy area",
            hint="Choose a later day, or a graph with parties, participants or holders of claims.",
        )
    rows.sort(key=lambda row: (row["thin"], -round(row["spread"], 12), row["thing"]))
    remarks = ["collection", "filing", setting.say("thin-reach", count=THIN * 2)]
    columns = (("thing", "thing"), ("kind", "class"), "spread", "areaCount", "ties", ("areas", "things"), "thin")
    values = {row["thing"]: row["spread"] for row in rows}
    return setting.answer(columns, rows, remarks, network=whole, values=values)


def count_areas(whole: networkx.MultiDiGraph[str]) -> dict[str, Counter[str]]:
    """Return for each actor in how many agreements, events and claims of each policy area it had a part.

    A part is to be a party or to act for one, to organise, take part or act, or to hold a claim.
    """
    parts: dict[str, set[str]] = defaultdict(set)
    for start, end, key in whole.edges(keys=True):
        if key in _PARTS and whole.nodes[end]["kind"] in ACTORS:
            parts[end].add(start)
    filed = list_areas(whole, ("Agreement", "Event", *CLAIMS))
    found: dict[str, Counter[str]] = {}
    for actor in sorted(parts):
        counts = Counter(area for thing in sorted(parts[actor]) for area in _each(filed.get(thing)))
        if counts:
            found[actor] = counts
    return found


_PARTS = frozenset({"party", "representative", "organizer", "participant", "agent", "heldBy"})


def _each(areas: Iterable[str] | None) -> Iterable[str]:
    return areas or ()
