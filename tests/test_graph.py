"""The object people hold."""

from __future__ import annotations

import re
from pathlib import Path

import networkx
import pytest
import rdflib

import kj_graph
from kj_graph import vocabulary as v
from kj_graph.errors import InputError, QueryError, UnknownNameError, UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.results import Solutions, Triples

OTHER = """@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kjr:event-mine a kj:Event ; skos:prefLabel "Mine"@en ;
    kj:date "2024-02"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> .
"""


def test_query_kinds(graph: KnowledgeGraph) -> None:
    assert isinstance(graph.query("SELECT ?s WHERE { ?s a kj:State }"), Solutions)
    assert isinstance(graph.query("CONSTRUCT WHERE { ?s a kj:State }"), Triples)
    assert graph.query("ASK { kjr:state-japan a kj:State }") is True
    assert graph.ask("ASK { kjr:state-japan a kj:Person }") is False
    with pytest.raises(QueryError):
        graph.ask("SELECT * WHERE { ?s ?p ?o }")


def test_open_from_cache_gives_the_same_graph(graph: KnowledgeGraph) -> None:
    with kj_graph.open() as first, kj_graph.open() as second:
        assert len(first) == len(second) == len(graph)


def test_open_files_instead_or_in_addition(tmp_path: Path, graph: KnowledgeGraph) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(OTHER)
    with kj_graph.open(str(path)) as alone:
        assert alone.ask("ASK { kjr:event-mine kj:latest '2024-02-29'^^xsd:date }")
        assert not alone.ask("ASK { kjr:state-japan a kj:State }")
    with kj_graph.open(add=[str(path)]) as both:
        assert both.ask("ASK { kjr:event-mine kj:date ?d . kjr:state-japan a kj:State }")
        assert len(both) > len(graph)


def test_what_is_added_is_not_also_inferred(tmp_path: Path) -> None:
    path = tmp_path / "added.nt"
    proposal = f"<{v.KJR}claim-kjfvd-2025-new-terminology>"
    path.write_text(f"{proposal} <{v.KJ}claimKind> <{v.KJR}claim-kind-proposal> .\n")
    with kj_graph.open(add=[str(path)]) as both:
        kinds = both.store.quads(predicate=v.kj("claimKind"))
        graphs = [quad.graph_name for quad in kinds if str(quad.subject) == proposal]
        assert graphs == [v.ADDED]


@pytest.mark.parametrize("suffix", [".nt", ".jsonld", ".ttl"])
def test_other_formats_open(tmp_path: Path, graph: KnowledgeGraph, suffix: str) -> None:
    form = {".nt": "ntriples", ".jsonld": "jsonld", ".ttl": "turtle"}[suffix]
    path = tmp_path / f"all{suffix}"
    path.write_text(graph.export(form), encoding="utf-8")
    with kj_graph.open(str(path)) as again:
        assert set(again.triples()) == set(graph.triples())


def test_missing_and_malformed_files(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        kj_graph.open(str(tmp_path / "none.ttl"))
    bad = tmp_path / "bad.ttl"
    bad.write_text("@prefix kj: <http://x/> .\nkj:a kj:b \n")
    with pytest.raises(InputError, match=r"bad\.ttl:\d+:\d+"):
        kj_graph.open(str(bad))
    with pytest.raises(InputError, match="unknown kind"):
        kj_graph.open(str(tmp_path / "x.docx"))


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("SELECT ?s WHERE { ?s ?p }", "line 1, column 26: .*missing before"),
        ("SELECT ?s\nWHERE { ?s nope:p ?o }", "'nope:' is not declared"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "an update"),
        ("DELETE WHERE { ?s ?p ?o }", "an update"),
        ("   ", "empty"),
    ],
)
def test_bad_queries(graph: KnowledgeGraph, query: str, where: str) -> None:
    with pytest.raises(QueryError, match=where):
        graph.query(query)


def test_describe(graph: KnowledgeGraph) -> None:
    about = graph.describe("agreement-basic-treaty-1965")
    told = about.to_dict()
    assert {name["lang"] for name in told["names"]} == {"en", "ko", "ja"}
    kinds = [act["kind"] for act in told["life"]]
    assert kinds[0] == "signed"
    assert "entered into force" in kinds
    assert {actor["party"] for actor in told["life"][0]["actors"]} == {"Japan", "Republic of Korea"}
    dated = next(act for act in told["life"] if act["kind"] == "entered into force")
    assert dated["date"] == "1965-12-18"
    assert dated["evidence"]


def test_describe_in_a_notebook(graph: KnowledgeGraph) -> None:
    shown = graph.describe("agreement-basic-treaty-1965")._repr_html_()
    assert shown.startswith('<pre lang="en">Treaty on Basic Relations')
    assert "1965-12-18" in shown


def test_describe_tells_what_sources_give_otherwise(graph: KnowledgeGraph) -> None:
    other = {"value": "2014-12-28", "property": v.KJ + "date"}
    act = graph.describe("life-tisa-2014-signed")
    (told,) = act.to_dict()["differing"]
    assert other.items() <= told.items()
    assert [each["verification"] for each in told["evidence"]] == ["disputed"]
    signed = next(act for act in graph.describe("agreement-tisa-2014").to_dict()["life"] if act["kind"] == "signed")
    assert [each["value"] for each in signed["differing"]] == ["2014-12-28"]
    assert not any(each["verification"] == "disputed" for each in signed["evidence"])
    for thing in ("life-tisa-2014-signed", "agreement-tisa-2014"):
        shown = graph.describe(thing)._repr_html_()
        assert re.search(r"\n +2014-12-28 \[\d+ sources differ\]\n", shown), thing


