"""The two servers that the library is compared with, started here on loopback and ended with the block."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

GRAPH = "https://w3id.org/kj-graph/graph/added"
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
NumberOfBuffers = {buffers}
MaxDirtyBuffers = {dirty}
ThreadsPerQuery = 2
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 6
[SPARQL]
ResultSetMaxRows = {rows}
"""


class MissingServerError(Exception):
    """A server that is not installed here, or does not start."""


@contextmanager
def run_oxigraph(folder: Path, data: Path) -> Iterator[str]:
    """Start the Oxigraph server on a file of N-Triples and yield the address that answers queries."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        raise MissingServerError("the Oxigraph server is not installed (pip install oxigraph)")
    place = ["--location", str(folder)]
    load = [program, "load", *place, "--file", str(data), "--graph", GRAPH]
    subprocess.run(load, check=True, capture_output=True)
    port = find_port()
    command = [program, "serve-read-only", *place, "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with run_server(command, folder, f"http://127.0.0.1:{port}/"):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def run_virtuoso(folder: Path, data: Path) -> Iterator[str]:
    """Start Virtuoso, put a file of N-Triples into it and yield the address that answers queries."""
    program = shutil.which("virtuoso-t")
    if program is None:
        raise MissingServerError("Virtuoso is not installed (Debian: virtuoso-opensource)")
    port = write_settings(folder, buffers=85_000, rows=1_000_000)
    address = f"http://127.0.0.1:{port}"
    with run_server([program, "+configfile", "virtuoso.ini", "+foreground"], folder, f"{address}/sparql"):
        store = f"{address}/sparql-graph-crud-auth?{urllib.parse.urlencode({'graph': GRAPH})}"
        _put(store, address, data.read_bytes())
        yield f"{address}/sparql"


def _put(store: str, address: str, content: bytes) -> None:
    """Put N-Triples by the Graph Store Protocol; Virtuoso asks for a digest and would refuse a large body before it."""
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, address, "dba", "dba")
    handler = urllib.request.HTTPDigestAuthHandler(passwords)
    request = urllib.request.Request(store, content, {"Content-Type": "application/n-triples"}, method="PUT")
    try:
        urllib.request.urlopen(urllib.request.Request(store, b"", method="PUT"), timeout=60).close()
    except urllib.error.HTTPError as refused:
        words = urllib.request.parse_http_list(refused.headers["WWW-Authenticate"].partition(" ")[2])
        challenge = urllib.request.parse_keqv_list(words)
        request.add_unredirected_header("Authorization", f"Digest {handler.get_authorization(request, challenge)}")
    urllib.request.urlopen(request, timeout=300).close()


def ask(address: str, text: str) -> int:
    """Ask by POST and return how many rows came."""
    body = urllib.parse.urlencode({"query": text, "default-graph-uri": GRAPH}).encode()
    request = urllib.request.Request(address, body, {"Accept": "text/tab-separated-values"})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return int(answer.read().count(b"\n")) - 1


def find_port() -> int:
    """Return a port of this machine that is free now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def write_settings(folder: Path, *, buffers: int = 40_000, rows: int = 10_000) -> int:
    """Write Virtuoso's settings into a folder and return the port at which it will answer."""
    port = find_port()
    text = VIRTUOSO_INI.format(sql=find_port(), http=port, buffers=buffers, dirty=buffers * 3 // 4, rows=rows)
    (folder / "virtuoso.ini").write_text(text)
    return port


@contextmanager
def run_server(command: list[str], folder: Path, address: str) -> Iterator[int]:
    """Run a server in a folder until it answers at an address and the block ends; give its process id.

    Raises MissingServerError where it does not start, with the end of what it said.
    """
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        _wait(server, folder, address)
        yield server.pid
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(server: subprocess.Popen[bytes], folder: Path, address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                said = (folder / "log").read_text(errors="replace")[-2000:]
                raise MissingServerError(f"{Path(str(server.args[0])).name} did not start: {said}") from None
            time.sleep(0.1)
        else:
            return
