"""One engine in a process of its own: loads a file, asks the six shapes, and tells the seconds as one line of JSON.

python engines.py ENGINE FILE [ROUNDS]      ENGINE: rdflib, oxrdflib
python engines.py ENGINE FILE               ENGINE: raw-memory, ours-memory, raw-disk, ours-disk, whole-disk
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time

from synthetic import PREFIXES, SHAPES

GRAPH = "https://w3id.org/kj-graph/graph/added"


def load(engine: str, path: str) -> dict[str, float]:
    """Load a file in the way that the engine's name says; return what is to be told of it."""
    import pyoxigraph

    where = pyoxigraph.NamedNode(GRAPH)
    with tempfile.TemporaryDirectory() as folder:
        if engine.startswith("raw"):
            store = pyoxigraph.Store(f"{folder}/raw") if engine == "raw-disk" else pyoxigraph.Store()
            store.bulk_load(path=path, format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=where)
            if engine == "raw-disk":
                store.flush()
                store.optimize()
            del store
        elif engine == "ours-disk":
            from kj_graph.store.embedded import EmbeddedStore

            disk = pyoxigraph.Store(f"{folder}/ours")
            EmbeddedStore(disk).load(path, where, bulk=True)
            disk.flush()
            disk.optimize()
            del disk
        elif engine == "whole-disk":
            import kj_graph

            return {"triples": kj_graph.load_store(f"{folder}/ours", path, shipped=False).triples}
        else:
            from kj_graph.store.embedded import EmbeddedStore

            EmbeddedStore().load(path, where)
    return {}


def ask_rdflib(engine: str, path: str, rounds: int) -> dict[str, float]:
    """Return the seconds of loading and of each shape, the best of the rounds."""
    import rdflib

    start = time.process_time()
    if engine == "oxrdflib":
        graph = rdflib.Graph(store="Oxigraph")
        graph.parse(path, format="ox-nt")
    else:
        graph = rdflib.Graph()
        graph.parse(path, format="nt")
    told = {"load": time.process_time() - start}
    for name, text in SHAPES.items():
        seconds = []
        for _ in range(rounds):
            start = time.process_time()
            rows = len(list(graph.query(PREFIXES + text)))
            seconds.append(time.process_time() - start)
        told[name], told[f"{name} rows"] = min(seconds), rows
    return told


def main() -> None:
    """Do what the arguments say."""
    engine, path = sys.argv[1:3]
    if "rdflib" in engine:
        told = ask_rdflib(engine, path, int(sys.argv[3]))
    else:
        start, wall = time.process_time(), time.perf_counter()
        more = load(engine, path)
        told = {**more, "load": time.process_time() - start, "wall": time.perf_counter() - wall}
    told["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps(told))


if __name__ == "__main__":
    main()
