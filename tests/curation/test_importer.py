"""What rows become, which rows are left out, and that files appear whole or not at all."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat

from kj_graph import vocabulary as v
from kj_graph.cli import main
from kj_graph.curation.importer import import_table
from kj_graph.curation.report import Report
from kj_graph.curation.values import CellError, make_literal
from kj_graph.errors import InputError, OutputError, UsageError

HEAD = """[dataset]
label = "Votes"
licence = "https://creativecommons.org/publicdomain/zero/1.0/"
source = "https://example.org/"
[prefixes]
my = "https://example.org/id/"
[values.vote]
yes = "kj:votedYes"
no = "kj:votedNo"
absent = ""
[values.state]
JP = "kjr:state-japan"
[values.name]
"South Korea" = "republic-of-korea"
[values.word]
y = "in favour"
"""


def run(folder: Path, rows: str | bytes, things: str, output: str = "out.nt", head: str = HEAD) -> Report:
    content = rows if isinstance(rows, bytes) else rows.encode()
    (folder / "table.csv").write_bytes(content)
    (folder / "map.toml").write_text(head + things, encoding="utf-8")
    return import_table(str(folder / "table.csv"), str(folder / "map.toml"), str(folder / output))


def said(folder: Path, output: str = "out.nt") -> set[tuple[str, str, str]]:
    """The triples of the output as short text, without the description of the dataset."""
    found = set()
    for quad in pyoxigraph.parse(path=str(folder / output)):
        if quad.subject.value != v.GRAPH + "map":
            value = v.shorten_iri(quad.object.value) if isinstance(quad.object, NamedNode) else str(quad.object)
            found.add((v.shorten_iri(quad.subject.value), v.shorten_iri(quad.predicate.value), value))
    return found


def thing(*properties: str, more: str = "") -> str:
    lines = "".join(f"    {each},\n" for each in properties)
    return f'[[things]]\nslug = "event-{{id}}"\nclass = "kj:Event"\n{more}\nproperties = [\n{lines}]\n'


ORIGINS = {
    "text": ('{ property = "skos:note", column = "c" }', "그 날", '"그 날"'),
    "language": ('{ property = "skos:note", column = "c", language = "ko" }', "그 날", '"그 날"@ko'),
    "integer": ('{ property = "kj:session", column = "c", datatype = "xsd:integer" }', "46", f'"46"^^<{v.XSD}integer>'),
    "day": (
        '{ property = "kj:date", column = "c", datatype = "xsd:date" }',
        "2024-02-29",
        f'"2024-02-29"^^<{v.XSD}date>',
    ),
    "year": ('{ property = "kj:date", column = "c", datatype = "date" }', "1965", f'"1965"^^<{v.XSD}gYear>'),
    "month": (
        '{ property = "kj:date", column = "c", datatype = "date" }',
        "1965-06",
        f'"1965-06"^^<{v.XSD}gYearMonth>',
    ),
    "format": (
        '{ property = "kj:date", column = "c", datatype = "xsd:date", format = "%d.%m.%Y" }',
        "22.6.1965",
        f'"1965-06-22"^^<{v.XSD}date>',
    ),
    "IRI": ('{ property = "kj:concerns", iri = "kjr:state-{c|slug}" }', "Côte d’Ivoire", "kjr:state-cote-divoire"),
    "table as filter": (
        '{ property = "kj:concerns", iri = "kjr:state-{c|name|slug}" }',
        "South Korea",
        "kjr:state-republic-of-korea",
    ),
    "table passes the rest": (
        '{ property = "kj:concerns", iri = "kjr:state-{c|name|slug}" }',
        "Peru",
        "kjr:state-peru",
    ),
    "whole IRI": (
        '{ property = "schema:sameAs", iri = "{c}" }',
        "https://example.org/x?y=1",
        "<https://example.org/x?y=1>",
    ),
    "escaped": ('{ property = "schema:sameAs", iri = "my:{c}" }', "a b<한>", "<https://example.org/id/a%20b%3C한%3E>"),
    "value table": ('{ property = "kj:participant", column = "c", values = "state" }', "JP", "kjr:state-japan"),
    "words from a table": ('{ property = "skos:note", column = "c", values = "word" }', "y", '"in favour"'),
    "pattern of text": ('{ property = "skos:note", text = "{c} ({id})", language = "en" }', "Visit", '"Visit (a)"@en'),
    "constant": ('{ property = "skos:note", value = "x", language = "en" }', "", '"x"@en'),
    "constant number": ('{ property = "kj:session", value = 46 }', "", f'"46"^^<{v.XSD}integer>'),
    "constant day": ('{ property = "kj:date", value = 1965-06-22 }', "", f'"1965-06-22"^^<{v.XSD}date>'),
    "constant thing": ('{ property = "kj:participant", iri = "kjr:state-japan" }', "", "kjr:state-japan"),
}


@pytest.mark.parametrize("name", ORIGINS)
def test_value_from_each_origin(tmp_path: Path, name: str) -> None:
    line, cell, value = ORIGINS[name]
    report = run(tmp_path, f'id,c\na,"{cell}"\n', thing(line))
    assert report.written == 1
    assert {each[2] for each in said(tmp_path) if each[1] != "rdf:type"} == {value}


def test_separator_conditions_and_chosen_property(tmp_path: Path) -> None:
    lines = (
        '{ property = "skos:altLabel", column = "names", separator = "|" }',
        '{ property = { column = "vote", values = "vote" }, iri = "kjr:state-japan" }',
        '{ property = "skos:note", when = { column = "vote", equals = ["no"] }, value = "against" }',
        '{ property = "skos:note", when = { column = "vote", not = "absent" }, value = "present" }',
        '{ property = "skos:note", when = "names", value = "named" }',
    )
    rows = "id,names,vote\na,x| y||,yes\nb,,no\nc,,absent\n"
    run(tmp_path, rows, thing(*lines))
    found = {each for each in said(tmp_path) if each[1] != "rdf:type"}
    assert found == {
        ("kjr:event-a", "skos:altLabel", '"x"'),
        ("kjr:event-a", "skos:altLabel", '"y"'),
        ("kjr:event-a", "kj:votedYes", "kjr:state-japan"),
        ("kjr:event-a", "skos:note", '"present"'),
        ("kjr:event-a", "skos:note", '"named"'),
        ("kjr:event-b", "kj:votedNo", "kjr:state-japan"),
        ("kjr:event-b", "skos:note", '"against"'),
        ("kjr:event-b", "skos:note", '"present"'),
    }


def test_rows_without_a_thing_are_skipped_and_counted(tmp_path: Path) -> None:
    report = run(tmp_path, "id,keep\na,x\nb,\n", thing(more='when = "keep"'))
    assert (report.read, report.written, report.without_thing, report.bad) == (2, 1, 1, 0)
    assert "no 'when'" in report.render()


BAD = {
    "invalid day": ("2023-02-29", "column 'c': '2023-02-29' is not a day"),
    "not a day": ("yesterday", "column 'c': 'yesterday' is not a day"),
    "empty": ("", "column 'c' is empty"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_cell_leaves_out_its_row_alone(tmp_path: Path, name: str) -> None:
    cell, reason = BAD[name]
    line = '{ property = "kj:date", column = "c", datatype = "xsd:date", required = true }'
    report = run(tmp_path, f'id,c\n"a\n",1965-06-22\nb,{cell}\nd,1965-12-18\n', thing(line))
    assert (report.read, report.written, report.bad) == (3, 2, 1)
    assert report.faults[0][0] == 4
    assert reason in report.faults[0][1]
    assert {each[0] for each in said(tmp_path)} == {"kjr:event-a", "kjr:event-d"}


@pytest.mark.parametrize(
    ("rows", "line", "reason"),
    [
        (b"id,c\na,1\nb\nd,1\n", 3, "1 cells where the header has 2"),
        (b"id,c\na,1\nb,1,2\nd,1\n", 3, "3 cells where the header has 2"),
        (b"id,c\na,1\n\xb0\xa1,1\nd,1\n", 3, "not utf-8 text"),
        (b"id,c\na,1\nB_x,1\nd,1\n", 3, "no slug"),
        (b"id,c\na,1\n,1\nd,1\n", 3, "column 'id' is empty"),
        (b"id,c\na,1\na,2\nd,1\n", 3, "kjr:event-a stands already at line 2"),
        (b'id,c\na,1\nb,"x"y\nd,1\n', 3, "not well-formed"),
        (b'id,c\na,1\nd,1\ne,"x\nf,1\n', 4, "never closed: lines 4 to 5"),
    ],
)
def test_bad_row(tmp_path: Path, rows: bytes, line: int, reason: str) -> None:
    report = run(tmp_path, rows, thing('{ property = "skos:note", column = "c" }'))
    assert [number for number, _ in report.faults] == [line]
    assert reason in report.faults[0][1]
    assert report.written == 2
    assert {each[0] for each in said(tmp_path)} == {"kjr:event-a", "kjr:event-d"}
    assert f"table.csv:{line}: " in report.render()


def test_value_not_in_the_table(tmp_path: Path) -> None:
    line = '{ property = { column = "c", values = "vote" }, iri = "kjr:state-japan" }'
    report = run(tmp_path, "id,c\na,yes\nb,maybe\n", thing(line))
    assert "'maybe' is not in the value table, which has: 'yes', 'no', 'absent'" in report.faults[0][1]


def test_faults_are_bounded_but_counted(tmp_path: Path) -> None:
    rows = "id,c\n" + "".join(f"{number},x\n" for number in range(5000))
    report = run(tmp_path, rows, thing('{ property = "kj:date", column = "c", datatype = "xsd:date" }'))
    assert report.bad == 5000
    assert len(report.faults) == 1000
    assert "… and 4,980 more" in report.render()
    assert report.render().count("\n") < 30
    json.dumps(report.to_dict())


def test_repeats(tmp_path: Path) -> None:
    line = '{ property = "skos:note", column = "c" }'
    rows = "id,c\na,1\na,2\n"
    assert run(tmp_path, rows, thing(line, more='repeats = "once"')).things == 1
    assert {each[2] for each in said(tmp_path)} == {"kj:Event", '"1"'}
    assert run(tmp_path, rows, thing(line, more='repeats = "add"')).bad == 0
    assert {each[2] for each in said(tmp_path)} == {"kj:Event", '"1"', '"2"'}


def test_bad_row_does_not_use_up_its_thing(tmp_path: Path) -> None:
    line = '{ property = "kj:date", column = "c", datatype = "xsd:date" }'
    assert run(tmp_path, "id,c\na,x\na,1965-06-22\n", thing(line)).written == 1
    assert len(said(tmp_path)) == 2


def test_other_encoding_and_delimiter(tmp_path: Path) -> None:
    head = HEAD + '[table]\nencoding = "cp949"\ndelimiter = ";"\n'
    report = run(
        tmp_path, "id;c\na;서울\n".encode("cp949"), thing('{ property = "skos:note", column = "c" }'), head=head
    )
    assert report.bad == 0
    assert ("kjr:event-a", "skos:note", '"서울"') in said(tmp_path)


def test_byte_order_mark_and_windows_line_ends(tmp_path: Path) -> None:
    rows = b"\xef\xbb\xbfid,c\r\na,1\r\n\r\nb,x\r\n"
    report = run(tmp_path, rows, thing('{ property = "kj:session", column = "c", datatype = "xsd:integer" }'))
    assert (report.read, report.written) == (2, 1)
    assert report.faults[0][0] == 4


@pytest.mark.parametrize(
    ("rows", "message"),
    [(b"", "is empty"), (b"id,id\n", "two columns are named 'id'"), (b"id,\xb0\xa1\n", "not utf-8 text")],
)
def test_table_that_cannot_be_used(tmp_path: Path, rows: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        run(tmp_path, rows, thing())


def test_damaged_gzip(tmp_path: Path) -> None:
    whole = gzip.compress(b"id,c\n" + b"".join(b"%d,%d\n" % (n, n * n) for n in range(20000)))
    (tmp_path / "table.csv.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "map.toml").write_text(HEAD + thing(), encoding="utf-8")
    (tmp_path / "out.nt").write_text("as it was")
    with pytest.raises(InputError, match="cannot be read"):
        import_table(str(tmp_path / "table.csv.gz"), str(tmp_path / "map.toml"), str(tmp_path / "out.nt"))
    assert (tmp_path / "out.nt").read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.toml", "out.nt", "table.csv.gz"]


def test_formats_say_the_same(tmp_path: Path) -> None:
    lines = ('{ property = "skos:note", column = "c", language = "ko" }',)
    rows = 'id,c\nb,"둘 ""2"""\na,하나\n'
    triples = {}
    for ending in ("ttl", "nt", "nq", "ttl.gz", "nt.gz", "nq.gz"):
        report = run(tmp_path, rows, thing(*lines), f"out.{ending}")
        content = (tmp_path / f"out.{ending}").read_bytes()
        run(tmp_path, rows, thing(*lines), f"out.{ending}")
        assert (tmp_path / f"out.{ending}").read_bytes() == content
        text = gzip.decompress(content) if ending.endswith(".gz") else content
        form = RdfFormat.from_extension(ending.removesuffix(".gz"))
        quads = list(pyoxigraph.parse(text, form))
        triples[ending] = {quad.triple for quad in quads}
        assert len(triples[ending]) == report.triples
        if ending.startswith("nq"):
            assert {quad.graph_name for quad in quads} == {NamedNode(v.GRAPH + "map")}
    assert all(each == triples["ttl"] for each in triples.values())
    described = {triple.predicate.value for triple in triples["nt"] if triple.subject.value == v.GRAPH + "map"}
    assert {v.DCTERMS + "title", v.DCTERMS + "license", v.DCTERMS + "source"} <= described


