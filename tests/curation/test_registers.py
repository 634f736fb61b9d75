"""The registers that travel with the package, and the tables they were made from."""

from __future__ import annotations

import csv
import gzip
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyoxigraph
import pytest

import kj_graph
from kj_graph import resources
from kj_graph import vocabulary as v
from kj_graph.cli import main
from kj_graph.curation.importer import import_table
from kj_graph.errors import UsageError
from kj_graph.graph import KnowledgeGraph
from kj_graph.results import Solutions

ROOT = Path(__file__).resolve().parents[2]
REGISTERS = ROOT / "data" / "registers"
TABLES = {"treaties": "rok_treaties_with_japan.csv", "unga": "unga_votes_jpn_kor.csv"}
ROWS = {"treaties": 111, "unga": 2503}


def rows(answer: object) -> list[tuple[str, ...]]:
    assert isinstance(answer, Solutions)
    return [tuple("" if term is None else term.value for term in row) for row in answer]


@pytest.mark.parametrize("name", TABLES)
def test_register_is_what_the_table_and_the_mapping_give(shared: Path, tmp_path: Path, name: str) -> None:
    shipped = Path(resources.register_files()[name])
    made = tmp_path / shipped.name
    report = import_table(str(shared / "registers" / TABLES[name]), str(REGISTERS / f"{name}.toml"), str(made))
    assert (report.read, report.written, report.bad) == (ROWS[name], ROWS[name], 0)
    if shipped.suffix == ".gz":
        assert gzip.decompress(made.read_bytes()) == gzip.decompress(shipped.read_bytes())
    else:
        assert made.read_bytes() == shipped.read_bytes()


def test_registers_are_compact() -> None:
    sizes = {name: Path(path).stat().st_size for name, path in resources.register_files().items()}
    assert set(sizes) == set(TABLES)
    assert all(size < 100_000 for size in sizes.values())


def test_every_register_has_a_graph_of_its_own() -> None:
    with kj_graph.open(registers=["unga", "treaties"]) as graph:
        graphs = {quad.graph_name.value for quad in graph.store.quads(predicate=v.TYPE)}
        assert {v.GRAPH + "unga", v.GRAPH + "treaties"} <= graphs
        count = rows(
            graph.query(
                "SELECT (COUNT(*) AS ?n) WHERE { ?x a ?class FILTER(?class IN (kj:RegisterEntry, kj:RollCall)) }"
            )
        )
        assert count == [("2614",)]
        assert graph.registers == ("treaties", "unga")


def test_without_asking_no_register_is_loaded() -> None:
    for _ in range(2):  # loaded, then from the cache
        with kj_graph.open() as graph:
            assert not graph.ask("ASK { ?x a kj:RollCall }")
        with kj_graph.open(registers=["unga"]) as graph:
            assert graph.ask("ASK { ?x a kj:RollCall }")
            assert not graph.ask("ASK { ?x a kj:RegisterEntry }")


def test_unknown_register(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="treaties, unga"):
        kj_graph.open(registers=["votes"])
    assert main(["query", "ASK { ?x a kj:RollCall }", "--with", "votes"]) == 2
    assert "Registers: treaties, unga" in capsys.readouterr().err


def test_register_beside_files_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text("@prefix kjr: <https://w3id.org/kj-graph/id/> .\nkjr:state-japan a kjr:thing .\n")
    ask = "ASK { ?s a kjr:thing . ?r kj:votedYes ?s }"
    for option in ("--add", "--data"):
        assert main(["query", ask, option, str(path), "--with", "unga"]) == 0
        assert capsys.readouterr().out == "true\n"
    assert main(["query", ask, "--add", str(path)]) == 0
    assert capsys.readouterr().out == "false\n"
    mine = "#+ register: unga\nSELECT ?s WHERE { ?s a kjr:thing . FILTER EXISTS { ?r kj:votedYes ?s } } ORDER BY ?s"
    (tmp_path / "mine.rq").write_text(mine)
    assert main(["query", str(tmp_path / "mine.rq"), "--add", str(path), "--ids"]) == 0
    assert capsys.readouterr().out == "s\nkjr:state-japan\n"


def test_saved_question_loads_its_register_and_changes_nothing(graph: KnowledgeGraph) -> None:
    before = len(graph)
    assert len(rows(graph.query("unga-agreement-by-year"))) == 30
    assert len(graph) == before
    assert not graph.ask("ASK { ?x a kj:RollCall }")
    for question in graph.questions():
        assert set(question.registers) <= set(resources.register_files()), question.name


