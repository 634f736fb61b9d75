"""The same answers from the embedded store, Oxigraph's server and Virtuoso."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

import kj_graph
from kj_graph import vocabulary as v
from kj_graph.cli import main
from kj_graph.errors import EndpointError, QueryError, UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.results import Solutions, Triples
from kj_graph.store.embedded import EmbeddedStore
from kj_graph.store.remote.graph import BASE_GRAPHS
from kj_graph.store.remote.publish import push_store
from kj_graph.store.remote.service import Service

if TYPE_CHECKING:
    from conftest import Peer

_QUESTIONS = Path(__file__).parent.parent / "test_questions.py"
_SPEC = importlib.util.spec_from_file_location("cases_of_questions", _QUESTIONS)
assert _SPEC
assert _SPEC.loader
_MODULE = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_MODULE)
CASES: list[tuple[str, dict[str, str]]] = _MODULE.CASES
LONG = "SELECT ?s ?p ?o WHERE { ?s a kj:Evidence ; ?p ?o }"
ORDER = "ORDER BY STR(?p) STR(?o) STR(?s)"


@pytest.fixture
def far(peer: Peer) -> KnowledgeGraph:
    return KnowledgeGraph(endpoint=peer.endpoint)


def count_requests(graph: KnowledgeGraph) -> list[str]:
    """Return a list that grows with every request that this graph sends."""
    service = graph._remote.endpoint.service  # type: ignore[union-attr]
    send, sent = service.send, []

    def count(method: str, **rest: Any) -> Any:
        sent.append(method)
        return send(method, **rest)

    service.send = count  # type: ignore[method-assign]
    return sent


def rows_of(answer: object) -> Counter[tuple[object, ...]]:
    assert isinstance(answer, Solutions)
    return Counter(tuple(row) for row in answer)


@pytest.mark.parametrize(("name", "values"), CASES, ids=lambda value: str(value) if value else "default")
def test_every_question_gives_the_same_rows(
    graph: KnowledgeGraph, far: KnowledgeGraph, name: str, values: dict[str, str]
) -> None:
    assert rows_of(far.query(name, values)) == rows_of(graph.query(name, values))


def test_labels_are_the_same_in_every_language(graph: KnowledgeGraph, peer: Peer) -> None:
    for language in ("en", "ko", "ja"):
        near = KnowledgeGraph(graph.store, language).query("agreement-life")
        answer = KnowledgeGraph(endpoint=peer.endpoint, language=language).query("agreement-life")
        assert isinstance(near, Solutions)
        assert isinstance(answer, Solutions)
        assert answer.headings() == near.headings()
        assert sorted(answer.to_text()) == sorted(near.to_text())


def test_other_forms(graph: KnowledgeGraph, far: KnowledgeGraph, whole: KnowledgeGraph) -> None:
    assert far.ask("ASK { kjr:state-japan a kj:State }")
    assert not far.ask("ASK { kjr:state-japan a kj:Person }")
    text = "CONSTRUCT { ?s a ?class } WHERE { ?s a ?class . FILTER(?class IN (kj:State, kj:Office)) }"
    answer = far.query(text)
    assert isinstance(answer, Triples)
    assert set(answer) == set(graph.query(text))  # type: ignore[arg-type]
    with pytest.raises(QueryError, match="line 1, column"):
        far.query("SELECT ?s WHERE { ?s ?p }")
    with pytest.raises(QueryError, match="an update"):
        far.query("INSERT DATA { <a:a> <a:b> <a:c> }")
    with pytest.raises(QueryError, match="SERVICE"):
        far.query("ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }")
    assert len(far) == sum(quad.graph_name.value in BASE_GRAPHS for quad in whole.store.quads())  # type: ignore[union-attr]


def test_graphs_by_name(graph: KnowledgeGraph, far: KnowledgeGraph) -> None:
    text = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s a kj:State } } GROUP BY ?g"
    assert rows_of(far.query(text)) == rows_of(graph.query(text))
    named = f"SELECT ?s FROM <{v.GRAPH}curated> WHERE {{ ?s a kj:State }}"
    assert rows_of(far.query(named)) == rows_of(graph.query(named))


def test_one_thing_of_each_class_is_described_alike(graph: KnowledgeGraph, far: KnowledgeGraph) -> None:
    names = sorted({str(row[0]) for row in graph.query("SELECT (STR(MIN(?t)) AS ?n) { ?t a ?c } GROUP BY ?c")})  # type: ignore[union-attr]
    for name in ("agreement-basic-treaty-1965", "area-liancourt-rocks", *(name.strip('"') for name in names)):
        if name.startswith(("agreement", "area", v.KJR)):
            told = far.describe(name).to_dict()
            assert told == graph.describe(name).to_dict(), name
    for name in ("agreement-basic-treaty-1965", "person-kishida-fumio", "matter-liancourt-rocks"):
        if graph.ask(f"ASK {{ kjr:{name} ?p ?o }}"):
            assert set(far.describe_triples(name)) == set(graph.describe_triples(name)), name


def test_few_round_trips(far: KnowledgeGraph) -> None:
    sent = count_requests(far)
    far.describe("agreement-basic-treaty-1965").to_dict()
    assert len(sent) <= 20
    sent.clear()
    answer = far.query("timeline")
    assert isinstance(answer, Solutions)
    answer.to_text()
    answer.headings()
    answer.to_csv()
    assert len(sent) <= 10


def test_search(graph: KnowledgeGraph, far: KnowledgeGraph) -> None:
    for text in ("독도", "竹島", "Basic Relations", "lng"):
        near = [(hit.thing.value, hit.name, hit.rank) for hit in graph.search(text)]
        assert [(hit.thing.value, hit.name, hit.rank) for hit in far.search(text)] == near
    sent = count_requests(far)
    far.search("Fukuda")
    assert len(sent) <= 1  # the names are here; there may be a thing of that slug


def test_whole_graph_is_copied_whole(graph: KnowledgeGraph, far: KnowledgeGraph, tmp_path: Path) -> None:
    assert far.stats().to_dict() == graph.stats().to_dict()
    question = "CONSTRUCT { ?s skos:prefLabel ?l } WHERE { ?s a kj:State ; skos:prefLabel ?l }"
    for options in (
        {},
        {"evidence": False, "inferred": True},
        {"verified": True, "only": ["Claim"]},
        {"question": question},
    ):
        assert far.export("ntriples", **options) == graph.export("ntriples", **options)  # type: ignore[arg-type]
    ours, theirs = tmp_path / "ours.html", tmp_path / "theirs.html"
    graph.explore(str(ours))
    far.explore(str(theirs))
    assert theirs.read_bytes() == ours.read_bytes()


def test_network_and_rdflib(graph: KnowledgeGraph, oxigraph_peer: Peer) -> None:
    far = kj_graph.open(endpoint=oxigraph_peer.endpoint)
    assert set(far.to_networkx().edges(keys=True)) == set(graph.to_networkx().edges(keys=True))
    assert len(far.to_rdflib()) == len(graph.to_rdflib())


def test_answers_beyond_the_cap_of_a_service(graph: KnowledgeGraph, far: KnowledgeGraph) -> None:
    """Virtuoso gives 10,000 rows at most; Oxigraph gives all."""
    expected = rows_of(graph.query(LONG))
    assert sum(expected.values()) > 20_000
    assert rows_of(far.query(f"{LONG} {ORDER}")) == expected


def test_what_cannot_be_asked_in_parts_is_refused(virtuoso_peer: Peer) -> None:
    far = KnowledgeGraph(endpoint=virtuoso_peer.endpoint)
    for text in (LONG, f"{LONG} ORDER BY ?p", f"{LONG} ORDER BY STR(?s) ?p"):
        with pytest.raises(EndpointError, match=r"at most 10000 rows, and there are \d+[\s\S]*STR\(\?thing\)"):
            far.query(text)
    with pytest.raises(EndpointError, match="cut the triples short"):
        far.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s a kj:Evidence ; ?p ?o }")
    with pytest.raises(EndpointError, match="cut the triples short"):
        far.query("CONSTRUCT WHERE { ?s a kj:Evidence ; kj:about ?t ; ?p ?o }")
    exact = far.query(f"{LONG} LIMIT 10000")
    assert isinstance(exact, Solutions)
    assert len(exact) == 10_000
    some = far.query("CONSTRUCT { ?s kj:ofSource ?o } WHERE { ?s kj:ofSource ?o }")
    assert isinstance(some, Triples)
    assert len(some) > 1_000


def test_limits(far: KnowledgeGraph) -> None:
    few = far.query(f"{LONG} {ORDER}", row_limit=7)
    assert isinstance(few, Solutions)
    assert len(few) == 7
    assert few.cut
    all_of_them = far.query("SELECT ?s WHERE { ?s a kj:State }", row_limit=1000, time_limit=60)
    assert isinstance(all_of_them, Solutions)
    assert not all_of_them.cut
    with pytest.raises(QueryError, match="stopped"):
        far.query(
            "SELECT (COUNT(*) AS ?n) WHERE { ?a kj:ofSource ?b . ?c kj:ofSource ?d . FILTER(STR(?a) < STR(?c)) }",
            time_limit=0.2,
        )


def test_graphs_of_the_user(peer: Peer) -> None:
    far = kj_graph.open(endpoint=peer.endpoint, graphs=[f"{v.GRAPH}treaties", f"{v.GRAPH}ontology"])
    assert far.ask("ASK { ?s a kj:RegisterEntry }")
    assert not far.ask("ASK { ?s a kj:State }")
    nowhere = kj_graph.open(endpoint=peer.endpoint, graphs=["http://example.org/nowhere"])
    for ask in (lambda: nowhere.ask("ASK { ?s a kj:State }"), nowhere.stats, lambda: nowhere.query("timeline")):
        with pytest.raises(EndpointError, match="none of the graphs"):
            ask()


def test_as_of(graph: KnowledgeGraph, far: KnowledgeGraph) -> None:
    near, then = graph.as_of("1999-01-01"), far.as_of("1999-01-01")
    assert rows_of(then.agreements()) == rows_of(near.agreements())
    assert rows_of(then.query("timeline")) == rows_of(near.query("timeline"))
    assert then.describe("agreement-fisheries-1965").to_dict() == near.describe("agreement-fisheries-1965").to_dict()
    assert then.export("ntriples", evidence=False) == near.export("ntriples", evidence=False)


def test_paths(graph: KnowledgeGraph, oxigraph_peer: Peer) -> None:
    ends = "agreement-basic-treaty-1965", "agreement-claims-1965"
    far = KnowledgeGraph(endpoint=oxigraph_peer.endpoint)
    assert far.path(*ends).to_dict() == graph.path(*ends).to_dict()


def test_files_and_an_endpoint_do_not_mix() -> None:
    with pytest.raises(UsageError, match="elsewhere"):
        kj_graph.open("mine.ttl", endpoint="http://127.0.0.1:9/sparql")


def test_command_line(
    oxigraph_peer: Peer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    commands = [
        ["query", "proposals", "--format", "table", "--lang", "ko"],
        ["query", "unga-agreement-by-year", "--format", "csv"],
        ["show", "agreement-basic-treaty-1965"],
        ["search", "독도"],
        ["stats"],
    ]
    for command in commands:
        assert main(command) == 0
        near = capsys.readouterr().out
        assert main([*command, "--endpoint", oxigraph_peer.endpoint]) == 0
        assert capsys.readouterr().out == near, command
    monkeypatch.setenv("KJ_GRAPH_ENDPOINT", oxigraph_peer.endpoint)
    monkeypatch.chdir(tmp_path)
    assert main(["export", "--output", "all.nt"]) == 0
    assert main(["explore", "--output", "page.html"]) == 0
    monkeypatch.setenv("KJ_GRAPH_ENDPOINT", "http://127.0.0.1:9/sparql")
    (tmp_path / "mine.nt").write_text(f"<{v.KJR}x> <{v.RDF}type> <{v.KJ}State> .\n")
    assert main(["query", "ASK { kjr:x a kj:State }", "--data", "mine.nt"]) == 0


def make_store(graph: str, count: int) -> EmbeddedStore:
    store, name = EmbeddedStore(), NamedNode(graph)
    store.oxigraph.extend(
        Quad(NamedNode(f"http://example.org/{i}"), v.LABEL, Literal(f"값 {i} \"'\\ \n", language="ko"), name)
        for i in range(count)
    )
    store.oxigraph.load(
        b"@prefix : <http://example.org/> . :list :holds (1 2 3), [ :a [ :b true ] ] .",
        RdfFormat.TURTLE,
        to_graph=name,
    )
    return store


def test_push_in_parts_and_again(peer: Peer, tmp_path: Path) -> None:
    name = f"http://example.org/parts-{peer.name}"
    store, state = make_store(name, 1_000), str(tmp_path / "state.json")

    def push(**options: Any) -> tuple[list[Any], list[str]]:
        told: list[str] = []
        taker = peer.open_graph_store()
        taker.tell = told.append
        return push_store(store, taker, Service(peer.endpoint), part=300, state=state, **options), told

    (first,), told = push()
    assert (first.triples, first.sent) == (len(store), True)
    assert len(told) == 4
    assert push()[0][0].sent is False
    assert push(anew=True)[0][0].sent is True
    store.oxigraph.add(Quad(NamedNode("http://example.org/new"), v.LABEL, Literal("x"), NamedNode(name)))
    assert push()[0][0].triples == len(store)
    copy = kj_graph.open(endpoint=peer.endpoint, graphs=[name]).store.mirror()
    asked = """SELECT ?n { ?list <http://example.org/holds>/rdf:rest*/rdf:first ?n ; <http://example.org/holds> ?other .
        ?other <http://example.org/a>/<http://example.org/b> true }"""
    assert len(list(copy.query(asked))) == 3  # type: ignore[arg-type]
    assert len(copy) == len(store)
    labels = {quad.triple for quad in store.quads(predicate=v.LABEL)}
    assert {quad.triple for quad in copy.quads(predicate=v.LABEL)} == labels


def test_push_that_broke_off_goes_on(peer: Peer, tmp_path: Path) -> None:
    name = f"http://example.org/broken-{peer.name}"
    store, state = make_store(name, 1_000), str(tmp_path / "state.json")
    taker = peer.open_graph_store()
    send, sent = taker.send, []

    def break_off(method: str, **rest: Any) -> Any:
        if len(sent) == 2:
            raise EndpointError("the line went dead")
        sent.append(method)
        return send(method, **rest)

    taker.send = break_off  # type: ignore[method-assign]
    with pytest.raises(EndpointError, match="2 of 4 parts are there"):
        push_store(store, taker, Service(peer.endpoint), part=300, state=state)
    assert sent == ["PUT", "POST"]
    taker = peer.open_graph_store()
    send, taker.send = taker.send, lambda method, **rest: sent.append(method) or send(method, **rest)  # type: ignore[method-assign, func-returns-value]
    (done,) = push_store(store, taker, Service(peer.endpoint), part=300, state=state)
    assert done.triples == len(store)
    assert sent == ["PUT", "POST", "POST", "POST"]


def test_push_notices_what_did_not_arrive(peer: Peer, tmp_path: Path) -> None:
    name = f"http://example.org/lossy-{peer.name}"
    store, state = make_store(name, 100), tmp_path / "state.json"
    taker = peer.open_graph_store()
    send = taker.send
    taker.send = lambda method, body=b"", **rest: send(method, body=body[: body.index(b"\n") + 1], **rest)  # type: ignore[method-assign, assignment]
    with pytest.raises(EndpointError, match=rf"1 triples there after {len(store)} were sent"):
        push_store(store, taker, Service(peer.endpoint), state=str(state))
    assert json.loads(state.read_text())["graphs"] == {}


def test_push_on_the_command_line(
    virtuoso_peer: Peer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    where = ["--endpoint", virtuoso_peer.endpoint, "--graph-store", virtuoso_peer.graph_store]
    line = ["push", *where, "--with", "treaties", "--with", "unga", "--user", "dba", "--state", virtuoso_peer.state]
    monkeypatch.setenv("KJ_GRAPH_PASSWORD", "not-the-password")
    assert main([*line, "--anew"]) == 8
    said = capsys.readouterr().err
    assert "refused (HTTP 401) with these credentials" in said
    assert "0 of 2 parts are there" in said
    assert "not-the-password" not in said
    monkeypatch.setenv("KJ_GRAPH_PASSWORD", virtuoso_peer.password)
    assert main(line) == 0
    said = capsys.readouterr().err
    assert said.count("there already and counted") == 6
    assert main(["push", "--graph-store", virtuoso_peer.graph_store]) == 2
    assert main(["push", *where, "--user", "dba", "--part", "0"]) == 2


def test_policy_areas_are_three_deep(graph: KnowledgeGraph) -> None:
    """Several questions spell the way out, because Virtuoso loses rows by paths of any length."""
    assert not graph.ask("ASK { ?a skos:broader/skos:broader/skos:broader ?b }")
