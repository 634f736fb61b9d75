"""The other ways of looking: the network of one thing, the paths between two, the map of policy areas."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from explorer_visit import Visit

from kj_graph import vocabulary as v
from kj_graph.graph import KnowledgeGraph

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Open = Callable[..., Visit]
GSOMIA = "agreement-gsomia-2016"
CAMP_DAVID = "agreement-camp-david-spirit-2023"
CARRIERS = "claim-kjfvd-2025-icebreaking-lng-carriers"


@pytest.fixture(scope="module")
def page(browser: Browser, project_file: Path) -> Iterator[Visit]:
    """One page of the project's own data, still, for all the tests that only ask it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield Visit(context.new_page(), project_file.resolve().as_uri()).open()
    context.close()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (CAMP_DAVID, CARRIERS),
        (GSOMIA, "event-kjfvd-2025"),
        ("agreement-claims-1965", "person-kim-dae-jung"),
        ("state-japan", "matter-history-textbooks"),
        # These two share sources and nothing else that tells.
        ("agreement-yi-bangja-garments-1991", "event-chip-4-working-group"),
    ],
)
def test_the_page_finds_the_paths_of_the_command(page: Visit, graph: KnowledgeGraph, start: str, end: str) -> None:
    wanted = [
        (route.kind, round(route.cost, 3), [thing.removeprefix(v.KJR) for thing in route.things])
        for route in graph.path(f"kjr:{start}", f"kjr:{end}")
    ]
    found = page.ask("([one, other]) => kjExplorer.paths(one, other)", [start, end])
    assert [(route["kind"], round(route["cost"], 3), route["things"]) for route in found] == wanted
    assert wanted


def test_two_things_are_picked_and_the_paths_told_with_their_evidence(
    visit: Open, project_file: Path, graph: KnowledgeGraph
) -> None:
    page = visit(project_file, f"thing={CAMP_DAVID}")
    page.page.get_by_role("button", name="Path from here…").press("Enter")
    assert page.page.url.endswith(f"#path={CAMP_DAVID}..")
    assert page.ask("document.activeElement.id") == "search"
    assert "Now choose the second thing" in page.page.locator("#panel").inner_text()
    page.page.keyboard.insert_text("icebreaking LNG")
    page.page.locator('#results [role="option"]').first.wait_for()
    page.page.keyboard.press("Enter")
    assert page.page.url.endswith(f"#path={CAMP_DAVID}..{CARRIERS}")
    routes = page.page.locator("#panel .route")
    paths = graph.path(f"kjr:{CAMP_DAVID}", f"kjr:{CARRIERS}")
    assert routes.count() == len(paths)
    first = routes.first.inner_text()
    # Every step is told in the command's own words.
    for step in paths.routes[0].steps:
        for sentence in paths.teller.tell_step(step):
            assert sentence.text in first
    proof = routes.first.locator("summary").first
    proof.click()
    assert routes.first.locator(".evidence .source").first.inner_text()
    drawn = page.ask("kjExplorer.visible()")
    assert set(drawn) == {thing.removeprefix(v.KJR) for route in paths for thing in route.things}
    named = {box["id"] for box in page.ask("kjExplorer.labelBoxes()")}
    assert {CAMP_DAVID, CARRIERS} <= named
    places = [page.ask("id => kjExplorer.placeOf(id).x", each.removeprefix(v.KJR)) for each in paths.routes[0].things]
    assert places == sorted(places)
    routes.nth(1).get_by_role("button", name="Highlight").click()
    assert routes.nth(1).get_attribute("aria-current") == "true"
    page.page.locator('[data-lang="ko"]').click()
    assert "연결 1" in routes.first.inner_text()
    page.page.go_back()
    page.page.go_back()
    assert page.ask("kjExplorer.view().path") == f"{CAMP_DAVID}.."
    page.page.keyboard.press("Escape")
    assert page.ask("kjExplorer.view().path") == ""
    assert page.messages == []


