"""What is said of the dataset is counted or looked up, and is typed in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
import rdflib

import kj_graph
from kj_graph import vocabulary as v
from kj_graph.export.about import DATASET, tell_about
from kj_graph.export.selection import Selection
from kj_graph.export.void import DCAT, VOID
from kj_graph.graph import KnowledgeGraph
from kj_graph.store.embedded import EmbeddedStore

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def described(graph: KnowledgeGraph) -> rdflib.Graph:
    return rdflib.Graph().parse(data=graph.export("void"), format="turtle")


def _one(described: rdflib.Graph, subject: object, name: str) -> str:
    values = list(described.objects(rdflib.URIRef(str(subject).strip("<>")), rdflib.URIRef(name)))
    assert len(values) == 1, (subject, name, values)
    return str(values[0])


def test_version_licence_and_day_are_the_same_everywhere(graph: KnowledgeGraph, described: rdflib.Graph) -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    about = tell_about(graph, Selection())
    assert f"version: {kj_graph.__version__}\n" in citation
    assert f"date-released: {about.issued}\n" in citation
    assert f'title: "{about.title}"' in citation
    assert about.licence in (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")
    assert _one(described, DATASET, DCAT + "version") == kj_graph.__version__
    assert _one(described, DATASET, v.DCTERMS + "issued") == about.issued
    assert _one(described, DATASET, v.DCTERMS + "license") == about.licence
    ontology = next(graph.store.quads(predicate=pyoxigraph.NamedNode(v.OWL + "versionInfo")))
    assert ontology.object.value == kj_graph.__version__
    written = graph.export("turtle", only=["State"], evidence=False)
    assert re.search(rf"version {re.escape(about.version)}, issued {about.issued}", written)


def test_figures_are_those_of_the_graph(graph: KnowledgeGraph, described: rdflib.Graph) -> None:
    triples = set(graph.triples())
    assert int(_one(described, DATASET, VOID + "triples")) == len(triples)
    assert int(_one(described, DATASET, VOID + "distinctSubjects")) == len({t.subject for t in triples})
    for part in described.objects(rdflib.URIRef(DATASET.value), rdflib.URIRef(VOID + "classPartition")):
        kind = pyoxigraph.NamedNode(_one(described, part, VOID + "class"))
        counted = len({t.subject for t in triples if t.predicate == v.TYPE and t.object == kind})
        assert int(_one(described, part, VOID + "entities")) == counted
    total = 0
    for part in described.objects(rdflib.URIRef(DATASET.value), rdflib.URIRef(VOID + "propertyPartition")):
        total += int(_one(described, part, VOID + "triples"))
    assert total == len(triples)
    graphs = {v.CURATED, v.EVIDENCE}
    sizes = {each: int(_one(described, each, VOID + "triples")) for each in graphs}
    assert sum(sizes.values()) == sum(quad.graph_name in graphs for quad in graph.store.quads())


def test_links_time_and_languages(described: rdflib.Graph) -> None:
    sets = set(described.subjects(rdflib.RDF.type, rdflib.URIRef(VOID + "Linkset")))
    same = [each for each in sets if _one(described, each, VOID + "linkPredicate") == v.SCHEMA + "sameAs"]
    assert len(same) == 1
    target = _one(described, same[0], VOID + "objectsTarget")
    assert _one(described, target, VOID + "uriSpace") == "http://www.wikidata.org/entity/"
    period = _one(described, DATASET, v.DCTERMS + "temporal")
    assert _one(described, period, DCAT + "startDate") == "1945-08-15"
    languages = described.objects(rdflib.URIRef(DATASET.value), rdflib.URIRef(v.DCTERMS + "language"))
    assert {"en", "ja", "ko"} <= {str(each).rpartition("/")[2] for each in languages}


def test_a_register_is_described_by_its_own_mapping() -> None:
    with kj_graph.open(registers=["treaties"]) as graph:
        described = rdflib.Graph().parse(data=graph.export("void"), format="turtle")
    assert _one(described, v.GRAPH + "treaties", v.DCTERMS + "license") == "https://opensource.org/license/mit"
    assert int(_one(described, v.GRAPH + "treaties", VOID + "triples")) > 800


def test_a_part_is_described_as_a_part(graph: KnowledgeGraph) -> None:
    described = rdflib.Graph().parse(data=graph.export("void", only=["State"], evidence=False), format="turtle")
    part = DATASET.value + "#selection"
    assert int(_one(described, part, VOID + "entities")) == 5
    assert _one(described, DATASET, VOID + "subset") == part


def test_another_graph_is_named_by_its_digest() -> None:
    store = EmbeddedStore()
    store.oxigraph.add(pyoxigraph.Quad(v.kj("a"), v.TYPE, v.kj("Event"), v.ADDED))
    text = KnowledgeGraph(store).export("void")
    assert "<ni:///sha-256;" in text
    assert "license" not in text
    assert DATASET.value not in text


def test_policy_areas_alone(graph: KnowledgeGraph) -> None:
    read = rdflib.Graph().parse(data=graph.export("skos"), format="turtle")
    skos = rdflib.SKOS
    concepts = set(read.subjects(rdflib.RDF.type, skos.Concept))
    assert len(concepts) == sum(1 for _ in graph.store.quads(predicate=v.TYPE, value=v.kj("PolicyArea")))
    scheme = rdflib.URIRef(v.KJR + "scheme-policy-areas")
    assert set(read.subjects(rdflib.RDF.type, None)) == concepts | {scheme}
    assert set(read.subject_objects(skos.broader)) == {(b, a) for a, b in read.subject_objects(skos.narrower)}
    tops = set(read.objects(scheme, skos.hasTopConcept))
    assert tops
    assert tops == {each for each in concepts if not list(read.objects(each, skos.broader))}
    for concept in concepts:
        labels = [label.language for label in read.objects(concept, skos.prefLabel)]
        assert sorted(labels) == ["en", "ja", "ko"]
    assert not [name for name in read.predicates() if str(name).startswith(v.KJ)]