def test_entries_are_linked_to_the_agreements_of_their_number() -> None:
    with kj_graph.open(registers=["treaties"]) as graph:
        linked = dict(rows(graph.query("SELECT ?n ?a WHERE { ?e kj:entryOf ?a ; kj:registerNumber ?n } ORDER BY ?n")))
        numbers = dict(rows(graph.query("SELECT ?n ?a WHERE { ?a kj:rokTreatyNumber ?n } ORDER BY ?n")))
        listed = {row[0] for row in rows(graph.query("SELECT ?n WHERE { ?e kj:registerNumber ?n } ORDER BY ?n"))}
    assert linked["163"] == v.KJR + "agreement-basic-treaty-1965"
    assert len(listed) == 111
    assert linked == {number: agreement for number, agreement in numbers.items() if number in listed}


def test_agreement_by_year_is_as_the_table_has_it(graph: KnowledgeGraph, shared: Path) -> None:
    with (shared / "registers" / "unga_agreement_by_year.csv").open(encoding="utf-8") as file:
        wanted = [[float(cell) for cell in row] for row in list(csv.reader(file))[1:]]
    found = [
        [float(row[index]) for index in (0, 1, 2, 3, 4, 5, 6, 7)] for row in rows(graph.query("unga-agreement-by-year"))
    ]
    assert found == wanted


def test_agreement_by_issue_is_as_counted_from_the_table(graph: KnowledgeGraph, shared: Path) -> None:
    both: Counter[str] = Counter()
    same: Counter[str] = Counter()
    with (shared / "registers" / "unga_votes_jpn_kor.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for issue in filter(None, row["issues"].split("|")):
                slug = f"{v.KJR}issue-{issue.lower().replace(' ', '-')}"
                both[slug] += 1
                same[slug] += row["vote_jpn"] == row["vote_kor"]
    found = {row[0]: (int(row[1]), int(row[2])) for row in rows(graph.query("unga-agreement-by-issue"))}
    assert found == {slug: (both[slug], same[slug]) for slug in both}


def test_issues_are_named_in_three_languages(graph: KnowledgeGraph) -> None:
    answer = graph.query("unga-agreement-by-issue")
    assert isinstance(answer, Solutions)
    for row in answer:
        labels = {each.language for each in graph.store.literals(row[0], v.PREF_LABEL)}
        assert labels == {"en", "ko", "ja"}


def test_gzipped_file_is_read_and_a_damaged_one_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.nt.gz"
    path.write_bytes(gzip.compress(b"<https://e.org/a> <https://e.org/b> <https://e.org/c> .\n"))
    assert main(["query", "ASK { <https://e.org/a> ?p ?o }", "--data", str(path)]) == 0
    assert capsys.readouterr().out == "true\n"
    path.write_bytes(path.read_bytes()[:-9])
    assert main(["query", "ASK { ?s ?p ?o }", "--data", str(path)]) == 3
    assert "damaged or cut short" in capsys.readouterr().err


def test_complete_table_streams_in_bounded_memory(shared: Path, tmp_path: Path) -> None:
    limit = 256 * 1024 * 1024

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))

    table = shared / "registers" / "unga_votes_all.csv.gz"
    output = tmp_path / "votes.nt"
    command = [sys.executable, "-m", "kj_graph", "import", str(table), "--output", str(output)]
    command += ["--map", str(ROOT / "examples" / "unga" / "votes.toml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=bound)
    assert done.returncode == 0, done.stderr
    assert "870,109 rows read, 870,109 written, 0 skipped; 6,403 things, 876,719 triples" in done.stderr
    assert output.stat().st_size > 100_000_000

    calls = tmp_path / "calls.nt"
    mapping = ROOT / "examples" / "unga" / "roll-calls.toml"
    report = import_table(str(shared / "registers" / "unga_roll_calls.csv"), str(mapping), str(calls))
    assert (report.read, report.written) == (6203, 6203)
    kept = str(tmp_path / "kept")
    assert kj_graph.load_store(kept, str(output), str(calls)).triples > 900_000
    with kj_graph.open(store=kept) as graph:
        pair = {"a": "state-japan", "b": "South Korea"}
        by_year = rows(graph.query_file(str(ROOT / "examples" / "unga" / "pair-by-year.rq"), pair))
    with (shared / "registers" / "unga_agreement_by_year.csv").open(encoding="utf-8") as file:
        assert [list(row) for row in by_year] == [row[:3] for row in list(csv.reader(file))[1:]]


def test_terms_of_registers_are_not_in_the_core() -> None:
    def terms(path: str) -> set[str]:
        return {quad.subject.value for quad in pyoxigraph.parse(path=path) if quad.predicate == v.TYPE}

    core, concepts, registers = (terms(path) for path in resources.ontology_files())
    assert not registers & (core | concepts)
