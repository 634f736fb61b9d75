"""What is written can be read again, is the same at every writing, and says what it is."""

from __future__ import annotations

import contextlib
import hashlib
import inspect
import json
import os
import subprocess
import sys
from pathlib import Path

import networkx
import pyoxigraph
import pytest
import rdflib
import rdflib.compare
from hypothesis import given, settings
from hypothesis import strategies as st

from kj_graph import __version__
from kj_graph import vocabulary as v
from kj_graph.errors import UsageError
from kj_graph.export import FORMATS, SUFFIXES
from kj_graph.export.context import ADDRESS, read_context, write_context
from kj_graph.export.turtle import write_turtle
from kj_graph.graph import KnowledgeGraph
from kj_graph.resources import context_file
from kj_graph.store.canonical import sort_lines
from kj_graph.store.embedded import EmbeddedStore

READERS = {
    "turtle": (pyoxigraph.RdfFormat.TURTLE, "turtle"),
    "ntriples": (pyoxigraph.RdfFormat.N_TRIPLES, "nt"),
    "jsonld": (pyoxigraph.RdfFormat.JSON_LD, "json-ld"),
    "rdfxml": (pyoxigraph.RdfFormat.RDF_XML, "xml"),
    "nquads": (pyoxigraph.RdfFormat.N_QUADS, "nquads"),
    "trig": (pyoxigraph.RdfFormat.TRIG, "trig"),
}
SOME = {"only": ["State", "Office"], "evidence": False, "ontology": True}


def _canonize(quads: object, *, graphs: bool) -> pyoxigraph.Dataset:
    dataset = pyoxigraph.Dataset(
        pyoxigraph.Quad(q.subject, q.predicate, q.object, q.graph_name if graphs else None)
        for q in quads  # type: ignore[attr-defined]
    )
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@pytest.mark.parametrize("form", READERS)
def test_round_trip(graph: KnowledgeGraph, form: str) -> None:
    chosen = {"evidence": False, "ontology": True, "inferred": True}
    text = graph.export(form, **chosen)
    graphs = form in ("nquads", "trig")
    read = _canonize(pyoxigraph.parse(text, format=READERS[form][0]), graphs=graphs)
    wanted = _canonize(graph.parcel(**chosen).quads(), graphs=graphs)
    assert len(wanted) > 20_000
    assert read == wanted


@pytest.mark.parametrize("form", READERS)
def test_rdflib_reads_it(graph: KnowledgeGraph, form: str) -> None:
    wanted = rdflib.Graph().parse(data=graph.export("ntriples", **SOME), format="nt")
    assert any(isinstance(term, rdflib.BNode) for term in wanted.all_nodes())
    read = rdflib.Dataset(default_union=True)
    read.parse(data=graph.export(form, **SOME), format=READERS[form][1])
    merged = rdflib.Graph()
    for subject, predicate, value, _ in read.quads():
        merged.add((subject, predicate, value))
    assert rdflib.compare.isomorphic(merged, wanted)
    if form in ("nquads", "trig"):
        named = {str(each.identifier) for each in read.graphs() if len(each)}
        assert named == {v.CURATED.value, v.ONTOLOGY.value}


def test_quads_have_the_digest_of_the_dataset(graph: KnowledgeGraph) -> None:
    heading, lines = [], []
    for line in graph.export("nquads", ontology=True).splitlines(keepends=True):
        (heading if line.startswith("#") else lines).append(line)
    assert hashlib.sha256("".join(lines).encode()).hexdigest() == graph.digest
    assert any(graph.digest in line for line in heading)


def test_context_file_is_in_step() -> None:
    assert Path(context_file()).read_text(encoding="utf-8") == write_context()


def test_jsonld_is_compact_and_has_its_context_in_it(graph: KnowledgeGraph) -> None:
    document = json.loads(graph.export("jsonld", only=["Agreement", "LifeEvent"], evidence=False))
    assert document["@context"] == read_context()
    things = {thing["@id"]: thing for thing in document["@graph"]}
    agreement = things["kjr:agreement-gsomia-2016"]
    assert agreement["@type"] == "Agreement"
    assert agreement["party"] == ["kjr:state-japan", "kjr:state-republic-of-korea"]
    assert set(agreement["prefLabel"]) == {"en", "ko", "ja"}
    assert things["kjr:life-gsomia-2016-signed"]["date"] == "2016-11-23"


