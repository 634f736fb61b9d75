"""Results: the language of every label, and what produced them."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad

import kj_graph
from kj_graph import vocabulary as v
from kj_graph.cli import main
from kj_graph.errors import UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.labels import choose_label
from kj_graph.results.provenance import add_provenance
from kj_graph.results.solutions import Solutions
from kj_graph.store.digest import digest_dataset

if TYPE_CHECKING:
    from pathlib import Path

NAMES = """@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kjr:event-all a kj:Event ; skos:prefLabel "all"@en , "모두"@ko , "全部"@ja .
kjr:event-ko a kj:Event ; skos:prefLabel "한국어만"@ko .
kjr:event-fr a kj:Event ; skos:prefLabel "en <français>"@fr , "plain" .
kjr:event-none a kj:Event .
"""
EVENTS = "SELECT ?e WHERE { ?e a kj:Event } ORDER BY STR(?e)"
PLACES = st.sampled_from(["a", "b", "c"])
TEXTS = st.text(max_size=6) | st.sampled_from(['\t\n\r"\\', "\x00\x08\x0c\x7f", "é", "語"])
TERMS = PLACES.map(lambda name: NamedNode(f"urn:x:{name}")) | PLACES.map(BlankNode)
QUADS = st.lists(
    st.builds(
        Quad,
        TERMS,
        PLACES.map(lambda name: NamedNode(f"urn:p:{name}")),
        TERMS | TEXTS.map(Literal) | TEXTS.map(lambda text: Literal(text, language="ko")) | st.integers().map(Literal),
        PLACES.map(lambda name: NamedNode(f"urn:g:{name}")),
    ),
    max_size=12,
)


@pytest.fixture
def named(tmp_path: Path) -> KnowledgeGraph:
    path = tmp_path / "names.ttl"
    path.write_text(NAMES, encoding="utf-8")
    return kj_graph.open(str(path), language="ja")


def solve(graph: KnowledgeGraph, query: str) -> Solutions:
    answer = graph.query(query)
    assert isinstance(answer, Solutions)
    return answer


def test_labels_fall_back_in_the_documented_order() -> None:
    texts = [Literal("d", language="de"), Literal("k", language="ko"), Literal("e", language="en"), Literal("n")]
    for wanted, expected in (("ja", "en"), ("de", "de"), ("ko", "ko")):
        chosen = choose_label(texts, wanted)
        assert chosen is not None
        assert chosen.language == expected
    for dropped, expected in (("en", "ko"), ("ko", "de"), ("de", "")):
        texts = [text for text in texts if text.language != dropped]
        chosen = choose_label(texts, "ja")
        assert chosen is not None
        assert chosen.language == expected


def test_every_cell_says_its_language(named: KnowledgeGraph) -> None:
    rows = solve(named, EVENTS).to_labels()
    told = [(cell.text, cell.language) for row in rows for cell in row if cell is not None]
    assert told == [("全部", "ja"), ("en <français>", "fr"), ("한국어만", "ko"), ("kjr:event-none", "")]
    literals = solve(named, 'SELECT ("x"@ko AS ?a) (1 AS ?b) ?c { }').to_labels()[0]
    assert [cell and (cell.text, cell.language) for cell in literals] == [("x", "ko"), ("1", ""), None]


def test_other_languages_are_marked_on_demand(named: KnowledgeGraph) -> None:
    answer = solve(named, EVENTS)
    assert [row[0] for row in answer.to_text()] == ["全部", "en <français>", "한국어만", "kjr:event-none"]
    marked = [row[0] for row in answer.to_text(mark_languages=True)]
    assert marked == ["全部", "en <français> [fr]", "한국어만 [ko]", "kjr:event-none"]


def test_notebook_tables_say_the_language(named: KnowledgeGraph) -> None:
    shown = solve(named, EVENTS)._repr_html_()
    assert shown.startswith('<table lang="ja">')
    assert "<td>全部</td>" in shown
    assert '<td lang="fr">en &lt;français&gt;</td>' in shown
    assert '<td lang="ko">한국어만</td>' in shown


def test_show_tells_the_language_of_every_label(graph: KnowledgeGraph) -> None:
    told = KnowledgeGraph(graph.store, "ko").describe("agreement-gsomia-2016").to_dict()
    assert told["labelLang"] == "ko"
    assert told["labels"][told["iri"]] == {"text": told["label"], "lang": "ko"}
    for statement in told["statements"]:
        assert statement["propertyLabel"] == told["labels"][statement["property"]]["text"]
    titles = {each["source"]: each["sourceTitle"] for each in told["life"][0]["evidence"] if each["source"]}
    assert titles
    for source, title in titles.items():
        assert told["labels"][source]["text"] == title
        assert told["labels"][source]["lang"]


def test_provenance_tells_question_parameters_and_dataset(graph: KnowledgeGraph) -> None:
    answer = graph.query("proposals", {"area": "조선업"})
    assert isinstance(answer, Solutions)
    told = answer.provenance().to_dict()
    assert told["question"] == "proposals"
    assert told["parameters"] == {"area": "조선업"}
    assert "id/area-shipbuilding>" in told["query"]
    assert told["dataset"]["version"] == kj_graph.__version__
    assert told["dataset"]["digest"] == graph.digest
    assert told["dataset"]["digestAlgorithm"] == "RDFC-1.0 SHA-256"
    assert told["asked"].endswith("Z")
    again = KnowledgeGraph(graph.store).query(told["query"])
    assert isinstance(again, Solutions)
    assert again.rows == answer.rows
    assert again.provenance().question == ""
    triples = graph.query("CONSTRUCT WHERE { kjr:state-japan ?p ?o }")
    assert not isinstance(triples, bool)
    assert triples.provenance().digest == graph.digest


def test_a_query_asked_again_knows_when_and_gives_the_same(graph: KnowledgeGraph) -> None:
    text = "SELECT ?p ?o { kjr:state-japan ?p ?o } # PREFIX kj: is said in a comment only, of kj:State"
    first, again = graph.query(text), graph.query(text)
    assert isinstance(first, Solutions)
    assert isinstance(again, Solutions)
    assert sorted(map(str, first.rows)) == sorted(map(str, again.rows))
    assert again.provenance().query == text
    assert graph.query(f"ASK {{ {text.partition('{')[2].partition('}')[0]} }}") is True


def test_provenance_names_registers(graph: KnowledgeGraph) -> None:
    answer = graph.query("unga-agreement-by-year")
    assert isinstance(answer, Solutions)
    told = answer.provenance()
    assert told.registers == ("unga",)
    assert told.digest != graph.digest


def test_provenance_of_a_day_names_the_day_and_the_whole_dataset(graph: KnowledgeGraph) -> None:
    answer = graph.as_of("2000-01-01").query("SELECT ?s WHERE { ?s a kj:State }")
    assert isinstance(answer, Solutions)
    told = answer.provenance()
    assert told.to_dict()["asOf"] == told.day == "2000-01-01"
    assert told.digest == graph.digest
    assert "as of: 2000-01-01" in told.to_lines()


def test_nothing_is_computed_before_it_is_asked_for(graph: KnowledgeGraph) -> None:
    fresh = KnowledgeGraph(graph.store)
    solve(fresh, EVENTS).to_json()
    assert fresh._digest is None
    answer = solve(fresh, EVENTS)
    answer.origin = None
    with pytest.raises(UsageError):
        answer.provenance()


def test_forms_with_provenance_can_still_be_read(graph: KnowledgeGraph) -> None:
    answer = graph.query("proposals", {"area": "lng"})
    assert isinstance(answer, Solutions)
    written = json.loads(answer.to_json(provenance=True))
    assert written["results"] == json.loads(answer.to_json())["results"]
    assert written["provenance"]["question"] == "proposals"
    lines = answer.to_csv(provenance=True).splitlines(keepends=True)
    assert "".join(line for line in lines if not line.startswith("# ")) == answer.to_csv()
    rows = list(csv.reader(io.StringIO("".join(lines[4:]))))
    assert len(rows) == len(answer) + 1
    assert answer.to_tsv(provenance=True).endswith(answer.to_tsv())
    told = add_provenance("| a |\n", answer.provenance()._replace(question="", query="a | b <i>"), "markdown")
    assert "a \\| b \\<i\\>" in told


def test_command_line_adds_provenance(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    query = "CONSTRUCT WHERE { kjr:state-japan a ?c }"
    assert main(["query", query, "--provenance"]) == 0
    turtle = capsys.readouterr().out
    assert turtle.startswith("# query: CONSTRUCT")
    path = tmp_path / "japan.ttl"
    path.write_text(turtle, encoding="utf-8")
    assert list(pyoxigraph.parse(path=str(path)))
    for form in ("table", "plain", "csv", "tsv", "json", "markdown"):
        assert main(["query", "proposals", "--area", "lng", "--format", form, "--provenance"]) == 0
        assert "RDFC-1.0" in capsys.readouterr().out
    assert main(["query", "ASK { ?s ?p ?o }", "--provenance"]) == 2
    assert main(["query", EVENTS, "--mark-languages", "--add", str(path), "--lang", "ko"]) == 0


@settings(max_examples=200, deadline=None)
@given(QUADS)
def test_digest_is_that_of_rdfc_1_0(quads: list[Quad]) -> None:
    dataset = pyoxigraph.Dataset(quads)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines = pyoxigraph.serialize(dataset, format=pyoxigraph.RdfFormat.N_QUADS).splitlines(keepends=True)
    assert digest_dataset(quads) == hashlib.sha256(b"".join(sorted(lines))).hexdigest()
    assert digest_dataset(reversed(quads)) == digest_dataset(quads)


def test_digest_of_the_shipped_graph_is_that_of_rdfc_1_0(graph: KnowledgeGraph) -> None:
    asserted = [quad for quad in graph.store.quads() if quad.graph_name != v.INFERRED]
    dataset = pyoxigraph.Dataset(asserted)
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines = pyoxigraph.serialize(dataset, format=pyoxigraph.RdfFormat.N_QUADS).splitlines(keepends=True)
    assert graph.digest == hashlib.sha256(b"".join(sorted(lines))).hexdigest()
    curated = [quad for quad in asserted if quad.graph_name in (v.CURATED, v.EVIDENCE)]
    plain = sorted({f"{quad} .\n" for quad in curated})
    assert digest_dataset(curated) == hashlib.sha256("".join(plain).encode()).hexdigest()


def test_digest_of_a_known_text() -> None:
    quad = Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal('a\t"b"\n\\', language="ko"), NamedNode("urn:g"))
    line = '<urn:s> <urn:p> "a\\t\\"b\\"\\n\\\\"@ko <urn:g> .\n'
    assert digest_dataset([quad]) == hashlib.sha256(line.encode()).hexdigest()


def test_digest_is_kept_with_the_cache_and_survives_damage(tmp_path: Path) -> None:
    environment = {**os.environ, "KJ_GRAPH_CACHE": str(tmp_path)}
    command = [sys.executable, "-c", "import kj_graph; print(kj_graph.open().digest)"]

    def ask() -> str:
        return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout

    first = ask()
    kept = list(tmp_path.glob("*/digest"))
    assert len(kept) == 1
    assert ask() == first
    kept[0].write_bytes(kept[0].read_bytes()[:-1] + b"x")
    assert ask() == first
    kept[0].unlink()
    assert ask() == first
