"""A real Chromium for the explorer's tests, and pages written once a session."""

from __future__ import annotations

import importlib.util
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sample import make_hostile, make_sample

from kj_graph.explorer import write_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


class Visit:
    """An open page, with what it asked of the network and what it told the console."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.requests: list[str] = []
        self.messages: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))

    def open(self, fragment: str = "") -> Visit:
        """Go to the page with a fragment and wait for its first drawing."""
        self.page.goto(f"{self.address}#{fragment}" if fragment else self.address)
        self.wait_until("globalThis.kjExplorer && kjExplorer.timings() !== null")
        return self

    def wait_until(self, script: str, seconds: float = 10) -> None:
        """Ask again and again.

        Playwright's own waiting evaluates a string, which the page's policy refuses.
        """
        end = time.monotonic() + seconds
        while not self.ask(script):
            if time.monotonic() > end:
                raise TimeoutError(f"not so after {seconds} s: {script}")
            self.page.wait_for_timeout(20)

    def ask(self, script: str, argument: object = None) -> Any:
        """Evaluate a script in the page."""
        return self.page.evaluate(script, argument)


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
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a page of hostile data among the sample's."""
    return write_page(make_sample() + make_hostile(), tmp_path_factory.mktemp("explorer") / "hostile.html")


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
