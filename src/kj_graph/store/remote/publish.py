"""Bringing a graph to a service by the SPARQL 1.1 Graph Store HTTP Protocol, named graph by named graph.

A graph goes in parts: the first replaces what stood there (PUT), the others add to it (POST). Blank nodes are all in
the first part, because their names mean nothing beyond it; so each part can be sent twice without harm. What has been
sent is written to a state file after every part: a push that broke off goes on where it stopped, and a graph that is
there already, with the same digest and count, is left alone. At the end the service counts what it has.
"""

from __future__ import annotations

import json
import os
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad

from kj_graph.errors import EndpointError, InputError, UsageError
from kj_graph.files import write_text
from kj_graph.store.remote.copying import count_graph, count_graphs
from kj_graph.store.remote.query import Endpoint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kj_graph.store.embedded import EmbeddedStore
    from kj_graph.store.remote.service import Service

PART = 20_000


class Pushed(NamedTuple):
    """One graph after a push: how many triples it has there, and whether anything had to be sent."""

    graph: str
    triples: int
    sent: bool


def push_store(
    store: EmbeddedStore,
    graph_store: Service,
    endpoint: Service,
    *,
    part: int = PART,
    state: str | None = None,
    anew: bool = False,
) -> list[Pushed]:
    """Bring every named graph of a store to a service, and return them as they are there.

    `graph_store` takes the graphs, `endpoint` counts them; `part` is the number of triples of a request, `state` the
    file that remembers what was sent; with `anew` it is not looked at. Raises EndpointError when the service refuses,
    or counts otherwise; what was sent until then is remembered.
    """
    if part < 1:
        raise UsageError("a part has at least one triple")
    names = sorted(store.list_graphs())
    counter = Endpoint(endpoint, names)
    path = state or find_state(graph_store.url)
    notes = {} if anew else _read_notes(path, graph_store.url)
    there = count_graphs(counter)
    done = []
    for name in names:
        lines, first = _list_lines(store, name)
        note = {"digest": _digest(lines), "part": part, "triples": len(lines)}
        known = notes.get(name, {})
        same = all(known.get(key) == note[key] for key in note)
        if same and known.get("whole") and there[name] == len(lines):
            graph_store.tell(f"{name}: {len(lines)} triples are there already")
            done.append(Pushed(name, len(lines), sent=False))
            continue
        begun = int(known.get("sent", 0)) if same and not known.get("whole") and there[name] else 0
        parts = list(_cut(lines, max(part, first) if first else part, part))
        for number, piece in enumerate(parts[begun:], start=begun + 1):
            _send(graph_store, name, piece, first=number == 1, so_far=f"{number - 1} of {len(parts)} parts")
            notes[name] = {**note, "sent": number, "whole": False}
            _write_notes(path, graph_store.url, notes)
            graph_store.tell(f"{name}: part {number} of {len(parts)}, {len(lines)} triples in all")
        counted = count_graph(counter, name)
        if counted != len(lines):
            notes.pop(name, None)
            _write_notes(path, graph_store.url, notes)
            raise EndpointError(
                f"{endpoint.url}: {name} has {counted} triples there after {len(lines)} were sent",
                hint="Run it again: this graph will be sent anew. If that does not help, --graph-store and --endpoint "
                "may be two different services, or the service derives triples by itself.",
            )
        notes[name] = {**note, "sent": len(parts), "whole": True}
        _write_notes(path, graph_store.url, notes)
        done.append(Pushed(name, counted, sent=True))
    return done


def find_state(url: str) -> str:
    """Return the file that remembers what was sent to a graph store, in the user's folder of states."""
    base = os.environ.get("XDG_STATE_HOME") or os.path.join(os.path.expanduser("~"), ".local", "state")
    name = blake2b(url.encode(), digest_size=8).hexdigest()
    return os.path.join(base, "kj-graph", f"push-{name}.json")


def _list_lines(store: EmbeddedStore, name: str) -> tuple[list[str], int]:
    """Return the triples of a graph as lines of N-Triples in a stable order, and how many must go together."""
    plain: list[str] = []
    blank = Dataset()
    for quad in store.oxigraph.quads_for_pattern(None, None, None, NamedNode(name)):
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            blank.add(Quad(quad.subject, quad.predicate, quad.object))
        else:
            plain.append(f"{quad.triple} .\n")
    blank.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    together = sorted(f"{quad.triple} .\n" for quad in blank)
    return together + sorted(plain), len(together)


def _digest(lines: list[str]) -> str:
    digest = blake2b(digest_size=16)
    for line in lines:
        digest.update(line.encode())
    return digest.hexdigest()


def _cut(lines: list[str], first: int, part: int) -> Iterator[bytes]:
    yield "".join(lines[:first]).encode()
    for start in range(first, len(lines), part):
        yield "".join(lines[start : start + part]).encode()


def _send(graph_store: Service, name: str, body: bytes, *, first: bool, so_far: str) -> None:
    try:
        graph_store.send(
            "PUT" if first else "POST",
            parameters=[("graph", name)],
            body=body,
            headers={"Content-Type": "application/n-triples"},
        )
    except EndpointError as error:
        raise EndpointError(
            f"{error.message}\n{name}: {so_far} are there, and nothing was checked",
            hint=f"{error.hint}\nThe same command goes on from there.".strip(),
        ) from None


def _read_notes(path: str, url: str) -> dict[str, dict[str, Any]]:
    try:
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise InputError(
            f"{path}: cannot be read: {error}", hint="Remove it, or push with --anew: all is sent again then."
        ) from None
    graphs: dict[str, dict[str, Any]] = content.get("graphs", {}) if content.get("graphStore") == url else {}
    return graphs


def _write_notes(path: str, url: str, notes: dict[str, dict[str, Any]]) -> None:
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    write_text(path, json.dumps({"graphStore": url, "graphs": notes}, indent=1, sort_keys=True) + "\n")
