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
_VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 85000
MaxDirtyBuffers = 65000
[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
"""


class MissingServerError(Exception):
    """A server that is not installed here."""


@contextmanager
def run_oxigraph(folder: Path, data: Path) -> Iterator[str]:
    """Start the Oxigraph server on a file of N-Triples and yield the address that answers queries."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    if program is None:
        raise MissingServerError("the Oxigraph server is not installed (pip install oxigraph)")
    place = ["--location", str(folder)]
    load = [program, "load", *place, "--file", str(data), "--graph", GRAPH]
    subprocess.run(load, check=True, capture_output=True)
    port = _find_port()
    command = [program, "serve-read-only", *place, "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    with _run(command, f"http://127.0.0.1:{port}/"):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def run_virtuoso(folder: Path, data: Path) -> Iterator[str]:
    """Start Virtuoso, put a file of N-Triples into it and yield the address that answers queries."""
    program = shutil.which("virtuoso-t")
    if program is None:
        raise MissingServerError("Virtuoso is not installed (Debian: virtuoso-opensource)")
    port, sql = _find_port(), _find_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(_VIRTUOSO.format(folder=folder, port=port, sql=sql))
    address = f"http://127.0.0.1:{port}"
    with _run([program, "+configfile", str(settings), "+foreground"], f"{address}/sparql"):
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


def _find_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def _run(command: list[str], address: str) -> Iterator[None]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait(server, address)
            yield
        finally:
            server.terminate()
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return
        except OSError:
            if server.poll() is not None:
                raise MissingServerError(f"{Path(str(server.args[0])).name} did not start") from None
            time.sleep(0.1)
        else:
            return
    raise MissingServerError(f"{address} does not answer")
