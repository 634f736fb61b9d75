"""An open page of the explorer, as the tests see it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page


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
