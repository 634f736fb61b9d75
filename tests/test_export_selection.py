"""What is selected is written, in every format, and nothing of it when something is wrong."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pyoxigraph
import pytest

from kj_graph import __version__
from kj_graph import vocabulary as v
from kj_graph.cli import main
from kj_graph.errors import KjGraphError, OutputError, UsageError
from kj_graph.export import FORMATS
from kj_graph.graph import KnowledgeGraph
from kj_graph.moment import Moment
from kj_graph.statistics import LEFT_OUT, STRONG_TIERS
from kj_graph.store.embedded import EmbeddedStore

AREAS = """#+ summary: The names of the policy areas below one.
#+ params:
#+   area:
#+     type: thing
#+     default: kjr:area-economy
#+     summary: The policy area
PREFIX kj: <https://w3id.org/kj-graph/ontology#>
PREFIX kjr: <https://w3id.org/kj-graph/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
CONSTRUCT { ?below skos:prefLabel ?name ; skos:related ?area }
WHERE {
  VALUES ?area { kjr:area-economy }
  ?below skos:broader ?area ; skos:prefLabel ?name .
}
"""


@pytest.fixture(scope="module")
def then(graph: KnowledgeGraph) -> Moment:
    return graph.as_of("1998-10-08")


def _types(graph: KnowledgeGraph, **chosen: object) -> set[str]:
    quads = graph.parcel(**chosen).quads()  # type: ignore[arg-type]
    return {q.object.value.removeprefix(v.KJ) for q in quads if q.predicate == v.TYPE}


def test_only_a_class_with_its_evidence(graph: KnowledgeGraph) -> None:
    assert _types(graph, only=["agreement"], evidence=False) == {"Agreement"}
    assert _types(graph, only=["Claim"], evidence=False) == {"Claim", "Proposal"}
    assert _types(graph, only=["kj:Proposal", v.KJ + "State"], evidence=False) == {"Proposal", "State"}
    quads = list(graph.parcel(only=["Position"]).quads())
    things = {q.subject for q in quads if q.object == v.kj("Position")}
    about = {q.object for q in quads if q.predicate == v.kj("about")}
    assert about <= things
    subjects = {q.subject for q in quads}
    for name in ("passage", "ofSource"):
        ends = {q.object for q in quads if q.predicate == v.kj(name)}
        assert ends
        assert ends <= subjects
    assert sum(q.predicate == v.kj("about") for q in quads) == sum(
        quad.object in things for quad in graph.store.quads(predicate=v.kj("about"))
    )


def test_an_unknown_class_is_refused_with_near_ones(graph: KnowledgeGraph) -> None:
    with pytest.raises(UsageError) as refused:
        graph.export("ntriples", only=["Agreemnt"])
    assert "Agreement" in refused.value.hint


def test_verified_keeps_what_the_figures_count_as_seen(graph: KnowledgeGraph) -> None:
    seen = graph.stats().to_dict()["statements"]["seen"]
    quads = list(graph.parcel(verified=True).quads())
    apart = {v.kj(name) for name in ("Source", "Passage", "Evidence", "EditorialLink", "Coverage", "PolicyArea")}
    world = {
        q.subject for q in quads if q.predicate == v.TYPE and q.object.value.startswith(v.KJ) and q.object not in apart
    }
    told = {q.triple for q in quads if q.subject in world and q.predicate.value not in LEFT_OUT}
    assert len(told) == seen
    marks = {q.object.value for q in quads if q.predicate == v.kj("verification")}
    assert v.KJR + "verification-unverified" not in marks
    assert not any(q.predicate == v.kj("linksTo") for q in quads)
    subjects = {q.subject for q in quads}
    about = {q.object for q in quads if q.predicate == v.kj("about")}
    assert about <= subjects
    assert STRONG_TIERS  # the figures and the selection read the same definitions


def test_what_is_not_seen_goes_with_its_names(graph: KnowledgeGraph) -> None:
    lines = """
        kjr:event-a a kj:Event ; skos:prefLabel "A"@en ; skos:note "long"@en ; kj:participant kjr:person-b .
        kjr:person-b a kj:Person ; skos:prefLabel "B"@en ; skos:note "long"@en .
        kjr:person-c a kj:Person ; skos:prefLabel "C"@en .
        kjr:evidence-a a kj:Evidence ; kj:about kjr:event-a ; kj:onProperty kj:participant ; kj:passage kjr:passage-a .
        kjr:passage-a a kj:Passage ; kj:ofSource kjr:source-a .
        kjr:evidence-b a kj:Evidence ; kj:about kjr:person-b ; kj:verification kjr:verification-unverified .
    """
    heads = "".join(f"PREFIX {name}: <{iri}> " for name, iri in v.PREFIXES.items())
    store = EmbeddedStore()
    store.oxigraph.load(f"{heads}{lines}".encode(), pyoxigraph.RdfFormat.TURTLE, to_graph=v.ADDED)
    quads = list(KnowledgeGraph(store).parcel(verified=True).quads())
    told = {(q.subject.value.removeprefix(v.KJR), v.shorten_iri(q.predicate.value)) for q in quads}
    assert ("event-a", "kj:participant") in told
    assert {name for thing, name in told if thing == "person-b"} == {"rdf:type", "skos:prefLabel"}
    assert not {thing for thing, _ in told} & {"person-c", "evidence-b"}


def test_a_question_selects(graph: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "areas.rq"
    path.write_text(AREAS, encoding="utf-8")
    default = graph.export("nquads", question=str(path))
    assert "area-economic-security" in default
    assert "question" in default.splitlines()[3]
    asserted, new = (
        {line.split()[-2] for line in default.splitlines() if name in line} for name in ("#prefLabel>", "#related>")
    )
    assert asserted == {str(v.CURATED)}
    assert not any(v.GRAPH in each for each in new)  # what is constructed stands in no graph
    other = graph.export("nquads", question=str(path), parameters={"area": "area-history"})
    assert "area-claims" in other
    assert "area-economic-security" not in other
    named = graph.export("turtle", question="CONSTRUCT WHERE { ?s a kj:State ; skos:prefLabel ?l }", only=["State"])
    assert "kjr:state-japan a kj:State" in named
    with pytest.raises(UsageError, match="constructs"):
        graph.export("turtle", question="proposals")
    with pytest.raises(UsageError, match="question"):
        graph.export("turtle", parameters={"area": "area-lng"})


@pytest.mark.parametrize("form", [name for name in FORMATS if name not in ("csv", "skos", "void")])
def test_a_day_holds_for_every_format(then: Moment, form: str) -> None:
    text = then.export(form, only=["Agreement"], evidence=False)
    assert "agreement-gsomia-2016" not in text
    assert "agreement-basic-treaty-1965" in text
    assert "as of 1998-10-08" in text


def test_tables(graph: KnowledgeGraph, tmp_path: Path) -> None:
    folder, packed = tmp_path / "tables", tmp_path / "tables.zip"
    chosen = {"only": ["Agreement", "State"], "evidence": False}
    graph.export("csv", output=str(folder), **chosen)
    graph.export(output=str(packed), **chosen)
    with zipfile.ZipFile(packed) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()} == texts
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(texts["Agreement.csv"]))}
    assert len(rows) == sum(1 for _ in graph.store.quads(predicate=v.TYPE, value=v.kj("Agreement")))
    row = rows["kjr:agreement-gsomia-2016"]
    assert row["party"] == "kjr:state-japan | kjr:state-republic-of-korea"
    assert row["prefLabel_ja"] == "秘密軍事情報の保護に関する日本国政府と大韓民国政府との間の協定"
    package = json.loads(texts["datapackage.json"])
    assert package["version"] == __version__
    assert package["kj-graph"]["digest"] == graph.digest
    for resource in package["resources"]:
        header = next(csv.reader(io.StringIO(texts[resource["path"]])))
        assert [field["name"] for field in resource["schema"]["fields"]] == header


def test_a_folder_is_written_whole_or_not_at_all(graph: KnowledgeGraph, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    chosen = {"only": ["State"], "evidence": False}
    graph.export("csv", output=str(folder), **{**chosen, "only": ["State", "Office"]})
    graph.export("csv", output=str(folder), **chosen)  # in place of the first
    assert {path.name for path in folder.iterdir()} == {"State.csv", "datapackage.json"}
    (folder / "mine.csv").write_text("mine")
    with pytest.raises(OutputError, match=r"mine\.csv"):
        graph.export("csv", output=str(folder), **chosen)
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "State.csv").write_text("mine")
    with pytest.raises(OutputError):
        graph.export("csv", output=str(foreign), **chosen)
    assert (foreign / "State.csv").read_text() == "mine"
    with pytest.raises(KjGraphError):
        graph.export("csv", output=str(tmp_path / "none" / "tables"), **chosen)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["foreign", "tables"]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("--only", "Agreemnt"), 2, "Did you mean: Agreement"),
        (("--question", "proposals"), 2, "CONSTRUCT"),
        (("--question", "CONSTRUCT WHERE {"), 4, "ends too early"),
        (("--question", "none.rq"), 3, "no such file"),
        (("--parameter", "area"), 2, "NAME=VALUE"),
        (("--describe", "--format", "csv"), 2, "Choose one"),
        (("--format", "csv"), 2, ".zip"),
        (("--output", "agreements.csv"), 2, "tables.zip"),
        (("--as-of", "1066-10-14"), 2, "begins on"),
    ],
)
def test_bad_choices_write_nothing(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: tuple[str, ...],
    status: int,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    output = () if ".zip" in words else ("--output", "graph.nt")
    (tmp_path / "graph.nt").write_text("old")
    assert main(["export", *arguments, *output]) == status
    said = capsys.readouterr()
    assert words in said.err
    assert said.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["graph.nt"]
    assert (tmp_path / "graph.nt").read_text() == "old"


def test_what_a_format_does_not_carry_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    for form, words in (("ntriples", "named graph"), ("gexf", "evidence"), ("nquads", "")):
        path = tmp_path / form
        assert main(["export", "--only", "State", "--format", form, "--output", str(path)]) == 0
        said = capsys.readouterr()
        assert said.out == ""
        assert (f"{form} does not carry" in said.err) == bool(words)
        assert words in said.err
