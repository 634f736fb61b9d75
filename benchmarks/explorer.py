"""The explorer's page in headless Chromium beside pyvis's own page of the same graphs, in one run.

python benchmarks/explorer.py     prints this part alone, in some two minutes

The stock page is what `pyvis.Network` writes with its settings as they are and vis-network inside it; it moves its nodes
about until they rest, and while it does so it cannot be used. It is watched for as long as PATIENCE.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import RdfFormat, parse
from synthetic import write_things

from kj_graph import open_graph
from kj_graph.explorer import write_page
from kj_graph.resources import data_files, ontology_files

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page
    from pyoxigraph import Triple

PATIENCE = 20.0
"""Seconds for which a stock page may settle."""

THINGS = {"20,000 things": 20_000, "100,000 things": 100_000}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

_FRAMES = """milliseconds => new Promise(done => {
  const begin = performance.now();
  let frames = 0;
  const step = now => {
    frames += 1;
    if (now - begin >= milliseconds) done(frames * 1000 / (now - begin));
    else requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""


def report() -> list[str]:
    """Return the lines of this part."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        started = time.perf_counter()
        graph = open_graph()
        curated = folder / "curated.html"
        graph.explore(str(curated))
        rows = [_measure(browser, "curated graph", curated, time.perf_counter() - started)]
        for size, things in THINGS.items():
            rows.append(_measure_things(browser, size, things, folder))
        shown = rows[0]["shown"]
        stock = [
            _measure_stock(browser, f"its opening view ({len(shown)} nodes)", _take(curated, browser, shown), folder),
            _measure_stock(browser, "300 nodes of it", _take(curated, browser, [], most=300), folder),
        ]
        browser.close()
    return [*_tell_ours(rows), "", *_tell_stock(stock)]


def _tell_ours(rows: list[dict[str, Any]]) -> list[str]:
    lines = [
        "| our page | build (s) | file (MB) | things shown | first drawing (s) | frames a second, panning | search (ms) |",
        "|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row['name']} | {row['build']:.1f} | {row['size']:.2f} | {row['said']} | {row['drawn']:.2f} "
        f"| {row['frames']:.0f} | {row['search']:.1f} |"
        for row in rows
    ]
    return [*lines, "", "Building the curated graph's page includes opening the graph and asking its questions."]


def _tell_stock(rows: list[dict[str, Any]]) -> list[str]:
    lines = [
        "| pyvis's stock page | file (MB) | first drawing (s) | at rest (s) | frames a second, panning |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {row['name']} | {row['size']:.2f} | {row['drawn']:.2f} | {row['rest']} | {row['frames']:.0f} |"
        for row in rows
    ]
    return [*lines, "", f"A page that is still moving after {PATIENCE:.0f} s is panned as it moves."]


def _measure_things(browser: Browser, size: str, things: int, folder: Path) -> dict[str, Any]:
    data = folder / f"{things}.nt"
    write_things(data, things)
    triples = [triple for path in ontology_files() for triple in _read(Path(path), RdfFormat.TURTLE)]
    started = time.perf_counter()
    page = write_page([*triples, *_read(data, RdfFormat.N_TRIPLES)], folder / f"{things}.html", licensed=False)
    return _measure(browser, size, page, time.perf_counter() - started)


def _read(path: Path, form: RdfFormat) -> list[Triple]:
    with path.open("rb") as file:
        return [quad.triple for quad in parse(input=file, format=form)]


def _measure(browser: Browser, name: str, path: Path, build: float) -> dict[str, Any]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(path.as_uri())
    _wait(page, "globalThis.kjExplorer && kjExplorer.timings() !== null", 60)
    row: dict[str, Any] = {
        "name": name,
        "build": build,
        "size": path.stat().st_size / 1e6,
        "drawn": page.evaluate("kjExplorer.timings().page") / 1000,
        "said": page.inner_text("#counts").split(" things")[0].split(" · ")[0],
        "shown": page.evaluate("kjExplorer.visible()"),
        "frames": _pan(page, 700, 300),
    }
    page.evaluate("kjExplorer.timeSearch('agreement')")
    row["search"] = statistics.median(
        page.evaluate("word => kjExplorer.timeSearch(word)", word)
        for word in ("fisheries", "어업", "漁業", "agreement 1", "xyzzy")
    )
    page.close()
    return row


def _take(path: Path, browser: Browser, wanted: list[str], most: int = 0) -> tuple[list[str], list[tuple[str, str]]]:
    """Return nodes of our page's graph and the edges between them: those wanted, or those that tell most."""
    from kj_graph.explorer import build_model
    from kj_graph.explorer.layout import arrange

    triples = [triple for each in (*ontology_files(), *data_files()) for triple in _read(Path(each), RdfFormat.TURTLE)]
    model = build_model(triples)
    places = arrange(model).places
    nodes = wanted or sorted(model.nodes, key=lambda node: (-places[node].rank, node))[:most]
    held = set(nodes)
    return nodes, [(edge.source, edge.target) for edge in model.edges if edge.source in held and edge.target in held]


def _measure_stock(
    browser: Browser, name: str, graph: tuple[list[str], list[tuple[str, str]]], folder: Path
) -> dict[str, Any]:
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line", height="850px")
    nodes, edges = graph
    for node in nodes:
        network.add_node(node, label=node)
    for source, target in edges:
        network.add_edge(source, target)
    path = folder / f"stock-{len(nodes)}.html"
    path.write_text(network.generate_html(), encoding="utf-8")
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(120_000)
    # What it loads from other hosts is refused at once: the machine that measures may have no way there.
    page.route("http*://**", lambda route: route.abort())
    page.add_init_script(
        "Object.defineProperty(window, 'network', { configurable: true, set(made) {"
        " Object.defineProperty(window, 'network', { value: made, writable: true });"
        " if (!made) return;"
        " made.on('afterDrawing', () => { window.kjDrawn ??= performance.now(); });"
        " made.on('stabilized', () => { window.kjRested ??= performance.now(); });"
        " }});"
    )
    page.goto(path.as_uri())
    _wait(page, "window.kjRested !== undefined", PATIENCE)
    rested = page.evaluate("window.kjRested ?? null")
    drawn = page.evaluate("window.kjDrawn ?? null")
    row = {
        "name": name,
        "size": path.stat().st_size / 1e6,
        "drawn": (drawn or PATIENCE * 1000) / 1000,
        "rest": f"{rested / 1000:.1f}" if rested else f"over {PATIENCE:.0f}",
        "frames": _pan(page, 700, 400),
    }
    page.close()
    return row


def _wait(page: Page, script: str, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not page.evaluate(script) and time.monotonic() < end:
        page.wait_for_timeout(50)


def _pan(page: Page, x: float, y: float) -> float:
    """Drag to and fro for two seconds and count the frames."""
    return _count_frames(page, lambda at: page.mouse.move(x + 6 * (at % 40), y + 3 * (at % 20)), x, y)


def _count_frames(page: Page, move: Callable[[int], None], x: float, y: float) -> float:
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(f"window.kjFrames = ({_FRAMES})(2000); 0")
    end, at = time.monotonic() + 2, 0
    while time.monotonic() < end:
        move(at)
        at += 1
    page.mouse.up()
    return float(page.evaluate("window.kjFrames"))


if __name__ == "__main__":
    print("\n".join(report()))
