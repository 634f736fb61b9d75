"""A store as it stood on a day: another store without what had not come about or come true by then.

What is left out is what one SPARQL query selects, `ontology/as-of/view.rq`, which anybody can run on any engine. The
other store is never changed, and nothing is written into it. Looking up filters; a query is answered over a copy in
memory, made when the first is asked. What is left out is found when it is first needed.
"""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kj_graph.store.days import find_absence
from kj_graph.store.embedded import EmbeddedStore

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import pyoxigraph
    from pyoxigraph import Quad, QueryBoolean, QuerySolutions, QueryTriples

    from kj_graph.store.days import Absence
    from kj_graph.store.index import Index
    from kj_graph.store.protocol import Answers, Store
    from kj_graph.vocabulary import Term


class View:
    """One day of a store.

    `reload` gives a fresh store with the same statements where that is faster than copying them.
    """

    def __init__(self, store: Store, day: str, reload: Callable[[], EmbeddedStore] | None = None) -> None:
        self.day = day
        self._store = store
        self._reload = reload
        self._copy: EmbeddedStore | None = None
        self._absence: Absence | None = None

    @property
    def absence(self) -> Absence:
        """What the other store has and this one lacks."""
        if self._absence is None:
            self._absence = find_absence(self._store, self.day)
        return self._absence

    def begin(self) -> None:
        """Let the other store get ready to be asked."""
        self._store.begin()

    @property
    def index(self) -> Index | None:
        """What is kept beside the other store: names and what else is the same on all days."""
        index: Index | None = getattr(self._store, "index", None)
        return index

    @property
    def answers(self) -> Answers | None:
        """Where answers of this day are kept, if anywhere."""
        answers: Answers | None = getattr(self._store, "answers", None)
        return _AnswersOfDay(answers, self.day) if answers else None

    @property
    def left_out(self) -> frozenset[Term]:
        """The things that had not come about by the day."""
        return self.absence.terms[0]

    @property
    def possible(self) -> frozenset[Term]:
        """The things that had only possibly come about by the day."""
        return self.absence.possible

    def query(self, text: str, *, union: bool = True) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL 1.1 query over the statements of the day; raises QueryError where it is mistaken."""
        return self._take_copy().query(text, union=union)

    def repeat(self, text: str) -> Callable[[], QuerySolutions | QueryBoolean | QueryTriples]:
        """Return what answers a query of all graphs again and again."""
        return lambda: self.query(text)

    def query_within(
        self, text: str, *, seconds: float | None = None, rows: int | None = None, union: bool = True
    ) -> tuple[QuerySolutions | list[pyoxigraph.Triple] | bool, bool]:
        """Answer a query over the statements of the day within limits, as an embedded store does."""
        return self._take_copy().query_within(text, seconds=seconds, rows=rows, union=union)

    def list_graphs(self) -> set[str]:
        """Return the IRIs of the named graphs that hold something on the day."""
        return self._take_copy().list_graphs()

    def quads(
        self, subject: NamedNode | None = None, predicate: NamedNode | None = None, value: Term | None = None
    ) -> Iterator[Quad]:
        """Yield the statements of the day that fit a pattern, with the graph each stands in."""
        out, parts = self.absence.terms
        if subject in out or value in out:
            return
        for quad in self._store.quads(subject, predicate, value):
            if quad.subject in out or quad.object in out or (quad.subject, quad.predicate) in parts:
                continue
            yield quad

    def literals(self, subject: NamedNode, predicate: NamedNode) -> list[Literal]:
        """Return the literal values of one property of one thing."""
        things, parts = self.absence.terms
        if subject in things or (subject, predicate) in parts:
            return []
        return self._store.literals(subject, predicate)

    def one(self, subject: NamedNode, predicate: NamedNode) -> NamedNode | None:
        """Return the first thing that a property leads to, in the order of IRIs, or None."""
        things = [quad.object for quad in self.quads(subject, predicate) if isinstance(quad.object, NamedNode)]
        return min(things, key=lambda thing: thing.value) if things else None

    @property
    def at_hand(self) -> bool:
        """Whether asking by pattern costs next to nothing."""
        return self._store.at_hand

    def prepare(self, things: Iterable[NamedNode]) -> None:
        """Get ready to be asked what is said about these things."""
        self._store.prepare(thing for thing in things if thing not in self.left_out)

    def gather(self, thing: NamedNode) -> Iterable[NamedNode]:
        """Get ready to describe a thing with all that belongs to it; return what the description may have to name."""
        return [each for each in self._store.gather(thing) if each not in self.left_out]

    def mirror(self) -> EmbeddedStore:
        """Return the copy of the day's statements in memory."""
        return self._take_copy()

    @property
    def whole(self) -> Store:
        """The store of which this is one day."""
        return self._store

    @property
    def oxigraph(self) -> pyoxigraph.Store:
        """The pyoxigraph store of the copy in memory."""
        return self._take_copy().oxigraph

    def close(self) -> None:
        """Let go of the copy; the other store stays open."""
        if self._copy is not None:
            self._copy.close()
        self._copy = None

    def __len__(self) -> int:
        return len(self._take_copy())

    def _take_copy(self) -> EmbeddedStore:
        if self._copy is None:
            self._copy = self._make_copy()
        return self._copy

    def _make_copy(self) -> EmbeddedStore:
        if self._reload is None:
            copy = EmbeddedStore()
            self._store.mirror()  # what is elsewhere is fetched at once, not pattern by pattern
            copy.oxigraph.bulk_extend(self.quads())
            return copy
        copy = self._reload()
        patterns: list[tuple[Term | None, Term | None, Term | None]] = [
            *((thing, None, None) for thing in self.left_out),
            *((None, None, thing) for thing in self.left_out),
            *((thing, named, None) for thing, named in self.absence.terms[1]),
        ]
        for subject, predicate, value in patterns:
            for quad in list(copy.oxigraph.quads_for_pattern(subject, predicate, value, None)):  # type: ignore[arg-type]
                copy.oxigraph.remove(quad)
        return copy


class _AnswersOfDay:
    """The answers that are kept of one day, among those of the other store."""

    def __init__(self, answers: Answers, day: str) -> None:
        self._answers = answers
        self._day = day

    def recall(self, text: str) -> bytes | None:
        return self._answers.recall(self._sign(text))

    def remember(self, text: str, content: bytes) -> None:
        self._answers.remember(self._sign(text), content)

    def _sign(self, text: str) -> str:
        return f"{text}\n# as of {self._day}"