def test_the_second_thing_may_be_picked_in_the_drawing(visit: Open, project_file: Path) -> None:
    page = visit(project_file, f"path={CAMP_DAVID}..")
    box = next(each for each in page.ask("kjExplorer.labelBoxes()") if each["id"] == "agreement-basic-treaty-1965")
    page.page.locator("#canvas").click(position={"x": box["x"] + 10, "y": box["y"] + 5})
    assert page.ask("kjExplorer.view().path") == f"{CAMP_DAVID}..agreement-basic-treaty-1965"


def test_a_network_stands_around_a_thing_and_opens_and_closes(visit: Open, project_file: Path) -> None:
    page = visit(project_file, f"thing={GSOMIA}")
    page.page.get_by_role("button", name="Show its network").press("Enter")
    assert "view=network" in page.page.url
    assert f"around={GSOMIA}" in page.page.url
    first = page.ask("kjExplorer.visible()")
    assert {GSOMIA, "state-japan", "state-republic-of-korea", "area-intelligence-sharing"} <= set(first)
    places = {each: page.ask("id => kjExplorer.placeOf(id)", each) for each in first}
    for one, other in itertools.combinations(places.values(), 2):
        assert abs(one["x"] - other["x"]) > 12 or abs(one["y"] - other["y"]) > 12
    # What the agreement says of others stands to its right, what they say of it to its left.
    assert places["state-japan"]["x"] > places[GSOMIA]["x"] > places["event-gsomia-termination-notice-2019"]["x"]
    names = {box["id"] for box in page.ask("kjExplorer.labelBoxes()")}
    assert len(names) >= len(first) - 1
    page.ask(
        "id => { location.hash = `view=network&around=agreement-gsomia-2016&thing=${id}`; }",
        "area-intelligence-sharing",
    )
    page.wait_until("kjExplorer.view().thing === 'area-intelligence-sharing'")
    page.page.locator('[data-lead="open"]').click()
    assert "open=area-intelligence-sharing" in page.page.url
    opened = page.ask("kjExplorer.visible()")
    assert set(first) < set(opened)
    assert "agreement-tisa-2014" in opened
    inner, outer = (
        page.ask("id => kjExplorer.placeOf(id).x", each)
        for each in ("area-intelligence-sharing", "agreement-tisa-2014")
    )
    assert outer > inner
    page.page.locator('[data-lead="open"]').click()
    assert set(page.ask("kjExplorer.visible()")) == set(first)
    page.page.go_back()
    assert set(page.ask("kjExplorer.visible()")) == set(opened)
    assert page.messages == []


def test_the_network_stays_where_it_is_when_another_thing_is_chosen(visit: Open, project_file: Path) -> None:
    page = visit(project_file)
    page.page.locator('[data-mode="network"]').click()
    middle = page.ask("kjExplorer.view().around")
    shown = page.ask("kjExplorer.visible()")
    assert middle in shown
    box = next(each for each in page.ask("kjExplorer.labelBoxes()") if each["id"] not in ("", middle))
    page.page.locator("#canvas").click(position={"x": box["x"] + 20, "y": box["y"] + 5})
    assert page.ask("kjExplorer.view().thing") == box["id"]
    assert page.ask("kjExplorer.visible()") == shown
    page.page.locator('[data-lead="network"]').click()
    assert page.ask("kjExplorer.view().around") == box["id"]


def test_the_filter_narrows_the_network(page: Visit) -> None:
    page.ask("() => { location.hash = 'view=network&around=state-japan&filter=class:Agreement,kind:kind-treaty'; }")
    page.wait_until("kjExplorer.view().around === 'state-japan' && kjExplorer.visible().includes('state-japan')")
    others = [each for each in page.ask("kjExplorer.visible()") if each != "state-japan"]
    assert len(others) > 10
    assert all(each.startswith("agreement-") for each in others)


