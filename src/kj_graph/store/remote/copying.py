"""Fetching whole graphs from a service, and making sure that they are whole.

A graph comes with one query where the service gives all rows; where it caps them, subject by subject in the order of
IRIs. Statements with blank nodes come together in one answer, because their names mean nothing beyond it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, QueryResultsFormat, QuerySolutions, Triple

from kj_graph.errors import EndpointError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kj_graph.store.remote.query import Endpoint

_AT_ONCE = 200_000


def count_graphs(endpoint: Endpoint) -> dict[str, int]:
    """Return how many triples each graph holds on the service, in the endpoint's order of graphs."""
    return {name: count_graph(endpoint, name) for name in endpoint.graphs}


def count_graph(endpoint: Endpoint, name: str) -> int:
    """Return how many triples a graph holds on the service; one graph a query, for grouping all takes some minutes."""
    text = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
    return int(json.loads(endpoint.select(text))["results"]["bindings"][0]["n"]["value"])


def copy_graph(endpoint: Endpoint, name: str, count: int) -> Iterator[Triple]:
    """Yield the triples of one graph; raises EndpointError when they are not as many as the service counted."""
    if not count:
        return
    got = 0
    first = _ask(endpoint, f"SELECT ?s ?p ?o WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }} LIMIT {_AT_ONCE}")
    if len(first) == count:
        yield from first
        return
    for triple in _copy_by_subject(endpoint, name, len(first)):
        got += 1
        if got % 10_000 == 0:
            endpoint.service.tell(f"{name}: {got} of {count} triples …")
        yield triple
    if got != count:
        raise EndpointError(
            f"{endpoint.service.url}: {name} has {count} triples there and {got} came",
            hint="The data there changed meanwhile; ask again.",
        )


def _copy_by_subject(endpoint: Endpoint, name: str, size: int) -> Iterator[Triple]:
    blank = "FILTER(ISBLANK(?s) || ISBLANK(?o))"
    yield from _ask(endpoint, f"SELECT ?s ?p ?o WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} {blank} }}")
    after = ""
    while True:
        rows = _ask(
            endpoint,
            f"SELECT ?s ?p ?o WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} FILTER(ISIRI(?s) && !ISBLANK(?o) && "
            f'STR(?s) > "{after}") }} ORDER BY STR(?s) LIMIT {size}',
        )
        if len(rows) < size:
            yield from rows
            return
        last = rows[-1].subject
        whole = [triple for triple in rows if triple.subject != last]
        if not whole:
            raise EndpointError(
                f"{endpoint.service.url}: {last} has more than the {size} statements that the service gives at once",
                hint="Have the service's limit raised (Virtuoso: ResultSetMaxRows in the section SPARQL).",
            )
        yield from whole
        assert isinstance(whole[-1].subject, NamedNode)
        after = whole[-1].subject.value


def _ask(endpoint: Endpoint, text: str) -> list[Triple]:
    rows = pyoxigraph.parse_query_results(endpoint.select_capped(text), format=QueryResultsFormat.JSON)
    assert isinstance(rows, QuerySolutions)
    return [_triple(row["s"], row["p"], row["o"]) for row in rows]


def _triple(subject: object, predicate: object, value: object) -> Triple:
    assert isinstance(subject, NamedNode | BlankNode)
    assert isinstance(predicate, NamedNode)
    return Triple(subject, predicate, value)  # type: ignore[arg-type]
