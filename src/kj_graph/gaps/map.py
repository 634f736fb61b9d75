"""Agreements in force against proposals still open, by policy area.

An agreement counts where both Japan and the Republic of Korea are party to it. It is *in force* on a day as the
question `in-force-on` says; a joint statement or an arrangement, of which no entry into force is recorded, is *made*.
A proposal is *open* from the day it was put forward until an act on record carries it out, rejects or drops it, as the
question `proposal-status-on` says; one that was adopted and not yet carried out is open. What is only possible, because
a date is known to the month or year, counts and is told apart. A thing counts in each area in which it is filed; an
area of the first order is counted with all areas under it. *None found* is said of an area with open proposals and no
agreement, neither in it nor below.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby

from kj_graph import vocabulary as v
from kj_graph.errors import UsageError
from kj_graph.gaps.areas import Areas, ask, read_years, say
from kj_graph.network.table import Column, Measured

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from kj_graph.graph import KnowledgeGraph
    from kj_graph.network.table import Row

BOTH = {v.KJR + "state-japan", v.KJR + "state-republic-of-korea"}
AGREEMENTS = ("coverage-agreements", "coverage-rok-treaty-register")
_OPEN = {v.KJR + "proposal-status-floated", v.KJR + "proposal-status-adopted"}
_ADOPTED = v.KJR + "proposal-status-adopted"
_MADE = {v.KJR + "status-made", v.KJR + "status-made-not-operating"}
_CERTAIN = v.KJR + "certainty-certain"
_PARTIES = "SELECT ?agreement ?party WHERE { ?agreement a kj:Agreement ; kj:party ?party }"
_FILED = "SELECT ?thing ?area WHERE { ?thing a kj:Proposal ; kj:policyArea ?area }"
_DATED = """SELECT ?thing WHERE {
  { ?act kj:ofAgreement ?thing ; kj:earliest ?day } UNION { ?thing a kj:Proposal ; kj:arisesEarliest ?day }
} LIMIT 1"""
_FIRST = "SELECT (MIN(STR(?day)) AS ?first) WHERE { ?proposal a kj:Proposal ; kj:arisesEarliest ?day }"


class Cell:
    """One area on one day: the things counted in it, by their IRIs."""

    __slots__ = ("adopted", "force", "made", "open", "possible")

    def __init__(self) -> None:
        self.force: set[str] = set()
        self.made: set[str] = set()
        self.open: set[str] = set()
        self.adopted: set[str] = set()
        self.possible: set[str] = set()

    def add(self, other: Cell) -> None:
        """Take in what another cell counts."""
        for name in self.__slots__:
            getattr(self, name).update(getattr(other, name))

    @property
    def gap(self) -> str:
        """`none` where proposals are open and no agreement is found, `statements` where only such are, else ''."""
        if not self.open or self.force:
            return ""
        return "statements" if self.made else "none"


class GapMap:
    """The map: a cell for each area and day. `days` are in order, `areas` in the order of reading."""

    def __init__(
        self, graph: KnowledgeGraph, areas: Areas, cells: dict[str, dict[str, Cell]], kept: set[str] | None = None
    ) -> None:
        self.graph = graph
        self.areas = areas
        self.days = sorted(cells)
        self._cells = cells
        self.language = graph.language
        self.order = [area for area in areas.ordered() if any(self._own(day, area) for day in self.days)]
        chosen = [area for area in areas.ordered() if kept is None or area in kept]
        self.empty = [area for area in chosen if area not in self.order]

    def _own(self, day: str, area: str) -> bool:
        cell = self.cell(day, area)
        return bool(cell.force or cell.made or cell.open)

    def cell(self, day: str, area: str) -> Cell:
        """Return what an area counts on a day; one of the first order with the areas under it."""
        cells = self._cells[day]
        if self.areas.top(area) != area:
            return cells.get(area, Cell())
        together = Cell()
        for each in self.areas.below(area):
            if each in cells:
                together.add(cells[each])
        return together

    def deep(self, day: str, area: str) -> Cell:
        """Return what an area and those below it count on a day."""
        together = Cell()
        for each in self.areas.below(area):
            if each in self._cells[day]:
                together.add(self._cells[day][each])
        return together

    def is_covered(self, day: str, area: str) -> bool:
        """Say whether agreements were looked for in an area up to the day."""
        first, last = self.areas.span(area, AGREEMENTS)
        return bool(first) and first <= day <= last

    def to_table(self) -> Measured:
        """Return one row an area and day: what is in force, what is only made, what is open, and how far one looked."""
        rows = [self._tell(day, area) for day in self.days for area in self.order]
        columns = [
            Column(key, say(f"column-{key}", self.language), kind)
            for key, kind in (
                ("day", "plain"), ("area", "thing"), ("group", "thing"), ("force", "plain"), ("made", "plain"),
                ("open", "plain"), ("adopted", "plain"), ("possible", "plain"), ("gap", "plain"),
                ("searchedTo", "plain"), ("proposals", "things"), ("agreements", "things"),
            )
        ]  # fmt: skip
        return Measured("gaps", say("meaning", self.language), columns, rows, self.graph.labeller, remarks=self.remarks)

    def _tell(self, day: str, area: str) -> Row:
        cell = self.cell(day, area)
        gap = self.deep(day, area).gap if cell.open else ""
        return {
            "day": day,
            "area": area,
            "group": self.areas.top(area),
            "force": len(cell.force),
            "made": len(cell.made),
            "open": len(cell.open),
            "adopted": len(cell.adopted),
            "possible": len(cell.possible),
            "gap": say(f"gap-{gap}", self.language) if gap else "",
            "searchedTo": self.areas.span(area, AGREEMENTS)[1],
            "proposals": sorted(cell.open),
            "agreements": sorted(cell.force | cell.made),
        }

    @property
    def remarks(self) -> list[str]:
        """What the counts mean, how far they reach, and what they cannot show."""
        told = [say(each, self.language) for each in ("both", "open", "filed-twice", "silence")]
        if self.empty:
            told.append(say("empty", self.language, count=len(self.empty), names=self.areas.join(self.empty)))
        if self._past:
            told.append(say("past", self.language, day=self._past))
        return told

    @property
    def _past(self) -> str:
        last = max((self.areas.span(area, AGREEMENTS)[1] for area in self.order), default="")
        return last if self.days and self.days[-1] > last else ""

    def to_display(self) -> Measured:
        """Return the table that people read: the counts of one day, or the years side by side."""
        table = self.to_table()
        keys: tuple[str, ...] = ("area", "force", "made", "open", "gap", "searchedTo")
        if len(self.days) == 1:
            reached = {row["searchedTo"] for row in table.rows}
            if len(reached) == 1:
                keys = keys[:-1]
                table.remarks.append(say("reached", self.language, day=reached.pop()))
            table.columns = [column for column in table.columns if column.key in keys]
            return table
        step = max(1, -(-len(self.days) // 9))
        days = self.days[::-1][::step][::-1]
        table.columns = [table.columns[1], *(Column(day, day[:4]) for day in days)]
        table.rows = []
        for area in self.order:
            cells = {day: self.cell(day, area) for day in days}
            table.rows.append({"area": area, **{day: _write(cell) for day, cell in cells.items()}})
        table.remarks.insert(0, say("pairs", self.language))
        return table

    def to_svg(self) -> str:
        """Return the map as SVG: a heat map of years, or the bars of one day."""
        from kj_graph.gaps.heatmap import draw_gaps

        return draw_gaps(self)


def _write(cell: Cell) -> str:
    if not (cell.force or cell.made or cell.open):
        return ""
    return (
        f"{len(cell.force)}+{len(cell.made)}/{len(cell.open)}" if cell.made else f"{len(cell.force)}/{len(cell.open)}"
    )


def map_gaps(
    graph: KnowledgeGraph, *, day: str = "", years: str = "", area: str = "", tell: Callable[[str], None] | None = None
) -> GapMap:
    """Return the map of a day, or of the last day of each year of a range; `area` chooses one with those under it.

    Without either it is that of the last day to which the collection reaches. Raises UsageError where the graph has no
    areas, nothing to count, or no dates, and for days that do not fit.
    """
    from kj_graph.questions import read_day
    from kj_graph.store.days import find_span

    if graph.day and (day or years):
        raise UsageError("two times are given", hint="Leave out --years or --as-of.")
    areas = Areas(graph)
    first, last = find_span(graph.store)
    if graph.day or day:
        days = [graph.day or read_day("day", day)]
    elif years:
        start, end = read_years(years)
        days = [f"{year}-12-31" for year in range(start, end + 1)]
        if last and days[-1] > last >= f"{end}-01-01":
            days[-1] = last
        if first and days[-1] < first:
            raise UsageError(f"the collection begins on {first}", hint=f"Write --years {first[:4]}-{last[:4]}.")
        days = [each for each in days if each >= first]
    else:
        days = [last or _today()]
    kept = areas.below(graph.resolve(area).value) if area else None
    cells = {}
    for each in days:
        if tell:
            tell(f"counting {each}")
        cells[each] = _count(graph, each, kept)
    found = GapMap(graph, areas, cells, kept)
    if not found.order and not ask(graph, _DATED):
        raise UsageError(
            "no act of an agreement and no proposal of this graph has a date, so nothing can be said of any day",
            hint="Add kj:date to the life events of agreements and to the events at which proposals were stated.",
        )
    if not found.order:
        raise UsageError(
            f"no agreement and no proposal is found {'in this area ' if area else ''}on {days[-1]}",
            hint="Choose a later day or another area.",
        )
    return found


def _today() -> str:
    from datetime import UTC, datetime

    return datetime.now(UTC).date().isoformat()


def first_year(graph: KnowledgeGraph) -> str:
    """Return the year of the first proposal of a graph; raises UsageError where none has a date."""
    first = ask(graph, _FIRST)[0][0]
    if not first:
        raise UsageError(
            "no proposal of this graph has a date, so there is no first year",
            hint="Name the years: --years 1998-2026.",
        )
    return str(first)[:4]


def _count(graph: KnowledgeGraph, day: str, kept: set[str] | None) -> dict[str, Cell]:
    parties: dict[str, set[str]] = defaultdict(set)
    for agreement, party in ask(graph, _PARTIES):
        parties[agreement].add(party)
    cells: dict[str, Cell] = defaultdict(Cell)
    answer: Any = graph.query("in-force-on", {"day": day})
    rows = [
        (row["agreement"].value, row["policyArea"].value, row["party"], row["status"].value, row["certainty"].value)
        for row in answer
        if row["policyArea"] is not None
    ]
    rows.sort(key=lambda row: row[:2])
    for (agreement, area), told in groupby(rows, key=lambda row: row[:2]):
        if not parties[agreement] >= BOTH or (kept is not None and area not in kept):
            continue
        group = list(told)
        alone = {row[2].value for row in group if row[2] is not None}  # in force for these parties one by one
        if alone and not alone >= BOTH and all(row[2] is not None for row in group):
            continue
        cell = cells[area]
        (cell.made if all(row[3] in _MADE for row in group) else cell.force).add(agreement)
        if all(row[4] != _CERTAIN for row in group):
            cell.possible.add(agreement)
    filed: dict[str, list[str]] = defaultdict(list)
    for thing, area in ask(graph, _FILED):
        filed[thing].append(area)
    answer = graph.query("proposal-status-on", {"day": day})
    for row in answer:
        proposal, status = row["ofProposal"].value, row["proposalStatus"].value
        for area in filed[proposal]:
            if status in _OPEN and (kept is None or area in kept):
                cells[area].open.add(proposal)
                if status == _ADOPTED:
                    cells[area].adopted.add(proposal)
                if row["certainty"].value != _CERTAIN:
                    cells[area].possible.add(proposal)
    return dict(cells)
