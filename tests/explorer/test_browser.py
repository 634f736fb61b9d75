"""The page in a real Chromium: drawn, silent, searchable, restorable, inert to hostile data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from explorer_visit import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Open = Callable[..., Visit]

GSOMIA = "agreement-gsomia-2016"
PROPOSAL = "claim-kjfvd-2025-icebreaking-lng-carriers"
MATTER = "matter-scope-of-the-1965-claims-agreement"

COUNT_COLOURS = """() => {
  const canvas = document.querySelector("#canvas canvas");
  const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  const colours = new Set();
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] > 200) colours.add(data[at] << 16 | data[at + 1] << 8 | data[at + 2]);
  }
  return colours.size;
}"""


def check_apart(boxes: list[dict[str, Any]], width: int) -> None:
    """Assert that no box covers another and none leaves the canvas."""
    for at, one in enumerate(boxes):
        assert one["x"] >= 0
        assert one["x"] + one["width"] <= width
        for other in boxes[:at]:
            apart = (
                one["x"] + one["width"] <= other["x"]
                or other["x"] + other["width"] <= one["x"]
                or one["y"] + one["height"] <= other["y"]
                or other["y"] + other["height"] <= one["y"]
            )
            assert apart, (one, other)


def test_draws_at_once_and_asks_nothing_of_anyone(
    visit: Open, sample_file: Path, record_property: Callable[..., None]
) -> None:
    page = visit(sample_file)
    assert page.ask(COUNT_COLOURS) > 50
    timings = page.ask("kjExplorer.timings()")
    record_property("milliseconds_to_first_drawing", round(timings["page"]))
    assert timings["page"] < 5000
    page.page.wait_for_timeout(300)
    assert page.requests == [sample_file.resolve().as_uri()]
    assert page.messages == []


@pytest.mark.parametrize(("width", "height", "lang"), [(1440, 900, "en"), (1440, 900, "ko"), (390, 844, "ja")])
def test_labels_of_the_opening_view_are_many_and_apart(
    visit: Open, sample_file: Path, width: int, height: int, lang: str
) -> None:
    page = visit(sample_file, f"lang={lang}", width=width, height=height)
    boxes = page.ask("kjExplorer.labelBoxes()")
    assert len(boxes) >= (20 if width > 1000 else 8)
    check_apart(boxes, width)
    assert {"state-japan", "state-republic-of-korea"} <= {box["id"] for box in boxes}


def test_more_labels_appear_as_one_comes_closer(visit: Open, wide_file: Path) -> None:
    page = visit(wide_file, "with=Event,Agreement,Person&at=500,600,0.350")
    inside = "id => { const {x, y} = kjExplorer.placeOf(id); return x > 300 && y > 40 && x < 1100 && y < 560; }"
    count = """() => {
      const named = new Set(kjExplorer.labelBoxes().map(box => box.id));
      const seen = kjExplorer.visible().filter(INSIDE);
      return seen.filter(id => named.has(id)).length / seen.length;
    }""".replace("INSIDE", f"({inside})")
    before = page.ask(count)
    for _ in range(5):
        page.page.locator("#zoom button").first.click()
    page.page.wait_for_timeout(200)
    assert page.ask(count) > before
    assert "at=" in page.page.url


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("gsomia", GSOMIA),
        ("지소미아", GSOMIA),
        ("군사비밀 정보", GSOMIA),
        ("ｇｓｏｍｉａ", GSOMIA),
        ("ジーソミア", GSOMIA),
        ("秘密軍事情報", GSOMIA),
        ("cafe society", "organization-cafe"),
        ("CAFÉ", "organization-cafe"),
        ("t. person 42", "person-test-42"),
    ],
)
def test_search_finds_in_every_script(visit: Open, sample_file: Path, query: str, expected: str) -> None:
    page = visit(sample_file)
    page.page.keyboard.press("/")
    page.page.keyboard.insert_text(query)
    page.page.locator('#results [role="option"]').first.wait_for()
    page.page.keyboard.press("ArrowDown")
    assert page.page.locator("#search").get_attribute("aria-activedescendant") == "result-0"
    page.page.keyboard.press("Enter")
    assert page.ask("kjExplorer.view().thing") == expected
    assert page.page.locator("#panel").is_visible()
    page.page.keyboard.press("Escape")
    assert page.page.locator("#panel").is_hidden()
    assert page.messages == []


def test_a_search_answers_within_fifty_milliseconds(visit: Open, project_file: Path) -> None:
    page = visit(project_file)
    for query in ("a", "agreement japan korea", "협정", "日韓", "gsomia"):
        times = sorted(page.ask("query => [0, 0, 0].map(() => kjExplorer.timeSearch(query))", query))
        assert times[0] < 50, query


def test_voicing_marks_are_not_folded_away(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file)
    page.page.locator("#search").fill("シーソミア")
    page.page.locator("#results .none").wait_for()


def test_the_legend_filters_the_drawing_and_the_list(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file)
    assert "person-test-3" in page.ask("kjExplorer.visible()")
    button = page.page.locator('#legend [data-class="Person"]')
    assert button.inner_text().endswith("45")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert not any(each.startswith("person-") for each in page.ask("kjExplorer.visible()"))
    assert "without=Person" in page.page.url
    page.page.locator('[data-mode="table"]').click()
    assert page.page.get_by_role("rowheader", name="Test Person 3", exact=True).count() == 0
    button.click()
    assert page.page.get_by_role("rowheader", name="Test Person 3", exact=True).count() == 1


def test_the_language_switch_changes_page_and_data(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, f"thing={PROPOSAL}")
    page.page.locator('[data-lang="ko"]').click()
    assert page.page.locator("html").get_attribute("lang") == "ko"
    assert page.page.locator("#panel h2").inner_text().startswith("알래스카용 쇄빙")
    assert page.page.locator("#title").inner_text() == "한일 관계 지식 그래프"
    page.page.locator('[data-lang="ja"]').click()
    heading = page.page.locator("#panel h2")
    assert heading.inner_text().startswith("アラスカ向け")
    assert heading.get_attribute("lang") == "ja"
    assert page.page.locator("#panel .names p[lang=en]").inner_text().startswith("Build icebreaking")


def test_a_click_on_the_drawing_opens_the_panel_with_its_evidence(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file)
    place = page.ask("id => kjExplorer.placeOf(id)", PROPOSAL)
    page.page.locator("#canvas").click(position={"x": place["x"], "y": place["y"]})
    panel = page.page.locator("#panel")
    panel.locator("h2").wait_for()
    text = panel.inner_text()
    assert "Build icebreaking LNG carriers" in text
    assert "our translation" in text
    assert "Event report of 16 May 2025" in text
    assert "characters 3848–3939" in text
    assert "36916fb81f3c" in text
    assert "place found" in text
    assert "record of proceedings" in text.lower()
    assert "Editor's readings" in text
    assert "without naming the project" in text
    link = panel.locator(".evidence a").first
    assert link.get_attribute("href") == "https://apinitiative.org/en/2025/05/16/60421"


def test_the_life_of_an_agreement_is_told_with_signatories_and_doubt(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, f"thing={GSOMIA}")
    text = page.page.locator("#panel").inner_text()
    for part in (
        "23 November 2016",
        "Test Person 0",
        "for Japan, Test Office",
        "by Republic of Korea",
        "No end found by 22 November 2026",
    ):
        assert part in text
    page.page.locator("#panel summary.status-unverified").first.click()
    assert "unverified" in page.page.locator("#panel .evidence").first.inner_text()


def test_positions_stand_side_by_side(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, f"thing={MATTER}")
    cards = page.page.locator("#panel .position")
    assert cards.count() == 2
    one, other = (cards.nth(at).bounding_box() for at in (0, 1))
    assert one is not None
    assert other is not None
    assert one["y"] == other["y"]
    assert one["x"] != other["x"]


def test_a_fragment_restores_the_view_and_the_history_works(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, f"thing={GSOMIA}&lang=ja&without=Person,Claim&at=10,20,1.500")
    view = page.ask("kjExplorer.view()")
    assert view["thing"] == GSOMIA
    assert view["lang"] == "ja"
    assert view["without"] == ["Person", "Claim"]
    assert view["camera"] == {"x": 10, "y": 20, "scale": 1.5}
    page.page.locator('[data-lang="en"]').click()
    page.page.get_by_role("button", name="intelligence sharing").click()
    assert page.ask("kjExplorer.view().thing") == "area-intelligence-sharing"
    written = page.page.url
    page.page.go_back()
    assert page.ask("kjExplorer.view().thing") == GSOMIA
    assert page.ask("kjExplorer.view().lang") == "en"
    page.page.go_back()
    assert page.ask("kjExplorer.view().lang") == "ja"
    page.page.go_forward()
    page.page.go_forward()
    assert page.page.url == written
    again = visit(sample_file, written.split("#", 1)[1])
    assert again.ask("kjExplorer.view()") == page.ask("kjExplorer.view()")


def test_a_browser_that_cannot_unpack_says_so_plainly(browser: Browser, sample_file: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.add_init_script("delete globalThis.DecompressionStream")
    page.goto(sample_file.resolve().as_uri())
    page.get_by_text("This browser cannot unpack the data").wait_for()
    assert page.get_by_text("展開できません").is_visible()
    assert told == []
    context.close()


def test_a_fragment_that_says_nonsense_is_passed_over(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, "thing=nothing-here&lang=xx&without=Nobody&at=a,b,-1&search=%E0%A4%A")
    view = page.ask("kjExplorer.view()")
    assert (view["thing"], view["lang"], view["without"], view["camera"]) == ("", "en", [], None)
    assert page.messages == []


def test_the_list_holds_what_the_drawing_holds(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, "as=list")
    assert page.page.locator("#list tbody tr").count() == len(
        page.ask("[...kjExplorer.visible(), ...kjExplorer.lanes()]")
    )
    page.page.locator("#search").fill("시험 협정")
    page.wait_until("document.querySelectorAll('#list tbody tr').length === 60")
    page.page.locator("th.date button").click()
    assert page.page.locator("th.date").get_attribute("aria-sort") == "ascending"
    assert page.page.locator("#list tbody td.date").first.inner_text() == "1960"
    page.page.locator("#list tbody button").first.click()
    assert page.page.locator("#panel").is_visible()


@pytest.mark.parametrize(
    "fragment", ["", "thing=agreement-hostile", "thing=agreement-hostile&lang=ko&as=list", "thing=__proto__"]
)
def test_hostile_data_stays_text(visit: Open, hostile_file: Path, fragment: str) -> None:
    page = visit(hostile_file, fragment)
    page.page.locator("#search").fill("</script>")
    page.page.wait_for_timeout(200)
    for summary in page.page.locator("#panel summary").all():
        summary.click()
    assert page.ask("globalThis.kjHacked === undefined")
    assert page.page.locator("#panel img, #panel script, #panel [onclick], #results img, #list img").count() == 0
    hrefs = page.ask("[...document.querySelectorAll('a[href]')].map(a => a.protocol)")
    assert set(hrefs) <= {"http:", "https:", "file:"}
    if "hostile" in fragment:
        assert "<img src=x onerror=" in page.page.locator("#panel h2").inner_text()
        source = page.page.locator("#panel .evidence .source").first
        source.click()
        assert "javascript:globalThis.kjHacked=5" in page.page.locator("#panel").inner_text()
        assert page.page.locator("#panel a").count() == 0
    assert page.messages == []
    assert page.requests == [page.requests[0]]


def test_a_script_put_into_the_page_is_refused(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file)
    page.ask("""() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.kjHacked = 1";
      document.body.append(script);
      const image = document.createElement("img");
      image.src = "https://example.org/x.png";
      document.body.append(image);
    }""")
    page.page.wait_for_timeout(200)
    assert page.ask("globalThis.kjHacked === undefined")
    assert any("Content Security Policy" in message for message in page.messages)
    # Chromium tells of the picture's request and then blocks it; nothing may have been answered.
    assert page.ask("performance.getEntriesByType('resource').every(each => each.transferSize === 0)")


@pytest.mark.parametrize(
    "fragment", ["", f"thing={GSOMIA}", f"thing={MATTER}&lang=ja", "as=list", f"as=list&thing={GSOMIA}"]
)
def test_a_phone_never_scrolls_sideways(visit: Open, sample_file: Path, fragment: str) -> None:
    page = visit(sample_file, fragment, width=390, height=844, touch=True)
    assert page.ask("document.documentElement.scrollWidth") <= 390
    assert page.ask("document.documentElement.scrollHeight") <= 844
    if "thing" in fragment:
        assert page.ask(
            "(() => { const p = document.getElementById('panel'); return p.scrollWidth <= p.clientWidth; })()"
        )


def test_a_tap_opens_a_sheet_that_leaves_the_thing_in_sight(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, width=390, height=844, touch=True)
    place = page.ask("kjExplorer.placeOf('event-kjfvd-2025-session-3')")
    canvas = page.page.locator("#canvas").bounding_box()
    assert canvas is not None
    page.page.touchscreen.tap(canvas["x"] + place["x"], canvas["y"] + place["y"])
    page.page.locator("#panel h2").wait_for()
    assert page.ask("kjExplorer.view().thing") == "event-kjfvd-2025-session-3"
    sheet = page.page.locator("#panel").bounding_box()
    assert sheet is not None
    assert canvas["y"] + page.ask("kjExplorer.placeOf('event-kjfvd-2025-session-3').y") < sheet["y"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_colour_schemes_follow_the_reader_and_the_button(visit: Open, sample_file: Path, scheme: str) -> None:
    page = visit(sample_file, scheme=scheme)
    read = "getComputedStyle(document.body).backgroundColor"
    before = page.ask(read)
    page.page.locator("#scheme").click()
    after = page.ask(read)
    dark, light = "rgb(20, 23, 27)", "rgb(251, 250, 247)"
    assert (before, after) == ((dark, light) if scheme == "dark" else (light, dark))


def test_the_keyboard_reaches_everything_with_a_name(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, f"thing={GSOMIA}")
    nameless = page.ask("""() => [...document.querySelectorAll("button, a[href], input, summary")]
      .filter(each => each.offsetParent !== null && !(each.getAttribute("aria-label") || each.textContent.trim()))
      .map(each => each.outerHTML.slice(0, 80))""")
    assert nameless == []
    page.page.locator("#search").focus()
    page.page.keyboard.press("Tab")
    assert page.ask("document.activeElement.dataset.lang") == "en"
    assert page.ask("getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_the_project_s_own_data_is_drawn_with_legible_names(
    visit: Open, project_file: Path, width: int, height: int
) -> None:
    page = visit(project_file, width=width, height=height)
    assert page.ask("kjExplorer.timings().page") < 5000
    boxes = page.ask("kjExplorer.labelBoxes()")
    check_apart(boxes, width)
    named = {box["id"] for box in boxes}
    assert {"state-japan", "state-republic-of-korea"} <= named
    assert any(each.startswith("agreement-") for each in named)
    assert any(each.startswith("event-") for each in named)
    if width > 1000:
        assert {"event-kjfvd-2025", GSOMIA, "agreement-basic-treaty-1965", "agreement-claims-1965"} <= named
    assert page.messages == []


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_the_opening_view_names_nearly_all_that_it_shows(visit: Open, project_file: Path, language: str) -> None:
    page = visit(project_file, f"lang={language}")
    boxes = page.ask("kjExplorer.labelBoxes()")
    check_apart(boxes, 1440)
    shown = page.ask("kjExplorer.visible()")
    assert len(shown) < 110
    assert len(boxes) > len(shown) * 0.9
    # The whole chart is in sight, above the strip.
    edge = page.ask("kjExplorer.strip().room.y")
    assert all(0 < page.ask("id => kjExplorer.placeOf(id).y", each) < edge for each in shown)


def test_things_of_the_project_s_own_data_open_their_panels(visit: Open, project_file: Path) -> None:
    page = visit(project_file)
    nameless = page.ask("""async () => {
      // Chromium ignores the rest of more than 200 navigations in ten seconds, so some ninety things are tried.
      const all = kjExplorer.visible();
      const step = Math.ceil(all.length / 90);
      const nameless = [];
      for (const id of all.filter((_, at) => at % step === 0)) {
        location.hash = `thing=${id}`;
        await new Promise((resolve) => setTimeout(resolve));
        const heading = document.querySelector("#panel h2");
        if (!heading || !heading.textContent.trim() || kjExplorer.view().thing !== id) nameless.push(id);
      }
      return nameless;
    }""")
    assert nameless == []
    assert page.messages == []


def test_the_panel_tells_what_sources_give_otherwise_and_what_editors_remark(visit: Open, project_file: Path) -> None:
    page = visit(project_file, "thing=event-camp-david-summit-2023")
    proof = page.page.locator("#panel details.proof:has(> summary.status-disputed)").first
    proof.locator("summary").click()
    assert "19 August 2023" in proof.inner_text()
    assert "18 August 2023" in page.page.locator("#panel").inner_text()
    page.page.evaluate("location.hash = 'thing=agreement-camp-david-principles-2023'")
    page.page.locator("#panel h2", has_text="Camp David Principles").wait_for()
    assert "No words on binding force were found." in (page.page.locator("#panel").text_content() or "")


def test_the_focus_follows_into_the_panel(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, f"thing={GSOMIA}")
    page.page.get_by_role("button", name="intelligence sharing").press("Enter")
    assert page.ask("kjExplorer.view().thing") == "area-intelligence-sharing"
    assert page.ask("document.activeElement.id") == "panel"
    page.page.keyboard.press("Escape")
    assert page.ask("document.activeElement.id") == "search"
