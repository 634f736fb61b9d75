"""Write the outputs in docs/network.md anew: each command of a console block is run, and what it prints stands below.

python docs/build_network.py
"""

from __future__ import annotations

import io
import os
import re
import shlex
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from kj_graph.cli import main

PAGE = Path(__file__).resolve().parent / "network.md"


def run(command: str) -> str:
    """Return what a command prints in eighty columns."""
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(io.StringIO()):
        status = main(shlex.split(command))
    if status:
        raise SystemExit(f"kj-graph {command} ended with status {status}")
    return printed.getvalue()


def fill(block: re.Match[str]) -> str:
    """Return a console block with its outputs."""
    commands = re.findall(r"^\$ kj-graph (.*)$", block[1], flags=re.MULTILINE)
    return "```console\n" + "".join(f"$ kj-graph {command}\n{run(command)}" for command in commands) + "```"


if __name__ == "__main__":
    os.environ["COLUMNS"] = "80"
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(re.sub(r"```console\n(.*?)```", fill, text, flags=re.DOTALL), encoding="utf-8")
