"""What the client does with services that are busy, slow, broken, guarded or no services at all.

The peer is a small HTTP server on loopback that really misbehaves.
"""

from __future__ import annotations

import base64
import json
import time
from contextlib import contextmanager
from email.utils import formatdate
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kj_graph.cli import main
from kj_graph.errors import EndpointError, KjGraphError, UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.results import Solutions, Triples
from kj_graph.store.remote.answers import mend_value
from kj_graph.store.remote.service import TRIES, Service

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SELECT = "SELECT ?s WHERE { ?s a kj:State } ORDER BY STR(?s)"
JSON = "application/sparql-results+json"
YES = (200, JSON, b'{"head":{},"boolean":true}')
Reply = tuple[int, str, bytes] | tuple[int, str, bytes, dict[str, str]]


def write_rows(*names: str) -> bytes:
    rows = [{"s": {"type": "uri", "value": f"http://example.org/{name}"}} for name in names]
    return json.dumps({"head": {"vars": ["s"]}, "results": {"bindings": rows}}).encode()


ROWS = (200, JSON, write_rows("a", "b"))


class Asked:
    """One request as the peer saw it."""

    def __init__(self, handler: BaseHTTPRequestHandler) -> None:
        self.method = handler.command
        self.headers = handler.headers
        self.body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        fields = parse_qs(urlsplit(handler.path).query)
        self.kind = self.headers.get("Content-Type", "").partition(";")[0]
        if self.kind == "application/x-www-form-urlencoded":
            fields |= parse_qs(self.body.decode())
        self.fields = fields
        self.query = self.body.decode() if self.kind == "application/sparql-query" else fields.get("query", [""])[0]


@contextmanager
def serve(answer: Callable[[Asked, BaseHTTPRequestHandler], Reply | None]) -> Iterator[tuple[str, list[Asked]]]:
    """Run a server whose answers a function gives; None where it has written by itself."""
    asked: list[Asked] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_request(self) -> None:
            request = Asked(self)
            asked.append(request)
            reply = answer(request, self)
            if reply is None:
                return
            status, kind, body, *rest = reply
            self.send_response(status)
            self.send_header("Content-Type", kind)
            headers = {"Content-Length": str(len(body)), **(rest[0] if rest else {})}
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_request  # noqa: N815 - the names that the base class calls

        def log_message(self, *_: object) -> None:
            """Be quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def in_turn(*replies: Reply) -> Callable[[Asked, BaseHTTPRequestHandler], Reply]:
    """Return what gives these replies one after the other, the last for ever."""
    waiting = list(replies)
    return lambda _asked, _handler: waiting.pop(0) if len(waiting) > 1 else waiting[0]


def open_at(url: str, **options: Any) -> KnowledgeGraph:
    """Return a graph whose service waits a hundredth of the time and notes in `waits` how long it would have."""
    service = Service(url, **options)
    waits: list[float] = []

    def pause(seconds: float) -> None:
        waits.append(seconds)
        time.sleep(seconds / 100)

    service.pause = pause
    service.waits = waits  # type: ignore[attr-defined]
    return KnowledgeGraph(endpoint=service)


def waits_of(graph: KnowledgeGraph) -> list[float]:
    found: list[float] = graph._remote.endpoint.service.waits  # type: ignore[union-attr]
    return found


def names_of(answer: object) -> list[str]:
    assert isinstance(answer, Solutions)
    return [row[0].value.rpartition("/")[2] for row in answer]  # type: ignore[union-attr]


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("after", ["3", "", "date"])
def test_busy_service_is_asked_again_when_it_says(status: int, after: str) -> None:
    told = formatdate(time.time() + 3, usegmt=True) if after == "date" else after
    busy = (status, "text/plain", b"busy", {"Retry-After": told} if told else {})
    with serve(in_turn(busy, busy, ROWS)) as (url, asked):
        graph = open_at(url)
        assert names_of(graph.query(SELECT)) == ["a", "b"]
        assert len(asked) == 3
        waits = waits_of(graph)
    assert len(waits) == 2
    if after:
        assert all(1.5 < wait <= 3 for wait in waits)
    else:
        assert 0 < waits[0] < waits[1] < 2.5


def test_patience_ends() -> None:
    with serve(in_turn((503, "text/plain", b"busy"))) as (url, asked):
        with pytest.raises(EndpointError, match=f"too busy .HTTP 503., after {TRIES} tries"):
            open_at(url).query(SELECT)
        assert len(asked) == TRIES
    with serve(in_turn((429, "text/plain", b"busy", {"Retry-After": "86400"}))) as (url, asked):
        with pytest.raises(EndpointError, match="wait 86400 seconds"):
            open_at(url).query(SELECT)
        assert len(asked) == 1


def test_broken_connection_is_tried_again() -> None:
    def answer(asked: Asked, handler: BaseHTTPRequestHandler) -> Reply | None:
        if len(seen) < 2:
            handler.close_connection = True
            handler.connection.close()
            return None
        return ROWS

    with serve(answer) as (url, seen):
        assert names_of(open_at(url).query(SELECT)) == ["a", "b"]
        assert len(seen) == 2


def test_nobody_there() -> None:
    with serve(in_turn(ROWS)) as (url, _):
        pass
    with pytest.raises(EndpointError, match="cannot be reached"):
        open_at(url).query(SELECT)
    with pytest.raises(EndpointError, match="cannot be reached"):
        open_at("http://no-such-host.invalid/sparql").query(SELECT)


XML = b"""<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="s"/></head>
<results><result><binding name="s"><uri>http://example.org/a</uri></binding></result></results></sparql>"""
CUT = [
    (JSON, ROWS[2][:-2]),
    (JSON, ROWS[2][: ROWS[2].index(b"}}") + 2]),
    (JSON, ROWS[2][:40]),
    (JSON, b""),
    ("application/sparql-results+xml", XML[: XML.index(b"</results>")]),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "body"), CUT)
