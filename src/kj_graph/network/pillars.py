"""Which agreements hold a collection together, and what falls apart without them.

The ground is what agreements, claims, proposals, events and contested matters say of one another; actors, places and
policy areas are left out, because they would hold anything together. `loss` is by how much the ways between all other
things get worse without the agreement: 0 nothing, 1 all ways are cut (the loss of efficiency of Latora and Marchiori,
counted between the others only). `cutOff` are the things that lose their last way to the greatest part.

Ways are measured for many things at once: each node has one bit for each thing from which ways are measured, and a step
is one union of the neighbours' bits. It is exact as long as ways are measured from all things.
"""

from __future__ import annotations

import random

from kj_graph.errors import UsageError
from kj_graph.network.measures import LARGE, SEED, THIN
from kj_graph.network.projection import CLAIMS, flatten, list_nodes

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx

    from kj_graph.network.measures import Setting
    from kj_graph.network.table import Measured, Row

    Flat = networkx.Graph[str]

KINDS = ("Agreement", *CLAIMS, "Event", "ContestedMatter")
_MOST_EXACT = 4000
_SAMPLE = 128
_CANDIDATES = 60
_SHOWN = 6


def measure_pillars(setting: Setting) -> Measured:
    """Return the agreements without which the ways between all other things get worst."""
    remarks = ["property"]
    if setting.on == "votes":
        from kj_graph.network.votes import MANY, NEAREST, keep_close, pool

        ground = keep_close(pool(setting.votes))
        candidates = sorted(ground)
        remarks.append(setting.say("close", count=NEAREST, many=MANY))
    else:
        ground = flatten(setting.whole, KINDS)
        candidates = sorted(node for node in list_nodes(ground, ("Agreement",)) if ground.degree(node))
        remarks.append("pillars-ground")
    setting.check_things(ground)
    if not candidates:
        raise UsageError(
            "no agreement has a tie to another thing, so none can hold anything together",
            hint="Choose a later day, or a graph whose agreements refer to one another or are spoken of.",
        )
    sources = sorted(ground)
    if ground.number_of_edges() > LARGE or len(ground) > _MOST_EXACT:
        lot = random.Random(SEED)  # noqa: S311 - a sample, no secret
        sources = sorted(lot.sample(sources, min(_SAMPLE, len(sources))))
        candidates = sorted(candidates, key=lambda node: (-ground.degree(node), node))[:_CANDIDATES]
        remarks.append(setting.say("sampled-ways", what=len(sources), candidates=len(candidates), seed=SEED))
    near = {node: list(ground[node]) for node in ground}
    ways = Ways(near, sources)
    rows: list[Row] = []
    for number, node in enumerate(candidates):
        if number % 25 == 0:
            setting.tell(f"taking away one by one: {number} of {len(candidates)}")
        off = find_cut_off(near, node)
        rows.append(
            {
                "thing": node,
                "kind": ground.nodes[node]["kind"],
                "loss": ways.find_loss(node),
                "cutOffCount": len(off),
                "cutOff": off[:_SHOWN],
                "ties": ground.degree(node),
                "thin": ground.degree(node) < THIN,
            }
        )
    rows.sort(key=lambda row: (-round(row["loss"], 12), -row["cutOffCount"], row["thing"]))
    values = {row["thing"]: row["loss"] for row in rows}
    rows = [row for row in rows if row["loss"] > 0 or row["thing"] in setting.things]
    remarks.append(setting.say("thin", count=THIN))
    remarks.append(setting.say("shown", count=_SHOWN))
    columns = (("thing", "thing"), "loss", "cutOffCount", ("cutOff", "things"), "ties", "thin")
    meaning = "pillars-votes" if setting.on == "votes" else ""
    return setting.answer(columns, rows, remarks, network=ground, values=values, meaning=meaning)


class Ways:
    """The ways of a network from some sources: their sum of 1/length, and by how much it falls without a node.

    Only the piece in which a node lies is measured anew without it.
    """

    def __init__(self, near: Mapping[str, Sequence[str]], sources: Sequence[str]) -> None:
        self._near = near
        self._piece: dict[str, list[str]] = {}
        self._sources = frozenset(sources)
        self._sum: dict[str, float] = {}
        for node in near:
            if node not in self._piece:
                members = sorted(_walk(near, node, ""))
                self._piece.update(dict.fromkeys(members, members))
                self._sum[members[0]] = _sum_ways(near, [each for each in members if each in self._sources], "")
        self._total = sum(self._sum.values())

    def find_loss(self, gone: str) -> float:
        """Return by which share the sum of 1/length over the ways between all other nodes falls without one."""
        members = self._piece[gone]
        lengths = _measure_lengths(self._near, gone)
        reached = sum(1 / length for node, length in lengths.items() if node in self._sources)
        own = sum(1 / length for length in lengths.values()) if gone in self._sources else 0.0
        before = self._total - reached - own
        others = [node for node in members if node in self._sources and node != gone]
        piece_before = self._sum[members[0]] - reached - own
        lost = piece_before - _sum_ways(self._near, others, gone)
        return lost / before if before > 0 else 0.0


def _measure_lengths(near: Mapping[str, Sequence[str]], start: str) -> dict[str, int]:
    """Return how far all other nodes are from one."""
    lengths, level, steps = {start: 0}, [start], 0
    while level:
        steps += 1
        following = []
        for node in level:
            for other in near[node]:
                if other not in lengths:
                    lengths[other] = steps
                    following.append(other)
        level = following
    del lengths[start]
    return lengths


def _sum_ways(near: Mapping[str, Sequence[str]], sources: Sequence[str], gone: str) -> float:
    """Return the sum of 1/length over the shortest ways from the sources; `gone` is not walked over."""
    bits = {node: 1 << place for place, node in enumerate(sources)}
    total, steps = 0.0, 0
    changed = dict(bits)
    while changed:
        steps += 1
        arriving: dict[str, int] = {}
        for node, fresh in changed.items():
            for other in near[node]:
                if other != gone:
                    arriving[other] = arriving.get(other, 0) | fresh
        changed = {}
        count = 0
        for node, reached in arriving.items():
            known = bits.get(node, 0)
            fresh = reached & ~known
            if fresh:
                bits[node] = known | fresh
                changed[node] = fresh
                count += fresh.bit_count()
        total += count / steps
    return total


def find_cut_off(near: Mapping[str, Sequence[str]], gone: str) -> list[str]:
    """Return what is no longer joined with the greatest part of what one thing held together, in order."""
    pieces: list[set[str]] = []
    for node in near[gone]:
        if not any(node in piece for piece in pieces):
            pieces.append(_walk(near, node, gone))
    pieces.sort(key=lambda piece: (-len(piece), min(piece)))
    return sorted(node for piece in pieces[1:] for node in piece)


def _walk(near: Mapping[str, Sequence[str]], start: str, gone: str) -> set[str]:
    found, waiting = {start}, [start]
    while waiting:
        for other in near[waiting.pop()]:
            if other != gone and other not in found:
                found.add(other)
                waiting.append(other)
    return found
