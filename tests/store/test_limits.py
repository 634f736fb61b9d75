"""Limits of time and rows stop a query for good; without limits nothing is started; Ctrl-C ends a long query."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph
import pytest

from kj_graph.errors import QueryError, UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.opening import open_graph
from kj_graph.results import Solutions, Triples
from kj_graph.store.worker import Worker, WorkerStoppedError

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def small(tmp_path: Path) -> KnowledgeGraph:
    path = tmp_path / "small.ttl"
    path.write_text(
        "@prefix kjr: <https://w3id.org/kj-graph/id/> .\n"
        'kjr:thing-a <urn:says> "tab\\there", "줄\\n바꿈"@ko, 7, _:b .\n'
    )
    return open_graph(str(path))


def _processes(graph: KnowledgeGraph) -> object:
    return graph.store._worker


def _table(answer: object) -> Solutions:
    assert isinstance(answer, Solutions)
    return answer


def test_time_limit_stops_the_query(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="stopped after 1 seconds") as stopped:
        graph.query(ENDLESS, time_limit=1)
    assert stopped.value.hint
    worker = graph.store._worker
    assert worker is not None
    assert not worker.alive
    assert _table(graph.query("proposals", time_limit=60)).to_csv() == _table(graph.query("proposals")).to_csv()


def test_no_process_without_a_limit_of_time(small: KnowledgeGraph) -> None:
    small.query("SELECT * WHERE { ?s ?p ?o }")
    small.query("SELECT * WHERE { ?s ?p ?o }", row_limit=1)
    assert _processes(small) is None
    assert not {"threading", "subprocess", "kj_graph.store.worker"} & _modules_of("query", "proposals")


def _modules_of(*arguments: str) -> set[str]:
    code = (
        f"import sys; from kj_graph.cli import main; main({list(arguments)!r}); "
        "sys.stderr.write(repr(set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.strip("{}").replace("'", "").split(", "))


QUERY = "SELECT ?s ?o WHERE { ?s <urn:says> ?o } ORDER BY STR(?o)"


def test_answers_within_limits_are_the_answers(small: KnowledgeGraph) -> None:
    plain, limited = _table(small.query(QUERY)), _table(small.query(QUERY, time_limit=60, row_limit=100))
    literals = [[row for row in answer if isinstance(row[1], pyoxigraph.Literal)] for answer in (plain, limited)]
    assert literals[0] == literals[1]
    assert len(literals[0]) == 3
    assert len(limited) == len(plain) == 4
    assert limited.cut is plain.cut is False
    assert small.query("ASK { ?s <urn:says> 7 }", time_limit=60) is True
    assert small.query("ASK { ?s <urn:says> 8 }", time_limit=60) is False
    triples = small.query("CONSTRUCT WHERE { ?s <urn:says> 7 }", time_limit=60)
    assert isinstance(triples, Triples)
    assert len(triples) == 1


@pytest.mark.parametrize("seconds", [None, 60])
def test_row_limit_cuts_and_says_so(small: KnowledgeGraph, seconds: float | None) -> None:
    for limit, cut in ((0, True), (1, True), (3, True), (4, False), (5, False)):
        answer = _table(small.query(QUERY, row_limit=limit, time_limit=seconds))
        assert (len(answer), answer.cut) == (min(limit, 4), cut)
        assert answer.to_csv().count("thing-a") == min(limit, 4)
    triples = small.query("CONSTRUCT WHERE { ?s ?p ?o }", row_limit=2, time_limit=seconds)
    assert isinstance(triples, Triples)
    assert (len(triples), triples.cut) == (2, True)


def test_the_process_is_kept_and_follows_the_store(small: KnowledgeGraph, tmp_path: Path) -> None:
    small.query(QUERY, time_limit=60)
    first = _processes(small)
    small.query(QUERY, time_limit=60)
    assert _processes(small) is first
    more = tmp_path / "more.nt"
    more.write_text('<http://a> <urn:says> "more" .\n')
    from kj_graph import vocabulary as v

    small.store.load(str(more), v.ADDED)
    assert len(_table(small.query(QUERY, time_limit=60))) == 5
    small.close()
    assert isinstance(first, Worker)
    assert not first.alive


def test_mistakes_are_told_as_without_a_limit(small: KnowledgeGraph) -> None:
    messages = []
    for seconds in (None, 60):
        with pytest.raises(QueryError) as mistake:
            small.query("SELECT ?x WHERE { ?x ?y }", time_limit=seconds)
        messages.append(str(mistake.value))
    assert messages[0] == messages[1]
    assert "line 1" in messages[0]


@pytest.mark.parametrize(
    "limits", [{"time_limit": 0}, {"time_limit": -1}, {"time_limit": float("nan")}, {"row_limit": -1}]
)
def test_limits_that_make_no_sense(small: KnowledgeGraph, limits: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        small.query(QUERY, **limits)  # type: ignore[arg-type] - wrong on purpose


def test_a_process_that_dies_is_noticed_and_replaced(small: KnowledgeGraph) -> None:
    small.query(QUERY, time_limit=60)
    worker = small.store._worker
    assert worker is not None
    worker._process.kill()
    worker._process.wait()
    assert len(_table(small.query(QUERY, time_limit=60))) == 4
    with pytest.raises(WorkerStoppedError):
        worker.ask(QUERY, {}, union=True, rows=None, seconds=5)


def _interrupt(code: str, environment: dict[str, str] | None = None) -> tuple[int, str, float]:
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(1)
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    return process.returncode, told, time.monotonic() - start


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on POSIX")
def test_ctrl_c_ends_a_long_query_of_the_command() -> None:
    code = (
        "import sys, kj_graph; kj_graph.open().close(); from kj_graph.cli import main; print('ready', flush=True); "
        f"sys.exit(main(['query', '{ENDLESS}']))"
    )
    status, told, seconds = _interrupt(code)
    assert status == -signal.SIGINT
    assert "Traceback" not in told
    assert seconds < 20


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on POSIX")
@pytest.mark.parametrize("limit", ["", ", time_limit=600"])
def test_ctrl_c_is_heard_at_a_prompt(limit: str) -> None:
    code = (
        # A shell lets what runs in the background ignore the signal, and children inherit that.
        "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import sys, kj_graph\nsys.ps1 = '>>> '\ngraph = kj_graph.open()\nprint('ready', flush=True)\n"
        f"try:\n    graph.query('{ENDLESS}'{limit})\nexcept KeyboardInterrupt:\n"
        "    print(graph.ask('ASK { ?s ?p ?o }'), file=sys.stderr, flush=True)\n    import os; os._exit(5)\n"
    )
    status, told, seconds = _interrupt(code)
    assert (status, told) == (5, "True\n")
    assert seconds < 20