def test_areas_are_as_large_as_what_lies_in_them(visit: Open, project_file: Path, graph: KnowledgeGraph) -> None:
    page = visit(project_file, "view=areas&day=1970-01-01")
    tiles = page.page.locator("#areas .tile")
    early = tiles.count()
    page.page.get_by_role("button", name="All times").click()
    assert tiles.count() > early > 3
    sizes = page.ask("""() => [...document.querySelectorAll("#areas .tile")].map(each => ({
      id: each.dataset.area, size: each.parentElement.clientWidth * each.parentElement.clientHeight,
      top: each.closest(".top-area").querySelector(".area-name")?.dataset.area }))""")
    economic = {each["id"]: each["size"] for each in sizes if each["top"] == "area-economy"}
    assert economic["area-economic-cooperation"] == max(economic.values())
    rows = graph.query(
        "SELECT (COUNT(DISTINCT ?it) AS ?n) WHERE { VALUES ?class { kj:Agreement kj:Proposal }"
        " ?it a ?class ; kj:policyArea/skos:broader* kjr:area-economic-cooperation }"
    )
    tile = page.page.locator('.tile[data-area="area-economic-cooperation"]')
    numbers = [
        int(part) for part in "".join(c if c.isdigit() else " " for c in tile.locator(".small").inner_text()).split()
    ]
    agreements, force, proposals = numbers
    assert agreements + proposals == int(next(iter(rows.to_dicts()))["n"])
    assert 0 < force <= agreements
    tile.press("Enter")
    view = page.ask("kjExplorer.view()")
    assert (view["mode"], view["filter"]) == ("time", "area:area-economic-cooperation")
    page.page.go_back()
    assert page.ask("kjExplorer.view().mode") == "areas"
    assert page.messages == []


def test_the_views_are_one_switch_and_the_history_leads_back(visit: Open, project_file: Path) -> None:
    page = visit(project_file)
    for mode in ("network", "table", "areas", "time"):
        page.page.locator(f'[data-mode="{mode}"]').press("Enter")
        assert page.ask("kjExplorer.view().mode") == mode
        assert page.page.locator(f'[data-mode="{mode}"]').get_attribute("aria-pressed") == "true"
    for mode in ("areas", "table", "network", "time"):
        page.page.go_back()
        assert page.ask("kjExplorer.view().mode") == mode
    # The table had another name before there were several views; its links still lead to it.
    page.ask("() => { location.hash = 'as=list'; }")
    page.wait_until("kjExplorer.view().mode === 'table'")


def test_arrows_go_from_thing_to_thing_and_enter_opens(visit: Open, project_file: Path) -> None:
    page = visit(project_file)
    canvas = page.page.locator("#canvas")
    canvas.focus()
    page.page.keyboard.press("ArrowRight")
    first = page.ask("kjExplorer.pointed()")
    assert first
    seen = [first]
    for key, axis, sign in [
        ("ArrowRight", "x", 1),
        ("ArrowDown", "y", 1),
        ("ArrowDown", "y", 1),
        ("ArrowUp", "y", -1),
        ("ArrowLeft", "x", -1),
    ]:
        before = page.ask("kjExplorer.placeOf(kjExplorer.pointed())")
        page.page.keyboard.press(key)
        after = page.ask("kjExplorer.placeOf(kjExplorer.pointed())")
        assert (after[axis] - before[axis]) * sign > 0, key
        seen.append(page.ask("kjExplorer.pointed()"))
    assert len(set(seen)) > 3
    told = page.page.locator("#status").inner_text()
    assert "relations" in told
    page.page.keyboard.press("Enter")
    assert page.ask("kjExplorer.view().thing") == seen[-1]
    assert page.page.locator("#panel").is_visible()
    assert page.page.locator("#panel h2").inner_text().split("✓")[0].strip() in told
    assert page.messages == []


def test_space_brings_in_neighbours_in_the_network(visit: Open, project_file: Path) -> None:
    page = visit(project_file, f"view=network&around={GSOMIA}")
    page.page.locator("#canvas").focus()
    reached = ""
    for _ in range(6):
        page.page.keyboard.press("ArrowRight")
        reached = page.ask("kjExplorer.pointed()")
    assert reached.startswith(("state-", "area-"))
    before = len(page.ask("kjExplorer.visible()"))
    page.page.keyboard.press("Space")
    assert page.ask("kjExplorer.view().open") == [reached]
    assert len(page.ask("kjExplorer.visible()")) > before
