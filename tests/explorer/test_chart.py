"""Where things stand and what the page opens on: time, lanes, no overlap, no more than can be read."""

from __future__ import annotations

import itertools
import math
import subprocess
import sys
from pathlib import Path

import pytest
from explorer_sample import make_sample, make_wide, read_triples

from kj_graph.explorer import PageModel, build_model
from kj_graph.explorer.dates import Span, find_span, read_moment
from kj_graph.explorer.layout import PITCH, Chart, arrange
from kj_graph.explorer.opening import MOST, choose_opening
from kj_graph.explorer.records import Step, Thing
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


def test_nothing_covers_anything_in_a_wide_graph(chart: Chart) -> None:
    for one, other in itertools.combinations(chart.places.values(), 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= one.size + other.size, (one, other)


def test_what_is_later_stands_farther_to_the_right(model: PageModel, chart: Chart) -> None:
    events = [node for node in model.nodes if node.startswith("event-wide-")]
    dates = {node: read_moment(dict(model.by_id[node].values)["date"].value) for node in events}
    places = [chart.places[node].x for node in sorted(events, key=lambda node: (dates[node], node))]
    # A thing may give way by as much as two signs, never by more.
    assert all(later - earlier > -3 * PITCH for earlier, later in itertools.combinations(places, 2))
    assert places[-1] - places[0] > 1000
    years = [x for _, x in chart.years]
    assert years == sorted(years)


def test_agreements_stand_in_the_lane_of_their_policy_area(model: PageModel, chart: Chart) -> None:
    lanes = {lane.title: lane for lane in chart.lanes if lane.title}
    checked = 0
    for node in model.nodes:
        areas = [target for name, target in model.by_id[node].relations if name == "policyArea"]
        if model.by_id[node].type == "Agreement" and len(areas) == 1 and areas[0] in lanes:
            lane = lanes[areas[0]]
            assert lane.top <= chart.places[node].y <= lane.bottom
            checked += 1
    assert checked >= 50


def test_a_bar_has_its_row_for_itself_as_long_as_it_lasts() -> None:
    triples = [triple for path in (*ontology_files(), *data_files()) for triple in read_triples(Path(path))]
    model = build_model(triples)
    chart = arrange(model)
    years = dict(chart.years)
    rows: dict[int, list[tuple[int, float, str]]] = {}
    for node in model.nodes:
        span = find_span(model.by_id[node]) if model.by_id[node].type == "Agreement" else None
        if span and (span.in_force or span.end):
            end = math.inf if not span.end else years[int(span.end[:4]) + 1]
            rows.setdefault(chart.places[node].y, []).append((chart.places[node].x, end, node))
    assert sum(map(len, rows.values())) > 50
    for row in rows.values():
        for (_, end, one), (start, _, other) in itertools.pairwise(sorted(row)):
            assert end <= start + 100, (one, other)
            assert find_span(model.by_id[one]).end, (one, other)


def test_a_party_that_leaves_three_does_not_end_an_agreement() -> None:
    left = Step("life-x", "life-kind-terminated", "2020-01-01", (), ("state-a",), (), (), ())
    made = Step("life-y", "life-kind-in-force", "2010", (), (), (), (), ())
    parties = tuple(("party", f"state-{name}") for name in "abc")
    many = Thing("agreement-x", "x", "Agreement", {}, relations=parties, life=(made, left))
    two = Thing("agreement-y", "y", "Agreement", {}, relations=parties[:2], life=(made, left))
    assert find_span(many) == Span("2010", "", in_force=True)
    assert find_span(two) == Span("2010", "2020-01-01", in_force=True)


def test_lanes_follow_one_another_and_hold_every_thing_but_states(model: PageModel, chart: Chart) -> None:
    for one, other in itertools.pairwise(chart.lanes):
        assert one.bottom < other.top
    for node, place in chart.places.items():
        inside = any(lane.top <= place.y <= lane.bottom for lane in chart.lanes)
        assert inside != (model.by_id[node].type == "State"), node


def test_the_opening_view_can_be_read_at_once(model: PageModel, chart: Chart) -> None:
    opening = choose_opening(model, chart)
    assert 100 < len(opening) <= MOST <= 400
    types = {model.by_id[node].type for node in opening}
    assert {"State", "Agreement", "Event", "ContestedMatter", "PolicyArea"} <= types
    assert not types & {"Person", "Organization", "Claim"}


def test_the_project_s_own_opening_holds_no_isolated_thing() -> None:
    triples = [triple for path in (*ontology_files(), *data_files()) for triple in read_triples(Path(path))]
    model = build_model(triples)
    opening = choose_opening(model, arrange(model))
    assert len(opening) <= 400
    assert sum(model.by_id[node].type == "Proposal" for node in opening) > 20
    joined = {
        end for edge in model.edges if {edge.source, edge.target} <= opening for end in (edge.source, edge.target)
    }
    lone = {node for node in opening - joined if not model.by_id[node].values and not model.by_id[node].life}
    assert lone == set()


def test_a_small_graph_is_shown_whole() -> None:
    model = build_model(make_sample())
    assert choose_opening(model, arrange(model)) == set(model.nodes)


@pytest.mark.parametrize(
    ("written", "moment"), [("1965", 1965.5), ("1965-06", 1965.458), ("1965-06-22", 1965.473), ("--06", None)]
)
def test_dates_of_every_precision_have_a_moment(written: str, moment: float | None) -> None:
    assert read_moment(written) == (None if moment is None else pytest.approx(moment, abs=0.001))
