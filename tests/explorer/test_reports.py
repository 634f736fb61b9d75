"""The analyst's pages: treaty status sheet, dossier of a contested matter, change brief."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from explorer_visit import Visit

from kj_graph.graph import KnowledgeGraph

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Open = Callable[..., Visit]
Show = Callable[[str], Visit]

GSOMIA = "agreement-gsomia-2016"
SCOPE = "matter-scope-of-the-1965-claims-agreement"
DOCUMENT = Path(__file__).parents[2] / "docs" / "analyst-pages.md"
PREFIXES = """PREFIX kj: <https://w3id.org/kj-graph/ontology#>
PREFIX kjr: <https://w3id.org/kj-graph/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def ask(graph: KnowledgeGraph, pattern: str) -> list[list[str]]:
    """Return the answer as texts, IRIs without their namespace."""
    solutions: Any = graph.query(PREFIXES + pattern)
    kept = [[getattr(term, "value", "") for term in row] for row in solutions.rows]
    return [[value.removeprefix("https://w3id.org/kj-graph/id/") for value in row] for row in kept]


READ_RETURNS = """() => {
  const years = (times) => [...times].map((time) => Number(/\\d{4}/.exec(time.textContent)[0]));
  const returns = [...document.querySelectorAll("#report .return")];
  return returns.filter((each) => each.querySelector(".before")).map((each) => ({
    nowYears: years(each.querySelector(".moves").querySelectorAll("time")),
    beforeYears: years(each.querySelectorAll(".before time")),
  }));
}"""

READ_PRINT = """() => {
  const style = (selector) => getComputedStyle(document.querySelector(selector));
  return {
    paper: style("body").backgroundColor, ink: style("#report h2").color, bar: style("#time").display,
    head: style(".top").display, drawing: style("#drawing").display, flow: style("#report").position,
  };
}"""


