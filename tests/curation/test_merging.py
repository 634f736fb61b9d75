"""What a merge recognises, takes, proposes, refuses and leaves as it is; files appear whole or not at all."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple

from kj_graph import vocabulary as v
from kj_graph.cli import main
from kj_graph.curation import intake
from kj_graph.curation.merged import Merged
from kj_graph.curation.merging import merge_files
from kj_graph.errors import InputError, KjGraphError, OutputError, UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.labels import Labeller

HEAD = """@prefix dcterms: <http://purl.org/dc/terms/> . @prefix ex: <https://example.org/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix kj: <https://w3id.org/kj-graph/ontology#> .
@prefix kjr: <https://w3id.org/kj-graph/id/> . @prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix p: <http://www.wikidata.org/prop/> . @prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix pq: <http://www.wikidata.org/prop/qualifier/> . @prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
OURS = """
kjr:state-japan a kj:State ; skos:prefLabel "Japan"@en , "일본"@ko , "日本"@ja ; schema:sameAs wd:Q17 .
kjr:state-republic-of-korea a kj:State ; skos:prefLabel "Republic of Korea"@en , "대한민국"@ko , "大韓民国"@ja ;
  kj:from "1948-08-15"^^xsd:date ; schema:sameAs wd:Q884 .
kjr:person-a a kj:Person ; skos:prefLabel "Obuchi Keizo"@en , "오부치 게이조"@ko , "小渕恵三"@ja ;
  schema:sameAs wd:Q313339 .
kjr:office-pm a kj:Office ; skos:prefLabel "Prime Minister of Japan"@en ; kj:officeOf kjr:state-japan .
kjr:tenure-a a kj:Tenure ; kj:holder kjr:person-a ; kj:ofOffice kjr:office-pm ; kj:from "1998-07-30"^^xsd:date ;
  kj:until "2000-04-05"^^xsd:date .
kjr:agreement-a a kj:Agreement ; skos:prefLabel "Treaty A"@en ; kj:rokTreatyNumber "163" ;
  kj:party kjr:state-japan , kjr:state-republic-of-korea ; kj:termEnds "2028"^^xsd:gYear .
kjr:life-a-signed a kj:LifeEvent ; kj:ofAgreement kjr:agreement-a ; kj:lifeKind kjr:life-kind-signed ;
  kj:date "1965-06-22"^^xsd:date .
kjr:evidence-a a kj:Evidence ; kj:about kjr:life-a-signed ; kj:onProperty kj:date ; kj:passage kjr:passage-a .
kjr:passage-a a kj:Passage ; kj:ofSource kjr:source-a ; kj:locator "row 1" .
kjr:source-a a kj:Source ; dcterms:title "Register"@en ; kj:tier kjr:tier-register .
kjr:agreement-old a kj:Agreement ; owl:deprecated true ; dcterms:isReplacedBy kjr:agreement-a .
kjr:area-energy a kj:PolicyArea ; skos:prefLabel "Energy"@en .
"""


def read(text: str) -> set[Triple]:
    return {quad.triple for quad in pyoxigraph.parse(HEAD + text, RdfFormat.TURTLE)}


class Merging:
    """A small graph of ours, and a folder for the files of others."""

    def __init__(self, folder: Path, labeller: Labeller) -> None:
        self.folder, self.labeller, self.base = folder, labeller, read(OURS)

    def run(self, text: str, output: str = "out.nt", **options: object) -> Merged:
        path = self.folder / "other.ttl"
        path.write_text(HEAD + text, encoding="utf-8")
        if "map" in options:
            (self.folder / "map.toml").write_text(str(options.pop("map")), encoding="utf-8")
            options["maps"] = [str(self.folder / "map.toml")]
        target = str(self.folder / output)
        return merge_files(self.base, self.labeller, [str(path)], output=target, **options)  # type: ignore[arg-type]

    def added(self, output: str = "out.nt") -> set[Triple]:
        """What the outcome says that ours did not, without what proves it."""
        found = {quad.triple for quad in pyoxigraph.parse(path=str(self.folder / output))}
        assert self.base <= found, "something of ours was lost"
        kinds = {t.subject: t.object.value.rpartition("#")[2] for t in found if t.predicate == v.TYPE}
        return {t for t in found - self.base if kinds.get(t.subject) not in ("Source", "Passage", "Evidence")}