def test_answer_that_ends_in_the_middle(kind: str, body: bytes) -> None:
    """As the Oxigraph server sends it with status 200 when its time is over."""
    with serve(in_turn((200, kind, body))) as (url, _), pytest.raises(EndpointError, match="ends in the middle"):
        open_at(url).query(SELECT)


def test_results_in_xml() -> None:
    with serve(in_turn((200, "application/sparql-results+xml", XML))) as (url, _):
        assert names_of(open_at(url).query(SELECT)) == ["a"]


def test_triples_that_end_in_the_middle() -> None:
    whole = b"<http://a> <http://b> <http://c> .\n<http://a> <http://b> <http://d> .\n"
    with serve(in_turn((200, "application/n-triples", whole))) as (url, _):
        answer = open_at(url).query("CONSTRUCT WHERE { ?s ?p ?o }")
        assert isinstance(answer, Triples)
        assert len(answer) == 2
    for body in (whole[:-4], whole[:50], whole[:36]):
        with (
            serve(in_turn((200, "application/n-triples", body))) as (url, _),
            pytest.raises(EndpointError, match=r"in the middle|not what it says"),
        ):
            open_at(url).query("CONSTRUCT WHERE { ?s ?p ?o }")


@pytest.mark.parametrize("chunked", [False, True])
def test_connection_that_ends_in_the_middle(chunked: bool) -> None:
    def answer(_: Asked, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        body = ROWS[2]
        if chunked:
            handler.send_header("Transfer-Encoding", "chunked")
            handler.end_headers()
            handler.wfile.write(f"{len(body):x}\r\n".encode() + body + b"\r\n")
        else:
            handler.send_header("Content-Length", str(len(body) + 100))
            handler.end_headers()
            handler.wfile.write(body)
        handler.wfile.flush()
        handler.close_connection = True

    with serve(answer) as (url, asked), pytest.raises(EndpointError, match="cut off"):
        open_at(url).query(SELECT)
    assert len(asked) == TRIES


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ((200, "text/html", b"<html><head><style>p{}</style></head><p>Welcome to <b>SPARQL</b></html>"), "a web page"),
        ((200, "text/html; charset=utf-8", b"<p>Log in first</p>"), "Log in first"),
        ((200, "application/rdf+xml", b"<rdf/>"), "answers with 'application/rdf.xml' where SPARQL results"),
        ((200, "", ROWS[2]), "no content type"),
        ((200, JSON, b'{"head":{},"boolean":true}'), "true or false"),
        ((200, JSON, b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"odd"}}]}}'), "not what it says"),
        ((206, JSON, ROWS[2]), "sent a part"),
        ((200, JSON, ROWS[2], {"X-SQL-State": "S1TAT"}), "sent a part"),
        ((400, "text/plain", b"Parse error:\n  line 1"), r"refuses the request \(HTTP 400\): Parse error: line 1"),
        ((401, "text/plain", b"", {"WWW-Authenticate": "Basic"}), r"refused \(HTTP 401\) with no credentials"),
        ((403, "text/plain", b""), r"refused \(HTTP 403\)"),
        ((404, "text/html", b"<h1>Not found</h1>"), r"no such service \(HTTP 404\): Not found"),
        ((302, "text/plain", b"", {"Location": "https://elsewhere.example/"}), "moved to https://elsewhere.example/"),
        ((500, "text/plain", b"Virtuoso 42000 Error: cost too high"), "failed .HTTP 500.: Virtuoso 42000 Error"),
    ],
)
def test_what_is_no_answer(reply: Reply, words: str) -> None:
    with serve(in_turn(reply)) as (url, asked), pytest.raises(EndpointError, match=words) as caught:
        open_at(url).query(SELECT)
    assert len(asked) == 1
    assert caught.value.exit_status == 8


