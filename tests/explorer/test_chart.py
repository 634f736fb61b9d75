"""What follows of a place from the data alone, and what the page opens on: time, lanes, no more than can be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from explorer_sample import make_sample, make_wide, read_triples

from kj_graph.explorer import PageModel, build_model
from kj_graph.explorer.dates import Span, find_span, read_moment
from kj_graph.explorer.layout import Chart, arrange
from kj_graph.explorer.opening import MOST, choose_opening
from kj_graph.explorer.records import Step, Thing
from kj_graph.explorer.timescale import WIDTH
from kj_graph.resources import data_files, ontology_files


@pytest.fixture(scope="module")
def model() -> PageModel:
    return build_model(make_wide())


@pytest.fixture(scope="module")
def chart(model: PageModel) -> Chart:
    return arrange(model)


def test_a_graph_of_a_thousand_things_is_placed_without_a_step_of_forces(model: PageModel) -> None:
    assert len(model.nodes) >= 980
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from explorer_sample import make_wide\n"
        "from kj_graph.explorer import build_model\n"
        "from kj_graph.explorer.layout import arrange\n"
        "chart = arrange(build_model(make_wide()))\n"
        "print(len(chart.places), sorted({'networkx', 'numpy', 'pyvis'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(Path(__file__).parent)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == f"{len(model.nodes)} []"


def test_what_is_later_stands_farther_to_the_right(model: PageModel, chart: Chart) -> None:
    events = [node for node in model.nodes if node.startswith("event-wide-")]
    dates = {node: read_moment(dict(model.by_id[node].values)["date"].value) for node in events}
    places = [chart.places[node].x or 0.0 for node in sorted(events, key=lambda node: (dates[node], node))]
    assert places == sorted(places)
    assert places[-1] - places[0] > WIDTH / 3
    years = [x for _, x in chart.years]
    assert years == sorted(years)


def test_agreements_stand_in_the_lane_of_their_policy_area(model: PageModel, chart: Chart) -> None:
    checked = 0
    for node in model.nodes:
        areas = [target for name, target in model.by_id[node].relations if name == "policyArea"]
        if model.by_id[node].type == "Agreement" and len(areas) == 1 and areas[0] in chart.lanes:
            assert chart.places[node].lane == areas[0]
            checked += 1
    assert checked >= 50


def test_a_party_that_leaves_three_does_not_end_an_agreement() -> None:
    left = Step("life-x", "life-kind-terminated", "2020-01-01", (), ("state-a",), (), (), ())
    made = Step("life-y", "life-kind-in-force", "2010", (), (), (), (), ())
    parties = tuple(("party", f"state-{name}") for name in "abc")
    many = Thing("agreement-x", "x", "Agreement", {}, relations=parties, life=(made, left))
    two = Thing("agreement-y", "y", "Agreement", {}, relations=parties[:2], life=(made, left))
    assert find_span(many) == Span("2010", "", in_force=True)
    assert find_span(two) == Span("2010", "2020-01-01", in_force=True)


def test_the_opening_view_can_be_read_at_once(model: PageModel, chart: Chart) -> None:
    opening = choose_opening(model, chart)
    assert 40 < len(opening) <= 160 < MOST
    types = {model.by_id[node].type for node in opening}
    assert {"State", "Agreement", "Event", "ContestedMatter"} <= types
    assert not types & {"Person", "Organization", "Claim"}


def test_the_project_s_own_opening_tells_what_matters_and_leaves_the_loans_out() -> None:
    triples = [triple for path in (*ontology_files(), *data_files()) for triple in read_triples(Path(path))]
    model = build_model(triples)
    chart = arrange(model)
    opening = choose_opening(model, chart)
    assert len(opening) <= 110
    assert {
        "agreement-basic-treaty-1965",
        "agreement-claims-1965",
        "agreement-fisheries-1998",
        "agreement-joint-declaration-1998",
        "agreement-gsomia-2016",
        "event-kjfvd-2025",
        "matter-liancourt-rocks",
    } <= opening
    assert not any("loan" in node or "grant" in node for node in opening)
    assert sum(model.by_id[node].type == "Proposal" for node in opening) > 9
    # Every policy area has its lane, and no lane more bars than can be read.
    for lane in filter(None, chart.lanes):
        here = [node for node in opening if chart.places[node].lane == lane]
        assert 5 <= len(here) <= 20, lane


def test_a_small_graph_is_shown_whole() -> None:
    model = build_model(make_sample())
    assert choose_opening(model, arrange(model)) == set(model.nodes)


@pytest.mark.parametrize(
    ("written", "moment"), [("1965", 1965.5), ("1965-06", 1965.458), ("1965-06-22", 1965.473), ("--06", None)]
)
def test_dates_of_every_precision_have_a_moment(written: str, moment: float | None) -> None:
    assert read_moment(written) == (None if moment is None else pytest.approx(moment, abs=0.001))
