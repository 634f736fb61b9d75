"""Measure loading and asking on servers as the graph grows: the Oxigraph server and Virtuoso, on loopback.

The graph is the shipped one, repeated with other names for its things until it has so many triples. It is loaded with
`push`, as a user would. Told are seconds of wall time and, after a slash, of the server's processor time, which a busy
machine does not blur. Run by hand: `python benchmarks/scaling.py 100000 1000000 [oxigraph] [virtuoso]`.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

import pyoxigraph
from pyoxigraph import NamedNode, Quad
from servers import find_port, run_server, write_settings

import kj_graph
from kj_graph import vocabulary as v
from kj_graph.graph import KnowledgeGraph
from kj_graph.store.embedded import EmbeddedStore
from kj_graph.store.remote.publish import push_store
from kj_graph.store.remote.service import Service

QUESTIONS = ("proposals", "agreement-life", "in-force-on", "timeline", "sources")


def enlarge(size):
    """Return a store with the shipped graph, repeated until it has about so many triples."""
    shipped = kj_graph.open()
    quads = [quad for quad in shipped.store.quads() if quad.graph_name != v.ONTOLOGY]
    store = EmbeddedStore()
    store.oxigraph.bulk_extend(shipped.store.quads())
    copy = 0
    while len(store) < size:
        copy += 1
        names = {}

        def rename(term, names=names, copy=copy):
            if not isinstance(term, NamedNode) or not term.value.startswith(v.KJR):
                return term
            local = term.value[len(v.KJR) :]
            if local.startswith(KEPT):
                return term
            if local not in names:
                names[local] = NamedNode(f"{v.KJR}{local}-copy-{copy}")
            return names[local]

        store.oxigraph.bulk_extend(
            Quad(rename(q.subject), q.predicate, rename(q.object), q.graph_name) for q in quads[: size - len(store)]
        )
    return store


KEPT = (
    "area-", "attribution-", "basis-", "bindingness-", "certainty-", "claim-kind-", "event-kind-", "horizon-", "kind-",
    "life-kind-", "modality-", "scheme-", "status-", "theme-", "tier-", "verification-",
)  # fmt: skip


def spent(pid):
    """Return the processor seconds of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid):
    """Return the resident megabytes of a process."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def measure(name, size, store, folder):
    """Start a server, fill it, ask it and print one row."""
    graph_store, user = "store", ""
    if name == "oxigraph":
        program = shutil.which("oxigraph", path=os.path.dirname(sys.executable)) or "oxigraph"
        port = find_port()
        command = [program, "serve", "--location", "data", "--bind", f"127.0.0.1:{port}"]
        endpoint = f"http://127.0.0.1:{port}/query"
    else:
        port = write_settings(folder)
        command = ["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"]
        endpoint, graph_store, user = f"http://127.0.0.1:{port}/sparql", "sparql-graph-crud-auth", "dba"
    with run_server(command, folder, f"{endpoint}?query=ASK%7B%7D") as pid:
        start, cpu = time.perf_counter(), spent(pid)
        taker = Service(f"http://127.0.0.1:{port}/{graph_store}", user=user, password=user, timeout=600)
        counter = Service(endpoint, timeout=600)
        push_store(store, taker, counter, state=str(folder / "state.json"))
        cells = [f"{time.perf_counter() - start:.0f} / {spent(pid) - cpu:.0f}"]
        for question in QUESTIONS:
            best = min(ask(endpoint, question, pid) for _ in range(3))
            cells.append(f"{best[0]:.2f} / {best[1]:.2f}")
        disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
        cells += [f"{memory(pid):.0f}", f"{disk:.0f}"]
    print(f"| {name} | {size:,} | {' | '.join(cells)} |", flush=True)


def ask(endpoint, question, pid):
    """Return the seconds of wall and of the server's processor for one question."""
    graph = KnowledgeGraph(endpoint=Service(endpoint, timeout=600))
    start, cpu = time.perf_counter(), spent(pid)
    len(graph.query(question))
    return time.perf_counter() - start, spent(pid) - cpu


def main():
    """Measure every size given."""
    print(f"pyoxigraph {pyoxigraph.__version__}, {os.cpu_count()} processors")
    print(f"| server | triples | load | {' | '.join(QUESTIONS)} | memory (MB) | disk (MB) |")
    print("|---|---|---|" + "---|" * (len(QUESTIONS) + 2))
    servers = [word for word in sys.argv[1:] if not word.isdecimal()] or ["oxigraph", "virtuoso"]
    for size in (int(word) for word in sys.argv[1:] if word.isdecimal()):
        store = enlarge(size)
        for name in servers:
            with tempfile.TemporaryDirectory() as folder:
                measure(name, len(store), store, Path(folder))


if __name__ == "__main__":
    main()
