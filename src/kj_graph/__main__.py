"""Run the command line as `python -m kj_graph`."""

from __future__ import annotations

from kj_graph.cli import start

if __name__ == "__main__":
    raise SystemExit(start())
