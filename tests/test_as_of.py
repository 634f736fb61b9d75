"""What held on a day: intervals include their start and exclude their end; imprecise dates leave things possible."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

from kj_graph.errors import UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.opening import open_graph
from kj_graph.questions import find_question
from kj_graph.results import Solutions

PREFIXES = """
@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# Made up for the test: the names and dates say nothing about the world.
WORLD = (
    PREFIXES
    + """
kjr:area-sea a kj:PolicyArea . kjr:area-fish a kj:PolicyArea ; skos:broader kjr:area-sea .
kjr:area-money a kj:PolicyArea .
kjr:state-one a kj:State . kjr:state-two a kj:State . kjr:state-three a kj:State .

kjr:agreement-old a kj:Agreement ; kj:party kjr:state-one , kjr:state-two ; kj:policyArea kjr:area-fish .
kjr:life-old-1 kj:ofAgreement kjr:agreement-old ; kj:lifeKind kjr:life-kind-signed ; kj:date "1990-03-01"^^xsd:date .
kjr:life-old-2 kj:ofAgreement kjr:agreement-old ; kj:lifeKind kjr:life-kind-in-force ;
    kj:date "1990-06"^^xsd:gYearMonth .
kjr:life-old-3 kj:ofAgreement kjr:agreement-old ; kj:lifeKind kjr:life-kind-termination-notice ;
    kj:date "1999-05-20"^^xsd:date ; kj:byParty kjr:state-one .
kjr:life-old-4 kj:ofAgreement kjr:agreement-old ; kj:lifeKind kjr:life-kind-terminated ;
    kj:date "2000-05-20"^^xsd:date ; kj:byParty kjr:state-one .

kjr:agreement-many a kj:Agreement ; kj:party kjr:state-one , kjr:state-two , kjr:state-three ;
    kj:policyArea kjr:area-money .
kjr:life-many-1 kj:ofAgreement kjr:agreement-many ; kj:lifeKind kjr:life-kind-signed ; kj:date "2020-11-15"^^xsd:date .
kjr:life-many-2 kj:ofAgreement kjr:agreement-many ; kj:lifeKind kjr:life-kind-in-force ;
    kj:date "2022-01-01"^^xsd:date ; kj:byParty kjr:state-one .
kjr:life-many-3 kj:ofAgreement kjr:agreement-many ; kj:lifeKind kjr:life-kind-in-force ;
    kj:date "2022-02-01"^^xsd:date ; kj:byParty kjr:state-two .
kjr:life-many-4 kj:ofAgreement kjr:agreement-many ; kj:lifeKind kjr:life-kind-terminated ;
    kj:date "2024"^^xsd:gYear ; kj:byParty kjr:state-two .

kjr:agreement-sleeping a kj:Agreement ; kj:party kjr:state-one , kjr:state-two ; kj:policyArea kjr:area-sea .
kjr:life-sleeping-1 kj:ofAgreement kjr:agreement-sleeping ; kj:lifeKind kjr:life-kind-in-force ;
    kj:date "1999-01-22"^^xsd:date .
kjr:life-sleeping-2 kj:ofAgreement kjr:agreement-sleeping ; kj:lifeKind kjr:life-kind-dormant ;
    kj:date "2016-06-30"^^xsd:date .
kjr:life-sleeping-3 kj:ofAgreement kjr:agreement-sleeping ; kj:lifeKind kjr:life-kind-resumed ;
    kj:date "2019-04"^^xsd:gYearMonth .
kjr:life-sleeping-4 kj:ofAgreement kjr:agreement-sleeping ; kj:lifeKind kjr:life-kind-dormant ;
    kj:date "2021-01-01"^^xsd:date .

kjr:agreement-statement a kj:Agreement ; kj:party kjr:state-one , kjr:state-two ; kj:policyArea kjr:area-money .
kjr:life-statement-1 kj:ofAgreement kjr:agreement-statement ; kj:lifeKind kjr:life-kind-issued ;
    kj:date "2023-08-18"^^xsd:date .

kjr:coverage-sea a kj:Coverage ; kj:policyArea kjr:area-sea ; kj:until "2026-06-05"^^xsd:date ;
    skos:note "Registers"@en .

kjr:office-minister a kj:Office ; kj:officeOf kjr:state-one .
kjr:office-head a kj:Office ; kj:officeOf kjr:state-two .
kjr:person-kim a kj:Person . kjr:person-lee a kj:Person . kjr:person-sato a kj:Person .
kjr:tenure-kim a kj:Tenure ; kj:ofOffice kjr:office-minister ; kj:holder kjr:person-kim ;
    kj:from "1989-02-10"^^xsd:date ; kj:until "1990-03-01"^^xsd:date .
kjr:tenure-lee a kj:Tenure ; kj:ofOffice kjr:office-minister ; kj:holder kjr:person-lee ;
    kj:from "1990-03-01"^^xsd:date ; kj:until "1992-02"^^xsd:gYearMonth .
kjr:tenure-sato a kj:Tenure ; kj:ofOffice kjr:office-head ; kj:holder kjr:person-sato ; kj:from "1990"^^xsd:gYear ;
    skos:note "Acting"@en .
kjr:matter-x a kj:ContestedMatter .
kjr:position-first a kj:Position ; kj:onMatter kjr:matter-x ; kj:heldBy kjr:state-one ; kj:formulation "First"@en ;
    kj:from "1991"^^xsd:gYear ; kj:until "2018-11-20"^^xsd:date .
kjr:position-then a kj:Position ; kj:onMatter kjr:matter-x ; kj:heldBy kjr:state-one ; kj:formulation "Then"@en ;
    kj:from "2018-11-20"^^xsd:date .
kjr:event-talks a kj:Event ; kj:date "2000-05"^^xsd:gYearMonth .
kjr:claim-build a kj:Proposal ; kj:statedAt kjr:event-talks ; kj:proposalStatus kjr:proposal-status-floated .
kjr:change-build-1 a kj:StatusChange ; kj:ofProposal kjr:claim-build ; kj:date "2003"^^xsd:gYear ;
    kj:proposalStatus kjr:proposal-status-adopted .
kjr:change-build-2 a kj:StatusChange ; kj:ofProposal kjr:claim-build ; kj:date "2005-02-01"^^xsd:date ;
    kj:proposalStatus kjr:proposal-status-implemented .
kjr:organization-part a kj:Organization ; kj:partOf kjr:organization-whole ; kj:from "1990-02-01"^^xsd:date .
kjr:organization-whole a kj:Organization ; kj:from "1985"^^xsd:gYear ; kj:until "1995-06"^^xsd:gYearMonth .
kjr:event-occupied a kj:Event ; kj:eventKind kjr:event-kind-occupation ; kj:participant kjr:state-two ;
    kj:date "1990-02-01"^^xsd:date ; kj:endDate "1990-03-31"^^xsd:date .
kjr:representation-lee a kj:Representation ; kj:inAct kjr:life-old-1 ; kj:representative kjr:person-lee ;
    kj:onBehalfOf kjr:state-one ; kj:inOffice kjr:office-minister .
"""
)
AS_OF = (
    "in-force-on",
    "in-force-then-not-now",
    "agreement-status-history",
    "agreement-status-on",
    "memberships-on",
    "proposal-status-on",
    "states-on",
    "office-holders-on",
    "in-office-at-signing",
    "positions-on",
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    path = tmp_path_factory.mktemp("world") / "world.ttl"
    path.write_text(WORLD, encoding="utf-8")
    return open_graph(str(path))


def _ask(world: KnowledgeGraph, name: str, *columns: str, **values: str) -> list[tuple[str, ...]]:
    answer = world.query(name, values)
    assert isinstance(answer, Solutions)
    return [tuple(_short(str(row[column] or "")) for column in columns) for row in answer.to_dicts()]


def _short(value: str) -> str:
    return value.rpartition("/")[2].removeprefix("agreement-").removeprefix("status-").removeprefix("certainty-")


def _in_force(world: KnowledgeGraph, day: str, **values: str) -> list[tuple[str, ...]]:
    return _ask(world, "in-force-on", "agreement", "party", "status", "certainty", day=day, **values)


@pytest.mark.parametrize(
    ("day", "certainty"),
    [
        ("1990-05-31", None),
        ("1990-06-01", "possible"),
        ("1990-06-29", "possible"),
        ("1990-06-30", "certain"),
        ("2000-05-19", "certain"),
        ("2000-05-20", None),
    ],
)
def test_start_counts_end_does_not_and_a_month_is_possible(
    world: KnowledgeGraph, day: str, certainty: str | None
) -> None:
    rows = _in_force(world, day, area="area-fish")
    assert rows == ([("old", "", "in-force", certainty)] if certainty else [])


def test_one_of_two_parties_ends_it_for_both(world: KnowledgeGraph) -> None:
    assert _in_force(world, "2005-01-01", area="area-fish") == []


@pytest.mark.parametrize(
    ("day", "parties"),
    [
        ("2021-12-31", []),
        ("2022-01-01", [("state-one", "certain")]),
        ("2022-02-01", [("state-one", "certain"), ("state-two", "certain")]),
        ("2024-06-01", [("state-one", "certain"), ("state-two", "possible")]),
        ("2025-01-01", [("state-one", "certain")]),
    ],
)
def test_each_party_has_its_own_dates(world: KnowledgeGraph, day: str, parties: list[tuple[str, str]]) -> None:
    rows = _in_force(world, day, area="area-money")
    assert [(party, certainty) for thing, party, _, certainty in rows if thing == "many"] == parties


@pytest.mark.parametrize(
    ("day", "status", "certainty"),
    [
        ("2016-06-29", "in-force", "certain"),
        ("2016-06-30", "in-force-not-operating", "certain"),
        ("2019-04-10", "in-force-not-operating", "possible"),
        ("2019-05-01", "in-force", "certain"),
        ("2026-11-23", "in-force-not-operating", "certain"),
    ],
)
def test_dormant_is_in_force_and_not_operating(world: KnowledgeGraph, day: str, status: str, certainty: str) -> None:
    rows = [row for row in _in_force(world, day, area="area-sea") if row[0] == "sleeping"]
    assert rows == [("sleeping", "", status, certainty)]


def test_what_was_only_issued_is_not_called_in_force(world: KnowledgeGraph) -> None:
    assert ("statement", "", "made", "certain") in _in_force(world, "2026-11-23")
    assert [row for row in _in_force(world, "2023-08-17") if row[0] == "statement"] == []


def test_answer_says_how_far_was_looked(world: KnowledgeGraph) -> None:
    columns = ("agreement", "ended", "basis", "searchedTo")
    assert _ask(world, "in-force-on", *columns, day="1995-01-01") == [
        ("old", "2000-05-20", "basis-end-recorded", "2026-06-05")
    ]
    rows = _ask(world, "in-force-on", *columns, day="2026-11-23")
    assert ("sleeping", "", "basis-no-end-found", "2026-06-05") in rows
    assert ("statement", "", "basis-no-end-found", "") in rows


@pytest.mark.parametrize(
    ("then", "now", "certainty"),
    [
        ("1995-01-01", "2026-11-23", "certain"),
        ("1990-06-15", "2026-11-23", "possible"),
        ("1995-01-01", "2000-05-20", "certain"),
        ("1995-01-01", "2000-05-19", None),
        ("2000-05-20", "2026-11-23", None),
    ],
)
def test_in_force_then_not_now(world: KnowledgeGraph, then: str, now: str, certainty: str | None) -> None:
    rows = _ask(world, "in-force-then-not-now", "agreement", "ended", "certainty", then=then, now=now)
    assert rows == ([("old", "2000-05-20", certainty)] if certainty else [])


def test_a_party_that_left_shows_for_itself_alone(world: KnowledgeGraph) -> None:
    rows = _ask(world, "in-force-then-not-now", "agreement", "party", "certainty", then="2023-01-01", now="2026-11-23")
    assert rows == [("many", "state-two", "certain")]


def test_status_follows_the_acts(world: KnowledgeGraph) -> None:
    def tell(slug: str) -> list[str]:
        return [status for (status,) in _ask(world, "agreement-status-history", "status", agreement=slug)]

    assert tell("agreement-old") == ["not-yet-in-force", "in-force", "notice-given", "ended"]
    assert tell("agreement-sleeping") == ["in-force", "in-force-not-operating", "in-force", "in-force-not-operating"]
    assert tell("agreement-statement") == ["made"]


@pytest.mark.parametrize(
    ("day", "holders"),
    [
        ("1990-02-28", [("person-kim", "certain"), ("person-sato", "possible")]),
        ("1990-03-01", [("person-lee", "certain"), ("person-sato", "possible")]),
        ("1990-12-31", [("person-lee", "certain"), ("person-sato", "certain")]),
        ("1992-02-28", [("person-lee", "possible"), ("person-sato", "certain")]),
        ("1992-02-29", [("person-sato", "certain")]),
    ],
)
def test_office_holders_change_on_the_day(world: KnowledgeGraph, day: str, holders: list[tuple[str, str]]) -> None:
    assert _ask(world, "office-holders-on", "holder", "certainty", day=day) == holders


def test_office_holder_comes_with_a_note(world: KnowledgeGraph) -> None:
    rows = _ask(world, "office-holders-on", "holder", "note", day="2000-01-01", office="office-head")
    assert rows == [("person-sato", "Acting")]


def test_the_one_who_left_that_day_was_not_in_office_at_signing(world: KnowledgeGraph) -> None:
    rows = _ask(world, "in-office-at-signing", "holder", "certainty", "signedAs", agreement="agreement-old")
    assert rows == [("person-lee", "certain", "office-minister"), ("person-sato", "possible", "")]


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("1990-12-31", []),
        ("1991-08-27", [("First", "possible")]),
        ("2018-11-19", [("First", "certain")]),
        ("2018-11-20", [("Then", "certain")]),
    ],
)
def test_positions_change_on_the_day(world: KnowledgeGraph, day: str, held: list[tuple[str, str]]) -> None:
    assert _ask(world, "positions-on", "formulation", "certainty", day=day) == held


