"""The filter: six facets that narrow together, counted, in the address, on the day of the slider."""

from __future__ import annotations

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


@pytest.fixture(scope="module")
def page(browser: Browser, project_file: Path) -> Iterator[Visit]:
    """One page of the project's own data for all the tests that leave it as they found it."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield Visit(context.new_page(), project_file.resolve().as_uri()).open()
    context.close()


def go(page: Visit, fragment: str) -> list[str]:
    """Go to a view of the page and return what it shows."""
    page.ask("hash => { location.hash = hash; }", fragment)
    page.wait_until(f"decodeURIComponent(location.hash) === '#{fragment}' && kjExplorer.visible().length >= 0")
    page.page.wait_for_timeout(60)
    visible: list[str] = page.ask("kjExplorer.visible()")
    return visible


def ask(graph: KnowledgeGraph, question: str) -> set[str]:
    """Return the first column of an answer as slugs."""
    rows: Any = graph.query(question)
    return {str(next(iter(row.values()))).removeprefix(v.KJR) for row in rows.to_dicts()}


def test_a_status_is_that_of_the_day(page: Visit, graph: KnowledgeGraph) -> None:
    rows: Any = graph.query("in-force-on", {"day": "2019-08-23"})
    wanted = {
        str(row["agreement"]).removeprefix(v.KJR) for row in rows.to_dicts() if str(row["status"]).endswith("-in-force")
    }
    assert set(go(page, "day=2019-08-23&filter=class:Agreement,status:status-in-force")) == wanted
    later = set(go(page, "day=1965-12-20&filter=class:Agreement,status:status-in-force"))
    assert later < set(go(page, "filter=class:Agreement"))
    assert "agreement-gsomia-2016" not in later
    assert {"agreement-fisheries-1965", "agreement-basic-treaty-1965"} <= later


def test_facets_narrow_together_and_values_of_one_widen(page: Visit, graph: KnowledgeGraph) -> None:
    area = "kjr:area-security-defence"
    inside = ask(
        graph,
        f"SELECT DISTINCT ?it WHERE {{ ?it a kj:Agreement ; kj:policyArea/skos:broader* {area} ;"
        " kj:instrumentKind kjr:kind-treaty }",
    )
    assert inside
    treaties = set(go(page, "filter=class:Agreement,kind:kind-treaty,area:area-security-defence"))
    assert treaties == inside
    both = set(go(page, "filter=class:Agreement,kind:kind-joint-statement|kind-treaty,area:area-security-defence"))
    assert treaties < both


def test_a_holder_and_the_evidence_are_facets(page: Visit, graph: KnowledgeGraph) -> None:
    holder = "kjr:organization-government-of-japan"
    held = ask(graph, f"SELECT ?it WHERE {{ ?it a kj:Position ; kj:heldBy {holder} }}")
    assert set(go(page, "filter=class:Position,holder:organization-government-of-japan")) == held
    every = len(go(page, "filter=class:Position"))
    parts = [len(go(page, f"filter=class:Position,evidence:{each}")) for each in ("seen", "unverified", "none")]
    assert sum(parts) == every
    assert parts[0] > 0


def test_what_a_filter_says_wrongly_is_passed_over(page: Visit) -> None:
    go(page, "filter=class:Nobody,kind:kind-treaty,what:ever,area:area-nowhere")
    assert page.ask("kjExplorer.view().filter") == "kind:kind-treaty"


def test_the_panel_counts_narrows_and_resets_by_keyboard(visit: Open, project_file: Path) -> None:
    page = visit(project_file)
    opening = page.ask("kjExplorer.visible()")
    button = page.page.locator("#filter-open")
    button.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.ask("document.activeElement.type") == "checkbox"
    facets = page.page.locator("#filters fieldset")
    assert facets.count() == 6
    assert "Status on" in facets.nth(3).inner_text()
    box = page.page.locator('[data-value="class:Agreement"]')
    told = page.page.locator('label:has([data-value="class:Agreement"]) .count').inner_text()
    box.focus()
    page.page.keyboard.press("Space")
    assert page.ask("kjExplorer.view().filter") == "class:Agreement"
    assert page.ask("document.activeElement.dataset.value") == "class:Agreement"
    assert len(page.ask("kjExplorer.visible()")) == int(told)
    assert page.page.locator("#filters [role=status]").inner_text().startswith(f"{told} of ")
    # A facet's own choice does not change its own counts; it changes those of the others.
    assert page.page.locator('label:has([data-value="class:Agreement"]) .count').inner_text() == told
    treaties = page.page.locator('label:has([data-value="kind:kind-treaty"]) .count').inner_text()
    page.page.locator('[data-value="kind:kind-treaty"]').check()
    assert len(page.ask("kjExplorer.visible()")) == int(treaties)
    assert page.page.url.endswith("#filter=class:Agreement,kind:kind-treaty")
    page.page.go_back()
    assert page.ask("kjExplorer.view().filter") == "class:Agreement"
    page.page.go_forward()
    page.page.keyboard.press("Escape")
    assert page.page.locator("#filters").is_hidden()
    assert page.ask("document.activeElement.id") == "filter-open"
    page.page.get_by_role("button", name="Remove from filter: treaty").click()
    assert page.ask("kjExplorer.view().filter") == "class:Agreement"
    page.page.get_by_role("button", name="Reset filter").click()
    assert page.ask("kjExplorer.visible()") == opening
    assert page.messages == []


def test_what_a_lane_holds_unseen_is_told_and_opens(visit: Open, project_file: Path) -> None:
    page = visit(project_file)
    rest = next(
        each for each in page.ask("kjExplorer.laneBoxes()") if each["act"] == "rest" and each["id"] == "area-economy"
    )
    page.page.locator("#canvas").click(position={"x": rest["x"] + 20, "y": rest["y"] + 8})
    assert page.ask("kjExplorer.view().filter") == "class:Agreement,area:area-economy"
    assert "agreement-yen-loan-1983" in page.ask("kjExplorer.visible()")


def test_the_table_holds_all_that_the_filter_leaves(page: Visit) -> None:
    drawn = go(page, "filter=class:Event|Claim")
    told = page.page.locator("#counts").inner_text()
    assert told.startswith(f"{len(drawn)} of ")
    go(page, "view=table&filter=class:Event|Claim")
    rows = page.page.locator("#list tbody tr").count()
    assert rows > len(drawn) > 300
    page.page.locator("#list th.status button").click()
    assert page.page.locator("#list th.status").get_attribute("aria-sort") == "ascending"
    go(page, "view=table&filter=class:Agreement&day=2019-08-23")
    row = page.page.get_by_role("row").filter(has=page.page.get_by_role("rowheader", name="(GSOMIA)"))
    assert "in force" in row.locator("td.status").inner_text()