def test_jsonld_can_name_the_address_of_its_context(graph: KnowledgeGraph) -> None:
    linked, whole = (json.loads(graph.export("jsonld", **SOME, linked=each)) for each in (True, False))
    assert linked.pop("@context") == ADDRESS
    whole.pop("@context")
    assert linked == whole


def test_unknown_format(graph: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="turtle"):
        graph.export("docx")


def test_format_by_ending(graph: KnowledgeGraph, tmp_path: Path) -> None:
    for ending, form in SUFFIXES.items():
        path = str(tmp_path / f"small{ending}")
        assert graph.export(output=path, only=["State"], evidence=False) == path
        if form != "csv":
            assert Path(path).read_text(encoding="utf-8") == graph.export(form, only=["State"], evidence=False)


def test_every_format_says_what_it_is(graph: KnowledgeGraph) -> None:
    for form in FORMATS:
        if form != "csv":
            text = graph.export(form, only=["State"], evidence=False)
            for told in (__version__, "2026-11-26", graph.digest, "creativecommons.org/licenses/by/4.0", "class State"):
                assert told in text, form


def test_a_graph_that_is_not_the_dataset_says_so() -> None:
    store = EmbeddedStore()
    store.oxigraph.add(pyoxigraph.Quad(v.kj("a"), v.TYPE, v.kj("Event"), v.CURATED))
    text = KnowledgeGraph(store).export("turtle")
    assert text.startswith("# A graph that is not the shipped dataset")
    assert "creativecommons" not in text


def _digest_all(graph: KnowledgeGraph, folder: str) -> list[str]:
    chosen = {"only": ["State", "Office", "Tenure", "Coverage"], "ontology": True, "evidence": False}
    texts = [graph.export(form, **chosen).encode() for form in FORMATS if form != "csv"]
    path = graph.export(output=os.path.join(folder, "tables.zip"), **chosen)
    return [hashlib.sha256(each).hexdigest() for each in (*texts, Path(path).read_bytes())]


def test_same_bytes_under_every_hash_seed_and_locale(graph: KnowledgeGraph, tmp_path: Path) -> None:
    source = "import hashlib, os, sys; from pathlib import Path; import kj_graph; from kj_graph.export import FORMATS\n"
    source += inspect.getsource(_digest_all).replace("graph: KnowledgeGraph", "graph")
    source += "print(*_digest_all(kj_graph.open(), sys.argv[1]))"
    answers = {
        subprocess.run(
            [sys.executable, "-c", source, str(tmp_path)],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone, "PYTHONUTF8": "0"},
        ).stdout.strip()
        for seed, locale, zone in (("0", "C", "UTC"), ("1", "ko_KR.EUC-KR", "Asia/Seoul"))
    }
    assert answers == {" ".join(_digest_all(graph, str(tmp_path)))}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=5)))
def test_lines_are_sorted_by_way_of_the_disk(lines: list[str]) -> None:
    assert list(sort_lines(lines, most=3)) == sorted(set(lines))


iris = st.builds(
    pyoxigraph.NamedNode,
    st.sampled_from(
        ["https://w3id.org/kj-graph/id/", "https://w3id.org/kj-graph/ontology#", "http://example.org/", "kj:", "urn:x:"]
    ).flatmap(lambda base: st.text("abcXYZ019-._~/'()é方", max_size=8).map(lambda local: base + local)),
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
literals = st.one_of(
    st.builds(pyoxigraph.Literal, texts),
    st.builds(
        lambda text, language: pyoxigraph.Literal(text, language=language),
        texts,
        st.sampled_from(["en", "ko", "ja", "zh-hant"]),
    ),
    st.builds(
        lambda text, datatype: pyoxigraph.Literal(
            text, datatype=pyoxigraph.NamedNode("http://www.w3.org/2001/XMLSchema#" + datatype)
        ),
        st.sampled_from(["1", "01", "+1", "-0", "1965", "true", "x", "", "1965-06-22", "9007199254740993"]),
        st.sampled_from(["integer", "boolean", "date", "gYear", "string", "gMonth", "double"]),
    ),
)
known = st.sampled_from([v.TYPE, v.PREF_LABEL, v.kj("party"), v.kj("date"), v.kj("start"), v.kj("onValue")])
triples = st.builds(
    pyoxigraph.Triple,
    st.one_of(iris, st.builds(pyoxigraph.BlankNode, st.sampled_from(["a", "b1"]))),
    st.one_of(iris, known),
    st.one_of(iris, literals),
)


@given(st.lists(triples, max_size=8))
def test_turtle_says_what_it_was_given(given_triples: list[pyoxigraph.Triple]) -> None:
    text = write_turtle(given_triples)
    read = {quad.triple for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)}
    assert read == set(given_triples)
    assert write_turtle(reversed(given_triples)) == text


