"""What axe finds in the page: nothing, in both schemes, three languages and every view.

axe-core is no part of the project: KJ_GRAPH_AXE names its script where the tests may read it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from explorer_visit import Visit

Open = Callable[..., Visit]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = {
    "opening": "",
    "agreement": "day=2019-08-23&thing=agreement-gsomia-2016",
    "matter": "thing=matter-liancourt-rocks",
    "day": "day=1998-10-08&thing=on-the-day",
    "coverage": "thing=coverage",
    "table": "view=table",
    "network": "view=network&around=agreement-gsomia-2016",
    "areas": "view=areas",
    "path": "path=agreement-camp-david-spirit-2023..claim-kjfvd-2025-icebreaking-lng-carriers",
    "filter": "filter=class:Agreement,status:status-in-force",
    "questions": "question=all",
    "answer": "question=in-force-on",
    "dossier": "dossier=matter-name-of-the-sea",
    "brief": "brief=2026-05-01",
    "sheet": "day=2019-10-01&sheet=agreement-gyeongbuk-training-institute-notes-1967&embed=1",
}


@pytest.fixture(scope="session")
def axe(need: Callable[[bool, str], None]) -> str:
    """The script of axe-core."""
    path = Path(os.environ.get("KJ_GRAPH_AXE", "axe.min.js"))
    need(path.is_file(), "axe-core is not here (KJ_GRAPH_AXE names its axe.min.js)")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ko", "ja"])
def test_axe_finds_nothing(visit: Open, asked_file: Path, axe: str, scheme: str, language: str) -> None:
    page = visit(asked_file, f"lang={language}", scheme=scheme)
    page.ask(axe)
    found = []
    # Words differ between the languages, structure and colours do not: one of them is looked at in every view.
    views = VIEWS if language == "en" else {name: VIEWS[name] for name in ("opening", "agreement", "answer")}
    for name, fragment in views.items():
        page.ask("hash => { location.hash = hash; }", f"lang={language}&{fragment}")
        page.page.wait_for_timeout(350)
        for summary in page.page.locator("#panel summary").all()[:2]:
            summary.click()
        if name == "filter":
            page.page.locator("#filter-open").click()
        result = page.ask("rules => axe.run({ runOnly: rules })", RULES)
        found += [
            (name, each["id"], node["html"][:150], node["any"][:1])
            for each in result["violations"]
            for node in each["nodes"][:2]
        ]
    assert not found, "\n".join(map(str, found))


def test_axe_finds_nothing_on_a_phone(visit: Open, asked_file: Path, axe: str) -> None:
    page = visit(asked_file, "day=2019-08-23&thing=agreement-gsomia-2016", width=390, height=844, touch=True)
    page.ask(axe)
    result = page.ask("rules => axe.run({ runOnly: rules })", RULES)
    found = [(each["id"], node["html"][:200]) for each in result["violations"] for node in each["nodes"]]
    assert not found, "\n".join(map(str, found))