@pytest.fixture
def merging(tmp_path: Path, graph: KnowledgeGraph, monkeypatch: pytest.MonkeyPatch) -> Merging:
    monkeypatch.setattr("kj_graph.curation.merging._check", lambda *_: None)  # the shapes have tests of their own below
    return Merging(tmp_path, graph.labeller)


RECOGNISED = {
    "IRI": ("kjr:state-japan skos:altLabel 'Nippon'@en .", "kjr:state-japan", "same IRI"),
    "outside IRI": ("wd:Q17 rdfs:label 'Nippon'@en .", "kjr:state-japan", "outside identifier"),
    "page of the entity": (
        "<https://www.wikidata.org/wiki/Q17> rdfs:label 'Nippon'@en .",
        "kjr:state-japan",
        "outside identifier",
    ),
    "owl:sameAs": ("ex:j owl:sameAs wd:Q17 ; skos:altLabel 'Nippon'@en .", "kjr:state-japan", "said to be the same"),
    "schema:sameAs by http": (
        "ex:j <http://schema.org/sameAs> kjr:state-japan ; skos:altLabel 'Nippon'@en .",
        "kjr:state-japan",
        "said to be the same",
    ),
    "skos:exactMatch": (
        "ex:c a skos:Concept ; skos:exactMatch kjr:area-energy ; skos:altLabel 'Power'@en .",
        "kjr:area-energy",
        "said to be the same",
    ),
    "treaty number": (
        "ex:t kj:rokTreatyNumber '163' ; skos:altLabel 'A'@en .",
        "kjr:agreement-a",
        "kj:rokTreatyNumber",
    ),
    "replaced thing": ("kjr:agreement-old skos:altLabel 'Old'@en .", "kjr:agreement-a", "outside identifier"),
    "tenure": (
        "[] a kj:Tenure ; kj:holder wd:Q313339 ; kj:ofOffice kjr:office-pm ; kj:from '1998-07-30'^^xsd:date .",
        "kjr:tenure-a",
        "the same holder, office and first day",
    ),
}


@pytest.mark.parametrize("name", RECOGNISED)
def test_recognised(merging: Merging, name: str) -> None:
    text, thing, reason = RECOGNISED[name]
    report = merging.run(text)
    assert [each.thing for each in report.matched] == [thing]
    assert reason in report.matched[0].reasons[0]
    assert not report.added
    assert not report.refused


def test_name_is_only_proposed_until_confirmed(merging: Merging) -> None:
    text = "ex:p7 a foaf:Person ; foaf:name 'Keizo OBUCHI' , 'OBUCHI, Keizo'@en ."
    report = merging.run(text)
    assert merging.added() == set()
    assert [(each.foreign, each.choices[0][0]) for each in report.proposed] == [
        ("https://example.org/p7", "kjr:person-a")
    ]
    assert "--confirm 'https://example.org/p7=kjr:person-a'" in report.render()
    ready = report.to_dict()["proposed"][0]["choices"][0]["confirm"]
    theirs, _, ours = ready.rpartition("=")
    again = merging.run(text, confirm={theirs: ours})
    assert [(each.thing, each.reasons) for each in again.matched] == [("kjr:person-a", ("confirmed",))]
    assert not again.proposed
    new = merging.run(text, confirm={theirs: "new"})
    assert [each.thing for each in new.added] == ["<https://example.org/p7>"]


def test_same_day_and_parties_are_proposed_and_another_day_is_said(merging: Merging) -> None:
    text = "ex:t a schema:Legislation ; schema:legislationDate '1965-06-22' ; kj:party wd:Q17 , wd:Q884 ."
    assert "the same day 1965-06-22 and the same parties" in merging.run(text).proposed[0].choices[0][2]
    text = "ex:t a schema:Legislation ; schema:name 'Treaty A'@en ; schema:legislationDate '1964' ."
    assert "but another day (1964; ours 1965-06-22)" in merging.run(text).proposed[0].choices[0][2]


