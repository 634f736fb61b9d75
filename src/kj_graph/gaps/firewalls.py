"""Which cooperation stopped and which went on in the years of friction, by policy area and year.

A sign stands for what is on record: the course of cooperation that the data mark at an event (stopped, cut back, went
on, resumed), a meeting, summit, dialogue or exercise without such a mark (met), and acts in the life of an agreement to
which both Japan and the Republic of Korea are party (agreed, ended, notice of end, dormant as stopped, resumed). The
spans are those the field speaks of; which they are is a choice and no datum. An empty cell says that nothing is on
record, not that nothing was.
"""

from __future__ import annotations

from collections import defaultdict

from kj_graph import vocabulary as v
from kj_graph.errors import UsageError
from kj_graph.gaps.areas import Areas, ask, read_years, say
from kj_graph.gaps.map import BOTH
from kj_graph.network.table import Column, Measured

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kj_graph.graph import KnowledgeGraph
    from kj_graph.network.table import Row

SIGNS = {
    "stopped": "■", "cut-back": "◧", "notice": "◁", "ended": "×", "went-on": "●", "resumed": "▲", "met": "○",
    "made": "+",
}  # fmt: skip
"""In the order of the legend: what stopped before what went on."""

SPANS = {
    "span-2001": ("2001-01-01", "2002-01-01"),
    "span-2005": ("2005-01-01", "2007-01-01"),
    "span-2012": ("2012-01-01", "2016-01-01"),
    "span-2018": ("2018-10-01", "2023-04-01"),
}
"""The years of friction; the end is not included."""

EVENTS = ("coverage-events",)
_MEETING = {"meeting", "summit", "dialogue", "exercise"}
_LIFE = {
    "signed": "made", "issued": "made", "in-force": "made", "amended": "made", "dormant": "stopped",
    "resumed": "resumed", "expired": "ended", "terminated": "ended", "termination-notice": "notice",
    "notice-suspended": "went-on", "notice-withdrawn": "went-on",
}  # fmt: skip
_EVENTS = """SELECT ?event ?kind ?course ?earliest ?latest ?area WHERE {
  ?event a kj:Event ; kj:earliest ?earliest ; kj:latest ?latest ; kj:policyArea ?area
  OPTIONAL { ?event kj:eventKind ?kind } OPTIONAL { ?event kj:cooperationCourse ?course }
} ORDER BY STR(?event) STR(?area)"""
_ACTS = """SELECT ?agreement ?kind ?earliest ?latest ?area ?party WHERE {
  ?act kj:ofAgreement ?agreement ; kj:lifeKind ?kind ; kj:earliest ?earliest ; kj:latest ?latest .
  ?agreement kj:policyArea ?area ; kj:party ?party
} ORDER BY STR(?agreement) STR(?area)"""


