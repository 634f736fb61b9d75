"""The cache of the shipped graph: whatever happens to it costs time, never an answer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import NamedNode

import kj_graph
from kj_graph.cli import main
from kj_graph.errors import UnknownNameError
from kj_graph.graph import KnowledgeGraph
from kj_graph.store import cache
from kj_graph.store.days import DAYS, find_absence, find_span
from kj_graph.store.embedded import EmbeddedStore
from kj_graph.store.index import Index

COMMANDS = [
    ["query", "claims", "--format", "csv"],
    ["query", "sources", "--lang", "ko"],
    ["search", "LNG"],
    ["show", "agreement-gsomia-2016", "--lang", "ja"],
]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache as it is made, to be copied."""
    folder = tmp_path_factory.mktemp("made")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KJ_GRAPH_CACHE", str(folder))
        kj_graph.open().close()
    return folder


@pytest.fixture
def kept(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the cache, which the test may damage."""
    folder = tmp_path / "kept"
    shutil.copytree(made, folder)
    monkeypatch.setenv("KJ_GRAPH_CACHE", str(folder))
    return folder


def ask(capsys: pytest.CaptureFixture[str]) -> list[str]:
    answers = []
    for command in COMMANDS:
        assert main(command) == 0
        answers.append(capsys.readouterr().out)
    return answers


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for place in range(0, len(content), 199):
        content[place] ^= 0x10
    path.write_bytes(bytes(content))


def cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])


def flip_one(path: Path) -> None:
    content = bytearray(path.read_bytes())
    if content:
        content[len(content) // 2] ^= 0x01
    path.write_bytes(bytes(content))


DAMAGES = {"one flipped bit": flip_one, "cut short": cut, "removed": Path.unlink}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("kind", ["CURRENT", "MANIFEST", ".log", ".sst", "labels", "names", "files"])
def test_damage_in_every_file_costs_no_answer(
    kept: Path, capsys: pytest.CaptureFixture[str], kind: str, damage: str
) -> None:
    expected = ask(capsys)
    files = [path for path in kept.rglob("*") if path.is_file() and kind in path.name]
    assert files
    for path in files:
        DAMAGES[damage](path)
    assert ask(capsys) == expected


def test_a_list_of_files_cut_at_a_record(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The engine alone would take the shorter list for the whole and answer from an empty store."""
    expected = ask(capsys)
    manifest = next(kept.rglob("MANIFEST-*"))
    content = manifest.read_bytes()
    for size in range(len(content) // 8, len(content), len(content) // 8):
        manifest = next(kept.rglob("MANIFEST-*"))
        manifest.write_bytes(manifest.read_bytes()[:size])
        assert main(COMMANDS[0]) == 0
        assert capsys.readouterr().out == expected[0]


def test_a_folder_that_cannot_be_written(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = ask(capsys)
    folder = next(path for path in kept.iterdir() if path.is_dir())
    for path in [kept, folder, folder / "store"]:
        path.chmod(0o555)
    try:
        assert ask(capsys) == expected
        damaged = folder / "labels-en"
        damaged.chmod(0o644)
        flip(damaged)
        assert ask(capsys) == expected
    finally:
        for path in [kept, folder, folder / "store"]:
            if path.exists():
                path.chmod(0o755)


def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("KJ_GRAPH_CACHE", "off")
    expected = ask(capsys)
    monkeypatch.setenv("KJ_GRAPH_CACHE", str(tmp_path / "kept"))

    def fill(self: Index, parts: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Index, "write", fill)
    assert ask(capsys) == expected
    assert not any(path.is_dir() for path in (tmp_path / "kept").iterdir())


def test_an_index_of_another_graph_is_not_taken(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = ask(capsys)
    with kj_graph.open(registers=["unga"]) as wider:
        assert len(wider) > 0
    folders = [path for path in kept.iterdir() if path.is_dir()]
    assert len(folders) == 2
    for name in ("labels-en", "names"):
        contents = [(path / name).read_bytes() for path in folders]
        for path, content in zip(folders, reversed(contents), strict=True):
            (path / name).write_bytes(content)
    assert ask(capsys) == expected


def test_a_cache_that_vanishes_while_it_is_used(kept: Path) -> None:
    with kj_graph.open() as first, kj_graph.open() as second:
        expected = [str(row) for row in first.query("proposals")]
        shutil.rmtree(kept)
        assert [str(row) for row in second.query("proposals")] == expected
        assert second.search("LNG")


def test_a_changed_module_has_another_cache(kept: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = cache._find_digest(str(kept), {})
    module = tmp_path / "embedded.py"
    module.write_text("# changed")
    listed = cache._list_inputs({})
    monkeypatch.setattr(cache, "_list_inputs", lambda registers: [*listed, str(module)])
    assert cache._find_digest(str(kept), {}) != before


def test_processes_that_find_the_cache_damaged_at_once(kept: Path) -> None:
    for path in kept.rglob("*.sst"):
        cut(path)
    command = [sys.executable, "-m", "kj_graph", *COMMANDS[0]]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, env=dict(os.environ)) for _ in range(3)]
    answers = {process.communicate()[0] for process in running}
    assert len(answers) == 1
    assert all(process.returncode == 0 for process in running)


def test_remembered_answers_are_the_answers(kept: Path, graph: KnowledgeGraph) -> None:
    assert list(kept.rglob("answers/*"))
    with kj_graph.open() as again:
        for question in again.questions():
            direct = graph.widen(question.registers).query(question.text)
            told = again.query(question.name)
            assert told.variables == direct.variables  # type: ignore[union-attr]
            assert [str(row) for row in told] == [str(row) for row in direct]  # type: ignore[union-attr]
            assert told.to_csv() == direct.to_csv()  # type: ignore[union-attr]


def test_a_remembered_answer_that_is_damaged_or_of_another_question(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def ask_both() -> list[str]:
        answers = []
        for question in ("sources", "unverified"):
            assert main(["query", question, "--format", "csv"]) == 0
            answers.append(capsys.readouterr().out)
        return answers

    expected = ask_both()
    for path in kept.rglob("answers/*"):
        path.unlink()
    assert ask_both() == expected
    one, other = kept.rglob("answers/*")
    contents = one.read_bytes(), other.read_bytes()
    one.write_bytes(contents[1])
    other.write_bytes(contents[0])
    assert ask_both() == expected
    for damage in (flip_one, cut, Path.unlink):
        for path in list(kept.rglob("answers/*")):
            damage(path)
        assert ask_both() == expected


def test_only_questions_that_travel_with_the_package_are_remembered(kept: Path) -> None:
    before = sorted(kept.rglob("answers/*"))
    with kj_graph.open() as graph:
        text = next(each.text for each in graph.questions() if each.name == "sources")
        whole = graph.query("sources", row_limit=2000)
        assert len(graph.query(f"{text} LIMIT {len(whole)}")) == len(whole)
    assert sorted(kept.rglob("answers/*")) == before


def test_a_new_cache_knows_what_is_asked_without_parameters(kept: Path) -> None:
    with kj_graph.open(language="ko") as graph:
        index = graph.store.index  # type: ignore[attr-defined]
        for question in graph.questions():
            own = {each.name: "ko" for each in question.parameters if each.kind == "lang"}
            text = question.fill(own, NamedNode)
            assert (index.recall(text) is None) == bool(question.registers), question.name


def test_what_was_asked_for_longest_ago_is_forgotten_first(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder,) = kept.rglob("answers")
    count = len(list(folder.iterdir()))
    monkeypatch.setattr("kj_graph.store.index._MOST_ANSWERS", count)
    for place, path in enumerate(sorted(folder.iterdir())):
        os.utime(path, (place, place))
    with kj_graph.open() as graph:
        oldest = min(folder.iterdir())
        asked = next(
            name
            for name in ("timeline", "sources", "proposals")
            if Path(graph.store.index._answer_path(_fill(graph, name))) != oldest  # type: ignore[attr-defined]
        )
        graph.query(asked)
        graph.as_of("1999-01-01").query("timeline")
        assert not oldest.exists()
        assert len(list(folder.iterdir())) == count - count // 4 + 1
        assert Path(graph.store.index._answer_path(_fill(graph, asked))).exists()  # type: ignore[attr-defined]


def _fill(graph: KnowledgeGraph, name: str) -> str:
    question = next(each for each in graph.questions() if each.name == name)
    return question.fill({each.name: "en" for each in question.parameters if each.kind == "lang"}, NamedNode)


def test_a_store_that_is_opened_meanwhile_answers_as_any(kept: Path) -> None:
    with kj_graph.open() as graph:
        graph.begin()
        graph.begin()
        assert len(graph.describe("agreement-gsomia-2016").life) > 3
    for path in kept.rglob("*.sst"):  # what goes wrong in the thread is mended as it is without one
        path.unlink()
    with kj_graph.open() as graph:
        graph.begin()
        assert len(graph.describe("agreement-gsomia-2016").life) > 3


def test_what_opens_a_store_meanwhile_may_fail() -> None:
    def fail() -> tuple[pyoxigraph.Store, str]:
        raise MemoryError("no room")

    store = EmbeddedStore(opener=fail)
    store.begin()
    with pytest.raises(MemoryError, match="no room"):
        len(store)


def test_a_process_ends_at_once_and_says_how_it_went(kept: Path) -> None:
    def run(*words: str, unread: bool = False) -> tuple[int, bytes]:
        command = [sys.executable, "-m", "kj_graph", *words]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ})
        assert process.stdout is not None
        if unread:
            process.stdout.close()
            return process.wait(60), b""
        out, _ = process.communicate(timeout=60)
        return process.returncode, out

    with kj_graph.open() as graph:
        rows = len(graph.query("sources"))  # type: ignore[arg-type]
    status, out = run("query", "sources", "--format", "csv")
    assert (status, out.count(b"\r\n") or out.count(b"\n")) == (0, rows + 1)
    assert run("query", "sources", unread=True) == (0, b"")
    assert run("show", "no-such-thing") == (UnknownNameError.exit_status, b"")
    assert list(kept.iterdir())


def test_what_is_kept_of_all_days_is_what_the_query_selects(kept: Path, graph: KnowledgeGraph) -> None:
    assert kept.exists()
    with kj_graph.open() as quick:
        assert quick.store.index.find(DAYS)  # type: ignore[attr-defined]
        assert find_span(quick.store) == find_span(graph.store)
        for day in ("1945-08-15", "1965-06-22", "1998-10-08", "2011-12-14", "2025-05-16", "2026-11-26"):
            absence, selected = find_absence(quick.store, day), find_absence(graph.store, day)
            assert selected.terms[0] or day > "2026"
            assert (absence.terms, absence.possible) == (selected.terms, selected.possible)


def test_an_answer_of_a_day_is_not_that_of_another(kept: Path, graph: KnowledgeGraph) -> None:
    assert kept.exists()
    for _ in range(2):  # the second time it is remembered
        with kj_graph.open() as quick:
            for day in ("1970-01-01", "2000-01-01"):
                rows = [tuple(map(str, row)) for row in quick.as_of(day).query("timeline")]  # type: ignore[union-attr]
                assert rows == [tuple(map(str, row)) for row in graph.as_of(day).query("timeline")]  # type: ignore[union-attr]
            assert len(rows) < len(quick.query("timeline"))  # type: ignore[arg-type]
