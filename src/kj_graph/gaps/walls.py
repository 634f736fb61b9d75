"""The firewalls as SVG: areas down, years of friction across, and in each cell the signs of what is on record.

Each sign has a shape of its own, so that it is read in black and white as well; what stopped is dark and full or
struck, what went on is green and blue. A hatched cell says that events were not looked for there.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from kj_graph.gaps.areas import say
from kj_graph.gaps.firewalls import SIGNS
from kj_graph.gaps.sheet import PAPER, QUIET, RULE, Sheet, break_text, measure_text

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from kj_graph.gaps.firewalls import Firewalls

_MARGIN, _NAMES, _ROW, _PITCH, _GAP = 28.0, 236.0, 24.0, 68.0, 12.0
_COLOURS = {
    "stopped": "#b2182b", "cut-back": "#b2182b", "notice": "#b2182b", "ended": "#4a4a4a", "went-on": "#00805c",
    "resumed": "#00805c", "met": "#0b5cad", "made": "#0b5cad",
}  # fmt: skip


def draw_walls(found: Firewalls) -> str:
    """Return the map as SVG."""
    language = found.language
    title = f"{say('walls-title', language)}: {say('walls-subtitle', language)}"
    sheet = Sheet(language, title, " ".join([say("walls-meaning", language), *found.remarks]))
    places: dict[tuple[str, int], float] = {}
    x = _MARGIN + _NAMES
    for number, (span, year) in enumerate(found.years):
        if number and span != found.years[number - 1][0]:
            x += _GAP
        places[span, year] = x
        x += _PITCH
    width = max(x + _MARGIN, 720.0)
    sheet.text(_MARGIN, 42, say("walls-title", language), size=24, weight="700")
    sheet.text(_MARGIN, 64, say("walls-subtitle", language), size=13, fill=QUIET)
    y = _draw_legend(sheet, found, 84.0, width) + 12
    y = _draw_head(sheet, found, places, y)
    last_top, find_label = "", found.graph.labeller.label
    for area in found.order:
        top = found.areas.top(area)
        if top != last_top:
            if top != area:
                y += 8
                sheet.name(find_label(NamedNode(top)), _MARGIN, _NAMES, y + _ROW / 2, is_top=True)
                y += _ROW - 4
            elif last_top:
                y += 8
            last_top = top
        sheet.name(find_label(NamedNode(area)), _MARGIN, _NAMES, y + _ROW / 2, is_top=top == area)
        for (span, year), at in places.items():
            _draw_cell(sheet, found, area, year, span, at, y)
        y += _ROW
    y += 10
    for remark in found.remarks:
        for number, line in enumerate(break_text(remark, width - 2 * _MARGIN - 10, 10.5, 12)):
            y += 14.5
            sheet.text(
                _MARGIN + (0 if number == 0 else 10), y, ("· " if number == 0 else "") + line, size=10.5, fill=QUIET
            )
    return sheet.render(width, y + _MARGIN)


def _draw_head(sheet: Sheet, found: Firewalls, places: dict[tuple[str, int], float], y: float) -> float:
    by_span: dict[str, list[float]] = {}
    for (span, _), at in places.items():
        by_span.setdefault(span, []).append(at)
    lines = {span: break_text(found.name_span(span), len(at) * _PITCH - 4, 10, 4) for span, at in by_span.items()}
    high = 12.5 * max(map(len, lines.values()))
    for span, starts in by_span.items():
        for number, line in enumerate(lines[span]):
            sheet.text(starts[0] + 2, y + high - 12.5 * (len(lines[span]) - 1 - number), line, size=10, weight="600")
        sheet.line(starts[0], y + high + 5, starts[-1] + _PITCH - 2, y + high + 5, stroke="#4a4a4a", width=1.4)
    y += high + 19
    for (_, year), at in places.items():
        sheet.text(at + _PITCH / 2, y, str(year), size=11, anchor="middle", weight="600")
        if year in found.unmarked:
            sheet.text(
                at + _PITCH / 2,
                y + 11,
                say("walls-unmarked-head", found.language),
                size=8.5,
                anchor="middle",
                fill=QUIET,
            )
    return y + 16


def _draw_cell(sheet: Sheet, found: Firewalls, area: str, year: int, span: str, x: float, y: float) -> None:
    signs = found.find(area, year, span)
    fill = PAPER if found.is_covered(area, year) else "url(#hatch)"
    name = found.graph.label(NamedNode(area))
    told = "; ".join(
        f"{say(f'sign-{sign}', found.language)}: "
        + ", ".join(found.graph.label(NamedNode(thing)) for thing in sorted(things))
        for sign, things in signs.items()
    )
    sheet.rect(x + 0.5, y + 0.5, _PITCH - 3, _ROW - 1, fill, stroke=RULE, told=f"{year} · {name}: {told or '–'}")
    step = min(22.0, (_PITCH - 6) / max(1, len(signs)))
    at = x + (_PITCH - 2) / 2 - step * (len(signs) - 1) / 2
    if signs:
        sheet.open(f"{year} {name}: {told}")
        for sign, things in signs.items():
            number = len(things)
            draw_sign(sheet, sign, at - (3.2 if number > 1 else 0), y + _ROW / 2)
            if number > 1:
                sheet.text(at + 3.6, y + _ROW / 2 + 7, str(number), size=8.5, fill="#1b2027")
            at += step
        sheet.close()


def draw_sign(sheet: Sheet, sign: str, x: float, y: float) -> None:
    """Draw one sign in the middle of a place."""
    colour = _COLOURS[sign]
    if sign == "stopped":
        sheet.polygon([(x - 5, y - 5), (x + 5, y - 5), (x + 5, y + 5), (x - 5, y + 5)], colour)
    elif sign == "cut-back":
        sheet.polygon([(x - 5, y - 5), (x + 5, y - 5), (x + 5, y + 5), (x - 5, y + 5)], PAPER, colour)
        sheet.polygon([(x - 5, y - 5), (x, y - 5), (x, y + 5), (x - 5, y + 5)], colour)
    elif sign == "notice":
        sheet.polygon([(x + 5, y - 5), (x + 5, y + 5), (x - 5, y)], PAPER, colour)
    elif sign == "ended":
        sheet.line(x - 4.5, y - 4.5, x + 4.5, y + 4.5, stroke=colour, width=2.2)
        sheet.line(x - 4.5, y + 4.5, x + 4.5, y - 4.5, stroke=colour, width=2.2)
    elif sign == "went-on":
        sheet.circle(x, y, 5, colour, stroke=colour)
    elif sign == "resumed":
        sheet.polygon([(x, y - 5.5), (x + 5.5, y + 4.5), (x - 5.5, y + 4.5)], colour)
    elif sign == "met":
        sheet.circle(x, y, 4.4, PAPER, stroke=colour, width=1.6)
    else:
        sheet.line(x - 5, y, x + 5, y, stroke=colour, width=2.2)
        sheet.line(x, y - 5, x, y + 5, stroke=colour, width=2.2)


def _draw_legend(sheet: Sheet, found: Firewalls, y: float, width: float) -> float:
    x = _MARGIN
    entries = [(sign, say(f"sign-{sign}", found.language)) for sign in SIGNS]
    entries.append(("", say("walls-legend-uncovered", found.language)))
    for sign, words in entries:
        needed = 18 + measure_text(words, 10.5) + 14
        if x + needed > width - _MARGIN:
            x, y = _MARGIN, y + 18
        if sign:
            draw_sign(sheet, sign, x + 6, y + 7)
        else:
            sheet.rect(x, y, 14, 14, "url(#hatch)", stroke="#8a8a86")
        sheet.text(x + 18, y + 11, words, size=10.5)
        x += needed
    return y + 20
