"""The gap map as SVG: areas down, years across.

The darker a cell, the more is in force; the bigger a dot, the more is open; a dot on white is a gap. Of one day there
is one column, and the counts stand beside it.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from kj_graph.gaps.areas import say
from kj_graph.gaps.sheet import BLUES, INK, OPEN, QUIET, RULE, Sheet, break_text, measure_text

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from kj_graph.gaps.map import Cell, GapMap

_STEPS = (1, 2, 4, 8, 16)
_MARGIN, _NAMES, _ROW, _BESIDE = 28.0, 236.0, 21.0, 250.0
_ACROSS, _LEAST = 1180.0, 1060.0


def draw_gaps(found: GapMap) -> str:
    """Return the map as SVG."""
    language = found.language
    day = found.days[-1]
    many = len(found.days) > 1
    subtitle = (
        say("subtitle-years", language, first=found.days[0][:4], last=day[:4])
        if many
        else say("subtitle-day", language, day=day)
    )
    sheet = Sheet(language, f"{say('title', language)}: {subtitle}", _describe(found))
    pitch = min(54.0, (_ACROSS - 2 * _MARGIN - _NAMES - _BESIDE) / len(found.days))
    left = _MARGIN + _NAMES
    beside = left + pitch * len(found.days) + 12
    width = max(beside + _BESIDE + _MARGIN, _LEAST)
    sheet.text(_MARGIN, 42, say("title", language), size=24, weight="700")
    sheet.text(_MARGIN, 64, subtitle, size=13, fill=QUIET)
    y = _draw_legend(sheet, found, 92.0) + 30
    _head(sheet, found, left, pitch, y - 6)
    sheet.text(beside, y - 6, say("now", language, day=day), size=10.5, fill=QUIET, weight="600")
    top_of_map = y
    for area in found.order:
        is_top = found.areas.top(area) == area
        if is_top and area != found.order[0]:
            y += 7
        _draw_row(sheet, found, area, (left, pitch, beside), y, is_top=is_top)
        y += _ROW
    for number, each in enumerate(found.days):
        if each[:4].endswith("0") and many:
            sheet.line(left + pitch * number, top_of_map - 2, left + pitch * number, y, stroke="#9a9a96", width=0.6)
    for line in break_text(say("short-silence", language), width - 2 * _MARGIN, 10.5, 4):
        y += 15
        sheet.text(_MARGIN, y + 6, line, size=10.5, fill=QUIET)
    return sheet.render(width, y + _MARGIN)


def _describe(found: GapMap) -> str:
    """Return the map in words: its gaps on the last day, for who does not see it."""
    language, day = found.language, found.days[-1]
    gaps = [
        f"{found.graph.label(NamedNode(area))}: {say(f'gap-{gap}', language)}, {say('legend-open', language)} "
        f"{len(found.cell(day, area).open)}"
        for area in found.order
        if found.cell(day, area).open and (gap := found.deep(day, area).gap)
    ]
    told = f"{say('now', language, day=day)}: {'; '.join(gaps)}."
    return f"{say('meaning', language)} {told} {say('short-silence', language)}"


def _head(sheet: Sheet, found: GapMap, left: float, pitch: float, y: float) -> None:
    step = max(1, round(34 / pitch))
    for number, day in enumerate(found.days):
        if int(day[:4]) % step == 0 or len(found.days) == 1:
            sheet.text(left + pitch * (number + 0.5), y, day[:4], size=10.5, anchor="middle", fill=QUIET)


def _draw_row(
    sheet: Sheet, found: GapMap, area: str, columns: tuple[float, float, float], y: float, *, is_top: bool
) -> None:
    left, pitch, beside = columns
    label = found.graph.labeller.label(NamedNode(area))
    sheet.name(label, _MARGIN, _NAMES, y + _ROW / 2, is_top=is_top)
    for number, day in enumerate(found.days):
        cell = found.cell(day, area)
        x = left + pitch * number
        told = f"{day} · {label.text}: " + _unit(found, cell)
        sheet.rect(x + 0.5, y + 0.5, pitch - 1, _ROW - 1, _fill(found, day, area, cell), stroke=RULE, told=told)
        if cell.open:
            sheet.circle(x + pitch / 2, y + _ROW / 2, _radius(len(cell.open)), OPEN)
    now = found.cell(found.days[-1], area)
    words = _unit(found, now)
    gap = found.deep(found.days[-1], area).gap if now.open else ""
    sheet.text(beside, y + _ROW / 2 + 4, words, size=10, fill=INK)
    if gap:
        at = beside + measure_text(words, 9.4) + 10
        sheet.text(at, y + _ROW / 2 + 4, say(f"gap-{gap}", found.language), size=10, weight="700", fill="#a84300")


def _unit(found: GapMap, cell: Cell) -> str:
    return say("unit", found.language, force=len(cell.force), made=len(cell.made), open=len(cell.open))


def _fill(found: GapMap, day: str, area: str, cell: Cell) -> str:
    if cell.force:
        return BLUES[sum(1 for step in _STEPS if len(cell.force) >= step) - 1]
    if cell.made:
        return "url(#dots)"
    return "#ffffff" if found.is_covered(day, area) else "url(#hatch)"


def _radius(count: int) -> float:
    return 3.4 if count == 1 else 4.8 if count < 4 else 6.2 if count < 10 else 7.8


def _draw_legend(sheet: Sheet, found: GapMap, y: float) -> float:
    language = found.language
    x = _MARGIN
    for number, step in enumerate(_STEPS):
        last = _STEPS[number + 1] - 1 if number + 1 < len(_STEPS) else 0
        words = f"{step}" if last == step else f"{step}–{last}" if last else f"{step}+"
        sheet.rect(x, y, 30, 14, BLUES[number], stroke=RULE)
        sheet.text(x + 15, y + 26, words, size=9.5, anchor="middle", fill=QUIET)
        x += 31
    sheet.text(x + 6, y + 11, say("legend-force", language), size=10.5)
    x += 6 + measure_text(say("legend-force", language), 10.5) + 16
    for fill, word in (("url(#dots)", "made"), ("#ffffff", "none"), ("url(#hatch)", "uncovered")):
        words = say(f"legend-{word}", language)
        sheet.rect(x, y, 22, 14, fill, stroke="#8a8a86")
        sheet.text(x + 28, y + 11, words, size=10.5)
        x += 28 + measure_text(words, 10.5) + 16
    for count, words in ((1, "1"), (2, "2–3"), (4, "4–9"), (10, "10+")):
        sheet.circle(x + 8, y + 7, _radius(count), OPEN)
        sheet.text(x + 8, y + 26, words, size=9.5, anchor="middle", fill=QUIET)
        x += 24
    sheet.text(x + 4, y + 11, say("legend-open", language), size=10.5)
    return y + 30
