"""The saved questions in the page: the rows of the command line, sortable, linked, and in the address."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from explorer_sample import make_hostile, make_sample
from explorer_visit import Visit

from kj_graph import vocabulary as v
from kj_graph.errors import QueryError
from kj_graph.explorer import answers as answers_module
from kj_graph.explorer import collect_answers
from kj_graph.graph import KnowledgeGraph
from kj_graph.opening import open_graph

Open = Callable[..., Visit]


def test_every_question_of_this_graph_that_has_rows_is_answered(graph: KnowledgeGraph, answers: dict[str, Any]) -> None:
    told = {question["name"] for question in answers["questions"]}
    assert told == {question.name for question in graph.questions() if not question.registers}


def test_the_rows_are_those_of_the_command_line(graph: KnowledgeGraph, answers: dict[str, Any]) -> None:
    for question in answers["questions"]:
        for language in question["answers"]:
            wanted: Any = graph.query(question["name"], {"lang": language} if language else {}, row_limit=250)
            told = [
                ["".join(cell) if isinstance(cell, list) else cell for cell in row]
                for row in question["answers"][language]
            ]
            kept = [[getattr(term, "value", "") for term in row] for row in wanted.rows]
            short = [[value.removeprefix("https://w3id.org/kj-graph/id/") for value in row] for row in kept]
            assert told == short, question["name"]
            assert question["cut"] is wanted.cut


def test_headings_and_wording_are_in_three_languages(answers: dict[str, Any]) -> None:
    for question in answers["questions"]:
        assert set(question["wording"]) == {"en", "ko", "ja"}
        for column in question["columns"]:
            assert set(column) == {"en", "ko", "ja"}
            assert all(column.values())


def test_a_question_that_takes_too_long_is_left_out(graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: KnowledgeGraph, query: str, *rest: object, **named: object) -> Any:
        if query == "proposals":
            raise QueryError("the query was stopped after 10 seconds")
        return plain(self, query, *rest, **named)

    plain: Any = KnowledgeGraph.query
    monkeypatch.setattr(KnowledgeGraph, "query", refuse)
    monkeypatch.setattr(answers_module, "SECONDS", None)
    names = {question["name"] for question in collect_answers(graph)["questions"]}
    assert "proposals" not in names
    assert "claims" in names


def test_an_answer_opens_from_the_header_and_leads_to_things(visit: Open, asked_file: Path) -> None:
    page = visit(asked_file)
    page.page.get_by_role("button", name="Ask", exact=True).click()
    dialog = page.page.get_by_role("dialog", name="Questions and answers")
    dialog.get_by_role("button", name="What did the dialogue propose, in which").click()
    assert "question=proposals" in page.page.url
    assert page.ask("document.activeElement.id") == "answer-title"
    assert dialog.locator("tbody tr").count() == 10
    dialog.get_by_role("button", name="Build icebreaking LNG carriers").first.click()
    assert not dialog.is_visible()
    assert page.page.locator("#panel h2").inner_text().startswith("Build icebreaking LNG carriers")
    assert page.ask("document.activeElement.id") == "panel"
    page.page.go_back()
    assert dialog.locator("tbody tr").count() == 10
    page.page.keyboard.press("Escape")
    assert not dialog.is_visible()
    assert "question=" not in page.page.url
    assert page.messages == []
    assert len(page.requests) == 1


def test_an_answer_is_drawn(visit: Open, asked_file: Path, graph: KnowledgeGraph) -> None:
    page = visit(asked_file, "question=proposals")
    answer: Any = graph.query("proposals")
    named = {term.value.removeprefix(v.KJR) for row in answer.rows for term in row if term is not None}
    page.page.get_by_role("button", name="Draw what it names").click()
    assert not page.page.locator("#ask").is_visible()
    assert page.ask("decodeURIComponent(location.hash)") == "#filter=answer:proposals"
    drawn = set(page.ask("kjExplorer.visible()"))
    assert "claim-kjfvd-2025-icebreaking-lng-carriers" in drawn
    assert len(drawn) > 10
    assert drawn <= named
    page.page.get_by_role("button", name="Network", exact=True).click()
    assert len(set(page.ask("kjExplorer.visible()")) - named) <= 1  # the thing in the middle stays
    page.page.go_back()
    page.page.go_back()
    assert page.page.locator(".answer tbody tr").count() == 10
    assert page.messages == []


def test_an_answer_is_sorted_by_its_columns(visit: Open, asked_file: Path) -> None:
    page = visit(asked_file, "question=deadlines")
    head = page.page.locator(".answer th").nth(0)
    assert head.get_attribute("aria-sort") is None
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    cells = page.page.locator(".answer tbody tr td:first-child")
    assert cells.nth(0).inner_text() == "Oct 1971"
    assert page.ask("document.activeElement.dataset.column") == "0"
    assert "ascending" in page.page.locator("#ask-status").inner_text()
    head.get_by_role("button").press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    # What has no value stands first when the order is turned round.
    shown = [each for each in cells.all_inner_texts() if each]
    assert shown[0] == "22 Jun 2028"


def test_wording_answers_and_names_follow_the_language(visit: Open, asked_file: Path) -> None:
    page = visit(asked_file, "question=positions-on&lang=ja")
    answer = page.page.locator(".answer")
    assert answer.locator("h3").inner_text() == "この日、誰がどのような立場をとっていたか。"
    text = answer.inner_text()
    rows = answer.locator("tbody tr").count()
    assert rows > 20
    for part in ("2012年1月1日", "確実", f"{rows}行"):
        assert part in text
    assert page.page.locator(".question[aria-current]").inner_text() == "この日、誰がどのような立場をとっていたか。"


def test_a_long_answer_says_that_it_is_cut(visit: Open, asked_file: Path) -> None:
    page = visit(asked_file, "question=sources")
    assert page.page.locator(".answer caption").inner_text() == "The first 250 rows; the answer has more."
    assert page.page.locator(".answer tbody tr").count() == 250


def test_a_question_that_is_none_opens_nothing(visit: Open, asked_file: Path, sample_file: Path) -> None:
    page = visit(asked_file, "question=nonsense")
    assert page.ask("kjExplorer.view().question") == ""
    assert not page.page.locator("#ask").is_visible()
    assert not visit(sample_file).page.locator("#ask-open").is_visible()


def test_data_of_one_s_own_are_asked_too_and_stay_text(visit: Open, tmp_path: Path) -> None:
    data = tmp_path / "own.nt"
    data.write_text("".join(f"{triple} .\n" for triple in make_sample() + make_hostile()), encoding="utf-8")
    with open_graph(str(data)) as own:
        own.explore(str(tmp_path / "own.html"))
    page = visit(tmp_path / "own.html", "question=timeline")
    assert "Japan–ROK agreement on the protection" in page.page.locator(".answer").inner_text()
    assert page.ask("globalThis.kjHacked === undefined")
    assert page.page.locator(".answer img, .answer script").count() == 0
    assert page.messages == []


def test_plain_rdf_is_drawn_and_told(visit: Open, tmp_path: Path) -> None:
    data = tmp_path / "plain.ttl"
    data.write_text(
        "@prefix ex: <http://example.org/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "ex:a rdfs:label 'A thing'@en ; ex:knows ex:b ; ex:begun '2001-02-03' .\n"
        "ex:b a ex:Person ; rdfs:label 'Another thing'@en ; ex:born '1965-06-22' .\n",
        encoding="utf-8",
    )
    with open_graph(str(data)) as own:
        own.explore(str(tmp_path / "plain.html"))
    page = visit(tmp_path / "plain.html", "thing=http://example.org/a")
    assert page.ask("kjExplorer.visible()") == ["http://example.org/a", "http://example.org/b"]
    assert page.ask("kjExplorer.placeOf('http://example.org/b').x < kjExplorer.placeOf('http://example.org/a').x")
    text = page.page.locator("#panel").inner_text()
    for part in ("A thing", "Knows", "Another thing", "Begun"):
        assert part in text
    page.page.get_by_role("button", name="What held on the day").click()
    assert page.messages == []


def test_a_phone_shows_the_list_or_the_answer(visit: Open, asked_file: Path) -> None:
    page = visit(asked_file, "question=rulings&lang=ko", width=390, height=844, touch=True)
    assert page.page.locator(".answer").is_visible()
    assert not page.page.locator(".questions").is_visible()
    assert page.ask("document.documentElement.scrollWidth") <= 390
    page.page.get_by_role("button", name="모든 질문").click()
    assert page.page.locator(".questions").is_visible()
