"""Triples for the tests of the explorer.

The golden example, the ontology, and some 150 things that call themselves tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kj_graph.resources import ontology_files

KJ = "https://w3id.org/kj-graph/ontology#"
KJR = "https://w3id.org/kj-graph/id/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")

SAMPLE = Path(__file__).parent / "sample.ttl"


def read_triples(path: Path) -> list[Triple]:
    """Return the triples of a Turtle file."""
    with path.open("rb") as file:
        return [quad.triple for quad in parse(input=file, format=RdfFormat.TURTLE)]


def make_sample() -> list[Triple]:
    """Return the sample graph: the ontology, the golden example and generated things around it."""
    triples = [triple for path in ontology_files() for triple in read_triples(Path(path))]
    triples += read_triples(SAMPLE)
    triples += _generate()
    return triples


def make_wide() -> list[Triple]:
    """Return a graph of about a thousand things, most of them persons, events and claims."""
    return make_sample() + list(_widen())


def _widen() -> Iterator[Triple]:
    day = NamedNode(XSD + "date")
    japan, korea = NamedNode(KJR + "state-japan"), NamedNode(KJR + "state-republic-of-korea")
    for number in range(400):
        event = NamedNode(KJR + f"event-wide-{number}")
        name = f"Wide event {number}"
        yield from make_thing("Event", f"event-wide-{number}", name, f"넓은 행사 {number}", f"広い行事{number}")
        yield Triple(event, NamedNode(KJ + "policyArea"), NamedNode(KJR + f"area-test-{number % 12}"))
        yield Triple(event, NamedNode(KJ + "participant"), japan if number % 2 else korea)
        written = f"{1950 + number * 3 // 16}-{number % 12 + 1:02}-01"
        yield Triple(event, NamedNode(KJ + "date"), Literal(written, datatype=day))
    for number in range(300):
        person = NamedNode(KJR + f"person-wide-{number}")
        tenure = NamedNode(KJR + f"tenure-wide-{number}")
        name = f"Wide Person {number}"
        yield from make_thing("Person", f"person-wide-{number}", name, f"넓은인물 {number}", f"広い人物{number}")
        yield Triple(NamedNode(KJR + f"event-wide-{number}"), NamedNode(KJ + "agent"), person)
        yield Triple(tenure, TYPE, NamedNode(KJ + "Tenure"))
        yield Triple(tenure, NamedNode(KJ + "holder"), person)
        yield Triple(tenure, NamedNode(KJ + "ofOffice"), NamedNode(KJR + "office-test"))
        written = f"{1950 + number // 4}-02-03"
        yield Triple(tenure, NamedNode(KJ + "from"), Literal(written, datatype=day))
    for number in range(240):
        claim = NamedNode(KJR + f"claim-wide-{number}")
        name = f"Wide claim {number}"
        yield from make_thing("Claim", f"claim-wide-{number}", name, f"넓은 주장 {number}", f"広い主張{number}")
        yield Triple(claim, NamedNode(KJ + "statedAt"), NamedNode(KJR + f"event-wide-{number % 7 * 40}"))


def make_hostile() -> list[Triple]:
    """Return things whose names, notes, values and addresses try to become markup or script."""
    attack = '</script><script>globalThis.kjHacked=1</script><img src=x onerror="globalThis.kjHacked=2">'
    graph = list(make_thing("Agreement", "agreement-hostile", attack, attack, attack))
    agreement = NamedNode(KJR + "agreement-hostile")
    source = NamedNode(KJR + "source-hostile")
    evidence = NamedNode(KJR + "evidence-hostile")
    graph += [
        Triple(agreement, NamedNode(SKOS + "altLabel"), Literal("<!--<script>", language="en")),
        Triple(
            agreement,
            NamedNode(SKOS + "definition"),
            Literal("<b onclick=x>{{ 7*7 }}</b>" + attack, language="en"),
        ),
        Triple(agreement, NamedNode(KJ + "seeAlso"), NamedNode("javascript:globalThis.kjHacked=3")),
        Triple(agreement, NamedNode(KJ + "untsNumber"), Literal("javascript:globalThis.kjHacked=4")),
        Triple(agreement, NamedNode("https://w3id.org/kj-graph/ontology#constructor"), Literal("__proto__")),
        Triple(source, TYPE, NamedNode(KJ + "Source")),
        Triple(source, NamedNode("http://purl.org/dc/terms/title"), Literal(attack, language="en")),
        Triple(source, NamedNode(KJ + "address"), NamedNode("javascript:globalThis.kjHacked=5")),
        Triple(
            source,
            NamedNode(KJ + "address"),
            NamedNode("data:text/html,<script>alert(1)</script>".replace("<", "%3C").replace(">", "%3E")),
        ),
        Triple(evidence, TYPE, NamedNode(KJ + "Evidence")),
        Triple(evidence, NamedNode(KJ + "about"), agreement),
        Triple(evidence, NamedNode(KJ + "source"), source),
        Triple(evidence, NamedNode(KJ + "verification"), NamedNode(KJR + "verification-unverified")),
        *_make_hostile_reports(attack),
        *make_thing("Person", "__proto__", "Person named like a prototype", "시험", "テスト"),
        Triple(NamedNode(KJR + "__proto__"), NamedNode(KJ + "concerns"), agreement),
    ]
    return graph


FORMULA = '=HYPERLINK("http://example.org/"&A1,"open")'
AWKWARD = 'a "quote", a \\ stroke,\n a line\tand a sign \x01 of control, 𠀋 & <b>'


def _make_hostile_reports(attack: str) -> Iterator[Triple]:
    """Yield what lets hostile words into sheets, dossiers and the files that are taken along."""
    agreement, life = NamedNode(KJR + "agreement-hostile"), NamedNode(KJR + "life-hostile")
    matter, position = NamedNode(KJR + "matter-hostile"), NamedNode(KJR + "position-hostile")
    day = Literal("2020-02-02", datatype=NamedNode(XSD + "date"))
    yield Triple(life, TYPE, NamedNode(KJ + "LifeEvent"))
    yield Triple(life, NamedNode(KJ + "ofAgreement"), agreement)
    yield Triple(life, NamedNode(KJ + "lifeKind"), NamedNode(KJR + "life-kind-signed"))
    yield Triple(life, NamedNode(KJ + "date"), day)
    yield Triple(life, NamedNode(SKOS + "note"), Literal(attack, language="en"))
    yield from make_thing("ContestedMatter", "matter-hostile", attack, attack, attack)
    yield Triple(matter, NamedNode(KJ + "concerns"), agreement)
    yield Triple(matter, NamedNode(SKOS + "note"), Literal(attack, language="en"))
    yield Triple(position, TYPE, NamedNode(KJ + "Position"))
    yield Triple(position, NamedNode(KJ + "onMatter"), matter)
    yield Triple(position, NamedNode(KJ + "heldBy"), NamedNode(KJR + "state-japan"))
    yield Triple(position, NamedNode(KJ + "from"), day)
    yield Triple(position, NamedNode(KJ + "formulation"), Literal(attack, language="en"))
    yield from make_thing("Event", "event-formula", FORMULA, "@SUM(A1)", "+1+1")
    yield Triple(NamedNode(KJR + "event-formula"), NamedNode(KJ + "date"), day)
    yield Triple(NamedNode(KJR + "event-formula"), NamedNode(SKOS + "altLabel"), Literal(AWKWARD, language="en"))
    yield Triple(NamedNode(KJR + "event-formula"), NamedNode(KJ + "unheardOf"), Literal(AWKWARD))
    yield Triple(
        NamedNode(KJR + "event-formula"),
        NamedNode(KJ + "unheardOf"),
        Literal("1.5", datatype=NamedNode(XSD + "decimal")),
    )
    yield Triple(NamedNode(KJR + "event-formula"), NamedNode(SKOS + "altLabel"), Literal("Formula", language="en-GB"))


def make_thing(type_name: str, slug: str, en: str, ko: str, ja: str) -> Iterator[Triple]:
    """Yield a thing's class and its three labels."""
    subject = NamedNode(KJR + slug)
    yield Triple(subject, TYPE, NamedNode(KJ + type_name))
    for lang, label in (("en", en), ("ko", ko), ("ja", ja)):
        yield Triple(subject, NamedNode(SKOS + "prefLabel"), Literal(label, language=lang))


