"""The gap map and the firewalls, counted again from the data by hand-written SPARQL and plain Python."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from asking import ask

from kj_graph import vocabulary as v
from kj_graph.errors import UsageError
from kj_graph.gaps.areas import read_words
from kj_graph.gaps.firewalls import SIGNS, SPANS
from kj_graph.gaps.sheet import break_text, measure_text
from kj_graph.graph import KnowledgeGraph
from kj_graph.labels import LANGUAGES
from kj_graph.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from pathlib import Path

    from kj_graph.gaps import Firewalls, GapMap

R = v.KJR
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def day(graph: KnowledgeGraph) -> GapMap:
    return graph.gaps(day="2019-12-31")


@pytest.fixture(scope="module")
def years(graph: KnowledgeGraph) -> GapMap:
    return graph.gaps(years="2013-2016")


@pytest.fixture(scope="module")
def walls(graph: KnowledgeGraph) -> Firewalls:
    return graph.firewalls()


def test_agreements_of_both_are_counted_from_their_lives(graph: KnowledgeGraph, day: GapMap) -> None:
    """Read the lives of agreements of the two alone, whose rules are plain: in force and not ended."""
    rows = ask(
        graph,
        """SELECT ?a ?kind ?earliest ?area WHERE { ?a a kj:Agreement ; kj:policyArea ?area .
        ?act kj:ofAgreement ?a ; kj:lifeKind ?kind ; kj:earliest ?earliest .
        FILTER NOT EXISTS { ?a kj:party ?p FILTER(?p NOT IN (kjr:state-japan, kjr:state-republic-of-korea)) }
        ?a kj:party kjr:state-japan , kjr:state-republic-of-korea }""",
    )
    lives: dict[str, dict[str, str]] = defaultdict(dict)
    filed: dict[str, set[str]] = defaultdict(set)
    for agreement, kind, earliest, area in rows:
        lives[agreement][kind.rpartition("life-kind-")[2]] = earliest
        filed[agreement].add(area)
    ends = ("terminated", "expired", "replaced")
    checked = 0
    for agreement, life in lives.items():
        ended = min((life[kind] for kind in ends if kind in life), default="9999")
        begun = life.get("in-force", "9999") <= "2019-12-31" < ended
        made = (
            "in-force" not in life
            and min(life.get("signed", "9999"), life.get("issued", "9999")) <= "2019-12-31" < ended
        )
        for area in filed[agreement]:
            own = day._cells["2019-12-31"].get(area)
            assert (own is not None and agreement in own.force) == begun, agreement
            assert (own is not None and agreement in own.made) == made, agreement
            checked += begun or made
    assert checked > 80


def test_agreements_of_one_alone_do_not_count(graph: KnowledgeGraph, day: GapMap) -> None:
    counted = {each for row in day.to_table().rows for each in row["agreements"]}
    assert R + "agreement-basic-treaty-1965" in counted
    assert R + "agreement-cptpp" not in counted
    for agreement in counted:
        assert graph.ask(f"ASK {{ <{agreement}> kj:party kjr:state-japan , kjr:state-republic-of-korea }}")


def test_proposals_are_open_until_an_act_closes_them(graph: KnowledgeGraph) -> None:
    closed = {
        proposal: (when, area)
        for proposal, when, area in ask(
            graph,
            """SELECT ?p ?when ?area WHERE { ?c kj:ofProposal ?p ; kj:proposalStatus ?s ; kj:latest ?when .
            ?p kj:policyArea ?area . FILTER(?s IN (kjr:proposal-status-implemented, kjr:proposal-status-rejected))
            FILTER NOT EXISTS { ?other kj:ofProposal ?p FILTER(?other != ?c) } }""",
        )
    }
    assert closed
    proposal, (when, area) = min(closed.items())
    before = f"{int(when[:4]) - 1}-12-31"
    began = ask(graph, f"SELECT (MIN(STR(?d)) AS ?m) WHERE {{ <{proposal}> kj:arisesLatest ?d }}")[0][0]
    if began <= before:
        assert proposal in graph.gaps(day=before).cell(before, area).open
    later = f"{int(when[:4]) + 1}-01-01"
    assert proposal not in graph.gaps(day=later).cell(later, area).open


def test_gaps_are_those_of_the_saved_question(graph: KnowledgeGraph) -> None:
    found = graph.gaps()
    rows = {row["area"]: row for row in found.to_table().rows}
    none = {area for area, row in rows.items() if row["gap"] == "none found"}
    asked = {area for area, _ in ask(graph, "areas-without-agreement")}
    assert R + "area-shipbuilding" in none
    # The question counts agreements of any party; the map those of both, and only proposals still open.
    assert all(rows[area]["open"] == 0 or area in none for area in asked if area in rows)
    assert all(rows[area]["force"] == rows[area]["made"] == 0 < rows[area]["open"] for area in none)


def test_an_area_of_the_first_order_counts_those_below_once(years: GapMap) -> None:
    economy = years.cell("2016-12-31", R + "area-economy")
    below = [years._cells["2016-12-31"].get(area) for area in years.areas.below(R + "area-economy")]
    assert economy.force == {each for cell in below if cell for each in cell.force}
    assert len(economy.force) < sum(len(cell.force) for cell in below if cell)


def test_years_are_counted_on_their_last_day(graph: KnowledgeGraph, years: GapMap) -> None:
    assert years.days == ["2013-12-31", "2014-12-31", "2015-12-31", "2016-12-31"]
    area = R + "area-intelligence-sharing"
    assert [len(years.cell(each, area).force) for each in years.days] == [0, 1, 1, 2]
    assert graph.gaps(years="2026").days == ["2026-11-26"]
    moment = graph.as_of("2016-12-31").gaps()
    assert moment.days == ["2016-12-31"]
    assert moment.cell("2016-12-31", area).force == years.cell("2016-12-31", area).force


def test_signs_are_those_the_data_mark(graph: KnowledgeGraph, walls: Firewalls) -> None:
    marked = ask(
        graph,
        """SELECT ?e ?course ?earliest ?latest ?area WHERE { ?e kj:cooperationCourse ?course ; kj:earliest ?earliest ;
        kj:latest ?latest ; kj:policyArea ?area }""",
    )
    expected = {
        (area, sign, event)
        for event, course, earliest, latest, area in marked
        if (sign := course.rpartition("course-")[2])
        and any(latest >= start and earliest < end for start, end in SPANS.values())
    }
    found = {
        (area, sign, thing)
        for (area, _, _), signs in walls.signs.items()
        for sign in ("stopped", "cut-back", "resumed", "went-on")
        for thing in signs.get(sign, ())
        if thing.startswith(R + "event-")
    }
    assert found == expected
    assert len(expected) > 30


def test_acts_and_meetings_have_signs_of_their_own(walls: Firewalls) -> None:
    swaps = R + "area-financial-cooperation"
    assert walls.find(swaps, 2015, "span-2012")["ended"] == {R + "agreement-swap-2006"}
    gsomia = walls.find(R + "area-intelligence-sharing", 2019, "span-2018")
    assert gsomia["notice"] == {R + "agreement-gsomia-2016"}
    assert R + "agreement-gsomia-2016" in gsomia["went-on"]
    assert "made" not in walls.find(R + "area-intelligence-sharing", 2016, "span-2012")
    met = walls.find(R + "area-bilateral-summitry", 2005, "span-2005")["met"]
    assert R + "event-summit-2005-06-20" in met
    assert not walls.signs.get((R + "area-bilateral-summitry", 2018, "span-2012"))


def test_what_was_not_looked_for_is_said(walls: Firewalls) -> None:
    defence = R + "area-defence-cooperation"
    assert not walls.is_covered(defence, 2005)
    assert walls.is_covered(defence, 2013)
    told = " ".join(walls.remarks)
    assert "Security and defence before 2012-06-29" in told
    assert "Silence is not absence" in told
    assert set(walls.unmarked) >= {2001, 2005, 2006}
    assert 2019 not in walls.unmarked


def test_tables_have_every_form(day: GapMap, walls: Firewalls) -> None:
    rows = list(csv.DictReader(io.StringIO(day.to_table().to_csv())))
    assert {row["day"] for row in rows} == {"2019-12-31"}
    told = json.loads(walls.to_table().to_json())["rows"]
    assert all(row["count"] == len(row["things"]) > 0 for row in told)
    shown = walls.to_display()
    assert set("".join(cell for row in shown.to_text() for cell in row[1:])) <= set(SIGNS.values())
    assert [column.key for column in day.to_display().columns][:2] == ["area", "force"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_drawings_are_whole_and_read_aloud(graph: KnowledgeGraph, language: str) -> None:
    own = KnowledgeGraph(graph.store, language)
    for drawn in (own.gaps(years="2018-2019").to_svg(), own.gaps(day="2019-12-31").to_svg(), own.firewalls().to_svg()):
        root = ET.fromstring(drawn)
        assert root.get("lang") == language
        title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert title.text
        assert description is not None
        assert len(description.text or "") > 60
        assert not re.search(r"(?:href|src)=|<script|url\((?!#)", drawn)
        width, height = float(root.get("width", "0")), float(root.get("height", "0"))
        for text in root.iter(f"{SVG}text"):
            size, x = float(text.get("font-size", "0")), float(text.get("x", "0"))
            wide = measure_text(text.text or "", size)
            left = x - wide / 2 if text.get("text-anchor") == "middle" else x
            assert left >= -1
            assert left + wide <= width + 30, text.text  # the measure is rather too wide
            assert 0 < float(text.get("y", "0")) < height


def test_words_are_there_in_three_languages() -> None:
    for word, texts in read_words().items():
        assert len(texts) == len(LANGUAGES), word
        holes = [set(re.findall(r"{(\w+)}", text)) for text in texts]
        assert holes[0] == holes[1] == holes[2], word


def test_lines_fit_and_are_few() -> None:
    long = "Forced labour issue; former workers from the Korean Peninsula"
    lines = break_text(long, 120, 9)
    assert len(lines) == 2
    assert all(measure_text(line, 9) <= 130 for line in lines)
    assert lines[-1].endswith("…")


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"years": "20-30"}, "no range of years"),
        ({"years": "2020-2010"}, "run backwards"),
        ({"years": "1900-1910"}, "begins on 1945-08-15"),
        ({"day": "1950-01-01", "area": "area-shipbuilding"}, "no agreement and no proposal"),
    ],
)
def test_what_does_not_fit_is_told_with_its_remedy(graph: KnowledgeGraph, given: dict[str, str], wrong: str) -> None:
    with pytest.raises(UsageError, match=wrong) as caught:
        graph.gaps(**given)
    assert caught.value.hint


def test_years_of_nothing_are_refused(graph: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="no dated event"):
        graph.firewalls(years="1900-1901")
    with pytest.raises(UsageError, match="two times"):
        graph.as_of("2019-01-01").gaps(years="2018-2019")


UNDATED = """@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .
kjr:area-x a kj:PolicyArea .
kjr:agreement-a a kj:Agreement ; kj:policyArea kjr:area-x ; kj:party kjr:state-japan , kjr:state-republic-of-korea .
"""


@pytest.mark.parametrize(("text", "wrong"), [(UNDATED, "date"), ("", "no policy areas")])
def test_a_graph_that_is_too_little_says_so(tmp_path: Path, text: str, wrong: str) -> None:
    path = tmp_path / "little.ttl"
    path.write_text(text, encoding="utf-8")
    store = EmbeddedStore()
    store.load(str(path), v.CURATED)
    little = KnowledgeGraph(store)
    for method in (little.gaps, little.firewalls):
        with pytest.raises(UsageError, match=wrong):
            method()
