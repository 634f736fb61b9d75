"""Paths as text: each way with its things, the sentences that join them, and where those are written."""

from __future__ import annotations

from kj_graph.display.tables import measure_width, wrap_text
from kj_graph.display.words import explain_mark, say
from kj_graph.evidence import UNVERIFIED
from kj_graph.paths import tell_place

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from kj_graph.evidence import Record
    from kj_graph.paths import Paths, Route, Sentence, Teller

_MOST_SENTENCES = 3
_MOST_RECORDS = 2


def draw_paths(paths: Paths, width: int) -> str:
    """Return the paths in at most `width` columns."""
    teller = paths.teller
    lines = wrap_text(paths.title(teller), width)
    verdict = paths.verdict(teller)
    if verdict:
        lines += ["", *wrap_text(verdict, width)]
    for number, route in enumerate(paths.routes, start=1):
        lines += ["", *_draw_route(teller, route, number, width)]
    return explain_mark("\n".join(lines) + "\n", teller.language)


def _draw_route(teller: Teller, route: Route, number: int, width: int) -> list[str]:
    note = teller.say(f"route-{route.kind}") if route.kind != "stated" else ""
    head = teller.say("route", number=number)
    lines = wrap_text(f"{head} ({note})" if note else head, width)
    if route.shared:
        lines += _indent(teller.tell_shared(route), width, 2)
    lines += _indent(f"{teller.marked(route.things[0])} · {teller.kind(route.things[0])}", width, 2)
    for step in route.steps:
        sentences = teller.tell_step(step)[:_MOST_SENTENCES]
        for place, sentence in enumerate(sentences):
            lead = ("┆ " if sentence.editorial else "│ ") + (f"({teller.say('also')}) " if place else "")
            lines += _indent(sentence.text, width, 4, lead)
            lines += _draw_grounds(teller, sentence, width)
        lines += _indent(f"{teller.marked(step.end)} · {teller.kind(step.end)}", width, 2)
    return lines


def _draw_grounds(teller: Teller, sentence: Sentence, width: int) -> list[str]:
    if sentence.editorial:
        reason = f": {sentence.reason}" if sentence.reason else ""
        return _indent(f"{teller.say('editorial')}{reason}", width, 6, "┆ ")
    if not sentence.evidence:
        return _indent(say("no-evidence", teller.language), width, 6, "│ ")
    lines = []
    for record in sentence.evidence[:_MOST_RECORDS]:
        lines += _indent(_tell_record(teller, record), width, 6, "│ ")
    more = len(sentence.evidence) - _MOST_RECORDS
    if more > 0:
        lines += _indent(f"… {more} {say('more', teller.language)}", width, 6, "│ ")
    return lines


def _tell_record(teller: Teller, record: Record) -> str:
    if record.source is None:
        return say("unverified", teller.language)
    tier = f" [{teller.name(record.tier.value)}]" if record.tier else ""
    place = tell_place(record, teller.labeller)
    mark = f" ({say('unverified', teller.language)})" if record.verification == UNVERIFIED else ""
    return f"{teller.name(record.source.value)}{tier}{f', {place}' if place else ''}{mark}"


def _indent(text: str, width: int, depth: int, lead: str = "") -> list[str]:
    """Return a text in lines that begin with spaces; the bar of a lead goes on in every line, deeper text under it."""
    bar = f"{lead[:1]} " if lead else ""
    before = " " * (4 if lead else depth) + bar + " " * (depth - 4 if lead else 0)
    first = before + lead[2:]
    room = max(width - measure_width(before) - measure_width(lead[2:]), 20)
    return [(first if at == 0 else before) + line for at, line in enumerate(wrap_text(text, room))]
