"""The text of queries: what is put before them, around them and behind them."""

from __future__ import annotations

import pyoxigraph
import pytest

from kj_graph.graph import KnowledgeGraph
from kj_graph.questions import Question, list_questions
from kj_graph.results import Solutions
from kj_graph.store.remote.pages import count_rows, declare_prefixes, has_total_order, select_pattern, take_page

QUESTIONS = [question for question in list_questions() if not question.registers]


def rows_of(graph: KnowledgeGraph, text: str) -> list[tuple[object, ...]]:
    answer = graph.query(text)
    assert isinstance(answer, Solutions)
    return [tuple(row) for row in answer]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_parts_of_a_question_are_the_question(graph: KnowledgeGraph, question: Question) -> None:
    whole = rows_of(graph, question.text)
    ((count,),) = rows_of(graph, count_rows(question.text))
    assert count.value == str(len(whole))  # type: ignore[attr-defined]
    assert rows_of(graph, take_page(question.text, 3, 1)) == whole[1:4]
    assert rows_of(graph, take_page(f"{question.text} OFFSET 1 LIMIT 4", 3, 1)) == whole[2:5]
    assert rows_of(graph, take_page(f"{question.text} LIMIT 3", 5, 1)) == whole[1:3]
    assert len(rows_of(graph, take_page(question.text, 3, 0, wrapped=True))) == min(3, len(whole))


def test_saved_questions_can_be_asked_in_parts() -> None:
    partless = {question.name for question in list_questions() if not has_total_order(question.text)}
    assert partless <= {"formats-by-year", "unga-agreement-by-year"}  # a row a year and format: short for ever


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("SELECT ?s { ?s ?p ?o } ORDER BY STR(?s)", True),
        ("SELECT ?s { ?s ?p ?o } order by ?p  str( ?s ) limit 5", True),
        ("SELECT ?s { ?s ?p ?o } ORDER BY ?p DESC(STR(?s))", True),
        ('SELECT ?s { ?s ?p ?o } ORDER BY COALESCE(STR(?s), "") # }', True),
        ("SELECT ?s { ?s ?p ?o } ORDER BY STR(?s) ?p", False),
        ("SELECT ?s { ?s ?p ?o } ORDER BY ?s", False),
        ("SELECT ?s { ?s ?p ?o } # ORDER BY STR(?s)", False),
        ("SELECT ?s { ?s ?p ' ORDER BY STR(?s)' }", False),
        ("SELECT ?s { { SELECT ?s { ?s ?p ?o } ORDER BY STR(?s) } }", False),
        ('SELECT ?s { ?s ?p ?o } ORDER BY COALESCE(STR(?s), "x")', False),
    ],
)
def test_total_order(text: str, total: bool) -> None:
    assert has_total_order(text) is total


def test_prefixes_that_are_used_are_declared() -> None:
    text = (
        "PREFIX skos: <http://mine/>\n# owl:x\nSELECT ?s { ?s a kj:A ; skos:b 'xsd:c', <http://x/rdf:x> . ?s ?p kjr:d }"
    )
    declared = declare_prefixes(text)
    assert declared.endswith(text)
    added = declared[: -len(text)]
    assert "\n" not in added
    assert [part.split(":")[0] for part in added.split("PREFIX ")[1:]] == ["kj", "kjr"]
    pyoxigraph.Store().query(declared)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("CONSTRUCT { ?s a ?c ; ?s ?c } WHERE { ?s a kj:State, ?c . FILTER(STR(?s) != '}' && ?c = kj:State) }", 5),
        ("PREFIX x: <http://x#>\nCONSTRUCT WHERE { ?s a kj:State }", 5),
        ("CONSTRUCT { ?s a kj:State } { ?s a kj:State } LIMIT 2", 2),
        ("# CONSTRUCT {\nCONSTRUCT{?s a kj:State}WHERE{?s a kj:State}", 5),
    ],
)
def test_rows_behind_triples(graph: KnowledgeGraph, text: str, rows: int) -> None:
    pattern = select_pattern(declare_prefixes(text.replace("?s ?c }", "?c ?s }")))
    assert pattern is not None
    states = len(rows_of(graph, "SELECT ?s { ?s a kj:State }"))
    assert len(rows_of(graph, pattern)) == (states if rows == 5 else rows)


def test_nothing_behind_a_description() -> None:
    assert select_pattern("DESCRIBE <http://x>") is None
