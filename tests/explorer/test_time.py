"""Moving in time: what the page says of a day, as the saved questions do; the bar, the keys, the address."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from explorer_visit import Visit

from kj_graph import vocabulary as v
from kj_graph.graph import KnowledgeGraph

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Open = Callable[..., Visit]
GSOMIA = "agreement-gsomia-2016"
DAYS = ["1952-04-28", "1965-12-18", "1999-01-22", "2006-02-24", "2012-10-31", "2019-08-23", "2024-04-17", "2026-11-20"]


@pytest.fixture(scope="module")
def page(browser: Browser, project_file: Path) -> Iterator[Visit]:
    """One page of the project's own data, still, for all the tests that only ask it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield Visit(context.new_page(), project_file.resolve().as_uri()).open()
    context.close()


def ask(graph: KnowledgeGraph, question: str, *names: str, **values: str) -> set[tuple[str, ...]]:
    """Return the rows of a saved question in these columns, things by their slugs."""
    rows: Any = graph.query(question, values)
    return {tuple(str(row[name] or "").removeprefix(v.KJR) for name in names) for row in rows.to_dicts()}


@pytest.mark.parametrize("day", DAYS)
def test_agreements_stand_as_the_saved_question_says(page: Visit, graph: KnowledgeGraph, day: str) -> None:
    wanted = ask(graph, "in-force-on", "agreement", "party", "status", "certainty", "since", "ended", day=day)
    found = {
        (
            row["agreement"],
            row["party"],
            f"status-{row['status']}",
            f"certainty-{row['certainty']}",
            row["since"],
            row["ended"],
        )
        for row in page.ask("day => kjExplorer.standings(day)", day)
    }
    assert found == wanted
    assert wanted or day < "1954"


@pytest.mark.parametrize("day", DAYS)
def test_office_holders_are_those_of_the_saved_question(page: Visit, graph: KnowledgeGraph, day: str) -> None:
    wanted = ask(graph, "office-holders-on", "ofOffice", "holder", "certainty", "from", "until", day=day)
    found = {
        (row["office"], row["holder"], f"certainty-{row['certainty']}", row["from"], row["until"])
        for row in page.ask("day => kjExplorer.holdings(day)", day)
    }
    assert found == wanted
    assert wanted


@pytest.mark.parametrize("day", DAYS)
def test_positions_are_those_of_the_saved_question(page: Visit, graph: KnowledgeGraph, day: str) -> None:
    wanted = ask(graph, "positions-on", "onMatter", "heldBy", "from", "until", "certainty", day=day)
    found = {
        (row["matter"], row["holder"], row["from"], row["until"], f"certainty-{row['certainty']}")
        for row in page.ask("day => kjExplorer.positions(day)", day)
    }
    assert found == wanted


def test_agreements_are_bars_from_entry_into_force_to_the_end(page: Visit) -> None:
    page.ask("() => { location.hash = 'filter=class:Agreement'; }")
    page.wait_until("kjExplorer.view().filter !== ''")
    bars = {bar["id"]: bar for bar in page.ask("kjExplorer.bars()")}
    assert len(bars) > 60

    def place(date: str) -> float:
        return float(page.ask("date => kjExplorer.placeOfDate(date)", date))

    old, new, gsomia = (bars[f"agreement-{name}"] for name in ("fisheries-1965", "fisheries-1998", "gsomia-2016"))
    assert (old["from"], old["to"]) == pytest.approx((place("1965-12-18"), place("1999-01-22")))
    assert old["notices"] == [pytest.approx([place("1998-01-23"), place("1999-01-22")])]
    assert (old["open"], new["open"], gsomia["open"]) == (False, True, True)
    [[stopped, still]] = new["stopped"]
    assert (stopped, still) == pytest.approx((place("2016-06-30"), new["to"]))
    # The notice of 2019 was suspended three months later; the agreement went on.
    assert gsomia["notices"] == [pytest.approx([place("2019-08-23"), place("2019-11-22")])]
    assert gsomia["to"] > place("2026-06-30")
    assert bars["agreement-swap-2006"]["force"] is False
    rows: dict[float, list[Any]] = {}
    for bar in bars.values():
        rows.setdefault(round(bar["y"], 1), []).append(bar)
    for row in rows.values():
        row.sort(key=lambda bar: bar["from"])
        assert all(not one["open"] and one["to"] <= other["from"] for one, other in itertools.pairwise(row)), row


