"""What follows and why: the rules read as patterns, explanations of what they derived, and the graph in owlready2."""

from __future__ import annotations

from kj_graph.reasoning.why import Explanation, explain

__all__ = ["Explanation", "explain"]
