"""When a thing was, as a number of years: its own date, else that of what it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kj_graph.explorer.records import PageModel, Thing

ENDS = frozenset(f"life-kind-{kind}" for kind in ("expired", "replaced", "terminated"))
"""Steps with which the life of an agreement ends."""

_MAKINGS = frozenset({"life-kind-signed", "life-kind-issued"})

_WHOLE_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?")
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


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when an agreement lasted, as written; `end` is empty where none was found."""

    start: str
    end: str
    in_force: bool
    """Whether an entry into force is recorded; else the start is its making."""


def find_span(thing: Thing) -> Span | None:
    """Return how long an agreement lasted, or None where neither its making nor its entry into force has a date.

    When one of three or more parties leaves, the agreement goes on.
    """
    dated = [step for step in thing.life if step.date]
    entries = [step.date for step in dated if step.kind == "life-kind-in-force"]
    starts = entries or [step.date for step in dated if step.kind in _MAKINGS]
    if not starts:
        return None
    many = sum(name == "party" for name, _ in thing.relations) > 2
    ends = [step.date for step in dated if step.kind in ENDS and not (many and step.by_parties)]
    return Span(min(starts), min(ends, default=""), bool(entries))


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
    if thing.type == "Resource":
        # Other vocabularies call the date of a thing many names: dcterms:issued, schema:startDate.
        written += [text.value for _, text in thing.values if _WHOLE_DATE.fullmatch(text.value)]
    return next((moment for each in written if (moment := read_moment(each)) is not None), None)
