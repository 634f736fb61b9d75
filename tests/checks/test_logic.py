"""The reasoner finds ontology and data consistent, and every planted clash inconsistent."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pyoxigraph
import pytest

from kj_graph import resources
from kj_graph.checks import hermit, logic
from kj_graph.checks.logic import check_logic, find_places
from kj_graph.errors import KjGraphError, MissingPartError

GOOD = Path(__file__).with_name("good.ttl")
PREFIXES = """
@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""

# Each is added to the good twin, which is consistent without it.
CLASHES = {
    "agreement-and-event": "kjr:agreement-main a kj:Event .",
    "state-and-person": "kjr:state-one a kj:Person .",
    "two-modalities": "kjr:claim-open kj:modality kjr:modality-asserted .",
    "two-claim-kinds": "kjr:claim-open kj:claimKind kjr:claim-kind-topic .",
    "not-stated-with-holder": "kjr:claim-open kj:heldBy kjr:person-kim .",
    "held-by-a-claim": "kjr:claim-named kj:heldBy kjr:claim-open .",
    "life-of-two-agreements": "kjr:life-main-signed kj:ofAgreement kjr:agreement-notes .",
    "two-life-kinds": "kjr:life-main-signed kj:lifeKind kjr:life-kind-issued .",
    "supplements-itself": "kjr:agreement-main kj:supplements kjr:agreement-main .",
    "supplements-both-ways": "kjr:agreement-main kj:supplements kjr:agreement-notes .",
    "area-and-person": "kjr:area-gas a kj:Person .",
    "broader-is-a-state": "kjr:area-gas skos:broader kjr:state-one .",
    "party-is-an-event": "kjr:agreement-main kj:party kjr:event-summit .",
    "two-representatives": "kjr:representation-main-kim kj:representative kjr:lee . kjr:lee a kj:Person .",
    "representation-for-two": "kjr:representation-main-kim kj:onBehalfOf kjr:state-two .",
    "proposal-of-another-kind": "kjr:claim-proposal kj:claimKind kjr:claim-kind-risk .",
    "responds-to-itself": "kjr:claim-open kj:respondsTo kjr:claim-open .",
    "policy-area-is-a-place": "kjr:agreement-main kj:policyArea kjr:place-city .",
    "kind-is-an-agreement": "kjr:agreement-main kj:instrumentKind kjr:agreement-notes .",
    "stated-at-a-person": "kjr:claim-open kj:statedAt kjr:person-kim .",
    "two-matters": "kjr:position-scope-one kj:onMatter kjr:m . kjr:m a kj:ContestedMatter .",
    "group-of-two-sources": "kjr:group-presenters kj:ofSource kjr:source-register .",
    "scheme-is-a-concept": "kjr:area-gas skos:inScheme kjr:area-energy .",
    "tenure-of-two-holders": "kjr:tenure-minister-kim-1998 kj:holder kjr:lee . kjr:lee a kj:Person .",
    "tenure-of-an-organization": "kjr:tenure-minister-kim-1998 kj:ofOffice kjr:organization-ministry .",
    "status-of-a-matter": "kjr:status-proposal-adopted kj:ofProposal kjr:matter-scope .",
    "replaces-itself": "kjr:agreement-main kj:replaces kjr:agreement-main .",
    "amends-both-ways": "kjr:agreement-main kj:amends kjr:agreement-notes .",
    "agent-is-an-office": "kjr:event-exercise kj:agent kjr:office-minister .",
    "theme-is-an-event": "kjr:claim-named kj:theme kjr:event-summit .",
    "coverage-and-event": "kjr:coverage-energy a kj:Event .",
    "place-is-an-organization": "kjr:event-summit kj:place kjr:organization-ministry .",
}


@pytest.fixture(autouse=True)
def _reasoner() -> None:
    """Skip where the reasoner is missing, unless everything has to run."""
    missing = shutil.which("java") is None and not os.environ.get("JAVA_HOME")
    if missing and os.environ.get("KJ_GRAPH_REQUIRE_ALL") != "1":
        pytest.skip("no Java runtime for HermiT")


