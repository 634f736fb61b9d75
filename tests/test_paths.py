"""How two things are connected: known pairs, what is left out, and what holds for any pair."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

import kj_graph
from kj_graph import vocabulary as v
from kj_graph.cli import main
from kj_graph.display.routes import draw_paths
from kj_graph.display.tables import measure_width
from kj_graph.errors import UnknownNameError, UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.network import NODE_CLASSES
from kj_graph.paths import Neighbours, find_routes
from kj_graph.paths.readings import Name, choose_particle, list_readings, quote_name, read_relation
from kj_graph.paths.relations import COMPOSED, DIRECT
from kj_graph.store.embedded import EmbeddedStore, load_shipped

if TYPE_CHECKING:
    from pathlib import Path

FIREWALLS, ALASKA = "claim-kjfvd-2025-firewalls", "event-alaska-lng-2025"
ICEBREAKING = "claim-kjfvd-2025-icebreaking-lng-carriers"
JUDGMENT = "event-supreme-court-2018-10-30"
ONE_REPORT = """@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
kjr:claim-a a kj:Claim ; skos:prefLabel "A claim"@en .
kjr:event-b a kj:Event ; skos:prefLabel "An event"@en .
kjr:source-report a kj:Source ; dcterms:title "The report"@en .
kjr:passage-1 a kj:Passage ; kj:ofSource kjr:source-report ; kj:locator "paragraph 1" .
kjr:passage-2 a kj:Passage ; kj:ofSource kjr:source-report ; kj:locator "paragraph 2" .
kjr:evidence-a a kj:Evidence ; kj:about kjr:claim-a ; kj:passage kjr:passage-1 .
kjr:evidence-b a kj:Evidence ; kj:about kjr:event-b ; kj:passage kjr:passage-2 .
"""


def relations_of(route: object) -> list[str]:
    return [step.relations[0].property for step in route.steps]


def slugs(route: object) -> list[str]:
    return [thing.removeprefix(v.KJR) for thing in route.things]


def test_every_relation_in_the_data_has_its_sentences(graph: KnowledgeGraph) -> None:
    neighbours = Neighbours(graph.store)
    used = {
        quad.predicate.value.rpartition("#")[2]
        for quad in graph.store.quads()
        if quad.graph_name == v.CURATED
        and isinstance(quad.object, NamedNode)
        and quad.predicate.value.startswith((v.KJ, v.SKOS + "broader"))
        and neighbours.kind(str(quad.subject.value))
        and neighbours.kind(quad.object.value) not in ("", "Source")
    }
    assert used <= {*DIRECT, "broader"}
    assert set(list_readings()) == {*DIRECT, *COMPOSED, "broader"}


@pytest.mark.parametrize("relation", sorted({*DIRECT, *COMPOSED, "broader"}))
def test_sentences_name_both_things_in_both_directions(relation: str) -> None:
    for language in ("en", "ko", "ja"):
        sentences = [
            read_relation(relation, language, Name("갑을"), Name("병정무"), inverse=inverse)
            for inverse in (False, True)
        ]
        for sentence in sentences:
            assert sentence.count("갑을") == sentence.count("병정무") == 1
            assert "{" not in sentence
            assert not re.search(r"[은이을과]\(", sentence)
        told = list_readings()[relation][language]
        assert told["forward"].count("{a") == told["inverse"].count("{b") == 1


@pytest.mark.parametrize(
    ("name", "particle", "expected"),
    [
        ("합의", "은", "는"),
        ("협정", "은", "은"),
        ("일본", "이", "이"),
        ("미국", "으로", "으로"),
        ("서울", "으로", "로"),
        ("대화", "으로", "로"),
        ("GSOMIA", "을", "를"),
        ("FTA 2", "이", "가"),
        ("RCEP 협정 (2020)", "은", "은"),
        ("WTO 분쟁 DS495", "과", "와"),
        ("「金大中」", "이", "이(가)"),
        ("‘협정’", "과", "과"),
    ],
)
def test_korean_particles_follow_the_sound(name: str, particle: str, expected: str) -> None:
    assert choose_particle(name, particle) == expected


def test_quotation_marks_nest() -> None:
    assert quote_name('"Firewalls" matter', "en") == "“‘Firewalls’ matter”"
    assert quote_name("「壁」の重要性", "ja") == "「『壁』の重要性」"


def test_two_leaders_meet_and_sign(graph: KnowledgeGraph) -> None:
    paths = graph.path("Kim Dae-jung", "小渕恵三", most=10)
    assert {"event-summit-1998-10", "agreement-joint-declaration-1998"} <= {slugs(route)[1] for route in paths}
    assert paths.routes[0].kind == "stated"
    assert len(paths.routes[0].steps) == 2
    summit = next(path for path in paths.to_dict()["paths"] if "summit-1998-10" in path["things"][1]["iri"])
    first = summit["steps"][0]["statements"][0]
    assert first["text"] == "Kim Dae-jung took part in “Kim Dae-jung–Obuchi summit”"
    assert first["evidence"]
    assert all(each["sourceTitle"] for each in first["evidence"])


def test_camp_david_and_icebreaking_carriers(graph: KnowledgeGraph) -> None:
    paths = graph.path("Camp David Principles", ICEBREAKING)
    assert len(paths) >= 1
    for route in paths:
        assert 1 <= len(route.steps) <= 4
        if route.kind != "weak":
            assert "state-" not in " ".join(slugs(route))


def test_gsomia_and_the_judgment_of_2018(graph: KnowledgeGraph) -> None:
    paths = graph.path("GSOMIA", JUDGMENT)
    assert len(paths) >= 1
    assert all("state-" not in slug for slug in slugs(paths.routes[0])[1:-1])


def test_editors_readings_are_marked_and_can_be_left_out(graph: KnowledgeGraph) -> None:
    paths = graph.path(FIREWALLS, ALASKA)
    assert paths.routes[0].kind == "editorial"
    told = paths.to_dict()["paths"][0]["steps"][-1]
    assert told["editorial"]
    assert told["statements"][0]["reason"]
    assert not told["statements"][0]["evidence"]
    assert "editors' reading" in draw_paths(paths, 80)
    without = graph.path(FIREWALLS, ALASKA, editorial=False)
    assert without.routes
    assert all("editorial" not in relations_of(route) for route in without)


def test_only_in_the_same_report(graph: KnowledgeGraph) -> None:
    paths = graph.path("claim-kjfvd-2025-area-defence", "agreement-cptpp")
    first = paths.routes[0]
    assert first.kind == "source"
    assert relations_of(first) == ["source", "source"]
    assert "only occur in the same source" in paths.verdict(paths.teller)
    sentences = [paths.teller.tell_step(step)[0] for step in first.steps]
    assert all(sentence.evidence for sentence in sentences)
    assert all(record.source.value == first.things[1] for each in sentences for record in each.evidence)


def test_a_claim_and_an_event_of_one_report_only(tmp_path: Path) -> None:
    file = tmp_path / "report.ttl"
    file.write_text(ONE_REPORT, encoding="utf-8")
    with kj_graph.open(str(file)) as graph:
        paths = graph.path("claim-a", "event-b")
        assert [route.kind for route in paths] == ["source"]
        assert slugs(paths.routes[0]) == ["claim-a", "source-report", "event-b"]
        assert "only occur in the same source" in " ".join(draw_paths(paths, 80).split())
        assert "paragraph 2" in draw_paths(paths, 80)


def test_what_very_many_share_explains_little(graph: KnowledgeGraph) -> None:
    paths = graph.path("agreement-working-holiday-1998", "person-park-chung-hee")
    assert {route.kind for route in paths} == {"weak"}
    assert "explains little" in " ".join(draw_paths(paths, 80).split())
    thing, many = paths.routes[0].shared[0]
    assert many == Neighbours(graph.store).degree(thing) > 30


def test_none_is_an_answer(graph: KnowledgeGraph) -> None:
    paths = graph.path("place-cambodia", "organization-posco", steps=3)
    assert not paths.routes
    assert "within 3 steps in this collection" in draw_paths(paths, 100)
    assert graph.path("GSOMIA", "지소미아").same
    assert "one and the same" in draw_paths(graph.path("GSOMIA", "지소미아"), 200)


def test_bounds_and_names_are_checked(graph: KnowledgeGraph) -> None:
    for bounds in ({"steps": 0}, {"steps": 7}, {"most": 0}, {"most": 11}):
        with pytest.raises(UsageError):
            graph.path("GSOMIA", "RCEP", **bounds)
    with pytest.raises(UnknownNameError, match="person-kim-dae-jung"):
        graph.path("GSOMIA", "Kim Taejung")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_routes_are_ways_of_the_data(graph: KnowledgeGraph, data: st.DataObject) -> None:
    things = sorted(
        quad.subject.value for name in NODE_CLASSES for quad in graph.store.quads(predicate=v.TYPE, value=v.kj(name))
    )
    start, end = data.draw(st.sampled_from(things)), data.draw(st.sampled_from(things))
    steps = data.draw(st.integers(1, 4))
    if start == end:
        return
    neighbours = Neighbours(graph.store)
    routes = find_routes(neighbours, start, end, steps=steps, most=5)
    for route in routes:
        assert route.things[0] == start
        assert route.things[-1] == end
        assert len(set(route.things)) == len(route.things)
        assert len(route.steps) <= max(steps, 2)
        for step in route.steps:
            for relation in step.relations:
                assert {relation.subject, relation.object} == {step.start, step.end}
                assert relation.property == "source" or relation in neighbours.relations(step.end)
    back = find_routes(Neighbours(graph.store), end, start, steps=steps, most=5)
    assert {route.things[::-1] for route in back} == {route.things for route in routes}
    shortest = [route for route in routes if len(route.steps) == 1]
    if any(relation.other(start) == end for relation in neighbours.relations(start)):
        assert shortest


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_text_fits_its_width(graph: KnowledgeGraph, language: str) -> None:
    paths = KnowledgeGraph(graph.store, language).path(FIREWALLS, ALASKA)
    for width in (40, 80, 120):
        assert max(map(measure_width, draw_paths(paths, width).splitlines())) <= width


def test_same_answer_in_every_process() -> None:
    command = [sys.executable, "-m", "kj_graph", "path", "GSOMIA", JUDGMENT, "--format", "json", "--most", "5"]
    answers = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        answers.add(subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout)
    assert len(answers) == 1
    told = json.loads(answers.pop())
    assert told["from"]["labelLang"] == "en"


def test_page_tells_three_languages_and_runs_nothing(graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "path.html"
    assert main(["path", FIREWALLS, ALASKA, "--lang", "ja", "--format", "html", "--output", str(path)]) == 0
    page = path.read_text(encoding="utf-8")
    assert '<html lang="ja">' in page
    assert page.count("<main lang=") == 3
    assert "<script" not in page
    assert "default-src 'none'" in page
    assert 'id="language-ja" checked' in page
    assert "editors&#39; reading" in page
    assert "編集者の解釈" in page
    assert not re.search(r"(src|href)=\"(?!https?://|data:,)", page)


def test_page_escapes_what_the_data_say() -> None:
    store = EmbeddedStore()
    load_shipped(store)
    thing = NamedNode(v.KJR + "event-alaska-lng-2025")
    for quad in list(store.oxigraph.quads_for_pattern(thing, v.PREF_LABEL, None)):
        store.oxigraph.remove(quad)
    evil = Literal('<script>alert("1")</script> {{ 7 * 7 }}', language="en")
    store.oxigraph.add(Quad(thing, v.PREF_LABEL, evil, v.CURATED))
    page = KnowledgeGraph(store).path(FIREWALLS, ALASKA).to_html()
    assert "<script" not in page
    assert "{{ 7 * 7 }}" in page


def test_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["path", "金大中", "小渕恵三", "--lang", "ja"]) == 0
    assert "金大中は「金大中・小渕日韓首脳会談」に参加した" in capsys.readouterr().out
    assert main(["path", "GSOMIA", "RCEP", "--steps", "9"]) == 2
    assert main(["path", "GSOMIA", "no-such-thing"]) == 5
    assert "Traceback" not in capsys.readouterr().err
