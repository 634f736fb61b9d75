"""Loading: the library against raw `bulk_load`, in memory and on disk, and whether the cost of a triple stays flat."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from processes import ask_engine

if TYPE_CHECKING:
    from pathlib import Path


def report(files: dict[str, Path], rounds: int) -> list[str]:
    """Return the lines of this part; `files` are the synthetic graphs by the names of their sizes."""
    lines = ["| size | where | raw speed reached | µs a triple | bytes of memory a triple |", "|---|---|---|---|---|"]
    for size, path in files.items():
        with path.open("rb") as file:
            triples = sum(1 for _ in file)
        for where in ("memory", "disk"):
            pairs = [
                (ask_engine(f"raw-{where}", str(path)), ask_engine(f"ours-{where}", str(path))) for _ in range(rounds)
            ]
            told = [(raw, ours) for raw, ours in pairs if raw and ours]
            reached = statistics.median(raw["load"] / ours["load"] for raw, ours in told)
            seconds = min(ours["load"] for _, ours in told)
            memory = statistics.median(ours["memory"] for _, ours in told)
            lines.append(
                f"| {size} | {where} | {reached:.2f} | {1e6 * seconds / triples:.1f} | {1e6 * memory / triples:.0f} |"
            )
        whole = ask_engine("whole-disk", str(path))
        if whole:
            lines.append(f"| {size} | disk, whole command | | {1e6 * whole['load'] / triples:.1f} | |")
    lines += [
        "",
        "The whole command `kj-graph load` also applies the ontology and the rules and makes the index of names.",
    ]
    return lines