@pytest.mark.parametrize(
    ("day", "statuses"),
    [
        ("2000-04-30", []),
        ("2000-05-15", [("floated", "possible")]),
        ("2002-12-31", [("floated", "certain")]),
        ("2003-07-01", [("floated", "possible"), ("adopted", "possible")]),
        ("2003-12-31", [("adopted", "certain")]),
        ("2005-02-01", [("implemented", "certain")]),
    ],
)
def test_each_status_of_a_proposal_that_is_possible_is_told(
    world: KnowledgeGraph, day: str, statuses: list[tuple[str, str]]
) -> None:
    rows = _ask(world, "proposal-status-on", "proposalStatus", "certainty", day=day)
    assert [(status.removeprefix("proposal-status-"), certainty) for status, certainty in rows] == statuses


@pytest.mark.parametrize(
    ("day", "certainty"),
    [
        ("1990-01-31", None),
        ("1990-02-01", "certain"),
        ("1995-05-31", "certain"),
        ("1995-06-10", "possible"),
        ("1995-06-30", None),
    ],
)
def test_a_part_is_one_while_both_exist(world: KnowledgeGraph, day: str, certainty: str | None) -> None:
    rows = _ask(world, "memberships-on", "who", "what", "certainty", day=day, member="organization-part")
    assert rows == ([("organization-part", "organization-whole", certainty)] if certainty else [])


