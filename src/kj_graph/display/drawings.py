"""A small graph as a picture for notebooks: boxes with names, arrows with properties, as SVG that needs no script.

Meant for some forty things at most; the explorer shows more. Values that are no things (dates, words) are not drawn.
"""

from __future__ import annotations

import unicodedata
from html import escape

import networkx
from pyoxigraph import NamedNode

from kj_graph import vocabulary as v

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import Triple

    from kj_graph.labels import Labeller

MOST_THINGS = 40
_LONGEST = 34
_HIDDEN = {v.TYPE.value, v.SKOS + "inScheme", v.RDFS + "isDefinedBy"}
_STYLE = (
    "svg.kj-graph{max-width:100%;height:auto;font:12px system-ui,sans-serif;color-scheme:light dark}"
    "svg.kj-graph rect{fill:Canvas;stroke:CanvasText;stroke-opacity:.6}svg.kj-graph text{fill:CanvasText}"
    "svg.kj-graph line{stroke:CanvasText;stroke-opacity:.45}svg.kj-graph .verb{font-size:10px;opacity:.75}"
    "svg.kj-graph .verb,svg.kj-graph .name{paint-order:stroke;stroke:Canvas;stroke-width:3px}svg.kj-graph marker path"
    "{fill:CanvasText;fill-opacity:.6}"
)


def draw_triples(triples: Iterable[Triple], labeller: Labeller) -> str | None:
    """Return the things of some triples and their relations as SVG, or None where there are none or too many."""
    network: networkx.DiGraph[str] = networkx.DiGraph()
    for triple in triples:
        subject, verb, value = triple.subject, triple.predicate, triple.object
        if isinstance(subject, NamedNode) and isinstance(value, NamedNode) and verb.value not in _HIDDEN:
            words = labeller.text(verb)
            if network.has_edge(subject.value, value.value):
                words = f"{network.edges[subject.value, value.value]['words']}, {words}"
            network.add_edge(subject.value, value.value, words=words)
            if len(network) > MOST_THINGS:
                return None
    if not network:
        return None
    names = {iri: _shorten(labeller.text(NamedNode(iri))) for iri in network}
    return _write(network, names, _place(network, names))


def measure_text(text: str, size: float = 12) -> float:
    """Return about how many pixels a text takes at a font size; Korean and Japanese letters are twice as wide."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return size * (wide + 0.56 * (len(text) - wide))


def _shorten(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"


def _place(network: networkx.DiGraph[str], names: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Return a place for the middle of each box: springs first, then boxes pushed apart until none cover each other."""
    side = 100 * len(network) ** 0.5
    springs = networkx.spring_layout(network.to_undirected(), seed=7, iterations=150, scale=side)
    places = {iri: (float(spot[0]) * 1.5, float(spot[1])) for iri, spot in springs.items()}
    ordered = sorted(places)
    widths = {iri: measure_text(names[iri]) + 34 for iri in ordered}
    for _ in range(80):
        moved = False
        for index, one in enumerate(ordered):
            for other in ordered[index + 1 :]:
                (x1, y1), (x2, y2) = places[one], places[other]
                across = (widths[one] + widths[other]) / 2 - abs(x1 - x2)
                down = 44 - abs(y1 - y2)
                if across <= 0 or down <= 0:
                    continue
                moved = True
                if down <= across:
                    push = (down / 2 + 1) * (1 if y1 >= y2 else -1)
                    places[one], places[other] = (x1, y1 + push), (x2, y2 - push)
                else:
                    push = (across / 2 + 1) * (1 if x1 >= x2 else -1)
                    places[one], places[other] = (x1 + push, y1), (x2 - push, y2)
        if not moved:
            break
    return places


def _write(network: networkx.DiGraph[str], names: dict[str, str], places: dict[str, tuple[float, float]]) -> str:
    halves = {iri: measure_text(name) / 2 + 10 for iri, name in names.items()}
    left = min(places[iri][0] - halves[iri] for iri in network) - 8
    right = max(places[iri][0] + halves[iri] for iri in network) + 8
    top, bottom = min(y for _, y in places.values()) - 24, max(y for _, y in places.values()) + 24
    lines, boxes = [], []
    for one, other, told in network.edges(data=True):
        words = str(told["words"])
        (x1, y1), (x2, y2) = places[one], places[other]
        end = _edge_of(places[other], (x1, y1), halves[other])
        lines.append(
            f'<line x1="{x1:.0f}" y1="{y1:.0f}" x2="{end[0]:.0f}" y2="{end[1]:.0f}" marker-end="url(#kj-graph-arrow)"/>'
            f'<text class="verb" text-anchor="middle" x="{(x1 + x2) / 2:.0f}" y="{(y1 + y2) / 2 - 3:.0f}">'
            f"{escape(words)}</text>"
        )
    for iri in sorted(network):
        x, y = places[iri]
        boxes.append(
            f'<g><title>{escape(iri)}</title><rect x="{x - halves[iri]:.0f}" y="{y - 13:.0f}" rx="6" '
            f'width="{2 * halves[iri]:.0f}" height="26"/><text class="name" text-anchor="middle" x="{x:.0f}" '
            f'y="{y + 4:.0f}">{escape(names[iri])}</text></g>'
        )
    width, height = right - left, bottom - top
    return (
        f'<svg class="kj-graph" role="img" xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" '
        f'height="{height:.0f}" viewBox="{left:.0f} {top:.0f} {width:.0f} {height:.0f}">'
        f"<title>{len(network)} things, {network.number_of_edges()} relations</title><style>{_STYLE}</style>"
        '<defs><marker id="kj-graph-arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" '
        f'orient="auto"><path d="M0,0L8,4L0,8z"/></marker></defs>{"".join(lines)}{"".join(boxes)}</svg>'
    )


def _edge_of(middle: tuple[float, float], towards: tuple[float, float], half: float) -> tuple[float, float]:
    """Return where the line to the middle of a box meets the box."""
    across, down = towards[0] - middle[0], towards[1] - middle[1]
    if not across and not down:
        return middle
    share = min(half / abs(across) if across else 9e9, 13 / abs(down) if down else 9e9)
    return middle[0] + across * share, middle[1] + down * share
