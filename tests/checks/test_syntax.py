"""A file that cannot be read is told with its line, its column and what to do; lines of subjects are right."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kj_graph import resources
from kj_graph.checks import Finding, check_files
from kj_graph.checks.syntax import check_syntax, read_quads, subject_lines
from kj_graph.errors import InputError

HEAD = "@prefix kj: <https://w3id.org/kj-graph/ontology#> .\n"

# name, content, code, line, column, a word of the message, a word of the hint
BROKEN = [
    ("semicolon.ttl", HEAD + 'kj:a a kj:B ;\n  kj:c "한국" \n  kj:d 1 .\n', "KJ104", 4, 3, "dot is expected", "';'"),
    ("prefix.ttl", "\nkjx:a a kjx:B .\n", "KJ104", 2, 1, "prefix kjx: has not been declared", "@prefix kjx: <"),
    ("jump.ttl", HEAD + 'kj:a kj:b "한\n국" .\n', "KJ104", 2, 13, "Line jumps", '"""'),
    ("end.ttl", HEAD + "kj:a kj:b kj:c", "KJ104", 2, 15, "nexpected end", "left open"),
    ("predicate.ttl", HEAD + "kj:a kj:b 1 ; [ .\n", "KJ104", 2, 15, "not a valid predicate", "property is missing"),
    ("tag.ttl", HEAD + 'kj:a kj:b "x"@@ko .\n', "KJ104", 2, 15, "language code", '"…"@ko'),
    ("blank.ttl", "<http://a b> a <http://c> .\n", "KJ104", 1, 1, "Invalid IRI", "%20"),
    (
        "relative.nt",
        "<http://a> <http://b> <http://c> .\n<http://a> <b> <http://c> .\n",
        "KJ104",
        2,
        12,
        "No scheme",
        "prefix",
    ),
    ("cut.nq", "<http://a> <http://b> <http://c> <http://g>\n", "KJ104", 2, 1, "dot", "End each"),
    (
        "brace.trig",
        "<http://g> {\n <http://a> <http://b> }",
        "KJ104",
        2,
        24,
        "not a valid RDF object",
        "value is missing",
    ),
    ("brace.jsonld", '{"@id": "http://x",\n "http://b": }', "KJ104", 2, 14, "curly bracket", "neighbouring"),
    ("context.jsonld", '{"@context": "https://example.org/c", "@id": "http://x"}', "KJ104", 1, 0, "remote", "network"),
    (
        "open.rdf",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<rdf:Description>\n</rdf:RDF>',
        "KJ104",
        3,
        3,
        "",
        "place",
    ),
    (
        "korean.ttl",
        (HEAD + 'kj:a kj:b "').encode() + "한국".encode("cp949") + b'" .\n',
        "KJ103",
        2,
        12,
        "not UTF-8",
        "cp949",
    ),
    ("table.csv", "a,b\n", "KJ102", 0, 0, "no RDF format", ".ttl"),
    ("newer.ttl", HEAD + "\nkj:a kj:b <<( kj:c kj:d kj:e )>> .\n", "KJ105", 3, 0, "RDF 1.2", "RDF 1.1"),
    ("direction.nt", '<http://a> <http://b> "x"@ko--ltr .\n', "KJ105", 1, 0, "RDF 1.2", "RDF 1.1"),
]


@pytest.mark.parametrize(
    ("name", "content", "code", "line", "column", "said", "hint"), BROKEN, ids=[b[0] for b in BROKEN]
)
def test_error_has_its_place_and_a_way_out(
    tmp_path: Path, name: str, content: str | bytes, code: str, line: int, column: int, said: str, hint: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (finding,) = check_syntax(path)
    assert (finding.code, finding.severity, finding.file) == (code, "error", str(path))
    assert (finding.line, finding.column) == (line, column)
    assert said in finding.message
    assert hint in finding.hint
    assert check_files([path]) == [finding]
    with pytest.raises(InputError, match=path.name):
        read_quads(path)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert [f.code for f in check_syntax(tmp_path / "none.ttl")] == ["KJ101"]
    assert "no such file" in check_syntax(tmp_path / "none.ttl")[0].message
    assert "cannot be read" in check_syntax(tmp_path)[0].message


@pytest.mark.parametrize("path", [*resources.ontology_files(), resources.shapes_file(), resources.alignments_file()])
def test_shipped_files_can_be_read(path: str) -> None:
    assert check_syntax(path) == []


@pytest.mark.parametrize(
    "path", [p for p in [*resources.ontology_files(), *resources.data_files()] if Path(p).exists()]
)
def test_every_subject_of_a_shipped_file_has_its_line(path: str) -> None:
    found = subject_lines(path)
    subjects = {q.subject.value for q in pyoxigraph.parse(path=path) if isinstance(q.subject, pyoxigraph.NamedNode)}
    assert set(found) == subjects
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    for iri, line in found.items():
        assert iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1] in lines[line - 1]