def test_a_bar_is_a_thing_to_choose(visit: Open, project_file: Path) -> None:
    page = visit(project_file)
    bar = next(each for each in page.ask("kjExplorer.bars()") if each["id"] == "agreement-basic-treaty-1965")
    covered = [box for box in page.ask("kjExplorer.labelBoxes()") if abs(box["y"] + box["height"] / 2 - bar["y"]) < 8]
    x = next(
        x
        for x in range(int(bar["from"]) + 40, int(bar["to"]), 7)
        if not any(box["x"] - 14 < x < box["x"] + box["width"] + 14 for box in covered)
    )
    page.page.locator("#canvas").click(position={"x": x, "y": bar["y"]})
    assert page.ask("kjExplorer.view().thing") == bar["id"]


def test_the_strip_counts_events_and_shows_what_the_data_cover(
    visit: Open, project_file: Path, graph: KnowledgeGraph
) -> None:
    page = visit(project_file)
    strip = page.ask("kjExplorer.strip()")
    dates: Any = graph.query("SELECT ?date WHERE { ?event a kj:Event ; kj:date ?date }")
    assert sum(strip["counts"].values()) == len(dates)
    assert strip["counts"]["2025"] == sum(row["date"].startswith("2025") for row in dates.to_dicts())
    assert {(row["id"],) for row in strip["rows"]} == ask(graph, "coverage", "coverage")
    assert all(box["y"] + box["height"] <= strip["room"]["y"] for box in page.ask("kjExplorer.labelBoxes()")), (
        "a label covers the strip"
    )
    row = next(each for each in strip["rows"] if each["id"] == "coverage-contested-matters")
    page.page.locator("#canvas").click(position={"x": (row["from"] + row["to"]) / 2, "y": row["at"]})
    assert page.ask("kjExplorer.view().thing") == "coverage-contested-matters"


def test_the_key_names_the_signs_and_closes(visit: Open, project_file: Path) -> None:
    page = visit(project_file, "lang=ko")
    page.page.locator(".key summary").click()
    key = page.page.locator(".key ul")
    box = key.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    for part in ("효력은 있으나 운용 중단", "종료 통보부터", "판결"):
        assert part in key.inner_text()
    page.page.keyboard.press("Escape")
    assert not key.is_visible()


def test_possible_is_told_from_certain(page: Visit) -> None:
    def read(day: str) -> dict[str, str]:
        rows = page.ask("day => kjExplorer.standings(day)", day)
        return {row["agreement"]: row["certainty"] for row in rows}

    # The swap line of 1999 is dated by its month alone.
    assert "agreement-swap-1999" not in read("1999-05-31")
    assert read("1999-06-15")["agreement-swap-1999"] == "possible"
    assert read("1999-06-30")["agreement-swap-1999"] == "certain"
    assert "agreement-swap-1999" not in read("2006-02-24")


def test_things_come_and_end_with_the_day(page: Visit) -> None:
    page.ask("() => { location.hash = 'day=2000-06-01'; }")
    page.wait_until("kjExplorer.view().day === '2000-06-01'")
    presence = {
        thing: page.ask("id => kjExplorer.presence(id)", thing)
        for thing in (GSOMIA, "agreement-fisheries-1965", "agreement-fisheries-1998", "event-kjfvd-2025", "state-japan")
    }
    assert presence == {
        GSOMIA: "absent",
        "agreement-fisheries-1965": "ended",
        "agreement-fisheries-1998": "present",
        "event-kjfvd-2025": "absent",
        "state-japan": "present",
    }
    named = {box["id"] for box in page.ask("kjExplorer.labelBoxes()")}
    assert named
    assert not any(page.ask("id => kjExplorer.presence(id)", each) == "absent" for each in named)