def test_describe_gives_what_the_editors_remark_on_evidence(graph: KnowledgeGraph) -> None:
    about = graph.describe("agreement-camp-david-principles-2023")
    (binding,) = (each for each in about.to_dict()["statements"] if each["propertyLabel"] == "bindingness")
    (reading,) = (each for each in binding["evidence"] if each["verification"] == "unverified")
    (remark,) = reading["notes"]
    assert remark["lang"] == "en"
    assert remark["text"].startswith("No words on binding force were found.")
    shown = " ".join(about._repr_html_().split())
    assert f"bindingness, unverified: {remark['text']}" in shown
    assert "editors&#x27; note: Read together:" in shown


def test_describe_shows_the_editors_reading_apart(graph: KnowledgeGraph) -> None:
    about = graph.describe("claim-kjfvd-2025-significance-of-camp-david-agreements")
    assert len(about.links) == 3
    assert not any(each.property == v.kj("concerns") for each in about.statements)


def test_describe_triples_hold_life_and_evidence(graph: KnowledgeGraph) -> None:
    found = graph.describe_triples("agreement-basic-treaty-1965")
    subjects = {str(triple.subject) for triple in found}
    assert any("life-" in subject for subject in subjects)
    assert any("passage-" in subject for subject in subjects)


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("방화벽", "area-firewall-spillover"),
        ("ファイアウォール", "area-firewall-spillover"),
        ("lng", "area-lng"),
        ("ＬＮＧ", "area-lng"),
        ("Dokdo", "area-liancourt-rocks"),
        ("takeshima", "area-liancourt-rocks"),
        ("독도", "area-liancourt-rocks"),
        ("竹島", "area-liancourt-rocks"),
        ("기시다 후미오", "person-fumio-kishida"),
        ("岸田文雄", "person-fumio-kishida"),
        ("claims agreement 1965", "agreement-claims-1965"),
    ],
)
def test_search_finds_in_any_script(graph: KnowledgeGraph, text: str, slug: str) -> None:
    assert slug in [hit.thing.value.removeprefix(v.KJR) for hit in graph.search(text, 5)]


def test_search_of_nothing(graph: KnowledgeGraph) -> None:
    assert graph.search("") == []
    assert graph.search("zzzz-no-such-name") == []


def test_resolve(graph: KnowledgeGraph) -> None:
    japan = graph.resolve("kjr:state-japan")
    assert japan == graph.resolve("state-japan") == graph.resolve(japan.value) == graph.resolve(f"<{japan.value}>")
    assert graph.resolve("大韓民国").value.endswith("state-republic-of-korea")
    with pytest.raises(UnknownNameError, match="state-japan"):
        graph.resolve("state-japn")
    with pytest.raises(UnknownNameError):
        graph.resolve("http://not a valid iri")


def test_language_of_labels(graph: KnowledgeGraph) -> None:
    korean = KnowledgeGraph(graph.store, "ko")
    assert korean.label("state-republic-of-korea") == "대한민국"
    assert korean.labeller.label(korean.resolve("state-japan")).language == "ko"
    with pytest.raises(UsageError):
        KnowledgeGraph(graph.store, "fr")


def test_results_for_notebooks_and_pandas(graph: KnowledgeGraph) -> None:
    answer = graph.query("proposals")
    assert isinstance(answer, Solutions)
    assert '<table lang="en">' in answer._repr_html_()
    assert "<script" not in answer._repr_html_()
    assert answer.to_dicts()[0].keys() == set(answer.variables)
    frame = answer.to_pandas()
    assert list(frame.columns) == list(answer.variables)
    assert len(frame) == len(answer) == len(answer.to_csv().splitlines()) - 1
    assert answer.to_csv() == answer.to_csv()
    assert "kj-graph" in graph._repr_html_()


def test_to_rdflib_reads_the_same_store(graph: KnowledgeGraph) -> None:
    shared_graph = graph.to_rdflib()
    assert isinstance(shared_graph, rdflib.Graph)
    rows = list(shared_graph.query("SELECT ?s WHERE { ?s a <https://w3id.org/kj-graph/ontology#State> }"))
    assert len(rows) == len(graph.query("SELECT ?s WHERE { ?s a kj:State }"))  # type: ignore[arg-type]
    assert (rdflib.URIRef(v.KJR + "state-japan"), rdflib.RDF.type, rdflib.URIRef(v.KJ + "State")) in shared_graph


def test_to_networkx(graph: KnowledgeGraph) -> None:
    network = graph.to_networkx()
    assert isinstance(network, networkx.MultiDiGraph)
    japan = v.KJR + "state-japan"
    assert network.nodes[japan] == {"label": "Japan", "kind": "State", "slug": "state-japan"}
    assert network.has_edge(v.KJR + "agreement-basic-treaty-1965", japan, key="party")
    assert network.has_edge(v.KJR + "agreement-basic-treaty-1965", v.KJR + "person-lee-dong-won", key="representative")
    kinds = {data["kind"] for _, data in network.nodes(data=True)}
    assert not kinds & {"Evidence", "Passage", "Source", "LifeEvent"}
    assert any(key == "editorial" for _, _, key in network.edges(keys=True))
    assert list(network) == list(graph.to_networkx())
