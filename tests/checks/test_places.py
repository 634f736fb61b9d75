"""A finding stands where the value, the property or the thing stands that it is about, whatever the format."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest

from kj_graph import resources
from kj_graph.checks.places import Place, Places, write_key
from kj_graph.checks.shapes import check_shapes, check_triples
from kj_graph.vocabulary import KJ, KJR

TEXT = """@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

kjr:state-nowhere-land a kj:State ;
    skos:prefLabel "Nowhere"@en ,
        "없는 나라"@ko ,
        "どこにもない国"@ja ,
        "Nulle part"@fr ;
    kj:partyy kjr:state-japan .
"""


def found(path: Path) -> set[tuple[str, int, int]]:
    return {
        (finding.code, finding.line, finding.column)
        for finding in check_shapes([path], context=resources.ontology_files())
    }


def test_in_turtle(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(TEXT, encoding="utf-8")
    assert found(path) == {("KJ202", 6, 5), ("KJ206", 9, 9), ("KJ207", 10, 5)}


@pytest.mark.parametrize("suffix", [".nt", ".nq"])
def test_by_line(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"mine{suffix}"
    graph = " <http://example.org/graph>" if suffix == ".nq" else ""
    quads = list(pyoxigraph.parse(TEXT, pyoxigraph.RdfFormat.TURTLE))
    path.write_text("".join(f"{quad.triple}{graph} .\n" for quad in quads), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    told = found(path)
    assert {code for code, _, _ in told} == {"KJ202", "KJ206", "KJ207"}
    for code, line, column in told:
        wanted = {"KJ202": "<http", "KJ206": '"Nulle part"', "KJ207": "<https://w3id.org/kj-graph/ontology#partyy>"}
        assert lines[line - 1][column - 1 :].startswith(wanted[code])


def test_other_formats_name_the_thing(tmp_path: Path) -> None:
    path = tmp_path / "mine.rdf"
    quads = [quad.triple for quad in pyoxigraph.parse(TEXT, pyoxigraph.RdfFormat.TURTLE)]
    path.write_bytes(pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.RDF_XML) or b"")
    findings = check_shapes([path], context=resources.ontology_files())
    assert {(f.file, f.line, f.subject) for f in findings} == {(str(path), 0, "kjr:state-nowhere-land")}
    assert len(findings) == 3


def test_a_thing_stands_where_its_class_is_stated(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        "@prefix kj: <https://w3id.org/kj-graph/ontology#> .\n@prefix kjr: <https://w3id.org/kj-graph/id/> .\n"
        'kjr:a kj:p "x"@ko-Kore .\n\nkjr:a a kj:State .\n',
        encoding="utf-8",
    )
    places = Places([str(path)], {KJR + "a"})
    assert places.find(KJR + "a") == Place(str(path), 5, 1)
    assert places.find(KJR + "a", KJ + "p") == Place(str(path), 3, 7)
    assert places.find(KJR + "a", KJ + "p", write_key("x", "ko-kore")) == Place(str(path), 3, 12)
    assert places.find(KJR + "b") is None


def test_what_shapes_cannot_see_changes_nothing() -> None:
    """A file that is checked with its neighbourhood alone gives what it gives within the whole graph."""
    from kj_graph.checks import shapes

    text = Path(__file__).with_name("good.ttl").read_text(encoding="utf-8")
    text = text.replace('"Kim"@en', '"Kim"@fr').replace("kjr:modality-hedged", "kjr:modality-hedgd")
    quads = list(pyoxigraph.parse(text, pyoxigraph.RdfFormat.TURTLE))
    mine = [quad for quad in quads if "claim" in quad.subject.value or "person" in quad.subject.value]
    rest = [quad for quad in quads if quad not in mine]
    context = [quad for path in resources.ontology_files() for quad in pyoxigraph.parse(path=path)]
    narrow = check_triples(mine, context=[*rest, *context])
    original = shapes._narrow
    try:
        shapes._narrow = lambda around, _: around  # type: ignore[assignment]
        wide = check_triples(mine, context=[*rest, *context])
    finally:
        shapes._narrow = original
    assert narrow == wide
    assert len(narrow) >= 2


def test_a_foreign_file_is_read_but_not_asked_for_our_properties(tmp_path: Path) -> None:
    path = tmp_path / "foreign.ttl"
    path.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        '<http://e/x> a skos:Concept ; skos:prefLabel "x"@de .\n',
        encoding="utf-8",
    )
    assert check_shapes([path], context=resources.ontology_files()) == []
