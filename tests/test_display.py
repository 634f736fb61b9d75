"""Tables fit their width and lose nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kj_graph import vocabulary as v
from kj_graph.cli import main
from kj_graph.display.tables import draw_markdown, draw_plain, draw_table, measure_width, wrap_text
from kj_graph.graph import KnowledgeGraph
from kj_graph.labels import MARK, Labeller, list_translations
from kj_graph.opening import open_graph
from kj_graph.results import Solutions

if TYPE_CHECKING:
    import pytest

words = st.text("ab cd 한국어 日本語 é", max_size=60)


@given(words, st.integers(8, 40))
def test_wrapped_text_fits_and_loses_no_letter(text: str, width: int) -> None:
    lines = wrap_text(text, width)
    assert all(measure_width(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.lists(st.tuples(words, words, words), max_size=4), st.integers(40, 120))
def test_tables_fit(rows: list[tuple[str, str, str]], width: int) -> None:
    drawn = draw_table(["one", "two", "three"], [list(row) for row in rows], width)
    assert all(measure_width(line) <= width for line in drawn.splitlines())


def test_widths_of_scripts() -> None:
    assert measure_width("abc") == 3
    assert measure_width("한국") == measure_width("日本") == 4


def test_plain_has_one_line_a_row() -> None:
    assert draw_plain(["a", "b"], [["x\ny", "z\tw"]]) == "a\tb\nx y\tz w\n"


def test_markdown_escapes_bars() -> None:
    assert draw_markdown(["a"], [["x|y"]]).splitlines()[2] == "| x\\|y |"


def test_a_name_that_is_our_own_translation_is_marked_wherever_it_is_shown(
    graph: KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    gsomia = NamedNode(v.KJR + "agreement-gsomia-2016")
    assert graph.labeller.is_translation(gsomia)
    assert graph.labeller.marked(gsomia) == f"{graph.labeller.text(gsomia)} {MARK}"
    in_korean = Labeller(graph.store, "ko")
    assert not in_korean.is_translation(gsomia)
    assert in_korean.marked(gsomia) == in_korean.text(gsomia)
    rows = graph.query("SELECT ?a WHERE { VALUES ?a { kjr:agreement-gsomia-2016 } }")
    assert isinstance(rows, Solutions)
    assert rows.to_text() == [[graph.labeller.marked(gsomia)]]
    assert rows.to_text(ids=True) == [["kjr:agreement-gsomia-2016"]]
    assert f"{MARK} our translation" in rows._repr_html_()
    assert MARK not in rows.to_csv() + rows.to_json()
    for command in (
        ["query", "agreement-status-on", "--agreement", "agreement-gsomia-2016", "--format", "table"],
        ["query", "agreement-status-on", "--agreement", "agreement-gsomia-2016", "--format", "plain"],
        ["search", "GSOMIA"],
        ["show", "event-gsomia-normalised-2023", "--all"],
        ["path", "agreement-gsomia-2016", "event-gsomia-normalised-2023"],
        ["query", "agreement-status-on", "--agreement", "agreement-gsomia-2016", "--as-of", "2020-01-01"],
    ):
        assert main(command) == 0
        output = capsys.readouterr()
        assert f"(GSOMIA) {MARK}" in " ".join(output.out.split())
        assert f"{MARK} our translation" in output.out + output.err


def test_what_is_kept_on_disk_marks_the_same_names(graph: KnowledgeGraph) -> None:
    for _ in range(2):  # the second finds what the first kept
        with open_graph() as shipped:
            assert shipped.store.oxigraph
            index = shipped.store.index
    assert index is not None
    assert index.find("translations") == list_translations(graph.store)
