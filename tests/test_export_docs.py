"""The commands of docs/export.md, run as written in one folder, give the lines it shows; so does its Python."""

from __future__ import annotations

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from documents import list_commands, write_pattern

from kj_graph.cli import main
from kj_graph.export import FORMATS
from kj_graph.graph import KnowledgeGraph

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "export.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("export")
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


def _run(command: str, folder: Path) -> str:
    if not command.startswith("kj-graph "):
        return subprocess.run(command, shell=True, capture_output=True, text=True, cwd=folder, check=True).stdout
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        assert main(shlex.split(command)[1:]) == 0
    return out.getvalue() + err.getvalue()


def test_commands_give_the_lines_shown(graph: KnowledgeGraph, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    commands = list_commands(PAGE)
    assert len(commands) >= 10
    for command, output in commands:
        assert output.strip()
        pattern = re.sub(
            "[0-9a-f]{64}", graph.digest, write_pattern(output)
        )  # it changes with the data, the page need not
        said = _run(command, folder)
        assert re.fullmatch(pattern, said), f"$ {command}\n{said[:3000]}"

    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder, env={**os.environ}
    ).stdout
    asked = _run(next(command for command, _ in commands if "both.rq" in command), folder)
    plain = [re.sub(r'"', "", line).replace(",", " ") for line in asked.splitlines()[1:]]
    assert sorted(line.replace(",", " ") for line in told.splitlines()) == sorted(plain)
    assert len(plain) == 8


def test_every_format_is_in_the_table() -> None:
    rows = dict(re.findall(r"^\| `([a-z]+)` \| (.*?) \|", PAGE, re.MULTILINE))
    assert list(rows) == list(FORMATS)
    for name, form in FORMATS.items():
        assert all(f"`{ending}`" in rows[name] for ending in form.endings)
