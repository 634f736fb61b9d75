"""The command line as a user meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph
import pytest

from kj_graph.cli import main
from kj_graph.display.tables import measure_width

time_ns = time.time_ns


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    out, err = capsys.readouterr()
    return status, out, err


def test_query_in_every_form(capsys: pytest.CaptureFixture[str]) -> None:
    lengths = {}
    for form in ("table", "plain", "csv", "tsv", "json", "markdown"):
        status, out, _ = run(capsys, "query", "proposals", "--format", form)
        assert status == 0
        lengths[form] = out
    assert len(lengths["plain"].splitlines()) == len(lengths["csv"].splitlines()) == len(lengths["tsv"].splitlines())
    assert lengths["csv"].startswith("statedAt,policyArea,proposal")
    assert lengths["tsv"].startswith("?statedAt\t?policyArea")
    bindings = json.loads(lengths["json"])["results"]["bindings"]
    assert len(bindings) == len(lengths["csv"].splitlines()) - 1
    assert lengths["markdown"].splitlines()[1].startswith("| --- |")


@pytest.mark.parametrize("columns", ["60", "80", "120"])
@pytest.mark.parametrize("lang", ["en", "ko", "ja"])
def test_tables_fit_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str, lang: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    for arguments in (
        ("query", "risks", "--format", "table"),
        ("show", "agreement-basic-treaty-1965"),
        ("show", "area-lng"),
    ):
        status, out, _ = run(capsys, *arguments, "--lang", lang)
        assert status == 0
        wide = [line for line in out.splitlines() if measure_width(line) > int(columns) and "http" not in line]
        assert wide == []


def test_language_of_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert "알래스카용 쇄빙 LNG 운반선 공동 건조" in run(capsys, "query", "proposals", "--lang", "ko")[1]
    assert "アラスカ向け砕氷LNG船の共同建造" in run(capsys, "query", "proposals", "--lang=ja")[1]


def test_query_from_file_text_and_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = "SELECT ?s WHERE { ?s a kj:State } ORDER BY ?s"
    path = tmp_path / "states.rq"
    path.write_text(text)
    by_text = run(capsys, "query", text, "--format", "csv")[1]
    assert run(capsys, "query", str(path), "--format", "csv")[1] == by_text
    monkeypatch.setattr("sys.stdin", open(path))  # noqa: SIM115 - closed with the test
    assert run(capsys, "query", "-", "--format", "csv")[1] == by_text
    assert "state-japan" in by_text


def test_ask_and_construct(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "query", "ASK { kjr:state-japan a kj:State }")[1] == "true\n"
    out = run(capsys, "query", "CONSTRUCT WHERE { kjr:state-japan ?p ?o }")[1]
    assert "kjr:state-japan a kj:Actor , kj:State ;" in out
    assert len(list(pyoxigraph.parse(out, format=pyoxigraph.RdfFormat.TURTLE))) > 3
    nt = run(capsys, "query", "CONSTRUCT WHERE { kjr:state-japan ?p ?o }", "--format", "ntriples")[1]
    assert nt.splitlines() == sorted(nt.splitlines())


def test_questions(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "questions")
    assert status == 0
    assert "proposals" in out
    status, out, _ = run(capsys, "questions", "proposals")
    assert "--area THING (any)" in out
    assert "SELECT" in out
    assert "対話では" in run(capsys, "questions", "--lang", "ja")[1]


def test_show(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "show", "claim-kjfvd-2025-icebreaking-lng-carriers")
    assert status == 0
    assert "3848–3939" in out
    assert "https://apinitiative.org/en/2025/05/16/60421" in out
    assert "record of proceedings" in out
    data = json.loads(run(capsys, "show", "agreement-gsomia-2016x", "--format", "json")[1] or "{}")
    assert data == {}
    data = json.loads(run(capsys, "show", "agreement-basic-treaty-1965", "--format", "json", "--lang", "ja")[1])
    assert data["label"] == "日本国と大韓民国との間の基本関係に関する条約"
    turtle = run(capsys, "show", "agreement-basic-treaty-1965", "--format", "turtle")[1]
    assert len(list(pyoxigraph.parse(turtle, format=pyoxigraph.RdfFormat.TURTLE))) > 20


def test_show_marks_our_translations(capsys: pytest.CaptureFixture[str]) -> None:
    assert "(our translation)" in run(capsys, "show", "event-kjfvd-2025")[1]


def test_search(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "search", "방화벽")
    assert status == 0
    assert out.splitlines()[1].startswith("kjr:area-firewall-spillover\t")
    found = json.loads(run(capsys, "search", "firewall", "--format", "json", "--lang", "ko")[1])
    assert found[0]["label"]
    status, out, err = run(capsys, "search", "nothing-of-this-name")
    assert (status, out) == (0, "")
    assert "nothing is named" in err


def test_audit(capsys: pytest.CaptureFixture[str], founding_text: Path, tmp_path: Path) -> None:
    status, out, _ = run(capsys, "audit", str(founding_text))
    assert status == 0
    assert "the text is the one that was seen" in out
    assert "✗" not in out
    assert "One concrete proposal involved" in out
    told = json.loads(run(capsys, "audit", str(founding_text), "--format", "json")[1])
    assert told["verified"] >= 40
    assert told["changed"] == 0
    changed = tmp_path / "changed.txt"
    changed.write_text(
        founding_text.read_text(encoding="utf-8").replace("icebreaking", "icebreakinG"), encoding="utf-8"
    )
    status, out, _ = run(capsys, "audit", str(changed))
    assert status == 1
    assert "NOT the one that was seen" in out
    assert "✗ changed  3848–3939" in out
    other = tmp_path / "other.txt"
    other.write_text("nothing of it")
    assert run(capsys, "audit", str(other))[0] == 5
    status, out, _ = run(capsys, "audit", str(other), "--source", "source-api-report-2025-05-16")
    assert status == 1


@pytest.mark.parametrize("suffix", ["ttl", "nt", "jsonld"])
def test_export(capsys: pytest.CaptureFixture[str], tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"graph.{suffix}"
    status, out, err = run(capsys, "export", "--output", str(path))
    assert (status, out) == (0, "")
    assert f"wrote {path}" in err
    first = path.read_bytes()
    assert run(capsys, "export", "--output", str(path))[0] == 0
    assert path.read_bytes() == first
    smaller = run(capsys, "export", "--format", "ntriples", "--without-evidence")[1]
    larger = run(capsys, "export", "--format", "ntriples", "--with-ontology", "--with-inferred")[1]
    assert len(smaller) < len(first if suffix == "nt" else larger) <= len(larger.encode())


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--version"], ["--help"], ["query", "--help"]):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 0
    assert "exit status" in capsys.readouterr().out
    assert run(capsys)[0] == 0


REFUSED = [
    (("query", "proposl"), 5, "proposals"),
    (("query", "proposals", "--arae", "lng"), 2, "--area"),
    (("query", "proposals", "--area"), 2, "needs a value"),
    (("query", "proposals", "extra"), 2, "too many"),
    (("query", "timeline", "--since", "soon"), 2, "a day such as"),
    (("query", "SELECT ?s WHERE { ?s ?p"), 4, "ends too early"),
    (("query", "INSERT DATA { <a:a> <a:b> <a:c> }"), 4, "an update"),
    (("query", "none.rq"), 3, "no such file"),
    (("query", "proposals", "--data", "none.ttl"), 3, "no such file"),
    (("query", "proposals", "--format", "turtle"), 2, "CONSTRUCT"),
    (("query", "CONSTRUCT WHERE { kjr:state-japan ?p ?o }", "--format", "csv"), 2, "turtle"),
    (("query", "proposals", "--format", "pdf"), 2, "invalid choice"),
    (("show", "state-japn"), 5, "state-japan"),
    (("show",), 2, "required"),
    (("show", "state-japan", "--nonsense"), 2, "unrecognized"),
    (("search", "x", "--limit", "0"), 2, "above 0"),
    (("audit", "none.txt"), 3, "no such file"),
    (("export", "--output", "/nowhere/graph.ttl"), 6, "cannot be written"),
    (("nonsense",), 2, "invalid choice"),
    (("check", "none.ttl"), 1, "none.ttl"),
]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    REFUSED,
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_bad_input_is_refused(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: tuple[str, ...],
    status: int,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    got, out, err = run(capsys, *arguments)
    assert got == status
    assert words in out + err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_file_with_a_syntax_error_names_line_and_column(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("@prefix kj: <https://w3id.org/kj-graph/ontology#> .\nkj:a kj:b kj:c ;\n  kj:d .\n")
    status, _, err = run(capsys, "query", "proposals", "--add", str(path))
    assert status == 3
    assert f"{path}:3:" in err


def test_old_file_stays_whole_when_output_fails(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder = tmp_path / "graph.ttl"
    folder.mkdir()
    assert run(capsys, "export", "--output", str(folder))[0] == 6
    old = tmp_path / "old.csv"
    old.write_text("old")
    assert run(capsys, "query", "SELECT nonsense", "--output", str(old))[0] == 4
    assert old.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["graph.ttl", "old.csv"]


def test_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m kj_graph export --format ntriples | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1


def test_plain_rows_in_a_pipe() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kj_graph", "query", "proposals"], capture_output=True, text=True, check=True
    )
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert len({len(row) for row in rows}) == 1
    assert done.stderr == ""


def test_a_cold_question_imports_no_heavy_package() -> None:
    code = (
        "import sys; from kj_graph.cli import main; main(['query', 'proposals']); main(['show', 'state-japan']);"
        "heavy = {'rdflib', 'networkx', 'pyvis', 'owlready2', 'numpy', 'pandas', 'pyshacl', 'jinja2', 'oxrdflib',"
        " 'json', 'pathlib', 'importlib.resources', 'dataclasses', 'asyncio'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_cache_is_rebuilt_when_damaged(tmp_path: Path) -> None:
    environment = {**os.environ, "KJ_GRAPH_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, "-m", "kj_graph", "query", "claims", "--format", "csv"]

    def ask() -> str:
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        assert done.stderr == ""
        return done.stdout

    first = ask()
    assert ask() == first
    files = [path for path in (tmp_path / "cache").rglob("*") if path.is_file()]
    assert files
    for path in files:
        if path.suffix == ".sst":
            content = bytearray(path.read_bytes())
            for index in range(50, len(content), 97):
                content[index] ^= 0xFF
            path.write_bytes(bytes(content))
    assert ask() == first
    for path in (tmp_path / "cache").rglob("*"):
        if path.is_file():
            path.write_bytes(b"")
    assert ask() == first
    environment["KJ_GRAPH_CACHE"] = "off"
    assert ask() == first
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    environment["KJ_GRAPH_CACHE"] = str(blocked / "cache")
    assert ask() == first


def test_two_processes_build_the_cache_at_once(tmp_path: Path) -> None:
    environment = {**os.environ, "KJ_GRAPH_CACHE": str(tmp_path)}
    command = [sys.executable, "-m", "kj_graph", "query", "proposals", "--format", "csv"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) for _ in range(4)]
    answers = {process.communicate()[0] for process in running}
    assert len(answers) == 1
    assert all(process.returncode == 0 for process in running)
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1


def test_a_changed_input_has_another_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The digest that is remembered under sizes and times is never that of other contents."""
    from kj_graph.store import cache

    path = tmp_path / "input.ttl"
    monkeypatch.setattr(cache, "_list_inputs", lambda registers: [str(path)])
    folder = str(tmp_path / "cache")

    def write(text: str, age: int) -> None:
        path.write_text(text)
        os.utime(path, ns=(time.time_ns() - age, time.time_ns() - age))

    digests = []
    for text, age in (("one", 0), ("two", 0), ("one", 10**12), ("two", 10**12), ("two", 5 * 10**12)):
        write(text, age)
        digests.append(cache._find_digest(folder, {}))
        assert cache._find_digest(folder, {}) == digests[-1]
    assert digests[0] == digests[2] != digests[1] == digests[3] == digests[4]
    monkeypatch.setattr(cache.time, "time_ns", lambda: 2 * time_ns())
    first = cache._find_digest(folder, {})
    notes = list((tmp_path / "cache").glob("stamp-*"))
    assert len(notes) == 1
    assert first == digests[-1] == cache._find_digest(folder, {})
    notes[0].write_text("0" * 32 + " 0000")
    assert cache._find_digest(folder, {}) == first
