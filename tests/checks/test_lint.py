"""Each hygiene query is silent on the good twin and finds what is planted in its bad twin."""

from __future__ import annotations

from pathlib import Path

import pytest

from kj_graph import resources
from kj_graph.checks import check_files, lint
from kj_graph.checks.finding import Finding
from kj_graph.checks.lint import check_lint, check_lint_files, lint_files
from kj_graph.errors import InputError
from kj_graph.graph import KnowledgeGraph
from kj_graph.opening import open_graph

PREFIXES = """
@prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
# The good twin: everything that the queries look at, with nothing wrong. Made up; it says nothing about the world.
GOOD = (
    PREFIXES
    + """
kjr:state-one a kj:State ; kj:from "1948-08-15"^^xsd:date . kjr:state-two a kj:State .
kjr:office-old a kj:Office ; skos:prefLabel "Old minister"@en ; kj:officeOf kjr:state-one ;
    kj:until "1998-03"^^xsd:gYearMonth .
kjr:office-new a kj:Office ; skos:prefLabel "New minister"@en ; kj:officeOf kjr:state-one ;
    kj:from "1998-03"^^xsd:gYearMonth ; kj:succeeds kjr:office-old .
kjr:person-kim a kj:Person ; skos:prefLabel "Kim"@en . kjr:person-lee a kj:Person ; skos:prefLabel "Lee"@en .
kjr:tenure-kim a kj:Tenure ; kj:holder kjr:person-kim ; kj:ofOffice kjr:office-old ;
    kj:from "1990-01-01"^^xsd:date ; kj:until "1998-03-02"^^xsd:date .
kjr:tenure-lee a kj:Tenure ; kj:holder kjr:person-lee ; kj:ofOffice kjr:office-new ; kj:from "1998-03-02"^^xsd:date .
kjr:agreement-main a kj:Agreement ; skos:prefLabel "Main"@en ; kj:party kjr:state-one , kjr:state-two .
kjr:agreement-notes a kj:Agreement ; skos:prefLabel "Notes"@en ; kj:supplements kjr:agreement-main .
kjr:life-main-signed kj:ofAgreement kjr:agreement-main ; kj:lifeKind kjr:life-kind-signed ;
    kj:date "1998-03-02"^^xsd:date .
kjr:life-main-force kj:ofAgreement kjr:agreement-main ; kj:lifeKind kjr:life-kind-in-force ;
    kj:date "1998-03"^^xsd:gYearMonth .
kjr:life-notes-signed kj:ofAgreement kjr:agreement-notes ; kj:lifeKind kjr:life-kind-signed ;
    kj:date "1998-03-02"^^xsd:date .
kjr:representation-lee a kj:Representation ; kj:inAct kjr:life-main-signed ; kj:representative kjr:person-lee ;
    kj:onBehalfOf kjr:state-one ; kj:inOffice kjr:office-new .
kjr:event-talks a kj:Event ; skos:prefLabel "Talks"@en ; kj:date "1998"^^xsd:gYear ; kj:participant kjr:state-one .
kjr:event-session a kj:Event ; skos:prefLabel "Session"@en ; kj:partOf kjr:event-talks .
kjr:source-table a kj:Source ; kj:address "https://example.org/table"^^xsd:anyURI .
kjr:passage-row a kj:Passage .
kjr:evidence-date kj:about kjr:life-main-signed ; kj:onProperty kj:date ; kj:onValue "1998-03-02"^^xsd:date ;
    kj:passage kjr:passage-row .
kjr:evidence-month kj:about kjr:life-main-signed ; kj:onProperty kj:date ; kj:onValue "1998-03"^^xsd:gYearMonth ;
    kj:passage kjr:passage-row .
kjr:evidence-other-date kj:about kjr:life-main-signed ; kj:onProperty kj:date ; kj:onValue "1998-03-03"^^xsd:date ;
    kj:passage kjr:passage-row ; kj:verification kjr:verification-disputed .
