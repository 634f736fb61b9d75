"""A graph as of one day: what was in force, who was in office, who held which position.

Each answer is that of a saved question with the day put in. Intervals include their first day and exclude the day of
their end; every row says whether it is certain or, because a date is known only to the month or year, possible. The day
is one in the world: what the dataset itself said on some day is in its version history.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from kj_graph.graph import KnowledgeGraph
    from kj_graph.results import Solutions


class Moment:
    """One day of a graph; `KnowledgeGraph.as_of` makes one."""

    def __init__(self, graph: KnowledgeGraph, day: str) -> None:
        from kj_graph.questions import read_day

        self.day = read_day("day", day)
        self._graph = graph

    def agreements(self, area: str | None = None) -> Solutions:
        """Return the agreements in force, by policy area and, where their dates differ, by party."""
        return self._ask("in-force-on", area=area)

    def office_holders(self, office: str | None = None) -> Solutions:
        """Return who held which office."""
        return self._ask("office-holders-on", office=office, lang=self._graph.language)

    def positions(self, matter: str | None = None) -> Solutions:
        """Return who held which position on a contested matter, or on any."""
        return self._ask("positions-on", matter=matter, lang=self._graph.language)

    def ended_by(self, later: str) -> Solutions:
        """Return the agreements that were in force on the day and had ended by a later one."""
        return self._ask("in-force-then-not-now", day="then", now=later)

    def _ask(self, question: str, day: str = "day", **values: str | None) -> Solutions:
        from kj_graph.results import Solutions

        given = {name: value for name, value in values.items() if value is not None}
        answer = self._graph.query(question, {day: self.day, **given})
        assert isinstance(answer, Solutions)
        return answer

    def __repr__(self) -> str:
        return f"Moment({self.day!r})"
