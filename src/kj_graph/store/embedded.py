"""The embedded store: Oxigraph in this process, in memory or from a read-only cache on disk.

Each input goes into a named graph of its own (curated, evidence, ontology, added), what the rules derive into
`inferred`; queries see them all together and contain neither FROM nor GRAPH.
"""

from __future__ import annotations

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.errors import QueryError, UsageError
from kj_graph.store.mistakes import explain_syntax_error

TYPE_CHECKING = False  # typing costs a sixth of the start of Python
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples

    from kj_graph.store.index import Index
    from kj_graph.store.protocol import Answers
    from kj_graph.store.worker import Worker
    from kj_graph.vocabulary import Term


class EmbeddedStore:
    """An Oxigraph store whose named graphs are read together."""

    at_hand = True

    def __init__(
        self,
        store: pyoxigraph.Store | None = None,
        path: str = "",
        index: Index | None = None,
        opener: Callable[[], tuple[pyoxigraph.Store, str]] | None = None,
    ) -> None:
        """Wrap a store; `path` is its directory where it was opened from disk to be read, `index` lies beside it.

        With `opener`, the store is opened when it is first asked, for what the index answers does not need it.
        """
        self._opener = opener
        self._opening: _Opening | None = None
        if opener is None:
            self._store = pyoxigraph.Store() if store is None else store
        self._path = path
        self.index = index
        self._worker: Worker | None = None

    def __getattr__(self, name: str) -> pyoxigraph.Store:
        """Open the store that was left closed."""
        if name != "_store" or self._opener is None:
            raise AttributeError(name)
        opened = self._opening.wait() if self._opening else self._opener()
        self._store, self._path = opened
        if not self._path:  # loaded anew, because what was kept is damaged
            self.index = None
        return self._store

    def begin(self) -> None:
        """Let a store that was left closed be opened while other things are made ready, for who will ask it soon."""
        if self._opener is not None and self._opening is None and "_store" not in self.__dict__:
            self._opening = _Opening(self._opener)

    @property
    def answers(self) -> Answers | None:
        """Where answers to saved questions are kept, if anywhere."""
        return self.index if self.index is not None and self.index.keeps_answers else None

    @property
    def oxigraph(self) -> pyoxigraph.Store:
        """The pyoxigraph store itself, shared and not copied."""
        return self._store

    def load(self, path: str, graph: NamedNode, *, progress: bool = False, bulk: bool = False) -> None:
        """Read one file into a named graph; see kj_graph.store.loading for `progress` and `bulk`.

        Raises InputError with file, line and column when the file is missing, unknown or malformed; the store then
        holds nothing of that file.
        """
        self._end_worker()
        from kj_graph.store.loading import load_file

        load_file(self._store, path, graph, progress=progress, bulk=bulk)

    def drop_repeated(self, graph: NamedNode) -> None:
        """Take out of a graph what another graph says too: each triple stands in one graph, so that it counts once."""
        self._end_worker()
        from kj_graph.store.rules import drop_both

        for other in list(self._store.named_graphs()):
            if other != graph:  # the engine reads the other graph, mostly the smaller one, and looks each triple up
                drop_both(self._store, graph, other)

    def infer(self, rule_files: Iterable[str], scratch: str = "", tell: Callable[[int], None] | None = None) -> int:
        """Apply the rules until nothing new follows, and return how many triples they added to the graph `inferred`.

        No triple is added that is asserted in another graph; see kj_graph.store.rules for the order, for `scratch`,
        a path where a file may be written for a while, for graphs of millions of triples, and for `tell`.
        """
        self._end_worker()
        from kj_graph.store.rules import apply_rules, read_rule

        return apply_rules(self._store, [read_rule(path) for path in rule_files], scratch, tell)

    def query(self, text: str, *, union: bool = True) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL 1.1 query; raises QueryError with the position of a mistake.

        All named graphs are asked together; without `union` those that the query names by FROM.
        """
        # What declares prefixes of its own mostly needs no others; to declare ours costs a third of a look-up.
        if "PREFIX" in text:
            try:
                return self._store.query(text, use_default_graph_as_union=union)
            except SyntaxError:
                pass
        try:
            return self._store.query(text, prefixes=v.PREFIXES, use_default_graph_as_union=union)
        except SyntaxError as error:
            raise explain_syntax_error(text, str(error.msg)) from None

    def repeat(self, text: str) -> Callable[[], QuerySolutions | QueryBoolean | QueryTriples]:
        """Return what answers a query of all graphs again and again, as fast as the engine does."""
        used = [name for name in v.PREFIXES if f"{name}:" in text and f"PREFIX {name}:" not in text]
        ready = "".join(f"PREFIX {name}: <{v.PREFIXES[name]}>\n" for name in used) + text

        def run() -> QuerySolutions | QueryBoolean | QueryTriples:
            try:
                return self._store.query(ready, use_default_graph_as_union=True)
            except SyntaxError:  # a comment looked like a declaration
                return self.query(text)

        return run

    def query_within(
        self, text: str, *, seconds: float | None = None, rows: int | None = None, union: bool = True
    ) -> tuple[QuerySolutions | list[pyoxigraph.Triple] | bool, bool]:
        """Answer a query within limits; return the answer and whether it was cut at the row limit.

        With a limit of time the query runs in a process of its own, which is killed when the time is over; raises
        QueryError then. Without one it runs here, and Ctrl-C is heard meanwhile.
        """
        if seconds is None:
            from kj_graph.store.worker import answer_query, wait_for_answer

            letter, cut, written = wait_for_answer(
                lambda: answer_query(self._store, text, v.PREFIXES, union=union, rows=rows)
            )
        else:
            letter, cut, written = self._ask_worker(text, seconds, rows, union=union)
        if letter == "T":
            table = pyoxigraph.parse_query_results(written, pyoxigraph.QueryResultsFormat.TSV)
            assert isinstance(table, pyoxigraph.QuerySolutions)
            return table, cut
        if letter == "G":
            return [quad.triple for quad in pyoxigraph.parse(written, pyoxigraph.RdfFormat.N_TRIPLES)], cut
        if letter == "S":
            raise explain_syntax_error(text, written.decode())
        if letter == "E":
            raise OSError(written.decode())
        return written == b"true", False

    def _ask_worker(self, text: str, seconds: float, rows: int | None, *, union: bool) -> tuple[str, bool, bytes]:
        from kj_graph.store.worker import Worker, WorkerStoppedError

        if self._worker is None or not self._worker.alive:
            self._worker = Worker(self._store, self._path)
        try:
            return self._worker.ask(text, v.PREFIXES, union=union, rows=rows, seconds=seconds)
        except WorkerStoppedError:
            raise QueryError(
                f"the query was stopped after {seconds:g} seconds",
                hint="Give it more time, ask for less, or begin with the pattern that fits the fewest things.",
            ) from None

    def list_graphs(self) -> set[str]:
        """Return the IRIs of the named graphs that the store holds."""
        return {graph.value for graph in self._store.named_graphs() if isinstance(graph, NamedNode)}

    def _end_worker(self) -> None:
        """End the process that answers within limits, because what it holds is not what this store holds any more."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None

    def quads(
        self, subject: NamedNode | None = None, predicate: NamedNode | None = None, value: Term | None = None
    ) -> Iterator[Quad]:
        """Yield the statements that fit a pattern, with the graph each stands in."""
        return self._store.quads_for_pattern(subject, predicate, value, None)

    def prepare(self, things: Iterable[NamedNode]) -> None:
        """Do nothing: all is at hand."""

    def gather(self, thing: NamedNode) -> Iterable[NamedNode]:  # noqa: ARG002 - the protocol of all stores
        """Do nothing: all is at hand."""
        return ()

    def mirror(self) -> EmbeddedStore:
        """Return this store."""
        return self

    def literals(self, subject: NamedNode, predicate: NamedNode) -> list[Literal]:
        """Return the literal values of one property of one thing."""
        found = self._store.quads_for_pattern(subject, predicate, None, None)
        return [quad.object for quad in found if isinstance(quad.object, Literal)]

    def one(self, subject: NamedNode, predicate: NamedNode) -> NamedNode | None:
        """Return the first thing that a property leads to, in the order of IRIs, or None."""
        found = self._store.quads_for_pattern(subject, predicate, None, None)
        things = [quad.object for quad in found if isinstance(quad.object, NamedNode)]
        return min(things, key=lambda thing: thing.value) if things else None

    def close(self) -> None:
        """Let go of the store."""
        self._end_worker()
        self._store = pyoxigraph.Store()

    def __len__(self) -> int:
        return len(self._store)