@pytest.mark.parametrize("drip", [False, True])
def test_slow_service(drip: bool) -> None:
    def answer(_: Asked, handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        for _ in range(40 if drip else 0):
            handler.wfile.write(b" " * 10)
            handler.wfile.flush()
            time.sleep(0.05)
        time.sleep(1)
        handler.close_connection = True

    start = time.monotonic()
    with serve(answer) as (url, asked), pytest.raises(EndpointError, match=r"within 0\.4 seconds"):
        open_at(url, timeout=0.4).query(SELECT)
    assert time.monotonic() - start < 3
    assert len(asked) == 1


def test_short_queries_by_get_and_long_ones_by_post() -> None:
    with serve(in_turn(YES)) as (url, asked):
        graph = open_at(url)
        graph.ask("ASK { kjr:state-japan a kj:State }")
        graph.ask(f"ASK {{ ?s ?p '{'x' * 3000}' }}")
    short, long = asked
    assert (short.method, long.method, long.kind) == ("GET", "POST", "application/x-www-form-urlencoded")
    for each in asked:
        assert each.query.startswith("PREFIX kj: ") == ("kj:" in each.query)
        assert [iri.rpartition("/")[2] for iri in each.fields["default-graph-uri"]] == [
            "curated", "evidence", "ontology", "inferred",
        ]  # fmt: skip
        assert each.headers["User-Agent"].startswith("kj-graph/")


def test_ways_that_a_service_does_not_take() -> None:
    def answer(asked: Asked, _: BaseHTTPRequestHandler) -> Reply:
        return ROWS if asked.kind == "application/sparql-query" else (405, "text/plain", b"")

    with serve(answer) as (url, asked):
        graph = open_at(url)
        assert names_of(graph.query(SELECT)) == ["a", "b"]
        graph.query("SELECT ?s WHERE { ?s a kj:Office }")
        assert [each.kind for each in asked] == [
            "",
            "application/x-www-form-urlencoded",
            *["application/sparql-query"] * 2,
        ]
        assert "default-graph-uri" in asked[-1].fields
    with serve(in_turn((405, "text/plain", b""))) as (url, _), pytest.raises(EndpointError, match="neither by GET"):
        open_at(url).query(SELECT)


def guard(check: Callable[[Asked], bool], challenge: str) -> Callable[[Asked, BaseHTTPRequestHandler], Reply]:
    return lambda asked, _: ROWS if check(asked) else (401, "text/plain", b"", {"WWW-Authenticate": challenge})


def test_basic_and_bearer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    wanted = "Basic " + base64.b64encode(b"me:secret").decode()
    with serve(guard(lambda asked: asked.headers.get("Authorization") == wanted, 'Basic realm="x"')) as (url, asked):
        assert names_of(open_at(url, user="me", password="secret").query(SELECT)) == ["a", "b"]
        assert asked[0].headers.get("Authorization") is None
        open_at(url.replace("://", "://me:secret@")).query(SELECT)
        netrc = tmp_path / "netrc"
        netrc.write_text("machine 127.0.0.1 login me password secret\n")
        netrc.chmod(0o600)
        monkeypatch.setenv("NETRC", str(netrc))
        open_at(url).query(SELECT)
        monkeypatch.delenv("NETRC")
        monkeypatch.setenv("KJ_GRAPH_USER", "me")
        monkeypatch.setenv("KJ_GRAPH_PASSWORD", "secret")
        open_at(url).query(SELECT)
        monkeypatch.delenv("KJ_GRAPH_USER")
    with serve(guard(lambda asked: asked.headers.get("Authorization") == "Bearer t0ken", "Bearer")) as (url, asked):
        open_at(url, token="t0ken").query(SELECT)
        monkeypatch.setenv("KJ_GRAPH_TOKEN", "t0ken")
        open_at(url).query(SELECT)
        assert len(asked) == 2


def test_digest() -> None:
    def check(asked: Asked) -> bool:
        given = asked.headers.get("Authorization", "")
        if not given.startswith("Digest "):
            return False
        parts = dict(part.strip().split("=", 1) for part in given[7:].split(", "))
        got = {key: value.strip('"') for key, value in parts.items()}
        first = md5(b"me:realm:secret").hexdigest()
        second = md5(f"{asked.method}:{got['uri']}".encode()).hexdigest()
        whole = f"{first}:{got['nonce']}:{got['nc']}:{got['cnonce']}:{got['qop']}:{second}"
        return bool(got["response"] == md5(whole.encode()).hexdigest())

    with serve(guard(check, 'Digest realm="realm", nonce="abc", qop="auth", algorithm=MD5')) as (url, _):
        assert names_of(open_at(url, user="me", password="secret").query(SELECT)) == ["a", "b"]
        with pytest.raises(EndpointError, match="with these credentials"):
            open_at(url, user="me", password="wrong").query(SELECT)


def test_secrets_are_never_told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    for reply in ((401, "text/plain", b""), (503, "text/plain", b""), (500, "text/plain", b"no")):
        with serve(in_turn(reply)) as (url, _):
            service = Service(url.replace("://", "://me:hush@"), tell=told.append)
            service.pause = lambda _: None
            with pytest.raises(EndpointError) as caught:
                KnowledgeGraph(endpoint=service).query(SELECT)
        told += [str(caught.value), repr(service.credentials), repr(caught.value.__context__)]
    for bad in ("ftp://me:hush@x/", "http://me:hush@x:port/", "http://me:hush@/"):
        with pytest.raises(UsageError) as refused:
            Service(bad)
        told.append(str(refused.value))
    monkeypatch.setenv("KJ_GRAPH_PASSWORD", "hush")
    with serve(in_turn((401, "text/plain", b""))) as (url, _):
        assert main(["query", SELECT, "--endpoint", url, "--user", "me"]) == 8
    told.append(capsys.readouterr().err)
    assert told
    assert not any("hush" in each for each in told)


def test_round_numbers_are_counted_again() -> None:
    """A service that caps rows without a word is noticed by the roundness of their number."""
    names = [f"{number:05}" for number in range(2_500)]

    def answer(asked: Asked, _: BaseHTTPRequestHandler) -> Reply:
        if "COUNT(*)" in asked.query:
            row = {"rows": {"type": "literal", "value": str(len(names))}}
            return (200, JSON, json.dumps({"head": {"vars": ["rows"]}, "results": {"bindings": [row]}}).encode())
        start = int(asked.query.rpartition("OFFSET ")[2]) if "OFFSET" in asked.query else 0
        return (200, JSON, write_rows(*names[start : start + 1_000]))

    with serve(answer) as (url, asked):
        assert names_of(open_at(url).query(SELECT)) == names
        with pytest.raises(EndpointError, match="at most 1000 rows, and there are 2500"):
            open_at(url).query(SELECT.partition("ORDER")[0])
        names[:] = names[:1_000]
        asked.clear()
        assert len(names_of(open_at(url).query(SELECT))) == 1_000
        assert len(asked) == 2


def test_rows_that_move_between_the_parts_are_noticed() -> None:
    names = [f"{number:05}" for number in range(2_500)]

    def answer(asked: Asked, _: BaseHTTPRequestHandler) -> Reply:
        if "COUNT(*)" in asked.query:
            row = {"rows": {"type": "literal", "value": "2500"}}
            return (200, JSON, json.dumps({"head": {"vars": ["rows"]}, "results": {"bindings": [row]}}).encode())
        start = int(asked.query.rpartition("OFFSET ")[2]) if "OFFSET" in asked.query else 0
        if start:
            names.insert(0, "new")
        return (200, JSON, write_rows(*names[start : start + 1_000]))

    with serve(answer) as (url, _), pytest.raises(EndpointError, match="do not fit together"):
        open_at(url).query(SELECT)


@pytest.mark.parametrize(
    ("text", "datatype", "mended"),
    [
        ("1", "boolean", "true"), ("0", "boolean", "false"), ("true", "boolean", "true"), ("1", "integer", "1"),
        ("6", "duration", "P6M"), ("36", "duration", "P3Y"), ("18", "duration", "P1Y6M"), ("-6", "duration", "-P6M"),
        ("7.776e+06", "duration", "P90D"), ("86400.0", "duration", "P1D"), ("90000.0", "duration", "P1DT3600S"),
        ("P90D", "duration", "P90D"), ("0", "duration", "P0M"), ("x", "duration", "x"),
    ],
)  # fmt: skip
def test_values_in_the_form_of_xml_schema(text: str, datatype: str, mended: str) -> None:
    assert mend_value(text, f"http://www.w3.org/2001/XMLSchema#{datatype}") == mended


@pytest.mark.parametrize(
    "arguments", [["--endpoint", "nowhere"], ["--endpoint-timeout", "0", "--endpoint", "http://x/"]]
)
def test_wrong_options(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "proposals", *arguments]) == 2
    assert "--endpoint" in capsys.readouterr().err


def test_endpoint_errors_are_of_the_tree() -> None:
    assert issubclass(EndpointError, KjGraphError)
    assert issubclass(EndpointError, OSError)


def test_an_endpoint_loads_nothing_before_it_is_used() -> None:
    import subprocess
    import sys

    code = (
        "import sys, kj_graph.cli, kj_graph.graph; kj_graph.cli.main(['query', 'proposals']);"
        "print('requests' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"
