"""How a graph is opened: the shipped one, files, a folder that keeps one on disk, or one on a SPARQL service."""

from __future__ import annotations

from kj_graph import vocabulary as v
from kj_graph.asking import list_texts
from kj_graph.errors import UsageError
from kj_graph.graph import KnowledgeGraph

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kj_graph.store.directory import Loaded
    from kj_graph.store.remote.service import Service


def open_graph(
    *files: str,
    add: Iterable[str] = (),
    registers: Iterable[str] = (),
    store: str | None = None,
    language: str = "en",
    progress: bool = False,
    endpoint: str | Service = "",
    graphs: Iterable[str] = (),
) -> KnowledgeGraph:
    """Open the shipped graph, or `files` in its place; `add` are files to read in addition.

    `registers` names registers that travel with the package (`treaties`, `unga`), each loaded into its own graph.
    `store` is a folder in which `load_store` or `kj-graph load` keeps a graph on disk; it is opened to be read.
    `endpoint`, the address of a SPARQL service or a `Service` with credentials, opens the graph there instead; `graphs`
    are the IRIs of its graphs where they are not the project's own.

    The ontology and its rules are always loaded. Files are Turtle, N-Triples, JSON-LD or RDF/XML, known by their
    ending. `language` (en, ko or ja) is that of the labels shown; `progress` tells on standard error how far the
    reading of files is. Raises InputError for a file that cannot be read, with its line and column.
    """
    from kj_graph import resources
    from kj_graph.store.embedded import EmbeddedStore, load_asserted, load_ontology, load_registers

    added, chosen = list(add), list(registers)
    if endpoint:
        if files or added or store is not None:
            raise UsageError(
                "files are read here, an endpoint has its graph elsewhere",
                hint="Name one or the other; 'kj-graph push --add FILE' brings files to a service.",
            )
        return KnowledgeGraph(language=language, registers=chosen, endpoint=endpoint, graphs=graphs)
    if store is not None:
        if files or added or chosen:
            raise UsageError(
                "a graph on disk is read as it is",
                hint=f"Load files and registers into it first: kj-graph load FILE … --store {store}",
            )
        from kj_graph.store.directory import open_directory

        kept, known = open_directory(store)
        return KnowledgeGraph(kept, language, registers=known, directory=store)
    if not files and not added:
        from kj_graph.store.cache import open_shipped

        kept = open_shipped(chosen, lambda: list_texts(chosen))
        return KnowledgeGraph(kept, language, registers=chosen, shipped=True)
    fresh = EmbeddedStore()
    if files:
        load_ontology(fresh)
        for path in files:
            fresh.load(path, v.CURATED, progress=progress)
        load_registers(fresh, chosen)
    else:
        load_asserted(fresh, chosen)
    for path in added:
        fresh.load(path, v.ADDED, progress=progress)
    fresh.infer(resources.rule_files())
    return KnowledgeGraph(fresh, language, registers=chosen)


def load_store(
    folder: str,
    *files: str,
    registers: Iterable[str] = (),
    shipped: bool = True,
    progress: bool = False,
) -> Loaded:
    """Load files into the graph that a folder keeps on disk, or make it there; see kj_graph.store.directory.

    A new graph begins with the shipped data unless `shipped` is False. `open_graph(store=folder)` reads it.
    """
    from kj_graph.store.directory import extend_directory

    return extend_directory(folder, files, registers=registers, shipped=shipped, progress=progress)
