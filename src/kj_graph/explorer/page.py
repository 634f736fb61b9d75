"""The page: pyvis builds the network, our own template writes it, and it asks no host for anything.

pyvis's own templates load files from outside and let text of the data run as script, so none of them is
used: the network's template environment is ours and escapes by itself. Scripts are allowed by the digest of
their text.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyoxigraph

from kj_graph.errors import UsageError
from kj_graph.explorer.answers import trim_answers
from kj_graph.explorer.bounds import bound_model
from kj_graph.explorer.layout import Chart, arrange
from kj_graph.explorer.marks import Marks
from kj_graph.explorer.model import NODE_TYPES, build_model
from kj_graph.explorer.opening import choose_opening
from kj_graph.explorer.payload import describe_model, describe_network, encode_json, pack_json
from kj_graph.explorer.records import PageModel, Thing
from kj_graph.explorer.timescale import WIDTH
from kj_graph.files import write_text
from kj_graph.labels import LANGUAGES
from kj_graph.paths.readings import list_phrases, list_readings
from kj_graph.paths.relations import DIRECT
from kj_graph.paths.routes import describe_weights

TEMPLATE = "explorer.html"
SCRIPTS = (
    "globals.js",
    "text.js",
    "dom.js",
    "data.js",
    "palette.js",
    "time.js",
    "facets.js",
    "view.js",
    "labels.js",
    "bars.js",
    "lanes.js",
    "routes.js",
    "scene.js",
    "network.js",
    "chart.js",
    "strip.js",
    "drawing.js",
    "arrows.js",
    "evidence.js",
    "panel.js",
    "tenures.js",
    "standing.js",
    "readings.js",
    "paths.js",
    "timebar.js",
    "ask.js",
    "turtle.js",
    "vector.js",
    "export.js",
    "share.js",
    "report.js",
    "deadlines.js",
    "sheet.js",
    "dossier.js",
    "brief.js",
    "print.js",
    "search.js",
    "menu.js",
    "legend.js",
    "filter.js",
    "table.js",
    "areas.js",
    "resize.js",
    "page.js",
)
"""In the order in which they are joined into one script."""

STYLES = (
    "colours.css",
    "frame.css",
    "controls.css",
    "panel.css",
    "paths.css",
    "filter.css",
    "areas.css",
    "time.css",
    "ask.css",
    "report.css",
    "share.css",
    "narrow.css",
    "print.css",
)

_SHAPES = {
    "State": "star",
    "Organization": "square",
    "Person": "dot",
    "Group": "hexagon",
    "Actor": "dot",
    "Agreement": "diamond",
    "Event": "triangle",
    "Proposal": "star",
    "Claim": "triangleDown",
    "ContestedMatter": "hexagon",
    "Position": "square",
    "PolicyArea": "dot",
    "Office": "square",
    "Theme": "hexagon",
    "Resource": "dot",
}

_EVENT_SHAPES = {
    "square": ("ruling",),
    "triangleDown": ("abduction", "crisis", "incident", "measure"),
    "hexagon": ("dialogue", "meeting", "session"),
    "dot": ("report", "statement", "testimony"),
}
"""Kinds of events that have a shape of their own; all others have their class's."""

_OPTIONS = {
    # The page follows its own size: vis-network would only zoom.
    "autoResize": False,
    "physics": {"enabled": False},
    "interaction": {
        "hideEdgesOnDrag": False,
        "selectConnectedEdges": False,
        "dragNodes": False,
    },
    "nodes": {"font": {"size": 0}, "borderWidth": 1.5, "labelHighlightBold": False, "chosen": False},
    "edges": {"smooth": False, "arrows": {"to": {"enabled": False, "scaleFactor": 0.6}}, "chosen": False},
    "layout": {"improvedLayout": False},
}


def write_page(
    statements: Iterable[pyoxigraph.Triple],
    output: Path,
    *,
    language: str = "en",
    title: str = "",
    version: str = "",
    as_of: str = "",
    day: str = "",
    answers: Mapping[str, Any] | None = None,
    marks: Marks | None = None,
    licensed: bool = True,
) -> Path:
    """Write the explorer of these triples and return its path.

    `day` is the one on which these triples stand, where they are not all; the page says it. `answers` are those of the
    saved questions, from `collect_answers`; without them the page has none. `marks` sizes and colours things by a
    measure; `licensed` puts the data under the licence of the shipped ones. An older file of that name stays whole
    until the new one is.
    """
    model = build_model(statements, version=version, as_of=as_of, day=day)
    text = render_page(model, language=language, title=title, answers=answers, marks=marks, licensed=licensed)
    write_text(str(output), text)
    return output


