"""Where each node stands: time from left to right, policy areas and classes as lanes one under another.

No forces are at work: a place follows from a thing's date, its policy areas and what already stands there, so
a thousand things take a moment and the same model gives the same places everywhere. An agreement has a row of its
own for as long as its life is drawn as a bar.
"""

from __future__ import annotations

import bisect
import math
from collections import Counter
from dataclasses import dataclass, field

from kj_graph.explorer.dates import find_moments, find_span, read_moment
from kj_graph.explorer.records import PageModel

WIDTH = 2820
"""How wide time is; the names of the policy areas stand to the left of it."""

PITCH = 22
"""The distance between two rows of nodes."""

BAR_PITCH = 7.5
"""The distance between two bars."""

TAIL = 60
"""How far beyond the edge of time a bar reaches that has no known end."""

LANE_GAP = 16
HEAD_X = -40
TITLE_X = -500
_MOST_ROWS = 14
_OWN_ROW = 6
"""How many agreements and events an area needs for a row of its own."""

_SIZES = {
    "State": 15.0,
    "Agreement": 9.0,
    "Event": 8.4,
    "ContestedMatter": 9.5,
    "Position": 6.5,
    "PolicyArea": 5.0,
    "Proposal": 7.0,
    "Claim": 5.5,
    "Organization": 5.5,
    "Group": 5.0,
    "Person": 4.5,
    "Office": 5.0,
    "Theme": 5.0,
    "Resource": 6.0,
    "Actor": 5.0,
}

_RANKS = {
    "State": 100.0,
    "ContestedMatter": 60.0,
    "Agreement": 34.0,
    "Event": 36.0,
    "Proposal": 20.0,
    "PolicyArea": 26.0,
    "Theme": 30.0,
    "Resource": 10.0,
    "Organization": 12.0,
    "Office": 12.0,
    "Claim": 10.0,
    "Position": 16.0,
    "Group": 6.0,
    "Person": 6.0,
    "Actor": 4.0,
}

_TELLING_EVENTS = {
    "event-kind-milestone": 22.0,
    "event-kind-dialogue": 20.0,
    "event-kind-summit": 14.0,
    "event-kind-crisis": 14.0,
    "event-kind-ruling": 12.0,
    "event-kind-negotiation": 8.0,
    "event-kind-statement": 4.0,
    "event-kind-visit": 2.0,
}

_ABOVE: tuple[tuple[str, ...], ...] = (("Person",), ("Office", "Organization", "Group", "Actor"))
"""Classes whose lanes stand over the states, the topmost first."""

_BELOW: tuple[tuple[str, ...], ...] = (("Position",), ("Claim",), ("Theme",), ("Resource",))

_IN_AREAS = ("Agreement", "Event", "Proposal")
"""Classes that stand in the lanes of their policy areas."""


@dataclass(frozen=True, slots=True)
class Place:
    """A node's position and radius, and how early it gets a label."""

    x: int
    y: int
    size: float
    rank: float


@dataclass(frozen=True, slots=True)
class Lane:
    """A band across the chart; `title` names the policy area at its head, else `classes` say what it holds."""

    top: int
    bottom: int
    title: str = ""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """Places in the order of the model's nodes, the lanes they stand in, and where each year begins."""

    places: dict[str, Place]
    lanes: tuple[Lane, ...] = ()
    years: tuple[tuple[int, int], ...] = ()
    heads: frozenset[str] = frozenset()
    """Policy areas that name a lane or a row of it."""


@dataclass(slots=True)
class _Draft:
    """A chart in the making."""

    model: PageModel
    sizes: dict[str, float]
    bars: set[str]
    wanted: dict[str, float]
    scale: _TimeScale
    points: dict[str, tuple[float, float]] = field(default_factory=dict)
    lanes: list[Lane] = field(default_factory=list)
    heads: set[str] = field(default_factory=set)

    def list_type(self, *types: str) -> list[str]:
        """Return the nodes of these classes by time, those without a time last."""
        found = [node for node in self.model.nodes if self.model.by_id[node].type in types]
        return sorted(found, key=lambda node: (self.wanted.get(node, WIDTH), node))


