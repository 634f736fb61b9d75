"""What is written can be read again, and is the same at every writing."""

from __future__ import annotations

import json
import subprocess
import sys

import pyoxigraph
import pytest
import rdflib
import rdflib.compare
from hypothesis import given
from hypothesis import strategies as st

from kj_graph.errors import UsageError
from kj_graph.export import FORMATS, render_export
from kj_graph.export.turtle import write_turtle
from kj_graph.graph import KnowledgeGraph

READERS = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("form", FORMATS)
def test_round_trip(graph: KnowledgeGraph, form: str) -> None:
    text = graph.export(form, ontology=True, inferred=True)
    again = {quad.triple for quad in pyoxigraph.parse(text, format=READERS[form])}
    wanted = set(graph.triples(evidence=True, ontology=True, inferred=True))
    if form == "ntriples":
        wanted_graph, again_graph = (
            pyoxigraph.Dataset(pyoxigraph.Quad(t.subject, t.predicate, t.object) for t in each)
            for each in (wanted, again)
        )
        for each in (wanted_graph, again_graph):
            each.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
        assert wanted_graph == again_graph
    assert len(again) == len(wanted)


@pytest.mark.parametrize("form", FORMATS)
def test_rdflib_reads_it(graph: KnowledgeGraph, form: str) -> None:
    names = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld"}
    read = rdflib.Graph().parse(data=graph.export(form), format=names[form])
    wanted = rdflib.Graph().parse(data=graph.export("ntriples"), format="nt")
    assert rdflib.compare.isomorphic(read, wanted)


def test_jsonld_has_its_context_in_it(graph: KnowledgeGraph) -> None:
    document = json.loads(graph.export("jsonld"))
    assert document["@context"]["kj"] == "https://w3id.org/kj-graph/ontology#"
    assert all("@id" in thing for thing in document["@graph"])


def test_unknown_format(graph: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="turtle"):
        render_export(graph.triples(), "docx")


def test_same_bytes_under_every_hash_seed() -> None:
    code = (
        "import kj_graph, hashlib; g = kj_graph.open();"
        "print([hashlib.sha256(g.export(f).encode()).hexdigest() for f in ('turtle', 'jsonld', 'ntriples')])"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "", "KJ_GRAPH_CACHE": "off", **_path()},
        ).stdout
        for seed in ("0", "1", "42")
    }
    assert len(answers) == 1


def _path() -> dict[str, str]:
    import os

    return {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}


iris = st.builds(
    pyoxigraph.NamedNode,
    st.sampled_from(
        ["https://w3id.org/kj-graph/id/", "https://w3id.org/kj-graph/ontology#", "http://example.org/"]
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
        st.sampled_from(["1", "01", "+1", "1965", "true", "x", "", "1965-06-22"]),
        st.sampled_from(["integer", "boolean", "date", "gYear", "string", "gMonth"]),
    ),
)
triples = st.builds(
    pyoxigraph.Triple,
    st.one_of(iris, st.builds(pyoxigraph.BlankNode, st.sampled_from(["a", "b1"]))),
    iris,
    st.one_of(iris, literals),
)


@given(st.lists(triples, max_size=8))
def test_turtle_says_what_it_was_given(given_triples: list[pyoxigraph.Triple]) -> None:
    text = write_turtle(given_triples)
    read = {quad.triple for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)}
    assert read == set(given_triples)
    assert write_turtle(reversed(given_triples)) == text