@pytest.mark.parametrize(
    ("day", "rows"),
    [
        ("1990-03-15", [("", "not-yet-in-force", "certain")]),
        ("1990-06-15", [("", "not-yet-in-force", "possible"), ("", "in-force", "possible")]),
        ("1990-07-01", [("", "in-force", "certain")]),
        ("1999-05-20", [("state-one", "notice-given", "certain")]),
        ("2000-05-20", [("state-one", "ended", "certain")]),
    ],
)
def test_each_way_an_agreement_may_stand_is_told(
    world: KnowledgeGraph, day: str, rows: list[tuple[str, str, str]]
) -> None:
    answer = _ask(world, "agreement-status-on", "party", "status", "certainty", day=day, agreement="agreement-old")
    assert answer == rows


def test_a_party_that_left_is_no_member(world: KnowledgeGraph) -> None:
    def tell(day: str) -> list[tuple[str, ...]]:
        return _ask(world, "memberships-on", "who", "status", "certainty", day=day, of="agreement-many")

    waiting = ("state-three", "not-yet-in-force", "certain")
    assert tell("2023-01-01") == [
        ("state-one", "in-force", "certain"), waiting, ("state-two", "in-force", "certain")
    ]  # fmt: skip
    assert ("state-two", "in-force", "possible") in tell("2024-07-01")
    assert tell("2025-01-01") == [("state-one", "in-force", "certain"), waiting]


