"""docs/merge.md and CONTRIBUTING.md, run as written: their commands give the output they show."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from documents import list_commands, write_pattern

from kj_graph.cli import main

ROOT = Path(__file__).resolve().parents[1]
PAGES = {"docs/merge.md": ["examples/merge"], "CONTRIBUTING.md": ["examples/contributing"]}
# What the shell does, and what takes minutes, is not run here: the first is git's own, the rest other tests hold.
_NOT_RUN = ("git ", "make ", "pre-commit ")


@pytest.mark.parametrize("page", PAGES)
def test_commands_print_what_the_page_shows(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in PAGES[page]:
        shutil.copytree(ROOT / folder, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    if page == "CONTRIBUTING.md":
        shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("registers"))
    commands = list_commands((ROOT / page).read_text(encoding="utf-8"))
    assert sum(command.startswith("kj-graph") for command, _ in commands) >= 6
    for command, output in commands:
        if command.startswith(_NOT_RUN):
            continue
        if command.startswith("kj-graph "):
            main(shlex.split(command)[1:])
            told = capsys.readouterr()
            shown = told.out + told.err
        else:
            done = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
            shown = done.stdout
        if output.strip():
            assert re.fullmatch(write_pattern(output), shown), f"$ {command}\n{shown}"


def test_mapping_shown_is_the_mapping_there() -> None:
    shown = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "merge.md").read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    assert shown[1] == (ROOT / "examples" / "merge" / "treaties.toml").read_text(encoding="utf-8")
