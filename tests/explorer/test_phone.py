"""The page on a phone, upright and turned: one line of head, sheets from below, documents of the whole height."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from explorer_visit import Visit

Open = Callable[..., Visit]

GSOMIA = "agreement-gsomia-2016"
PHONE = {"width": 390, "height": 844}
TURNED = {"width": 844, "height": 390}

READ_SIZES = """() => [...document.querySelectorAll(".top, #bar, #time, .panel-head, .report-head, #zoom")]
  .flatMap(part => [...part.querySelectorAll("button, summary, select, input")])
  .filter(each => each.checkVisibility({ visibilityProperty: true }))
  .map(each => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.min(width, height) < 32)
  .map(([name]) => name)"""

# Words that begin on one line and end on another, and texts that reach beyond their cell.
READ_CELLS = r"""() => [...document.querySelectorAll(".tile")].flatMap(cell => {
  const { right, bottom } = cell.getBoundingClientRect();
  const faults = [];
  for (const part of cell.querySelectorAll(".name, .small")) {
    const node = part.firstChild;
    for (const { 0: word, index } of node.data.matchAll(/[^\s–—·(/-]+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const seen = [...range.getClientRects()].filter(box => box.top < part.getBoundingClientRect().bottom - 2);
      const broken = seen.some(box => box.top !== seen[0].top);
      if (broken || seen.some(box => box.right > right + 1 || box.bottom > bottom + 1)) faults.push([word, cell.title]);
    }
    if (/\([^)]*$/.test(node.data)) faults.push(["half of a bracket", cell.title]);
  }
  return faults;
})"""


def read_box(page: Visit, selector: str) -> dict[str, float]:
    """Where an element stands."""
    box: Any = page.page.locator(selector).bounding_box()
    assert box is not None, selector
    return dict(box)


def read_places(page: Visit) -> dict[str, tuple[float, float]]:
    """Where everything stands that is drawn."""
    places = page.ask("kjExplorer.visible().map(id => [id, kjExplorer.placeOf(id)])")
    return {name: (round(place["x"]), round(place["y"])) for name, place in places}


def test_the_head_is_one_line_and_its_menu_has_the_rest(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, **PHONE, touch=True)
    assert read_box(page, ".top")["height"] <= 60
    assert read_box(page, "#main")["height"] > 844 * 0.7
    language, menu = page.page.locator('[data-lang="ko"]'), page.page.get_by_role("button", name="Menu")
    assert page.page.locator("#title").is_visible()
    assert not language.is_visible()
    assert menu.get_attribute("aria-expanded") == "false"
    menu.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    assert "things shown" in page.page.locator("#menu-about").inner_text()
    page.page.keyboard.press("Tab")
    assert page.ask("document.activeElement.dataset.lang") == "en"
    language.press("Enter")
    assert page.ask("document.documentElement.lang") == "ko"
    page.page.keyboard.press("Escape")
    assert not language.is_visible()
    assert page.ask("document.activeElement.id") == "menu-open"
    assert page.ask("document.activeElement.getAttribute('aria-expanded')") == "false"
    page.page.locator("#search").focus()
    assert read_box(page, "#search")["width"] > 280
    assert page.messages == []


def test_what_is_chosen_in_the_menu_closes_it(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, **PHONE, touch=True)
    page.page.locator("#menu-open").click()
    page.page.locator("#share summary").click()
    page.page.locator("#copy-link").click()
    assert page.page.locator("#copy").is_visible()
    assert not page.page.locator("#menu").is_visible()
    page.page.keyboard.press("Escape")
    page.page.locator("#menu-open").click()
    page.page.locator("#canvas").click(position={"x": 30, "y": 400})
    assert not page.page.locator("#menu").is_visible()


def test_a_panel_takes_most_of_the_height_and_time_one_line(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, f"thing={GSOMIA}", **PHONE, touch=True)
    assert read_box(page, "#panel")["height"] >= 844 * 0.6
    assert read_box(page, "#time")["height"] <= 56
    assert page.page.locator("#day-slider").is_visible()
    assert not page.page.locator(".steps").is_visible()
    place = page.ask("id => kjExplorer.placeOf(id).y", GSOMIA)
    assert place + read_box(page, "#main")["y"] < read_box(page, "#panel")["y"]
    page.page.locator("#time-more").click()
    assert page.page.locator("#time-more").get_attribute("aria-expanded") == "true"
    assert page.page.locator(".steps").is_visible()
    page.page.locator("#time-more").click()
    page.page.get_by_role("button", name="Enlarge the panel").press("Enter")
    assert read_box(page, "#panel")["height"] == read_box(page, "#main")["height"] > 844 * 0.8
    assert page.ask("document.activeElement.getAttribute('aria-label')") == "Make the panel smaller"
    page.page.get_by_role("button", name="Close", exact=True).click()
    assert page.page.locator(".steps").is_visible()


def test_a_stroke_over_its_head_draws_a_panel_up_and_down(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, f"thing={GSOMIA}", **PHONE, touch=True)
    touch = page.page.context.new_cdp_session(page.page)
    for way, smallest, greatest in ((-150, 650, 844), (150, 500, 560)):
        head = read_box(page, ".panel-head")["y"] + 20
        for kind, y in (("touchStart", head), ("touchMove", head + way), ("touchEnd", None)):
            points = [] if y is None else [{"x": 120, "y": y}]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        assert smallest < read_box(page, "#panel")["height"] < greatest


def test_a_document_has_the_whole_height_and_a_way_back(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, f"view=table&sheet={GSOMIA}", **PHONE, touch=True)
    report = read_box(page, "#report")
    assert report["y"] == 0
    assert report["height"] > 844 * 0.9
    assert page.ask("document.documentElement.scrollWidth") <= 390
    page.page.locator("#menu-open").click()
    page.page.locator('[data-lang="ja"]').click()
    assert page.page.locator("#report h2").get_attribute("lang") != "en"
    page.page.locator('[data-lang="en"]').click()
    page.page.keyboard.press("Escape")
    page.page.get_by_role("button", name="Back: Table").click()
    assert not page.page.locator("#report").is_visible()
    assert page.page.locator("#list table").is_visible()
    assert page.messages == []


@pytest.mark.parametrize("fragment", ["", f"thing={GSOMIA}&day=2019-10-01&filter=class:Agreement", "view=network"])
def test_a_page_that_is_turned_is_laid_out_as_one_opened_so(visit: Open, sample_file: Path, fragment: str) -> None:
    page = visit(sample_file, fragment, **PHONE, touch=True)
    upright, address = read_places(page), page.page.url
    expected = read_places(visit(sample_file, fragment, **TURNED, touch=True))
    assert expected.keys() == upright.keys()
    assert expected != upright
    for size, places in ((TURNED, expected), (PHONE, upright)):
        page.page.set_viewport_size(size)  # type: ignore[arg-type]
        for _ in range(200):
            if read_places(page) == places:
                break
            page.page.wait_for_timeout(20)
        assert read_places(page) == places
    assert page.page.url == address
    assert page.messages == []


def test_a_place_one_has_gone_to_stays_when_the_window_is_resized(visit: Open, sample_file: Path) -> None:
    away = """id => [kjExplorer.placeOf(id)]
      .map(({ x, y }) => [x - canvas.clientWidth / 2, y - canvas.clientHeight / 2].map(Math.round))[0]"""
    page = visit(sample_file, "at=500,200,1.800")
    distances = {name: page.ask(away, name) for name in page.ask("kjExplorer.visible()")}
    nearest = min(distances, key=lambda name: math.hypot(*distances[name]))
    page.page.set_viewport_size({"width": 1000, "height": 700})
    page.wait_until("!location.hash.includes('at=500,200')")
    assert page.ask(away, nearest) == pytest.approx(distances[nearest], abs=2)
    assert page.ask("kjExplorer.view().camera.scale") == 1.8


def test_a_drawing_that_loses_its_room_meanwhile_is_laid_out_when_it_has_one(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, **PHONE, touch=True)
    places = read_places(page)
    page.page.set_viewport_size({"width": 300, "height": 844})
    page.page.wait_for_timeout(50)
    page.ask("document.querySelector('#canvas').style.display = 'none'")  # as where the page is printed
    page.page.wait_for_timeout(300)
    page.ask("document.querySelector('#canvas').style.display = ''")
    page.page.wait_for_timeout(300)
    assert read_places(page).keys() == places.keys()
    assert page.messages == []


@pytest.mark.parametrize("size", [PHONE, TURNED], ids=["upright", "turned"])
def test_everything_can_be_hit_by_a_finger_and_the_drawing_has_room(
    visit: Open, sample_file: Path, size: dict[str, int]
) -> None:
    page = visit(sample_file, f"thing={GSOMIA}", **size, touch=True)
    assert page.ask(READ_SIZES) == []
    page.ask("() => { location.hash = ''; }")
    page.page.locator("#panel").wait_for(state="hidden")
    assert page.ask(READ_SIZES) == []
    assert read_box(page, "#canvas")["height"] > size["height"] * 0.5
    page.ask("id => { location.hash = `sheet=${id}`; }", GSOMIA)
    page.page.locator("#report h2").wait_for()
    assert page.ask(READ_SIZES) == []


def test_cells_of_the_map_break_no_word_and_keep_their_names(visit: Open, project_file: Path) -> None:
    page = visit(project_file, "view=areas", **PHONE, touch=True)
    for size in (PHONE, {"width": 1440, "height": 900}):
        page.page.set_viewport_size(size)  # type: ignore[arg-type]
        page.page.wait_for_timeout(250)
        for lang in ("en", "ko"):
            page.ask("lang => { location.hash = `view=areas&lang=${lang}`; }", lang)
            page.wait_until(f"document.documentElement.lang === '{lang}'")
            assert page.ask(READ_CELLS) == [], (size, lang)
        titles = page.ask("[...document.querySelectorAll('#areas button')].map(each => each.title)")
        assert all(page.page.get_by_role("button", name=title.split(":")[0]).count() for title in titles[:12])
