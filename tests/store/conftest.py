"""Two real SPARQL services, each started once, on loopback, and filled by `push` itself."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest

import kj_graph
from kj_graph.graph import KnowledgeGraph
from kj_graph.store.remote.service import Service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

VIRTUOSO_INI = """[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
NumberOfBuffers = 40000
MaxDirtyBuffers = 30000
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 6
[SPARQL]
ResultSetMaxRows = 10000
"""


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


def find_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


@contextmanager
def run_server(command: list[str], folder: Path, address: str) -> Iterator[int]:
    """Run a server in a folder until it answers at an address and the block ends; give its process id."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        deadline = time.monotonic() + 60
        while True:
            try:
                urllib.request.urlopen(address, timeout=5).close()
                break
            except urllib.error.HTTPError:
                break
            except OSError:
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"{command[0]} did not start: {(folder / 'log').read_text()[-2000:]}")
                time.sleep(0.1)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


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
    base = f"127.0.0.1:{find_port()}"
    with run_server(
        [str(program), "serve", "--bind", base], tmp_path_factory.mktemp("oxigraph"), f"http://{base}/query"
    ):
        yield _fill(Peer("oxigraph", f"http://{base}/query", f"http://{base}/store"), whole, tmp_path_factory)


@pytest.fixture(scope="session")
def virtuoso_peer(
    need: Callable[[bool, str], None], tmp_path_factory: pytest.TempPathFactory, whole: KnowledgeGraph
) -> Iterator[Peer]:
    program = shutil.which("virtuoso-t")
    need(program is not None, "Virtuoso is not here (apt-get install virtuoso-opensource-7-bin)")
    folder, http = tmp_path_factory.mktemp("virtuoso"), find_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(sql=find_port(), http=http))
    base = f"http://127.0.0.1:{http}/sparql"
    command = [str(program), "+configfile", "virtuoso.ini", "+foreground"]
    with run_server(command, folder, f"{base}?query=ASK%7B%7D"):
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