def test_unknown_ending_and_unwritable_output(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="names no format"):
        run(tmp_path, "id\na\n", thing(), "out.xyz")
    with pytest.raises(OutputError):
        run(tmp_path, "id\na\n", thing(), "none/out.nt")


def test_turtle_is_refused_for_a_large_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kj_graph.curation.importer.MOST_TURTLE", 10)
    rows = "id\n" + "".join(f"{number}\n" for number in range(20))
    with pytest.raises(UsageError, match="too many for Turtle"):
        run(tmp_path, rows, thing(), "out.ttl")
    assert not (tmp_path / "out.ttl").exists()


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, "id,c\na,1965-06-22\n", thing('{ property = "kj:date", column = "c", datatype = "date" }'))
    table, mapping = str(tmp_path / "table.csv"), str(tmp_path / "map.toml")
    assert main(["import", table, "--map", mapping]) == 0
    out, err = capsys.readouterr()
    assert 'kjr:event-a a kj:Event ;\n    kj:date "1965-06-22"^^xsd:date .' in out
    assert "1 row read, 1 written, 0 skipped" in err
    (tmp_path / "table.csv").write_text("id,c\na,never\n")
    assert main(["import", table, "--map", mapping, "--output", str(tmp_path / "x.nt")]) == 1
    assert f"{table}:2: column 'c'" in capsys.readouterr().err
    assert main(["import", table, "--map", mapping, "--output", str(tmp_path / "x.zip")]) == 2
    assert main(["import", str(tmp_path / "no.csv"), "--map", mapping]) == 3


