"""The graph as it stood on a day: what was not yet there is left out, whoever asks and whichever way."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kj_graph import vocabulary as v
from kj_graph.cli import main
from kj_graph.errors import UnknownNameError, UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.moment import Moment
from kj_graph.opening import open_graph
from kj_graph.results import Solutions, Triples
from kj_graph.store.days import find_span, read_view_query

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "as-of.md").read_text(encoding="utf-8")
FIRST, LAST = date(1945, 8, 15), date(2026, 11, 26)
DAYS = st.integers(0, (LAST - FIRST).days).map(lambda number: (FIRST + timedelta(number)).isoformat())


def _rows(answer: Solutions, *columns: str) -> list[tuple[str, ...]]:
    return [tuple(_short(row[column]) for column in columns) for row in answer.to_dicts()]


def _short(value: object) -> str:
    return re.sub(r"^(agreement|status|certainty|state|person)-", "", str(value or "").rpartition("/")[2])


def _statuses(graph: KnowledgeGraph, day: str, agreement: str) -> list[tuple[str, ...]]:
    return _rows(graph.as_of(day).statuses(agreement), "party", "status", "certainty")


# What a historian would say, checked by hand against the texts.
@pytest.mark.parametrize(
    ("agreement", "day", "expected"),
    [
        ("agreement-gsomia-2016", "2016-11-22", []),
        ("agreement-gsomia-2016", "2016-11-23", [("", "in-force", "certain")]),
        ("agreement-gsomia-2016", "2019-08-22", [("", "in-force", "certain")]),
        ("agreement-gsomia-2016", "2019-08-23", [("republic-of-korea", "notice-given", "certain")]),
        ("agreement-gsomia-2016", "2019-11-21", [("republic-of-korea", "notice-given", "certain")]),
        ("agreement-gsomia-2016", "2019-11-22", [("republic-of-korea", "notice-suspended", "certain")]),
        ("agreement-gsomia-2016", "2023-03-20", [("republic-of-korea", "notice-suspended", "certain")]),
        ("agreement-gsomia-2016", "2023-03-21", [("", "in-force", "certain")]),
        ("agreement-legal-status-1965", "1965-06-21", []),
        ("agreement-legal-status-1965", "1965-12-20", [("", "not-yet-in-force", "certain")]),
        ("agreement-legal-status-1965", "1966-01-16", [("", "not-yet-in-force", "certain")]),
        ("agreement-legal-status-1965", "1966-01-17", [("", "in-force", "certain")]),
        ("agreement-basic-treaty-1965", "1965-12-17", [("", "not-yet-in-force", "certain")]),
        ("agreement-basic-treaty-1965", "1965-12-18", [("", "in-force", "certain")]),
        ("agreement-fisheries-1965", "1998-01-22", [("", "in-force", "certain")]),
        ("agreement-fisheries-1965", "1999-01-21", [("japan", "notice-given", "certain")]),
        ("agreement-fisheries-1998", "1999-01-21", [("", "not-yet-in-force", "certain")]),
        ("agreement-fisheries-1998", "1999-01-22", [("", "in-force", "certain")]),
        ("agreement-fisheries-1998", "2016-06-29", [("", "in-force", "certain")]),
        ("agreement-fisheries-1998", "2016-06-30", [("", "in-force-not-operating", "certain")]),
        ("agreement-fisheries-1998", "2026-11-23", [("", "in-force-not-operating", "certain")]),
        ("agreement-shelf-south-jdz-1974", "1978-06-21", [("", "not-yet-in-force", "certain")]),
        ("agreement-shelf-south-jdz-1974", "1978-06-22", [("", "in-force", "certain")]),
        ("agreement-shelf-south-jdz-1974", "2025-06-22", [("", "in-force", "certain")]),
        # Fifty years are over; the text says that it goes on until it is ended on three years' notice.
        ("agreement-shelf-south-jdz-1974", "2028-06-22", [("", "in-force", "certain")]),
        ("agreement-shelf-south-jdz-1974", "2028-06-23", [("", "term-reached", "certain")]),
        # Known to the month: on a day within it the answer is open.
        ("agreement-swap-1999", "1999-05-31", []),
        ("agreement-swap-1999", "1999-06-01", [("", "made", "possible")]),
        ("agreement-swap-1999", "1999-06-30", [("", "made", "certain")]),
        ("agreement-joint-declaration-1998", "1998-10-07", []),
        ("agreement-joint-declaration-1998", "1998-10-08", [("", "made", "certain")]),
    ],
)
def test_status_on_a_day(graph: KnowledgeGraph, agreement: str, day: str, expected: list[tuple[str, ...]]) -> None:
    assert _statuses(graph, day, agreement) == expected


def test_an_ended_agreement_is_ended_for_both(graph: KnowledgeGraph) -> None:
    assert {row[1:] for row in _statuses(graph, "1999-01-22", "agreement-fisheries-1965")} == {("ended", "certain")}


def test_each_party_has_its_own_day(graph: KnowledgeGraph) -> None:
    def tell(day: str) -> dict[str, str]:
        return dict(_rows(graph.as_of(day).memberships(of="agreement-rcep"), "who", "status"))

    assert tell("2020-11-14") == {}
    assert tell("2021-12-31") == dict.fromkeys(("china", "japan", "republic-of-korea"), "not-yet-in-force")
    assert tell("2022-01-15") == {"china": "in-force", "japan": "in-force", "republic-of-korea": "not-yet-in-force"}
    assert tell("2022-02-01") == dict.fromkeys(("china", "japan", "republic-of-korea"), "in-force")
    assert ("republic-of-korea", "not-yet-in-force", "certain") in _statuses(graph, "2022-01-15", "agreement-rcep")
    supply = graph.as_of("2024-04-16").memberships(
        member="state-republic-of-korea", of="agreement-ipef-supply-chain-2023"
    )
    assert _rows(supply, "status", "certainty") == [("not-yet-in-force", "certain")]


def test_parts_of_an_organization_change_with_its_days(graph: KnowledgeGraph) -> None:
    def tell(day: str) -> list[str]:
        rows = _rows(graph.as_of(day).memberships(of="organization-government-of-japan"), "who", "certainty")
        return [who for who, certainty in rows if certainty == "certain"]

    assert "organization-defense-agency-japan" in tell("2007-01-08")
    assert "organization-ministry-of-defense-japan" not in tell("2007-01-08")
    assert "organization-defense-agency-japan" not in tell("2007-01-09")
    assert "organization-ministry-of-defense-japan" in tell("2007-01-09")


@pytest.mark.parametrize(
    ("day", "held"),
    [
        ("2006-09-25", False),
        ("2006-09-26", True),
        ("2007-09-25", True),
        ("2007-09-26", False),
        ("2012-12-25", False),
        ("2012-12-26", True),
        ("2020-09-15", True),
        ("2020-09-16", False),
    ],
)
def test_who_leaves_on_a_day_does_not_hold_it_that_day(graph: KnowledgeGraph, day: str, held: bool) -> None:
    rows = graph.as_of(day).office_holders("office-prime-minister-of-japan", "person-abe-shinzo")
    assert _rows(rows, "holder", "certainty") == ([("abe-shinzo", "certain")] if held else [])


@pytest.mark.parametrize(("day", "there"), [("1948-08-14", False), ("1948-08-15", True)])
def test_a_state_exists_from_its_own_day(graph: KnowledgeGraph, day: str, there: bool) -> None:
    moment = graph.as_of(day)
    states = [state for (state,) in _rows(moment.states(), "ofState")]
    assert ("republic-of-korea" in states) == there
    assert "japan" in states
    found = [hit.thing.value for hit in moment.search("대한민국", limit=100)]
    assert (v.KJR + "state-republic-of-korea" in found) == there


@pytest.mark.parametrize(
    ("day", "under"),
    [("1945-09-01", False), ("1945-09-02", True), ("1952-04-27", True), ("1952-04-28", False)],
)
def test_japan_stood_under_occupation_until_the_peace_treaty(graph: KnowledgeGraph, day: str, under: bool) -> None:
    rows = _rows(graph.as_of(day).states("state-japan"), "occupation", "certainty")
    assert rows == [("event-occupation-of-japan-1945" if under else "", "certain")]


def test_each_state_of_the_collection_is_older_than_it_or_has_a_first_day(graph: KnowledgeGraph) -> None:
    older = graph.query("SELECT ?s WHERE { ?s a kj:State FILTER NOT EXISTS { ?s kj:from ?day } } ORDER BY STR(?s)")
    assert isinstance(older, Solutions)
    assert _rows(older, "s") == [("japan",), ("united-states",)]


def test_a_proposal_has_the_status_of_the_day(graph: KnowledgeGraph) -> None:
    def tell(day: str) -> list[tuple[str, ...]]:
        rows = graph.as_of(day).proposals("claim-kjf-2022-gsomia-working-normally")
        return _rows(rows, "proposalStatus", "certainty")

    assert tell("2022-01-01") == []
    assert tell("2023-03-20") == [("proposal-status-floated", "certain")]
    assert tell("2023-03-21") == [("proposal-status-implemented", "certain")]


# The view

LEFT_OUT = {
    "agreement-gsomia-2016": "2016-11-23",
    "life-gsomia-2016-notice": "2019-08-23",
    "event-supreme-court-2018-10-30": "2018-10-30",
    "claim-kjfvd-2025-icebreaking-lng-carriers": "2025-05-16",
    "event-kjfvd-2025-session-3": "2025-05-16",
    "state-republic-of-korea": "1948-08-15",
    "office-minister-of-defense-japan": "2007-01-09",
}


@pytest.mark.parametrize(("slug", "day"), LEFT_OUT.items())
def test_a_thing_is_there_from_its_day_on(graph: KnowledgeGraph, slug: str, day: str) -> None:
    before = (date.fromisoformat(day) - timedelta(1)).isoformat()
    thing = v.KJR + slug
    for query in (f"ASK {{ <{thing}> ?p ?o }}", f"ASK {{ ?s ?p <{thing}> }}"):
        assert graph.as_of(day).ask(query)
        assert not graph.as_of(before).ask(query)
    assert graph.as_of(day).describe(slug).thing.value == thing
    with pytest.raises(UnknownNameError, match="not yet there") as error:
        graph.as_of(before).describe(slug)
    assert day in error.value.hint


def test_an_end_that_had_not_come_is_not_told(graph: KnowledgeGraph) -> None:
    query = (
        "SELECT ?until WHERE { ?t kj:holder kjr:person-abe-shinzo ; kj:ofOffice kjr:office-prime-minister-of-japan"
        " OPTIONAL { ?t kj:until ?until } } ORDER BY STR(?until)"
    )

    def tell(day: str) -> list[tuple[str, ...]]:
        answer = graph.as_of(day).query(query)
        assert isinstance(answer, Solutions)
        return _rows(answer, "until")

    assert tell("2007-09-25") == [("",)]
    assert tell("2007-09-26") == [("2007-09-26",)]
    assert tell("2019-01-01") == [("",), ("2007-09-26",)]
    assert tell("2020-09-16") == [("2007-09-26",), ("2020-09-16",)]


def test_evidence_goes_with_what_it_is_about_and_the_rest_stays(graph: KnowledgeGraph) -> None:
    moment = graph.as_of("2018-01-01")
    assert not moment.ask("ASK { ?e kj:about kjr:life-gsomia-2016-notice }")
    assert moment.ask("ASK { ?e kj:about kjr:life-gsomia-2016-signed ; kj:passage/kj:ofSource ?source }")
    dangling = "ASK { ?e a kj:Evidence FILTER NOT EXISTS { ?e kj:about ?thing } }"
    assert not moment.ask(dangling)
    assert not moment.ask("ASK { ?l a kj:EditorialLink FILTER NOT EXISTS { ?l kj:about ?a ; kj:linksTo ?b } }")
    # A source seen and issued much later still tells what was so then.
    assert moment.ask(
        "ASK { ?e kj:about kjr:life-basic-treaty-1965-signed ; kj:passage/kj:ofSource/kj:retrieved ?d"
        ' FILTER(STR(?d) > "2018-01-01") }'
    )


def test_looking_up_and_asking_see_the_same(graph: KnowledgeGraph) -> None:
    moment = graph.as_of("1999-06-05")
    looked_up = {str(quad) for quad in moment.store.quads()}
    assert looked_up == {str(quad) for quad in moment.store.oxigraph}
    assert len(looked_up) == len(moment)
    assert len(moment) < len(graph)


def test_the_shipped_graph_is_loaded_anew_to_the_same_view(graph: KnowledgeGraph) -> None:
    def tell(whole: KnowledgeGraph) -> set[str]:
        # The nodes without a name, in the axioms of the ontology, are others at each loading.
        return {str(quad) for quad in whole.as_of("1999-06-05").store.oxigraph if "_:" not in str(quad)}

    with open_graph() as shipped:
        assert shipped.is_shipped
        assert tell(shipped) == tell(graph)


def test_nothing_is_written_into_the_graph(graph: KnowledgeGraph) -> None:
    before = len(graph)
    moment = graph.as_of("1965-12-20")
    moment.query("timeline")
    moment.describe("agreement-basic-treaty-1965")
    assert len(graph) == before


def test_questions_without_a_day_are_asked_of_the_view(graph: KnowledgeGraph) -> None:
    answer = graph.as_of("1966-01-01").query("timeline")
    assert isinstance(answer, Solutions)
    days = [row["date"] for row in answer.to_dicts()]
    assert days
    assert max(days) <= "1966-01-01"


def test_registers_are_of_the_day_too(graph: KnowledgeGraph) -> None:
    answer = graph.as_of("1990-06-01").query("treaty-register")
    assert isinstance(answer, Solutions)
    dated = [row["signedOn"] for row in answer.to_dicts() if row["signedOn"]]
    assert dated
    assert max(dated) <= "1990-06-01"
    votes = graph.as_of("1999-12-31").query("unga-agreement-by-year")
    assert isinstance(votes, Solutions)
    assert max(row["year"] for row in votes.to_dicts()) == 1999


def test_a_day_given_twice_is_refused(graph: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="two days"):
        graph.as_of("1990-01-01").query("in-force-on", {"day": "1991-01-01"})


def test_days_outside_the_collection(graph: KnowledgeGraph) -> None:
    first, last = find_span(graph.store)
    assert first == FIRST.isoformat()
    assert last >= LAST.isoformat()
    with pytest.raises(UsageError, match="begins on 1945-08-15"):
        graph.as_of("1945-08-14")
    assert graph.as_of("1945-08-15").remark == ""
    assert graph.as_of(last).remark == ""
    assert last in graph.as_of("2030-01-01").remark


def test_a_day_of_a_day_is_one_of_the_whole(graph: KnowledgeGraph) -> None:
    assert len(graph.as_of("1950-01-01").as_of("2026-11-23")) > len(graph.as_of("1950-01-01"))


def test_on_the_last_day_nothing_certain_is_missing(graph: KnowledgeGraph) -> None:
    later = graph.query(
        'SELECT ?thing WHERE { ?thing kj:arisesEarliest ?day FILTER(STR(?day) > "2026-11-23") } ORDER BY STR(?thing)'
    )
    assert isinstance(later, Solutions)
    assert len(later) == 0
    assert len(graph.as_of("2026-11-23").store.left_out) == 0  # type: ignore[attr-defined]


def test_a_name_of_later_hides_no_weaker_hit(graph: KnowledgeGraph) -> None:
    whole, then = graph.search("GSOMIA"), graph.as_of("2010-01-01").search("GSOMIA")
    assert whole[0].how == "exact"
    assert not {hit.iri for hit in then} & {hit.iri for hit in whole if hit.how == "exact"}
    assert graph.as_of("2010-01-01").search("kjr:agreement-gsomia-2016") == []
    # What sounds or is spelt alike is looked for, as if the later thing were not there.
    later = [hit.iri for hit in graph.as_of("2010-01-01").search("Camp David Principles")]
    assert v.KJR + "agreement-camp-david-principles-2023" not in later


# Properties


def _select(graph: KnowledgeGraph, day: str) -> tuple[set[str], set[str]]:
    certain, possible = set(), set()
    answer = graph.query(read_view_query(day))
    assert isinstance(answer, Solutions)
    for thing, named, _, _, certainty in answer:
        key = f"{thing} {named}"
        (certain if str(certainty).endswith("certain>") else possible).add(key)
    return certain, possible


@given(days=st.tuples(DAYS, DAYS).map(sorted))
@settings(max_examples=12, deadline=None)
def test_what_was_there_stays_there(graph: KnowledgeGraph, days: list[str]) -> None:
    (early_out, early_maybe), (late_out, late_maybe) = (_select(graph, day) for day in days)
    # Later, less is left out, and what was only possible may only have become certain.
    assert late_out <= early_out
    assert late_out | late_maybe <= early_out | early_maybe
    assert not early_out & early_maybe


@given(day=DAYS)
@settings(max_examples=10, deadline=None)
def test_each_act_has_happened_or_not_or_possibly(graph: KnowledgeGraph, day: str) -> None:
    out, maybe = _select(graph, day)
    for quad in graph.store.quads(predicate=v.kj("arisesEarliest")):
        (last,) = graph.store.literals(quad.subject, v.kj("arisesLatest"))
        key = f"{quad.subject} None"
        assert isinstance(quad.object, pyoxigraph.Literal)
        assert (key in out) == (quad.object.value > day)
        assert (key in maybe) == (quad.object.value <= day < last.value)


@given(day=DAYS)
@settings(max_examples=10, deadline=None)
def test_an_agreement_stands_in_one_way_for_certain_or_in_several_possibly(graph: KnowledgeGraph, day: str) -> None:
    certain: dict[tuple[str, str], set[str]] = {}
    legal = {"made", "not-yet-in-force", "in-force", "ended", "term-reached", "in-force-not-operating"}
    in_force = {row[:2] for row in _rows(graph.as_of(day).agreements(), "agreement", "party")}
    for agreement, party, status, certainty in _rows(
        graph.as_of(day).statuses(), "ofAgreement", "party", "status", "certainty"
    ):
        if certainty == "certain" and status in legal:
            certain.setdefault((agreement, party), set()).add(status)
        if status == "in-force":
            assert (agreement, party) in in_force
    assert all(len(statuses) == 1 for statuses in certain.values())


# By hand, as the documentation says


def _blocks() -> list[str]:
    return re.findall(r"```sparql\n(.*?)```", PAGE, re.DOTALL)


def test_the_update_of_the_documentation_makes_the_view(graph: KnowledgeGraph) -> None:
    (update,) = [block for block in _blocks() if "DELETE" in block]
    store = pyoxigraph.Store()
    store.extend(pyoxigraph.Quad(*triple) for triple in graph.triples(evidence=True, ontology=True, inferred=True))
    for day in ("1965-12-20", "1998-10-08", "2019-08-23"):
        copy = pyoxigraph.Store()
        copy.extend(store)
        copy.update(update.replace("1998-10-08", day))
        wanted = set(graph.as_of(day).triples(evidence=True, ontology=True, inferred=True))
        assert {quad.triple for quad in copy} == wanted


def test_the_question_of_the_documentation_gives_what_the_view_gives(graph: KnowledgeGraph) -> None:
    (question,) = [block for block in _blocks() if block.startswith("PREFIX") and "DELETE" not in block]
    plain = re.sub(r"  FILTER NOT EXISTS .*\n", "", question)
    by_hand, of_view, today = graph.query(question), graph.as_of("2005-12-31").query(plain), graph.query(plain)
    assert isinstance(by_hand, Solutions)
    assert isinstance(of_view, Solutions)
    assert isinstance(today, Solutions)
    assert by_hand.rows == of_view.rows
    assert len(by_hand) < len(today)


# On the command line


def test_every_reading_command_takes_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, turtle, triples = (str(tmp_path / name) for name in ("page.html", "then.ttl", "then.nt"))
    commands = [
        ["query", "agreement-status-on", "--agreement", "agreement-gsomia-2016", "--format", "csv"],
        ["query", "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"],
        ["show", "agreement-gsomia-2016"],
        ["search", "Camp David"],
        ["stats"],
        ["export", "--output", turtle],
        ["export", "--output", triples],
        ["explore", "--output", page],
    ]
    said = {}
    for command in commands:
        assert main([*command, "--as-of", "2019-08-23"]) == 0
        output = capsys.readouterr()
        assert "as of 2019-08-23" in output.err
        said[command[0]] = output.out + output.err
    assert "As of 2019-08-23\n  Republic of Korea · in force, notice of termination given" in said["show"]
    assert "left out, not yet there on that day: Camp David Principles" in said["search"]
    assert said["stats"].startswith("As of 2019-08-23\n")
    for path in (turtle, triples):
        text = Path(path).read_text(encoding="utf-8")
        assert "\n# Selection: all statements, with their evidence, as of 2019-08-23\n" in text
        assert "gsomia-2016-notice-suspended" not in text
        assert list(pyoxigraph.parse(path=path))
    html = Path(page).read_text(encoding="utf-8")
    assert "· 2019-08-23</title>" in html
    assert "agreement-camp-david-spirit-2023" not in html


def test_the_json_of_show_says_the_day(capsys: pytest.CaptureFixture[str]) -> None:
    import json

    assert main(["show", "agreement-swap-1999", "--as-of", "1999-06-05", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["asOf"]
    assert told["day"] == "1999-06-05"
    assert [row["values"]["status"].rpartition("/")[2] for row in told["standing"]] == ["status-made"]
    assert told["possible"] == [v.KJR + "life-swap-1999-signed"]
    assert main(["show", "agreement-swap-1999", "--as-of", "1999-06-05"]) == 0
    assert "signed (possible)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("day", "status", "words"),
    [
        ("1945-08-14", 2, "begins on 1945-08-15"),
        ("1965", 2, "a day such as 2025-05-16"),
        ("2030-01-01", 0, "as of 2030-01-01; the collection is complete only to 2026-11-"),
    ],
)
def test_the_command_line_says_what_a_day_outside_means(
    capsys: pytest.CaptureFixture[str], day: str, status: int, words: str
) -> None:
    assert main(["query", "states-on", "--as-of", day]) == status
    assert words in capsys.readouterr().err


def test_a_graph_without_coverage_has_no_bounds(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        "@prefix kj: <https://w3id.org/kj-graph/ontology#> .\n@prefix kjr: <https://w3id.org/kj-graph/id/> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        'kjr:event-two-days a kj:Event ; kj:date "1905-11-17"^^xsd:date ; kj:endDate "1905-11-18"^^xsd:date .\n'
        "kjr:event-part a kj:Event ; kj:partOf kjr:event-two-days .\n"
        "kjr:claim-said a kj:Claim ; kj:statedAt kjr:event-part ; kj:heldBy kjr:group-some .\n"
        "kjr:group-some a kj:Group .\n"
    )

    def tell(day: str) -> tuple[set[str], set[str]]:
        with open_graph(str(path)) as mine:
            store = mine.as_of(day).store
            return tuple({_short(thing.value) for thing in things} for things in (store.left_out, store.possible))  # type: ignore[attr-defined, return-value]

    everything = {"event-two-days", "event-part", "claim-said", "group-some"}
    assert tell("1905-11-16") == (everything, set())
    # On the first of two days a session may not have begun, nor a claim been made.
    assert tell("1905-11-17")[0] == set()
    assert everything - tell("1905-11-17")[1] == {"event-two-days"}
    assert tell("1905-11-18") == (set(), set())


def test_a_moment_reads_all_that_a_graph_reads(graph: KnowledgeGraph) -> None:
    moment = graph.as_of("1970-01-01")
    assert isinstance(moment, Moment)
    assert "1970-01-01" in repr(moment)
    assert v.KJR + "agreement-gsomia-2016" not in moment.to_networkx()
    assert v.KJR + "agreement-basic-treaty-1965" in moment.to_networkx()
    assert moment.stats().to_dict()["asOf"] == "1970-01-01"
    assert "gsomia" not in moment.export("jsonld", evidence=False)
    described = moment.query("DESCRIBE kjr:agreement-basic-treaty-1965")
    assert isinstance(described, Triples)
    assert len(moment.to_rdflib()) == len(moment)


def test_a_view_is_quick(graph: KnowledgeGraph, record_property: Callable[[str, object], None]) -> None:
    from time import process_time

    start = process_time()
    graph.as_of("2019-08-23").ask("ASK { ?s ?p ?o }")
    taken = process_time() - start
    record_property("seconds", taken)
    assert taken < 2  # half a second on a quiet machine
