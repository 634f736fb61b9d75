"""What the rest of the house asks of a store, wherever the triples are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Triple

    from kj_graph.store.embedded import EmbeddedStore
    from kj_graph.vocabulary import Term


class Answers(Protocol):
    """Where answers to queries are kept that follow from the text and the store alone."""

    def recall(self, text: str) -> bytes | None:
        """Return what was remembered for a query, or None."""
        ...

    def remember(self, text: str, content: bytes) -> None:
        """Keep the answer to a query."""
        ...


class Store(Protocol):
    """What the rest of the house asks of a store."""

    @property
    def at_hand(self) -> bool:
        """Whether asking by pattern costs next to nothing; where not, `prepare` and `gather` save round trips."""
        ...

    def begin(self) -> None:
        """Get ready to be asked soon, while other things are made ready."""
        ...

    def query(self, text: str, *, union: bool = True) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL 1.1 query over all named graphs together, or without `union` over those it names by FROM."""
        ...

    def repeat(self, text: str) -> Callable[[], QuerySolutions | QueryBoolean | QueryTriples]:
        """Return what answers a query of all graphs again and again."""
        ...

    def query_within(
        self, text: str, *, seconds: float | None = None, rows: int | None = None, union: bool = True
    ) -> tuple[QuerySolutions | list[Triple] | bool, bool]:
        """Answer a query within limits; return the answer and whether it was cut at the row limit."""
        ...

    def list_graphs(self) -> set[str]:
        """Return the IRIs of the named graphs."""
        ...

    def quads(
        self, subject: NamedNode | None = None, predicate: NamedNode | None = None, value: Term | None = None
    ) -> Iterator[Quad]:
        """Yield the statements that fit a pattern, with the graph each stands in."""
        ...

    def literals(self, subject: NamedNode, predicate: NamedNode) -> list[Literal]:
        """Return the literal values of one property of one thing."""
        ...

    def one(self, subject: NamedNode, predicate: NamedNode) -> NamedNode | None:
        """Return the first thing that a property leads to, in the order of IRIs, or None."""
        ...

    def prepare(self, things: Iterable[NamedNode]) -> None:
        """Get ready to be asked what is said about these things."""
        ...

    def gather(self, thing: NamedNode) -> Iterable[NamedNode]:
        """Get ready to describe a thing with all that belongs to it; return what the description may have to name."""
        ...

    def mirror(self) -> EmbeddedStore:
        """Return a store in this process with all statements: this one, or a copy of what is elsewhere."""
        ...

    def close(self) -> None:
        """Let go of what the store holds."""
        ...

    def __len__(self) -> int: ...
