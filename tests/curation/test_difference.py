"""What a difference finds, whatever the form in which both sides are written, and how it is told."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from kj_graph.cli import main
from kj_graph.curation.blanks import name_blanks
from kj_graph.curation.difference import Difference, compare_files
from kj_graph.display.differences import Telling
from kj_graph.errors import InputError, UsageError
from kj_graph.graph import KnowledgeGraph

HEAD = """@prefix dcterms: <http://purl.org/dc/terms/> . @prefix ex: <https://example.org/> .
@prefix kj: <https://w3id.org/kj-graph/ontology#> . @prefix kjr: <https://w3id.org/kj-graph/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
P, Q = NamedNode("https://example.org/p"), NamedNode("https://example.org/q")


def read(text: str) -> list[Triple]:
    return [quad.triple for quad in pyoxigraph.parse(HEAD + text, RdfFormat.TURTLE)]


def tell(graph: KnowledgeGraph, before: str, after: str, language: str = "en") -> Telling:
    asked = KnowledgeGraph(graph.store, language)
    return Telling(Difference(read(before), read(after)), asked.labeller, graph.store)


def mix(triples: list[Triple], seed: int) -> list[Triple]:
    """The same triples with other names for blank nodes, in another order."""
    chance, names = random.Random(seed), {}

    def rename(term):  # type: ignore[no-untyped-def]  # any term
        if not isinstance(term, BlankNode):
            return term
        return BlankNode(names.setdefault(term.value, f"r{seed}x{len(names)}x{chance.randrange(10**9)}"))

    found = [Triple(rename(t.subject), t.predicate, rename(t.object)) for t in triples]
    chance.shuffle(found)
    return found


_NODES = st.sampled_from([BlankNode(f"b{number}") for number in range(7)])
_VALUES = st.one_of(
    _NODES, st.sampled_from([NamedNode("https://example.org/x"), Literal("1"), Literal("a", language="en")])
)
_GRAPHS = st.lists(st.builds(Triple, _NODES, st.sampled_from([P, Q]), _VALUES), min_size=1, max_size=14, unique=True)


@settings(max_examples=150, deadline=None)
@given(_GRAPHS, st.integers(0, 10**6))
def test_other_names_of_blank_nodes_are_no_change(triples: list[Triple], seed: int) -> None:
    assert not Difference(triples, mix(triples, seed))


@settings(max_examples=60, deadline=None)
@given(_GRAPHS, st.integers(0, 10**6), st.data())
def test_one_triple_less_is_a_change(triples: list[Triple], seed: int, data: st.DataObject) -> None:
    left = list(triples)
    left.remove(data.draw(st.sampled_from(triples)))
    assert Difference(triples, mix(left, seed))