class _Opening:
    """A store that is being opened by a thread of its own."""

    def __init__(self, opener: Callable[[], tuple[pyoxigraph.Store, str]]) -> None:
        from _thread import allocate_lock, start_new_thread  # threading costs a third of the start of Python
        from time import sleep

        self._opener = opener
        self._error: BaseException | None = None
        self._done = allocate_lock()
        self._done.acquire()
        start_new_thread(self._open, ())
        sleep(0)  # the thread gets its turn now, and soon leaves Python for the engine

    def _open(self) -> None:
        try:
            self._opened = self._opener()
        except BaseException as error:  # whoever waits for it gets it
            self._error = error
        finally:
            self._done.release()

    def wait(self) -> tuple[pyoxigraph.Store, str]:
        """Return what the opener gave, or raise what it raised."""
        with self._done:
            if self._error is not None:
                raise self._error
            return self._opened


def load_shipped(store: EmbeddedStore, registers: Iterable[str] = ()) -> None:
    """Load the ontology, the curated data, their evidence and the registers asked for, and derive what follows."""
    load_asserted(store, registers)
    store.infer(resources.rule_files())


def load_asserted(store: EmbeddedStore, registers: Iterable[str] = ()) -> None:
    """Load what is shipped without deriving anything, for a graph to which more is added first."""
    load_ontology(store)
    triples, evidence = resources.data_files()
    store.load(triples, v.CURATED)
    store.load(evidence, v.EVIDENCE)
    load_registers(store, registers)


def load_registers(store: EmbeddedStore, registers: Iterable[str]) -> None:
    """Load registers that travel with the package, each into its own named graph, without deriving anything.

    Raises UsageError for a register that does not exist.
    """
    for name, path in find_registers(registers).items():
        store.load(path, NamedNode(v.GRAPH + name))


def find_registers(registers: Iterable[str]) -> dict[str, str]:
    """Return the files of these registers by name, in the order of names; raises UsageError for an unknown one."""
    known, wanted = resources.register_files(), sorted(set(registers))
    for name in wanted:
        if name not in known:
            raise UsageError(f"there is no register '{name}'", hint=f"Registers: {', '.join(known)}.")
    return {name: known[name] for name in wanted}


def load_ontology(store: EmbeddedStore) -> None:
    """Load the ontology's terms and concept schemes."""
    for path in resources.ontology_files():
        store.load(path, v.ONTOLOGY)
