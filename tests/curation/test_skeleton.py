"""The beginning of a description: it can be read, every blank is found by the shapes, and filled in they accept it."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.checks.shapes import check_triples
from kj_graph.cli import main
from kj_graph.cli.commands import new
from kj_graph.curation.rules import read_rules
from kj_graph.curation.skeleton import BLANK, list_kinds, write_skeleton
from kj_graph.errors import UsageError

KINDS = sorted(list_kinds())
_BLANK = NamedNode(v.KJR + BLANK.removeprefix("kjr:"))
# One thing of each class for a skeleton to point at; what they lack themselves is not looked at.
_THINGS = {name: NamedNode(f"{v.KJR}{rules.prefix}-{name.lower()}") for name, rules in read_rules().items()}


def read(text: str) -> list[Triple]:
    return [quad.triple for quad in pyoxigraph.parse(text, RdfFormat.TURTLE)]


def ontology() -> list[Triple]:
    return [quad.triple for path in resources.ontology_files() for quad in pyoxigraph.parse(path=path)]


def fill(triples: list[Triple], concepts: dict[str, NamedNode]) -> list[Triple]:
    """Fill in every blank with the first thing that its rule takes, as a person would."""
    classes = {t.subject: t.object.value[len(v.KJ) :] for t in triples if t.predicate == v.TYPE}
    filled = []
    for triple in triples:
        value = triple.object
        rules = list(read_rules()[classes[triple.subject]].find(triple.predicate.value))
        if value == _BLANK:
            scheme = next((rule.scheme for rule in rules if rule.scheme), "")
            wanted = next((each for rule in rules for each in rule.classes), v.KJ + "Event").removeprefix(v.KJ)
            wanted = "Person" if wanted == "Actor" else wanted
            value = concepts[scheme] if scheme else _THINGS[wanted]
            if triple.predicate == v.kj("attribution"):
                value = NamedNode(v.KJR + "attribution-named")
        elif isinstance(value, Literal) and not value.value:
            value = _fill_literal(value, str(triple.subject))
        filled.append(Triple(triple.subject, triple.predicate, value))
    return filled


def _fill_literal(blank: Literal, thing: str) -> Literal:
    if blank.language:
        return Literal(f"{blank.language} {thing[-30:-1]}", language=blank.language)
    examples = {"date": "2005-04-27", "anyURI": "https://example.org/page", "integer": "1", "duration": "P1Y"}
    name = blank.datatype.value.rpartition("#")[2]
    return Literal(examples.get(name, "Article 1"), datatype=blank.datatype)


@pytest.fixture(scope="module")
def context() -> tuple[list[Triple], dict[str, NamedNode]]:
    """The ontology with a thing of each class, and the first concept of each scheme."""
    terms = ontology()
    concepts: dict[str, NamedNode] = {}
    for triple in terms:
        if triple.predicate.value == v.SKOS + "inScheme":
            concepts.setdefault(triple.object.value, triple.subject)
    scheme = Triple(NamedNode(v.KJR + "scheme-policy-areas"), v.TYPE, NamedNode(v.SKOS + "ConceptScheme"))
    return [*terms, scheme, *(Triple(thing, v.TYPE, v.kj(name)) for name, thing in _THINGS.items())], concepts


def test_filled_in_the_shapes_accept_it(context: tuple[list[Triple], dict[str, NamedNode]]) -> None:
    around, concepts = context
    triples = [each for kind in KINDS for each in fill(read(write_skeleton(kind, f"of-{kind}")), concepts)]
    findings = check_triples(set(triples), context=around)
    assert [str(each) for each in findings if each.severity == "error"] == []


def test_each_blank_is_found(context: tuple[list[Triple], dict[str, NamedNode]]) -> None:
    triples = read(write_skeleton("agreement", "of-agreement"))
    blanks = {
        (v.shorten_iri(t.subject.value), v.shorten_iri(t.predicate.value))
        for t in triples
        if t.object == _BLANK or (isinstance(t.object, Literal) and not t.object.value)
    }
    found = {(each.subject, each.property) for each in check_triples(set(triples), context=context[0])}
    assert blanks <= found
    assert len(blanks) > 8


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_a_class_needs_is_there(kind: str) -> None:
    text = write_skeleton(kind, "some-name")
    triples = read(text)
    rules = read_rules()[list_kinds()[kind]]
    first = NamedNode(f"{v.KJR}{rules.prefix}-some-name")
    said = {t.predicate.value for t in triples if t.subject == first}
    needed = {rule.property for rule in rules.rules if rule.least and not rule.inverse and rule.property}
    forbidden = {rule.property for rule in rules.rules if rule.most == 0}
    assert needed <= said
    assert not said & forbidden
    assert {rule.property for rule in rules.rules if rule.inverse and rule.least} <= {
        t.predicate.value for t in triples
    }
    # Every property that may stand there is offered, as a line of its own or as a comment.
    offered = set(re.findall(r"(?:kj|skos|dcterms|schema):\w+", text))
    shaped = {v.shorten_iri(rule.property) for rule in rules.rules if not rule.inverse} - {"rdf:type"}
    assert shaped - {v.shorten_iri(iri) for iri in forbidden} <= offered


def test_labels_in_three_languages() -> None:
    assert 'skos:prefLabel ""@en , ""@ko , ""@ja ;' in write_skeleton("person")


@pytest.mark.parametrize("slug", ["kjr:agreement-x-2000", "agreement-x-2000", "x-2000"])
def test_slug_with_or_without_its_kind(slug: str) -> None:
    assert "\nkjr:agreement-x-2000 a kj:Agreement ;" in write_skeleton("agreement", slug)


@pytest.mark.parametrize("slug", ["Über", "a b", "a--b", "-a", "a/b", "> . <x> <y> <z"])
def test_bad_slug(slug: str) -> None:
    with pytest.raises(UsageError, match="no slug"):
        write_skeleton("agreement", slug)


def test_unknown_kind_offers_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "agrement"]) == 2
    said = capsys.readouterr().err
    assert "there is no kind 'agrement'" in said
    assert "Did you mean 'agreement'?" in said


def test_help_lists_the_kinds() -> None:
    listed = re.search(r"kinds: (.*?)\.", new.EPILOG, re.DOTALL)
    assert listed is not None
    assert sorted(listed[1].replace("\n", " ").split(", ")) == KINDS


def test_output_is_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "new.ttl"
    assert main(["new", "claim", "--slug", "x", "--output", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == write_skeleton("claim", "x")
    assert capsys.readouterr().out == ""