def arrange(model: PageModel) -> Chart:
    """Return the chart of a model: a place for every node, and what is drawn behind them."""
    if not model.nodes:
        return Chart({})
    neighbours = _collect_neighbours(model)
    moments = find_moments(model, neighbours)
    scale = _TimeScale([moments[node] for node in model.nodes if node in moments and _sets_scale(model, node)])
    degrees = {node: _count_content(model, neighbours[node]) for node in model.nodes}
    bars = {node for node in model.nodes if _is_bar(model, node)}
    draft = _Draft(
        model=model,
        sizes={node: _measure_node(model, node, degrees[node], bars) for node in model.nodes},
        bars=bars,
        wanted={node: scale.place(moments[node]) for node in model.nodes if node in moments},
        scale=scale,
    )
    y = 0.0
    for classes in _ABOVE:
        y = _stack_classes(draft, classes, y)
    y = _place_states(draft, y)
    y = _place_areas(draft, y)
    y = _stack_classes(draft, ("ContestedMatter",), y)
    for classes in _BELOW:
        y = _stack_classes(draft, classes, y)
    middle = y / 2
    return Chart(
        places={
            node: Place(
                x=round(draft.points[node][0]),
                y=round(draft.points[node][1] - middle),
                size=round(draft.sizes[node], 1),
                rank=round(_rank_node(model, node, degrees[node], draft.heads), 1),
            )
            for node in model.nodes
        },
        lanes=tuple(
            Lane(round(lane.top - middle), round(lane.bottom - middle), lane.title, lane.classes)
            for lane in draft.lanes
        ),
        years=scale.list_years(),
        heads=frozenset(draft.heads),
    )


def _collect_neighbours(model: PageModel) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {node: set() for node in model.nodes}
    for edge in model.edges:
        found[edge.source].add(edge.target)
        found[edge.target].add(edge.source)
    return found


def _sets_scale(model: PageModel, node: str) -> bool:
    return model.by_id[node].type in {"Agreement", "Event", "Position", "Resource"}


class _TimeScale:
    """Time as a place between 0 and the chart's width: busy years get more room, empty ones some.

    Within a year time goes on evenly, so that whoever knows where the years begin can place any day.
    """

    def __init__(self, moments: list[float]) -> None:
        self._moments = sorted(moments) or [2000.0]
        self._first = math.floor(self._moments[0])
        self._last = math.floor(self._moments[-1]) + 1
        self._starts = [round(self._place_start(year)) for year in range(self._first, self._last + 1)]

    def place(self, moment: float) -> float:
        moment = min(max(moment, self._first), self._last)
        at = min(math.floor(moment) - self._first, len(self._starts) - 2)
        begin, end = self._starts[at], self._starts[at + 1]
        return begin + (end - begin) * (moment - self._first - at)

    def list_years(self) -> tuple[tuple[int, int], ...]:
        return tuple((self._first + at, x) for at, x in enumerate(self._starts))

    def _place_start(self, year: int) -> float:
        rank = bisect.bisect_left(self._moments, year) / len(self._moments)
        even = (year - self._first) / (self._last - self._first)
        return WIDTH * (0.58 * rank + 0.42 * even)


def _rank_node(model: PageModel, node: str, degree: int, heads: set[str]) -> float:
    """Weigh a node for its label; the event that others are part of stands for all of them."""
    thing = model.by_id[node]
    rank = _RANKS[thing.type] + 8 * math.log2(1 + degree) / (1 if thing.type != "PolicyArea" else 4)
    for name, target in thing.relations:
        if name == "eventKind":
            rank += _TELLING_EVENTS.get(target, 0.0)
    if node in heads:
        rank += 62 if not any(name == "skos:broader" for name, _ in thing.relations) else 22
    if thing.type == "Event" and any(edge.target == node and "partOf" in edge.properties for edge in model.edges):
        rank += 60
    return rank


def _count_content(model: PageModel, neighbours: set[str]) -> int:
    """Count neighbours other than states: being a party says nothing about weight."""
    return sum(1 for other in neighbours if model.by_id[other].type != "State")


def _measure_node(model: PageModel, node: str, degree: int, bars: set[str]) -> float:
    type_name = model.by_id[node].type
    size = _SIZES[type_name] + 0.7 * math.log2(1 + degree)
    # Rows stand a fixed distance apart, so nothing but what has a lane to itself may outgrow them.
    if type_name == "State":
        return size
    return min(size, (BAR_PITCH if node in bars else PITCH) / 2 - 0.5)


