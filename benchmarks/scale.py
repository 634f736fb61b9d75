"""Real scale: the complete table of roll calls in the UN General Assembly, imported, kept on disk and asked."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from processes import ROOT, measure


def report() -> list[str]:
    """Return the lines of this part."""
    registers = Path(os.environ.get("KJ_GRAPH_SHARED", ROOT.parent / "shared")) / "registers"
    if not registers.is_dir():
        return [f"Left out: the tables are not here ({registers.name} in the folder KJ_GRAPH_SHARED)."]
    example = ROOT / "examples" / "unga"
    ours = [sys.executable, "-m", "kj_graph"]
    with tempfile.TemporaryDirectory() as folder:
        votes, calls, kept = (f"{folder}/{name}" for name in ("votes.nt.gz", "calls.nt", "kept"))
        ask = [*ours, "query", str(example / "pair-by-year.rq"), "--store", kept]
        steps = {
            "import 870,109 votes": [
                *ours, "import", str(registers / "unga_votes_all.csv.gz"),
                "--map", str(example / "votes.toml"), "--output", votes,
            ],
            "import 6,203 roll calls": [
                *ours, "import", str(registers / "unga_roll_calls.csv"),
                "--map", str(example / "roll-calls.toml"), "--output", calls,
            ],
            "load both into a store on disk": [*ours, "load", votes, calls, "--store", kept],
            "Germany and France by year": ask,
            "Japan and the Republic of Korea by year": [*ask, "--a", "state-japan", "--b", "state-republic-of-korea"],
            "Brazil and India by year": [*ask, "--a", "Brazil", "--b", "India"],
        }  # fmt: skip
        lines = ["| step | seconds | processor seconds | memory (MB) |", "|---|---|---|---|"]
        for name, command in steps.items():
            cost = measure(command)
            lines.append(f"| {name} | {cost.wall:.1f} | {cost.processor:.1f} | {cost.memory:.0f} |")
    return lines
