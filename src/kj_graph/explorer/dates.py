"""When a thing was, as a number of years: its own date, else that of what it belongs to."""

from __future__ import annotations

import re

from kj_graph.explorer.records import PageModel, Thing

_DATE = re.compile(r"(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def read_moment(written: str) -> float | None:
    """Return a date, month or year as years with a fraction: the middle of what it leaves open."""
    found = _DATE.match(written)
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is None:
        return year + 0.5
    return year + (month - 1) / 12 + ((day - 1) / 372 if day else 1 / 24)


def find_moments(model: PageModel, neighbours: dict[str, set[str]]) -> dict[str, float]:
    """Return when each node was; what has no date stands amid its neighbours, twice removed at most.

    States and policy areas have no time of their own and give none.
    """
    timeless = {node for node in model.nodes if model.by_id[node].type in {"State", "PolicyArea"}}
    moments = {
        node: moment
        for node in model.nodes
        if node not in timeless and (moment := _read_own(model.by_id[node])) is not None
    }
    tenures: dict[str, list[float]] = {}
    for tenure in model.tenures:
        start = read_moment(tenure.start)
        if start is not None:
            tenures.setdefault(tenure.person, []).append((start + (read_moment(tenure.end) or start + 1)) / 2)
            tenures.setdefault(tenure.office, []).append(start)
    for node, middles in tenures.items():
        if node in neighbours and node not in moments:
            moments[node] = sum(middles) / len(middles)
    for _ in range(2):
        known = dict(moments)
        for node in model.nodes:
            near = sorted(known[other] for other in neighbours[node] if other in known)
            if node not in known and node not in timeless and near:
                moments[node] = near[len(near) // 2]
    return moments


def _read_own(thing: Thing) -> float | None:
    if thing.type in {"Office", "Organization"}:
        return None
    written = [text.value for name, text in thing.values if name in {"date", "from"}]
    written += [step.date for step in thing.life if step.date]
    return next((moment for each in written if (moment := read_moment(each)) is not None), None)
