"""Mappings as people write them, right and wrong: every mistake is named with its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kj_graph.curation.importer import import_table
from kj_graph.curation.mapping import read_mapping
from kj_graph.errors import InputError

GOOD = """[dataset]
label = { en = "Visits", ko = "방문", ja = "訪問" }
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
source = "https://example.org/visits"

[values.state]
JP = "kjr:state-japan"

[[things]]
slug = "event-{id}"
class = "kj:Event"
properties = [
    { property = "kj:date", column = "date", datatype = "xsd:date" },
    { property = "kj:participant", column = "state", values = "state" },
]
"""
TABLE = "id,date,state\nfirst,1998-10-08,JP\n"


def write(folder: Path, mapping: str = GOOD, table: str = TABLE) -> tuple[str, str]:
    (folder / "visits.csv").write_text(table, encoding="utf-8")
    (folder / "visits.toml").write_text(mapping, encoding="utf-8")
    return str(folder / "visits.csv"), str(folder / "visits.toml")


def test_good_mapping_is_read(tmp_path: Path) -> None:
    mapping = read_mapping(write(tmp_path)[1])
    assert mapping.graph.value == "https://w3id.org/kj-graph/graph/visits"
    assert {column for column, _ in mapping.list_columns()} == {"id", "date", "state"}
    assert [label.language for label in mapping.labels] == ["en", "ko", "ja"]


MISTAKES = {
    "unknown property": ("kj:participant", "kj:participnat", 14, "no property kj:participnat", "kj:participant"),
    "unknown class": ('"kj:Event"', '"kj:Evnt"', 11, "no class kj:Evnt", "kj:Event"),
    "class as property": ('"kj:date"', '"kj:Event"', 13, "kj:Event is no property", "capital"),
    "property as class": ('"kj:Event"', '"kj:date"', 11, "kj:date is no class", "capital"),
    "unknown prefix": ('"kj:Event"', '"foo:Event"', 11, "no known prefix", "[prefixes]"),
    "unknown value table": ('values = "state"', 'values = "sate"', 14, "no value table 'sate'", "state"),
    "unknown key of a property": ('datatype = "xsd', 'datatyp = "xsd', 13, "no 'datatyp'", "datatype"),
    "unknown datatype": ('"xsd:date"', '"xsd:dat"', 13, "unknown datatype", "xsd:date"),
    "unknown filter": ("{id}", "{id|slig}", 10, "unknown filter 'slig'", "slug"),
    "slug with capitals": ("event-{id}", "Event_{id}", 10, "the slug", "Kind first"),
    "missing column": ('column = "date"', 'column = "dtae"', 13, "has no column 'dtae'", "Did you mean 'date'"),
    "missing column in a slug": ("{id}", "{number}", 9, "has no column 'number'", "id, date, state"),
    "open brace": ("{id}", "{id", 10, "a brace is left open", ""),
    "missing licence": ('licence = "https', '# "https', 1, "no 'licence'", "source"),
    "invalid address": ('source = "https://example.org/visits"', 'source = "https://e x"', 4, "not a valid IRI", ""),
    "syntax of TOML": ('class = "kj:Event"', "class = kj:Event", 11, "Invalid value", "TOML"),
    "no origin": ('column = "state", values', "values", 14, "takes its values from one of", "column"),
    "two origins": ('column = "state"', 'column = "state", value = "x"', 14, "takes its values from one of", ""),
    "language tag": ('datatype = "xsd:date"', 'language = "english!"', 13, "no language tag", "BCP 47"),
    "unknown section": ("[values.state]", "[value.state]", 6, "no 'value'", "values"),
    "unknown encoding": ("[values.state]", '[table]\nencoding = "utf-88"\n[values.state]', 7, "unknown encoding", ""),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_named_with_its_line(tmp_path: Path, name: str) -> None:
    right, wrong, line, message, hint = MISTAKES[name]
    assert right in GOOD
    table, mapping = write(tmp_path, GOOD.replace(right, wrong))
    output = tmp_path / "out.ttl"
    with pytest.raises(InputError) as caught:
        import_table(table, mapping, str(output))
    assert caught.value.message.startswith(f"{mapping}:{line}:")
    assert message in caught.value.message
    assert hint in caught.value.hint
    assert not output.exists()


def test_sections_for_properties_are_located_too(tmp_path: Path) -> None:
    head = GOOD.partition("properties = [")[0]
    long = head + '\n[[things.properties]]\nproperty = "kj:date"\ncolumn = "date"\n'
    long += '\n[[things.properties]]\nproperty = "kj:participnat"\ncolumn = "state"\n'
    with pytest.raises(InputError, match=r"visits\.toml:17: the ontology has no property"):
        read_mapping(write(tmp_path, long)[1])


def test_mapping_without_things(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="makes no things"):
        read_mapping(write(tmp_path, GOOD.partition("[[things]]")[0])[1])


def test_missing_and_unreadable_mapping(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_mapping(str(tmp_path / "none.toml"))
    (tmp_path / "latin.toml").write_bytes("label = 'é'".encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        read_mapping(str(tmp_path / "latin.toml"))
