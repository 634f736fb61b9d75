"""Every saved question against the rows it must give."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest
import rdflib
import rdflib.query

from kj_graph import resources
from kj_graph.errors import InputError, UnknownNameError, UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.opening import open_graph
from kj_graph.questions import find_question, list_questions, read_question
from kj_graph.results import Solutions

EXPECTED = Path(__file__).parent / "expected"
QUESTIONS = {question.name: question for question in list_questions()}
CASES = [(name, {}) for name in QUESTIONS] + [
    ("proposals", {"area": "area-energy-security"}),
    ("claims", {"kind": "claim-kind-recommendation"}),
    ("claims", {"area": "area-economic-security"}),
    ("claim-holders", {"holder": "organization-asia-pacific-initiative"}),
    ("agreements-in-area", {"area": "area-history"}),
    ("signatories", {"agreement": "agreement-camp-david-principles-2023"}),
    ("agreement-life", {"agreement": "agreement-legal-status-1965"}),
    ("claims-on-agreement", {"agreement": "agreement-camp-david-spirit-2023"}),
    ("connections", {"a": "claim-kjfvd-2025-icebreaking-lng-carriers", "b": "event-alaska-lng-2025"}),
    ("evidence", {"thing": "agreement-basic-treaty-1965"}),
    ("names", {"thing": "area-liancourt-rocks"}),
    ("positions", {"lang": "ko"}),
    ("sources", {"tier": "tier-record-of-proceedings"}),
    ("timeline", {"since": "2023-01-01", "until": "2024-01-01"}),
    ("treaty-register", {"since": "2010-01-01"}),
    ("unga-agreement-by-issue", {"a": "state-dprk", "since": "2010-01-01", "until": "2020-01-01"}),
    ("unga-differences", {"issue": "issue-human-rights", "since": "2015-01-01"}),
    ("unverified", {"verification": "verification-own-translation"}),
]


def _file(name: str, values: dict[str, str]) -> Path:
    return EXPECTED / ("--".join([name, *(f"{key}={value}" for key, value in values.items())]) + ".csv")


@pytest.mark.parametrize(("name", "values"), CASES, ids=lambda value: str(value) if value else "default")
def test_answer_is_as_expected(graph: KnowledgeGraph, name: str, values: dict[str, str]) -> None:
    answer = graph.query(name, values)
    assert isinstance(answer, Solutions)
    path = _file(name, values)
    got = answer.to_csv()
    if os.environ.get("KJ_GRAPH_WRITE_EXPECTED") == "1":
        path.write_text(got, encoding="utf-8")
    assert got == path.read_text(encoding="utf-8")
    assert len(answer) > 0 or QUESTIONS[name].may_be_empty, "an empty answer needs 'may-be-empty' in the header"


def test_a_question_answers_in_the_language_of_the_graph() -> None:
    korean = open_graph(language="ko")
    told = korean.query("positions")
    assert isinstance(told, Solutions)
    assert told.to_csv() == _file("positions", {"lang": "ko"}).read_text(encoding="utf-8")
    english = korean.query("positions", {"lang": "en"})
    assert isinstance(english, Solutions)
    assert english.to_csv() == _file("positions", {}).read_text(encoding="utf-8")


def test_no_expected_rows_without_a_question() -> None:
    assert {path.name for path in EXPECTED.glob("*.csv")} == {_file(name, values).name for name, values in CASES}


@pytest.mark.parametrize("name", QUESTIONS)
def test_header_is_complete(name: str) -> None:
    question = QUESTIONS[name]
    assert question.summary
    assert question.tags
    assert set(question.wording) == {"en", "ko", "ja"}
    assert re.fullmatch(r"[a-z][a-z0-9-]*", name)
    for parameter in question.parameters:
        assert parameter.summary
        assert f"VALUES ?{parameter.name} {{ " in question.text


@pytest.mark.parametrize("name", QUESTIONS)
def test_order_is_total(graph: KnowledgeGraph, name: str) -> None:
    question = QUESTIONS[name]
    assert "ORDER BY" in question.text
    assert "FROM" not in question.text
    assert "GRAPH" not in question.text
    answer = graph.query(name)
    assert isinstance(answer, Solutions)
    rows = [str(row) for row in answer]
    again = graph.widen(question.registers).query(question.text)
    assert isinstance(again, Solutions)
    assert [str(row) for row in again] == rows


def test_at_least_twelve_questions() -> None:
    assert len(QUESTIONS) >= 12


def test_optional_parameter_narrows(graph: KnowledgeGraph) -> None:
    everything, some = graph.query("proposals"), graph.query("proposals", {"area": "area-lng"})
    assert isinstance(everything, Solutions)
    assert isinstance(some, Solutions)
    assert 0 < len(some) < len(everything)


def test_parameter_can_be_a_label(graph: KnowledgeGraph) -> None:
    by_label = graph.query("proposals", {"area": "에너지 안보"})
    by_slug = graph.query("proposals", {"area": "area-energy-security"})
    assert isinstance(by_label, Solutions)
    assert isinstance(by_slug, Solutions)
    assert by_label.to_csv() == by_slug.to_csv()


def test_unknown_question_offers_near_names() -> None:
    with pytest.raises(UnknownNameError, match="proposals"):
        find_question("proposal")


def test_unknown_parameter_names_those_there_are(graph: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="--area"):
        graph.query("proposals", {"areas": "lng"})


@pytest.mark.parametrize("value", ["2025", "2025-13-01", "yesterday", "20250516"])
def test_parameter_of_the_wrong_type(graph: KnowledgeGraph, value: str) -> None:
    with pytest.raises(UsageError, match="2025-05-16"):
        graph.query("timeline", {"since": value})


def test_unknown_thing_as_parameter(graph: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError, match="area-energy-security"):
        graph.query("proposals", {"area": "area-energy-securty"})


def test_text_is_never_pasted(graph: KnowledgeGraph) -> None:
    with pytest.raises(UnknownNameError):
        graph.query("proposals", {"area": "x } ?s ?p ?o { "})
    hostile = graph.query("positions", {"lang": '" } ?s ?p ?o . VALUES ?x { "'})
    assert isinstance(hostile, Solutions)
    assert len(hostile) == 0


def test_malformed_header(tmp_path: Path) -> None:
    path = tmp_path / "bad.rq"
    path.write_text("#+ summary\nSELECT * WHERE { ?s ?p ?o }\n")
    with pytest.raises(InputError, match=r"bad\.rq:1"):
        read_question(str(path))


def test_parameter_without_its_line(tmp_path: Path, graph: KnowledgeGraph) -> None:
    path = tmp_path / "bad.rq"
    path.write_text("#+ params:\n#+   x:\n#+     type: text\nSELECT * WHERE { ?s ?p ?x }\n")
    with pytest.raises(InputError, match="VALUES"):
        graph.query_file(str(path), {"x": "y"})


def test_rules_have_a_sentence() -> None:
    for path in resources.rule_files():
        assert read_question(path).summary.endswith(".")


# rdflib joins open patterns for minutes; the other engines answer at once, and all three agree.
SLOW_IN_RDFLIB = {"connections", "sources", "agreement-status-on", "memberships-on"}


@pytest.fixture(scope="module")
def rdflib_copy(graph: KnowledgeGraph) -> rdflib.Graph:
    lines = "\n".join(sorted({f"{quad.triple} ." for quad in graph.store.quads()}))
    return rdflib.Graph().parse(data=lines, format="nt")


IN_THE_GRAPH = {name for name, question in QUESTIONS.items() if not question.registers}


@pytest.mark.parametrize("name", sorted(IN_THE_GRAPH - SLOW_IN_RDFLIB))
def test_rdflib_gives_the_same_rows(graph: KnowledgeGraph, rdflib_copy: rdflib.Graph, name: str) -> None:
    answer = graph.query(name)
    assert isinstance(answer, Solutions)
    ours = Counter(tuple("" if term is None else term.value for term in row) for row in answer)
    theirs = Counter(
        tuple("" if term is None else str(term) for term in row)
        for row in rdflib_copy.query(QUESTIONS[name].text)
        if isinstance(row, rdflib.query.ResultRow)
    )
    assert theirs == ours