def test_interrupted_import_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("id\n" + "".join(f"{number}\n" for number in range(2_000_000)))
    (tmp_path / "map.toml").write_text(HEAD + thing(more='repeats = "add"'))
    (tmp_path / "out.nt").write_text("as it was")
    command = [sys.executable, "-m", "kj_graph", "import", "table.csv", "--map", "map.toml", "--output", "out.nt"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    for _ in range(6000):
        if list(tmp_path.glob(".kj-graph-*")):
            break
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGINT)
    assert process.communicate()[1].strip() == "kj-graph: stopped"
    assert process.returncode == 130
    assert (tmp_path / "out.nt").read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["map.toml", "out.nt", "table.csv"]


@given(
    st.text(max_size=12), st.sampled_from(["integer", "decimal", "double", "boolean", "gYear", "gYearMonth", "date"])
)
def test_a_literal_is_valid_of_its_datatype_or_refused(cell: str, name: str) -> None:
    try:
        literal = make_literal(cell, v.XSD + name, None)
    except CellError:
        return
    store = pyoxigraph.Store()
    store.add(pyoxigraph.Quad(v.TYPE, v.TYPE, Literal(cell, datatype=NamedNode(v.XSD + name))))
    assert literal.value == cell
    query = f"ASK {{ ?s ?p ?o BIND(<{v.XSD}{name}>(STR(?o)) AS ?x) FILTER(BOUND(?x)) }}"
    if name not in ("gYear", "gYearMonth"):
        assert bool(store.query(query))


