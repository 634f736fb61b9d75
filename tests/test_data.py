"""The curated data: form, evidence, and what the founding report must and must not say."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pyoxigraph
import pytest

from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.export.turtle import write_turtle
from kj_graph.graph import KnowledgeGraph
from kj_graph.results import Solutions

DIALOGUE = "event-kjfvd-2025"


def _rows(graph: KnowledgeGraph, query: str) -> list[tuple[str, ...]]:
    answer = graph.query(query)
    assert isinstance(answer, Solutions)
    return [tuple("" if term is None else term.value.removeprefix(v.KJR) for term in row) for row in answer]


@pytest.mark.parametrize("path", resources.data_files(), ids=lambda path: Path(path).name)
def test_files_are_in_canonical_order_without_blank_nodes(path: str) -> None:
    text = Path(path).read_text(encoding="utf-8")
    triples = [quad.triple for quad in pyoxigraph.parse(path=path)]
    assert not any(isinstance(term, pyoxigraph.BlankNode) for t in triples for term in (t.subject, t.object))
    heading = "".join(line[2:] + "\n" for line in text.split("\n\n")[0].splitlines())
    assert write_turtle(triples, heading) == text
    assert len(triples) == len(set(triples))


def test_slugs_are_readable(graph: KnowledgeGraph) -> None:
    subjects = {quad.subject.value for quad in graph.store.quads() if quad.subject.value.startswith(v.KJR)}
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)+", iri.removeprefix(v.KJR)) for iri in subjects)


def test_nothing_points_nowhere(graph: KnowledgeGraph) -> None:
    subjects = {quad.subject for quad in graph.store.quads()}
    lost = {
        quad.object.value
        for quad in graph.store.quads()
        if isinstance(quad.object, pyoxigraph.NamedNode)
        and quad.object.value.startswith((v.KJR, v.KJ))
        and quad.object not in subjects
    }
    assert lost == set()


def test_everything_people_name_has_three_names(graph: KnowledgeGraph) -> None:
    classes = "State Organization Person Group Office Place Agreement Event Claim Proposal ContestedMatter Position"
    for name in [*classes.split(), "PolicyArea"]:
        rows = _rows(
            graph,
            f"SELECT ?t (COUNT(DISTINCT ?l) AS ?n) (COUNT(?l) AS ?m) WHERE {{ ?t a kj:{name} ; skos:prefLabel ?x . "
            "BIND(LANG(?x) AS ?l) } GROUP BY ?t",
        )
        assert [row for row in rows if row[1:] != ("3", "3")] == []


def test_every_passage_of_the_founding_report_is_right(graph: KnowledgeGraph, founding_text: Path) -> None:
    audit = graph.audit(str(founding_text))
    assert audit.same_text
    assert audit.verified == len(audit.passages) > 40


def test_every_passage_of_the_treaty_texts_is_right(graph: KnowledgeGraph, shared: Path) -> None:
    texts = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in (shared / "registers").rglob("*.txt")}
    checked = 0
    for source, digest in _rows(graph, "SELECT ?s ?d WHERE { ?s kj:textSha256 ?d } ORDER BY STR(?s)"):
        if digest in texts:
            audit = graph.audit(str(texts[digest]), source)
            assert (audit.changed, audit.same_text) == (0, True), source
            checked += audit.verified
    assert checked > 50


def test_the_founding_report_is_modelled_wholly(graph: KnowledgeGraph, founding_text: Path) -> None:
    """Every word of the report but headings and connecting words lies in a passage that something rests on."""
    text = founding_text.read_text(encoding="utf-8")
    covered = bytearray(len(text))
    for passage in graph.audit(str(founding_text)).passages:
        assert passage.start is not None
        assert passage.end is not None
        covered[passage.start : passage.end] = b"\1" * (passage.end - passage.start)
    gaps = re.findall(r"[0\x00]+", "".join("0" if not c else "1" for c in covered))
    bare = [text[m.start() : m.end()].strip() for m in re.finditer("0+", "".join("01"[c] for c in covered))]
    assert gaps
    left = [gap for gap in bare if len(gap.split()) > 5]
    assert left in (
        [],
        ["【Event Report】2025 Korea-Japan Future Vision Dialogue –", ": A New Horizon for Bilateral Cooperation –"],
    )


def test_the_founding_report_attributes_nothing_it_does_not(graph: KnowledgeGraph) -> None:
    claims = "?c kj:statedAt/kj:partOf* kjr:event-kjfvd-2025"
    assert _rows(graph, f"SELECT ?c WHERE {{ {claims} ; kj:heldBy ?h . ?h a kj:Person }}") == []
    organisers = _rows(
        graph, f"SELECT DISTINCT ?k WHERE {{ {claims} ; kj:heldBy ?h ; kj:claimKind ?k . ?h a kj:Organization }}"
    )
    assert organisers == [("claim-kind-commitment",)]
    assert (
        _rows(graph, f"SELECT ?c WHERE {{ {claims} ; kj:heldBy ?h ; kj:attribution kjr:attribution-not-stated }}") == []
    )
    named = {row[0] for row in _rows(graph, f"SELECT DISTINCT ?x WHERE {{ {claims} ; kj:concerns ?x }}")}
    unnamed_by_the_text = ("basic-treaty", "camp-david", "commitment-to-consult", "gsomia", "person-", "claims-1965")
    assert not [slug for slug in named if any(part in slug for part in unnamed_by_the_text)]
    in_text = {"state-republic-of-korea", "state-japan", "state-united-states", "state-china", "state-dprk"}
    in_text |= {"organization-trump-administration", "organization-biden-administration"}
    in_text |= {"agreement-cptpp", "event-normalisation-1965"}
    assert named == in_text


def test_topics_carry_no_stance(graph: KnowledgeGraph) -> None:
    rows = _rows(graph, "SELECT ?c WHERE { ?c kj:claimKind kjr:claim-kind-topic ; kj:respondsTo ?x }")
    assert rows == []


def test_horizons_of_the_founding_report(graph: KnowledgeGraph) -> None:
    rows = _rows(
        graph,
        "SELECT ?h (COUNT(?c) AS ?n) WHERE { ?c kj:statedAt kjr:event-kjfvd-2025-session-3 ; kj:timeHorizon ?h } "
        "GROUP BY ?h ORDER BY STR(?h)",
    )
    assert rows == [("horizon-long-term", "2"), ("horizon-mid-term", "3"), ("horizon-near", "2")]
    icebreaking = "kjr:claim-kjfvd-2025-icebreaking-lng-carriers"
    assert not graph.ask(f"ASK {{ {icebreaking} kj:timeHorizon ?h }}")


DATES = [
    ("agreement-basic-treaty-1965", "signed", "1965-06-22"),
    ("agreement-basic-treaty-1965", "in-force", "1965-12-18"),
    ("agreement-claims-1965", "in-force", "1965-12-18"),
    ("agreement-legal-status-1965", "in-force", "1966-01-17"),
    ("agreement-fisheries-1965", "in-force", "1965-12-18"),
    ("agreement-fisheries-1965", "replaced", "1999-01-22"),
    ("agreement-camp-david-spirit-2023", "issued", "2023-08-18"),
    ("agreement-camp-david-principles-2023", "issued", "2023-08-18"),
    ("agreement-commitment-to-consult-2023", "issued", "2023-08-18"),
]


@pytest.mark.parametrize(("agreement", "kind", "date"), DATES)
def test_dates_often_told_wrongly(graph: KnowledgeGraph, agreement: str, kind: str, date: str) -> None:
    rows = _rows(
        graph,
        f"SELECT DISTINCT ?d WHERE {{ ?e kj:ofAgreement kjr:{agreement} ; kj:date ?d ; "
        f"kj:lifeKind kjr:life-kind-{kind} }}",
    )
    assert rows == [(date,)]


def test_dates_have_bounds(graph: KnowledgeGraph) -> None:
    assert (
        _rows(graph, "SELECT ?x WHERE { ?x kj:date ?d FILTER NOT EXISTS { ?x kj:earliest ?e ; kj:latest ?l } }") == []
    )
    assert _rows(graph, "SELECT ?x WHERE { ?x kj:earliest ?e ; kj:latest ?l FILTER(?e > ?l) }") == []


def test_nothing_inferred_is_also_asserted(graph: KnowledgeGraph) -> None:
    inferred = {quad.triple for quad in graph.store.quads() if quad.graph_name == v.INFERRED}
    asserted = {quad.triple for quad in graph.store.quads() if quad.graph_name != v.INFERRED}
    assert inferred
    assert not inferred & asserted


def test_positions_are_published_only_with_holder_date_and_source(graph: KnowledgeGraph) -> None:
    assert graph.ask("ASK { ?p a kj:Position }")
    whole = "?p a kj:Position . FILTER NOT EXISTS { ?p kj:heldBy ?h ; kj:from ?f . ?e kj:about ?p ; kj:passage ?s }"
    assert _rows(graph, f"SELECT ?p WHERE {{ {whole} }}") == []