@settings(max_examples=25, deadline=None)
@given(st.lists(triples, max_size=8))
def test_every_format_says_what_it_was_given(given_triples: list[pyoxigraph.Triple]) -> None:
    store = EmbeddedStore()
    store.oxigraph.extend(pyoxigraph.Quad(t.subject, t.predicate, t.object, v.ADDED) for t in given_triples)
    odd = KnowledgeGraph(store)
    wanted = _canonize(store.quads(), graphs=False)
    for form, (reader, _) in READERS.items():
        with contextlib.suppress(UsageError if form == "rdfxml" else ()):  # what XML has no name for or cannot hold
            text = odd.export(form)
            assert _canonize(pyoxigraph.parse(text, format=reader), graphs=False) == wanted, form


def test_rdfxml_refuses_what_xml_cannot_hold() -> None:
    for predicate, value in ((v.kj("9"), "x"), (v.kj("note"), "\x01")):
        store = EmbeddedStore()
        store.oxigraph.add(pyoxigraph.Quad(v.kj("a"), predicate, pyoxigraph.Literal(value), v.ADDED))
        with pytest.raises(UsageError, match="XML") as refused:
            KnowledgeGraph(store).export("rdfxml")
        assert "N-Triples" in refused.value.hint


@pytest.fixture(scope="module")
def gexf(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("networks") / "graph.gexf"
    graph.export(output=str(path))
    return path


def test_gexf_has_days_that_a_timeline_can_read(gexf: Path) -> None:
    from xml.etree import ElementTree as ET

    root = ET.parse(gexf).getroot()  # what we wrote ourselves
    space = {"g": "http://gexf.net/1.3"}
    drawn = root.find("g:graph", space)
    assert drawn is not None
    assert drawn.get("mode") == "dynamic"
    assert drawn.get("timeformat") == "date"
    nodes = {each.get("id", "").removeprefix(v.KJR): each for each in root.iterfind(".//g:node", space)}
    edges = list(root.iterfind(".//g:edge", space))
    for each in (*nodes.values(), *edges):
        start, end = each.get("start"), each.get("end")
        assert all(len(day) == 10 for day in (start, end) if day)
        assert not (start and end) or start <= end
    assert nodes["agreement-gsomia-2016"].get("start") == "2016-11-23"
    assert nodes["agreement-gsomia-2016"].get("end") is None  # it did not end: open
    assert nodes["state-republic-of-korea"].get("start") == "1948-08-15"
    assert nodes["agreement-fisheries-1965"].get("end") == "1999-01-21"  # it ended on the 22nd
    assert len({each.get("id") for each in edges}) == len(edges)
    assert {each.get("source", "") for each in edges} <= {v.KJR + slug for slug in nodes}
    tenures = [each for each in edges if "tenure" in ET.tostring(each, encoding="unicode")]
    assert len(tenures) > 300
    assert sum("end" in each.attrib for each in tenures) > 200


def test_networks_agree_and_are_typed(graph: KnowledgeGraph, gexf: Path, tmp_path: Path) -> None:
    path = tmp_path / "graph.graphml"
    graph.export(output=str(path))
    one, other = networkx.read_graphml(path), networkx.read_gexf(gexf, version="1.3")
    assert set(one) == set(other) == set(graph.to_networkx())
    assert one.number_of_edges() == other.number_of_edges() > graph.to_networkx().number_of_edges()
    data = one.nodes[v.KJR + "agreement-gsomia-2016"]
    assert (data["year"], data["kind"], data["start"]) == (2016, "Agreement", "2016-11-23")
    assert data["label_ko"] == "대한민국 정부와 일본국 정부 간의 군사비밀정보의 보호에 관한 협정"
    assert one.graph["digest"] == graph.digest
    assert other.nodes[v.KJR + "agreement-gsomia-2016"]["evidence"] > 0
