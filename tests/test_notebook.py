"""The example notebook runs from top to bottom, and what it shows are tables and pictures."""

from __future__ import annotations

import importlib.util
import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from kj_graph.display.drawings import MOST_THINGS, draw_triples
from kj_graph.results import Triples

if TYPE_CHECKING:
    from collections.abc import Callable

    import nbformat

    from kj_graph.graph import KnowledgeGraph

NOTEBOOK = Path(__file__).resolve().parents[1] / "examples/first-steps.ipynb"


@pytest.fixture(scope="module")
def ran(need: Callable[[bool, str], None], tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    present = all(importlib.util.find_spec(name) for name in ("nbclient", "ipykernel", "pandas"))
    need(present, "nbclient, ipykernel or pandas is not installed")
    import nbclient
    import nbformat

    notebook = nbformat.read(NOTEBOOK, as_version=4)
    folder = tmp_path_factory.mktemp("notebook")
    os.environ["IPYTHONDIR"] = str(folder)
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
    return notebook


def test_every_cell_runs_and_shows_something(ran: nbformat.NotebookNode) -> None:
    cells = [cell for cell in ran.cells if cell.cell_type == "code"]
    assert len(cells) > 8
    assert all(cell.outputs for cell in cells)
    shown = [output.get("data", {}).get("text/html", "") for cell in cells for output in cell.outputs]
    assert sum("<table" in html for html in shown) >= 4
    assert sum("<svg" in html for html in shown) == 1
    said = "".join(output.get("text", "") for cell in cells for output in cell.outputs)
    assert "stopped after 2 seconds" in said


def test_outputs_in_the_file_are_those_of_a_run(ran: nbformat.NotebookNode) -> None:
    """What a reader sees without running anything is what running shows; places in pictures may differ by machine."""
    import nbformat

    kept = nbformat.read(NOTEBOOK, as_version=4)
    if os.environ.get("KJ_GRAPH_WRITE_EXPECTED") == "1":
        for cell in ran.cells:
            cell.metadata.pop("execution", None)
        NOTEBOOK.write_text(nbformat.writes(ran, indent=1) + "\n", encoding="utf-8")
        kept = ran
    assert [_tell(cell) for cell in kept.cells] == [_tell(cell) for cell in ran.cells]


def _tell(cell: nbformat.NotebookNode) -> list[str]:
    outputs = [json.dumps(output, sort_keys=True) for output in cell.get("outputs", [])]
    return [re.sub(r"-?\d+", "0", output) if "<svg" in output else output for output in outputs]


def _draw(graph: KnowledgeGraph, query: str) -> str | None:
    answer = graph.query(query)
    assert isinstance(answer, Triples)
    return answer.draw()


def test_a_drawing_is_well_formed_and_names_things(graph: KnowledgeGraph) -> None:
    drawing = _draw(graph, "CONSTRUCT WHERE { kjr:agreement-gsomia-2016 kj:party ?p }")
    assert drawing is not None
    tree = ElementTree.fromstring(drawing)
    texts = {text.text for text in tree.iter("{http://www.w3.org/2000/svg}text")}
    assert {"Japan", "Republic of Korea", "party"} <= texts


def test_boxes_of_a_drawing_do_not_cover_each_other(graph: KnowledgeGraph) -> None:
    drawing = _draw(graph, "CONSTRUCT { ?a kj:party ?p } WHERE { ?a kj:party ?p ; kj:policyArea kjr:area-fisheries }")
    assert drawing is not None
    boxes = [
        tuple(float(box.attrib[key]) for key in ("x", "y", "width", "height"))
        for box in ElementTree.fromstring(drawing).iter("{http://www.w3.org/2000/svg}rect")
    ]
    assert len(boxes) > 5
    for index, (x1, y1, w1, h1) in enumerate(boxes):
        for x2, y2, w2, h2 in boxes[index + 1 :]:
            assert x1 + w1 <= x2 or x2 + w2 <= x1 or y1 + h1 <= y2 or y2 + h2 <= y1


def test_too_many_things_or_none_are_not_drawn(graph: KnowledgeGraph) -> None:
    assert _draw(graph, "CONSTRUCT WHERE { ?a kj:party ?p }") is None
    assert _draw(graph, "CONSTRUCT WHERE { ?a kj:date ?d }") is None
    assert draw_triples([], graph.labeller) is None
    assert MOST_THINGS < 100


def test_hostile_names_stay_text(graph: KnowledgeGraph) -> None:
    import pyoxigraph as ox

    hostile = ox.NamedNode("https://example.org/x'><script>alert(1)</script>".replace("<", "%3C").replace(">", "%3E"))
    triple = ox.Triple(hostile, ox.NamedNode("https://example.org/&'\""[:22]), ox.NamedNode("https://example.org/b"))
    drawing = draw_triples([triple], graph.labeller)
    assert drawing is not None
    assert "<script" not in drawing
    ElementTree.fromstring(drawing)
