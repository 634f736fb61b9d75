"""A cold question: whole processes against bare Python, and against an rdflib script that gives the same answer."""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from processes import ENTRY, HERE, compare, measure

from kj_graph.opening import open_graph
from kj_graph.questions import list_questions

NAMED = {
    "show agreement-basic-treaty-1965": ["show", "agreement-basic-treaty-1965"],
    "search LNG": ["search", "LNG"],
    "search 방화벽": ["search", "방화벽"],
    "search Fumio Kishda": ["search", "Fumio Kishda"],
}
RDFLIB = ("proposals", "sources", "in-force-on")


def report(rounds: int) -> list[str]:
    """Return the lines of this part."""
    python = sys.executable
    bare = [python, "-c", "pass"]
    lines = ["| command | rows | times bare Python (wall) | (processor) | where nothing is remembered (wall) |"]
    lines.append("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "KJ_GRAPH_CACHE": folder}
        first = measure([python, "-c", ENTRY, "query", "proposals"], environment).wall / measure(bare).wall
        with open_graph() as graph:
            rows = {question.name: len(graph.query(question.name)) for question in list_questions()}  # type: ignore[arg-type]
        commands = {f"query {name}": ["query", name] for name in rows} | NAMED
        told = []
        for name, arguments in commands.items():
            command = [python, "-c", ENTRY, *arguments]
            wall, processor = compare(command, bare, environment, rounds)
            anew = statistics.median(_ask_anew(command, bare, environment) for _ in range(3))
            told.append((wall, processor, name, rows.get(arguments[1], ""), anew))
        for wall, processor, name, count, anew in sorted(told, key=lambda each: (each[3] == "", each[0])):
            lines.append(f"| `kj-graph {name}` | {count} | {wall:.1f} | {processor:.1f} | {anew:.1f} |")
        small = max(each[0] for each in told if isinstance(each[3], int) and each[3] <= 50)
        large = max(each[0] for each in told if isinstance(each[3], int))
        lines += ["", f"The slowest question of at most 50 rows takes {small:.1f}, the slowest of all {large:.1f}."]
        lines.append(
            "What is asked without parameters is answered when the cache is made, and what took more than 5 ms"
        )
        lines.append("is remembered: the last column is that of a question that is asked first with other parameters.")
        script = shutil.which("kj-graph", path=str(Path(python).parent))
        if script:
            wall, _ = compare([script, "query", "proposals"], bare, environment, rounds)
            lines.append(f"By the installed script `kj-graph`, `query proposals` takes {wall:.1f}.")
        lines.append(f"The very first question, which loads the files and makes the cache, takes {first:.0f}.")
        for name in RDFLIB:
            peer = [python, str(HERE / "cold_rdflib.py"), name]
            wall, processor = compare(peer, [python, "-c", ENTRY, "query", name], environment, 2)
            lines.append(
                f"An rdflib script that loads the same files, applies the same rules and asks `{name}` takes "
                f"{wall:.0f} times the wall time of `kj-graph query {name}` ({processor:.0f} times the processor time)."
            )
    return lines


def _ask_anew(command: list[str], bare: list[str], environment: dict[str, str]) -> float:
    """Return the ratio of a command whose answer is not remembered."""
    for answers in Path(environment["KJ_GRAPH_CACHE"]).glob("*/answers"):
        shutil.rmtree(answers)
    return measure(command, environment).wall / measure(bare).wall