REFUSED = {
    "two of ours at once": (
        "ex:x owl:sameAs wd:Q17 , wd:Q884 .",
        "kjr:state-japan and kjr:state-republic-of-korea at once",
    ),
    "two classes at once": ("ex:x a foaf:Person , org:Post ; foaf:name 'X' .", "a kj:Office and a kj:Person at once"),
    "another class": ("wd:Q17 a foaf:Person .", "is a kj:State, there it is a kj:Person"),
    "unknown value": (
        "wd:Q17 a kj:State . ex:o a org:Organization ; foaf:name 'O' ; org:subOrganizationOf ex:z .",
        "neither",
    ),
    "no such property": ("wd:Q313339 kj:from '1937' .", "a kj:Person has no kj:from"),
    "bad date": (
        "ex:o a org:Organization ; foaf:name 'O' ; schema:foundingDate '1965-02-30' .",
        "not a day of the calendar",
    ),
    "text for a thing": ("ex:o a org:Post ; rdfs:label 'O' ; org:postIn 'Tokyo' .", "takes a thing, not a text"),
    "wrong class of value": (
        "ex:o a org:Post ; rdfs:label 'O' ; org:postIn wd:Q313339 .",
        "and kjr:person-a is a kj:Person",
    ),
    "language unknown": ("ex:o a org:Organization ; foaf:name '外務省' .", "tells the language"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_reason(merging: Merging, name: str) -> None:
    text, reason = REFUSED[name]
    report = merging.run(text)
    assert report.refusals == 1
    assert reason in report.refused[0].reason
    assert not report.sound
    assert reason in report.render()


def test_two_dates_are_both_kept_as_told(merging: Merging) -> None:
    report = merging.run("ex:t kj:rokTreatyNumber '163' ; schema:legislationDate '1965-06-23' .")
    conflict = report.conflicts[0]
    assert (conflict.thing, conflict.property) == ("kjr:agreement-a", "kj:date (signed)")
    assert [(told.value, told.evidence) for told in conflict.ours] == [("1965-06-22", ("Register, row 1",))]
    assert conflict.theirs.value == "1965-06-23"
    assert "other.ttl: <https://example.org/t>" in conflict.theirs.evidence[0]
    assert merging.added() == set()
    outcome = {quad.triple for quad in pyoxigraph.parse(path=str(merging.folder / "out.nt"))}
    disputed = {t.subject for t in outcome if t.object == NamedNode(v.KJR + "verification-disputed")}
    assert len(disputed) == 1
    told = {(t.predicate.value.rpartition("#")[2], t.object.value) for t in outcome if t.subject in disputed}
    assert ("onValue", "1965-06-23") in told
    assert ("about", v.KJR + "life-a-signed") in told
    assert "ours   1965-06-22  [Register, row 1]" in report.render()


@pytest.mark.parametrize("day", ["1965", "1965-06", "1965-06-22", "1965-06-22T10:00:00+09:00"])
def test_a_date_that_is_less_exact_is_no_conflict(merging: Merging, day: str) -> None:
    kind = "dateTime" if "T" in day else {4: "gYear", 7: "gYearMonth"}.get(len(day), "date")
    report = merging.run(f"ex:t kj:rokTreatyNumber '163' ; schema:legislationDate '{day}'^^xsd:{kind} .")
    assert not report.conflicts
    assert report.matched[0].agreed == 2


def test_the_same_contradiction_inside_one_file(merging: Merging) -> None:
    report = merging.run(
        "ex:t a schema:Legislation ; schema:name 'New'@en ; schema:legislationDate '2001-01-01' , '2001-01-02' ."
    )
    assert len(report.conflicts) == 1
    assert len([t for t in merging.added() if t.predicate == v.kj("date")]) == 1


def test_new_things_take_what_fits_and_say_where_it_is_from(merging: Merging) -> None:
    report = merging.run(
        "ex:o a org:FormalOrganization ; foaf:name '한일포럼' , 'Korea-Japan Forum' , 'Forum' ;"
        "  rdfs:label '日韓フォーラム'@ja ;"
        "  schema:foundingDate '1993' ; ex:colour 'blue' ; rdfs:label 'Forum coréo-japonais'@fr ."
    )
    added = {(v.shorten_iri(t.predicate.value), str(t.object)) for t in merging.added()}
    assert ("skos:prefLabel", '"한일포럼"@ko') in added
    assert ("skos:prefLabel", '"日韓フォーラム"@ja') in added
    assert {("skos:prefLabel", '"Forum"@en'), ("skos:altLabel", '"Korea-Japan Forum"@en')} <= added
    assert ("kj:from", f'"1993"^^<{v.XSD}gYear>') in added
    assert report.languages == 1
    assert report.left_out == [("<https://example.org/colour>", 1)]
    outcome = {quad.triple for quad in pyoxigraph.parse(path=str(merging.folder / "out.nt"))}
    assert (
        len([t for t in outcome if t.predicate == v.kj("about") and t.object == NamedNode("https://example.org/o")])
        == 5
    )
    source = next(t.subject for t in outcome if t.predicate == v.kj("textSha256"))
    assert Triple(source, v.TITLE, Literal("other.ttl", language="en")) in outcome


def test_wikidata_statements_with_qualifiers(merging: Merging) -> None:
    report = merging.run(
        "wd:Q1 wdt:P31 wd:Q5 ; rdfs:label 'Somebody'@en ; p:P39 [ ps:P39 wd:Q2 ;"
        "  pq:P580 '1998-01-01T00:00:00Z'^^xsd:dateTime ] . wd:Q2 wdt:P31 wd:Q294414 ; rdfs:label 'Post'@en ."
    )
    added = {(v.shorten_iri(t.predicate.value), str(t.object)) for t in merging.added()}
    assert ("kj:from", f'"1998"^^<{v.XSD}gYear>') in added
    assert ("kj:holder", "<http://www.wikidata.org/entity/Q1>") in added
    assert ("kj:ofOffice", "<http://www.wikidata.org/entity/Q2>") in added
    assert {each.of_class for each in report.added} == {"kj:Person", "kj:Office", "kj:Tenure"}


def test_outcome_is_the_same_at_every_run(merging: Merging) -> None:
    text = "ex:a a org:Organization ; foaf:name 'A' . [] a foaf:Person ; foaf:name 'B' ; schema:sameAs wd:Q9 ."
    merging.run(text, "one.ttl")
    first = (merging.folder / "one.ttl").read_bytes()
    merging.run(text, "two.ttl")
    assert (merging.folder / "two.ttl").read_bytes() == first


def test_merging_the_outcome_again_adds_nothing(merging: Merging) -> None:
    text = "ex:a a org:Organization ; foaf:name 'A' ; schema:foundingDate '1993' ."
    merging.run(text, only_new=True)
    merging.base |= {quad.triple for quad in pyoxigraph.parse(path=str(merging.folder / "out.nt"))}
    assert merging.run(text).statements == 0


def test_a_concept_that_matches_none_is_not_taken(merging: Merging) -> None:
    report = merging.run("ex:c a skos:Concept ; skos:prefLabel 'Fish'@en .")
    assert (report.statements, report.unwanted) == (0, 1)


def test_only_matched_and_only_new(merging: Merging) -> None:
    text = "ex:p a foaf:Person ; foaf:name 'P' . wd:Q17 skos:altLabel 'Nippon'@en ."
    report = merging.run(text, only_matched=True, only_new=True)
    assert [each.thing for each in report.matched] == ["kjr:state-japan"]
    assert not report.added
    outcome = {quad.triple for quad in pyoxigraph.parse(path=str(merging.folder / "out.nt"))}
    assert not outcome & merging.base
    assert len(outcome) == report.statements


def test_too_many_things_are_refused_before_memory_is(merging: Merging, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MOST_THINGS", 3)
    text = "".join(f"ex:p{n} a foaf:Person ; foaf:name 'P{n}' ." for n in range(5))
    with pytest.raises(InputError, match="more than 3 things"):
        merging.run(text)
    assert not (merging.folder / "out.nt").exists()
    assert merging.run(text, only_matched=True).statements == 0


MAPS = {
    "syntax": ("[classes\n", ":1:9"),
    "unknown key": ("clases = 1\n", "Did you mean 'classes'?"),
    "unknown class": ('[classes]\n"schema:A" = "kj:Persn"\n', ":2: 'kj:Persn' is no class"),
    "unknown property": ('[properties]\n"schema:a" = "kj:ofOfice"\n', "Did you mean: kj:ofOffice"),
    "unknown prefix": ('[properties]\n"exx:a" = "kj:date"\n', ":2: 'exx:a' begins with no known prefix"),
    "unknown life": ('[properties]\n"schema:a" = { life = "sined" }\n', "Did you mean 'signed'?"),
    "having unmapped": ('[prefixes]\nex = "https://example.org/"\n[having]\n"ex:h" = "kj:Tenure"\n', "does not map"),
    "not a section": ("classes = 3\n", "must be a section"),
    "no IRI": ('[values]\n"http://a/" = "http://a<b"\n', "is not a valid IRI"),
    "not text": ('[same]\n"http://a/" = 3\n', "must be text"),
}


@pytest.mark.parametrize("name", MAPS)
def test_bad_mapping(merging: Merging, name: str) -> None:
    text, words = MAPS[name]
    with pytest.raises(InputError) as error:
        merging.run("", map=text)
    assert words in str(error.value)
    assert "map.toml" in str(error.value)


def test_mapping_of_ones_own_goes_first(merging: Merging) -> None:
    own = '[prefixes]\nex = "https://example.org/"\n[classes]\n"ex:Pact" = "kj:Agreement"\n[properties]\n'
    own += '"ex:signed" = { life = "signed" }\n"foaf:name" = "skos:altLabel"\n'
    own += '[values]\n"ex:korea" = "kjr:state-republic-of-korea"\n'
    own = own.replace("[classes]", 'foaf = "http://xmlns.com/foaf/0.1/"\n[classes]')
    report = merging.run("ex:t a ex:Pact ; ex:signed '1966' ; kj:party ex:korea ; foaf:name 'Pact'@en .", map=own)
    added = {(v.shorten_iri(t.predicate.value), str(t.object)) for t in merging.added()}
    assert ("kj:party", f"<{v.KJR}state-republic-of-korea>") in added
    assert ("skos:altLabel", '"Pact"@en') in added
    assert ("kj:lifeKind", f"<{v.KJR}life-kind-signed>") in added
    assert report.mappings[0] == "map.toml"


def test_mapping_to_a_thing_that_is_not_there(merging: Merging) -> None:
    with pytest.raises(InputError, match="kjr:state-atlantis, which the graph does not have"):
        merging.run("", map='[values]\n"schema:x" = "kjr:state-atlantis"\n')


def test_mapping_to_a_concept(merging: Merging) -> None:
    own = '[prefixes]\nex = "https://example.org/"\n[properties]\n"ex:kind" = "kj:instrumentKind"\n'
    own += '[values]\n"ex:pact" = "kjr:kind-treaty"\n'
    merging.run("ex:t a kj:Agreement ; ex:kind ex:pact .", map=own)
    assert Triple(NamedNode("https://example.org/t"), v.kj("instrumentKind"), NamedNode(v.KJR + "kind-treaty")) in (
        merging.added()
    )


def test_what_only_a_concept_is_the_same_as_is_left_alone(merging: Merging) -> None:
    merging.base |= read(
        "kjr:theme-x a skos:Concept ; skos:exactMatch ex:theme ; dcterms:isReplacedBy kjr:theme-gone ."
    )
    assert merging.run("ex:theme a skos:Concept ; skos:prefLabel 'T'@en . kjr:theme-x skos:altLabel 'X'@en .").sound


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"confirm": {"https://example.org/nobody": "person-a"}}, "which the files do not describe"),
        ({"confirm": {"https://example.org/p": "person-none"}}, "there is no thing 'person-none'"),
        ({"namespace": "not an iri/"}, "not a valid IRI"),
        ({"namespace": "https://example.org/id"}, "ends in neither"),
    ],
)
def test_wrong_use(merging: Merging, options: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        merging.run("ex:p a foaf:Person ; foaf:name 'P' .", **options)
    assert not (merging.folder / "out.nt").exists()


def test_output_that_cannot_be_written_leaves_what_stood_there(merging: Merging) -> None:
    for output, kind in (("out.csv", UsageError), ("missing/out.ttl", OutputError)):
        with pytest.raises(kind):
            merging.run("wd:Q17 skos:altLabel 'Nippon'@en .", output)
    folder = merging.folder / "data"
    folder.mkdir()
    with pytest.raises(UsageError, match=r"no triples\.ttl"):
        merging.run("wd:Q17 skos:altLabel 'Nippon'@en .", "data")
    assert list(folder.iterdir()) == []


def test_an_input_is_only_written_to_when_it_is_named(merging: Merging) -> None:
    merging.run("wd:Q17 skos:altLabel 'Nippon'@en .")
    before = (merging.folder / "other.ttl").read_bytes()
    assert b"Nippon" in before
    report = merging.run("wd:Q17 skos:altLabel 'Nippon'@en .", "other.ttl")
    assert report.output.endswith("other.ttl")
    assert (merging.folder / "other.ttl").read_bytes() != before


def test_both_data_files_of_a_checkout(merging: Merging) -> None:
    folder = merging.folder / "data"
    folder.mkdir()
    (folder / "triples.ttl").write_text("# What is said.\n# Licence.\n\n")
    (folder / "evidence.ttl").write_text("# Where it is written.\n\n")
    merging.run("ex:o a org:Organization ; foaf:name 'O' .", "data")
    said = (folder / "triples.ttl").read_text(encoding="utf-8")
    written = (folder / "evidence.ttl").read_text(encoding="utf-8")
    assert said.startswith("# What is said.\n# Licence.\n\n@prefix")
    assert written.startswith("# Where it is written.\n\n@prefix")
    assert "kj:Organization" in said
    assert "a kj:Evidence" not in said
    assert "a kj:Evidence" in written
    parts = [
        {quad.triple for quad in pyoxigraph.parse(path=str(folder / name))} for name in ("triples.ttl", "evidence.ttl")
    ]
    assert merging.base <= parts[0] | parts[1]


def test_contribution_with_evidence_of_its_own_is_taken_as_it_stands(merging: Merging) -> None:
    text = (
        'kjr:person-new a kj:Person ; skos:prefLabel "New"@en . kjr:evidence-new a kj:Evidence ;'
        " kj:about kjr:person-new ; kj:onProperty skos:prefLabel ; kj:onValue 'New'@en ; kj:passage kjr:passage-a ."
    )
    report = merging.run(text, only_new=True)
    assert {quad.triple for quad in pyoxigraph.parse(path=str(merging.folder / "out.nt"))} == read(text)
    assert report.sound


def _mutate(content: bytes, chance: random.Random) -> bytes:
    found = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(found))
        way = chance.randrange(4)
        if way == 0:
            found[at] = chance.randrange(256)
        elif way == 1:
            del found[at : at + chance.randint(1, 40)]
        elif way == 2:
            found[at:at] = bytes(chance.choice(b'<>".;[]{}@^\\ \n') for _ in range(3))
        else:
            found[at:at] = found[chance.randrange(len(found)) :][:60]
    return bytes(found) if found else b" "


