"""The links of docs/explorer.md lead where the page says."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from explorer_visit import Visit

Open = Callable[..., Visit]
ROOT = Path(__file__).resolve().parent.parent.parent


def test_every_link_of_the_documentation_is_understood_as_it_is_written(visit: Open, project_file: Path) -> None:
    text = (ROOT / "docs" / "explorer.md").read_text(encoding="utf-8")
    links = re.findall(r"`#([^`]+)`", text)
    assert len(links) >= 9
    page = visit(project_file)
    for link in links:
        page.ask("hash => { location.hash = hash; }", link)
        page.page.wait_for_timeout(80)
        assert page.ask("kjExplorer.fragment()") == f"#{link}"
        if "filter" in link:
            rows = page.page.locator("#list tbody tr").count()
            assert rows or page.ask("kjExplorer.visible().length"), link
    assert page.messages == []
