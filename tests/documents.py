"""What tests of documents share: the commands that a page shows, and whether an output is the one it shows."""

from __future__ import annotations

import re


def list_commands(page: str) -> list[tuple[str, str]]:
    """Return the commands of a page's console blocks, each with the output below it."""
    return [
        (command, output)
        for block in re.findall(r"```console\n(.*?)```", page, re.DOTALL)
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
        for command, _, output in [part.partition("\n")]
    ]


def write_pattern(shown: str) -> str:
    """Return what an output must be like, as a regular expression; a line `…` stands for lines left out."""
    return "".join(
        r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line) + r"\n" for line in shown.rstrip("\n").split("\n")
    )
