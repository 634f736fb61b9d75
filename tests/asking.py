"""What tests share that ask the graph by SPARQL of their own, to compare with what the program says."""

from __future__ import annotations

from typing import Any

from pyoxigraph import NamedNode

from kj_graph import vocabulary as v
from kj_graph.graph import KnowledgeGraph


def ask(graph: KnowledgeGraph, text: str) -> list[tuple[Any, ...]]:
    """Return the rows of an answer as texts, '' where there is no value."""
    answer: Any = graph.query(text)
    return _to_texts(answer.rows)


def ask_asserted(graph: KnowledgeGraph, text: str) -> list[tuple[Any, ...]]:
    """Return the rows of an answer from what is asserted alone, without what rules derive."""
    asserted = [NamedNode(each) for each in graph.store.list_graphs() if each != v.INFERRED.value]
    return _to_texts(graph.store.mirror().oxigraph.query(text, prefixes=v.PREFIXES, default_graph=asserted))


def _to_texts(rows: Any) -> list[tuple[Any, ...]]:
    return [tuple("" if term is None else term.value for term in row) for row in rows]
