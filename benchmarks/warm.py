"""Warm questions in Python: the library against raw pyoxigraph on the same store, and against rdflib and oxrdflib."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

import pyoxigraph
from processes import ask_engine
from synthetic import PREFIXES, SHAPES

from kj_graph import vocabulary as v
from kj_graph.graph import KnowledgeGraph
from kj_graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def report(files: dict[str, Path]) -> list[str]:
    """Return the lines of this part; `files` are the synthetic graphs by the names of their sizes."""
    lines: list[str] = []
    for size, path in files.items():
        store = EmbeddedStore()
        store.load(str(path), v.ADDED)
        graph = KnowledgeGraph(store)
        # One round each, because rdflib takes minutes for a million triples.
        peers = {name: ask_engine(name, str(path), "1", limit=1200) for name in ("rdflib", "oxrdflib")}
        lines += [f"{size}, processor time:", "", "| shape | rows | raw (ms) | kj-graph / raw | rdflib / kj-graph | "]
        lines[-1] += "oxrdflib / kj-graph |"
        lines.append("|---|---|---|---|---|---|")
        against: dict[str, list[float]] = {"rdflib": [], "oxrdflib": []}
        overheads = []
        for name, text in SHAPES.items():
            asked = PREFIXES + text
            raw, ours, overhead = compare_calls(store.oxigraph, graph, asked)
            overheads.append(overhead)
            cells = []
            for peer, told in peers.items():
                if told is None:
                    cells.append("too slow")
                    continue
                against[peer].append(told[name] / ours)
                cells.append(f"{told[name] / ours:.1f}")
            rows = len(graph.query(asked))  # type: ignore[arg-type]
            lines.append(f"| {name} | {rows} | {1000 * raw:.2f} | {overhead:.2f} | {' | '.join(cells)} |")
        means = [f"{statistics.geometric_mean(each):.1f}" if each else "" for each in against.values()]
        lines.append(f"| geometric mean | | | {statistics.geometric_mean(overheads):.2f} | {' | '.join(means)} |")
        lines.append("")
    return lines


def compare_calls(store: pyoxigraph.Store, graph: KnowledgeGraph, text: str) -> tuple[float, float, float]:
    """Return the best seconds of a query, raw and through the library, and the median ratio of pairs run in turn."""

    def ask_raw() -> None:
        list(store.query(text, use_default_graph_as_union=True))  # type: ignore[arg-type]

    def ask_ours() -> None:
        list(graph.query(text))  # type: ignore[arg-type]

    calls = max(1, int(0.02 / _time(ask_raw, 1)))
    pairs = [(_time(ask_raw, calls), _time(ask_ours, calls)) for _ in range(15)]
    ratio = statistics.median(ours / raw for raw, ours in pairs)
    return min(raw for raw, _ in pairs), min(ours for _, ours in pairs), ratio


def _time(call: Callable[[], None], times: int) -> float:
    start = time.process_time()
    for _ in range(times):
        call()
    return (time.process_time() - start) / times
