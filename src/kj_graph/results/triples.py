"""The triples of a CONSTRUCT or DESCRIBE query, written as Turtle or N-Triples in a stable order."""

from __future__ import annotations

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import Triple

    from kj_graph.labels import Labeller


class Triples:
    """A set of triples in a stable order. In a notebook a small one is shown as a picture."""

    def __init__(self, triples: Iterable[Triple], labeller: Labeller | None = None, *, cut: bool = False) -> None:
        """Take triples; `cut` says that a row limit kept more of them back, `labeller` names things in pictures."""
        self.cut = cut
        self._labeller = labeller
        self._triples = sorted(set(triples), key=str)

    def __iter__(self) -> Iterator[Triple]:
        return iter(self._triples)

    def __len__(self) -> int:
        return len(self._triples)

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