def render_page(
    model: PageModel,
    *,
    language: str = "en",
    title: str = "",
    answers: Mapping[str, Any] | None = None,
    marks: Marks | None = None,
    licensed: bool = True,
) -> str:
    """Return the whole page as text.

    `language` is the one it opens in; `title` replaces the page's own heading.
    """
    if language not in LANGUAGES:
        raise UsageError(f"language {language!r} is not one of {', '.join(LANGUAGES)}", hint="Choose en, ko or ja.")
    model, chart, left_out = bound_model(model, arrange(model))
    network = _build_network(model, chart, marks)
    library_script, library_style = _read_library()
    script = _join_scripts()
    interface = json.loads(_read_part("interface.json"))
    heading = interface["titleOther" if _is_foreign(model) else "title"][language]
    network.templateEnv = _make_environment()
    network.path = TEMPLATE
    network.templateEnv.globals.update(
        language=language,
        page_title=(title or heading) + (f" · {model.day}" if model.day else ""),
        own_title=title,
        answers=trim_answers(answers, model) if answers else {"questions": [], "names": {}},
        interface=interface,
        plain_interface={name: interface[name] for name in ("noscript", "tooOld")},
        model=describe_model(model),
        chart={
            "width": WIDTH,
            "lanes": list(chart.lanes),
            "years": [list(year) for year in chart.years],
            "shapes": _SHAPES,
            "eventShapes": _EVENT_SHAPES,
            **({"measure": marks.describe()} if marks else {}),
            "leftOut": left_out,
            "foreign": _is_foreign(model),
            "licence": "CC BY 4.0" if licensed else "",
        },
        paths={
            **describe_weights(),
            "direct": list(DIRECT),
            "readings": list_readings(),
            "phrases": list_phrases(),
        },
        library_script=library_script,
        script=script,
        style="\n".join([library_style, *(_read_part(f"style/{name}") for name in STYLES)]),
        script_digests=[_digest_script(library_script), _digest_script(script)],
    )
    return str(network.generate_html())


class _Names(list[str]):
    """A list that knows what it holds: pyvis looks for a node in its list at every node and twice at every edge."""

    def __init__(self) -> None:
        super().__init__()
        self._held: set[object] = set()

    def append(self, name: str) -> None:
        super().append(name)
        self._held.add(name)

    def __contains__(self, name: object) -> bool:
        return name in self._held


def _is_foreign(model: PageModel) -> bool:
    """Tell whether a graph uses other vocabularies alone; its page says no more of it than that it is a graph."""
    return {thing.type for thing in model.things} == {"Resource"}


def _build_network(model: PageModel, chart: Chart, marks: Marks | None) -> Any:
    from pyvis.network import Network

    network = Network(directed=True)
    network.node_ids = _Names()
    opening = choose_opening(model, chart) | (marks.list_opening() if marks else frozenset())
    for node in sorted(model.nodes, key=lambda each: (-NODE_TYPES.index(model.by_id[each].type), each)):
        place, thing = chart.places[node], model.by_id[node]
        network.add_node(
            node,
            label=thing.labels.get("en") or node,
            shape=_choose_shape(thing),
            group=thing.type,
            x=place.x,
            lane=place.lane,
            size=place.size,
            rank=place.rank,
            opening=node in opening,
            shade=False,
        )
        if marks:
            marks.apply(network.nodes[-1])
    for number, edge in enumerate(model.edges):
        network.add_edge(edge.source, edge.target, id=number, properties=list(edge.properties), kind=edge.kind)
    network.set_options(json.dumps(_OPTIONS))
    return network


def _choose_shape(thing: Thing) -> str:
    kinds = {target.removeprefix("event-kind-") for name, target in thing.relations if name == "eventKind"}
    if thing.type == "Event":
        return next((shape for shape, those in _EVENT_SHAPES.items() if kinds & set(those)), _SHAPES["Event"])
    return _SHAPES[thing.type]


def _make_environment() -> Any:
    from jinja2 import DictLoader, Environment
    from markupsafe import Markup

    environment = Environment(
        loader=DictLoader({TEMPLATE: _read_part(f"template/{TEMPLATE}")}), autoescape=True, trim_blocks=True
    )
    environment.filters["json"] = lambda value: Markup(encode_json(value))  # noqa: S704 (it holds no <, > or &)
    environment.filters["fromjson"] = json.loads
    environment.globals["describe_network"] = describe_network
    environment.globals["pack"] = lambda **parts: Markup(pack_json(parts))  # noqa: S704 (base64 holds no <, > or &)
    return environment


def _read_part(name: str) -> str:
    part = files("kj_graph.explorer")
    for step in name.split("/"):
        part = part / step
    # A browser reads every line end as one line feed, and the script's digest is over what it reads.
    return part.read_text(encoding="utf-8").replace("\r\n", "\n")


def _read_library() -> tuple[str, str]:
    """Return vis-network's script and style from the installed pyvis, fit to stand inside a page.

    The reference to a source map would be a request; the rules with images draw buttons that the page does
    not have.
    """
    folder = files("pyvis") / "lib" / "vis-9.1.2"
    script = (folder / "vis-network.min.js").read_text(encoding="utf-8").replace("\r\n", "\n")
    script = re.sub(r"//# sourceMappingURL=\S*", "", script)
    style = (folder / "vis-network.css").read_text(encoding="utf-8").replace("\r\n", "\n")
    style = re.sub(r"[^{}]+\{[^{}]*url\([^{}]*\}", "", style)
    return _check_script(script, "vis-network"), style


def _join_scripts() -> str:
    parts = [_drop_comments(_read_part(f"script/{name}")) for name in SCRIPTS]
    return _check_script('(async () => {\n"use strict";\n' + "\n".join(parts) + "\n})();\n", "the page's script")


def _drop_comments(script: str) -> str:
    """Return a script without indents and the comments that stand on lines of their own."""
    script = re.sub(r"^ *(?:/\*\*(?:(?!\*/).)*\*/|//[^\n]*) *\n", "", script, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"^ +", "", script, flags=re.MULTILINE)


def _check_script(text: str, name: str) -> str:
    if re.search(r"</script|<!--", text, re.IGNORECASE):
        raise ValueError(f"{name} holds text that would end or change the script element it stands in")
    return text


def _digest_script(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return "sha256-" + base64.b64encode(digest).decode("ascii")
