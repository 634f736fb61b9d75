"""Figures as text: titled groups of name, number and share, the numbers in one column."""

from __future__ import annotations

from kj_graph.display.tables import measure_width

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from kj_graph.statistics import Statistics


def draw_statistics(statistics: Statistics) -> str:
    """Return the figures; a share is of the whole that heads its group."""
    sections = statistics.sections()
    rows = [row for _, group in sections for row in group]
    names, numbers, shares = (max((measure_width(row[i]) for row in rows), default=0) for i in range(3))
    lines: list[str] = [f"As of {statistics.day}", ""] if statistics.day else []
    for title, group in sections:
        lines += [title, *(_draw_row(row, names, numbers, shares) for row in group), ""]
    return "\n".join(lines[:-1]) + "\n"


def _draw_row(row: list[str], names: int, numbers: int, shares: int) -> str:
    name, number, share = row
    gap = " " * (names - measure_width(name))
    return f"  {name}{gap}  {number:>{numbers}}  {share:>{shares}}".rstrip()