_SEED_TEXT = (
    OURS.replace("kjr:agreement-a", "ex:agreement-b").replace("kjr:person-a", "ex:person-b")
    + "ex:j owl:sameAs wd:Q17 ; schema:name 'Nippon' ; foaf:knows [ a foaf:Person ; foaf:name 'N' ] ."
)


@pytest.mark.parametrize("seed", range(40))
def test_mutated_files_give_an_outcome_or_an_error_of_ours(merging: Merging, seed: int) -> None:
    path = merging.folder / "mutated.ttl"
    path.write_bytes(_mutate((HEAD + _SEED_TEXT).encode(), random.Random(seed)))
    before = path.read_bytes()
    output = merging.folder / "out.nt"
    try:
        merge_files(merging.base, merging.labeller, [str(path)], output=str(output))
    except KjGraphError:
        assert not output.exists()
    else:
        assert merging.base <= {quad.triple for quad in pyoxigraph.parse(path=str(output))}
    assert path.read_bytes() == before
    assert {each.name for each in merging.folder.iterdir()} <= {"mutated.ttl", "out.nt"}


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"<urn:a:1> <urn:a:2> <urn:a:3> ."])
def test_nothing_to_take(merging: Merging, content: bytes) -> None:
    path = merging.folder / "empty.ttl"
    path.write_bytes(content)
    report = merge_files(merging.base, merging.labeller, [str(path)], output=str(merging.folder / "out.nt"))
    assert report.statements == 0
    assert report.sound