def parse(turtle: str) -> list[pyoxigraph.Quad]:
    return list(pyoxigraph.parse(PREFIXES + turtle, pyoxigraph.RdfFormat.TURTLE))


def test_ontology_is_consistent_and_every_class_possible() -> None:
    report = check_logic([])
    assert report.consistent
    assert report.unsatisfiable == ()
    assert report.triples > 500
    assert report.list_findings() == []


def test_good_twin_is_consistent() -> None:
    report = check_logic([GOOD])
    assert report.consistent
    assert report.individuals > 100
    assert report.left_out > 50


@pytest.mark.skipif(not Path(resources.data_files()[0]).exists(), reason="the curated data are not here yet")
def test_curated_data_are_consistent() -> None:
    report = check_logic()
    assert report.consistent
    assert report.individuals > 300
    assert report.unsatisfiable == ()


@pytest.mark.parametrize("clash", CLASHES.values(), ids=CLASHES.keys())
def test_planted_clash_is_caught(clash: str) -> None:
    assert not check_logic([GOOD], triples=parse(clash), locate=False).consistent


def test_clash_is_told_by_its_statements() -> None:
    report = check_logic([GOOD], triples=parse(CLASHES["party-is-an-event"]))
    assert set(report.clash) == {"kjr:event-summit a kj:Event", "kjr:agreement-main kj:party kjr:event-summit"}
    (finding,) = report.list_findings(find_places([GOOD]))
    line = GOOD.read_text(encoding="utf-8").splitlines().index("kjr:agreement-main a kj:Agreement ;") + 7
    assert (finding.code, finding.file, finding.line) == ("KJ301", str(GOOD), line)
    assert "kjr:agreement-main kj:party kjr:event-summit" in finding.message
    assert set(report.axioms) == {"kj:party rdfs:range kj:Actor", "kj:Actor owl:disjointWith kj:Event"}
    assert report.smallest
    assert "no actor is an event" in finding.hint
    assert all(Path(each.file).read_text(encoding="utf-8").splitlines()[each.line - 1] for each in report.statements)


def test_impossible_class_is_named() -> None:
    report = check_logic([], triples=parse("kj:Odd a owl:Class ; rdfs:subClassOf kj:Person , kj:Event ."))
    assert report.consistent
    assert report.unsatisfiable == ("https://w3id.org/kj-graph/ontology#Odd",)
    assert [(f.code, f.subject) for f in report.list_findings()] == [("KJ302", "kj:Odd")]


# Odd, but nothing contradicts anything.
ODD = """
kjr:agreement-bare a kj:Agreement .
kjr:claim-open kj:respondsTo kjr:claim-named . kjr:claim-named kj:respondsTo kjr:claim-open .
kjr:agreement-main kj:implements kjr:agreement-main .
kjr:claim-named kj:heldBy kjr:person-kim , kjr:state-one .
kjr:event-summit kj:partOf kjr:event-summit .
kj:Loop a owl:Class ; rdfs:subClassOf kj:LoopBack . kj:LoopBack a owl:Class ; rdfs:subClassOf kj:Loop .
kjr:loop a kj:Loop .
kjr:one-more a kj:Actor .
"""


def test_what_is_merely_odd_is_left_in_peace() -> None:
    report = check_logic([GOOD], triples=parse(ODD))
    assert report.consistent
    assert report.unsatisfiable == ()
    assert "https://w3id.org/kj-graph/ontology#LoopBack" in report.classes["https://w3id.org/kj-graph/id/loop"]
    assert "https://w3id.org/kj-graph/ontology#Actor" in report.classes["https://w3id.org/kj-graph/id/person-kim"]
    assert "kj:Actor" in report.summarise()


