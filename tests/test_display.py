"""Tables fit their width and lose nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kj_graph.display.tables import draw_markdown, draw_plain, draw_table, measure_width, wrap_text

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
