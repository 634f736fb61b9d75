"""A graph that is kept on disk: made, extended, read by many, and never left half written."""

from __future__ import annotations

import gzip
import os
import re
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest

import kj_graph
from kj_graph import vocabulary as v
from kj_graph.cli import main
from kj_graph.errors import InputError, OutputError, UsageError
from kj_graph.graph import KnowledgeGraph

EVENT = f"<{v.KJR}event-mine> <{v.TYPE.value}> <{v.KJ}Event> .\n"
DATE = f'<{v.KJR}event-mine> <{v.KJ}date> "2024-02"^^<{v.XSD}gYearMonth> .\n'
REPEATED = f"<{v.KJR}state-japan> <{v.TYPE.value}> <{v.KJ}State> .\n"


@pytest.fixture
def mine(tmp_path: Path) -> str:
    path = tmp_path / "mine.nt"
    path.write_text(EVENT + DATE + REPEATED)
    return str(path)


def test_shipped_data_and_files_with_rules_applied(tmp_path: Path, mine: str, graph: KnowledgeGraph) -> None:
    folder = str(tmp_path / "kept")
    loaded = kj_graph.load_store(folder, mine)
    with kj_graph.open(store=folder) as kept:
        # the event, the bounds of its date, and those of its coming about
        assert (
            len(kept) == loaded.triples == len(graph) + 2 + 4
        )  # the event, the bounds of its date and of its coming about
        assert kept.ask("ASK { kjr:event-mine kj:latest '2024-02-29'^^xsd:date }")
        states = kept.query("SELECT ?s WHERE { ?s a kj:State }")
        assert len(states) == len(graph.query("SELECT ?s WHERE { ?s a kj:State }"))
        assert kept.label("state-japan") == "Japan"
        assert [str(row) for row in kept.query("proposals")] == [str(row) for row in graph.query("proposals")]


def test_extending_keeps_what_was_there(tmp_path: Path, mine: str) -> None:
    folder = str(tmp_path / "kept")
    more = tmp_path / "more.nt.gz"
    more.write_bytes(gzip.compress(EVENT.replace("event-mine", "event-more").encode()))
    kj_graph.load_store(folder, mine, shipped=False)
    with kj_graph.open(store=folder) as before:
        kj_graph.load_store(folder, str(more), registers=["unga"])
        with kj_graph.open(store=folder) as after:
            assert after.ask("ASK { kjr:event-mine a kj:Event . kjr:event-more a kj:Event }")
            assert not after.ask("ASK { kjr:agreement-basic-treaty-1965 ?p ?o }")
            assert after.registers == ("unga",)
            assert len(after.query("unga-agreement-by-issue")) == 6
            with pytest.raises(UsageError, match="does not hold"):
                after.query("treaty-register")
        assert not before.ask("ASK { kjr:event-more a kj:Event }")


def test_a_failed_load_leaves_the_graph_as_it_was(tmp_path: Path, mine: str) -> None:
    folder = tmp_path / "kept"
    kj_graph.load_store(str(folder), mine, shipped=False)
    before = sorted(path.name for path in folder.iterdir())
    bad = tmp_path / "bad.nt"
    bad.write_text(EVENT.replace("mine", "other") * 3 + "<a:a> <a:b> oops .\n")
    with pytest.raises(InputError, match=r"bad\.nt:4:13"):
        kj_graph.load_store(str(folder), str(bad))
    assert sorted(path.name for path in folder.iterdir()) == before
    with kj_graph.open(store=str(folder)) as kept:
        assert not kept.ask("ASK { kjr:event-other a kj:Event }")


def test_a_first_load_that_fails_leaves_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        kj_graph.load_store(str(tmp_path / "kept"), str(tmp_path / "none.nt"))
    with pytest.raises(InputError, match="keeps no graph"):
        kj_graph.open(store=str(tmp_path / "kept"))