def test_descriptions_that_look_alike_are_told_apart_and_counted() -> None:
    ring = [BlankNode(f"a{number}") for number in range(6)]
    one = [Triple(ring[n], P, ring[(n + 1) % 6]) for n in range(6)]
    two = [Triple(ring[n], P, ring[(n + 1) % 3 + 3 * (n // 3)]) for n in range(6)]
    assert name_blanks(one) != name_blanks(two)
    twice = read("ex:a ex:p [ ex:q 1 ] , [ ex:q 1 ] .")
    assert Difference(twice, read("ex:a ex:p [ ex:q 1 ] ."))
    assert not Difference(twice, mix(twice, 1))


@pytest.mark.parametrize("size", [8, 12, 40])
def test_blank_nodes_made_to_take_for_ever_do_not(size: int) -> None:
    nodes = [BlankNode(f"n{number}") for number in range(size)]
    clique = [Triple(a, P, b) for a in nodes for b in nodes if a != b]
    assert not Difference(clique, mix(clique, 3))
    assert Difference(clique, clique[1:])


def test_change_of_one_value_is_told_with_old_and_new(graph: KnowledgeGraph) -> None:
    before = 'kjr:person-x a kj:Person ; skos:prefLabel "X"@en , "엑스"@ko ; skos:note "old"@en .'
    after = 'kjr:person-x a kj:Person ; skos:prefLabel "Y"@en , "엑스"@ko ; skos:altLabel "Z"@en , "W"@en .'
    text = tell(graph, before, after).render()
    assert text.startswith("changed 1 (statements +3 −2)\n")
    assert "  ~ Y (kjr:person-x)\n" in text
    assert "name: “X” (en) → “Y” (en)\n" in text
    assert "also: + “W” (en)\n" in text
    assert "note: − “old” (en)\n" in text
    assert "엑스" not in text


def test_added_and_removed_things_and_their_evidence(graph: KnowledgeGraph) -> None:
    event = 'kjr:event-x a kj:Event ; skos:prefLabel "Talks"@en ; kj:date "2005-04-27"^^xsd:date .'
    proof = "kjr:evidence-x a kj:Evidence ; kj:about kjr:event-x ; kj:onProperty kj:date ."
    telling = tell(graph, "", event + proof)
    text = telling.render()
    assert text == (
        "added 2 (statements +6 −0)\n\nevent\n  + Talks (kjr:event-x)\n      name: “Talks” (en)\n"
        "      date: 2005-04-27\n      Evidence: added 1\n"
    )
    assert "kjr:evidence-x" in telling.render(everything=True)
    gone = tell(graph, event + proof, "")
    assert "removed 2" in gone.render()
    assert "  − Talks (kjr:event-x)" in gone.render()
    assert gone.render_changelog() == "- removed 1 event: Talks\n- removed 1 piece of evidence\n"


def test_evidence_alone_is_told_at_its_thing(graph: KnowledgeGraph) -> None:
    proof = "kjr:evidence-x a kj:Evidence ; kj:about kjr:state-japan ."
    assert tell(graph, "", proof).render().endswith("\nevidence\n  Japan\n      Evidence: added 1\n")


def test_renamed_thing_is_followed(graph: KnowledgeGraph) -> None:
    before = 'kjr:person-x a kj:Person ; skos:prefLabel "X"@en . kjr:claim-a kj:heldBy kjr:person-x .'
    after = (
        "kjr:person-x a kj:Person ; owl:deprecated true ; dcterms:isReplacedBy kjr:person-y ."
        'kjr:person-y a kj:Person ; skos:prefLabel "X"@en ; skos:altLabel "Y"@en . kjr:claim-a kj:heldBy kjr:person-y .'
    )
    telling = tell(graph, before, after)
    assert telling.render() == (
        "renamed 1 (statements +1 −0)\n\nperson\n  → X (kjr:person-x → kjr:person-y)\n      also: + “Y” (en)\n"
    )
    assert telling.render_changelog() == "- renamed 1 person: kjr:person-x → X\n"
    assert telling.to_dict()["changes"][0]["was"].endswith("person-x")


def test_successors_in_a_circle_are_left_as_they_are(graph: KnowledgeGraph) -> None:
    before = "kjr:a ex:p 1 . kjr:b ex:p 2 ."
    after = before + "kjr:a dcterms:isReplacedBy kjr:b . kjr:b dcterms:isReplacedBy kjr:a ."
    assert tell(graph, before, after).render().startswith("changed 2")


def test_blank_nodes_are_told_by_what_is_said_of_them(graph: KnowledgeGraph) -> None:
    text = tell(graph, "ex:a ex:p [ ex:q 1 ] .", "ex:a ex:p [ ex:q 2 ] .").render()
    assert "<https://example.org/p>: [<https://example.org/q>: 1] → [<https://example.org/q>: 2]" in text


@pytest.mark.parametrize(("language", "words"), [("ko", "변경 1"), ("ja", "変更 1")])
def test_language(graph: KnowledgeGraph, language: str, words: str) -> None:
    days = ("2005-01-01", "2005-01-02")
    before, after = (f'kjr:event-x a kj:Event ; kj:date "{day}"^^xsd:date .' for day in days)
    text = tell(graph, before, after, language).render()
    assert text.startswith(words)
    assert "2005-01-01 → 2005-01-02" in text


def test_files_and_folders_in_every_form(tmp_path: Path, graph: KnowledgeGraph) -> None:
    triples = read("ex:a ex:p [ ex:q 1 ] ; skos:prefLabel 'x'@en .")
    forms = {"a.ttl": RdfFormat.TURTLE, "a.nt": RdfFormat.N_TRIPLES, "a.rdf": RdfFormat.RDF_XML}
    for name, form in forms.items():
        (tmp_path / name).write_bytes(pyoxigraph.serialize(triples, format=form) or b"")
    (tmp_path / "b.ttl.gz").write_bytes(gzip.compress((tmp_path / "a.ttl").read_bytes()))
    (tmp_path / "a.jsonld").write_text(
        '{"@id": "https://example.org/a", "https://example.org/p": {"https://example.org/q": 1},'
        '"http://www.w3.org/2004/02/skos/core#prefLabel": {"@value": "x", "@language": "en"}}'
    )
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "one.nt").write_bytes((tmp_path / "a.nt").read_bytes())
    (folder / "notes.txt").write_text("not RDF")
    for other in (*forms, "b.ttl.gz", "a.jsonld", "folder"):
        assert not compare_files(str(tmp_path / "a.ttl"), str(tmp_path / other)), other


def test_a_part_is_compared_at_what_it_describes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    part = tmp_path / "part.ttl"
    part.write_text(HEAD + "kjr:state-japan skos:altLabel 'Nippon'@en .")
    assert main(["diff", str(part), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [change["iri"].rpartition("/")[2] for change in data["changes"]] == ["state-japan"]
    assert data["statements"]["added"] == 1
    assert data["partial"] is True


def test_shipped_data_are_no_change_of_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    from kj_graph import resources

    assert main(["diff", resources.data_files()[0], "--exit-code"]) == 0
    assert capsys.readouterr().out == "no change\n"


BAD = {
    "cut.ttl": (b"@prefix ex: <https://example.org/> . ex:a ex:p", "cut.ttl:1"),
    "bytes.ttl": (b"<https://example.org/a> <https://example.org/p> '\xb0\xa1' .", "not UTF-8"),
    "space.nt": (b"<https://example.org/a b> <https://example.org/p> '1' .\n", "space.nt:1"),
    "encoding.rdf": (b'<?xml version="1.0" encoding="UVF-8"?><a', "unknown encoding"),
    "remote.jsonld": (b'{"@context": "https://schema.org", "name": "x"}', "'https://schema.org' lies on the network"),
    "packed.nt.gz": (b"\x1f\x8b\x08\x00garbage", "damaged or cut short"),
    "what.csv": (b"a,b\n", "unknown kind of file"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_file(tmp_path: Path, name: str) -> None:
    content, words = BAD[name]
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.nt").write_text("")
    with pytest.raises(InputError) as error:
        compare_files(str(tmp_path / "good.nt"), str(tmp_path / name))
    assert words in str(error.value)
    assert error.value.hint


def test_wrong_use(tmp_path: Path, graph: KnowledgeGraph) -> None:
    with pytest.raises(UsageError):
        graph.diff("a", "b", "c")
    with pytest.raises(InputError, match="no such file"):
        graph.diff(str(tmp_path / "missing.ttl"))
    with pytest.raises(InputError, match="no RDF file"):
        graph.diff(str(tmp_path))
