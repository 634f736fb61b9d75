"""Completion of command lines, in the shells themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kj_graph import resources
from kj_graph.cli import main
from kj_graph.cli.commands import SUMMARIES
from kj_graph.cli.completion import FILES, complete_words

BASH = """source <(kj-graph completion bash)
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _kj_graph; printf '%s\\n' "${COMPREPLY[@]}"
"""
ZSH = """autoload -Uz compinit; compinit -u -D
source <(kj-graph completion zsh)
_describe() { print -l -- ${(P)2} }
words=("$@"); CURRENT=$#; _kj_graph
"""
FISH = """kj-graph completion fish | source
complete -C "$argv"
"""
LINES = [
    (("kj-graph", "sh"), {"show"}),
    (("kj-graph", "query", "proposals-w"), {"proposals-without-act"}),
    (("kj-graph", "query", "proposals", "--ar"), {"--area"}),
    (("kj-graph", "query", "proposals", "--area", "area-shipb"), {"area-shipbuilding"}),
    (("kj-graph", "show", "agreement-gsomia"), {"agreement-gsomia-2016"}),
    (("kj-graph", "path", "GSOMIA", "place-camp"), {"place-camp-david"}),
    (("kj-graph", "query", "claims", "--lang", ""), {"en", "ko", "ja"}),
    (("kj-graph", "search", "x", "--format", "j"), {"json"}),
    (("kj-graph", "completion", "z"), {"zsh"}),
    (("kj-graph", "query", "claims", "--with", "u"), {"unga"}),
    (("kj-graph", "nonsense", "x"), set()),
]


def words(*line: str) -> set[str]:
    return {word for word, _ in complete_words(list(line), len(line) - 1)}


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which `kj-graph` is this checkout."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "kj-graph"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kj_graph "$@"\n')
    program.chmod(0o755)
    source = str(Path(resources.__file__).parent.parent)
    return {
        **os.environ,
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": source,
        "HOME": str(folder),
    }


def _name_case(value: tuple[str, ...] | set[str]) -> str:
    return " ".join(sorted(value) if isinstance(value, set) else value)


@pytest.mark.parametrize(("line", "expected"), LINES, ids=_name_case)
def test_what_may_stand_there(line: tuple[str, ...], expected: set[str]) -> None:
    assert words(*line) == expected


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_complete(shell: str, environment: dict[str, str]) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    for line, expected in LINES[:8]:
        if shell == "fish":
            command = [program, "-c", FISH, "--", " ".join(line)]
        else:
            command = [program, *(["-f"] if shell == "zsh" else []), "-c", BASH if shell == "bash" else ZSH, "-", *line]
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        assert done.stderr == ""
        found = {row.split("\t")[0].split(":")[0] for row in done.stdout.splitlines() if row}
        assert found == expected, (shell, line)


def test_bash_splits_at_equals_signs() -> None:
    assert words("kj-graph", "query", "claims", "--lang", "=", "k") == {"ko"}
    assert words("kj-graph", "query", "claims", "--lang", "=") == {"en", "ko", "ja"}


def test_every_command_completes_its_options() -> None:
    assert words("kj-graph", "") >= set(SUMMARIES)
    for command in SUMMARIES:
        assert "--help" in words("kj-graph", command, "--")


def test_files_are_left_to_the_shell() -> None:
    assert words("kj-graph", "check", "") == {FILES}
    assert words("kj-graph", "query", "claims", "--output", "") == {FILES}
    assert words("kj-graph", "query", "./mine.rq") == {FILES}


def test_an_option_is_offered_once_unless_repeatable() -> None:
    offered = words("kj-graph", "query", "claims", "--ids", "--add", "x.ttl", "--lang=ko", "--")
    assert "--add" in offered
    assert not offered & {"--ids", "--lang"}


def test_shell_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion"]) == 2
    assert main(["completion", "tcsh"]) == 2
    assert "bash, zsh, fish" in capsys.readouterr().err
