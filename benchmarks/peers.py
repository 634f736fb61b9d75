"""The six shapes asked over HTTP of the Oxigraph server and of Virtuoso, beside the library in Python."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from servers import MissingServerError, ask, run_oxigraph, run_virtuoso
from synthetic import PREFIXES, SHAPES

from kj_graph import vocabulary as v
from kj_graph.graph import KnowledgeGraph
from kj_graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Callable

SERVERS = {"the Oxigraph server": run_oxigraph, "Virtuoso": run_virtuoso}


def report(size: str, path: Path) -> list[str]:
    """Return the lines of this part."""
    store = EmbeddedStore()
    store.load(str(path), v.ADDED)
    graph = KnowledgeGraph(store)
    rows = {name: len(graph.query(PREFIXES + text)) for name, text in SHAPES.items()}  # type: ignore[arg-type]
    ours = {name: _time(lambda text=text: list(graph.query(PREFIXES + text))) for name, text in SHAPES.items()}  # type: ignore[misc,arg-type]
    table: dict[str, dict[str, str]] = {name: {} for name in SHAPES}
    remarks = []
    for server, run in SERVERS.items():
        with tempfile.TemporaryDirectory() as folder:
            try:
                with run(Path(folder), path) as address:
                    for name, text in SHAPES.items():
                        table[name][server] = _compare(address, PREFIXES + text, ours[name], rows[name])
            except (MissingServerError, OSError) as error:
                remarks.append(f"{server} is left out: {error}.")
    lines = [f"{size}, wall time, times that of the library in Python:", "", f"| shape | {' | '.join(SERVERS)} |"]
    lines.append("|---|---|---|")
    lines += [
        f"| {name} | {' | '.join(cells.get(server, '') for server in SERVERS)} |" for name, cells in table.items()
    ]
    return [*lines, *([""] if remarks else []), *remarks]


def _compare(address: str, text: str, ours: float, rows: int) -> str:
    found = ask(address, text)
    theirs = _time(lambda: ask(address, text))
    return f"{theirs / ours:.1f}" + (f" ({found} rows, not {rows})" if found != rows else "")


def _time(call: Callable[[], object]) -> float:
    call()
    seconds = []
    for _ in range(9):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)
