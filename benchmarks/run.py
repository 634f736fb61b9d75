"""Measure a cold question against bare Python and against rdflib, in one run, as ratios.

Whole processes in turn, so that a machine whose speed drifts slows all of them; the median of the ratios is told.
Writes benchmarks/results.md. No test depends on these figures: machines are noisy.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
ROUNDS = 15
ENTRY = "from kj_graph.cli import main; raise SystemExit(main())"
COLD = {
    "query proposals": ["query", "proposals", "--format", "table"],
    "query claims": ["query", "claims", "--format", "table"],
    "show agreement-basic-treaty-1965": ["show", "agreement-basic-treaty-1965"],
    "search LNG": ["search", "LNG"],
}


def measure(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Return the wall and the processor seconds of one run of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return wall, cpu


def compare(command: list[str], peer: list[str], environment: dict[str, str], rounds: int) -> tuple[float, float]:
    """Return the median ratios (wall, processor) of a command to its peer, measured in turn."""
    ratios = []
    for _ in range(rounds):
        ours, theirs = measure(command, environment), measure(peer, environment)
        ratios.append((ours[0] / theirs[0], ours[1] / theirs[1]))
    return statistics.median(r[0] for r in ratios), statistics.median(r[1] for r in ratios)


def main() -> None:
    """Measure, print and write the table."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "KJ_GRAPH_CACHE": folder}
        measure([python, "-c", ENTRY, "query", "proposals"], environment)
        lines = ["| question | times bare Python (wall) | (processor) |", "|---|---|---|"]
        for name, arguments in COLD.items():
            wall, cpu = compare([python, "-c", ENTRY, *arguments], [python, "-c", "pass"], environment, ROUNDS)
            lines.append(f"| `kj-graph {name}` | {wall:.1f} | {cpu:.1f} |")
        peer = [python, str(HERE / "rdflib_question.py"), "proposals"]
        wall, cpu = compare(peer, [python, "-c", ENTRY, "query", "proposals"], environment, 3)
        lines.append("")
        lines.append(
            f"An rdflib script that loads the same files, applies the same rules and asks `proposals` takes "
            f"{wall:.0f} times the wall time of `kj-graph query proposals` ({cpu:.0f} times the processor time)."
        )
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("kj-graph", "pyoxigraph", "rdflib"))
    machine = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    )
    page = "\n".join(
        [
            "# Benchmarks",
            "",
            "Written by `make bench`. Whole processes, run in turn; the median of the ratios of each pair.",
            f"The cache of the loaded graph is warm, as from the second question on. {ROUNDS} pairs a row.",
            "",
            f"{machine}; {versions}.",
            "",
            *lines,
            "",
        ]
    )
    (HERE / "results.md").write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