"""
)
# name: (code, the subjects that are found, what is added to the good twin)
BAD = {
    "holder-outside-tenure": (
        "KJ401",
        {"kjr:representation-kim"},
        """kjr:representation-kim a kj:Representation ; kj:inAct kjr:life-main-signed ;
        kj:representative kjr:person-kim ; kj:inOffice kjr:office-new .""",
    ),
    "in-force-before-signed": (
        "KJ402",
        {"kjr:life-notes-force", "kjr:life-issued-force", "kjr:register-entry-x-1"},
        """kjr:life-notes-force kj:ofAgreement kjr:agreement-notes ; kj:lifeKind kjr:life-kind-in-force ;
        kj:date "1998-02"^^xsd:gYearMonth .
        kjr:agreement-issued a kj:Agreement ; skos:prefLabel "Issued"@en .
        kjr:life-issued kj:ofAgreement kjr:agreement-issued ; kj:lifeKind kjr:life-kind-issued ;
            kj:date "2000-05-05"^^xsd:date .
        kjr:life-issued-force kj:ofAgreement kjr:agreement-issued ; kj:lifeKind kjr:life-kind-in-force ;
            kj:date "2000-05-04"^^xsd:date .
        kjr:register-entry-x-1 a kj:RegisterEntry ; kj:signedOn "1950-06-06"^^xsd:date ;
            kj:inForceFrom "1950-04-01"^^xsd:date .
        kjr:register-entry-x-2 a kj:RegisterEntry ; kj:signedOn "1950-06-06"^^xsd:date ;
            kj:inForceFrom "1950"^^xsd:gYear .""",
    ),
    "one-name-for-two": (
        "KJ403",
        {"kjr:person-kim", "kjr:person-lee"},
        """kjr:person-other a kj:Person ; skos:prefLabel "Kim"@en .
        kjr:person-another a kj:Person ; skos:prefLabel "I"@en ; skos:altLabel "Lee"@en .""",
    ),
    "dates-differ": (
        "KJ404",
        {"kjr:event-talks"},
        """kjr:evidence-talks kj:about kjr:event-talks ; kj:onProperty kj:date ; kj:onValue "1999"^^xsd:gYear ;
        kj:passage kjr:passage-row .""",
    ),
    "outside-its-time": (
        "KJ405",
        {
            "kjr:event-early",
            "kjr:tenure-late",
            "kjr:tenure-early",
            "kjr:claim-early",
            "kjr:event-talks-on",
            "kjr:life-early-ratified",
        },
        """kjr:event-early a kj:Event ; skos:prefLabel "Early"@en ; kj:date "1948-07"^^xsd:gYearMonth ;
        kj:participant kjr:state-one .
        kjr:tenure-early kj:ofOffice kjr:office-new ; kj:holder kjr:person-kim ; kj:from "1997-12-31"^^xsd:date ;
            kj:until "1998-03-01"^^xsd:date .
        kjr:tenure-late kj:ofOffice kjr:office-old ; kj:holder kjr:person-lee ; kj:from "1998-03-02"^^xsd:date ;
            kj:until "1998-05"^^xsd:gYearMonth .
        kjr:event-bare-day a kj:Event ; skos:prefLabel "Day"@en ; kj:date "1948-08-14"^^xsd:date .
        kjr:claim-early a kj:Claim ; kj:statedAt kjr:event-bare-day ; kj:heldBy kjr:state-one .
        kjr:event-talks-on a kj:Event ; skos:prefLabel "On"@en ; kj:date "1997-12"^^xsd:gYearMonth ;
            kj:concerns kjr:office-new .
        kjr:event-of-the-gone a kj:Event ; skos:prefLabel "Gone"@en ; kj:date "2005"^^xsd:gYear ;
            kj:concerns kjr:office-old .
        kjr:life-early-ratified kj:ofAgreement kjr:agreement-main ; kj:lifeKind kjr:life-kind-ratified ;
            kj:date "1948-01"^^xsd:gYearMonth ; kj:byParty kjr:state-one .""",
    ),
    "agreement-without-life": (
        "KJ406",
        {"kjr:agreement-bare"},
        'kjr:agreement-bare a kj:Agreement ; skos:prefLabel "Bare"@en .',
    ),
    "event-without-date": (
        "KJ407",
        {"kjr:event-bare", "kjr:event-part"},
        """kjr:event-bare a kj:Event ; skos:prefLabel "Bare"@en .
        kjr:event-part a kj:Event ; skos:prefLabel "Part"@en ; kj:partOf kjr:event-bare .""",
    ),
    "tenures-overlap": (
        "KJ408",
        {"kjr:tenure-kim"},
        """kjr:tenure-later a kj:Tenure ; kj:holder kjr:person-lee ; kj:ofOffice kjr:office-old ;
        kj:from "1998-03-01"^^xsd:date ; kj:until "1998-03-02"^^xsd:date .""",
    ),
    "supplement-outlives": (
        "KJ409",
        {"kjr:agreement-notes"},
        """kjr:life-main-ended kj:ofAgreement kjr:agreement-main ; kj:lifeKind kjr:life-kind-terminated ;
        kj:date "2010"^^xsd:gYear .""",
    ),
    "one-address-for-two": (
        "KJ410",
        {"kjr:source-table"},
        """kjr:source-table-again a kj:Source ; kj:address "https://example.org/table"^^xsd:anyURI .
        kjr:source-other a kj:Source ; kj:address "https://example.org/table#2"^^xsd:anyURI .""",
    ),
}
# What makes a bad twin good again, so that a query is not only shown to shout.
MENDED = {
    "holder-outside-tenure": """kjr:tenure-kim-again kj:ofOffice kjr:office-new ; kj:holder kjr:person-kim ;
        skos:note "Acting"@en ; kj:from "1998-03"^^xsd:gYearMonth ; kj:until "1998-04"^^xsd:gYearMonth .""",
    "in-force-before-signed": """kjr:life-notes-force skos:note "Applied from an earlier day"@en .
        kjr:life-issued skos:note "Applied from an earlier day"@en .
        kjr:register-entry-x-1 skos:editorialNote "So in the register"@en .""",
    "dates-differ": "kjr:evidence-talks kj:verification kjr:verification-disputed .",
    "tenures-overlap": 'kjr:tenure-later skos:note "Acting"@en .',
    "supplement-outlives": 'kjr:agreement-notes skos:note "No end was found"@en .',
}


def _open(folder: Path, turtle: str) -> KnowledgeGraph:
    path = folder / "twin.ttl"
    path.write_text(turtle, encoding="utf-8")
    return open_graph(str(path))


def _lint(folder: Path, turtle: str) -> list[Finding]:
    with _open(folder, turtle) as graph:
        return check_lint(graph)


def test_good_twin_is_silent(tmp_path: Path) -> None:
    assert _lint(tmp_path, GOOD) == []


def test_every_query_has_a_bad_twin() -> None:
    assert {Path(path).stem for path in lint_files()} == set(BAD)


@pytest.mark.parametrize("name", BAD)
def test_bad_twin_is_found(tmp_path: Path, name: str) -> None:
    code, subjects, planted = BAD[name]
    findings = [finding for finding in _lint(tmp_path, GOOD + planted) if finding.code == code]
    assert {finding.subject for finding in findings} == subjects
    assert len(findings) == len(subjects)
    for finding in findings:
        assert finding.severity == "warning"
        assert finding.message.endswith(".")
        assert finding.hint.endswith(".")


@pytest.mark.parametrize("name", MENDED)
def test_mended_twin_is_silent(tmp_path: Path, name: str) -> None:
    code, _, planted = BAD[name]
    assert [finding for finding in _lint(tmp_path, GOOD + planted + MENDED[name]) if finding.code == code] == []


def test_finding_names_the_other_thing_and_the_value(tmp_path: Path) -> None:
    (finding,) = [
        each for each in _lint(tmp_path, GOOD + BAD["one-name-for-two"][2]) if each.subject == "kjr:person-kim"
    ]
    assert finding.message.endswith("See kjr:person-other.")
    assert (finding.property, finding.value) == ("skos:prefLabel", '"Kim"@en')


def test_two_shared_languages_are_one_finding(tmp_path: Path) -> None:
    twins = "".join(f'kjr:place-{slug} a kj:Place ; skos:prefLabel "A"@en , "가"@ko .\n' for slug in "ab")
    assert [finding.subject for finding in _lint(tmp_path, GOOD + twins)] == ["kjr:place-a"]


def test_imprecise_dates_are_given_the_benefit_of_the_doubt(tmp_path: Path) -> None:
    planted = """kjr:tenure-later a kj:Tenure ; kj:holder kjr:person-lee ; kj:ofOffice kjr:office-old ;
        kj:from "1998-03"^^xsd:gYearMonth ; kj:until "1998-03-15"^^xsd:date .
        kjr:event-year a kj:Event ; skos:prefLabel "Year"@en ; kj:date "1948"^^xsd:gYear ;
            kj:participant kjr:state-one ."""
    assert _lint(tmp_path, GOOD + planted) == []


def test_files_are_read_with_the_shipped_data_and_only_theirs_is_told(tmp_path: Path) -> None:
    path = tmp_path / "twin.ttl"
    planted = '\nkjr:state-japan-again a kj:State ;\n  skos:prefLabel "Japan"@en .\n'
    path.write_text(PREFIXES + planted, encoding="utf-8")
    (finding,) = check_lint_files([path])
    assert (finding.code, finding.subject, finding.file, finding.line) == ("KJ403", "kjr:state-japan", str(path), 7)


def test_check_tells_lint_as_warnings_beside_the_shapes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The shapes of the whole shipped graph are tested elsewhere and take their time.
    monkeypatch.setattr(resources, "data_files", list)
    path = tmp_path / "twin.ttl"
    names = 'skos:prefLabel "City"@en , "도시"@ko , "都市"@ja'
    planted = f"kjr:place-a a kj:Place ; {names} .\nkjr:place-b a kj:Place ; {names} ; kj:date 7 .\n"
    path.write_text(PREFIXES + planted, encoding="utf-8")
    findings = check_files([path])
    assert ("KJ403", "warning", 6) in [(finding.code, finding.severity, finding.line) for finding in findings]
    assert "error" in [finding.severity for finding in findings]
    assert findings == sorted(findings, key=Finding.sort_key)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("#+ code: KJ499\nSELECT ?thing WHERE { ?thing a kj:Event }", "no 'severity'"),
        (
            "#+ summary: s\n#+ code: KJ499\n#+ severity: warning\n#+ problem: p\n#+ solution: q\nASK { ?s ?p ?o }",
            "selects \\?thing",
        ),
    ],
)
def test_malformed_query(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, words: str) -> None:
    query = tmp_path / "odd.rq"
    query.write_text(text, encoding="utf-8")
    monkeypatch.setattr(lint, "lint_files", lambda: [str(query)])
    with pytest.raises(InputError, match=words):
        _lint(tmp_path, GOOD)
