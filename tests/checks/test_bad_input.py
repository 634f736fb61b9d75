"""Files that are wrong from the ground up get a clear word and a status, from `check` and from `format`, and stay."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path

import pytest

from kj_graph.checks.contents import read_described, stream_quads
from kj_graph.checks.syntax import check_syntax
from kj_graph.cli import main

HEAD = "@prefix kj: <https://w3id.org/kj-graph/ontology#> .\n@prefix kjr: <https://w3id.org/kj-graph/id/> .\n"
TEXT = HEAD + 'kjr:state-a kj:p "나라"@ko .\n'

# name, bytes, code, what is said
BAD = [
    ("utf16.ttl", TEXT.encode("utf-16"), "KJ103", "UTF-16"),
    ("utf16-without-mark.ttl", TEXT.encode("utf-16-le"), "KJ103", "UTF-16"),
    ("utf32.ttl", TEXT.encode("utf-32-be"), "KJ103", "UTF-"),
    ("latin1.ttl", (HEAD + 'kjr:a kj:p "é" .').encode("latin-1"), "KJ103", "byte 0xe9"),
    ("korean.ttl", TEXT.encode("cp949"), "KJ103", "not UTF-8"),
    ("mark.ttl", TEXT.encode("utf-8-sig"), "KJ103", "byte order mark"),
    ("cut-in-a-letter.ttl", TEXT.encode()[:-12], "KJ103", "middle of a character"),
    ("cut-in-a-text.ttl", TEXT.encode()[:-10], "KJ104", "nd of file"),
    ("cut-in-a-block.ttl", TEXT.encode()[:-3], "KJ104", "nexpected end"),
    ("blank.ttl", (HEAD + "kjr:a kj:p <http://e/a b> .").encode(), "KJ104", "Invalid IRI"),
    ("zero.ttl", (HEAD + 'kjr:a kj:p "x" . \x00').encode(), "KJ104", ""),
    ("remote.jsonld", b'{\n"@context": ["https://schema.org/"],\n"@id": "http://e/x"}', "KJ104", "schema.org"),
]


@pytest.mark.parametrize(("name", "content", "code", "said"), BAD, ids=[bad[0] for bad in BAD])
def test_it_is_told_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, code: str, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    (finding,) = check_syntax(path)
    assert finding.code == code
    assert said in finding.message
    assert finding.line
    assert finding.hint
    assert main(["check", str(path)]) == 1
    assert main(["format", str(path)]) == 3
    told = capsys.readouterr().err
    assert str(path) in told
    if name.endswith(".ttl"):
        assert f"{path}:{finding.line}" in told
        assert "No file was written." in told
    assert path.read_bytes() == content
    assert os.listdir(tmp_path) == [name]


def test_nothing_is_fetched_for_json_ld(tmp_path: Path) -> None:
    path = tmp_path / "remote.jsonld"
    path.write_text('{"@context": "https://example.org/c", "@id": "http://x"}', encoding="utf-8")
    (finding,) = check_syntax(path)
    assert finding.message == "a remote context would have to be fetched: https://example.org/c"
    assert "Nothing is fetched from the network" in finding.hint


def test_a_large_foreign_file_passes_without_being_held(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "large.nt"
    with path.open("w", encoding="utf-8") as file:
        for number in range(60_000):
            file.write(f'<http://e/{number}> <http://e/p> "thing {number}" .\n')
        file.write("<http://e/mine> <https://w3id.org/kj-graph/ontology#party> <http://e/1> .\n")
    tracemalloc.start()
    try:
        assert check_syntax(path) == []
        (quad,) = read_described(str(path))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert str(quad.subject) == "<http://e/mine>"
    assert peak < path.stat().st_size, "the file was held in memory"
    assert capsys.readouterr().err == ""


def test_a_long_reading_tells_how_far_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "slow.nt"
    path.write_text("".join(f"<http://e/{n}> <http://e/p> <http://e/q> .\n" for n in range(20_000)), encoding="utf-8")
    clock = iter(range(1000))
    monkeypatch.setattr(time, "monotonic", lambda: 2.0 * next(clock))
    assert sum(1 for _ in stream_quads(str(path), progress=True)) == 20_000
    assert "slow.nt: 8,192 triples read in 2 s" in capsys.readouterr().err


def test_contradictory_dates_are_told_where_they_stand(tmp_path: Path) -> None:
    from kj_graph import resources
    from kj_graph.checks.shapes import check_shapes

    path = tmp_path / "dates.ttl"
    path.write_text(
        HEAD
        + """@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
kjr:tenure-a-2000 a kj:Tenure ;
    kj:ofOffice kjr:office-a ;
    kj:from "2005-01-01"^^xsd:date ;
    kj:until "2001-02-27"^^xsd:date .
kjr:tenure-b-2000 a kj:Tenure ;
    kj:until "2001-02-30"^^xsd:date .
""",
        encoding="utf-8",
    )
    findings = check_shapes([path], context=resources.ontology_files())
    assert {("KJ211", 7, 14), ("KJ205", 9, 14)} <= {(f.code, f.line, f.column) for f in findings}


@pytest.mark.skipif(os.name == "nt", reason="signals are sent otherwise there")
@pytest.mark.parametrize("command", ["check", "format"])
def test_ctrl_c_leaves_everything_as_it_was(tmp_path: Path, command: str) -> None:
    path = tmp_path / "large.ttl"
    line = "kjr:agreement-{0} <http://e/p> {0} , {1} ; <http://e/q> [ <http://e/r> ( 1 2 {0} ) ] .\n"
    path.write_text(HEAD + "".join(line.format(n, n + 1) for n in range(60_000)), encoding="utf-8")
    before = path.read_bytes()
    running = subprocess.Popen(
        [sys.executable, "-c", f"{_HEAR}\nfrom kj_graph.cli import main\nsys.exit(main([{command!r}, {str(path)!r}]))"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    time.sleep(1.5)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=20)
    assert running.returncode in (130, -signal.SIGINT)
    assert "Traceback" not in told
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == [path.name]


# A process that a background shell started does not hear Ctrl-C unless it asks to.
_HEAR = """import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
print("ready", flush=True)"""
