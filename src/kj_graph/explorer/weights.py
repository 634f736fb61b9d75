"""How big a thing's sign is, and how much it tells: what is drawn first and named first."""

from __future__ import annotations

import math

from kj_graph.explorer.records import PageModel, Thing

MOST_SIZE = 6.5
"""The radius that a sign in a row of the chart does not outgrow."""

_SIZES = {
    "State": 6.5,
    "Agreement": 4.5,
    "Event": 4.6,
    "ContestedMatter": 6.0,
    "Position": 4.5,
    "Proposal": 4.6,
}
_PLAIN_SIZE = 4.0

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

_TELLING_KINDS = {
    "event-kind-milestone": 22.0,
    "event-kind-dialogue": 20.0,
    "event-kind-summit": 14.0,
    "event-kind-crisis": 14.0,
    "event-kind-ruling": 12.0,
    "event-kind-negotiation": 8.0,
    "event-kind-statement": 4.0,
    "event-kind-visit": 2.0,
    "kind-treaty": 8.0,
    "kind-joint-declaration": 12.0,
    "kind-joint-announcement": 4.0,
    "kind-protocol": -10.0,
    "kind-agreed-minutes": -14.0,
    "kind-exchange-of-notes": -14.0,
}
"""What carries out, explains or amends something else tells less by itself than what it belongs to."""

_SHORT = 28
_KNOWN_BY_NAME = 12.0
"""What people call by a short name of its own is what they look for."""


def measure_node(thing: Thing, degree: int) -> float:
    """Return the radius of a thing's sign."""
    return min(_SIZES.get(thing.type, _PLAIN_SIZE) + 0.2 * math.log2(1 + degree), MOST_SIZE)


def rank_node(thing: Thing, degree: int, *, is_whole: bool) -> float:
    """Weigh a thing; one that others are part of stands for all of them."""
    rank = _RANKS[thing.type] + 8 * math.log2(1 + degree) / (1 if thing.type != "PolicyArea" else 4)
    rank += sum(_TELLING_KINDS.get(target, 0.0) for name, target in thing.relations if name.endswith("Kind"))
    if thing.type == "Agreement":
        called = [name for name in thing.other_names if name.language == "en" and len(name.value) <= _SHORT]
        rank += _KNOWN_BY_NAME if called else 0.0
    return rank + (60 if is_whole and thing.type == "Event" else 0)


def count_content(model: PageModel, neighbours: set[str]) -> int:
    """Count neighbours other than states: being a party says nothing about weight."""
    return sum(1 for other in neighbours if model.by_id[other].type != "State")
