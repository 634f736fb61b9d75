"""The triples of a CONSTRUCT or DESCRIBE query, written as Turtle or N-Triples in a stable order."""

from __future__ import annotations

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

    from kj_graph.labels import Labeller
    from kj_graph.results.provenance import Origin, Provenance


class Triples:
    """A set of triples in a stable order. In a notebook a small one is shown as a picture."""

    def __init__(self, triples: Iterable[Triple], labeller: Labeller | None = None, *, cut: bool = False) -> None:
        """Take triples; `cut` says that a row limit kept more of them back, `labeller` names things in pictures."""
        self.cut = cut
        self.origin: Origin | None = None
        self._labeller = labeller
        self._triples = sorted(set(triples), key=str)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._triples)

    def __len__(self) -> int:
        return len(self._triples)

    def provenance(self) -> Provenance:
        """Return what produced the triples: question, parameters, dataset version and digest, and the time."""
        from kj_graph.errors import UsageError
        from kj_graph.results.provenance import trace

        if self.origin is None:
            raise UsageError("these triples do not know how they were asked for", hint="Ask with query().")
        return trace(self.origin)

    def to_turtle(self) -> str:
        """Return the triples as Turtle, one subject a block."""
        from kj_graph.export.turtle import write_turtle

        return write_turtle(self._triples)

    def to_ntriples(self) -> str:
        """Return the triples as N-Triples, sorted."""
        from kj_graph.export.ntriples import write_ntriples

        return write_ntriples(self._triples)

    def _repr_html_(self) -> str:
        from html import escape

        turtle = f"<pre>{escape(self.to_turtle())}</pre>"
        drawing = self.draw()
        return turtle if drawing is None else f"{drawing}<details><summary>Turtle</summary>{turtle}</details>"

    def draw(self) -> str | None:
        """Return the things and their relations as an SVG picture, or None where there are none or too many."""
        if self._labeller is None:
            return None
        from kj_graph.display.drawings import draw_triples

        return draw_triples(self._triples, self._labeller)

    def __repr__(self) -> str:
        return f"Triples({len(self)})"