def _place_states(draft: _Draft, y: float) -> float:
    """States concern every time and every area: they stand over the areas, the most related in the middle."""
    counts = Counter(node for edge in draft.model.edges for node in (edge.source, edge.target))
    states = sorted(draft.list_type("State"), key=lambda node: (-counts[node], node))
    if not states:
        return y
    order: list[str] = []
    for at, state in enumerate(states):
        order.insert(0 if at % 2 else len(order), state)
    step = WIDTH / (len(order) + 1)
    for at, state in enumerate(order):
        draft.points[state] = (step * (at + 1), y + 34)
    return y + 76


def _stack_classes(draft: _Draft, classes: tuple[str, ...], y: float) -> float:
    nodes = draft.list_type(*classes)
    if not nodes:
        return y
    bottom = _fill_rows(draft, nodes, y + PITCH / 2 + 4, most_shift=3 * PITCH)
    draft.lanes.append(Lane(round(y), round(bottom), classes=classes))
    return bottom + LANE_GAP


def _place_areas(draft: _Draft, y: float) -> float:
    """Lay a lane for every uppermost policy area, with a row for each area that has enough to fill it."""
    tops = _find_tops(draft.model)
    placed = _choose_rows(draft, tops)
    loads = Counter(top for top, _ in placed.values())
    for top in sorted(set(tops.values()) | set(loads), key=lambda each: (not each, -loads[each], each)):
        start = y
        rows: dict[str, list[str]] = {}
        for node, (lane, area) in placed.items():
            if lane == top:
                rows.setdefault(area, []).append(node)
        y += PITCH / 2 + 3
        # The rows of single areas stand by when their things were, so that what belongs together is near.
        order = sorted(rows, key=lambda area: (area == top, _mean(draft, rows[area]), area))
        for area in order:
            first = y
            nodes = sorted(rows[area], key=lambda node: (draft.wanted.get(node, WIDTH), node))
            y = _fill_block(draft, nodes, y)
            if area and area != top:
                draft.points[area] = (HEAD_X, (first + y - PITCH) / 2)
                draft.heads.add(area)
        rest = [area for area in tops if tops[area] == top and area not in rows and area != top]
        y = max(y, start + PITCH * (1 + math.ceil(len(rest) / 6)))
        bottom = y - PITCH / 2 + 2
        if top in tops:
            draft.points[top] = (TITLE_X, (start + bottom) / 2)
            draft.heads.add(top)
        for at, area in enumerate(rest):
            # Areas without a row of their own stand at the far end, in columns as high as the lane.
            high = max(1, int((bottom - start - 4) // PITCH))
            draft.points[area] = (WIDTH + 60 + 90 * (at // high), start + PITCH * (at % high) + PITCH / 2 + 3)
        draft.lanes.append(Lane(round(start), round(bottom), title=top if top in tops else ""))
        y = bottom + LANE_GAP
    return y


def _mean(draft: _Draft, nodes: list[str]) -> float:
    return sum(draft.wanted.get(node, WIDTH) for node in nodes) / len(nodes)


def _find_tops(model: PageModel) -> dict[str, str]:
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


def _choose_rows(draft: _Draft, tops: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Return for every agreement, event and proposal its lane and its row.

    The lane is the one most of its areas lie in; where two are even, the one with less in it.
    """
    nodes = draft.list_type(*_IN_AREAS)
    areas = {
        node: [target for name, target in draft.model.by_id[node].relations if name == "policyArea" and target in tops]
        for node in nodes
    }
    # An event that names no area lies where its parts and what was said at it lie.
    inside: dict[str, list[str]] = {}
    for edge in draft.model.edges:
        if edge.target in areas and not areas[edge.target] and {"partOf", "statedAt"} & set(edge.properties):
            named = [t for name, t in draft.model.by_id[edge.source].relations if name == "policyArea" and t in tops]
            inside.setdefault(edge.target, []).extend(named)
    areas |= inside
    weighty = [node for node in nodes if draft.model.by_id[node].type != "Proposal"]
    uses = Counter(area for node in weighty for area in areas[node])
    loads = Counter(tops[area] for area in uses.elements())
    lanes: dict[str, str] = {}
    for node in nodes:
        counts = Counter(tops[area] for area in areas[node])
        lanes[node] = min(counts, key=lambda top: (-counts[top], loads[top], top)) if counts else ""
    single = Counter(tops.values())
    chosen: dict[str, tuple[str, str]] = {}
    for node in nodes:
        candidates = [
            area for area in areas[node] if tops[area] == lanes[node] and uses[area] >= _OWN_ROW and node not in inside
        ]
        area = min(candidates, key=lambda each: (uses[each], each)) if candidates else lanes[node]
        chosen[node] = (lanes[node], area)
    filled = Counter(chosen[node] for node in weighty)
    return {
        node: (top, area if filled[top, area] >= _OWN_ROW or single[top] == 1 else top)
        for node, (top, area) in chosen.items()
    }


def _fill_block(draft: _Draft, nodes: list[str], y: float) -> float:
    """Set what one row of the chart holds, bars above the rest, and return the next row's y."""
    bars = [node for node in nodes if node in draft.bars]
    if bars:
        y = _fill_bars(draft, bars, y - (PITCH - BAR_PITCH) / 2) + PITCH / 2
    if rest := [node for node in nodes if node not in draft.bars]:
        y = _fill_rows(draft, rest, y, most_shift=PITCH * 2.5) + PITCH / 2
    return y + 2


def _is_bar(model: PageModel, node: str) -> bool:
    """Tell whether an agreement has a life to draw: in force, or made and known to have ended."""
    thing = model.by_id[node]
    span = find_span(thing) if thing.type == "Agreement" else None
    return span is not None and (span.in_force or bool(span.end))


def _fill_bars(draft: _Draft, nodes: list[str], y: float) -> float:
    """Set each agreement where it was made, in a row that stays free for as long as it lasts; return the lower edge."""
    ends: list[float] = []
    for node in nodes:
        x = draft.wanted.get(node, WIDTH + 40.0)
        size = draft.sizes[node]
        row = next((at for at, end in enumerate(ends) if end + size + 2 <= x), len(ends))
        ends[row : row + 1] = [_find_end(draft, node, x) + size]
        draft.points[node] = (x, y + row * BAR_PITCH)
    return y + (len(ends) - 0.5) * BAR_PITCH


def _find_end(draft: _Draft, node: str, x: float) -> float:
    """Return where the bar of an agreement ends: at its end, or beyond the edge of time."""
    span = find_span(draft.model.by_id[node])
    end = read_moment(span.end) if span else None
    return WIDTH + TAIL if end is None else max(x, draft.scale.place(end))


def _fill_rows(draft: _Draft, nodes: list[str], y: float, *, most_shift: float) -> float:
    """Set nodes side by side near their times, in as few rows as leave each near enough; return the lower edge.

    Those without a time stand after the others.
    """
    for count in range(1, _MOST_ROWS + 1):
        places = _try_rows(draft, nodes, count, most_shift)
        if places is not None:
            break
    else:
        places = _try_rows(draft, nodes, _MOST_ROWS, math.inf)
        assert places is not None
    for node, (x, row) in places.items():
        draft.points[node] = (x, y + row * PITCH)
    return y + (max(row for _, row in places.values()) + 0.5) * PITCH


def _try_rows(draft: _Draft, nodes: list[str], count: int, most_shift: float) -> dict[str, tuple[float, int]] | None:
    """Return places in so many rows, or nothing where a node would stand too far from its time."""
    ends = [-math.inf] * count
    places: dict[str, tuple[float, int]] = {}
    for node in nodes:
        size = draft.sizes[node]
        dated = node in draft.wanted
        wanted = draft.wanted.get(node, WIDTH + 40.0)
        # A row that is free at the very time is best; else the one that is free soonest.
        free = [row for row in range(count) if ends[row] + size <= wanted]
        row = max(free, key=lambda each: (ends[each], -each)) if free else min(range(count), key=ends.__getitem__)
        x = max(wanted, ends[row] + size)
        if dated and x - wanted > most_shift:
            return None
        ends[row] = x + size + 2
        places[node] = (x, row)
    return places
