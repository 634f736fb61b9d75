"""A graph on a SPARQL service, as a store like the embedded one.

Queries go to the service. What the rest of the house asks by pattern is fetched once, in few round trips, and kept
here: `prepare` fetches things by the hundred, `gather` a thing with all that belongs to it, `mirror` everything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QueryResultsFormat, QuerySolutions

from kj_graph import vocabulary as v
from kj_graph.errors import EndpointError, QueryError
from kj_graph.store.embedded import EmbeddedStore
from kj_graph.store.guard import read_query
from kj_graph.store.mistakes import explain_syntax_error
from kj_graph.store.remote import answers, pages
from kj_graph.store.remote.query import Endpoint
from kj_graph.store.remote.service import TooSlowError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pyoxigraph import QueryTriples, Triple

    from kj_graph.store.remote.service import Service
    from kj_graph.vocabulary import Term

BASE_GRAPHS = (v.CURATED.value, v.EVIDENCE.value, v.ONTOLOGY.value, v.INFERRED.value)
_BATCH = 300
_PARTS = tuple(v.kj(name) for name in ("about", "ofAgreement", "inAct", "linksTo"))
_BELONGING = tuple(v.kj(name) for name in ("passage", "source", "ofSource"))
_ANY = "GRAPH ?g { ?s ?p ?o }"
_QUAD_ORDER = "ORDER BY STR(?g) STR(?s) STR(?p) STR(?o) LANG(?o) STR(DATATYPE(?o))"


class RemoteStore:
    """The graphs of one service, asked there and, where they are asked for by pattern, fetched and kept."""

    def __init__(self, service: Service, graphs: Sequence[str] = (), registers: Iterable[str] = ()) -> None:
        named = tuple(graphs) or (*BASE_GRAPHS, *(v.GRAPH + name for name in sorted(set(registers))))
        self._service = service
        self._named_by_user = tuple(graphs)
        self._endpoint = Endpoint(service, named)
        self._known = EmbeddedStore()
        self._subjects: set[str] = set()
        self._values: set[str] = set()
        self._part_values: set[str] = set()
        self._patterns: set[tuple[str, str]] = set()
        self._all = False
        self._last: tuple[str, bytes] = ("", b"")
        self._seen = False

    @property
    def at_hand(self) -> bool:
        """Whether everything has been fetched."""
        return self._all

    def begin(self) -> None:
        """Do nothing: a service is always open."""

    @property
    def endpoint(self) -> Endpoint:
        """The service with the graphs that are asked there."""
        return self._endpoint

    def widen(self, registers: Iterable[str]) -> RemoteStore:
        """Return a store of the same service that sees these registers too."""
        return RemoteStore(self._service, self._named_by_user, registers)

    def query(self, text: str, *, union: bool = True) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a SPARQL 1.1 query on the service; raises QueryError for a mistake before anything is sent.

        All graphs are asked together; without `union` those that the query names by FROM.
        """
        reading = read_query(text)
        if not reading.service:  # reading a query with SERVICE here would already ask the other server
            try:
                pyoxigraph.Store().query(text, prefixes=v.PREFIXES)
            except SyntaxError as error:
                raise explain_syntax_error(text, str(error.msg)) from None
        endpoint = self._endpoint if union else Endpoint(self._service, ())
        declared = pages.declare_prefixes(text)
        if reading.form == "ASK":
            yes = endpoint.ask(declared)
            self._expect(found=yes or not union)
            return _write_boolean(yes)
        if reading.form == "SELECT":
            if self._last[0] != declared:
                self._last = (declared, endpoint.select(declared))
            self._expect(found=not union or next(_parse(self._last[1]), None) is not None)
            return _parse(self._last[1])
        triples = endpoint.construct(declared)
        self._expect(found=bool(triples) or not union)
        return answers.as_query_triples(triples)

    def repeat(self, text: str) -> Callable[[], QuerySolutions | QueryBoolean | QueryTriples]:
        """Return what answers a query of all graphs again and again."""
        return lambda: self.query(text)

    def query_within(
        self, text: str, *, seconds: float | None = None, rows: int | None = None, union: bool = True
    ) -> tuple[QuerySolutions | list[Triple] | bool, bool]:
        """Answer a query within limits; return the answer and whether it was cut at the row limit.

        Raises QueryError when the service has not answered after so many seconds; it may still be at it then.
        """
        limited = rows is not None and read_query(text).form == "SELECT"
        asked = pages.take_page(pages.declare_prefixes(text), (rows or 0) + 1, 0) if limited else text
        usual, self._service.timeout = self._service.timeout, seconds or self._service.timeout
        try:
            answer = self.query(asked, union=union)
        except TooSlowError as error:
            if seconds is None:
                raise
            raise QueryError(
                f"the query was stopped: {error.message}", hint="Give it more time, or ask for less."
            ) from None
        finally:
            self._service.timeout = usual
        if isinstance(answer, QueryBoolean):
            return bool(answer), False
        if isinstance(answer, QuerySolutions):
            kept, cut = answers.keep_rows(self._last[1], rows)
            return _parse(kept), cut
        triples = sorted(answer, key=str)
        return triples[:rows], rows is not None and len(triples) > rows

    def list_graphs(self) -> set[str]:
        """Return the IRIs of the graphs that are asked."""
        return set(self._endpoint.graphs)

    def quads(
        self, subject: NamedNode | None = None, predicate: NamedNode | None = None, value: Term | None = None
    ) -> Iterator[Quad]:
        """Yield the statements that fit a pattern, with the graph each stands in; fetched unless they are known."""
        if not self._all:
            if isinstance(subject, NamedNode):
                if predicate is None or (predicate.value, "") not in self._patterns:
                    self.prepare([subject])
            elif subject is None and value is not None:
                self._fetch_by_value(predicate, value)
            elif subject is None and predicate is not None:
                self._fetch_pattern(predicate, "")
            elif subject is None:
                self.mirror()
        return self._known.quads(subject, predicate, value)

    def literals(self, subject: NamedNode, predicate: NamedNode) -> list[Literal]:
        """Return the literal values of one property of one thing."""
        return [quad.object for quad in self.quads(subject, predicate) if isinstance(quad.object, Literal)]

    def one(self, subject: NamedNode, predicate: NamedNode) -> NamedNode | None:
        """Return the first thing that a property leads to, in the order of IRIs, or None."""
        things = [quad.object for quad in self.quads(subject, predicate) if isinstance(quad.object, NamedNode)]
        return min(things, key=lambda thing: thing.value) if things else None

    def prepare(self, things: Iterable[NamedNode]) -> None:
        """Fetch all statements about these things, some hundreds with one query, unless they are known."""
        wanted = sorted({thing.value for thing in things} - self._subjects) if not self._all else []
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            self._fetch(f"VALUES ?s {{ {' '.join(f'<{iri}>' for iri in batch)} }} {_ANY}")
            self._subjects.update(batch)

    def gather(self, thing: NamedNode) -> Iterable[NamedNode]:
        """Fetch a thing with all that belongs to it and all that mentions it: acts, evidence, passages, sources.

        Return all things that these statements name.
        """
        if self._all:
            return ()
        self._fetch_by_value(None, thing)
        wave = {thing}
        done: set[NamedNode] = set()
        while wave:
            self.prepare(wave)
            self._fetch_parts(wave)
            done |= wave
            found: list[Term] = [
                quad.subject for node in wave for part in _PARTS for quad in self._known.quads(None, part, node)
            ]
            found += [quad.object for node in wave for part in _BELONGING for quad in self._known.quads(node, part)]
            wave = {node for node in found if isinstance(node, NamedNode)} - done
        told = [quad for node in done for quad in self._known.quads(node)]
        mentions = list(self._known.quads(value=thing))
        self.prepare(
            quad.subject for quad in mentions if quad.graph_name == v.INFERRED and isinstance(quad.subject, NamedNode)
        )
        strays = self._drop_strays(mentions)
        told += [quad for quad in mentions if quad not in strays]
        return {term for quad in told for term in quad.triple if isinstance(term, NamedNode)}

    def mirror(self) -> EmbeddedStore:
        """Return a store with all that these graphs hold, fetched once and checked against the service's counts."""
        if not self._all:
            from kj_graph.store.remote.copying import copy_graph, count_graphs

            counts = count_graphs(self._endpoint)
            self._expect(found=any(counts.values()))
            known = EmbeddedStore()
            for name, count in counts.items():
                known.oxigraph.bulk_extend(
                    Quad(t.subject, t.predicate, t.object, role_of(name))
                    for t in copy_graph(self._endpoint, name, count)
                )
            self._known, self._all = known, True
            self._drop_strays(known.quads())
        return self._known

    def _drop_strays(self, quads: Iterable[Quad]) -> set[Quad]:
        """Forget what was derived about the entries of registers that are not asked, and return that."""
        derived = {quad for quad in quads if quad.graph_name == v.INFERRED}
        asserted = {
            subject
            for subject in {quad.subject for quad in derived}
            if any(
                quad.graph_name != v.INFERRED for quad in self._known.oxigraph.quads_for_pattern(subject, None, None)
            )
        }
        strays = {quad for quad in derived if quad.subject not in asserted}
        for quad in strays:
            self._known.oxigraph.remove(quad)
        return strays

    def close(self) -> None:
        """Close the connections and let go of what was fetched."""
        self._service.close()
        self._known.close()

    def __len__(self) -> int:
        from kj_graph.store.remote.copying import count_graphs

        return len(self._known) if self._all else sum(count_graphs(self._endpoint).values())

    def _fetch_by_value(self, predicate: NamedNode | None, value: Term) -> None:
        key = str(value)
        part = predicate is not None and predicate in _PARTS and key in self._part_values
        if part or key in self._values or not isinstance(value, NamedNode | Literal):
            return
        if predicate is None:
            self._fetch(f"VALUES ?o {{ {value} }} {_ANY}")
            self._values.add(key)
        else:
            self._fetch_pattern(predicate, key)

    def _fetch_parts(self, nodes: Iterable[NamedNode]) -> None:
        """Fetch what says of itself that it is a part of one of these nodes, or about it."""
        wanted = sorted({str(node) for node in nodes} - self._part_values - self._values)
        for start in range(0, len(wanted), _BATCH):
            batch = wanted[start : start + _BATCH]
            values = f"VALUES ?o {{ {' '.join(batch)} }}"
            self._fetch(" UNION ".join(f"{{ {values} {_only(part)} }}" for part in _PARTS))
            self._part_values.update(batch)

    def _fetch_pattern(self, predicate: NamedNode, value: str) -> None:
        if (predicate.value, value) not in self._patterns and (predicate.value, "") not in self._patterns:
            self._fetch(f"VALUES ?o {{ {value} }} {_only(predicate)}" if value else _only(predicate))
            self._patterns.add((predicate.value, value))

    def _fetch(self, pattern: str) -> None:
        """Fetch the statements of a pattern, in parts if the service caps rows.

        The dataset of the request says which graphs. One VALUES a pattern: with two, an engine may read all it has.
        """
        text = f"SELECT ?g ?s ?p ?o WHERE {{ {pattern} }}"
        content = self._endpoint.select(text, order=_QUAD_ORDER)
        self._known.oxigraph.extend(
            Quad(row["s"], row["p"], row["o"], role_of(row["g"].value)) for row in _parse(content)
        )

    def _expect(self, *, found: bool) -> None:
        """Raise EndpointError when nothing was found because the graphs that are asked are not there."""
        if found or self._seen:
            self._seen = True
            return
        self._seen = self._endpoint.ask("ASK { ?s ?p ?o }")
        if not self._seen:
            names = ", ".join(self._endpoint.graphs)
            raise EndpointError(
                f"{self._service.url}: none of the graphs holds anything there: {names}",
                hint="'kj-graph push' fills a service; --graph IRI names other graphs (repeatable).",
            )


def _only(predicate: NamedNode) -> str:
    return f"GRAPH ?g {{ ?s {predicate} ?o }} BIND({predicate} AS ?p)"


def role_of(graph: str) -> NamedNode:
    """Return the graph that a graph of a service stands for: itself, or `added` where the project has none so named."""
    return NamedNode(graph) if graph.startswith(v.GRAPH) else v.ADDED


def _parse(content: bytes) -> QuerySolutions:
    rows = pyoxigraph.parse_query_results(content, format=QueryResultsFormat.JSON)
    assert isinstance(rows, QuerySolutions)
    return rows


def _write_boolean(yes: bool) -> QueryBoolean:
    document = f'{{"head":{{}},"boolean":{str(yes).lower()}}}'.encode()
    made = pyoxigraph.parse_query_results(document, format=QueryResultsFormat.JSON)
    assert isinstance(made, QueryBoolean)
    return made
