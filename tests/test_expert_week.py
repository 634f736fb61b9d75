"""The commands of docs/expert-week.md, run as written, give the lines it shows."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from documents import list_commands, write_pattern

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "expert-week.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("command", "output"), list_commands(PAGE), ids=lambda value: str(value)[:60])
def test_command_gives_the_lines_shown(tmp_path: Path, command: str, output: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kj_graph", *shlex.split(command)[1:]],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "COLUMNS": "80"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert output.strip()
    assert re.fullmatch(write_pattern(output), done.stdout), f"$ {command}\n{done.stdout}"


def test_every_question_has_its_command() -> None:
    sections = PAGE.split("\n## ")[1:]
    assert len(sections) >= 12
    assert all("```console\n$ kj-graph " in section for section in sections)
