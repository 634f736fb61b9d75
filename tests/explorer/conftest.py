"""A real Chromium for the explorer's tests, and pages written once a session."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kj_graph.explorer import collect_answers, write_page
from kj_graph.graph import KnowledgeGraph
from kj_graph.resources import data_files, ontology_files

# Test modules are imported by path (--import-mode=importlib), so what they share must be found by name.
sys.path.insert(0, str(Path(__file__).parent))

from explorer_sample import make_hostile, make_sample, make_wide, read_triples
from explorer_visit import Visit

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def _miss(part: str) -> None:
    reason = f"{part} is not installed"
    if os.environ.get("KJ_GRAPH_REQUIRE_ALL") == "1":
        pytest.fail(f"{reason}, and KJ_GRAPH_REQUIRE_ALL=1 asks for every part")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium, without a window."""
    if importlib.util.find_spec("playwright") is None:
        _miss("playwright")
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    if program is None:
        _miss("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of the sample graph."""
    return write_page(make_sample(), tmp_path_factory.mktemp("explorer") / "sample.html")


@pytest.fixture(scope="session")
def wide_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of a graph of about a thousand things."""
    return write_page(make_wide(), tmp_path_factory.mktemp("explorer") / "wide.html")


@pytest.fixture(scope="session")
def project_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of the project's own data."""
    triples = [triple for path in (*ontology_files(), *data_files()) for triple in read_triples(Path(path))]
    return write_page(triples, tmp_path_factory.mktemp("explorer") / "project.html")


@pytest.fixture(scope="session")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a page of hostile data among the sample's."""
    return write_page(make_sample() + make_hostile(), tmp_path_factory.mktemp("explorer") / "hostile.html")


@pytest.fixture(scope="session")
def answers(graph: KnowledgeGraph) -> dict[str, Any]:
    """Answer the saved questions that need no register."""
    return collect_answers(graph)


@pytest.fixture(scope="session")
def asked_file(graph: KnowledgeGraph, answers: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the page of the project's own data with the answers."""
    path = tmp_path_factory.mktemp("asked") / "asked.html"
    return write_page(graph.triples(ontology=True), path, answers=answers)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    """Open pages in fresh contexts: `visit(file, fragment, width=…, height=…)`."""
    contexts = []

    def start(
        file: Path,
        fragment: str = "",
        *,
        width: int = 1440,
        height: int = 900,
        scheme: str = "light",
        touch: bool = False,
    ) -> Visit:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            has_touch=touch,
        )
        contexts.append(context)
        return Visit(context.new_page(), file.resolve().as_uri()).open(fragment)

    yield start
    for context in contexts:
        context.close()
