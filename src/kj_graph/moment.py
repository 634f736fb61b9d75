"""A graph as it stood on one day: all that reads a graph, and what held that day.

A thing that had not come about by the day is left out with all that speaks of it, and so is the end of what had not
ended; what had ended stays, with its end. `docs/as-of.md` says which and how to do the same by hand. Saved questions
about a day get this day and are asked of the whole graph, which also knows what came later; all others are asked of
the graph as it stood. Intervals include their first day and exclude the day of their end; an answer is certain or,
because a date is known only to the month or year, possible. The day is one in the world: what the dataset itself said
on some day is in its version history.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from kj_graph import vocabulary as v
from kj_graph.errors import UnknownNameError, UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.store.days import find_span
from kj_graph.store.view import View

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kj_graph.asking import Limits
    from kj_graph.description import Description
    from kj_graph.questions import Question
    from kj_graph.results import Solutions, Triples
    from kj_graph.search import Hit, Names

# What tells how a thing of a class stood on the day: a question, and the parameter that the thing is.
_STANDING = {
    "Agreement": ("agreement-status-on", "agreement"),
    "Office": ("office-holders-on", "office"),
    "Person": ("office-holders-on", "person"),
    "Proposal": ("proposal-status-on", "proposal"),
    "ContestedMatter": ("positions-on", "matter"),
    "State": ("states-on", "state"),
}


class Moment(KnowledgeGraph):
    """One day of a graph; `KnowledgeGraph.as_of` makes one. The graph itself stays as it is.

    `day` is the day, `remark` what a reader should know of it, else ''. Raises UsageError for a day before the first
    that the collection speaks of.
    """

    def __init__(self, graph: KnowledgeGraph, day: str) -> None:
        from kj_graph.questions import read_day

        self.day = read_day("as-of", day)
        first, last = find_span(graph.store)
        if self.day < first:
            raise UsageError(
                f"the collection begins on {first}: it cannot say what held on {self.day}",
                hint=f"Give a day from {first} on.",
            )
        self.remark = f"the collection is complete only to {last}, as far as it goes" if "" < last < self.day else ""
        self._whole = graph
        self._view = View(graph.store, self.day, graph.reload if graph.is_shipped else None)
        super().__init__(self._view, graph.language, registers=graph.registers)

    # What held on the day

    def agreements(self, area: str | None = None) -> Solutions:
        """Return the agreements in force, by policy area and, where their dates differ, by party."""
        return self._ask("in-force-on", area=area)

    def statuses(self, agreement: str | None = None, area: str | None = None) -> Solutions:
        """Return how agreements stood: made, in force, operating, notice given, ended, and for whom."""
        return self._ask("agreement-status-on", agreement=agreement, area=area)

    def memberships(self, member: str | None = None, of: str | None = None) -> Solutions:
        """Return who was a party to which agreement, and which organization a part of which."""
        return self._ask("memberships-on", member=member, of=of)

    def office_holders(self, office: str | None = None, person: str | None = None) -> Solutions:
        """Return who held which office."""
        return self._ask("office-holders-on", office=office, person=person, lang=self.language)

    def positions(self, matter: str | None = None) -> Solutions:
        """Return who held which position on a contested matter, or on any."""
        return self._ask("positions-on", matter=matter, lang=self.language)

    def proposals(self, proposal: str | None = None, area: str | None = None) -> Solutions:
        """Return how far proposals had come."""
        return self._ask("proposal-status-on", proposal=proposal, area=area)

    def states(self, state: str | None = None) -> Solutions:
        """Return the states that existed, and which of them was under occupation."""
        return self._ask("states-on", state=state)

    def ended_by(self, later: str) -> Solutions:
        """Return the agreements that were in force on the day and had ended by a later one."""
        return self._ask("in-force-then-not-now", day="then", now=later)

    def _ask(self, question: str, day: str = "day", **values: str | None) -> Solutions:
        from kj_graph.results import Solutions

        given = {name: value for name, value in values.items() if value is not None}
        answer = self._whole.query(question, {day: self.day, **given})
        assert isinstance(answer, Solutions)
        return answer

    # What differs from the whole graph

    @property
    def is_shipped(self) -> bool:
        """Whether the whole graph is the shipped one."""
        return self._whole.is_shipped

    @property
    def digest(self) -> str:
        """The digest of the whole graph, of which this is one day."""
        return self._whole.digest

    def as_of(self, day: str) -> Moment:
        """Return the graph on another day."""
        return self._whole.as_of(day)

    def widen(self, registers: Iterable[str]) -> KnowledgeGraph:
        """Return this day of the graph with more registers."""
        wider = self._whole.widen(registers)
        return self if wider is self._whole else wider.as_of(self.day)

    @property
    def names(self) -> Names:
        """The names of the things that had come about by the day."""
        if self._names is None:
            self._names = self._whole.names.without(self._view.absence.has)
        return self._names

    def search_later(self, text: str, limit: int = 20) -> list[Hit]:
        """Return what the same search finds in the whole graph and had not come about by the day."""
        return [hit for hit in self._whole.search(text, limit) if self._view.absence.has(hit.iri)]

    def resolve(self, name: str) -> NamedNode:
        """Return the thing of that name; raises UnknownNameError also where it had not come about by the day."""
        try:
            return super().resolve(name)
        except UnknownNameError:
            thing = self._whole.resolve(name)
            if thing not in self._view.left_out:
                raise
        days = self._whole.store.literals(thing, v.kj("arisesEarliest"))
        when = f"It came about on {days[0].value} at the earliest." if days else "Choose a later day."
        raise UnknownNameError(f"'{name}' was not yet there on {self.day}", hint=when)

    def describe(self, name: str) -> Description:
        """Return all that the graph says about one thing as it stood that day, and how the thing stood."""
        description = super().describe(name)
        description.day = self.day
        description.possible = self._view.possible
        for kind in description.types:
            question, parameter = _STANDING.get(kind.value.removeprefix(v.KJ), ("", ""))
            if question:
                values = {"lang": self.language} if parameter in ("office", "person", "matter") else {}
                description.standing = self._ask(question, **{parameter: description.thing.value}, **values)
        return description

    def close(self) -> None:
        """Let go of the day and of the graph."""
        super().close()
        self._whole.close()

    def _answer_question(
        self, question: Question, parameters: Mapping[str, str], limits: Limits, allow: Collection[str]
    ) -> Solutions | Triples | bool:
        if all(parameter.name != "day" for parameter in question.parameters):
            return super()._answer_question(question, parameters, limits, allow)
        if parameters.get("day", self.day) != self.day:
            raise UsageError(
                f"two days are given, {self.day} and {parameters['day']}", hint="Leave out --day or --as-of."
            )
        return self._whole._answer_question(  # noqa: SLF001 - the same graph on all days
            question, {**parameters, "day": self.day}, limits, allow
        )

    def __repr__(self) -> str:
        return f"Moment({self.day!r})"
