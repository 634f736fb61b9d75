"""What a query may do is decided by the terminals of the grammar: keywords count, lookalikes do not."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
import rdflib.plugins.sparql.parser as peer
from hypothesis import given, settings
from hypothesis import strategies as st
from pyparsing import ParseResults
from rdflib.plugins.sparql.parserutils import CompValue

from kj_graph import resources
from kj_graph.errors import QueryError, UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.store.guard import check_query, is_update, read_query

ROOT = Path(__file__).resolve().parents[2]
HERE = "https://w3id.org/kj-graph/graph/curated"


def _check(text: str, allow: tuple[str, ...] = ()) -> bool:
    return check_query(text, lambda: {HERE}, allow)


HARMLESS = [
    "SELECT * WHERE { ?s ?p ?o }",
    "# SERVICE <http://a> and FROM <http://b>\nSELECT * WHERE { ?s ?p ?o }",
    "SELECT * WHERE { ?service ?from $service }",
    "SELECT * WHERE { ?s <http://example.org/from/service> ?o }",
    "SELECT * WHERE { ?s <http://example.org/a#service> ?o FILTER(?s < ?o) }",
    "PREFIX service: <http://a/> PREFIX from: <http://a/x#> SELECT * WHERE { service:a from:b _:from }",
    'SELECT * WHERE { ?s ?p "SERVICE <http://a> { }" , \'FROM <http://b>\' , """a "quoted" SERVICE""" }',
    'SELECT * WHERE { ?s ?p "x"@from . FILTER(LANG(?o) = "service") }',
    r'SELECT * WHERE { ?s ?p "\"" , "SERVICE" , "\\" }',
    "SELECT * WHERE { ?s kj:from ?o ; kj:until ?u }",
    "SELECT * WHERE { VALUES (?a ?b) { (<http://a#x> <http://b#y>) } }",
    "CONSTRUCT { ?s kj:from ?o } WHERE { ?s kj:from ?o }",
    r"SELECT * WHERE { ?s <http://example.org/service/\u00E9> ?o }",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_text_that_looks_like_a_keyword_is_let_through(text: str) -> None:
    assert _check(text) is False


REACHING = [
    ("SELECT * WHERE { SERVICE <http://a> { ?s ?p ?o } }", "line 1: SERVICE"),
    ("SELECT * WHERE {\n  service silent ?x { ?s ?p ?o } }", "line 2: SERVICE"),
    ("SELECT * WHERE{?s ?p ?o.SERVICE<http://a>{?s ?p ?o}}", "SERVICE"),
    ('SELECT * WHERE { ?s ?p "#" SERVICE ex:a { ?s ?p ?o } }', "SERVICE"),
    ("SELECT * WHERE { ?s ?p '\\'' . SERVICE ex:a { ?s ?p '' } }", "SERVICE"),
    ("ASK # a comment\nFROM <http://a> { }", "line 2: FROM names <http://a>"),
    ("SELECT * FROM NAMED <http://a> WHERE { ?s ?p ?o }", "FROM names <http://a>"),
    ("PREFIX g: <http://g/> SELECT * FROM g:one WHERE { ?s ?p ?o }", "FROM names <http://g/one>"),
    ("BASE <http://g/> SELECT * FROM <one> WHERE { ?s ?p ?o }", "FROM names <http://g/one>"),
    ("SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }", "FROM names <file:///etc/passwd>"),
    (r"SELECT * WHERE { S\u0045RVICE <http://a> { ?s ?p ?o } }", "SERVICE"),
    ('SELECT * WHERE { ?s ?p ?o FILTER(?s<#x>"""\n?o) SERVICE <http://a> { ?s ?p ?o } #"""\n}', "SERVICE"),
    ('SELECT * WHERE { ?s ?p ?o FILTER(?s<?o)SERVICE#>"""\n<http://a> { ?s ?p ?o } #"""\n}', "SERVICE"),
    ("SELECT * WHERE { { SELECT ?s WHERE { SERVICE ?g { ?s ?p ?o } } } }", "SERVICE"),
]


@pytest.mark.parametrize(("text", "said"), REACHING)
def test_reaching_outside_is_refused(text: str, said: str) -> None:
    with pytest.raises(QueryError, match=said) as refused:
        _check(text)
    assert refused.value.hint


