"""The figures of `kj-graph stats`, counted again in another way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, SKOS, URIRef

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.cli import main
from kj_graph.graph import KnowledgeGraph
from kj_graph.opening import open_graph
from kj_graph.statistics import LEFT_OUT, NAMED_CLASSES, TIERS

# Made up for the test: one agreement, two acts, three sources.
WORLD = """
@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

kjr:agreement-a a kj:Agreement ; skos:prefLabel "A"@en , "가"@ko , "あ"@ja ; skos:note "No statement"@en ;
    kj:instrumentKind kjr:kind-treaty ; kj:party kjr:state-one , kjr:state-two ; kj:rokTreatyNumber "7" .
kjr:state-one a kj:State ; skos:prefLabel "One"@en .
kjr:state-two a kj:State ; skos:prefLabel "Two"@en , "둘"@ko .
kjr:life-a a kj:LifeEvent ; kj:ofAgreement kjr:agreement-a ; kj:lifeKind kjr:life-kind-signed ;
    kj:date "1965-06-22"^^xsd:date ; kj:place kjr:place-x .
kjr:life-b a kj:LifeEvent ; kj:ofAgreement kjr:agreement-a ; kj:lifeKind kjr:life-kind-in-force ;
    kj:date "1965-12-18"^^xsd:date .
kjr:area-top a kj:PolicyArea . kjr:area-else a kj:PolicyArea .
kjr:area-low a kj:PolicyArea ; skos:broader kjr:area-top .
kjr:coverage-top a kj:Coverage ; kj:policyArea kjr:area-top .

kjr:source-text a kj:Source ; kj:tier kjr:tier-official-text ; kj:textSha256 "00" .
kjr:source-press a kj:Source ; kj:tier kjr:tier-press .
kjr:passage-text a kj:Passage ; kj:ofSource kjr:source-text ; kj:sha256 "00" .
kjr:passage-press a kj:Passage ; kj:ofSource kjr:source-press .
kjr:evidence-1 a kj:Evidence ; kj:about kjr:agreement-a ; kj:onProperty kj:party ; kj:onValue kjr:state-one ;
    kj:passage kjr:passage-press .
kjr:evidence-2 a kj:Evidence ; kj:about kjr:agreement-a ; kj:onProperty kj:party ; kj:passage kjr:passage-text .
kjr:evidence-3 a kj:Evidence ; kj:about kjr:agreement-a ; kj:onProperty skos:prefLabel ; kj:onValue "가"@ko ;
    kj:verification kjr:verification-own-translation .
kjr:evidence-4 a kj:Evidence ; kj:about kjr:life-a ; kj:passage kjr:passage-press .
kjr:evidence-5 a kj:Evidence ; kj:about kjr:life-a ; kj:onProperty kj:date ; kj:passage kjr:passage-text .
kjr:evidence-6 a kj:Evidence ; kj:about kjr:life-a ; kj:onProperty kj:date ; kj:onValue "1965-06-23"^^xsd:date ;
    kj:passage kjr:passage-press ; kj:verification kjr:verification-disputed .
kjr:evidence-7 a kj:Evidence ; kj:about kjr:life-b ; kj:onProperty kj:date ; kj:passage kjr:passage-text ;
    kj:verification kjr:verification-unverified .
"""

# Made up too: one position told by press and by its holder, one told by the other side, one by a court, one of which
# only the day is its holder's.
POSITIONS = """
@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .

kjr:state-one a kj:State . kjr:state-two a kj:State .
kjr:source-press a kj:Source ; kj:tier kjr:tier-press .
kjr:passage-press a kj:Passage ; kj:ofSource kjr:source-press .
kjr:matter-m a kj:ContestedMatter .
kjr:source-own a kj:Source ; kj:tier kjr:tier-own-statement .
kjr:source-court a kj:Source ; kj:tier kjr:tier-court-record .
kjr:passage-own a kj:Passage ; kj:ofSource kjr:source-own ; kj:speaker kjr:state-one .
kjr:passage-court a kj:Passage ; kj:ofSource kjr:source-court ; kj:speaker kjr:state-two .
kjr:position-own a kj:Position ; kj:onMatter kjr:matter-m ; kj:heldBy kjr:state-one ; kj:formulation "x"@en .
kjr:evidence-8 a kj:Evidence ; kj:about kjr:position-own ; kj:onProperty kj:formulation ; kj:passage kjr:passage-press .
kjr:evidence-9 a kj:Evidence ; kj:about kjr:position-own ; kj:onProperty kj:formulation ; kj:passage kjr:passage-own .
kjr:position-told a kj:Position ; kj:onMatter kjr:matter-m ; kj:heldBy kjr:state-two ; kj:formulation "x"@en .
kjr:evidence-10 a kj:Evidence ; kj:about kjr:position-told ; kj:onProperty kj:formulation ;
    kj:passage kjr:passage-own .