def test_ontology_of_ones_own_is_told_by_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(
        f"{PREFIXES}\nkj:Ferry a owl:Class ;\n    rdfs:subClassOf kj:Place .\n\n"
        "kjr:ferry-one a kj:Ferry ,\n    kj:Event .\n",
        encoding="utf-8",
    )
    report = check_logic([path])
    told = {each.text: each.line for each in report.statements if each.file == str(path)}
    assert told == {
        "kjr:ferry-one a kj:Ferry": 11,
        "kjr:ferry-one a kj:Event": 12,
        "kj:Ferry rdfs:subClassOf kj:Place": 9,
    }
    assert (
        "kj:Place owl:disjointWith kj:Event" in report.axioms or "kj:Event owl:disjointWith kj:Place" in report.axioms
    )


def test_clash_that_the_rules_do_not_see_is_narrowed_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "ontology_files", list)
    turtle = """
    kj:Twin a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty kj:half ;
        owl:minCardinality "2"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger> ] .
    kj:half a owl:ObjectProperty , owl:FunctionalProperty .
    kj:Other a owl:Class ; rdfs:subClassOf kj:Third . kj:Third a owl:Class .
    kjr:twin a kj:Twin , kj:Other . kjr:other a kj:Other . kjr:third a kj:Third .
    """
    report = check_logic([], triples=parse(turtle), seconds=600)
    assert not report.consistent
    assert report.clash == ("kjr:twin a kj:Twin",)
    assert report.smallest
    assert len(report.axioms) == 2


def test_search_ends_with_its_time() -> None:
    report = check_logic([GOOD], triples=parse(CLASHES["state-and-person"]), seconds=0.01)
    assert not report.consistent
    assert not report.smallest


def test_dates_addresses_texts_and_evidence_are_left_to_the_shapes() -> None:
    odd = """
    kjr:life-main-signed kj:date "no date" , "1965-02-30"^^<http://www.w3.org/2001/XMLSchema#date> .
    kjr:agreement-notes kj:noticePeriod "P90D"^^<http://www.w3.org/2001/XMLSchema#duration> .
    kjr:source-report kj:address "https://example.org/제1호"^^<http://www.w3.org/2001/XMLSchema#anyURI> .
    kjr:evidence-odd a kj:Evidence ; kj:about kjr:state-one ; kj:passage kjr:state-one .
    """
    assert check_logic([GOOD], triples=parse(odd)).consistent


def test_names_apart_say_what_all_different_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """The functional name that tells things apart is checked against owl:AllDifferent itself."""

    def state_all_different(things: list[pyoxigraph.NamedNode]) -> list[pyoxigraph.Triple]:
        members = " ".join(f"<{thing.value}>" for thing in things)
        turtle = f"[] a owl:AllDifferent ; owl:distinctMembers ( {members} ) ."
        return [quad.triple for quad in parse(turtle)]

    monkeypatch.setattr(logic, "_tell_apart", state_all_different)
    assert check_logic([GOOD]).consistent
    assert not check_logic([GOOD], triples=parse(CLASHES["two-modalities"]), locate=False).consistent
    monkeypatch.setattr(logic, "_tell_apart", lambda things: [])
    assert check_logic([GOOD], triples=parse(CLASHES["two-modalities"]), locate=False).consistent


def test_loading_nothing_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def write_one_line(triples: object, file: object, form: object) -> None:
        file.write(b"<https://example.org/a> <https://example.org/b> <https://example.org/c> .")

    monkeypatch.setattr(hermit, "serialize", write_one_line)
    with pytest.raises(KjGraphError, match="its verdict would mean nothing"):
        check_logic([])


def test_nothing_is_printed_and_nothing_left_behind(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    check_logic([])
    check_logic([GOOD], triples=parse(CLASHES["state-and-person"]), locate=False)
    assert capfd.readouterr() == ("", "")
    assert list(tmp_path.iterdir()) == []


def test_without_java_the_message_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(MissingPartError, match="Install a Java runtime"):
        check_logic([])