def test_relative_iri_is_told_with_its_line(merging: Merging) -> None:
    path = merging.folder / "relative.ttl"
    path.write_text("<a> <b> <c> .")
    with pytest.raises(InputError, match=r"relative\.ttl:1"):
        merge_files(merging.base, merging.labeller, [str(path)])


def test_remote_context_is_not_fetched(merging: Merging) -> None:
    path = merging.folder / "x.jsonld"
    path.write_text('[{"@context": ["https://schema.org"], "@type": "Person", "name": "x"}]')
    with pytest.raises(InputError, match=r"'https://schema\.org' lies on the network and is not fetched"):
        merge_files(merging.base, merging.labeller, [str(path)])


def test_what_the_shapes_miss_is_told(tmp_path: Path, graph: KnowledgeGraph) -> None:
    merging = Merging(tmp_path, graph.labeller)
    report = merging.run("ex:t a schema:Legislation ; schema:name 'New'@en ; schema:legislationDate '2001' .")
    missing = {(each.subject, each.property) for each in report.findings}
    assert ("<https://example.org/t>", "kj:party") in missing
    assert ("<https://example.org/t>", "skos:prefLabel") in missing
    assert not any(each.code == "KJ208" for each in report.findings)
    assert not any(each.subject.startswith("<urn:") for each in report.findings)
    assert not report.sound
    assert "what the shapes still miss" in report.render()