def _generate() -> Iterator[Triple]:
    japan, korea = NamedNode(KJR + "state-japan"), NamedNode(KJR + "state-republic-of-korea")
    areas = [NamedNode(KJR + f"area-test-{number}") for number in range(12)]
    for number, area in enumerate(areas):
        yield from make_thing(
            "PolicyArea",
            area.value[len(KJR) :],
            f"test area {number}",
            f"시험 분야 {number}",
            f"試験分野{number}",
        )
    for number in range(45):
        person = NamedNode(KJR + f"person-test-{number}")
        yield from make_thing(
            "Person",
            f"person-test-{number}",
            f"Test Person {number}",
            f"시험인물 {number}",
            f"試験人物{number}",
        )
        if number % 3 == 0:
            yield Triple(person, NamedNode(SKOS + "altLabel"), Literal(f"T. Pérson {number}", language="en"))
    for number in range(60):
        agreement = NamedNode(KJR + f"agreement-test-{number}")
        life = NamedNode(KJR + f"life-test-{number}-signed")
        act = NamedNode(KJR + f"representation-test-{number}")
        yield from make_thing(
            "Agreement",
            f"agreement-test-{number}",
            f"Test agreement number {number} between two states on matters of test area {number % 12}",
            f"시험 분야 {number % 12}에 관한 두 나라 사이의 시험 협정 제{number}호",
            f"試験分野{number % 12}に関する両国間の試験協定第{number}号",
        )
        yield Triple(agreement, NamedNode(KJ + "party"), japan)
        yield Triple(agreement, NamedNode(KJ + "party"), korea)
        yield Triple(agreement, NamedNode(KJ + "policyArea"), areas[number % 12])
        yield Triple(agreement, NamedNode(KJ + "instrumentKind"), NamedNode(KJR + "kind-treaty"))
        if number % 5 == 4:
            yield Triple(agreement, NamedNode(KJ + "supplements"), NamedNode(KJR + f"agreement-test-{number - 4}"))
        yield Triple(life, TYPE, NamedNode(KJ + "LifeEvent"))
        yield Triple(life, NamedNode(KJ + "ofAgreement"), agreement)
        yield Triple(life, NamedNode(KJ + "lifeKind"), NamedNode(KJR + "life-kind-signed"))
        yield Triple(
            life,
            NamedNode(KJ + "date"),
            Literal(
                f"{1960 + number}-06" if number % 2 else str(1960 + number),
                datatype=NamedNode(XSD + ("gYearMonth" if number % 2 else "gYear")),
            ),
        )
        yield Triple(act, TYPE, NamedNode(KJ + "Representation"))
        yield Triple(act, NamedNode(KJ + "inAct"), life)
        yield Triple(act, NamedNode(KJ + "representative"), NamedNode(KJR + f"person-test-{number % 45}"))
        yield Triple(act, NamedNode(KJ + "onBehalfOf"), japan if number % 2 else korea)
    for number in range(30):
        claim = NamedNode(KJR + f"claim-test-{number}")
        yield from make_thing(
            "Claim",
            f"claim-test-{number}",
            f"Test claim {number} that says a thing",
            f"시험 주장 {number}",
            f"試験主張{number}",
        )
        yield Triple(claim, NamedNode(KJ + "statedAt"), NamedNode(KJR + "event-kjfvd-2025-session-3"))
        yield Triple(claim, NamedNode(KJ + "policyArea"), areas[number * 5 % 12])
        yield Triple(claim, NamedNode(KJ + "claimKind"), NamedNode(KJR + "claim-kind-observation"))
