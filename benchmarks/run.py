"""Measure the library beside its peers in one run, as ratios, and write benchmarks/results.md.

python benchmarks/run.py [PART …]     PART: cold, warm, load, scale, reasoning, peers, explorer (these, in this order,
                                      when none is named), large (loading 10 million triples, which takes a quarter
                                      of an hour)

Processes and calls run in turn with what they are compared to, so that a machine whose speed drifts slows both; medians
of the ratios are told. Parts that are not run keep what results.md said of them. No test depends on these figures:
machines are noisy.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import cold
import explorer
import load
import peers
import reasoning
import scale
import warm
from processes import HERE
from synthetic import write_graph

SIZES = {"0.1 million triples": 100_000, "1 million triples": 1_000_000}
LARGE = {"10 million triples": 10_000_000}
ROUNDS = 9
TITLES = {
    "cold": "Cold: whole processes, the cache of the loaded graph warm",
    "warm": "Warm: questions in Python, in memory",
    "load": "Load: N-Triples, processor time",
    "large": "Load: ten times as many",
    "scale": "Real scale: the roll calls of the UN General Assembly",
    "reasoning": "Reasoning: what follows by OWL, beside owlrl",
    "peers": "Servers over HTTP",
    "explorer": "The explorer in headless Chromium",
}


def main() -> None:
    """Measure the chosen parts, print them and write the page; what is no part is refused before anything runs."""
    if unknown := [name for name in sys.argv[1:] if name not in TITLES]:
        raise SystemExit(f"no such part: {', '.join(unknown)}\n\n{__doc__}")
    chosen = [name for name in TITLES if name in sys.argv[1:]] or [name for name in TITLES if name != "large"]
    page = HERE / "results.md"
    kept = read_parts(page)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        files = {size: Path(folder) / f"{triples}.nt" for size, triples in SIZES.items()}
        if set(chosen) & {"warm", "load", "peers"}:
            for size, path in files.items():
                write_graph(path, SIZES[size])
        small = next(iter(files.items()))
        for part in chosen:
            sys.stderr.write(f"{part} … ({time.monotonic() - started:.0f} s)\n")
            if part == "cold":
                lines = cold.report(ROUNDS)
            elif part == "warm":
                lines = warm.report(files)
            elif part == "load":
                lines = load.report(files, 3)
            elif part == "large":
                (size, triples), *_ = LARGE.items()
                path = Path(folder) / f"{triples}.nt"
                write_graph(path, triples)
                lines = load.report({size: path}, 1, ())
            elif part == "scale":
                lines = scale.report()
            elif part == "explorer":
                lines = explorer.report()
            elif part == "reasoning":
                lines = reasoning.report(5)
            else:
                lines = peers.report(*small)
            kept[part] = "\n".join(lines).strip()
    parts = [f"## {TITLES[part]}\n\n{kept[part]}" for part in TITLES if part in kept]
    text = "\n\n".join(["# Benchmarks", f"Written by `make bench`. {tell_machine()}", *parts]) + "\n"
    page.write_text(text, encoding="utf-8")
    print(text)


def read_parts(page: Path) -> dict[str, str]:
    """Return what the page says of each part."""
    names = {title: name for name, title in TITLES.items()}
    text = page.read_text(encoding="utf-8") if page.exists() else ""
    parts = (part.partition("\n") for part in text.split("\n## ")[1:])
    return {names[title]: body.strip() for title, _, body in parts if title in names}


def tell_machine() -> str:
    """Return the machine and the versions of what is compared."""
    names = ("kj-graph", "pyoxigraph", "rdflib", "oxrdflib", "pyvis")
    versions = [f"{name} {importlib.metadata.version(name)}" for name in names]
    program = shutil.which("virtuoso-t")
    if program:
        told = subprocess.run([program, "-?"], capture_output=True, text=True, check=False)
        words = next((line for line in (told.stderr + told.stdout).splitlines() if "Version" in line), "")
        versions.append(f"Virtuoso {words.rpartition('Version')[2].split()[0]}" if words else "Virtuoso")
    machine = (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    )
    return f"{machine}; {', '.join(versions)}."


if __name__ == "__main__":
    main()