@given(
    st.lists(
        st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20), max_size=8
    )
)
def test_any_text_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    import csv
    import io

    folder = tmp_path_factory.mktemp("texts")
    rows = io.StringIO()
    writer = csv.writer(rows, quoting=csv.QUOTE_ALL)
    writer.writerow(["id", "c"])
    writer.writerows([str(number), text] for number, text in enumerate(texts))
    report = run(folder, rows.getvalue(), thing('{ property = "skos:note", column = "c" }'))
    assert report.bad == 0
    found = {
        q.object.value for q in pyoxigraph.parse(path=str(folder / "out.nt")) if q.predicate.value == v.SKOS + "note"
    }
    assert found == {text.strip() for text in texts} - {""}


def test_progress_is_told_after_a_second(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "id\n" + "".join(f"{number}\n" for number in range(15_000))
    run(tmp_path, rows, thing())
    table, mapping, output = str(tmp_path / "table.csv"), str(tmp_path / "map.toml"), str(tmp_path / "out.nt")
    import_table(table, mapping, output, progress=True)
    assert capsys.readouterr().err == ""
    clock = iter(range(0, 10**6, 2))
    monkeypatch.setattr("kj_graph.curation.importer.time.monotonic", lambda: next(clock))
    import_table(table, mapping, output, progress=False)
    assert capsys.readouterr().err == ""
    import_table(table, mapping, output, progress=True)
    shown = capsys.readouterr().err
    assert "\r5,000 rows read\r10,000 rows read\r15,000 rows read" in shown
    assert shown.endswith("\r\033[K")