@pytest.mark.parametrize(("day", "under"), [("1990-01-31", ""), ("1990-02-01", "event-occupied"), ("1990-04-01", "")])
def test_a_state_under_occupation_is_told_so(world: KnowledgeGraph, day: str, under: str) -> None:
    assert _ask(world, "states-on", "occupation", day=day, state="state-two") == [(under,)]


def test_moment_asks_the_saved_questions(world: KnowledgeGraph) -> None:
    moment = world.as_of("1995-01-01")
    assert moment.agreements("area-fish").to_csv() == _csv(world, "in-force-on", day="1995-01-01", area="area-fish")
    assert moment.office_holders().to_csv() == _csv(world, "office-holders-on", day="1995-01-01")
    assert moment.positions("matter-x").to_csv() == _csv(world, "positions-on", day="1995-01-01")
    assert moment.statuses("agreement-old").to_csv() == _csv(
        world, "agreement-status-on", day="1995-01-01", agreement="agreement-old"
    )
    assert moment.memberships().to_csv() == _csv(world, "memberships-on", day="1995-01-01")
    assert moment.states("state-one").to_csv() == _csv(world, "states-on", day="1995-01-01", state="state-one")
    assert world.as_of("2004-01-01").proposals().to_csv() == _csv(world, "proposal-status-on", day="2004-01-01")
    assert [row["ended"] for row in moment.ended_by("2026-11-23").to_dicts()] == ["2000-05-20"]
    assert all(map(len, (moment.agreements(), moment.office_holders(), moment.positions())))
    with pytest.raises(UsageError, match="2025-05-16"):
        world.as_of("1995")


