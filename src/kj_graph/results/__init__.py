"""What a query gives back: solutions, a yes or no, or triples; and the forms they are written in."""

from __future__ import annotations

from kj_graph.results.solutions import Solutions
from kj_graph.results.triples import Triples

__all__ = ["Solutions", "Triples"]
