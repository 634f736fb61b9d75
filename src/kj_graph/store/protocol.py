"""What the rest of the house asks of a store, wherever the triples are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples

    from kj_graph.vocabulary import Term


class Store(Protocol):
    """What the rest of the house asks of a store."""

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL 1.1 query over all named graphs together."""
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

    def close(self) -> None:
        """Let go of what the store holds."""
        ...
