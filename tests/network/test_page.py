"""The commands of docs/network.md, run as written, give the lines it shows; what its tables name exists."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from kj_graph.cli import main
from kj_graph.network import MEASURES, PROJECTIONS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "network.md").read_text(encoding="utf-8")


def _commands() -> list[tuple[str, str]]:
    found = []
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL):
        for part in re.split(r"^\$ kj-graph ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output))
    return found


@pytest.mark.parametrize(("command", "output"), _commands(), ids=lambda value: str(value)[:50])
def test_command_gives_the_lines_shown(
    command: str, output: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(shlex.split(command)) == 0
    told = capsys.readouterr().out
    assert len([line for line in output.splitlines() if line != "…"]) > 2
    pattern = "".join(
        r"(?:.*\n)*?" if line == "…" else re.escape(line) + r"\n" for line in output.removesuffix("\n").split("\n")
    )
    assert re.fullmatch(pattern, told), f"$ kj-graph {command}\n{told}"
    assert max(map(len, told.splitlines())) <= 80


def test_every_network_and_measure_is_told() -> None:
    assert all(f"| `{name}` |" in PAGE for name in PROJECTIONS)
    assert all(name in PAGE for name in MEASURES)