@pytest.mark.parametrize(("text", "said"), REACHING)
def test_what_is_refused_can_be_allowed(text: str, said: str) -> None:
    _check(text, ("service", "from"))
    other = ("from",) if "SERVICE" in said else ("service",)
    with pytest.raises(QueryError, match=said):
        _check(text, other)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <http://a> <http://b> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "# SELECT\nPREFIX x: <http://select/> LOAD <http://a>",
        "BASE <http://a/> CLEAR ALL",
        "WITH <http://a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "  drop graph <http://a>",
    ],
)
def test_updates_are_refused(text: str) -> None:
    with pytest.raises(QueryError, match="update"):
        _check(text)
    with pytest.raises(QueryError, match="update"):
        _check(text, ("service", "from"))


def test_graphs_of_the_store_may_be_named(graph: KnowledgeGraph) -> None:
    assert _check(f"SELECT * FROM <{HERE}> WHERE {{ ?s ?p ?o }}") is True
    count = "SELECT (COUNT(*) AS ?n) {} WHERE {{ ?s ?p ?o }}"
    whole = graph.query(count.format(""))
    part = graph.query(count.format(f"FROM <{HERE}>"))
    assert not isinstance(whole, bool)
    assert not isinstance(part, bool)
    numbers = [int(answer.to_csv().split()[1]) for answer in (part, whole)]  # type: ignore[union-attr] - both tables
    assert 0 < numbers[0] < numbers[1]


def test_the_graph_refuses(graph: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="SERVICE"):
        graph.query("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="SERVICE"):
        graph.ask("ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    with pytest.raises(UsageError, match="updates"):
        graph.query("SELECT * WHERE { ?s ?p ?o }", allow=["updates"])


def test_a_file_is_refused_too(graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "outside.rq"
    path.write_text("SELECT * FROM <http://example.org/g> WHERE { ?s ?p ?o }")
    with pytest.raises(QueryError, match="FROM"):
        graph.query_file(str(path))


def _find_names(tree: object, found: list[str]) -> list[str]:
    if isinstance(tree, CompValue):
        found.append(tree.name)
        for part in tree.values():
            _find_names(part, found)
    elif isinstance(tree, ParseResults | list | tuple):
        for part in tree:
            _find_names(part, found)
    return found


def _read_with_peer(text: str) -> tuple[bool, bool]:
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
    names = _find_names(peer.parseQuery(text), [])
    return "ServiceGraphPattern" in names, "DatasetClause" in names


@pytest.mark.parametrize("path", [*resources.query_files(), *resources.rule_files()], ids=lambda path: Path(path).name)
def test_a_parser_of_the_whole_grammar_agrees_on_our_queries(path: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    prefixes = "".join(f"PREFIX {name}: <http://{name}/>\n" for name in ("kj", "kjr", "skos", "dcterms", "schema"))
    reading = read_query(text)
    assert (bool(reading.service), bool(reading.graphs)) == _read_with_peer(prefixes + text) == (False, False)


PIECES = st.sampled_from(
    [
        "?service ?from 'SERVICE' .",
        '?s ?p """FROM <http://a>""" .',
        "# SERVICE <http://a>\n",
        "?s <http://from/service> ?o .",
        "SERVICE <http://a> { ?s ?p ?o }",
        "SERVICE SILENT ?g { }",
        "OPTIONAL { ?s ?p ?from }",
        "FILTER(?s<?o) FILTER(?s > 1)",
        "?s ?p 'it\\'s FROM' .",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=6), st.sampled_from(["", "FROM <http://g> ", "FROM NAMED <http://g>\n"]))
def test_a_parser_of_the_whole_grammar_agrees(pieces: list[str], dataset: str) -> None:
    text = f"SELECT * {dataset}WHERE {{ {' '.join(pieces)} }}"
    reading = read_query(text)
    assert (bool(reading.service), bool(reading.graphs)) == _read_with_peer(text)


@pytest.mark.parametrize("suite", ["csv-tsv-res", "json-res"])
def test_queries_of_the_published_suites(shared: Path, suite: str) -> None:
    files = sorted((shared / "conformance/w3c/sparql/sparql11" / suite).glob("*.rq"))
    assert files
    for path in files:
        text = path.read_text(encoding="utf-8")
        reading = read_query(text)
        assert (bool(reading.service), bool(reading.graphs)) == _read_with_peer(text)
        assert not is_update(reading.form)
