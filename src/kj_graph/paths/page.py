"""Paths as a page of their own: three languages, light and dark, no script, and nothing asked of any host."""

from __future__ import annotations

from importlib.resources import files

from pyoxigraph import NamedNode

from kj_graph import __version__
from kj_graph.display.words import say
from kj_graph.evidence import UNVERIFIED
from kj_graph.labels import LANGUAGES
from kj_graph.paths.telling import tell_place

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from typing import Any

    from kj_graph.evidence import Record
    from kj_graph.paths import Paths
    from kj_graph.paths.routes import Route
    from kj_graph.paths.telling import Sentence, Teller

_OWN_NAMES = {"en": "English", "ko": "한국어", "ja": "日本語"}
_OPENED = ("http://", "https://")  # addresses of other kinds are shown, not linked


def render_page(paths: Paths) -> str:
    """Return the whole page as text; it opens in the graph's language."""
    from jinja2 import Environment

    template = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(_read("page.html"))
    teller = paths.teller
    return template.render(
        language=teller.language,
        version=__version__,
        title=paths.title(teller),
        legend=teller.say("language"),
        style="\n".join([_read("style/colours.css", "kj_graph.explorer"), _list_signs(), _read("page.css")]),
        languages=[_tell(paths, paths.teller_in(language)) for language in LANGUAGES],
    )


def _tell(paths: Paths, teller: Teller) -> dict[str, Any]:
    return {
        "language": teller.language,
        "own_name": _OWN_NAMES[teller.language],
        "title": paths.title(teller),
        "verdict": paths.verdict(teller),
        "evidence": teller.say("evidence"),
        "no_evidence": say("no-evidence", teller.language),
        "routes": [_tell_route(teller, route, number) for number, route in enumerate(paths.routes, start=1)],
    }


def _tell_route(teller: Teller, route: Route, number: int) -> dict[str, Any]:
    stops = [_tell_stop(teller, thing) for thing in route.things]
    for stop, step in zip(stops, route.steps, strict=False):
        stop["sentences"] = [_tell_sentence(teller, sentence) for sentence in teller.tell_step(step)]
    return {
        "kind": route.kind,
        "head": teller.say("route", number=number),
        "note": teller.say(f"route-{route.kind}") if route.kind != "stated" else "",
        "shared": teller.tell_shared(route),
        "stops": stops,
    }


def _tell_stop(teller: Teller, thing: str) -> dict[str, Any]:
    return {
        "name": teller.labeller.label(NamedNode(thing)),
        "kind": teller.kind(thing),
        "sign": f"is-{teller.kind_name(thing)}",
        "sentences": [],
    }


def _tell_sentence(teller: Teller, sentence: Sentence) -> dict[str, Any]:
    return {
        "text": sentence.text,
        "editorial": sentence.editorial,
        "mark": teller.say("editorial"),
        "reason": sentence.reason,
        "records": [_tell_record(teller, record) for record in sentence.evidence if record.source is not None],
    }


def _tell_record(teller: Teller, record: Record) -> dict[str, Any]:
    assert record.source is not None
    return {
        "title": teller.labeller.label(record.source),
        "address": record.address if record.address.startswith(_OPENED) else "",
        "tier": teller.labeller.text(record.tier) if record.tier else "",
        "place": tell_place(record, teller.labeller),
        "mark": say("unverified", teller.language) if record.verification == UNVERIFIED else "",
    }


def _list_signs() -> str:
    """Return the colour of each class of things, as the explorer has them."""
    classes = (
        "State", "Organization", "Person", "Group", "Agreement", "Event", "Proposal", "Claim", "ContestedMatter",
        "Position", "PolicyArea", "Office",
    )  # fmt: skip
    return (
        "\n".join(f".is-{name} {{ --sign: var(--{name}); }}" for name in classes)
        + "\n.is-theme { --sign: var(--Theme); }"
    )


def _read(name: str, package: str = "kj_graph.paths") -> str:
    part = files(package)
    for step in name.split("/"):
        part = part / step
    return part.read_text(encoding="utf-8").replace("\r\n", "\n")
