"""Take screenshots of the explorer in a headless Chromium.

python docs/screenshots.py FOLDER     every view at three widths, in two schemes and three languages
python docs/screenshots.py --readme   the pictures that the README shows, in docs/images
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kj_graph.opening import open_graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES = Path(__file__).parent / "images"
VIEWS = {
    "opening": "",
    "panel": "thing=agreement-gsomia-2016",
    "network": "view=network&around=agreement-gsomia-2016",
    "table": "view=table",
    "areas": "view=areas",
    "sheet": "sheet=agreement-gsomia-2016",
    "dossier": "dossier=matter-coercion-of-comfort-women",
}
SIZES = {1440: 900, 820: 1180, 390: 844}
SCHEMES = ("light", "dark")
LANGUAGES = ("en", "ko", "ja")


@dataclass(frozen=True)
class Shot:
    """One picture: of what, how wide, in which scheme and language."""

    name: str
    fragment: str
    width: int
    scheme: str = "light"
    language: str = "en"


README = (
    Shot("explorer", "", 1440),
    Shot("panel", "day=2019-10-01&thing=agreement-gsomia-2016", 1440),
    Shot("phone", "day=1998-10-08", 390, "dark", "ko"),
)


def main() -> None:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="where the pictures go")
    parser.add_argument("--readme", action="store_true", help="take those of the README instead")
    parser.add_argument("--only", action="append", default=[], metavar="VIEW", choices=VIEWS, help="this view alone")
    options = parser.parse_args()
    if options.readme == bool(options.folder):
        parser.error("name a folder, or --readme")
    wanted = options.only or list(VIEWS)
    shots = README if options.readme else [shot for shot in list_shots() if shot.name.split("-")[0] in wanted]
    take(list(shots), IMAGES if options.readme else options.folder)


def list_shots() -> list[Shot]:
    """Return every view at every width, in every scheme and language."""
    return [
        Shot(f"{view}-{width}-{scheme}-{language}", fragment, width, scheme, language)
        for view, fragment in VIEWS.items()
        for width in SIZES
        for scheme in SCHEMES
        for language in LANGUAGES
    ]


def take(shots: list[Shot], folder: Path) -> None:
    """Build the page of the shipped data and take these pictures of it."""
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        page = Path(name) / "kj-graph.html"
        open_graph().explore(str(page))
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for shot in shots:
            _take_one(browser, page.as_uri(), shot, folder / f"{shot.name}.png")
        browser.close()


def _take_one(browser: Browser, address: str, shot: Shot, output: Path) -> None:
    page = browser.new_page(
        viewport={"width": shot.width, "height": SIZES[shot.width]},
        color_scheme="dark" if shot.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    parts = [part for part in (shot.fragment, f"lang={shot.language}" if shot.language != "en" else "") if part]
    page.goto(f"{address}#{'&'.join(parts)}")
    while not page.evaluate("globalThis.kjExplorer && kjExplorer.timings() !== null"):
        page.wait_for_timeout(50)
    page.wait_for_timeout(200)
    page.screenshot(path=str(output))
    page.close()
    if program := shutil.which("pngquant"):
        # A third of the size, and no difference that the eye sees.
        command = [program, "--force", "--skip-if-larger", "--output", str(output), "--", str(output)]
        subprocess.run(command, check=False)


if __name__ == "__main__":
    main()
