"""Explanations: what is asserted, what follows and by which rule, what does not stand, in every language."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest

import kj_graph
from kj_graph import vocabulary as v
from kj_graph.cli import main
from kj_graph.display.explanations import draw_explanation
from kj_graph.errors import UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from kj_graph.graph import KnowledgeGraph
    from kj_graph.reasoning import Explanation

CLAIM = "claim-kjfvd-2025-icebreaking-lng-carriers"


def names(explanation: Explanation) -> set[str]:
    return {
        " ".join(v.shorten_iri(getattr(term, "value", "")).rpartition(":")[2] for term in triple)
        for triple in explanation.list_asserted()
    }


def test_inferred_by_a_rule_with_the_evidence_of_what_it_used(graph: KnowledgeGraph) -> None:
    found = graph.why(CLAIM, "statedAt", "event-kjfvd-2025")
    assert (found.status, found.rule.name if found.rule else "") == ("inferred", "claim-of-dialogue")
    assert names(found) == {
        f"{CLAIM} statedAt event-kjfvd-2025-session-3",
        "event-kjfvd-2025-session-3 partOf event-kjfvd-2025",
    }
    assert all(premise.evidence for premise in found.premises)


def test_asserted_has_its_evidence(graph: KnowledgeGraph) -> None:
    found = graph.why("agreement-gsomia-2016", "party", "일본")
    assert (found.status, found.graph, found.rule) == ("asserted", "curated", None)
    assert found.evidence[0].passage is not None


def test_class_follows_from_the_ontology(graph: KnowledgeGraph) -> None:
    found = graph.why("Japan", "a", "Actor")
    assert names(found) == {"State subClassOf Actor", "state-japan type State"}
    assert {premise.graph for premise in found.premises} == {"ontology", "curated"}


def test_property_is_found_by_name_iri_or_label(graph: KnowledgeGraph) -> None:
    told = [graph.why(CLAIM, each, "event-kjfvd-2025") for each in ("kj:statedAt", f"{v.KJ}statedAt", "stated at")]
    assert {each.status for each in told} == {"inferred"}


def test_every_inferred_statement_of_a_kind_is_explained(graph: KnowledgeGraph) -> None:
    seen: set[str] = set()
    for quad in sorted(graph.store.quads(), key=str):
        if quad.graph_name == v.INFERRED and quad.predicate.value not in seen:
            seen.add(quad.predicate.value)
            value = quad.object.value
            found = graph.why(quad.subject.value, quad.predicate.value, value)
            assert found.rule is not None, quad
            assert found.list_asserted(), quad
            for each in found.list_asserted():
                graphs = {q.graph_name for q in graph.store.quads(each.subject, each.predicate, each.object)}
                assert graphs - {v.INFERRED}
    assert len(seen) > 15


def test_what_does_not_stand_is_told_with_what_is_near(graph: KnowledgeGraph) -> None:
    found = graph.why("agreement-gsomia-2016", "party", "China")
    assert not found.holds
    assert [v.shorten_iri(each.value) for each in found.near] == ["kjr:state-japan", "kjr:state-republic-of-korea"]
    bare = graph.why("agreement-gsomia-2016", "heldBy", "Japan")
    assert bare.near_properties
    assert v.kj("party") in bare.near
    wrong = graph.why("agreement-basic-treaty-1965", "signedOn", "1965-06-23")
    assert [each.value for each in wrong.near] == ["1965-06-22"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (("nobody-here", "party", "Japan"), "there is no thing 'nobody-here'"),
        (("Japan", "statedon", "x"), "there is no property 'statedon'"),
        (("agreement-gsomia-2016", "party", "nobody-here"), "there is no thing 'nobody-here'"),
    ],
)
def test_unknown_names_are_refused(graph: KnowledgeGraph, line: tuple[str, str, str], said: str) -> None:
    with pytest.raises(UnknownNameError, match=said):
        graph.why(*line)


def test_circles_end_in_what_is_asserted(tmp_path: Path) -> None:
    path = tmp_path / "own.ttl"
    path.write_text(
        """@prefix ex: <https://example.org/> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
        ex:Ferry a owl:Class ; owl:equivalentClass ex:Boat . ex:Boat a owl:Class ; owl:equivalentClass ex:Vessel .
        ex:Vessel a owl:Class ; owl:equivalentClass ex:Ferry . ex:one a ex:Vessel .
        ex:near a owl:ObjectProperty , owl:SymmetricProperty , owl:TransitiveProperty .
        ex:one ex:near ex:two . ex:two ex:near ex:three .""",
        encoding="utf-8",
    )
    with kj_graph.open(add=[str(path)]) as own:
        ferry = own.why("https://example.org/one", "a", "https://example.org/Boat")
        assert {t.object.value for t in ferry.list_asserted() if t.predicate == v.TYPE} == {
            "https://example.org/Vessel"
        }
        self_near = own.why("https://example.org/one", "https://example.org/near", "https://example.org/one")
        assert self_near.status == "inferred"
        assert len(self_near.list_asserted()) >= 3
        back = own.why("https://example.org/three", "https://example.org/near", "https://example.org/one")
        assert back.rule is not None


def test_told_in_three_languages_and_as_json(graph: KnowledgeGraph, capsys: pytest.CaptureFixture[str]) -> None:
    text = draw_explanation(graph.why(CLAIM, "arisesEarliest", "2025-05-16"), 80)
    assert max(map(len, text.splitlines())) <= 80
    assert "(as told above)" in text
    assert main(["why", CLAIM, "statedAt", "event-kjfvd-2025", "--lang", "ko"]) == 0
    assert "세션에서 제기된 주장은 그 세션이 속한 대화에서 제기된 것이다." in " ".join(capsys.readouterr().out.split())
    assert main(["why", CLAIM, "statedAt", "event-kjfvd-2025", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rule"]["name"] == "claim-of-dialogue"
    assert [premise["status"] for premise in told["premises"]] == ["asserted", "asserted"]
    assert told["premises"][0]["evidence"][0]["sourceTitle"]
    assert main(["why", "agreement-gsomia-2016", "party", "China", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["nearest"] == "values"


def test_an_explanation_is_quick(graph: KnowledgeGraph) -> None:
    graph.why(CLAIM, "statedAt", "event-kjfvd-2025")
    started = time.process_time()
    graph.why(CLAIM, "arisesEarliest", "2025-05-16")
    assert time.process_time() - started < 0.5


def test_a_day_knows_only_what_had_come_about(graph: KnowledgeGraph) -> None:
    day = graph.as_of("1965-09-01")
    assert day.why("agreement-basic-treaty-1965", "signedOn", "1965-06-22").status == "inferred"
    assert not day.why("agreement-basic-treaty-1965", "inForceFrom", "1965-12-18").holds
    assert graph.why("agreement-basic-treaty-1965", "inForceFrom", "1965-12-18").holds
