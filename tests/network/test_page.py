"""The commands of docs/network.md, run as written, give the lines it shows; what its tables name exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from documents import list_commands, write_pattern

from kj_graph.cli import main
from kj_graph.network import MEASURES, PROJECTIONS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "network.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("command", "output"), list_commands(PAGE), ids=lambda value: str(value)[:50])
def test_command_gives_the_lines_shown(
    command: str, output: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(shlex.split(command)[1:]) == 0
    told = capsys.readouterr().out
    assert len([line for line in output.splitlines() if line != "…"]) > 2
    assert re.fullmatch(write_pattern(output), told), f"$ {command}\n{told}"
    assert max(map(len, told.splitlines())) <= 80


def test_every_network_and_measure_is_told() -> None:
    assert all(f"| `{name}` |" in PAGE for name in PROJECTIONS)
    assert all(name in PAGE for name in MEASURES)
