"""Two real SPARQL services, each started once, on loopback, and filled by `push` itself."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

import kj_graph
from kj_graph.graph import KnowledgeGraph
from kj_graph.store.remote.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

_SERVERS = Path(__file__).parents[2] / "benchmarks" / "servers.py"


def _load_servers() -> ModuleType:
    """Return the module of the benchmarks that starts servers."""
    spec = importlib.util.spec_from_file_location("servers", _SERVERS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


servers = _load_servers()


class Peer(NamedTuple):
    """A running service: where it answers, where it takes graphs, and who may fill it."""

    name: str
    endpoint: str
    graph_store: str
    user: str = ""
    password: str = ""
    state: str = ""

    def open_graph_store(self) -> Service:
        return Service(self.graph_store, user=self.user, password=self.password)


@pytest.fixture(scope="session")
def whole() -> KnowledgeGraph:
    """The shipped graph with its registers."""
    return kj_graph.open(registers=["treaties", "unga"])


@pytest.fixture(scope="session")
def oxigraph_peer(
    need: Callable[[bool, str], None], tmp_path_factory: pytest.TempPathFactory, whole: KnowledgeGraph
) -> Iterator[Peer]:
    program = shutil.which("oxigraph", path=os.path.dirname(sys.executable)) or shutil.which("oxigraph")
    need(program is not None, "the Oxigraph server is not here (pip install oxigraph)")
    base = f"127.0.0.1:{servers.find_port()}"
    with servers.run_server(
        [str(program), "serve", "--bind", base], tmp_path_factory.mktemp("oxigraph"), f"http://{base}/query"
    ):
        yield _fill(Peer("oxigraph", f"http://{base}/query", f"http://{base}/store"), whole, tmp_path_factory)


@pytest.fixture(scope="session")
def virtuoso_peer(
    need: Callable[[bool, str], None], tmp_path_factory: pytest.TempPathFactory, whole: KnowledgeGraph
) -> Iterator[Peer]:
    program = shutil.which("virtuoso-t")
    need(program is not None, "Virtuoso is not here (apt-get install virtuoso-opensource-7-bin)")
    folder = tmp_path_factory.mktemp("virtuoso")
    base = f"http://127.0.0.1:{servers.write_settings(folder)}/sparql"
    command = [str(program), "+configfile", "virtuoso.ini", "+foreground"]
    with servers.run_server(command, folder, f"{base}?query=ASK%7B%7D"):
        yield _fill(Peer("virtuoso", base, f"{base}-graph-crud-auth", "dba", "dba"), whole, tmp_path_factory)


def _fill(peer: Peer, whole: KnowledgeGraph, factory: pytest.TempPathFactory) -> Peer:
    state = str(factory.mktemp("state") / "push.json")
    whole.push(peer.open_graph_store(), peer.endpoint, state=state)
    return peer._replace(state=state)


@pytest.fixture(params=["oxigraph", "virtuoso"])
def peer(request: pytest.FixtureRequest) -> Peer:
    """Each of the two services."""
    found: Peer = request.getfixturevalue(f"{request.param}_peer")
    return found
