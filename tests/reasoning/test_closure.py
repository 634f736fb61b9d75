"""What the rules derive: what owlrl and HermiT say of OWL, and rows written by hand for what OWL cannot say."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import owlrl
import pyoxigraph
import pytest
import rdflib

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.checks.hermit import find_java, run_hermit
from kj_graph.checks.logic import _View
from kj_graph.checks.syntax import read_quads
from kj_graph.store.embedded import EmbeddedStore, load_ontology
from kj_graph.store.rules import apply_rules, read_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kj_graph.graph import KnowledgeGraph

FOLDER = Path(__file__).parent
CONSTRUCTS = FOLDER / "constructs.ttl"
GOOD = FOLDER.parent / "checks" / "good.ttl"
EX = "https://example.org/"
Plain = tuple[str, str, str]

# What owlrl derives of the constructs and the rules do not; docs/reasoning.md says why.
DIFFERENCES = {
    (f"{EX}mum", v.OWL + "sameAs", f"{EX}mummy"),
    (f"{EX}mummy", v.OWL + "sameAs", f"{EX}mum"),
    (f"{EX}four", v.TYPE.value, f"{EX}Four"),
}


def derive(triples: Iterable[pyoxigraph.Triple]) -> set[Plain]:
    store = pyoxigraph.Store()
    store.bulk_extend(pyoxigraph.Quad(t.subject, t.predicate, t.object, v.CURATED) for t in triples)
    apply_rules(store, [read_rule(path) for path in resources.owl_rule_files()])
    named = (q for q in store if q.graph_name == v.INFERRED and isinstance(q.subject, pyoxigraph.NamedNode))
    return {(q.subject.value, q.predicate.value, q.object.value) for q in named if hasattr(q.object, "value")}


def ask_owlrl(triples: list[pyoxigraph.Triple]) -> set[Plain]:
    """Return what owlrl derives of named things: no node without a name, no datatype, nothing that all things share."""
    graph = rdflib.Graph()
    graph.parse(data=pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES), format="nt")
    before = set(graph)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    shared = {rdflib.OWL.Thing, rdflib.RDFS.Resource}
    found = set()
    for subject, predicate, value in set(graph) - before:
        named = isinstance(subject, rdflib.URIRef) and not isinstance(value, rdflib.BNode)
        trivial = value in shared or (predicate == rdflib.OWL.sameAs and subject == value)
        if named and not trivial and not isinstance(subject, rdflib.Literal):
            found.add((str(subject), str(predicate), str(value)))
    return found


def about_things(found: set[Plain], triples: Iterable[pyoxigraph.Triple]) -> set[Plain]:
    """Return what is said of things, not of terms."""
    terms = {
        t.subject.value
        for t in triples
        if t.predicate == v.TYPE and t.object.value.startswith(v.OWL) and t.object.value != v.OWL + "NamedIndividual"
    }
    own = {each for each in found if each[0] not in terms and not each[0].startswith((v.OWL, v.RDF, v.RDFS, v.XSD))}
    return {each for each in own if not each[2].startswith((v.OWL, v.RDFS))}


def test_each_construct_gives_what_owlrl_says() -> None:
    triples = [quad.triple for quad in read_quads(CONSTRUCTS)]
    ours, theirs = (about_things(found, triples) for found in (derive(triples), ask_owlrl(triples)))
    assert ours - theirs == set()
    assert theirs - ours == DIFFERENCES
    assert len(ours) > 35


def test_classes_are_those_that_hermit_says(need: Callable[[bool, str], None]) -> None:
    need(shutil.which("java") is not None, "no Java runtime for HermiT")
    triples = [quad.triple for quad in read_quads(CONSTRUCTS)]
    things = {t.subject for t in triples if t.predicate == v.TYPE and not t.object.value.startswith(v.OWL)}
    individual = pyoxigraph.NamedNode(v.OWL + "NamedIndividual")
    verdict = run_hermit(find_java(), [*triples, *(pyoxigraph.Triple(each, v.TYPE, individual) for each in things)])
    stated = {
        (t.subject.value, t.object.value) for t in triples if t.predicate == v.TYPE and hasattr(t.subject, "value")
    }
    said = {(thing, kind) for thing, kinds in verdict.types.items() for kind in kinds if kind.startswith(EX)} - stated
    derived = {(s, o) for s, p, o in about_things(derive(triples), triples) if p == v.TYPE.value}
    assert verdict.consistent
    assert derived - said == set()
    assert said - derived == {(f"{EX}four", f"{EX}Four")}


def test_data_give_what_owlrl_says() -> None:
    """The good twin has a thing of every class and nearly every property; dates and texts are not OWL's matter."""
    view = _View([quad.triple for path in (*resources.ontology_files(), GOOD) for quad in read_quads(path)])
    triples = [*view.axioms, *view.facts]
    ours, theirs = (about_things(found, triples) for found in (derive(triples), ask_owlrl(triples)))
    assert ours - theirs == set()
    assert {each for each in theirs - ours if each[1] != v.OWL + "sameAs"} == set()
    assert len(ours) > 20


