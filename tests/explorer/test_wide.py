"""A page of a thousand things: what it opens on, and how the rest is brought in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from explorer_visit import Visit

from kj_graph import vocabulary as v
from kj_graph.graph import KnowledgeGraph

Open = Callable[..., Visit]
PROPOSAL = "claim-kjfvd-2025-icebreaking-lng-carriers"


def test_opens_on_a_part_and_says_so(visit: Open, wide_file: Path) -> None:
    page = visit(wide_file)
    visible = page.ask("kjExplorer.visible()")
    assert 40 < len(visible) <= 160
    said = page.page.locator("#counts").inner_text()
    assert said.startswith(f"{len(visible)} of ")
    assert "things shown" in said
    assert page.messages == []


def test_a_class_is_brought_in_and_sent_away(visit: Open, wide_file: Path) -> None:
    page = visit(wide_file)
    button = page.page.locator('#legend [data-class="Person"]')
    assert button.count() == 0
    page.page.locator("#legend-more").click()
    assert page.ask("document.activeElement.dataset.class") == "Organization"
    assert button.get_attribute("aria-pressed") == "false"
    assert button.inner_text().endswith("345")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    visible = page.ask("kjExplorer.visible()")
    assert sum(each.startswith("person-") for each in visible) == 345
    assert "with=Person" in page.page.url
    again = visit(wide_file, page.page.url.split("#", 1)[1])
    assert again.ask("kjExplorer.visible()") == visible
    button.click()
    assert not any(each.startswith("person-") for each in page.ask("kjExplorer.visible()"))


def test_a_class_shown_in_part_is_completed_then_emptied(visit: Open, wide_file: Path) -> None:
    page = visit(wide_file)
    count = "kjExplorer.visible().filter(id => id.startsWith('event-')).length"
    button = page.page.locator('#legend [data-class="Event"]')
    assert button.get_attribute("aria-pressed") == "mixed"
    assert f"{page.ask(count)} / 403" in button.inner_text()
    button.click()
    assert (button.get_attribute("aria-pressed"), page.ask(count)) == ("true", 403)
    button.click()
    assert (button.get_attribute("aria-pressed"), page.ask(count)) == ("false", 0)
    page.page.get_by_role("button", name="As at first").click()
    assert button.get_attribute("aria-pressed") == "mixed"


def test_a_thing_of_an_absent_class_is_found_and_drawn_with_its_neighbours(visit: Open, wide_file: Path) -> None:
    page = visit(wide_file)
    assert "person-wide-250" not in page.ask("kjExplorer.visible()")
    page.page.locator("#search").fill("넓은인물 250")
    page.page.locator('#results [role="option"]').first.wait_for()
    page.page.keyboard.press("Enter")
    assert page.ask("kjExplorer.view().thing") == "person-wide-250"
    assert {"person-wide-250", "event-wide-250", "office-test"} <= set(page.ask("kjExplorer.visible()"))
    page.wait_until("kjExplorer.labelBoxes().some(box => box.id === 'person-wide-250')")
    place = page.ask("kjExplorer.placeOf('person-wide-250')")
    assert 0 < place["x"] < 1010
    assert 0 < place["y"] < 800
    page.page.keyboard.press("Escape")
    assert "person-wide-250" not in page.ask("kjExplorer.visible()")


def test_a_fragment_shows_a_thing_whose_class_is_absent(visit: Open, wide_file: Path) -> None:
    page = visit(wide_file, "thing=claim-wide-41&lang=ja")
    assert "claim-wide-41" in page.ask("kjExplorer.visible()")
    assert page.page.locator("#panel h2").inner_text() == "広い主張41"


@pytest.mark.parametrize(
    ("thing", "share"), [("state-japan", "36 most telling of"), ("office-test", "36 most telling of 302")]
)
def test_a_thing_with_hundreds_of_neighbours_brings_in_the_most_telling(
    visit: Open, wide_file: Path, thing: str, share: str
) -> None:
    page = visit(wide_file)
    before = len(page.ask("kjExplorer.visible()"))
    page.ask("id => { location.hash = `thing=${id}`; }", thing)
    page.wait_until(f"kjExplorer.view().thing === '{thing}'")
    assert len(page.ask("kjExplorer.visible()")) <= before + 37
    assert share in page.page.locator("#panel .share").inner_text()


def test_a_tenure_is_told_in_the_panels_of_person_and_office(visit: Open, wide_file: Path) -> None:
    page = visit(wide_file, "thing=person-test-0")
    held = page.page.locator("#panel .tenures")
    text = held.inner_text()
    for part in ("Held office", "Test Office", "from 30 July 1998", "until October 1999", "Acting until the vote"):
        assert part in text
    held.locator("summary").first.click()
    assert "Event report of 16 May 2025" in held.inner_text()
    held.get_by_role("button", name="Test Office").click()
    assert page.ask("kjExplorer.view().thing") == "office-test"
    assert "Held by" in page.page.locator("#panel .tenures").inner_text()


def test_what_became_of_a_proposal_is_dated_and_evidenced(visit: Open, wide_file: Path) -> None:
    page = visit(wide_file, f"thing={PROPOSAL}")
    changes = page.page.locator("#panel .changes")
    assert "1 March 2026" in changes.inner_text()
    assert "adopted" in changes.inner_text().lower()
    changes.locator("summary").first.click()
    assert "characters 3848–3939" in changes.inner_text()
    page.page.get_by_role("button", name="Test theme").click()
    assert page.ask("kjExplorer.view().thing") == "theme-test"


def test_what_the_data_cover_is_told_from_the_header(visit: Open, wide_file: Path) -> None:
    page = visit(wide_file, "lang=ko")
    page.page.get_by_role("button", name="수록 범위").click()
    text = page.page.locator("#panel").inner_text()
    assert "시험 조약" in text
    assert "시험이라는 모든 조약" in text
    again = visit(wide_file, page.page.url.split("#", 1)[1])
    assert again.page.locator("#panel .coverage").count() == 1
    page.page.keyboard.press("Escape")
    assert page.page.locator("#panel").is_hidden()


@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_contested_matters_are_written_with_their_own_name(
    visit: Open, project_file: Path, graph: KnowledgeGraph, language: str
) -> None:
    """Other names of a matter can be one side's words, so none of them stands for it in the drawing."""
    page = visit(project_file, f"lang={language}")
    labelled = KnowledgeGraph(graph.store, language)
    matters = [quad.subject for quad in graph.store.quads(predicate=v.TYPE, value=v.kj("ContestedMatter"))]
    assert len(matters) > 10
    for matter in matters:
        written = page.ask(f"kjExplorer.writtenName('{matter.value.removeprefix(v.KJR)}')")
        assert written == labelled.label(matter)
