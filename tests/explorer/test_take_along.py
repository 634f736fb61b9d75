"""What is taken along: CSV, Turtle, SVG, PNG, links, and the page inside another page."""

from __future__ import annotations

import csv
import html
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rdflib
from explorer_sample import AWKWARD, FORMULA, make_hostile, make_sample, read_triples
from explorer_visit import Visit
from pyoxigraph import RdfFormat, Triple, parse

from kj_graph.resources import data_files, ontology_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Open = Callable[..., Visit]
Take = Callable[[str, str], tuple[str, bytes]]

SVG = "{http://www.w3.org/2000/svg}"
KJR = "https://w3id.org/kj-graph/id/"
GSOMIA = "agreement-gsomia-2016"


def make_take(page: Visit, folder: Path) -> Take:
    """Return what shows a view and takes one kind of file of it along."""

    def take(fragment: str, kind: str) -> tuple[str, bytes]:
        page.ask("hash => { location.hash = hash; }", fragment)
        page.page.wait_for_timeout(100)
        page.page.locator("#share summary").click()
        with page.page.expect_download() as download:
            page.page.locator(f"#export-{kind}").click()
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        return path.name, path.read_bytes()

    return take


@pytest.fixture(scope="module")
def taking(browser: Browser, asked_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Take]:
    """Take files from the page of the project's own data."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    page = Visit(context.new_page(), asked_file.resolve().as_uri()).open()
    yield make_take(page, tmp_path_factory.mktemp("taken"))
    assert page.messages == []
    assert [each for each in page.requests if not each.startswith("blob:")] == [asked_file.resolve().as_uri()]
    context.close()


@pytest.fixture(scope="module")
def hostile_taking(browser: Browser, hostile_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Take]:
    """Take files from a page of hostile data."""
    context = browser.new_context(viewport={"width": 1280, "height": 860}, reduced_motion="reduce")
    page = Visit(context.new_page(), hostile_file.resolve().as_uri()).open()
    yield make_take(page, tmp_path_factory.mktemp("hostile"))
    assert page.messages == []
    assert page.ask("globalThis.kjHacked") is None
    context.close()


def read_csv(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "spreadsheets know UTF-8 by this"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def check_turtle(content: bytes, graph: set[Triple]) -> set[Triple]:
    """Assert that a file is Turtle for two readers, holds nothing that the graph does not, and whole things."""
    text = content.decode()
    taken = {quad.triple for quad in parse(input=text, format=RdfFormat.TURTLE)}
    read = rdflib.Graph()
    read.parse(data=text, format="turtle")
    assert len(read) == len(taken)
    assert taken <= graph
    sources = {each.subject for each in taken if str(each.subject).startswith(f"<{KJR}source-")}
    subjects = {each.subject for each in taken} - sources
    missing = {each for each in graph if each.subject in subjects and each not in taken}
    assert not missing, sorted(map(str, missing))[:5]
    return taken


@pytest.fixture(scope="module")
def statements() -> set[Triple]:
    """Read the project's triples as they stand in its files."""
    return {triple for path in (*ontology_files(), *data_files()) for triple in read_triples(Path(path))}


@pytest.mark.parametrize(
    "fragment",
    [
        f"sheet={GSOMIA}",
        "dossier=matter-scope-of-the-1965-claims-agreement",
        "view=network&around=claim-kjfvd-2025-icebreaking-lng-carriers",
        "view=network&around=person-kishida-fumio",
    ],
)
def test_turtle_is_the_graph_s_own_triples_and_all_of_them(
    taking: Take, statements: set[Triple], fragment: str
) -> None:
    name, content = taking(fragment, "ttl")
    assert re.fullmatch(r"kj-graph-[a-z0-9-]+-v\d+\.\d+\.\d+-en\.ttl", name)
    assert fragment.rpartition("=")[2] in name or "network" in name
    taken = check_turtle(content, statements)
    kinds = {
        str(each.object).rpartition("#")[2].rstrip(">") for each in taken if each.predicate.value.endswith("#type")
    }
    assert {"Evidence", "Passage", "Source"} <= kinds


def test_turtle_escapes_hostile_words(hostile_taking: Take) -> None:
    graph = set(make_sample() + make_hostile())
    taken = check_turtle(hostile_taking("view=table", "ttl")[1], graph)
    texts = {getattr(each.object, "value", "") for each in taken}
    assert {AWKWARD, FORMULA} <= texts


def test_csv_of_the_table_has_what_is_shown_and_no_formula(hostile_taking: Take) -> None:
    name, content = hostile_taking("view=table", "csv")
    assert re.fullmatch(r"kj-graph-table-v\d+\.\d+\.\d+-en\.csv", name)
    head, *rows = read_csv(content)
    assert head[:2] == ["Identifier", "Class"]
    [formula] = [row for row in rows if row[0].endswith("event-formula")]
    assert formula[2:5] == [f"'{FORMULA}", "'@SUM(A1)", "'+1+1"]
    assert not [cell for row in rows for cell in row if re.match(r"[=+\-@\t\r]", cell)]
    assert all(len(row) == len(head) for row in rows)