class Firewalls:
    """The map: for each area and year the signs, and for each sign the things it stands for."""

    def __init__(
        self,
        graph: KnowledgeGraph,
        areas: Areas,
        spans: dict[str, tuple[str, str]],
        signs: dict[tuple[str, int, str], dict[str, set[str]]],
        marked: set[int],
        kept: set[str] | None = None,
    ) -> None:
        self.graph = graph
        self.language = graph.language
        self.areas = areas
        self.spans = spans
        self.signs = signs
        self.years = [
            (span, year)
            for span, (start, end) in spans.items()
            for year in range(int(start[:4]), int(end[:4]) + (end[5:] != "01-01"))
        ]
        self.unmarked = sorted({year for _, year in self.years} - marked)
        known = {area for area, _, _ in signs}
        self.order = [area for area in areas.ordered() if area in known]
        self._chosen = [area for area in areas.ordered() if kept is None or area in kept]
        self.empty = [area for area in self._chosen if area not in known]

    def find(self, area: str, year: int, span: str) -> dict[str, set[str]]:
        """Return the things for each sign of an area in a year, in the order of the legend."""
        found = self.signs.get((area, year, span), {})
        return {sign: found[sign] for sign in SIGNS if sign in found}

    def is_covered(self, area: str, year: int) -> bool:
        """Say whether events were looked for in an area in the whole of a year."""
        first, last = self.areas.span(area, EVENTS)
        return bool(first) and first <= f"{year}-12-31" and last > f"{year}-01-01"

    def name_span(self, span: str) -> str:
        """Return a span in words."""
        if span in SPANS:
            return say(span, self.language)
        start, end = self.spans[span]
        return say("span-own", self.language, first=start[:4], last=int(end[:4]) - 1)

    def to_table(self) -> Measured:
        """Return one row for each area, year and sign, with the things it stands for."""
        rows: list[Row] = []
        for span, year in self.years:
            for area in self.order:
                for sign, things in self.find(area, year, span).items():
                    rows.append(
                        {
                            "span": self.name_span(span),
                            "year": year,
                            "area": area,
                            "sign": say(f"sign-{sign}", self.language),
                            "count": len(things),
                            "things": sorted(things),
                            "covered": say(f"covered-{'yes' if self.is_covered(area, year) else 'no'}", self.language),
                        }
                    )
        kinds = {"area": "thing", "things": "things"}
        columns = [
            Column(key, say(f"column-{key}", self.language), kinds.get(key, "plain"))
            for key in ("span", "year", "area", "sign", "count", "things", "covered")
        ]
        meaning = say("walls-meaning", self.language)
        return Measured("firewalls", meaning, columns, rows, self.graph.labeller, remarks=self.remarks)

    def to_display(self) -> Measured:
        """Return the table that people read: areas by years, with signs in the cells."""
        table = self.to_table()
        named = [(f"{span} {year}", span, year) for span, year in self.years]
        table.columns = [table.columns[2], *(Column(key, f"{year % 100:02}") for key, _, year in named)]
        table.rows = [
            {
                "area": area,
                **{key: "".join(SIGNS[sign] for sign in self.find(area, year, span)) for key, span, year in named},
            }
            for area in self.order
        ]
        legend = " ".join(f"{mark} {say(f'sign-{sign}', self.language)}" for sign, mark in SIGNS.items())
        table.remarks.insert(0, say("walls-signs", self.language, signs=legend))
        return table

    @property
    def remarks(self) -> list[str]:
        """What the signs mean, how far they reach, and what they cannot show."""
        told = [say("walls-derived", self.language)]
        if self.unmarked:
            told.append(say("walls-unmarked", self.language, years=_join_years(self.unmarked)))
        gone = self._tell_uncovered()
        if gone:
            told.append(say("walls-uncovered", self.language, names=say("comma", self.language).join(gone)))
        told.append(say("walls-silence", self.language))
        if self.empty:
            told.append(say("walls-empty", self.language, count=len(self.empty), names=self.areas.join(self.empty)))
        return told

    def _tell_uncovered(self) -> list[str]:
        told = []
        first_day = min((start for start, _ in self.spans.values()), default="")
        for area in dict.fromkeys(map(self.areas.top, self._chosen)):
            first, _ = self.areas.span(area, EVENTS)
            if not first:
                told.append(say("walls-never", self.language, area=self.areas.name(area)))
            elif first > first_day:
                told.append(say("walls-from", self.language, area=self.areas.name(area), day=first))
        return told

    def to_svg(self) -> str:
        """Return the map as SVG."""
        from kj_graph.gaps.walls import draw_walls

        return draw_walls(self)


def trace_firewalls(graph: KnowledgeGraph, *, years: str = "", area: str = "") -> Firewalls:
    """Return what stopped and what went on in the years of friction, or in `years` such as `1998-2003`.

    Raises UsageError where the graph has no areas or no dated event or act in these years.
    """
    areas = Areas(graph)
    spans = dict(SPANS)
    if years:
        start, end = read_years(years)
        spans = {"own": (f"{start}-01-01", f"{end + 1}-01-01")}
    kept = areas.below(graph.resolve(area).value) if area else None
    signs: dict[tuple[str, int, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    marked: set[int] = set()

    def put(thing: str, sign: str, earliest: str, latest: str, filed: str) -> None:
        for span, (start, end) in spans.items():
            if latest >= start and earliest < end and (kept is None or filed in kept):
                signs[filed, int(max(earliest, start)[:4]), span][sign].add(thing)

    for event, kind, course, earliest, latest, filed in ask(graph, _EVENTS):
        if course:
            put(event, course.rpartition("course-")[2], earliest, latest, filed)
            marked.add(int(earliest[:4]))
        elif kind.rpartition("event-kind-")[2] in _MEETING:
            put(event, "met", earliest, latest, filed)
    for agreement, sign, earliest, latest, filed in _read_acts(ask(graph, _ACTS)):
        put(agreement, sign, earliest, latest, filed)
    if not signs:
        raise UsageError(
            f"no dated event and no dated act of an agreement is found in {years or 'the years of friction'}"
            f"{' in this area' if area else ''}",
            hint="Choose other years (--years 1998-2003) or another area; things without kj:date are not counted.",
        )
    return Firewalls(graph, areas, spans, signs, marked, kept)


def _read_acts(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, str, str, str, str]]:
    """Return the acts in the lives of agreements of both, each once for an area, with its sign."""
    parties: dict[str, set[str]] = defaultdict(set)
    for agreement, *_, party in rows:
        parties[agreement].add(party)
    found = {
        (agreement, sign, earliest, latest, area)
        for agreement, kind, earliest, latest, area, _ in rows
        if parties[agreement] >= BOTH and (sign := _LIFE.get(kind.removeprefix(v.KJR + "life-kind-"), ""))
    }
    return sorted(found)


def _join_years(years: Sequence[int]) -> str:
    """Return years with those in a row drawn together: 2001, 2012–2015."""
    parts: list[list[int]] = []
    for year in years:
        if parts and year == parts[-1][-1] + 1:
            parts[-1].append(year)
        else:
            parts.append([year])
    return ", ".join(str(part[0]) if len(part) == 1 else f"{part[0]}–{part[-1]}" for part in parts)