def test_command_tells_in_text_and_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kj_graph.curation.merging._check", lambda *_: None)
    ours, other = tmp_path / "ours.ttl", tmp_path / "other.ttl"
    ours.write_text(HEAD + OURS)
    other.write_text(HEAD + "wd:Q17 skos:altLabel 'Nippon'@en . ex:p a foaf:Person ; foaf:name 'Obuchi Keizo' .")
    assert main(["merge", str(other), "--data", str(ours), "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["files"] == [{"file": str(other), "triples": 3}]
    assert data["matched"][0]["thing"] == "kjr:state-japan"
    confirm = data["proposed"][0]["choices"][0]["confirm"]
    output = tmp_path / "merged.ttl"
    assert main(["merge", str(other), "--data", str(ours), "--confirm", confirm, "--output", str(output)]) == 0
    told = capsys.readouterr()
    assert "\n2 matched, 0 new, 0 proposed" in told.out
    assert told.err == f"wrote {output}\n"
    assert main(["merge", str(other), "--confirm", "x"]) == 2
    assert "--confirm takes A=B" in capsys.readouterr().err


def test_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    endless, output = tmp_path / "endless.nt", tmp_path / "out.ttl"
    os.mkfifo(endless)  # a file that never ends: the merge is in the midst of reading when it is stopped
    (tmp_path / "ours.ttl").write_text(HEAD + OURS)
    files = [str(endless), "--data", str(tmp_path / "ours.ttl"), "--output", str(output)]
    command = [sys.executable, "-m", "kj_graph", "merge", *files]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    feed = -1
    try:
        for _ in range(600):
            try:
                feed = os.open(endless, os.O_WRONLY | os.O_NONBLOCK)  # succeeds when the merge has opened it
                break
            except OSError:
                time.sleep(0.1)
        assert feed >= 0, "the merge did not begin to read"
        os.write(feed, b'<https://example.org/a> <https://example.org/p> "1" .\n')
        time.sleep(0.3)
        running.send_signal(signal.SIGINT)
        time.sleep(0.2)
    finally:
        if feed >= 0:
            os.close(feed)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 130, told
    assert told.strip().endswith("kj-graph: stopped")
    assert "Traceback" not in told
    assert sorted(each.name for each in tmp_path.iterdir()) == ["endless.nt", "ours.ttl"]


def test_blank_nodes_of_two_files_are_not_mixed_up(merging: Merging) -> None:
    paths = []
    for number in (1, 2):
        path = merging.folder / f"f{number}.nt"
        path.write_text(
            f"_:a <{v.RDF}type> <http://xmlns.com/foaf/0.1/Person> .\n"
            f'_:a <http://xmlns.com/foaf/0.1/name> "Person {number}" .\n'
        )
        paths.append(str(path))
    report = merge_files(merging.base, merging.labeller, paths)
    assert {each.label for each in report.added} == {"Person 1", "Person 2"}
    assert not any(isinstance(t.subject, BlankNode) for t in merging.base)