BEYOND = """
@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
kjr:a a kj:Agreement ; kj:policyArea kjr:area-narrow .
kjr:area-narrow a kj:PolicyArea ; skos:broader kjr:area-middle .
kjr:area-middle a kj:PolicyArea ; skos:broader kjr:area-wide .
kjr:area-wide a kj:PolicyArea .
kjr:signing a kj:LifeEvent ; kj:ofAgreement kjr:a ; kj:lifeKind kjr:life-kind-signed ;
    kj:date "2000-02"^^xsd:gYearMonth .
kjr:entry a kj:LifeEvent ; kj:ofAgreement kjr:a ; kj:lifeKind kjr:life-kind-in-force ;
    kj:date "2001-01-01"^^xsd:date .
kjr:entry-for-one a kj:LifeEvent ; kj:ofAgreement kjr:a ; kj:lifeKind kjr:life-kind-in-force ; kj:byParty kjr:s ;
    kj:date "2002-01-01"^^xsd:date .
kjr:acted a kj:Representation ; kj:inAct kjr:signing ; kj:representative kjr:p ; kj:onBehalfOf kjr:s .
kjr:s a kj:State .
kjr:p a kj:Person .
kjr:ministry a kj:Organization ; kj:partOf kjr:s .
kjr:minister a kj:Office ; kj:officeOf kjr:s .
kjr:envoy a kj:Office ; kj:officeOf kjr:ministry .
kjr:chair a kj:Office ; kj:officeOf kjr:other .
kjr:past a kj:Office ; kj:officeOf kjr:s .
kjr:doubtful a kj:Office ; kj:officeOf kjr:s .
kjr:t1 a kj:Tenure ; kj:holder kjr:p ; kj:ofOffice kjr:minister ; kj:from "1999"^^xsd:gYear .
kjr:t2 a kj:Tenure ; kj:holder kjr:p ; kj:ofOffice kjr:envoy ;
    kj:from "2000-02-01"^^xsd:date ; kj:until "2000-03-01"^^xsd:date .
kjr:t3 a kj:Tenure ; kj:holder kjr:p ; kj:ofOffice kjr:chair ; kj:from "1999"^^xsd:gYear .
kjr:t4 a kj:Tenure ; kj:holder kjr:p ; kj:ofOffice kjr:past ;
    kj:from "1990"^^xsd:gYear ; kj:until "2000-02-29"^^xsd:date .
kjr:t5 a kj:Tenure ; kj:holder kjr:p ; kj:ofOffice kjr:doubtful ; kj:from "2000-02-10"^^xsd:date .
kjr:claim a kj:Proposal ; kj:statedAt kjr:session .
kjr:session a kj:Event ; kj:partOf kjr:day .
kjr:day a kj:Event ; kj:partOf kjr:forum .
"""
EXPECTED = {
    ("a", "signedOn", "2000-02"),
    ("a", "inForceFrom", "2001-01-01"),
    ("a", "withinArea", "area-narrow"),
    ("a", "withinArea", "area-middle"),
    ("a", "withinArea", "area-wide"),
    ("acted", "heldOffice", "minister"),
    ("acted", "heldOffice", "envoy"),
    ("claim", "statedAt", "day"),
    ("claim", "statedAt", "forum"),
    ("session", "partOf", "forum"),
    ("signing", "earliest", "2000-02-01"),
    ("signing", "latest", "2000-02-29"),
    ("a", "arisesEarliest", "2000-02-01"),
    ("a", "arisesLatest", "2000-02-29"),
    ("t1", "startsEarliest", "1999-01-01"),
    ("t1", "startsLatest", "1999-12-31"),
}


def test_rules_beyond_owl_give_the_rows_expected(tmp_path: Path) -> None:
    path = tmp_path / "beyond.ttl"
    path.write_text(BEYOND, encoding="utf-8")
    store = EmbeddedStore()
    load_ontology(store)
    store.load(str(path), v.CURATED)
    store.infer(resources.rule_files())
    found = {
        (q.subject.value.rpartition("/")[2], q.predicate.value.rpartition("#")[2], q.object.value.rpartition("/")[2])
        for q in store.quads()
        if q.graph_name == v.INFERRED and q.subject.value.startswith(v.KJR)
    }
    assert found >= EXPECTED
    names = {"signedOn", "inForceFrom", "withinArea", "heldOffice", "statedAt", "partOf"}
    assert {each for each in found if each[1] in names} == {each for each in EXPECTED if each[1] in names}


def test_nothing_inferred_is_asserted_elsewhere_and_the_outcome_is_one(graph: KnowledgeGraph) -> None:
    inferred = {quad.triple for quad in graph.store.quads() if quad.graph_name == v.INFERRED}
    assert not inferred & {quad.triple for quad in graph.store.quads() if quad.graph_name != v.INFERRED}
    again = EmbeddedStore()
    again.oxigraph.bulk_extend(quad for quad in graph.store.quads() if quad.graph_name != v.INFERRED)
    again.infer(resources.rule_files())
    assert {quad.triple for quad in again.quads() if quad.graph_name == v.INFERRED} == inferred
    assert again.infer(resources.rule_files()) == 0


def test_a_day_writes_nothing(graph: KnowledgeGraph) -> None:
    before = len(graph.store)
    assert len(graph.as_of("2000-01-01").query("memberships-on"))
    assert len(graph.store) == before


@pytest.mark.parametrize("path", [*resources.rule_files(), *resources.clash_files()], ids=lambda path: Path(path).stem)
def test_every_rule_has_its_sentence_in_three_languages(path: str) -> None:
    rule = read_rule(path)
    assert set(rule.sentences) == {"en", "ko", "ja"}
    assert rule.sentences["en"].endswith(".")
