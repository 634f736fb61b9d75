"""Running whole processes in turn and comparing them pair by pair, so that a machine whose speed drifts slows both."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
ENTRY = "from kj_graph.cli import start; raise SystemExit(start())"


class Cost:
    """What one run took: wall seconds, processor seconds of the user and the system, and the largest memory in MB."""

    def __init__(self, wall: float, processor: float, memory: float) -> None:
        self.wall = wall
        self.processor = processor
        self.memory = memory


def measure(command: list[str], environment: dict[str, str] | None = None) -> Cost:
    """Run a command and return what it took; raises CalledProcessError where it fails."""
    start = time.perf_counter()
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, used = os.wait4(running.pid, 0)
    wall = time.perf_counter() - start
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def compare(
    command: list[str], peer: list[str], environment: dict[str, str] | None, rounds: int
) -> tuple[float, float]:
    """Return the median ratios (wall, processor) of a command to its peer, measured in turn."""
    ratios = []
    for _ in range(rounds):
        ours, theirs = measure(command, environment), measure(peer, environment)
        ratios.append((ours.wall / theirs.wall, ours.processor / theirs.processor))
    return statistics.median(r[0] for r in ratios), statistics.median(r[1] for r in ratios)


def ask_engine(engine: str, *arguments: str, limit: float = 300) -> dict[str, float] | None:
    """Run `engines.py` in a process of its own and return what it told, or None where it took too long."""
    command = [sys.executable, str(HERE / "engines.py"), engine, *arguments]
    try:
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=limit, env=dict(os.environ))
    except subprocess.TimeoutExpired:
        return None
    told: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return told
