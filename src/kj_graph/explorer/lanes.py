"""Which policy area's lane an agreement, an event or a proposal stands in."""

from __future__ import annotations

from collections import Counter

from kj_graph.explorer.records import PageModel

IN_LANES = ("Agreement", "Event", "Proposal")
"""Classes that stand in the lanes of their policy areas; each other class has a lane of its own."""


def find_tops(model: PageModel) -> dict[str, str]:
    """Return for every policy area the uppermost one over it."""
    broader = {
        node: next((target for name, target in model.by_id[node].relations if name == "skos:broader"), "")
        for node in model.nodes
        if model.by_id[node].type == "PolicyArea"
    }
    tops: dict[str, str] = {}
    for area in broader:
        seen = [area]
        while broader.get(seen[-1]) in broader and broader[seen[-1]] not in seen:
            seen.append(broader[seen[-1]])
        tops[area] = seen[-1]
    return tops


def choose_lanes(model: PageModel, tops: dict[str, str]) -> dict[str, str]:
    """Return the uppermost area in whose lane each thing stands, empty where it names none.

    It is the one most of its areas lie in; where two are even, the one with less in it. An event that names no area
    lies where its parts and what was said at it lie.
    """
    nodes = [node for node in model.nodes if model.by_id[node].type in IN_LANES]
    areas = {node: _list_areas(model, node, tops) for node in nodes}
    inside: dict[str, list[str]] = {}
    for edge in model.edges:
        if edge.target in areas and not areas[edge.target] and {"partOf", "statedAt"} & set(edge.properties):
            inside.setdefault(edge.target, []).extend(_list_areas(model, edge.source, tops))
    areas |= inside
    loads = Counter(tops[area] for node in nodes if model.by_id[node].type != "Proposal" for area in areas[node])
    lanes: dict[str, str] = {}
    for node in nodes:
        counts = Counter(tops[area] for area in areas[node])
        lanes[node] = min(counts, key=lambda top: (-counts[top], loads[top], top)) if counts else ""
    return lanes


def order_lanes(lanes: dict[str, str]) -> tuple[str, ...]:
    """Return the lanes in use, the fullest first and that of no area last."""
    loads = Counter(lanes.values())
    return tuple(sorted(loads, key=lambda top: (not top, -loads[top], top)))


def _list_areas(model: PageModel, node: str, tops: dict[str, str]) -> list[str]:
    return [target for name, target in model.by_id[node].relations if name == "policyArea" and target in tops]
