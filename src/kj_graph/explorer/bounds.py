"""How much of a graph one page holds: a browser reads all of it before it draws anything."""

from __future__ import annotations

from dataclasses import replace

from kj_graph.explorer.layout import Chart, arrange
from kj_graph.explorer.records import PageModel

MOST = 40_000
"""Of a bigger graph a page holds so many things, those that tell most, and says how many it leaves out."""

_FRAME = ("State", "PolicyArea", "ContestedMatter", "Theme")
"""What the others are ordered by stays before them."""


def bound_model(model: PageModel, chart: Chart) -> tuple[PageModel, Chart, int]:
    """Return what of a model the page holds, its chart, and how many things are left out.

    What is said of a thing that is held stays, but for its relations to things that are not.
    """
    if len(model.nodes) <= MOST:
        return model, chart, 0
    ranked = sorted(
        model.nodes, key=lambda node: (model.by_id[node].type not in _FRAME, -chart.places[node].rank, node)
    )
    gone = set(ranked[MOST:])
    things = tuple(
        replace(
            thing,
            relations=tuple(pair for pair in thing.relations if pair[1] not in gone),
            readings=tuple(reading for reading in thing.readings if reading.target not in gone),
        )
        for thing in model.things
        if thing.id not in gone
    )
    held = replace(
        model,
        things=things,
        nodes=tuple(node for node in model.nodes if node not in gone),
        edges=tuple(edge for edge in model.edges if edge.source not in gone and edge.target not in gone),
        tenures=tuple(each for each in model.tenures if each.person not in gone and each.office not in gone),
        by_id={thing.id: thing for thing in things},
    )
    return held, arrange(held), len(gone)