HARD = r"""# kj:comment a kj:B .
@prefix kj: <https://example.org/#> . PREFIX ex: <https://example.org/x/>
BASE <https://example.org/base/>
@base <deeper/> .
<rel> kj:p '''kj:text '' \' a kj:B .
kj:inside a kj:B .
''' .

kj:a kj:p 1.5 , 2 ; # kj:not a kj:B .
    kj:q [ kj:r ( kj:s 'it\'s . kj:t' ) ] , "end"@ko-Kore , true .
ex:dotted.name\,x kj:p kj:a.b . kj:c kj:p 1 .
_:b kj:p kj:a .
[] kj:p kj:a .
<https://example.org/\uD55C> kj:p 1 .
kj:a kj:p "again" .
"""


def test_lines_are_those_of_blocks_not_of_look_alikes(tmp_path: Path) -> None:
    path = tmp_path / "hard.ttl"
    path.write_text(HARD, encoding="utf-8")
    subjects = {
        q.subject.value for q in pyoxigraph.parse(path=str(path)) if isinstance(q.subject, pyoxigraph.NamedNode)
    }
    found = subject_lines(path)
    assert set(found) == subjects
    text = path.read_text(encoding="utf-8").splitlines()
    assert text[found["https://example.org/base/deeper/rel"] - 1].startswith("<rel>")
    assert text[found["https://example.org/#a"] - 1].startswith("kj:a kj:p 1.5")
    assert text[found["https://example.org/x/dotted.name,x"] - 1].startswith("ex:dotted")
    assert found["https://example.org/#c"] == found["https://example.org/x/dotted.name,x"]
    assert text[found["https://example.org/한"] - 1].startswith("<https://example.org/\\uD55C>")


def test_lines_of_n_triples_and_of_other_formats(tmp_path: Path) -> None:
    path = tmp_path / "a.nt"
    path.write_text(
        '<http://a> <http://b> <http://c> .\n\n<http://d> <http://b> "x . <http://e>" .\n', encoding="utf-8"
    )
    assert subject_lines(path) == {"http://a": 1, "http://d": 3}
    other = tmp_path / "a.jsonld"
    other.write_text('{"@id": "http://a", "http://b": 1}', encoding="utf-8")
    assert subject_lines(other) == {}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.text(max_size=20)), min_size=1, max_size=5))
def test_any_text_leaves_lines_right(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]) -> None:
    blocks = []
    for slug, text in rows:
        literal = str(pyoxigraph.Literal(text)).replace("\\n", "\n")
        blocks.append(f'<http://e/{slug}> <http://e/p> {literal.replace(chr(34), chr(34) * 3, 1)[:-1]}""" .')
    path = tmp_path_factory.mktemp("lines") / "a.ttl"
    path.write_text("\n\n".join(blocks), encoding="utf-8", newline="")
    expected: dict[str, int] = {}
    line = 1
    for (slug, _), block in zip(rows, blocks, strict=True):
        expected.setdefault(f"http://e/{slug}", line)
        line += block.count("\n") + 2
    assert check_syntax(path) == []
    assert subject_lines(path) == expected


def test_finding_as_text_and_as_data() -> None:
    finding = Finding(
        "KJ204",
        "error",
        "kjr:modality-hedgd is no concept of kjr:scheme-modalities. " * 3,
        "Write another.",
        "data/triples.ttl",
        12,
        5,
        "kjr:claim-open",
        "kj:modality",
        "kjr:modality-hedgd",
    )
    lines = str(finding).splitlines()
    assert lines[0].startswith("data/triples.ttl:12:5: error KJ204 kjr:claim-open kj:modality: ")
    assert all(len(line) <= 110 for line in lines)
    assert all(line.startswith("    ") for line in lines[1:])
    assert max(len(line) for line in finding.render(300).splitlines()) <= 110
    assert finding.to_dict()["line"] == 12
    assert list(finding.to_dict()) == [
        "code",
        "severity",
        "message",
        "hint",
        "file",
        "line",
        "column",
        "subject",
        "property",
        "value",
    ]
    assert (
        str(Finding("KJ101", "error", "there is no such file", file="a.ttl"))
        == "a.ttl: error KJ101 there is no such file"
    )
