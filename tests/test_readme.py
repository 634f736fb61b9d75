"""The README's commands, run as written, give the output it shows.

A block marked `console` holds commands after `$ ` and what they print; a line `…` stands for lines left out.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from documents import list_commands, write_pattern

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
_NOT_RUN_HERE = ("make ", "pip install", "git clone", "cd ")


def _commands() -> list[tuple[str, str]]:
    return [each for each in list_commands(README) if not each[0].startswith(_NOT_RUN_HERE)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to run in, with `kj-graph` on the path."""
    folder = tmp_path_factory.mktemp("readme")
    script = folder / "bin" / "kj-graph"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m kj_graph "$@"\n')
    script.chmod(0o755)
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


@pytest.mark.parametrize(("command", "output"), _commands(), ids=lambda value: str(value)[:60])
def test_command_prints_what_the_readme_shows(folder: Path, command: str, output: str) -> None:
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "COLUMNS": "80"}
    if "report.txt" in command:
        texts = list((Path(os.environ.get("KJ_GRAPH_SHARED", ROOT.parent / "shared")) / "seed").glob("*.txt"))
        if not texts:
            pytest.skip("the text of the founding report is not here")
        (folder / "report.txt").write_bytes(texts[0].read_bytes())
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=folder, env=environment, check=False)
    shown = (done.stdout + done.stderr).rstrip("\n")
    if output.strip():
        assert re.fullmatch(write_pattern(output), shown + "\n"), f"$ {command}\n{shown}"
    assert done.returncode in (0, 1)


def test_the_readme_shows_commands() -> None:
    assert len(_commands()) >= 8


def test_the_two_commands_are_told() -> None:
    assert "make run" in README
    assert "make test" in README


def test_python_blocks_run(folder: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert blocks
    code = "\n".join(blocks)
    subprocess.run([sys.executable, "-c", code], check=True, cwd=folder, capture_output=True)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_links_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists()