kjr:position-court a kj:Position ; kj:onMatter kjr:matter-m ; kj:heldBy kjr:state-one ; kj:formulation "x"@en .
kjr:evidence-11 a kj:Evidence ; kj:about kjr:position-court ; kj:passage kjr:passage-court .
kjr:position-day a kj:Position ; kj:onMatter kjr:matter-m ; kj:heldBy kjr:state-one ; kj:formulation "x"@en .
kjr:evidence-12 a kj:Evidence ; kj:about kjr:position-day ; kj:onProperty kj:from ; kj:passage kjr:passage-own .
kjr:evidence-13 a kj:Evidence ; kj:about kjr:position-day ; kj:onProperty kj:formulation ;
    kj:passage kjr:passage-own ; kj:verification kjr:verification-unverified .
"""


@pytest.fixture
def world(tmp_path: Path) -> KnowledgeGraph:
    path = tmp_path / "world.ttl"
    path.write_text(WORLD, encoding="utf-8")
    return open_graph(str(path))


@pytest.fixture(scope="module")
def copy() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in resources.data_files():
        graph.parse(path)
    return graph


def test_statements_of_a_small_world(world: KnowledgeGraph) -> None:
    said = world.stats().to_dict()["statements"]
    # Two parties, a number without evidence, two dates, a place that only the evidence for the act as a whole bears.
    assert {name: said[name] for name in ("total", "seen", "unverified", "silent", "disputed")} == {
        "total": 6,
        "seen": 4,
        "unverified": 1,
        "silent": 1,
        "disputed": 1,
    }
    assert {tier: count for tier, count in said["byTier"].items() if count} == {"official-text": 2, "press": 2}


def test_names_of_a_small_world(world: KnowledgeGraph) -> None:
    names = world.stats().to_dict()["names"]
    assert names["things"] == 7
    assert names["with"] == {"en": 3, "ko": 2, "ja": 1}
    assert names["withAll"] == 1
    assert names["ownTranslation"] == {"en": 0, "ko": 1, "ja": 0}


def test_life_sources_and_coverage_of_a_small_world(world: KnowledgeGraph) -> None:
    figures = world.stats().to_dict()
    assert figures["lifeEvents"]["onWantedTiers"] == 1
    assert figures["lifeEvents"]["notSeen"] == 1
    assert (figures["sources"]["total"], figures["sources"]["withDigest"]) == (2, 1)
    assert figures["coverage"] == {"statements": 1, "areas": 3, "areasCovered": 2}


def test_own_words_of_a_small_world(tmp_path: Path) -> None:
    path = tmp_path / "positions.ttl"
    path.write_text(POSITIONS, encoding="utf-8")
    figures = open_graph(str(path)).stats().to_dict()["positions"]
    assert (figures["total"], figures["ownWords"], figures["ownWordsOrCourtRecord"]) == (4, 1, 2)
    assert (figures["notSeen"], figures["onWantedTiers"], figures["byTier"]["own-statement"]) == (1, 1, 2)


def test_own_words_counted_again(graph: KnowledgeGraph, copy: rdflib.Graph) -> None:
    figures = graph.stats().to_dict()["positions"]
    asked = """
        SELECT (COUNT(DISTINCT ?position) AS ?positions) WHERE {
          ?position a kj:Position ; kj:heldBy ?holder . ?evidence kj:about ?position ; kj:passage ?passage .
          FILTER NOT EXISTS { ?evidence kj:verification kjr:verification-unverified }
          FILTER NOT EXISTS { ?evidence kj:onProperty ?other . FILTER(?other != kj:formulation) }
          %s
        }"""
    own = "?passage kj:speaker ?holder ."
    record = "?passage kj:ofSource/kj:tier kjr:tier-court-record ."
    for key, pattern in (("ownWords", own), ("ownWordsOrCourtRecord", f"{{ {own} }} UNION {{ {record} }}")):
        rows = list(copy.query(asked % pattern, initNs={"kj": v.KJ, "kjr": v.KJR}))
        assert int(rows[0][0]) == figures[key], key  # type: ignore[index, arg-type]
    assert 0 < figures["ownWords"] <= figures["ownWordsOrCourtRecord"] <= figures["total"]


def test_tiers_are_those_of_the_ontology() -> None:
    concepts = rdflib.Graph().parse(resources.ontology_files()[1])
    known = {str(tier) for tier in concepts.subjects(SKOS.inScheme, URIRef(v.KJR + "scheme-tiers"))}
    assert {v.KJR + "tier-" + tier for tier in TIERS} == known


def test_names_counted_again(graph: KnowledgeGraph, copy: rdflib.Graph) -> None:
    names = graph.stats().to_dict()["names"]
    things = {thing for name in NAMED_CLASSES for thing in copy.subjects(RDF.type, URIRef(v.KJ + name))}
    languages = {thing: {label.language for label in copy.objects(thing, SKOS.prefLabel)} for thing in things}
    assert names["things"] == len(things) > 100
    for language in ("en", "ko", "ja"):
        assert names["with"][language] == sum(language in each for each in languages.values())
    own = copy.query(
        """
        SELECT (COUNT(DISTINCT ?thing) AS ?things) WHERE {
          ?evidence kj:verification kjr:verification-own-translation ; kj:about ?thing ; kj:onValue ?name .
          ?thing skos:prefLabel ?name . FILTER(LANG(?name) = "ko")
        }""",
        initNs={"kj": v.KJ, "kjr": v.KJR, "skos": SKOS},
    )
    assert [int(row[0]) for row in own] == [names["ownTranslation"]["ko"]]  # type: ignore[index, arg-type]


def test_statements_counted_again(graph: KnowledgeGraph, copy: rdflib.Graph) -> None:
    said = graph.stats().to_dict()["statements"]
    kj, kjr = rdflib.Namespace(v.KJ), rdflib.Namespace(v.KJR)
    aside = {kj[name] for name in ("Source", "Passage", "Evidence", "EditorialLink", "Coverage", "PolicyArea")}
    things = {
        thing for thing, kind in copy.subject_objects(RDF.type) if str(kind).startswith(v.KJ) and kind not in aside
    }
    counts = {"total": 0, "seen": 0, "unverified": 0}
    for thing in things:
        evidence = [each for each in copy.subjects(kj.about, thing) if (each, kj.linksTo, None) not in copy]
        for named, value in copy.predicate_objects(thing):
            if str(named) in LEFT_OUT:
                continue
            counts["total"] += 1
            on = [each for each in evidence if (each, kj.onProperty, named) in copy]
            chosen = (
                [each for each in on if (each, kj.onValue, value) in copy]
                or [each for each in on if (each, kj.onValue, None) not in copy]
                or [each for each in evidence if (each, kj.onProperty, None) not in copy]
            )
            unverified = {each for each in chosen if (each, kj.verification, kjr["verification-unverified"]) in copy}
            if any((each, kj.passage, None) in copy and each not in unverified for each in chosen):
                counts["seen"] += 1
            elif unverified:
                counts["unverified"] += 1
    assert counts == {name: said[name] for name in counts}
    assert said["total"] == said["seen"] + said["unverified"] + said["silent"] > 500
    assert 0 < sum(said["byTier"].values()) <= said["seen"]


def test_command_prints_the_same_figures(
    world: KnowledgeGraph, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["stats", "--data", str(tmp_path / "world.ttl")]
    assert main([*arguments, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == world.stats().to_dict()
    assert main(arguments) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "seen in a source 4 66.7 %" in lines
    assert "names in ko that are our own translation 1 50.0 %" in lines


@pytest.mark.parametrize(
    ("part", "thing_class", "well_rested"),
    [("lifeEvents", "kj:LifeEvent", "onWantedTiers"), ("positions", "kj:Position", "ownWordsOrCourtRecord")],
)
def test_what_rests_on_less_can_be_asked_for(
    graph: KnowledgeGraph, part: str, thing_class: str, well_rested: str
) -> None:
    figures = graph.stats().to_dict()[part]
    rows = graph.query("weaker-sources", {"class": thing_class}).to_dicts()
    assert len(rows) == figures["total"] - figures[well_rested]
