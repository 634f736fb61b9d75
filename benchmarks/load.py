"""Loading: the library against raw `bulk_load`, in memory and on disk, and whether the cost of a triple stays flat."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

from processes import ask_engine
from synthetic import write_rows

if TYPE_CHECKING:
    from pathlib import Path


def report(files: dict[str, Path], rounds: int, places: tuple[str, ...] = ("memory", "disk")) -> list[str]:
    """Return the lines of this part; `files` are the synthetic graphs by the names of their sizes."""
    lines = ["| size | where | raw speed reached | the same by triple kept | µs a triple | bytes of memory a triple |"]
    lines.append("|---|---|---|---|---|---|")
    for size, path in files.items():
        with path.open("rb") as file:
            triples = sum(1 for _ in file)
        ways = {where: (f"raw-{where}", f"ours-{where}") for where in places}
        ways["disk, whole command"] = "raw-disk", "whole-disk"
        lines += [f"| {size} | {way} | {_compare(*peers, path, triples, rounds)} |" for way, peers in ways.items()]
        rows = path.with_name(f"rows-{path.name}")
        write_rows(rows, triples)
        told = _compare("raw-disk", "whole-disk", rows, triples // 5 * 5, rounds)
        lines.append(f"| {size} in another vocabulary | disk, whole command | {told} |")
    lines += [
        "",
        "Raw is `bulk_load` of the same pyoxigraph into the same kind of store, on disk flushed and compacted as ours.",
        "The whole command `kj-graph load` also reads the ontology and applies the rules. Of a file in our vocabulary",
        "they derive days to compare, wider policy areas and classes, here about as many triples as it has, which are",
        "kept as well; of one in a vocabulary that the ontology does not know they derive nothing.",
    ]
    return lines


def _compare(raw: str, ours: str, path: Path, triples: int, rounds: int) -> str:
    """Return the cells that compare two ways of loading a file, run in turn."""
    pairs = [[ask_engine(engine, str(path), limit=3600) for engine in (raw, ours)] for _ in range(rounds)]
    told = [(one, other) for one, other in pairs if one and other]
    reached = statistics.median(one["load"] / other["load"] for one, other in told)
    kept = told[0][1].get("triples", triples)
    seconds = min(other["load"] for _, other in told)
    memory = statistics.median(other["memory"] for _, other in told)
    return (
        f"{reached:.2f} | {reached * kept / triples:.2f} | {1e6 * seconds / triples:.1f} | {1e6 * memory / triples:.0f}"
    )
