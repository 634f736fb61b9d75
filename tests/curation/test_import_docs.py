"""docs/import.md, run as written: its commands give the output it shows, and the files it shows are those there."""

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

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "import"
PAGE = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
COMMANDS = list_commands(PAGE)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example's files and `kj-graph` on the path."""
    folder = tmp_path_factory.mktemp("import")
    shutil.copytree(EXAMPLES, folder, dirs_exist_ok=True)
    script = folder / "bin" / "kj-graph"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m kj_graph "$@"\n')
    script.chmod(0o755)
    return folder


@pytest.mark.parametrize(("command", "output"), COMMANDS, ids=[each[0][:50] for each in COMMANDS])
def test_command_prints_what_the_page_shows(folder: Path, command: str, output: str) -> None:
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "COLUMNS": "80"}
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=folder, env=environment, check=False)
    shown = (done.stderr + done.stdout) if "import" in command else (done.stdout + done.stderr)
    if output.strip():
        assert re.fullmatch(write_pattern(output), shown), f"$ {command}\n{shown}"
    assert done.returncode == (1 if "slips.csv:" in output else 3 if "slip.toml:" in output else 0)


def test_page_has_the_commands_it_promises() -> None:
    assert sum(command.startswith("kj-graph import") for command, _ in COMMANDS) == 5


def test_files_shown_are_the_files_there() -> None:
    mapping = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    table = re.search(r"```csv\n(.*?)…\n```", PAGE, re.DOTALL)
    assert mapping is not None
    assert table is not None
    assert mapping[1] == (EXAMPLES / "justice-ministers.toml").read_text(encoding="utf-8")
    assert (EXAMPLES / "justice-ministers.csv").read_text(encoding="utf-8").startswith(table[1])


def test_example_rows_are_those_of_the_source(shared: Path) -> None:
    source = {
        tuple(line.split(",")[index] for index in (0, 2, 3, 4, 5))
        for line in (shared / "registers" / "office_holders_wikidata.csv").read_text(encoding="utf-8").splitlines()
        if "Minister of Justice" in line
    }
    example = (EXAMPLES / "justice-ministers.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert len(example) == 9
    assert {tuple(line.split(",")) for line in example} <= source
