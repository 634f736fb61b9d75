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
from kj_graph.network.projection import CLAIMS, flatten

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx

    from kj_graph.network.measures import Setting
    from kj_graph.network.table import Measured, Row

    Flat = networkx.Graph[str]

KINDS = ("Agreement", *CLAIMS, "Event", "ContestedMatter")
_SAMPLE = 128
_CANDIDATES = 60
_SHOWN = 6


def measure_pillars(setting: Setting) -> Measured:
    """Return the agreements without which the ways between all other things get worst."""
    remarks = ["property"]
    if setting.on == "votes":
        from kj_graph.network.votes import MANY, NEAREST, keep_close, pool

        ground = keep_close(pool(setting.network))
        candidates = sorted(ground)
        remarks.append(setting.say("close", count=NEAREST, many=MANY))
    else:
        ground = flatten(setting.whole, KINDS)
        candidates = sorted(node for node, kind in ground.nodes(data="kind") if kind == "Agreement" and ground.degree(node))
        remarks.append("pillars-ground")
    setting.check_things(ground)
    if not candidates:
        raise UsageError(
            "no agreement has a tie to another thing, so none can hold anything together",
            hint="Choose a later day, or a graph whose agreements refer to one another or are spoken of.",
        )
    sources = sorted(ground)
    if ground.number_of_edges() > LARGE:
        sources = sorted(random.Random(SEED).sample(sources, min(_SAMPLE, len(sources))))  # noqa: S311 - a sample
        candidates = sorted(candidates, key=lambda node: (-ground.degree(node), node))[:_CANDIDATES]
        remarks.append(setting.say("sampled-ways", what=len(sources), candidates=len(candidates), seed=SEED))
    near = {node: list(ground[node]) for node in ground}
    pieces = _number_pieces(near)
    rows: list[Row] = []
    for number, node in enumerate(candidates):
        if number % 25 == 0:
            setting.tell(f"taking away one by one: {number} of {len(candidates)}")
        off = find_cut_off(near, node)
        rows.append(
            {
                "thing": node,
                "kind": ground.nodes[node]["kind"],
                "loss": find_loss(near, node, sources),
                "cutOffCount": len(off),
                "cutOff": off[:_SHOWN],
                "ties": ground.degree(node),
                "partSize": pieces[node],
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


def find_loss(near: Mapping[str, Sequence[str]], gone: str, sources: Sequence[str]) -> float:
    """Return by which share the sum of 1/length over the ways between all other things falls without one of them."""
    others = [node for node in sources if node != gone]
    before, after = _sum_ways(near, others, "", gone), _sum_ways(near, others, gone, gone)
    return 1 - after / before if before else 0.0


def _sum_ways(near: Mapping[str, Sequence[str]], sources: Sequence[str], gone: str, uncounted: str) -> float:
    """Return the sum of 1/length over the shortest ways from the sources; `gone` is not walked over."""
    bits = dict.fromkeys(near, 0)
    for place, node in enumerate(sources):
        bits[node] = 1 << place
    total, steps = 0.0, 0
    changed = set(sources)
    while changed:
        steps += 1
        touched = {other for node in changed for other in near[node] if other != gone}
        fresh: dict[str, int] = {}
        for node in touched:
            reached = bits[node]
            for other in near[node]:
                if other in changed:
                    reached |= bits[other]
            if reached != bits[node]:
                fresh[node] = reached
        total += sum(
            (reached ^ bits[node]).bit_count() for node, reached in fresh.items() if node != uncounted
        ) / steps
        bits.update(fresh)
        changed = set(fresh)
    return total


def _number_pieces(near: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return for each node how many are joined with it, itself among them."""
    sizes: dict[str, int] = {}
    for node in near:
        if node not in sizes:
            piece = _walk(near, node, "")
            sizes.update(dict.fromkeys(piece, len(piece)))
    return sizes


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
