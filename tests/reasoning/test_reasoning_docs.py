"""The commands and the Python of docs/reasoning.md, run as written, give the lines shown."""

from __future__ import annotations

import doctest
import re
import shlex
from pathlib import Path

import pytest

from kj_graph.cli import main

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reasoning.md").read_text(encoding="utf-8")
COMMANDS = [
    tuple(block.partition("\n")[::2]) for block in re.findall(r"```console\n\$ kj-graph (.*?)```", PAGE, re.DOTALL)
]


@pytest.mark.parametrize(("command", "output"), COMMANDS, ids=lambda value: str(value)[:60])
def test_command_gives_the_lines_shown(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str, output: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    status = main(shlex.split(command))
    told = capsys.readouterr().out
    assert status == (1 if output.startswith("not in the graph") else 0)
    if output.endswith("\n…\n"):
        assert told.startswith(output.removesuffix("…\n"))
    else:
        assert told == output


def test_python_gives_what_is_shown() -> None:
    (block,) = re.findall(r"```pycon\n(.*?)```", PAGE, re.DOTALL)
    test = doctest.DocTestParser().get_doctest(block, {}, "reasoning.md", None, None)
    told: list[str] = []
    result = doctest.DocTestRunner().run(test, out=told.append)
    assert result.attempted > 6
    assert result.failed == 0, "".join(told)


def test_page_has_its_commands() -> None:
    assert len(COMMANDS) >= 4
