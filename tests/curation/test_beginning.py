"""The beginning of a mapping: whatever the table, it is TOML, and written out it imports every row."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kj_graph.cli import main
from kj_graph.curation.beginning import begin_mapping
from kj_graph.curation.importer import import_table
from kj_graph.errors import InputError

_TEXTS = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0\r"), max_size=12)


def test_written_out_it_imports_every_row(tmp_path: Path) -> None:
    table, mapping, output = tmp_path / "visits.csv", tmp_path / "visits.toml", tmp_path / "visits.nt"
    table.write_text("id,day,guests,note,empty\na,2005-04-27,3,x,\nb,2005-04,12,,\n", encoding="utf-8")
    text = begin_mapping(str(table))
    assert 'iri = "my:visits-{id|slug}"' in text
    assert 'column = "day", datatype = "date", required = true' in text
    assert 'column = "guests", datatype = "xsd:integer", required = true' in text
    assert '{ property = "", column = "note" },  # such as x' in text
    assert "# always empty" in text
    for key in ("label", "licence", "source"):
        text = text.replace(f'{key} = ""', f'{key} = "https://example.org/{key}"')
    text = text.replace('class = ""', 'class = "kj:Event"').replace('property = ""', 'property = "skos:note"')
    mapping.write_text(text, encoding="utf-8")
    report = import_table(str(table), str(mapping), str(output))
    assert (report.read, report.written, report.things, report.bad) == (2, 2, 2, 0)


def test_what_is_left_empty_is_refused_with_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, mapping = tmp_path / "t.csv", tmp_path / "t.toml"
    table.write_text("a\n1\n")
    assert main(["import", str(table), "--begin", "--output", str(mapping)]) == 0
    capsys.readouterr()
    assert main(["import", str(table), "--map", str(mapping)]) == 3
    assert re.search(r"t\.toml:\d+: '' begins with no known prefix", capsys.readouterr().err)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(_TEXTS, min_size=1, max_size=5, unique_by=str.strip), st.lists(st.lists(_TEXTS, max_size=5), max_size=4)
)
def test_any_table_gives_toml(
    tmp_path_factory: pytest.TempPathFactory, header: list[str], rows: list[list[str]]
) -> None:
    import csv

    path = tmp_path_factory.getbasetemp() / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    try:
        text = begin_mapping(str(path))
    except InputError:
        return
    content = tomllib.loads(text)
    assert [each["column"] for each in content["things"][0]["properties"]] == [name.strip() for name in header]


def test_wrong_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "t.csv"]) == 2
    assert "an import needs a mapping" in capsys.readouterr().err
    assert main(["import", "t.csv", "--begin", "--map", "m.toml"]) == 2
    assert main(["import", str(tmp_path / "none.csv"), "--begin"]) == 3