def test_killed_while_loading(tmp_path: Path, mine: str) -> None:
    folder = str(tmp_path / "kept")
    kj_graph.load_store(folder, mine, shipped=False)
    large = tmp_path / "large.nt"
    large.write_text("".join(f"<a:{number}> <a:b> <a:{number % 97}> .\n" for number in range(400_000)))
    command = [sys.executable, "-m", "kj_graph", "load", str(large), "--store", folder]
    loading = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while not os.path.isdir(os.path.join(folder, "store-2")):
        time.sleep(0.01)
    with kj_graph.open(store=folder) as kept:  # reading goes on meanwhile
        assert kept.ask("ASK { kjr:event-mine a kj:Event }")
    with pytest.raises(UsageError, match="another process is loading"):
        kj_graph.load_store(folder, mine)
    loading.send_signal(signal.SIGKILL)
    loading.wait()
    with kj_graph.open(store=folder) as kept:
        assert kept.ask("ASK { kjr:event-mine a kj:Event }")
        assert not kept.ask("ASK { ?s <a:b> ?o }")
    assert kj_graph.load_store(folder, str(large)).triples > 400_000


def test_names_of_a_large_graph_are_gathered_by_the_first_search(
    tmp_path: Path, mine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kj_graph.store.directory._MOST_NAMED", 10)
    folder = str(tmp_path / "kept")
    named = tmp_path / "named.nt"
    named.write_text(f'<{v.KJR}event-mine> <{v.PREF_LABEL.value}> "Shuttle talks"@en .\n')
    kj_graph.load_store(folder, mine, str(named), shipped=False)
    kept_names = tmp_path / "kept" / "store-1-index" / "names"
    assert not kept_names.exists()
    for _ in range(2):
        with kj_graph.open(store=folder) as kept:
            assert [hit.iri for hit in kept.search("shuttel talks")] == [f"{v.KJR}event-mine"]
        assert kept_names.exists()


def test_many_read_at_once(tmp_path: Path, mine: str) -> None:
    folder = str(tmp_path / "kept")
    kj_graph.load_store(folder, mine)
    command = [sys.executable, "-m", "kj_graph", "query", "proposals", "--store", folder, "--format", "csv"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(4)]
    answers = {process.communicate()[0] for process in running}
    assert len(answers) == 1
    assert all(process.returncode == 0 for process in running)


@pytest.mark.parametrize(
    "arguments",
    [
        ["query", "proposals"],
        ["show", "agreement-gsomia-2016"],
        ["search", "GSOMIA"],
        ["stats"],
        ["export", "--format", "ntriples"],
    ],
)
def test_every_reading_command(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    folder = tmp_path_factory.getbasetemp() / "kept-for-commands"
    if not folder.exists():
        assert main(["load", "--store", str(folder)]) == 0
        capsys.readouterr()
    assert main(arguments) == 0
    shipped = capsys.readouterr().out
    assert main([*arguments, "--store", str(folder)]) == 0
    assert capsys.readouterr().out == shipped


def test_what_does_not_go_together(tmp_path: Path, mine: str) -> None:
    folder = tmp_path / "kept"
    kj_graph.load_store(str(folder), mine, shipped=False)
    for options in ({"add": [mine]}, {"registers": ["unga"]}):
        with pytest.raises(UsageError, match="as it is"):
            kj_graph.open(store=str(folder), **options)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="other things"):
        kj_graph.load_store(str(tmp_path), mine)
    with pytest.raises(OutputError, match="cannot be written"):
        kj_graph.load_store(os.path.join(mine, "kept"), mine)
    (folder / "current").write_text("something else")
    with pytest.raises(InputError, match="another version"):
        kj_graph.open(store=str(folder))
    for path in (folder / "store-1").iterdir():
        path.write_bytes(b"")
    (folder / "current").write_text("kj-graph store 1\n1\nbare\n\n")
    with pytest.raises(InputError, match="damaged"):
        kj_graph.open(store=str(folder))


def test_a_long_load_says_how_far_it_is(
    tmp_path: Path, mine: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seconds = count(start=0, step=2)
    monkeypatch.setattr("kj_graph.progress.time.monotonic", lambda: float(next(seconds)))
    kj_graph.load_store(str(tmp_path / "quiet"), mine, shipped=False)
    assert capsys.readouterr().err == ""
    kj_graph.load_store(str(tmp_path / "told"), mine, shipped=False, progress=True)
    told = capsys.readouterr().err
    assert re.search(r"\r\033\[Kderiving: \d+ triples so far in \d+ s", told)
    assert told.endswith("\r\033[K")