@pytest.fixture(scope="module")
def pages(browser: Browser, asked_file: Path) -> Iterator[Callable[[str], Visit]]:
    """Show one report after the other in one page of the project's own data."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="dark", reduced_motion="reduce")
    page = Visit(context.new_page(), asked_file.resolve().as_uri()).open()

    def show(fragment: str) -> Visit:
        page.ask("hash => { location.hash = hash; }", fragment)
        page.wait_until(f"location.hash === '#{fragment}' && !document.querySelector('#report').hidden")
        return page

    yield show
    assert page.messages == []
    assert len(page.requests) == 1
    context.close()


def read(page: Visit, selector: str = "#report") -> str:
    return re.sub(r"\s+", " ", page.page.locator(selector).inner_text())


def test_a_sheet_says_at_a_glance_that_gsomia_never_lapsed(pages: Show) -> None:
    page = pages(f"sheet={GSOMIA}")
    glance = read(page, ".glance")
    assert "No lapse found up to" in glance
    told = [
        re.sub(r"[\d≠? ]*$", "", read_one)
        for read_one in (re.sub(r"\s+", " ", each.inner_text()) for each in page.page.locator(".glance li").all())
    ]
    assert told == [
        "23 August 2019 notice of termination (Republic of Korea)",
        "22 November 2019 notice suspended (Republic of Korea)",
        "21 March 2023 notice withdrawn (Republic of Korea)",
    ]
    assert "in force" in glance
    assert "Notice period: 90 days" in glance
    assert page.page.title().startswith("Japan–ROK agreement on the protection of classified military information")


def test_a_sheet_names_dates_of_each_party_languages_and_evidence(pages: Show) -> None:
    page = pages("sheet=agreement-claims-1965")
    rows = [
        re.sub(r"\s+", " ", row.inner_text()) for row in page.page.locator("#report tbody").first.locator("tr").all()
    ]
    assert len(rows) == 2
    for row, party, signer in zip(rows, ("Japan", "Republic of Korea"), ("Shiina", "Lee Dong-won"), strict=True):
        assert row.startswith(party)
        assert row.count("22 June 1965") == 1
        assert row.count("18 December 1965") == 2
        assert signer in row
    text = read(page)
    assert re.search(r"authentic language\s*Japanese\s*\d+\s*Korean\s*\d+", text, re.IGNORECASE)
    number = page.page.locator(".glance .ref").first.inner_text().rstrip("?≠")
    page.page.locator(".glance .ref").first.click()
    assert page.ask("document.activeElement.id") == f"ref-{number}"
    entry = read(page, f"#ref-{number}")
    assert "place found" in entry
    address = page.page.locator(f"#ref-{number} a").get_attribute("href") or ""
    assert address.removeprefix("https://").removeprefix("http://").removeprefix("www.") in entry


def test_a_sheet_follows_the_day_and_leads_to_the_dossier_and_back(pages: Show) -> None:
    page = pages("day=1965-07-01&sheet=agreement-claims-1965")
    assert "Made, not yet in force" in read(page, ".glance")
    page.page.locator(f'.glance [data-report="dossier:{SCOPE}"]').click()
    page.wait_until(f"location.hash.includes('dossier={SCOPE}')")
    assert "day=1965-07-01" in page.page.url
    assert page.page.locator("#report h2").inner_text() == "What the 1965 claims agreement settled"
    page.page.go_back()
    page.wait_until("location.hash.includes('sheet=agreement-claims-1965')")
    page.page.keyboard.press("Escape")
    page.wait_until("!location.hash.includes('sheet')")
    assert page.page.locator("#report").is_hidden()
    assert page.page.locator("#canvas").is_visible()


def test_the_panel_and_the_menu_lead_to_the_pages(pages: Show) -> None:
    page = pages(f"dossier={SCOPE}&thing={GSOMIA}")
    page.page.locator("#panel .to-report button").click()
    page.wait_until(f"location.hash === '#sheet={GSOMIA}'")
    assert page.ask("document.activeElement.tagName") == "H2"
    page.page.locator("#pages summary").focus()
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("Enter")
    page.wait_until("location.hash === '#dossier=all'")
    assert page.page.locator("#report tbody tr").count() == 20
    page.page.locator(f'#report [data-report="dossier:{SCOPE}"]').click()
    page.wait_until(f"location.hash === '#dossier={SCOPE}'")
    page.page.locator("#report .joint").first.wait_for()


def test_deadlines_are_counted_from_the_text(pages: Show, graph: KnowledgeGraph) -> None:
    page = pages("sheet=all")
    listed = page.page.locator("#report tbody tr").count()
    assert listed == len(ask(graph, "SELECT DISTINCT ?a { ?a a kj:Agreement . ?l kj:ofAgreement ?a }"))
    page.ask("() => { location.hash = 'sheet=agreement-shelf-south-jdz-1974'; }")
    page.wait_until("document.querySelector('#report h2').textContent.includes('Southern Part')")
    text = read(page)
    # Three years before 22 June 2028.
    assert "22 June 2025 · last day for a notice that takes effect at the end of the term" in text
    assert "22 June 2028 · end of the term by the text" in read(page, ".glance")
    assert "goes on until a party ends it by notice" in text


def test_a_dossier_has_the_joint_text_first_and_equal_room(pages: Show, graph: KnowledgeGraph) -> None:
    page = pages(f"dossier={SCOPE}")
    order = page.ask("[...document.querySelectorAll('#report .joint, #report .voice')].map((each) => each.className)")
    assert order[0] == "joint"
    assert set(order[1:]) == {"voice"}
    held = ask(graph, f"SELECT ?p ?h {{ ?p kj:onMatter kjr:{SCOPE} ; kj:heldBy ?h }}")
    assert page.page.locator("#report .voice > ol > li").count() == len(held)
    sides = page.ask(
        """[...document.querySelectorAll('#report .columns:first-of-type .voice')].map((side) => ({
          name: side.querySelector("h4").innerText.trim(),
          width: side.getBoundingClientRect().width,
          top: side.getBoundingClientRect().top,
          words: [...side.querySelectorAll(".words:not(.translated)")].map((each) => each.lang),
        }))"""
    )
    assert [side["name"] for side in sides] == ["Government of Japan †", "Government of the Republic of Korea †"]
    assert sides[0]["width"] == sides[1]["width"]
    assert sides[0]["top"] == sides[1]["top"]
    assert set(sides[0]["words"]) == {"ja"}
    assert set(sides[1]["words"]) == {"ko"}
    dates = [each.inner_text() for each in page.page.locator("#report .voice").first.locator(".when strong").all()]
    assert dates == ["from 27 August 1991", "from 30 October 2018", "from 20 November 2018"]
    assert all(item.locator(".tier").count() for item in page.page.locator("#report .voice > ol > li").all())


def test_in_korean_the_order_of_names_is_the_korean_one(pages: Show) -> None:
    page = pages(f"lang=ko&dossier={SCOPE}")
    names = [each.inner_text().strip() for each in page.page.locator("#report .voice h4").all()[:2]]
    assert names == ["대한민국 정부", "일본 정부"]


def test_a_brief_tells_what_the_graph_does(pages: Show, graph: KnowledgeGraph) -> None:
    since = "2025-05-01"
    page = pages(f"brief={since}")
    counts = [int(each) for each in re.findall(r": (\d+)[;.]", read(page, "#report .lead"))]
    within = f'FILTER(STR(?to) >= "{since}")'
    steps = ask(graph, f"SELECT DISTINCT ?s {{ ?s a kj:LifeEvent ; kj:latest ?to . {within} }}")
    events = ask(graph, f"SELECT DISTINCT ?s {{ ?s a kj:Event ; kj:date ?d ; kj:latest ?to . {within} }}")
    assert counts[:2] == [len(steps), len(events)]
    changes = ask(graph, f"SELECT DISTINCT ?s {{ ?s a kj:StatusChange ; kj:latest ?to . {within} }}")
    heads = [each.inner_text() for each in page.page.locator("#report h3").all()]
    assert f"What became of proposals ({len(changes)})" in heads
    assert "which does not say that it did not happen" in read(page, ".silence")
    assert "Counted from the term and the period of notice" in read(page)


def test_proposals_that_came_back_had_been_made_before(pages: Show) -> None:
    page = pages("brief=2025-01-01")
    returns = page.ask(READ_RETURNS)
    assert returns
    for each in returns:
        assert each["nowYears"]
        assert min(each["nowYears"]) >= 2025
        assert max(each["beforeYears"]) < 2025


def test_the_day_of_a_brief_can_be_changed(pages: Show) -> None:
    page = pages("brief=2026-01-01")
    page.page.locator("#brief-since").fill("2019-07")
    page.page.keyboard.press("Enter")
    page.wait_until("location.hash === '#brief=2019-07-01'")
    page.page.locator("#brief-since").fill("2019-13")
    page.page.keyboard.press("Enter")
    assert page.page.locator("#brief-since").get_attribute("aria-invalid") == "true"
    assert page.page.url.endswith("#brief=2019-07-01")
    page.page.locator(".since button").last.click()
    page.wait_until("location.hash !== '#brief=2019-07-01'")
    asked = date.fromisoformat(page.page.url[-10:])
    assert page.page.locator("#report h2").inner_text().startswith(f"What changed, {asked.day} ")


def test_every_address_in_the_documentation_opens(pages: Show) -> None:
    told = re.findall(r"`#((?:sheet|dossier|brief)=[^`]+)`", DOCUMENT.read_text(encoding="utf-8"))
    assert len(told) == 5
    for fragment in told:
        name, _, value = fragment.partition("=")
        assert pages(fragment).ask("kjExplorer.view().pages") == {name: value}


def test_what_is_no_report_is_passed_over(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file)
    for fragment in (
        "sheet=nothing",
        f"sheet={SCOPE}",
        f"dossier={GSOMIA}",
        "brief=1850-01-01",
        "brief=soon",
        "embed=2",
    ):
        page.ask("hash => { location.hash = hash; }", fragment)
        page.wait_until("location.hash !== ''")
        assert page.page.locator("#report").is_hidden()
        assert page.ask("kjExplorer.view().pages") == {}
    assert page.messages == []


@pytest.mark.parametrize("lang", ["ko", "ja"])
def test_reports_speak_the_page_s_language(pages: Show, lang: str) -> None:
    for fragment in (f"sheet={GSOMIA}", f"dossier={SCOPE}", "brief=2026-01-01", "sheet=all"):
        page = pages(f"lang={lang}&{fragment}")
        heads = [
            each.inner_text() for each in page.page.locator("#report h3, #report dt, #report th[scope=col]").all()[:40]
        ]
        assert heads
        assert not [each for each in heads if re.fullmatch(r"[A-Za-z ,()0-9]+", each)], heads


def test_reports_fit_a_narrow_phone(pages: Show) -> None:
    beyond = "(() => { const it = document.querySelector('#report'); return it.scrollWidth - it.clientWidth; })()"
    page = pages("sheet=all")
    page.page.set_viewport_size({"width": 320, "height": 640})
    for fragment in (f"sheet={GSOMIA}", f"dossier={SCOPE}", "brief=2026-01-01", "sheet=all"):
        pages(fragment)
        assert page.ask("document.documentElement.scrollWidth") <= 320
        assert page.ask(beyond) <= 0
    page.page.set_viewport_size({"width": 1440, "height": 900})


def test_printed_a_report_is_black_on_white_with_its_addresses(pages: Show) -> None:
    page = pages(f"sheet={GSOMIA}")
    page.page.emulate_media(media="print")
    page.ask("dispatchEvent(new Event('beforeprint'))")
    assert page.ask(READ_PRINT) == {
        "paper": "rgb(255, 255, 255)",
        "ink": "rgb(0, 0, 0)",
        "bar": "none",
        "head": "none",
        "drawing": "none",
        "flow": "static",
    }
    addresses = [each.inner_text() for each in page.page.locator(".references a").all()]
    assert addresses
    assert all("." in each and "/" in each for each in addresses)
    page.ask("dispatchEvent(new Event('afterprint'))")
    assert page.ask("document.documentElement.dataset.scheme") is None
    assert len(re.findall(rb"/Type\s*/Page\b", page.page.pdf())) in range(2, 12)
    page.page.emulate_media(media="screen")


def test_printed_the_drawing_is_lines_on_white_and_only_for_the_paper(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file, scheme="dark")
    page.ask("dispatchEvent(new Event('beforeprint'))")
    assert page.page.locator(".printed svg text").count() > 5
    assert page.page.locator(".printed svg > rect").get_attribute("fill") == "#ffffff"
    page.ask("dispatchEvent(new Event('afterprint'))")
    assert page.page.locator(".printed").count() == 0
    assert page.messages == []


def test_hostile_words_in_reports_stay_text(visit: Open, hostile_file: Path) -> None:
    page = visit(hostile_file)
    for fragment in ("sheet=agreement-hostile", "dossier=matter-hostile", "brief=2020-01-01"):
        page.ask("hash => { location.hash = hash; }", fragment)
        page.wait_until("!document.querySelector('#report').hidden")
        assert "<img src=x" in read(page)
    assert page.ask("globalThis.kjHacked") is None
    assert page.page.locator("#report img, #report script").count() == 0
    page.ask("dispatchEvent(new Event('beforeprint'))")
    assert page.messages == []
    assert len(page.requests) == 1