def test_the_panel_tells_the_standing_on_the_day(visit: Open, project_file: Path) -> None:
    page = visit(project_file, f"day=2019-08-23&thing={GSOMIA}")
    standing = page.page.locator("#panel .standing")
    text = standing.inner_text()
    for part in ("On 23 August 2019", "in force", "certain", "notice of termination"):
        assert part in text
    page.page.locator("#day-field").fill("2016-11-22")
    page.page.locator("#day-field").press("Enter")
    assert "Not yet made" in standing.inner_text()
    page.page.locator('[data-lang="ja"]').click()
    assert "2016年11月22日現在" in standing.inner_text()
    assert page.messages == []


def test_the_day_has_a_panel_of_its_own(visit: Open, project_file: Path, graph: KnowledgeGraph) -> None:
    page = visit(project_file, "day=1998-10-08")
    page.page.get_by_role("button", name="What held on the day").click()
    panel = page.page.locator("#panel")
    assert panel.locator("h2").inner_text() == "8 October 1998"
    text = panel.inner_text()
    for part in ("In force", "In office", "Kim Dae-jung", "Proposed by then", "Events of the month before"):
        assert part in text
    counted = panel.locator("section").nth(0).locator(".count").inner_text()
    rows = ask(graph, "in-force-on", "agreement", "status", day="1998-10-08")
    assert int(counted) == len({agreement for agreement, status in rows if "in-force" in status})
    assert "thing=on-the-day" in page.page.url


def test_the_slider_moves_by_days_months_and_years_from_the_keyboard(visit: Open, project_file: Path) -> None:
    page = visit(project_file, "day=2019-08-31")
    slider = page.page.locator("#day-slider")
    slider.focus()
    for keys, day in [
        ("ArrowRight", "2019-09-01"),
        ("ArrowLeft", "2019-08-31"),
        ("PageUp", "2019-09-30"),
        ("Shift+PageDown", "2018-09-30"),
        ("PageDown", "2018-08-30"),
    ]:
        page.page.keyboard.press(keys)
        assert page.ask("kjExplorer.view().day") == day
        assert f"day={day}" in page.page.url
    assert slider.get_attribute("aria-valuetext") == "30 August 2018"
    told = page.page.locator("#status").inner_text()
    assert told.startswith("30 August 2018: ")
    assert "agreements in force" in told
    page.page.go_back()
    assert page.ask("kjExplorer.view().day") == "2018-09-30"
    page.page.go_forward()
    assert page.ask("kjExplorer.view().day") == "2018-08-30"
    page.page.get_by_role("button", name="All times").click()
    assert page.ask("kjExplorer.view().day") == ""
    assert "day=" not in page.page.url


def test_a_day_that_is_none_is_refused_and_told(visit: Open, project_file: Path) -> None:
    page = visit(project_file, "day=2019-02-30")
    assert page.ask("kjExplorer.view().day") == ""
    field = page.page.locator("#day-field")
    field.fill("2019-02-30")
    field.press("Enter")
    assert field.get_attribute("aria-invalid") == "true"
    assert "2019-08-23" in page.page.locator("#status").inner_text()
    field.fill("2015-12")
    field.press("Enter")
    assert page.ask("kjExplorer.view().day") == "2015-12-01"


def test_play_goes_on_until_it_is_stopped(visit: Open, project_file: Path) -> None:
    page = visit(project_file, "day=2010-01-15")
    page.page.get_by_role("combobox", name="Step").select_option("month")
    page.page.get_by_role("button", name="Play").click()
    page.wait_until("kjExplorer.view().day > '2010-01-15'")
    pause = page.page.get_by_role("button", name="Pause")
    assert page.ask("document.activeElement.dataset.step") == "pause"
    pause.click()
    day = page.ask("kjExplorer.view().day")
    assert day.endswith("-15")
    page.page.wait_for_timeout(1400)
    assert page.ask("kjExplorer.view().day") == day
    assert f"day={day}" in page.page.url
    assert page.messages == []


def test_the_list_holds_only_what_was_there_on_the_day(visit: Open, project_file: Path) -> None:
    page = visit(project_file, "day=1970-01-01&view=table&with=Agreement")
    rows = page.page.locator("#list tbody tr")
    few = rows.count()
    assert page.page.get_by_role("rowheader", name="GSOMIA").count() == 0
    page.page.get_by_role("button", name="All times").click()
    assert rows.count() > few > 20
