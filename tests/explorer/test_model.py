"""What triples become: things, folded lives, evidence, edges."""

from __future__ import annotations

import subprocess
import sys

import pytest
from explorer_sample import KJ, KJR, SKOS, make_sample, make_thing
from pyoxigraph import Literal, NamedNode, Triple

from kj_graph.explorer import PageModel, build_model
from kj_graph.explorer.model import NODE_TYPES


@pytest.fixture(scope="module")
def model() -> PageModel:
    return build_model(make_sample())


def test_folds_the_life_of_an_agreement(model: PageModel) -> None:
    life = model.by_id["agreement-gsomia-2016"].life
    assert [(step.kind, step.date) for step in life] == [
        ("life-kind-signed", "2016-11-23"),
        ("life-kind-termination-notice", "2019-08-23"),
    ]
    assert life[0].representatives[0].person == "person-test-0"
    assert life[0].representatives[0].party == "state-japan"
    assert life[0].representatives[0].office == "office-test"
    assert life[1].by_parties == ("state-republic-of-korea",)


def test_draws_only_what_is_meant_to_be_drawn(model: PageModel) -> None:
    drawn = {model.by_id[node].type for node in model.nodes}
    assert drawn == set(NODE_TYPES) - {"Group", "Actor", "Resource"}
    assert "coverage-test" in model.by_id
    assert "coverage-test" not in model.nodes
    folded = ("life-", "evidence-", "passage-", "source-", "tenure-", "change-")
    assert not any(thing.id.startswith(folded) for thing in model.things)


def test_a_tenure_joins_a_person_and_an_office(model: PageModel) -> None:
    [tenure] = model.tenures
    assert (tenure.person, tenure.office) == ("person-test-0", "office-test")
    assert (tenure.start, tenure.end) == ("1998-07-30", "1999-10")
    assert tenure.notes[0].value == "Acting until the vote"
    assert tenure.evidence[0].source == "source-api-report-2025-05-16"
    assert ("person-test-0", "office-test", "tenure") in {(each.source, each.target, each.kind) for each in model.edges}


def test_a_change_of_status_is_folded_into_its_proposal(model: PageModel) -> None:
    [change] = model.by_id["claim-kjfvd-2025-icebreaking-lng-carriers"].changes
    assert (change.status, change.date) == ("proposal-status-adopted", "2026-03-01")
    assert change.evidence[0].verification == "verified"


def test_a_theme_is_a_thing_at_which_its_claims_end(model: PageModel) -> None:
    assert model.by_id["theme-test"].type == "Theme"
    assert set(model.classes["Theme"]) == {"en", "ko", "ja"}
    edges = {(edge.source, edge.target): edge.properties for edge in model.edges}
    assert edges["claim-kjfvd-2025-icebreaking-lng-carriers", "theme-test"] == ("theme",)


def test_a_thing_of_a_class_and_its_superclass_is_drawn_once_as_the_subclass(model: PageModel) -> None:
    extra = [
        Triple(
            NamedNode(KJR + slug),
            NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
            NamedNode(KJ + name),
        )
        for slug, name in (("claim-kjfvd-2025-icebreaking-lng-carriers", "Claim"), ("state-japan", "Actor"))
    ]
    inferred = build_model(make_sample() + extra)
    assert inferred.nodes == model.nodes
    assert inferred.by_id["claim-kjfvd-2025-icebreaking-lng-carriers"].type == "Proposal"
    assert inferred.by_id["state-japan"].type == "State"


def test_a_signature_is_an_edge_from_the_person_to_the_agreement(model: PageModel) -> None:
    edges = {(edge.source, edge.target): edge for edge in model.edges if edge.kind == "act"}
    assert edges["person-test-0", "agreement-gsomia-2016"].properties == ("life-kind-signed",)


def test_an_editorial_link_is_an_edge_of_its_own_kind(model: PageModel) -> None:
    editorial = [(edge.source, edge.target) for edge in model.edges if edge.kind == "editorial"]
    assert editorial == [("claim-kjfvd-2025-icebreaking-lng-carriers", "event-alaska-lng-2025")]
    [reading] = model.by_id["claim-kjfvd-2025-icebreaking-lng-carriers"].readings
    assert reading.reasons[0].language == "en"


def test_evidence_knows_its_place_and_status(model: PageModel) -> None:
    [whole] = model.by_id["claim-kjfvd-2025-icebreaking-lng-carriers"].evidence
    assert (whole.source, whole.start, whole.end) == ("source-api-report-2025-05-16", 3848, 3939)
    assert whole.verification == "verified"
    [party] = model.by_id["agreement-gsomia-2016"].evidence
    assert (party.property, party.value, party.verification) == ("party", "state-japan", "unverified")


def test_own_translations_are_marked_by_language_and_are_no_evidence(model: PageModel) -> None:
    claim = model.by_id["claim-kjfvd-2025-icebreaking-lng-carriers"]
    assert claim.own_translations == ("ko",)
    assert all(item.verification != "own-translation" for item in claim.evidence)


def test_terms_have_labels_in_three_languages(model: PageModel) -> None:
    assert set(model.properties["party"]) == {"en", "ko", "ja"}
    assert set(model.classes["Agreement"]) == {"en", "ko", "ja"}
    assert set(model.concepts["kind-treaty"]) == {"en", "ko", "ja"}


def test_derived_dates_and_the_retrieval_day() -> None:
    day = NamedNode("http://www.w3.org/2001/XMLSchema#date")
    derived = Triple(
        NamedNode(KJR + "event-kjfvd-2025"), NamedNode(KJ + "earliest"), Literal("2025-05-16", datatype=day)
    )
    model = build_model([*make_sample(), derived])
    assert [name for name, _ in model.by_id["event-kjfvd-2025"].values] == ["date"]
    assert model.as_of == "2026-11-22"
    assert build_model(make_sample(), as_of="2020-01-01").as_of == "2020-01-01"


def test_an_empty_graph_and_an_unlabelled_thing_are_borne() -> None:
    assert build_model([]).nodes == ()
    bare = list(make_thing("Event", "event-bare", "x", "x", "x"))[:1]
    assert build_model(bare).by_id["event-bare"].labels == {}


def test_a_triple_given_twice_counts_once() -> None:
    once = make_sample()
    assert build_model(once + once) == build_model(once)


def test_nothing_heavy_is_imported_before_a_page_is_written() -> None:
    program = (
        "import sys, kj_graph.explorer; print(sorted({'IPython', 'networkx', 'numpy', 'pyvis'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_several_alternative_labels_are_kept_in_order() -> None:
    triples = list(make_thing("Person", "person-x", "X", "엑스", "エックス"))
    triples += [
        Triple(NamedNode(KJR + "person-x"), NamedNode(SKOS + "altLabel"), Literal(name, language="en"))
        for name in ("B", "A")
    ]
    assert [name.value for name in build_model(triples).by_id["person-x"].other_names] == ["A", "B"]