def test_csv_of_an_answer_has_its_rows(visit: Open, asked_file: Path, tmp_path: Path) -> None:
    page = visit(asked_file, "question=deadlines")
    shown = [each.inner_text() for each in page.page.locator("#ask tbody tr td:last-child").all()]
    with page.page.expect_download() as download:
        page.page.locator("#ask .take").get_by_role("button", name="CSV").click()
    download.value.save_as(tmp_path / "answer.csv")
    head, *rows = read_csv((tmp_path / "answer.csv").read_bytes())
    assert download.value.suggested_filename.startswith("kj-graph-deadlines-")
    at = head.index("agreement (IRI)") - 1
    assert [row[at] for row in rows] == [each.strip() for each in shown]
    assert all(row[at + 1].startswith(KJR) for row in rows)


def test_csv_of_a_sheet_has_its_life(taking: Take) -> None:
    _, content = taking(f"sheet={GSOMIA}", "csv")
    _, *rows = read_csv(content)
    assert [row[0] for row in rows] == ["2016-11-23", "2016-11-23", "2019-08-23", "2019-11-22", "2023-03-21"]
    assert all(row[5] and row[6].startswith(KJR) for row in rows)


@pytest.mark.parametrize("fragment", ["", "day=2019-10-01", f"view=network&around={GSOMIA}"])
def test_svg_is_the_drawing_with_its_words(taking: Take, fragment: str) -> None:
    name, content = taking(fragment, "svg")
    assert name.endswith(".svg")
    root = ET.fromstring(content)
    words = " ".join(each.text or "" for each in root.iter(f"{SVG}text"))
    assert "GSOMIA" in words
    assert len(list(root.iter(f"{SVG}path"))) > 10
    assert not list(root.iter(f"{SVG}image"))
    assert ("on-2019-10-01" in name) is ("2019" in fragment)


def test_svg_of_hostile_words_holds_nothing_that_runs(hostile_taking: Take) -> None:
    _, content = hostile_taking("view=network&around=agreement-hostile", "svg")
    root = ET.fromstring(content)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        "svg", "title", "desc", "defs", "pattern", "path", "rect", "text"
    }  # fmt: skip
    assert not [name for each in root.iter() for name in each.attrib if name.startswith("on") or "href" in name]
    assert any("<script>" in (each.text or "") for each in root.iter(f"{SVG}text"))


def test_png_is_the_canvas_with_a_line_about_it(taking: Take) -> None:
    name, content = taking(f"view=network&around={GSOMIA}&lang=ko", "png")
    assert name.endswith("-ko.png")
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    assert width == 1280
    assert 400 < height < 860


def test_the_embed_code_shows_the_view_without_its_frame(
    visit: Open, sample_file: Path, browser: Browser, tmp_path: Path
) -> None:
    page = visit(sample_file, f"thing={GSOMIA}")
    page.page.locator("#share summary").click()
    page.page.locator("#copy-embed").click()
    code = page.page.locator("#copy textarea").input_value()
    address = html.unescape(re.findall(r'src="([^"]*)"', code)[0])
    assert address == f"{sample_file.resolve().as_uri()}#thing={GSOMIA}&lang=en&embed=1"
    page.page.keyboard.press("Escape")
    assert page.page.locator("#copy").is_hidden()
    assert page.page.locator("#panel").is_visible()
    host = tmp_path / "host.html"
    host.write_text(f"<!DOCTYPE html><title>A page that embeds</title>{code}", encoding="utf-8")
    context = browser.new_context(viewport={"width": 1100, "height": 700})
    outer = context.new_page()
    outer.goto(host.as_uri())
    frame = outer.frame_locator("iframe")
    frame.locator("#panel h2").wait_for()
    assert frame.locator(".top").is_hidden()
    assert frame.locator("#bar").is_hidden()
    assert frame.locator("#time").is_hidden()
    back = frame.locator("#embed-bar a")
    assert back.get_attribute("href") == address.removesuffix("&embed=1")
    # The view in the frame lives on: another thing is chosen, and the frame stays away.
    frame.locator("#panel .things button.thing").first.click()
    assert frame.locator("body.embedded").count() == 1
    assert outer.frames[1].url.endswith("embed=1")
    context.close()
    assert page.messages == []


def test_menus_work_by_keyboard(visit: Open, sample_file: Path) -> None:
    page = visit(sample_file)
    page.page.locator("#share summary").focus()
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("ArrowDown")
    assert page.ask("document.activeElement.id") == "copy-link"
    page.page.keyboard.press("Escape")
    assert page.ask("document.activeElement.tagName") == "SUMMARY"
    assert page.page.locator("#copy-link").is_hidden()
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("Enter")
    assert page.page.locator("#copy textarea").input_value().endswith("#lang=en")