def _csv(world: KnowledgeGraph, name: str, **values: str) -> str:
    answer = world.query(name, values)
    assert isinstance(answer, Solutions)
    return answer.to_csv()


def test_coverage_of_an_area_is_that_of_the_areas_above_it(world: KnowledgeGraph) -> None:
    assert _ask(world, "coverage", "coverage", "until", area="area-fish") == [("coverage-sea", "2026-06-05")]
    assert _ask(world, "coverage", "coverage", area="area-money") == []


def test_policy_areas_are_no_deeper_than_the_answer_looks(graph: KnowledgeGraph) -> None:
    # in-force-on spells out the steps up to an area with a coverage statement: Virtuoso dies of a path in a subselect.
    assert not graph.ask("ASK { ?area skos:broader/skos:broader/skos:broader ?top }")


def test_leap_years_bound_february(tmp_path: Path) -> None:
    path = tmp_path / "years.ttl"
    months = ("1900-02", "1904-02", "2000-02", "2023-02", "2024-02")
    path.write_text(
        PREFIXES + "".join(f'kjr:position-{month} kj:until "{month}"^^xsd:gYearMonth .\n' for month in months)
    )
    with open_graph(str(path)) as graph:
        answer = graph.query("SELECT ?last WHERE { ?x kj:endsLatest ?last } ORDER BY STR(?last)")
        assert isinstance(answer, Solutions)
        days = [row["last"] for row in answer.to_dicts()]
    assert days == ["1900-02-28", "1904-02-29", "2000-02-29", "2023-02-28", "2024-02-29"]


@pytest.mark.parametrize("name", AS_OF)
@pytest.mark.parametrize("day", ["1990-06-15", "2023-01-01"])
def test_another_engine_gives_the_same_rows(world: KnowledgeGraph, name: str, day: str) -> None:
    question = find_question(name)
    values = {parameter.name: day for parameter in question.parameters if parameter.name in ("day", "then")}
    values |= {"agreement": "agreement-old"} if name in ("agreement-status-history", "in-office-at-signing") else {}
    # Rows are compared without their order: rdflib cannot sort by the text of a variable that is unbound.
    text = question.fill(values, world.resolve).partition("ORDER BY")[0]
    ours = world.query(text)
    assert isinstance(ours, Solutions)
    copy = rdflib.Graph()
    for triple in world.triples(ontology=True, inferred=True):
        copy.parse(data=f"{triple} .", format="nt")
    theirs = [tuple(str(term) if term is not None else "" for term in row) for row in copy.query(text)]  # type: ignore[union-attr]
    assert sorted(tuple(_plain(term) for term in row) for row in ours) == sorted(theirs)
    empty = {("positions-on", "1990-06-15"), ("proposal-status-on", "1990-06-15")}
    assert (len(ours) == 0) == ((name, day) in empty)


def _plain(term: object) -> str:
    return "" if term is None else str(getattr(term, "value", term))
